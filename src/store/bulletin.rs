//! What a bulletin is known by: its content, its path, and its text whatever is told of its lines.

use crate::app::marks::key;
use crate::issue::Issue;
use std::path::{Path, PathBuf};

/// Articles by whose headlines a bulletin is known.
const KNOWN_BY: usize = 64;

/// Bytes at both ends that a text is known by, with its length.
const ENDS: usize = 1 << 16;

/// What a bulletin is known by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bulletin {
    /// Its absolute path, if it has one.
    pub path: Option<PathBuf>,
    /// Its day, number and headlines.
    pub(super) content: String,
    /// Its text, whatever is told of its lines.
    pub(super) source: String,
    /// Its content before its lines were corrected.
    pub(super) before: Option<String>,
}

impl Bulletin {
    /// An issue, and the path it was read from.
    pub fn new(issue: &Issue, path: Option<&Path>) -> Self {
        let mut text = String::new();
        let number = issue.number.as_deref().unwrap_or("");
        let date = issue.date.map(|d| d.to_string()).unwrap_or_default();
        for part in [date.as_str(), number] {
            text.push_str(part);
            text.push('\n');
        }
        for (_, article) in issue.articles().take(KNOWN_BY) {
            text.push_str(&key(article, &issue.source));
            text.push('\n');
        }
        let path = path.map(|path| {
            // The same file by any way there; where that cannot be told, as it was written.
            path.canonicalize()
                .or_else(|_| std::path::absolute(path))
                .unwrap_or_else(|_| path.to_owned())
        });
        Self {
            path,
            content: hash(text.as_bytes()),
            source: hash_of_ends(issue.source.as_bytes()),
            before: None,
        }
    }

    /// The bulletin as it is read with other corrections.
    #[must_use]
    pub fn read_again(&self, issue: &Issue) -> Self {
        let mut new = Self::new(issue, None);
        new.path.clone_from(&self.path);
        new.before = if new.content == self.content {
            self.before.clone()
        } else {
            Some(self.content.clone())
        };
        new
    }
}

/// A text by its ends and its length.
pub(super) fn hash_of_ends(bytes: &[u8]) -> String {
    let head = bytes.get(..ENDS).unwrap_or(bytes);
    let tail = bytes
        .get(bytes.len().saturating_sub(ENDS)..)
        .unwrap_or(bytes);
    hash(&[head, tail, &bytes.len().to_be_bytes()].concat())
}

/// FNV-1a, 64 bits: the same in every version and on every machine.
pub(super) fn hash(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("{hash:016x}")
}

/// Whether a text is a hash, and so may be part of a file's name.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
