//! Bounds of what is opened.

/// The most bytes that are read: spans count in 32 bits, and decoding may make a text three times as long.
pub const LARGEST: u64 = 1 << 30;

/// The most files of a folder or an archive that are looked at.
pub const MOST_FILES: usize = 4096;

/// Bytes at a file's head by which it is judged.
pub const HEAD: usize = 8192;
