//! Getting the bytes: from a file, from standard input, or the built-in sample.

pub mod encodings;
pub mod error;
pub mod foreign;
pub mod kept;
pub mod origin;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod reasons;
pub mod rules;
pub mod shell;

use crate::correction::Correction;
use crate::loader::{self, Loaded, Options, Rules};
use crate::open::error::Error;
use crate::open::kept::sidecar_error;
use crate::open::origin::Origin;
use crate::open::rules::RulesFault;
use crate::store::{Sidecar, SidecarError, Store};
use crate::tell;
use crate::tell::spoken::spoken;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The issue of an invented town's paper that is shown when nothing else is asked for.
const SAMPLE: &[u8] = include_bytes!("../assets/sample.txt");

/// The most bytes that are read: spans count in 32 bits, and decoding may make a text three times as long.
pub const LARGEST: u64 = 1 << 30;

/// Bytes at a file's head by which it is judged.
const HEAD: usize = 8192;

/// What there is to read.
#[derive(Debug)]
pub struct Input {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Where they come from.
    pub origin: Origin,
}

/// A bulletin that was read, with what is told of its lines.
#[derive(Debug)]
pub struct Opened {
    /// The bulletin.
    pub loaded: Loaded,
    /// Where it comes from.
    pub origin: Origin,
    /// What is told of its lines, as it was read with.
    pub corrections: Vec<Correction>,
    /// The rules it was read by; `None` for the built-in ones.
    pub rules: Option<Arc<Rules>>,
    /// The mistakes in the reader's own rules.
    pub faults: Vec<RulesFault>,
    /// Where the corrections are kept; `None` where nothing is to be kept.
    pub sidecar: Option<Sidecar>,
    /// Why the corrections that are kept were not read.
    pub wrong: Option<SidecarError>,
}

impl Opened {
    /// Reads a bulletin by the options, with the corrections that are kept for it; without them where they have a
    /// mistake. What is wrong in the rules that the options hold is handed on.
    pub fn read(
        input: Input,
        mut options: Options,
        faults: Vec<RulesFault>,
        corrected: bool,
    ) -> Self {
        let store = Store::of_user();
        let sidecar = match &input.origin {
            _ if !corrected => None,
            Origin::Sample => None,
            Origin::Standard => Some(Sidecar::of_bytes(&input.bytes, &store)),
            // What a pipe brings has no place of its own.
            Origin::File(path) if !path.is_file() => Some(Sidecar::of_bytes(&input.bytes, &store)),
            Origin::File(path) => Some(Sidecar::of_file(path, &store)),
        };
        let wrong;
        (options.corrections, wrong) = match sidecar.as_ref().map(Sidecar::read) {
            Some(Ok(corrections)) => (corrections, None),
            Some(Err(error)) => (Vec::new(), Some(error)),
            None => (Vec::new(), None),
        };
        let loaded = loader::load(input.bytes.into_owned(), &options);
        Self {
            loaded,
            origin: input.origin,
            corrections: options.corrections,
            rules: options.rules,
            faults,
            sidecar,
            wrong,
        }
    }

    /// Reads the text again with other corrections, and gives those before.
    pub fn read_again(&mut self, corrections: Vec<Correction>) -> Vec<Correction> {
        let source = std::mem::take(&mut self.loaded.issue.source);
        self.loaded = loader::reread(source, self.rules.as_deref(), &corrections);
        std::mem::replace(&mut self.corrections, corrections)
    }

    /// The issue and where it comes from; mistakes in the rules and in the corrections are told on standard error.
    pub fn warned(self) -> (Loaded, Origin) {
        self.warn_of_rules();
        self.warn_of_corrections();
        (self.loaded, self.origin)
    }

    /// Tells mistakes in the rules on standard error.
    pub fn warn_of_rules(&self) {
        for fault in &self.faults {
            tell::complain(&fault.tell(spoken()));
        }
    }

    /// Tells a mistake in the corrections on standard error.
    pub fn warn_of_corrections(&self) {
        if let Some(wrong) = &self.wrong {
            tell::complain(&sidecar_error(wrong, spoken()));
        }
    }
}

/// Opens a file, standard input (`-`) or the sample. What is no text is refused, unless its encoding is named.
pub fn open(file: Option<PathBuf>, is_text: bool) -> Result<Input, Error> {
    let Some(path) = file else {
        return Ok(Input {
            bytes: Cow::Borrowed(SAMPLE),
            origin: Origin::Sample,
        });
    };
    let (source, length, origin): (Box<dyn Read>, _, _) = if path.as_os_str() == "-" {
        (Box::new(io::stdin().lock()), 0, Origin::Standard)
    } else {
        let (file, length) = crate::open::file(&path)?;
        (Box::new(file), length, Origin::File(path.clone()))
    };
    let bytes = take(source, length, LARGEST, |head| {
        refuse_what_is_no_text(&path, head, is_text)
    });
    let bytes = bytes.map_err(|unread| match unread {
        Unread::Failed(cause) => Error::Read {
            path: path.clone(),
            cause,
        },
        Unread::TooLarge => Error::TooLarge(path.clone()),
        Unread::Refused(error) => error,
    })?;
    Ok(Input {
        bytes: Cow::Owned(bytes),
        origin,
    })
}

