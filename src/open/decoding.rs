//! Pages to one decoded text: each page of a PDF laid out, each text decoded, a form feed before each page but the first.

use crate::issue::Defect;
use crate::language::Language;
#[cfg(feature = "pdf")]
use crate::layout;
use crate::loader::{self, Decoded};
use crate::open::bounds::LARGEST;
use crate::open::error::Error;
#[cfg(feature = "pdf")]
use crate::open::faults::{self, NoPdf};
#[cfg(feature = "pdf")]
use crate::open::origin::PagePlace;
use crate::open::page::{InputPage, is_named_pdf};
use crate::open::passwords::Passwords;
use crate::open::sniff::{self, InputKind};
use encoding_rs::Encoding;
use std::path::Path;

/// What stands between pages.
const FEED: char = '\u{c}';

/// Decodes pages, one after another. Where one of several cannot be read, that is a defect; where none can, an error.
pub fn decode(
    pages: Vec<InputPage>,
    encoding: Option<&'static Encoding>,
    passwords: &Passwords,
) -> Result<Decoded, Error> {
    let alone = pages.len() == 1;
    let mut text = PagedText::default();
    let (mut read, mut failed) = (false, None);
    for mut page in pages {
        page.only_pdf |= !alone && is_named_pdf(&page.path);
        match text.add(page, encoding, passwords) {
            Ok(()) => read = true,
            Err(error) if alone => return Err(error),
            Err(error) => {
                text.tell("page", |language| error.tell(language));
                failed.get_or_insert(error);
            }
        }
    }
    match failed {
        Some(error) if !read => Err(error),
        _ => Ok(text.decoded),
    }
}

/// The text of the pages so far.
#[derive(Default)]
struct PagedText {
    decoded: Decoded,
    /// Pages in it, empty ones too.
    pages: usize,
    /// Line ends in it.
    ends: usize,
}

impl PagedText {
    fn add(
        &mut self,
        page: InputPage,
        encoding: Option<&'static Encoding>,
        passwords: &Passwords,
    ) -> Result<(), Error> {
        let path = page.path.clone();
        #[cfg(feature = "pdf")]
        let (place, only_pdf) = (page.place(), page.only_pdf);
        let bytes = page.bytes()?;
        let kind = sniff::kind(&path, &bytes, encoding.is_some());
        #[cfg(feature = "pdf")]
        if let Some(what) = NoPdf::of(&bytes, &kind).filter(|_| only_pdf) {
            return Err(Error::NoPdf { place, what });
        }
        match kind? {
            InputKind::Text => {
                let (text, defects) = loader::decode(bytes, encoding);
                self.begin_page();
                let before = self.ends;
                self.push(text, &path)?;
                let shifted = defects.into_iter().map(|defect| Defect {
                    line: defect.line + before,
                    ..defect
                });
                self.decoded.defects.extend(shifted);
                Ok(())
            }
            #[cfg(feature = "pdf")]
            InputKind::Pdf => self.add_pdf(&place, bytes, passwords),
            _ => {
                let _ = passwords;
                Err(Error::Binary(path))
            }
        }
    }

    #[cfg(feature = "pdf")]
    fn add_pdf(
        &mut self,
        place: &PagePlace,
        bytes: Vec<u8>,
        passwords: &Passwords,
    ) -> Result<(), Error> {
        let document = passwords.open(place, bytes)?;
        let pages = document.pages();
        for page in 0..pages {
            // One sheet is in memory at a time.
            let (sheet, found) = document.sheet(page);
            let text = layout::text(&sheet);
            drop(sheet);
            self.begin_page();
            for fault in &found {
                let told = |language| faults::page(place, page + 1, fault, language);
                self.tell(told(Language::English).0, |language| told(language).1);
            }
            self.push(text, &place.path)?;
        }
        if document.is_cut() {
            self.tell("page", |language| faults::cut(place, pages, language));
        }
        Ok(())
    }

