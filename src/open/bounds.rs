//! Bounds of what is opened.

/// The most bytes that are read: spans count in 32 bits, and decoding may make a text three times as long.
pub const LARGEST: u64 = 1 << 30;

/// The most files of a folder or an archive that are looked at.
pub const MOST_FILES: usize = 4096;

/// Bytes at a file's head by which it is judged.
pub const HEAD: usize = 8192;

/// The least bytes to which any archive may be unpacked.
#[cfg(feature = "pdf")]
const LEAST_UNPACKED: u64 = 64 << 20;

/// How many times its own bytes an archive may hold: texts of long tables shrink to a fiftieth.
#[cfg(feature = "pdf")]
const MOST_TIMES: u64 = 100;

/// Bytes to which an archive of so many may be unpacked, in all.
#[cfg(feature = "pdf")]
pub fn unpacked(length: u64) -> u64 {
    let times = length.saturating_mul(MOST_TIMES);
    times.clamp(LEAST_UNPACKED, LARGEST)
}

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use super::*;

    #[test]
    fn an_archive_may_grow_with_its_own_size_and_never_beyond_what_is_read() {
        assert_eq!(unpacked(0), 64 << 20);
        assert_eq!(unpacked(1 << 20), 100 << 20);
        assert_eq!(unpacked(1 << 30), 1 << 30);
        assert_eq!(unpacked(u64::MAX), 1 << 30);
    }
}
