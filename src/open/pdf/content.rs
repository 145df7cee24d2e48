//! Content streams (ISO 32000-2, 7.8.2): operators with their operands, one after another. What is no operator is
//! passed over, so that what follows is still read.

mod lexemes;

use lexemes::{decimal, literal, unescaped};
use std::borrow::Cow;

/// What stands before an operator.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand<'a> {
    /// A number.
    Number(f64),
    /// A name, without its slash.
    Name(Cow<'a, [u8]>),
    /// A string.
    Bytes(Cow<'a, [u8]>),
    /// An array.
    Array(Vec<Operand<'a>>),
    /// A dictionary: names and values in turn.
    Dict(Vec<Operand<'a>>),
    /// `true`, `false`, `null`.
    Word,
}

impl Operand<'_> {
    /// The number that it is; 0 where it is none.
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            _ => 0.0,
        }
    }

    /// The value of a key, where it is a dictionary that has it.
    pub fn entry(&self, key: &[u8]) -> Option<&Self> {
        let Self::Dict(entries) = self else {
            return None;
        };
        let mut pairs = entries.chunks_exact(2);
        pairs.find_map(|pair| match pair {
            [Self::Name(name), value] if **name == *key => Some(value),
            _ => None,
        })
    }
}

/// The most operands that are kept for an operator: a map of characters has 100 triples for one.
const OPERANDS: usize = 512;

/// How deep arrays and dictionaries may stand in each other.
const NESTING: usize = 32;

/// Reads a content stream.
#[derive(Debug)]
pub struct Content<'a> {
    bytes: &'a [u8],
    at: usize,
    operands: Vec<Operand<'a>>,
    is_broken: bool,
}

