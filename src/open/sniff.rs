//! What a file is, told by its bytes.

use crate::open::error::Error;
use crate::open::foreign::{self, Foreign};
use std::path::Path;

/// Bytes at a file's head by which it is judged.
pub const HEAD: usize = 8192;

/// Bytes within which a PDF begins: what stands before is garbage, which readers accept.
const PDF_WITHIN: usize = 1024;

/// What can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InputKind {
    /// Text in some encoding.
    Text,
    /// Pages as PDF.
    Pdf,
    /// An archive, with pages in it.
    Zip,
}

/// Tells what begins with these bytes. What cannot be read is refused, by its name and its bytes; what looks like no text
/// is taken for one where its encoding is named.
pub fn kind(path: &Path, bytes: &[u8], is_text: bool) -> Result<InputKind, Error> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let refused = |format: &'static Foreign| {
        let path = path.to_owned();
        Err(Error::Foreign { path, format })
    };
    let by_bytes = foreign::by_bytes(head);
    let has_way_in = cfg!(feature = "pdf");
    if is_pdf(head) && has_way_in {
        return Ok(InputKind::Pdf);
    }
    let by_name = foreign::by_name(path);
    match (by_name.filter(|f| !f.is_input() || !has_way_in), by_bytes) {
        (Some(format), _) => refused(format),
        (None, Some(format)) if format.is_zip() && has_way_in => Ok(InputKind::Zip),
        (None, Some(format)) => refused(format),
        (None, None) if !is_text && foreign::is_binary(head) => {
            // A PDF that lost its head is none the less to be named.
            match by_name {
                Some(format) if format.is_pdf() => Ok(InputKind::Pdf),
                _ => Err(Error::Binary(path.to_owned())),
            }
        }
        (None, None) => Ok(InputKind::Text),
    }
}

/// Whether a PDF begins here, or behind garbage. A text about such files has their mark, but none of their parts.
pub fn is_pdf(head: &[u8]) -> bool {
    let version =
        |rest: &[u8]| matches!(rest, [a, b'.', b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    if head.starts_with(b"%PDF-") {
        return true;
    }
    let within = head.get(..PDF_WITHIN).unwrap_or(head);
    memchr::memmem::find_iter(within, b"%PDF-").any(|at| {
        head.get(at + 5..)
            .is_some_and(|rest| version(rest) && memchr::memmem::find(rest, b" obj").is_some())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::language::Language;

    fn told(name: &str, bytes: &[u8]) -> String {
        match kind(Path::new(name), bytes, false) {
            Ok(kind) => format!("{kind:?}"),
            Err(error) => error.tell(Language::English),
        }
    }

    /// Bytes that are no text in any encoding.
    fn noise() -> Vec<u8> {
        vec![0; 300]
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn bytes_tell_and_not_the_name() {
        for (name, bytes, kind) in [
            ("a.txt", &b"%PDF-1.7\n"[..], "Pdf"),
            ("a.docx", b"%PDF-1.7\n", "Pdf"),
            ("a.pdf", "# 头条\n\n正文。".as_bytes(), "Text"),
            ("a.zip", "# 头条\n\n正文。".as_bytes(), "Text"),
            ("a.pdf", b"PK\x03\x04......01.pdf", "Zip"),
            ("a.pdf", &noise(), "Pdf"),
        ] {
            assert_eq!(told(name, bytes), kind, "{name}");
        }
        insta::assert_snapshot!(told("a.pdf", b"<!DOCTYPE html>"), @"a.pdf is a web page (HTML), not text; try: pandoc -f html -t markdown --wrap=none a.pdf | kanbao -");
        insta::assert_snapshot!(told("a", b"PK\x03\x04......word/document.xml"), @"a is a Word document, not text; try: pandoc -t markdown --wrap=none a | kanbao -");
        insta::assert_snapshot!(told("a.epub", b"PK\x03\x04......x"), @"a.epub is an EPUB book, not text; try: pandoc -t markdown --wrap=none a.epub | kanbao -");
        insta::assert_snapshot!(told("a.txt", &noise()), @"a.txt is no text; if it is text in some encoding, name that with --encoding");
    }

    #[test]
    fn a_pdf_may_begin_behind_garbage() {
        let behind = |length: usize| [vec![b'x'; length], b"%PDF-1.4\n1 0 obj\n".to_vec()].concat();
        assert!(is_pdf(&behind(0)));
        assert!(is_pdf(&behind(1000)));
        assert!(!is_pdf(&behind(1024)));
    }

    #[test]
    fn a_text_about_pdf_is_a_text() {
        let text = "PDF 文件以 %PDF-1.7 这样的一行开头，其余是对象。";
        assert_eq!(told("a.txt", text.as_bytes()), "Text");
    }
}
