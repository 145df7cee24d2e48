//! Decoding streams within a bound (ISO 32000-2, 7.4). What is broken gives what came before the break.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::predictors::Predictor;
use std::borrow::Cow;

/// A decoded stream.
#[derive(Debug, Default)]
pub struct Filtered {
    /// Its bytes, as far as they could be had.
    pub bytes: Vec<u8>,
    /// Whether it is whole: nothing was broken.
    pub whole: bool,
    /// Whether a bound cut it.
    pub cut: bool,
    /// Bytes that all of its filters gave, together.
    pub cost: usize,
}

/// Decodes a stream, at most so many bytes at each filter. A stream of a picture's format is not decoded.
pub fn decode(stream: &Stream<'_>, most: usize) -> Filtered {
    let predictors: Vec<_> = parameters(stream.dict())
        .iter()
        .map(|dict| dict.as_ref().map(Parameters::of).unwrap_or_default())
        .collect();
    chain(&stream.raw_data(), &stream.filters(), &predictors, most)
}

/// What a filter is told beside its data.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parameters {
    /// How rows were predicted.
    pub predictor: Option<Predictor>,
    /// Whether codes of LZW become longer late (`EarlyChange` 0).
    pub changes_late: bool,
}

impl Parameters {
    fn of(dict: &Dict<'_>) -> Self {
        let number = |key: &[u8]| dict.get::<i32>(key);
        Self {
            predictor: Predictor::of(number),
            changes_late: number(b"EarlyChange") == Some(0),
        }
    }
}

/// The parameters of a stream's filters, one for each; none where they say nothing.
fn parameters<'a>(dict: &Dict<'a>) -> Vec<Option<Dict<'a>>> {
    let one = dict.get::<Object<'a>>(b"DecodeParms");
    match one.or_else(|| dict.get::<Object<'a>>(b"DP")) {
        Some(Object::Dict(dict)) => vec![Some(dict)],
        Some(Object::Array(array)) => each(&array),
        _ => Vec::new(),
    }
}

fn each<'a>(array: &Array<'a>) -> Vec<Option<Dict<'a>>> {
    array.iter::<Object<'a>>().map(Object::into_dict).collect()
}

/// Decodes bytes by filters, one after another.
pub fn chain(bytes: &[u8], filters: &[Filter], parameters: &[Parameters], most: usize) -> Filtered {
    let mut decoded = Filtered {
        whole: true,
        ..Filtered::default()
    };
    let mut input = Cow::Borrowed(bytes);
    for (n, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(n).copied().unwrap_or_default();
        let mut next = match filter {
            Filter::FlateDecode => inflate(&input, most),
            Filter::LzwDecode => lzw(&input, parameters.changes_late, most),
            Filter::Ascii85Decode => ascii_85(&input, most),
            Filter::AsciiHexDecode => ascii_hex(&input, most),
            Filter::RunLengthDecode => run_length(&input, most),
            // Decrypted it is already.
            Filter::Crypt => continue,
            Filter::DctDecode
            | Filter::JpxDecode
            | Filter::Jbig2Decode
            | Filter::CcittFaxDecode => Filtered::default(),
        };
        if let (Filter::FlateDecode | Filter::LzwDecode, Some(predictor)) =
            (filter, parameters.predictor)
        {
            next.bytes = predictor.undo(next.bytes);
        }
        decoded.cost += next.bytes.len();
        decoded.whole &= next.whole;
        decoded.cut |= next.cut;
        input = Cow::Owned(next.bytes);
    }
    decoded.bytes = input.into_owned();
    decoded
}

/// Inflates; what has no header of zlib's is tried without.
fn inflate(input: &[u8], most: usize) -> Filtered {
    let decoded = inflate_as(input, true, most);
    if decoded.bytes.is_empty() && !decoded.whole {
        // A header that is wrong or missing: the data behind it, then all of it.
        let behind = inflate_as(input.get(2..).unwrap_or_default(), false, most);
        if !behind.bytes.is_empty() {
            return behind;
        }
        return inflate_as(input, false, most);
    }
    decoded
}

