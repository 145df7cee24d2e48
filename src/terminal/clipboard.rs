//! Text for the clipboard, as terminals take it: OSC 52, base64 (RFC 4648).

/// Appends the sequence that puts text on the clipboard.
pub fn copy(text: &str, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.extend_from_slice(b"\x1b]52;c;");
    for three in text.as_bytes().chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize & 63;
            out.push(if digit <= three.len() {
                DIGITS[value]
            } else {
                b'='
            });
        }
    }
    // BEL ends it in every terminal; ST does not in old ones.
    out.push(0x07);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_as_rfc_4648_has_it() {
        for (text, code) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("看报", "55yL5oql"),
        ] {
            let mut out = Vec::new();
            copy(text, &mut out);
            assert_eq!(out, format!("\x1b]52;c;{code}\x07").into_bytes());
        }
    }
}
