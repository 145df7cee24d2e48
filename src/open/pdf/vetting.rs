//! A look at a file before it is opened. The parser decodes streams that hold objects and cross-references by itself and
//! without a bound; here they are decoded first, within one.

use super::content::{Content, Operand};
use super::filters::{self, Parameters};
use super::predictors::Predictor;
use hayro_syntax::Filter;
use memchr::memmem;
use std::collections::HashSet;

/// The most bytes that one stream of objects may decode to.
const STREAM: usize = 32 << 20;

/// The most bytes that all of them may decode to: so many, and so many for each byte of the file.
const TOGETHER: (usize, usize) = (48 << 20, 2);

/// The most bytes that encrypted streams of objects may have together; what they decode to cannot be seen beforehand.
const ENCRYPTED: usize = 1 << 20;

/// How many times its own length a file may be gone over by searches for the ends of streams.
const SEARCHED: usize = 32;

/// A stream in the file's bytes.
#[derive(Debug)]
struct Found<'b> {
    number: u32,
    /// Its dictionary.
    dict: Operand<'b>,
    /// From its first byte to the file's end.
    tail: &'b [u8],
    /// How many bytes it seems to have.
    length: usize,
}

impl Found<'_> {
    /// Whether its dictionary says that it holds objects.
    fn holds_objects(&self) -> bool {
        matches!(self.dict.entry(b"Type"), Some(Operand::Name(name)) if **name == *b"ObjStm")
    }

    /// Whether it lists where objects are.
    fn lists_objects(&self) -> bool {
        self.dict.entry(b"W").is_some() && self.dict.entry(b"Size").is_some()
    }
}

/// Whether a file may be opened within the bounds.
pub fn is_within_bounds(bytes: &[u8]) -> bool {
    let Some(streams) = streams(bytes) else {
        return false;
    };
    let is_encrypted = memmem::find(bytes, b"Encrypt").is_some();
    let most = TOGETHER
        .0
        .saturating_add(bytes.len().saturating_mul(TOGETHER.1));
    let mut spent = 0_usize;
    let mut holders = HashSet::new();
    for found in streams.iter().filter(|found| found.lists_objects()) {
        let Some(table) = decoded(found, most.saturating_sub(spent)) else {
            return false;
        };
        spent = spent.saturating_add(table.cost);
        holders.extend(holders_of(&found.dict, &table.bytes));
    }
    let mut raw = 0_usize;
    let holds = |found: &&Found<'_>| holders.contains(&found.number) || found.holds_objects();
    for found in streams.iter().filter(holds) {
        // What is encrypted decodes to nothing here. What it would decode to is bounded by its length.
        raw = raw.saturating_add(found.length);
        if is_encrypted && (raw > ENCRYPTED || filters_of(&found.dict).0.len() > 1) {
            return false;
        }
        let Some(stream) = decoded(found, most.saturating_sub(spent)) else {
            return false;
        };
        spent = spent.saturating_add(stream.cost);
    }
    true
}

/// All streams of a file; `None` where finding their ends would take too long.
fn streams(bytes: &[u8]) -> Option<Vec<Found<'_>>> {
    let ends: Vec<usize> = memmem::find_iter(bytes, b"endstream").collect();
    let mut found = Vec::new();
    let mut searched = 0_usize;
    let mut next_end = ends.iter().copied().peekable();
    for at in memmem::find_iter(bytes, b"stream") {
        let before = bytes.get(..at)?;
        if before.ends_with(b"end") {
            continue;
        }
        let before = before.trim_ascii_end();
        if !before.ends_with(b">>") {
            continue;
        }
        while next_end.peek().is_some_and(|end| *end < at) {
            next_end.next();
        }
        let end = next_end.peek().copied().unwrap_or(bytes.len());
        searched = searched.saturating_add(end - at);
        if searched > bytes.len().saturating_mul(SEARCHED) {
            return None;
        }
        let tail = bytes.get(at + b"stream".len()..)?;
        let tail = tail.strip_prefix(b"\r").unwrap_or(tail);
        let tail = tail.strip_prefix(b"\n").unwrap_or(tail);
        // A dictionary of a stream is short; what stands farther ahead is another object's.
        let ahead = before.get(before.len().saturating_sub(1 << 14)..)?;
        let object = memmem::rfind(ahead, b"obj");
        let dict = object.map_or(ahead, |object| &ahead[object + 3..]);
        let Some(dict) = Content::new(dict).operand() else {
            continue;
        };
        let number = object.and_then(|object| number_before(&ahead[..object]));
        found.push(Found {
            number: number.unwrap_or(u32::MAX),
            dict,
            tail,
            length: end - at,
        });
    }
    Some(found)
}