fn inflate_as(input: &[u8], zlib: bool, most: usize) -> Filtered {
    let mut inflater = Decompress::new(zlib);
    let mut decoded = Filtered::default();
    let bytes = &mut decoded.bytes;
    bytes.reserve_exact(input.len().saturating_mul(3).clamp(1024, 1 << 20).min(most));
    loop {
        let read = usize::try_from(inflater.total_in()).unwrap_or(input.len());
        let rest = input.get(read..).unwrap_or_default();
        if bytes.len() == bytes.capacity() {
            let room = bytes.len().clamp(1024, 1 << 20);
            bytes.reserve_exact(room.min(most.saturating_sub(bytes.len())));
            if bytes.len() == bytes.capacity() || bytes.len() >= most {
                decoded.cut = true;
                break;
            }
        }
        let before = (inflater.total_in(), bytes.len());
        match inflater.decompress_vec(rest, bytes, FlushDecompress::None) {
            Ok(Status::StreamEnd) => {
                decoded.whole = true;
                break;
            }
            Ok(Status::Ok | Status::BufError)
                if before != (inflater.total_in(), bytes.len())
                    || bytes.len() == bytes.capacity() => {}
            // No end was met, or the data is broken: what came before stands.
            Ok(_) | Err(_) => break,
        }
    }
    decoded.cut |= bytes.len() > most;
    bytes.truncate(most);
    decoded
}

fn lzw(input: &[u8], changes_late: bool, most: usize) -> Filtered {
    let mut lzw = if changes_late {
        Decoder::new(BitOrder::Msb, 8)
    } else {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    };
    let mut found = Filtered::default();
    let (mut rest, mut room) = (input, vec![0; 1 << 16]);
    loop {
        let step = lzw.decode_bytes(rest, &mut room);
        found
            .bytes
            .extend_from_slice(room.get(..step.consumed_out).unwrap_or_default());
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        if found.bytes.len() >= most {
            found.bytes.truncate(most);
            found.cut = true;
            break;
        }
        match step.status {
            Ok(LzwStatus::Done) => {
                found.whole = true;
                break;
            }
            Ok(LzwStatus::Ok) if step.consumed_in > 0 || step.consumed_out > 0 => {}
            Ok(_) | Err(_) => break,
        }
    }
    found
}

