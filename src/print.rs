//! The set page on standard output: masthead, sections ruled off, articles with their heads centred.

mod colour;
mod html;
mod legs;
mod masthead;
mod options;
mod pages;
mod parts;
mod sheet;
mod strip;
mod upright;

use crate::issue::Issue;
pub use options::{PageFormat, PageOptions};
use pages::Pages;
use sheet::PrintedSheet;
use std::{
    io::{self, Write},
    thread,
};

/// An issue as it is printed, in a string.
pub fn to_string(issue: &Issue, options: &PageOptions) -> String {
    let mut page = Vec::new();
    // A vector takes all that is written.
    let _ = print(issue, options, &mut page);
    String::from_utf8_lossy(&page).into_owned()
}

/// Prints an issue.
///
/// # Errors
/// When it cannot be written; what the issue holds never makes it fail.
pub fn print(issue: &Issue, options: &PageOptions, out: &mut dyn Write) -> io::Result<()> {
    if options.format == PageFormat::Html {
        return html::write(issue, options, out);
    }
    let sheet = PrintedSheet::new(issue, options);
    let parts = parts::parts(issue, options, sheet.facts() != (None, None, None));
    let mut groups = Vec::new();
    let mut from = 0;
    let mut bytes = 0;
    for (number, part) in parts.iter().enumerate() {
        bytes += part.bytes();
        if bytes >= GROUP || number + 1 == parts.len() {
            groups.push(parts.get(from..=number).unwrap_or(&[]));
            from = number + 1;
            bytes = 0;
        }
    }
    let mut pages = Pages::new(&sheet, out);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for batch in groups.chunks(threads) {
        let (own, others) = batch.split_at(1.min(batch.len()));
        let sheet = &sheet;
        thread::scope(|scope| {
            let set: Vec<_> = others
                .iter()
                .map(|group| scope.spawn(move || sheet.set(group)))
                .collect();
            for group in own {
                pages.take(sheet.set(group))?;
            }
            for (set, group) in set.into_iter().zip(others) {
                // A part that could not be set apart is set here, where its panic is the caller's.
                pages.take(set.join().unwrap_or_else(|_| sheet.set(group)))?;
            }
            Ok::<(), io::Error>(())
        })?;
    }
    pages.end()
}

/// Bytes of source that are set together; smaller issues are set without threads.
const GROUP: usize = 1 << 17;
