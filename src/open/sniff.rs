//! What a file is, told by its bytes.

use crate::open::bounds::HEAD;
use crate::open::error::Error;
use crate::open::foreign::{self, Foreign};
use std::path::Path;

/// Bytes within which a PDF begins: what stands before is garbage, which readers accept.
const PDF_WITHIN: usize = 1024;

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";

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
    let has_way_in = cfg!(feature = "pdf");
    let (by_name, by_bytes) = (foreign::by_name(path), foreign::by_bytes(head));
    // Blanks and the mark of a text may stand before it.
    if by_bytes.is_some_and(Foreign::is_pdf) && has_way_in {
        return Ok(InputKind::Pdf);
    }
    let may_be_garbage = by_bytes.is_none_or(Foreign::is_page_of_web);
    match (by_name.filter(|f| !f.is_input() || !has_way_in), by_bytes) {
        (Some(format), _) => refused(format),
        (None, _) if may_be_garbage && has_way_in && has_pdf(head) => Ok(InputKind::Pdf),
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

/// Whether a PDF begins behind garbage, such as what a server said of it. A text about such files has their mark, but
/// none of their parts.
fn has_pdf(head: &[u8]) -> bool {
    let is_version =
        |rest: &[u8]| matches!(rest, [a, b'.', b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    let within = head.get(..PDF_WITHIN).unwrap_or(head);
    memchr::memmem::find_iter(within, PDF).any(|at| {
        let rest = head.get(at + PDF.len()..).unwrap_or_default();
        is_version(rest) && memchr::memmem::find(rest, b" obj").is_some()
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
    #[cfg(feature = "pdf")]
    fn noise() -> Vec<u8> {
        vec![0; 300]
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn bytes_tell_and_not_the_name() {
        for (name, bytes, kind) in [
            ("a.txt", &b"%PDF-1.7\n"[..], "Pdf"),
            ("a.docx", b"%PDF-1.7\n", "Pdf"),
            ("a.pdf", b"\xef\xbb\xbf%PDF-1.7\n", "Pdf"),
            ("a.pdf", b"\r\n\r\n %PDF-1.7\n", "Pdf"),
            ("a", b"\xef\xbb\xbf\n%PDF-1.7\n", "Pdf"),
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

    #[cfg(feature = "pdf")]
    #[test]
    fn a_pdf_may_begin_behind_garbage_but_not_in_an_archive() {
        let behind = |before: &[u8]| [before, b"%PDF-1.4\n1 0 obj\n"].concat();
        assert_eq!(told("a", &behind(b"HTTP/1.1 200 OK\r\n\r\n")), "Pdf");
        assert_eq!(told("a", &behind(b"<html>a warning</html>\n")), "Pdf");
        assert_eq!(told("a", &behind(&[b'x'; 1000])), "Pdf");
        assert_eq!(told("a", &behind(&[b'x'; 1024])), "Text");
        assert_eq!(told("a", &behind(b"PK\x03\x04......01.pdf")), "Zip");
        let mut tar = vec![0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert!(told("a", &behind(&tar)).starts_with("a is a tar archive"));
        assert!(told("a.tar", &behind(&[0; 512])).starts_with("a.tar is a tar archive"));
    }

    #[test]
    fn a_text_about_pdf_is_a_text() {
        let text = "PDF 文件以 %PDF-1.7 这样的一行开头，其余是对象。";
        assert_eq!(told("a.txt", text.as_bytes()), "Text");
    }
}
