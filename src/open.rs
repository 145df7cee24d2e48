//! Opening: what a file is, by its bytes; its pages as one decoded text; and the bulletin read from that, by the rules in
//! force and with what is told of its lines.

#[cfg(feature = "pdf")]
pub mod archive;
pub mod bounds;
pub mod decoding;
pub mod encodings;
pub mod error;
#[cfg(feature = "pdf")]
pub mod faults;
pub mod foreign;
pub mod gathering;
pub mod kept;
pub mod numbered;
pub mod origin;
pub mod page;
pub mod passwords;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod reasons;
pub mod rules;
pub mod shell;
pub mod sniff;

use crate::correction::Correction;
use crate::loader::{self, Loaded, Options, Rules};
pub use crate::open::bounds::LARGEST;
use crate::open::decoding::decode;
use crate::open::error::Error;
pub use crate::open::gathering::{Input, Together, gather};
use crate::open::kept::sidecar_error;
use crate::open::origin::Origin;
use crate::open::page::InputPage;
pub use crate::open::page::file;
use crate::open::passwords::Passwords;
use crate::open::rules::RulesFault;
use crate::open::sniff::InputKind;
use crate::store::{Sidecar, SidecarError, Store};
use crate::tell;
use crate::tell::spoken::spoken;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The issue of an invented town's paper that is shown when nothing else is asked for.
const SAMPLE: &[u8] = include_bytes!("../assets/sample.txt");

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
        passwords: &Passwords,
    ) -> Result<Self, Error> {
        let Input { origin, pages } = input;
        let store = Store::of_user();
        // What a pipe brings has no place of its own, and is known by its bytes.
        let sent = match &pages[..] {
            [page] => page.sent().map(|bytes| Sidecar::of_bytes(bytes, &store)),
            _ => None,
        };
        let decoded = decode(pages, options.encoding, passwords)?;
        let lasts = |path: &Path| path.is_file() || path.is_dir();
        let kept_as = origin.path().filter(|path| lasts(path));
        let kept_as = kept_as.and_then(|_| origin.kept_as());
        let sidecar = match (kept_as, sent) {
            _ if !corrected || origin == Origin::Sample => None,
            (_, Some(sent)) => Some(sent),
            (Some(path), None) => Some(Sidecar::of_file(&path, &store)),
            (None, None) => Some(Sidecar::of_bytes(decoded.source.as_bytes(), &store)),
        };
        let wrong;
        (options.corrections, wrong) = match sidecar.as_ref().map(Sidecar::read) {
            Some(Ok(corrections)) => (corrections, None),
            Some(Err(error)) => (Vec::new(), Some(error)),
            None => (Vec::new(), None),
        };
        let rules = options.rules.as_deref();
        let loaded = loader::read(decoded, rules, &options.corrections);
        Ok(Self {
            loaded,
            origin,
            corrections: options.corrections,
            rules: options.rules,
            faults,
            sidecar,
            wrong,
        })
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

/// Opens the built-in sample, which is shown when nothing else is asked for.
pub fn sample() -> Input {
    Input {
        origin: Origin::Sample,
        pages: vec![InputPage::read(PathBuf::new(), SAMPLE.to_vec())],
    }
}

/// Refuses what is no text, unless its encoding is named, by its name and first bytes.
pub fn refuse_what_is_no_text(path: &Path, bytes: &[u8], is_text: bool) -> Result<(), Error> {
    let path = path.to_owned();
    match sniff::kind(&path, bytes, is_text)? {
        InputKind::Text => Ok(()),
        InputKind::Pdf | InputKind::Zip => {
            let suffix = foreign::by_bytes(bytes).or_else(|| foreign::by_name(Path::new("x.pdf")));
            match suffix {
                Some(format) => Err(Error::Foreign { path, format }),
                None => Err(Error::Binary(path)),
            }
        }
    }
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

    #[test]
    fn a_path_cannot_command_the_terminal() {
        assert_eq!(
            shown(Path::new("a\x1b[2Jb\u{202e}c")),
            "a\u{fffd}[2Jb\u{fffd}c"
        );
    }
}
