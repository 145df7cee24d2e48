//! Encodings by their labels (WHATWG).

use crate::config::near::nearest;
use crate::open::error::{ENCODINGS, Error};
use encoding_rs::{Encoding, REPLACEMENT};

/// The encoding of a label (WHATWG).
pub fn encoding(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes())
        .filter(|&encoding| encoding != REPLACEMENT)
        .ok_or_else(|| Error::Encoding {
            given: label.to_owned(),
            nearest: nearest(label, ENCODINGS),
        })
}
