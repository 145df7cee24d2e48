//! What of a text may stand in HTML: its marks escaped, and of its addresses those that may be followed.

use crate::guard::is_unseen;

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

/// A target that may be followed, escaped: the web's and mail's. What runs in the browser (`javascript:`, `data:`) or
/// leads nowhere from a page by itself gives `None`.
pub fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|s| s.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
    });
    let plain = |c: char| !c.is_whitespace() && !is_unseen(c);
    (safe && address.chars().all(plain)).then(|| escaped(address))
}
