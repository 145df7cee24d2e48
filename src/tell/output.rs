//! Standard output, written to the last byte.

use std::io::{self, BufWriter, Write};

/// Writes to standard output, to the last byte.
pub fn write_out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Unwritten> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)
        .and_then(|()| out.flush())
        .map_err(Unwritten)
}

/// Standard output took no more.
#[derive(Debug, thiserror::Error)]
#[error("standard output cannot be written")]
pub struct Unwritten(#[source] pub io::Error);
