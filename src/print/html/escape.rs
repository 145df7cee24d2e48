//! What of a text may stand in HTML: its marks escaped, and of its addresses those that may be followed.

use crate::guard::followed;

/// A text with what HTML would take as marks escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape(text, &mut out);
    out
}

/// Appends a text, escaped.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// A target that may be followed, escaped.
pub fn target(address: &str) -> Option<String> {
    followed(address).map(escaped)
}