/// Opens a file that is none of folders, and says how many bytes it should hold.
pub fn file(path: &Path) -> Result<(File, u64), Error> {
    let failed = |cause| Error::Read {
        path: path.to_owned(),
        cause,
    };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(Error::Folder(path.to_owned()));
    }
    Ok((file, about.len()))
}

/// Refuses what is no text, unless its encoding is named, by its name and first bytes.
pub fn refuse_what_is_no_text(path: &Path, bytes: &[u8], is_text: bool) -> Result<(), Error> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let path = || path.to_owned();
    if let Some(format) = foreign::by_name(&path()).or_else(|| foreign::by_bytes(head)) {
        return Err(Error::Foreign {
            path: path(),
            format,
        });
    }
    if !is_text && foreign::is_binary(head) {
        return Err(Error::Binary(path()));
    }
    Ok(())
}

/// Why a source was not read.
#[derive(Debug)]
enum Unread<E> {
    Failed(io::Error),
    TooLarge,
    Refused(E),
}

/// Reads to the end. The source is judged by its head, before anything else is read or made room for; and it is given
/// up where it holds more bytes than are allowed, or says so.
fn take<E>(
    mut source: impl Read,
    expected: u64,
    largest: u64,
    judge: impl FnOnce(&[u8]) -> Result<(), E>,
) -> Result<Vec<u8>, Unread<E>> {
    let mut bytes = Vec::with_capacity(HEAD);
    let mut read = |most: u64, bytes: &mut Vec<u8>| {
        let all = source.by_ref().take(most).read_to_end(bytes);
        all.map_err(Unread::Failed)
    };
    let head = read(HEAD as u64, &mut bytes)?;
    judge(&bytes).map_err(Unread::Refused)?;
    if expected <= largest && head == HEAD {
        let left = |bytes: u64| bytes.saturating_sub(HEAD as u64).saturating_add(1);
        bytes.reserve(usize::try_from(left(expected)).unwrap_or(0));
        read(left(largest), &mut bytes)?;
    }
    if expected > largest || bytes.len() as u64 > largest {
        return Err(Unread::TooLarge);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::language::Language;
    use crate::open::encodings::encoding;
    use crate::open::origin::shown;

    #[test]
    fn encodings_are_known_by_their_labels() {
        assert_eq!(encoding("GBK").unwrap().name(), "GBK");
        assert_eq!(encoding("big5").unwrap().name(), "Big5");
        let wrong = encoding("gb1830").unwrap_err().tell(Language::English);
        assert_eq!(
            wrong,
            "there is no encoding gb1830; the nearest is --encoding gb18030"
        );
        let wrong = encoding("klingon").unwrap_err().tell(Language::English);
        assert_eq!(
            wrong,
            "there is no encoding klingon; known are utf-8, gb18030, gbk, gb2312, big5, utf-16le, utf-16be, shift_jis and the other labels of WHATWG"
        );
        assert!(encoding("replacement").is_err());
    }

    /// A source without end, and how much of it was read.
    struct Endless(u8, u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(self.0);
            self.1 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    fn judge(head: &[u8]) -> Result<(), Error> {
        refuse_what_is_no_text(Path::new("-"), head, false)
    }

    #[test]
    fn what_is_no_text_is_told_by_its_head() {
        let mut zeros = Endless(0, 0);
        let refused = take(&mut zeros, 1 << 40, LARGEST, judge);
        assert!(matches!(refused, Err(Unread::Refused(Error::Binary(_)))));
        assert_eq!(zeros.1, HEAD as u64);
    }

    #[test]
    fn no_more_is_read_than_is_allowed_whatever_it_is() {
        let as_text = |_: &[u8]| Ok::<(), Error>(());
        for largest in [100, HEAD as u64, 100_000] {
            let mut endless = Endless(b'a', 0);
            let given_up = take(&mut endless, 0, largest, as_text);
            assert!(matches!(given_up, Err(Unread::TooLarge)));
            assert!(endless.1 <= largest + HEAD as u64 + 1);
            let all = vec![b'a'; usize::try_from(largest).unwrap()];
            let read = take(&*all, largest, largest, as_text);
            assert_eq!(read.unwrap(), all);
        }
        // What says that it is too large is not read on.
        let mut large = Endless(b'a', 0);
        let given_up = take(&mut large, LARGEST + 1, LARGEST, as_text);
        assert!(matches!(given_up, Err(Unread::TooLarge)));
        assert_eq!(large.1, HEAD as u64);
    }

    #[test]
    fn a_path_cannot_command_the_terminal() {
        assert_eq!(
            shown(Path::new("a\x1b[2Jb\u{202e}c")),
            "a\u{fffd}[2Jb\u{fffd}c"
        );
    }
}