    /// Begins a page, on a line of its own.
    fn begin_page(&mut self) {
        let source = &mut self.decoded.source;
        if self.pages > 0 {
            if !source.is_empty() && !source.ends_with(['\n', '\r']) {
                source.push('\n');
                self.ends += 1;
            }
            source.push(FEED);
        }
        self.pages += 1;
    }

    fn push(&mut self, text: String, path: &Path) -> Result<(), Error> {
        self.ends += line_ends(&text);
        let source = &mut self.decoded.source;
        if source.is_empty() {
            *source = text;
        } else {
            source.push_str(&text);
        }
        if source.len() as u64 > LARGEST {
            return Err(Error::TooLarge(path.to_owned()));
        }
        Ok(())
    }

    /// Tells a defect of the page that begins where the text ends.
    fn tell(&mut self, kind: &'static str, words: impl Fn(Language) -> String) {
        self.decoded.defects.push(Defect {
            line: self.ends + 1,
            kind,
            message: words(Language::English),
            chinese: Some(words(Language::Chinese)),
        });
    }
}

/// Line ends as lines are counted: CR and LF side by side are one.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter(|&at| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
        .count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn decoded(pages: &[&[u8]]) -> Decoded {
        let pages = pages.iter().enumerate();
        let pages =
            pages.map(|(n, bytes)| InputPage::read(format!("{n}.txt").into(), bytes.to_vec()));
        decode(pages.collect(), None, &Passwords::default()).unwrap()
    }

    #[test]
    fn each_page_but_the_first_begins_with_a_form_feed_on_a_line_of_its_own() {
        let text = |pages: &[&[u8]]| decoded(pages).source;
        assert_eq!(text(&[b"one"]), "one");
        assert_eq!(
            text(&[b"one", b"two\n", b"three\n"]),
            "one\n\u{c}two\n\u{c}three\n"
        );
        assert_eq!(text(&[b"", b"two"]), "\u{c}two");
        assert_eq!(text(&[b"one\r", b"two"]), "one\r\u{c}two");
    }

    #[test]
    fn defects_name_the_line_of_the_whole_text() {
        let damaged = [
            "第一行\r\n第二行的".as_bytes(),
            b"\xff",
            "别的字\n".as_bytes(),
        ]
        .concat();
        let decoded = decoded(&[b"a\r\nb\rc", &damaged]);
        let [defect] = &decoded.defects[..] else {
            panic!("{:?}", decoded.defects)
        };
        assert_eq!(defect.line, 5);
        let at = decoded.source.find('\u{FFFD}').unwrap();
        let issue = loader::read(decoded.clone(), None, &[]).issue;
        assert_eq!(issue.line_of(u32::try_from(at).unwrap()), defect.line);
    }

    #[test]
    fn a_page_of_several_that_cannot_be_read_is_a_defect_that_names_it() {
        let pages = || {
            vec![
                InputPage::read("01.txt".into(), "第一版的文字。\n".into()),
                InputPage::read("02.txt".into(), vec![0; 300]),
                InputPage::read("03.txt".into(), "第三版的文字。\n".into()),
            ]
        };
        let decoded = decode(pages(), None, &Passwords::default()).unwrap();
        assert_eq!(decoded.source, "第一版的文字。\n\u{c}第三版的文字。\n");
        let [defect] = &decoded.defects[..] else {
            panic!("{:?}", decoded.defects)
        };
        assert_eq!((defect.line, defect.kind), (2, "page"));
        assert!(
            defect.message.starts_with("02.txt is no text"),
            "{defect:?}"
        );
        assert!(
            defect
                .chinese
                .as_ref()
                .unwrap()
                .starts_with("02.txt 不是文本")
        );
        let alone = decode(pages().drain(1..2).collect(), None, &Passwords::default());
        assert!(matches!(alone, Err(Error::Binary(_))));
    }
}
