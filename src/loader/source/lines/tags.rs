//! Tags around a whole line, as layout tools set captions and pictures: `<div style="…">Caption</div>`.

/// Tags that only place what they hold.
const AROUND: [&str; 5] = ["div", "p", "center", "figure", "figcaption"];

/// What stands within the tags around a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// Words without a tag, and how many bytes stand before and after them.
    Words(usize, usize),
    /// A picture.
    Image,
}

/// Looks through the tags around a line; `None` where there are none, or more than one thing between them.
pub fn within(text: &str) -> Option<Within> {
    let whole = text.trim_end();
    let mut inner = whole;
    while let Some(rest) = inner.strip_prefix('<') {
        let end = rest.find('>')?;
        let tag = rest.get(..end)?;
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let after = rest.get(end + 1..)?;
        if name == "img" {
            let more = after.trim_start_matches("</img>").trim();
            return more.is_empty().then_some(Within::Image);
        }
        let name = AROUND.iter().find(|n| **n == name)?;
        let closing = format!("</{name}>");
        inner = after.trim_end().strip_suffix(closing.as_str())?.trim();
    }
    let parted = inner.len() < whole.len() && !inner.is_empty() && !inner.contains('<');
    let before = inner.as_ptr() as usize - text.as_ptr() as usize;
    parted.then(|| Within::Words(before, text.len() - before - inner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_around_a_line_are_seen_through() {
        let words = |text: &'static str| match within(text) {
            Some(Within::Words(before, after)) => text.get(before..text.len() - after),
            _ => None,
        };
        assert_eq!(
            words("<div style=\"text-align: center;\">渡口的灯。</div> "),
            Some("渡口的灯。")
        );
        assert_eq!(words("<center><p> 渡口 </p></center>"), Some("渡口"));
        assert_eq!(
            within("<div align=center><img src=\"a.jpg\" alt=\"灯\" /></div>"),
            Some(Within::Image)
        );
        assert_eq!(within("<img src=a.jpg>"), Some(Within::Image));
        for text in [
            "渡口",
            "<div>渡口",
            "<p>一</p><p>二</p>",
            "<b>渡口</b>",
            "<div></div>",
        ] {
            assert_eq!(within(text), None, "{text}");
        }
    }
}