/// One token.
enum Token<'a> {
    Operand(Operand<'a>),
    Operator(&'a [u8]),
    /// A mark that closes what was not opened.
    Stray,
}

impl<'a> Content<'a> {
    /// The content of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            operands: Vec::new(),
            is_broken: false,
        }
    }

    /// Whether something was met whose end could not be found, so that what follows it is lost.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The next operator; `None` at the end. An inline image is the operator `BI`.
    pub fn next(&mut self) -> Option<(&'a [u8], &[Operand<'a>])> {
        self.operands.clear();
        loop {
            match self.token(0)? {
                Token::Operand(operand) if self.operands.len() < OPERANDS => {
                    self.operands.push(operand);
                }
                Token::Operand(_) | Token::Stray => {}
                Token::Operator(b"BI") => {
                    self.pass_image();
                    return Some((b"BI", &[]));
                }
                Token::Operator(operator) => return Some((operator, &self.operands)),
            }
        }
    }

    /// What stands next, where that is no operator: an object that is written elsewhere than in a content stream.
    pub fn operand(&mut self) -> Option<Operand<'a>> {
        match self.token(0)? {
            Token::Operand(operand) => Some(operand),
            Token::Operator(_) | Token::Stray => None,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn pass_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let line = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
                self.at += line.unwrap_or(rest.len());
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token<'a>> {
        self.pass_blanks();
        let first = self.peek()?;
        let next = self.bytes.get(self.at + 1).copied();
        let operand = match (first, next) {
            (b'(', _) => self.string(),
            (b'<', Some(b'<')) => {
                self.at += 2;
                Operand::Dict(self.until_closed(depth + 1))
            }
            (b'<', _) => self.hexadecimal(),
            (b'[', _) => {
                self.at += 1;
                Operand::Array(self.until_closed(depth + 1))
            }
            (b'/', _) => {
                self.at += 1;
                Operand::Name(unescaped(self.regular()))
            }
            (b'>', Some(b'>')) => {
                self.at += 2;
                return Some(Token::Stray);
            }
            (b']' | b')' | b'>' | b'{' | b'}', _) => {
                self.at += 1;
                return Some(Token::Stray);
            }
            (b'+' | b'-' | b'.' | b'0'..=b'9', _) => return Some(self.number()),
            _ => return Some(word(self.regular())),
        };
        Some(Token::Operand(operand))
    }

    /// Bytes up to a blank or a delimiter.
    fn regular(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| is_blank(*b) || is_delimiter(*b));
        let (word, _) = rest.split_at(length.unwrap_or(rest.len()));
        self.at += word.len();
        word
    }

    /// A number; where it runs into letters, as `0.5Tc` does, the letters are the operator.
    fn number(&mut self) -> Token<'a> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_digit = |b: &u8| matches!(b, b'+' | b'-' | b'.' | b'0'..=b'9');
        let length = rest.iter().position(|b| !is_digit(b)).unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(length);
        self.at += length;
        // What ends in an exponent is no number of PDF's, but some programs write it.
        if let [b'e' | b'E', b'+' | b'-' | b'0'..=b'9', ..] = tail {
            let word = self.regular();
            let whole = self.bytes.get(self.at - word.len() - length..self.at);
            let text = whole.and_then(|w| std::str::from_utf8(w).ok());
            let number = text.and_then(|t| t.parse().ok()).unwrap_or(0.0);
            return Token::Operand(Operand::Number(number));
        }
        Token::Operand(Operand::Number(decimal(digits)))
    }

    fn until_closed(&mut self, depth: usize) -> Vec<Operand<'a>> {
        let mut operands = Vec::new();
        loop {
            self.pass_blanks();
            let closes = match self.peek() {
                None => break,
                Some(b']') => 1,
                Some(b'>') if self.bytes.get(self.at + 1) == Some(&b'>') => 2,
                Some(_) if depth > NESTING => {
                    self.at += 1;
                    continue;
                }
                Some(_) => 0,
            };
            if closes > 0 {
                self.at += closes;
                break;
            }
            let before = self.at;
            match self.token(depth) {
                Some(Token::Operand(operand)) => operands.push(operand),
                // A reference to another object: two numbers and a letter.
                Some(Token::Operator(b"R")) => {
                    operands.truncate(operands.len().saturating_sub(2));
                    operands.push(Operand::Word);
                }
                // The closing mark is missing.
                Some(Token::Operator(b"TJ" | b"Tj" | b"ET" | b"BDC")) => {
                    self.at = before;
                    break;
                }
                Some(Token::Operator(_) | Token::Stray) => {}
                None => break,
            }
        }
        operands
    }

    fn string(&mut self) -> Operand<'a> {
        self.at += 1;
        let start = self.at;
        let mut depth = 1;
        let mut plain = true;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    plain = false;
                    self.at += 1;
                }
                b'\r' => plain = false,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let end = if depth == 0 { self.at - 1 } else { self.at };
        let body = self.bytes.get(start..end.min(self.bytes.len()));
        let body = body.unwrap_or_default();
        Operand::Bytes(if plain {
            Cow::Borrowed(body)
        } else {
            Cow::Owned(literal(body))
        })
    }

    fn hexadecimal(&mut self) -> Operand<'a> {
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
        let digits = rest.get(..length).unwrap_or_default();
        self.at += length + 1;
        let mut digits = digits
            .iter()
            .filter_map(|b| u8::try_from(char::from(*b).to_digit(16)?).ok());
        let mut bytes = Vec::with_capacity(length / 2 + 1);
        while let Some(high) = digits.next() {
            bytes.push(high << 4 | digits.next().unwrap_or(0));
        }
        Operand::Bytes(Cow::Owned(bytes))
    }

    /// Passes over an inline image (ISO 32000-2, 8.9.7): its keys up to `ID`, its data up to an `EI` with text behind it;
    /// best one that stands alone.
    fn pass_image(&mut self) {
        while let Some(token) = self.token(0) {
            if matches!(token, Token::Operator(b"ID")) {
                break;
            }
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |found: &usize| {
            let behind = rest.get(found + 2..).unwrap_or_default();
            let text = behind.get(..behind.len().min(12)).unwrap_or_default();
            let is_text = |b: &u8| is_blank(*b) || matches!(b, b' '..=b'~');
            behind.first().is_none_or(|b| is_blank(*b)) && text.iter().all(is_text)
        };
        let alone = |found: &usize| {
            let before = found.checked_sub(1).and_then(|at| rest.get(at));
            before.is_none_or(|b| is_blank(*b))
        };
        let mut first = None;
        for found in memchr::memmem::find_iter(rest, b"EI").filter(ends) {
            if alone(&found) {
                self.at += found + 2;
                return;
            }
            first = first.or(Some(found));
        }
        self.is_broken |= first.is_none();
        self.at += first.map_or(rest.len(), |found| found + 2);
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn word(word: &[u8]) -> Token<'_> {
    match word {
        b"true" | b"false" | b"null" => Token::Operand(Operand::Word),
        operator => Token::Operator(operator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operators of content, each with its operands as they are shown.
    fn read(content: &[u8]) -> Vec<String> {
        let mut content = Content::new(content);
        let mut found = Vec::new();
        while let Some((operator, operands)) = content.next() {
            let operands: Vec<String> = operands.iter().map(shown).collect();
            let operator = String::from_utf8_lossy(operator);
            found.push(
                format!("{} {operator}", operands.join(" "))
                    .trim()
                    .to_owned(),
            );
        }
        found
    }

    fn shown(operand: &Operand<'_>) -> String {
        let list = |list: &[Operand<'_>]| list.iter().map(shown).collect::<Vec<_>>().join(" ");
        match operand {
            Operand::Number(number) => number.to_string(),
            Operand::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
            Operand::Bytes(bytes) => format!("({})", String::from_utf8_lossy(bytes)),
            Operand::Array(array) => format!("[{}]", list(array)),
            Operand::Dict(dict) => format!("<{}>", list(dict)),
            Operand::Word => "word".to_owned(),
        }
    }

    #[test]
    fn operators_come_with_what_stands_before_them() {
        assert_eq!(
            read(b"q 1 0 0 -1.5 .25 +7 cm"),
            ["q", "1 0 0 -1.5 0.25 7 cm"]
        );
        assert_eq!(
            read(b"/F1 12 Tf[(a)-250(b)]TJ"),
            ["/F1 12 Tf", "[(a) -250 (b)] TJ"]
        );
        assert_eq!(
            read(b"/Span<</ActualText<6865>/A[1]>>BDC"),
            ["/Span </ActualText (he) /A [1]> BDC"]
        );
        assert_eq!(read(b"% not 1 Tj\n2 Tr"), ["2 Tr"]);
    }

    #[test]
    fn strings_are_read_with_their_escapes() {
        assert_eq!(read(br"(a\(b\)c) Tj"), ["(a(b)c) Tj"]);
        assert_eq!(read(br"(a(b)c) Tj"), ["(a(b)c) Tj"]);
        assert_eq!(read(b"(\\101\\7z\\n\\\r\n!) Tj"), ["(A\u{7}z\n!) Tj"]);
        assert_eq!(read(b"<4 1 4> Tj /A#42 Do"), ["(A@) Tj", "/AB Do"]);
    }

    #[test]
    fn what_breaks_the_rules_loses_no_more_than_itself() {
        // Marks that close nothing, numbers that run into operators, signs twice.
        assert_eq!(read(b") > ] 1 Tr"), ["1 Tr"]);
        assert_eq!(
            read(b"0.5Tc --5 Ts 1.2.3 Tw"),
            ["0.5 Tc", "-5 Ts", "1.2 Tw"]
        );
        assert_eq!(read(b"[(a) Tj (b) Tj"), ["[(a)] Tj", "(b) Tj"]);
        assert_eq!(read(b"(never closed"), Vec::<String>::new());
        let deep = [b"[".repeat(10_000), b"1 Tj".to_vec()].concat();
        assert!(read(&deep).len() <= 1);
    }

    #[test]
    fn the_data_of_an_inline_image_is_no_content() {
        let image = b"q BI /W 2 /H 2 ID \x00EI\xff (a) Tj EI Q 1 Tr";
        assert_eq!(read(image), ["q", "BI", "Q", "1 Tr"]);
        assert_eq!(read(b"BI /W 1 ID \x01\x02EI Q 1 Tr"), ["BI", "Q", "1 Tr"]);
        let mut endless = Content::new(b"BI /W 1 ID \x01\x02 (a) Tj");
        while endless.next().is_some() {}
        assert!(endless.is_broken());
    }

    #[test]
    fn a_reference_is_one_operand() {
        let dict = Content::new(b"<< /Length 5 0 R /W [1 2 1] >>").operand();
        let widths = dict.as_ref().and_then(|dict| dict.entry(b"W"));
        assert_eq!(widths.map(shown), Some("[1 2 1]".to_owned()));
    }
}