/// The object's number in `12 0 obj`, by what stands before the last word.
fn number_before(head: &[u8]) -> Option<u32> {
    let mut words = head
        .rsplit(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let _generation = words.next()?;
    std::str::from_utf8(words.next()?).ok()?.parse().ok()
}

/// A stream decoded within its bounds; `None` where it goes beyond.
fn decoded(found: &Found<'_>, left: usize) -> Option<filters::Filtered> {
    let most = STREAM.min(left);
    let (filters, parameters) = filters_of(&found.dict);
    // What follows the stream is no part of it, but to its filters: they know where they end.
    let length = if filters.is_empty() {
        found.length
    } else {
        found.tail.len()
    };
    let input = found.tail.get(..length.min(found.tail.len()))?;
    let decoded = filters::chain(input, &filters, &parameters, most);
    (!decoded.cut && decoded.cost <= left).then_some(decoded)
}

/// The filters that a dictionary names, and what they are told.
fn filters_of(dict: &Operand<'_>) -> (Vec<Filter>, Vec<Parameters>) {
    let filter = |operand: &Operand<'_>| match operand {
        Operand::Name(name) => match &**name {
            b"FlateDecode" | b"Fl" => Some(Filter::FlateDecode),
            b"LZWDecode" | b"LZW" => Some(Filter::LzwDecode),
            b"ASCII85Decode" | b"A85" => Some(Filter::Ascii85Decode),
            b"ASCIIHexDecode" | b"AHx" => Some(Filter::AsciiHexDecode),
            b"RunLengthDecode" | b"RL" => Some(Filter::RunLengthDecode),
            _ => None,
        },
        _ => None,
    };
    let parameters = |operand: &Operand<'_>| {
        let number = |key: &[u8]| match operand.entry(key)? {
            #[allow(clippy::cast_possible_truncation, reason = "clamped to its type")]
            Operand::Number(number) => Some(number.clamp(-1e9, 1e9) as i32),
            _ => None,
        };
        Parameters {
            predictor: Predictor::of(number),
            changes_late: number(b"EarlyChange") == Some(0),
        }
    };
    let entry = |long: &[u8], short: &[u8]| dict.entry(short).or_else(|| dict.entry(long));
    let filters = match entry(b"Filter", b"F") {
        Some(Operand::Array(names)) => names.iter().filter_map(filter).collect(),
        Some(one) => filter(one).into_iter().collect(),
        None => Vec::new(),
    };
    let parameters = match entry(b"DecodeParms", b"DP") {
        Some(Operand::Array(dicts)) => dicts.iter().map(parameters).collect(),
        Some(one) => vec![parameters(one)],
        None => Vec::new(),
    };
    (filters, parameters)
}

/// The numbers of the streams that a cross-reference stream says to hold objects (ISO 32000-2, 7.5.8).
fn holders_of(dict: &Operand<'_>, table: &[u8]) -> HashSet<u32> {
    let Some(Operand::Array(widths)) = dict.entry(b"W") else {
        return HashSet::new();
    };
    let mut width = widths.iter().map(|width| match width {
        Operand::Number(number) => (0..=8_u8).find(|n| f64::from(*n) >= *number),
        _ => None,
    });
    let mut width = || usize::from(width.next().flatten().unwrap_or(0));
    let (kind, number, rest) = (width(), width(), width());
    let row = kind + number + rest;
    if kind == 0 || row == 0 {
        return HashSet::new();
    }
    let value = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_u32, |value, byte| value << 8 | u32::from(*byte))
    };
    let rows = table.chunks_exact(row);
    rows.filter(|row| row.get(..kind).map(value) == Some(2))
        .filter_map(|row| row.get(kind..kind + number).map(value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Made, deflated};
    use super::*;

    #[test]
    fn a_file_as_programs_write_it_is_within_bounds() {
        let mut made = Made::new();
        made.stream(
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            deflated(b"9 0 << >>"),
        );
        // A picture may be as large as it likes: nothing decodes it.
        made.stream(
            "/Subtype /Image /Filter /FlateDecode",
            deflated(&vec![0; 64 << 20]),
        );
        // Also one whose colour has a name with an escape.
        made.stream(
            "/ColorSpace [/Separation /Deep#20Red] /Filter /FlateDecode",
            deflated(&vec![0; 64 << 20]),
        );
        assert!(is_within_bounds(&made.bytes()));
        assert!(is_within_bounds(b"no file at all"));
    }

    #[test]
    fn a_stream_is_found_out_that_only_a_cross_reference_says_to_hold_objects() {
        let mut made = Made::new();
        let bomb = deflated(&vec![b' '; 64 << 20]);
        let holder = made.stream("/Filter /FlateDecode", &bomb);
        assert!(is_within_bounds(&made.bytes()));
        let row = [2, u8::try_from(holder).unwrap_or(0), 0];
        made.stream("/Size 9 /W [1 1 1]", row);
        assert!(!is_within_bounds(&made.bytes()));
    }

    #[test]
    fn a_word_of_encryption_hides_nothing() {
        let mut made = Made::new();
        let bomb = deflated(&vec![b' '; 64 << 20]);
        made.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb);
        let bytes = [b"%PDF-1.7\n%/Encrypt\n".to_vec(), made.bytes()].concat();
        assert!(!is_within_bounds(&bytes));
    }

    #[test]
    fn streams_without_an_end_are_not_searched_for_over_and_over() {
        let endless = b"1 0 obj << /Length 5 >> stream\nabc\n".repeat(3000);
        assert!(!is_within_bounds(&endless));
    }
}