/// Base 85: five letters for four bytes, `z` for four zeros, `~>` at the end.
fn ascii_85(input: &[u8], most: usize) -> Filtered {
    let mut decoded = Filtered {
        whole: true,
        ..Filtered::default()
    };
    let (mut value, mut count) = (0_u32, 0);
    // Some files open it by `<~`, as PostScript does not.
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    for byte in input {
        match byte {
            b'~' => break,
            b'z' if count == 0 => decoded.bytes.extend([0; 4]),
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    decoded.bytes.extend(value.to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            byte if byte.is_ascii_whitespace() || *byte == 0 => {}
            _ => decoded.whole = false,
        }
        if decoded.bytes.len() > most {
            decoded.cut = true;
            break;
        }
    }
    if count > 1 {
        for _ in count..5 {
            value = value.wrapping_mul(85).wrapping_add(84);
        }
        let last = value.to_be_bytes();
        decoded
            .bytes
            .extend_from_slice(last.get(..count - 1).unwrap_or_default());
    }
    decoded
}

/// Two hexadecimal digits a byte, `>` at the end; one that stands alone there counts as if 0 followed.
fn ascii_hex(input: &[u8], most: usize) -> Filtered {
    let digits = input.iter().take_while(|byte| **byte != b'>');
    let digits = digits.filter_map(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Filtered {
        whole: true,
        ..Filtered::default()
    };
    let mut high = None;
    for digit in digits.filter_map(|digit| u8::try_from(digit).ok()) {
        match high.take() {
            Some(first) => decoded.bytes.push(first << 4 | digit),
            None => high = Some(digit),
        }
    }
    decoded.bytes.extend(high.map(|first| first << 4));
    decoded.cut = decoded.bytes.len() > most;
    decoded.bytes.truncate(most);
    decoded
}

/// Runs: a length below 128 for so many bytes and one as they stand, above for one byte so many times over.
fn run_length(input: &[u8], most: usize) -> Filtered {
    let mut decoded = Filtered::default();
    let mut rest = input;
    while let Some((length, tail)) = rest.split_first() {
        let length = usize::from(*length);
        if length == 128 {
            decoded.whole = true;
            break;
        }
        if length < 128 {
            let end = (length + 1).min(tail.len());
            let (run, tail) = tail.split_at(end);
            decoded.bytes.extend_from_slice(run);
            rest = tail;
        } else {
            let Some((byte, tail)) = tail.split_first() else {
                break;
            };
            decoded
                .bytes
                .extend(std::iter::repeat_n(*byte, 257 - length));
            rest = tail;
        }
        if decoded.bytes.len() > most {
            decoded.bytes.truncate(most);
            decoded.cut = true;
            break;
        }
    }
    decoded.whole |= rest.is_empty();
    decoded
}

#[cfg(test)]
mod tests {
    use super::super::testing::deflated;
    use super::*;
    use weezl::encode::Encoder;

    const SAID: &[u8] = b"the bridge is open, the bridge is open";

    fn decoded(filter: Filter, bytes: &[u8]) -> Filtered {
        chain(bytes, &[filter], &[], 1000)
    }

    #[test]
    fn each_filter_gives_back_what_was_put_in() {
        let runs = [&[3][..], b"the ", &[254], b"-", &[128]].concat();
        let mut lzw = Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        let cases: [(Filter, Vec<u8>, &[u8]); 5] = [
            (Filter::FlateDecode, deflated(SAID), SAID),
            (
                Filter::LzwDecode,
                lzw.encode(SAID).unwrap_or_default(),
                SAID,
            ),
            (Filter::AsciiHexDecode, b"74 68\n65 2>".to_vec(), b"the "),
            (
                Filter::Ascii85Decode,
                b"<~9jqo^BlbD-~>".to_vec(),
                b"Man is d",
            ),
            (Filter::RunLengthDecode, runs, b"the ---"),
        ];
        for (filter, bytes, said) in cases {
            let found = decoded(filter, &bytes);
            assert_eq!(
                (found.bytes, found.whole, found.cut),
                (said.to_vec(), true, false)
            );
        }
    }

    #[test]
    fn what_is_broken_gives_what_came_before() {
        let long = SAID.repeat(400);
        let mut bytes = deflated(&long);
        bytes.truncate(bytes.len() - 8);
        let found = chain(&bytes, &[Filter::FlateDecode], &[], 1 << 20);
        assert!(long.starts_with(&found.bytes) && found.bytes.len() > 100 && !found.whole);
        // A header that is wrong, and none.
        let whole = deflated(SAID);
        for bytes in [[&[0, 0], &whole[2..]].concat(), whole[2..].to_vec()] {
            assert_eq!(decoded(Filter::FlateDecode, &bytes).bytes, SAID);
        }
    }

    #[test]
    fn no_filter_gives_more_than_it_may() {
        let much = vec![b' '; 5000];
        let mut lzw = Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        let cases = [
            (Filter::FlateDecode, deflated(&much)),
            (Filter::LzwDecode, lzw.encode(&much).unwrap_or_default()),
            (Filter::AsciiHexDecode, b"20".repeat(5000)),
            (Filter::Ascii85Decode, b"z".repeat(5000)),
            (Filter::RunLengthDecode, [129, b' '].repeat(50)),
        ];
        for (filter, bytes) in cases {
            let found = decoded(filter, &bytes);
            assert!(
                found.cut && found.bytes.len() <= 1004,
                "{filter:?} {}",
                found.bytes.len()
            );
        }
        let nested = deflated(&deflated(&much));
        let found = chain(&nested, &[Filter::FlateDecode; 2], &[], 1000);
        assert!(found.cut && found.bytes.len() <= 1000);
    }
}
