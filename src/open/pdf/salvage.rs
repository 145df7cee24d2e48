//! Opening what is damaged: a file whose end, or whose catalog, is missing still has its pages.

use super::faults::PdfError;
use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;
use std::fmt::Write as _;
use std::sync::Arc;

/// The most pages that are gathered from a file without a catalog.
const MOST: usize = 20_000;

/// Opens a PDF, and tells whether its end is missing.
pub fn open(bytes: Vec<u8>, password: &str) -> Result<(Pdf, bool), PdfError> {
    let bytes = Arc::new(bytes);
    // Some programs fill the last block of a disk.
    let filled = bytes
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, 0 | b'\t'..=b'\r' | b' '));
    let end = bytes.len() - filled.count();
    let ends = bytes.get(end.saturating_sub(2048)..end).unwrap_or_default();
    let is_cut =
        memmem::find(ends, b"%%EOF").is_none() && memmem::find(ends, b"startxref").is_none();
    match Pdf::new_with_password(bytes.clone(), password) {
        Ok(pdf) if !pdf.pages().is_empty() => Ok((pdf, is_cut)),
        Err(error @ LoadPdfError::Decryption(_)) => Err(error.into()),
        other => {
            let mended = with_catalog(&bytes)
                .and_then(|mended| Pdf::new_with_password(mended, password).ok());
            match (mended, other) {
                (Some(mended), _) if !mended.pages().is_empty() => Ok((mended, true)),
                (_, Ok(empty)) => Ok((empty, is_cut)),
                (_, Err(error)) => Err(error.into()),
            }
        }
    }
}

/// The file with a catalog of all pages whose objects are found in it; `None` where there are none.
fn with_catalog(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kids = String::new();
    let mut count = 0;
    let mut last = 0_u32;
    for at in memmem::find_iter(bytes, b" obj") {
        let (Some(head), Some(tail)) = (bytes.get(..at), bytes.get(at + 4..)) else {
            break;
        };
        let Some((number, generation)) = numbers_before(head) else {
            continue;
        };
        last = last.max(number);
        let object = tail.get(..tail.len().min(2048)).unwrap_or_default();
        let end = memmem::find(object, b"endobj").unwrap_or(object.len());
        if is_page(object.get(..end).unwrap_or_default()) && count < MOST {
            let _ = write!(kids, "{number} {generation} R ");
            count += 1;
        }
    }
    if count == 0 {
        return None;
    }
    let (catalog, pages) = (last.checked_add(1)?, last.checked_add(2)?);
    let mut mended = bytes.to_vec();
    let tail = format!(
        "\nendstream\nendobj\n{catalog} 0 obj\n<< /Type /Catalog /Pages {pages} 0 R >>\nendobj\n\
         {pages} 0 obj\n<< /Type /Pages /Count {count} /Kids [{kids}] >>\nendobj\n\
         trailer\n<< /Root {catalog} 0 R >>\n%%EOF\n"
    );
    mended.extend_from_slice(tail.as_bytes());
    Some(mended)
}

/// Whether an object is a page: its type says so.
fn is_page(object: &[u8]) -> bool {
    memmem::find_iter(object, b"/Type").any(|at| {
        let rest = object.get(at + 5..).unwrap_or_default().trim_ascii_start();
        let name = rest.strip_prefix(b"/Page");
        name.is_some_and(|rest| {
            rest.first()
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
        })
    })
}

/// The number and generation that stand before the word `obj`.
fn numbers_before(head: &[u8]) -> Option<(u32, u32)> {
    let head = head.get(head.len().saturating_sub(24)..)?;
    let mut words = head
        .rsplit(|byte| !byte.is_ascii_digit())
        .filter(|word| !word.is_empty());
    let mut number = || std::str::from_utf8(words.next()?).ok()?.parse().ok();
    let generation = number()?;
    Some((number()?, generation))
}
