//! Bytes to text: the encoding is detected by content, and what cannot be decoded is reported by its line.

use crate::issue::Defect;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};
use std::fmt::Write;

/// Bytes looked at to tell an encoding; what decides comes early, and the detector is slower than decoding.
const SAMPLE: usize = 1 << 16;

/// Decodes bytes in `encoding`, or in the one detected by content, and names the lines with undecodable bytes, which
/// become U+FFFD. A byte order mark is dropped.
pub fn decode(bytes: Vec<u8>, encoding: Option<&'static Encoding>) -> (String, Vec<Defect>) {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        return decode_as(encoding, body);
    }
    let bytes = match (encoding, String::from_utf8(bytes)) {
        (None, Ok(text)) => return (text, Vec::new()),
        (Some(encoding), Ok(text)) if encoding == UTF_8 => return (text, Vec::new()),
        (_, Ok(text)) => text.into_bytes(),
        (_, Err(error)) => error.into_bytes(),
    };
    decode_as(encoding.unwrap_or_else(|| detect(&bytes)), &bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<Defect>) {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let defects = if bad {
        undecodable(&text, encoding)
    } else {
        Vec::new()
    };
    (text, defects)
}

/// One defect for each line with a replacement character; more than a hundred are summed up in the last.
fn undecodable(text: &str, encoding: &'static Encoding) -> Vec<Defect> {
    const MOST: usize = 100;
    let mut lines: Vec<usize> = Vec::new();
    let (mut line, mut after_cr) = (1, false);
    for c in text.chars() {
        match c {
            '\n' if after_cr => {}
            '\n' | '\r' => line += 1,
            '\u{FFFD}' if lines.last() != Some(&line) => lines.push(line),
            _ => {}
        }
        after_cr = c == '\r';
    }
    let more = lines.len().saturating_sub(MOST);
    let name = encoding.name();
    let mut defects: Vec<Defect> = lines
        .iter()
        .take(MOST)
        .map(|&line| Defect {
            line,
            kind: "encoding",
            message: format!(
                "bytes that are no {name}, shown as U+FFFD; try --encoding with another name"
            ),
            chinese: None,
        })
        .collect();
    if let (Some(last), true) = (defects.last_mut(), more > 0) {
        let _ = write!(last.message, " ({more} further lines have such bytes)");
    }
    defects
}

/// Tells the encoding of bytes that are not UTF-8 throughout.
///
/// Mostly valid UTF-8 is damaged UTF-8. Otherwise chardetng decides, but a Chinese paper is the likely input:
/// a western single-byte guess is overruled where the bytes decode as GB18030 or Big5 without a fault.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    if mostly_utf8(head) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == GBK {
        return GB18030;
    }
    if guess.is_single_byte() {
        for encoding in [GB18030, BIG5] {
            let (text, bad) = encoding.decode_without_bom_handling(bytes);
            let han = text
                .chars()
                .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
                .count();
            let high = bytes.iter().filter(|b| **b >= 0x80).count();
            if !bad && han * 3 > high {
                return encoding;
            }
        }
    }
    guess
}

/// Whether most of the non-ASCII bytes belong to valid UTF-8 sequences of Chinese length (three bytes or more).
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| *c as u32 >= 0x800).count();
        bad += chunk.invalid().len();
    }
    good > bad * 2
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use encoding_rs::{UTF_16BE, UTF_16LE};

    const TEXT: &str = "本报讯 昨日上午，区里召开春耕工作会议，部署下一步任务。\n各镇负责人参加会议，并作了发言。\n";
    const TRADITIONAL: &str = "本報訊 昨日上午，區裡召開春耕工作會議，部署下一步任務。\n各鎮負責人參加會議，並作了發言。\n";

    fn told(bytes: &[u8]) -> String {
        let (text, defects) = decode(bytes.to_vec(), None);
        assert_eq!(defects, []);
        text
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(told(TEXT.as_bytes()), TEXT);
        assert_eq!(told(format!("\u{FEFF}{TEXT}").as_bytes()), TEXT);
    }

    #[test]
    fn utf16_by_its_mark() {
        for (encoding, mark) in [(UTF_16LE, [0xFF, 0xFE]), (UTF_16BE, [0xFE, 0xFF])] {
            let units = TEXT.encode_utf16();
            let body: Vec<u8> = if encoding == UTF_16LE {
                units.flat_map(u16::to_le_bytes).collect()
            } else {
                units.flat_map(u16::to_be_bytes).collect()
            };
            assert_eq!(told(&[&mark[..], &body].concat()), TEXT);
        }
    }

    #[test]
    fn gbk_and_big5_by_content() {
        assert_eq!(told(&GB18030.encode(TEXT).0), TEXT);
        assert_eq!(told(&BIG5.encode(TRADITIONAL).0), TRADITIONAL);
    }

    #[test]
    fn a_short_gbk_headline_is_not_taken_for_a_western_text() {
        assert_eq!(told(&GB18030.encode("春耕会议召开").0), "春耕会议召开");
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_names_the_line() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b"\xFF\r\nok\r\xFE");
        let (text, defects) = decode(bytes, None);
        assert!(text.starts_with(TEXT));
        assert_eq!(defects.iter().map(|d| d.line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn the_reader_knows_better() {
        let (text, _) = decode(BIG5.encode(TRADITIONAL).0.into_owned(), Some(BIG5));
        assert_eq!(text, TRADITIONAL);
    }
}
