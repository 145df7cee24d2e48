//! What numbers, names and strings of a content stream stand for (ISO 32000-2, 7.3).

use std::borrow::Cow;

/// A number, read leniently: `--5` is -5, `5-3` is 5, `1.2.3` is 1.2.
pub fn decimal(digits: &[u8]) -> f64 {
    let negative = digits.first() == Some(&b'-');
    let (mut value, mut scale) = (0.0, 0.0);
    for byte in digits.iter().skip_while(|b| matches!(b, b'+' | b'-')) {
        match byte {
            b'0'..=b'9' if scale == 0.0 => value = value * 10.0 + f64::from(byte - b'0'),
            b'0'..=b'9' => {
                value += f64::from(byte - b'0') * scale;
                scale /= 10.0;
            }
            b'.' if scale == 0.0 => scale = 0.1,
            _ => break,
        }
    }
    if negative { -value } else { value }
}

/// A name without its escapes: `#41` is `A`.
pub fn unescaped(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let escape = match (first, tail) {
            (b'#', [high, low, ..]) => char::from(*high)
                .to_digit(16)
                .zip(char::from(*low).to_digit(16)),
            _ => None,
        };
        if let Some(value) = escape.and_then(|(high, low)| u8::try_from(high << 4 | low).ok()) {
            bytes.push(value);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
        }
    }
    Cow::Owned(bytes)
}

/// A literal string's bytes, its escapes resolved (ISO 32000-2, 7.3.4.2).
pub fn literal(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match first {
            b'\\' => {
                let Some((escaped, tail)) = rest.split_first() else {
                    break;
                };
                rest = tail;
                match escaped {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    // A line's end that is escaped is none.
                    b'\n' => {}
                    b'\r' => rest = rest.strip_prefix(b"\n").unwrap_or(rest),
                    b'0'..=b'7' => {
                        let mut value = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            if let Some((digit @ b'0'..=b'7', tail)) = rest.split_first() {
                                value = value * 8 + u32::from(digit - b'0');
                                rest = tail;
                            }
                        }
                        bytes.push(u8::try_from(value & 0xff).unwrap_or_default());
                    }
                    other => bytes.push(*other),
                }
            }
            b'\r' => {
                bytes.push(b'\n');
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
            other => bytes.push(*other),
        }
    }
    bytes
}
