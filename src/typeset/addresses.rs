//! Addresses that stand as such in a text: what of it is theirs, to a byte. Their marks stay as they are, and those of
//! the web are links.

use super::class::{is_closing, is_opening, is_raised, is_stroke, is_wide_word};
use crate::guard::is_unseen;
use std::ops::Range;

/// What addresses begin with; before the first stands a scheme.
const LEADS: [&str; 3] = ["://", "www.", "mailto:"];
/// Marks that stand in addresses, and in sentences behind them.
const MARKS: [char; 6] = [',', ';', ':', '!', '?', '.'];
/// Han that begin no name of a file, and go on with the sentence directly behind an address.
const GOING_ON: &str = "的了和与及或是在上中里等即與裏裡";

/// The addresses of a text in order: from `https://`, another scheme, `www.` or `mailto:` to a blank, a Chinese mark, or
/// a mark that Han follow and that is the sentence's.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Nearly no text has any.
    if !text.contains(':') && !text.contains('w') {
        return found;
    }
    for lead in LEADS {
        let mut end = 0;
        for (at, _) in text.match_indices(lead) {
            let before = text.get(end..at).unwrap_or("");
            let own = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            let scheme = before.get(own.len()..).unwrap_or("");
            if at < end || lead == "://" && scheme.is_empty() {
                continue;
            }
            let start = if lead == "://" {
                at - scheme.len() + scheme.rfind("http").unwrap_or(0)
            } else {
                at
            };
            let rest = text.get(at..).unwrap_or("");
            let length = length(rest, lead.len());
            if length > lead.len() {
                end = at + length;
                found.push(start..end);
            }
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup_by(|next, last| {
        let within = next.start < last.end;
        if within {
            last.end = last.end.max(next.end);
        }
        within
    });
    found
}

/// The addresses of the web among them, which can be followed.
pub fn of_web(text: &str) -> Vec<Range<usize>> {
    let mut found = addresses(text);
    found.retain(|range| {
        let address = text.get(range.clone()).unwrap_or("");
        let schemes = ["http://", "https://"];
        schemes.iter().any(|scheme| {
            let start = address.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
    });
    found
}

/// Bytes of an address with its lead, which takes the first so many.
fn length(rest: &str, lead: usize) -> usize {
    let mut end = rest.len();
    let mut depth = 0_usize;
    let (mut before, mut host, mut ascii) = ('/', true, true);
    let own = rest.get(lead..).unwrap_or("");
    for (at, c) in own.char_indices() {
        let after = own.get(at + c.len_utf8()..).unwrap_or("");
        let goes_on = match c {
            _ if ends(c) => false,
            '(' | '[' | '{' => {
                depth += 1;
                true
            }
            ')' | ']' | '}' => {
                let open = depth > 0;
                depth = depth.saturating_sub(1);
                open
            }
            _ if MARKS.contains(&c) => goes_on(c, before, after, host),
            // 官网https://a.example有, https://a.example/x的说明.
            _ if is_wide_word(c) && ascii && before.is_ascii_alphanumeric() => {
                !host && !GOING_ON.contains(c)
            }
            _ => true,
        };
        if !goes_on {
            end = lead + at;
            break;
        }
        host &= c != '/';
        ascii &= c.is_ascii();
        before = c;
    }
    // What ends the sentence ends no address.
    let address = rest.get(..end).unwrap_or("");
    address.trim_end_matches(MARKS).len()
}

/// Whether no address goes on at a character.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || "<>\"'`“”‘’".contains(c)
        || !c.is_ascii() && (is_closing(c) || is_opening(c) || is_stroke(c) || is_raised(c))
        || is_unseen(c)
}

/// Whether an address goes on behind a mark: with ASCII always, with Han where the mark stands between two of them
/// (春天,夏天) or a path or query goes on (?名=茶). `host` tells whether no path has begun.
fn goes_on(mark: char, before: char, after: &str, host: bool) -> bool {
    let parts = |c: char| c != '.' && MARKS.contains(&c) || ends(c);
    let part = after.split(parts).next().unwrap_or("");
    let beyond = after.get(part.len()..).unwrap_or("");
    let another = beyond.starts_with("://") || part.contains("www.");
    if after.starts_with(|c: char| c.is_ascii_graphic()) {
        return !(another && matches!(mark, ',' | ';'));
    }
    if another || part.is_empty() {
        return false;
    }
    match mark {
        '!' | '?' | ';' | ':' if part.contains(['/', '=', '&', '#']) => true,
        ',' | ';' | ':' => !before.is_ascii(),
        '.' => host || !before.is_ascii(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The addresses of a text.
    fn of(text: &str) -> Vec<&str> {
        let places = addresses(text).into_iter();
        places.filter_map(|place| text.get(place)).collect()
    }

    #[test]
    fn an_address_has_all_its_marks() {
        for address in [
            "https://x.example/文件:名",
            "https://x.example/目录/文,件?a=1;b=2",
            "https://x.example/搜索?词=春天,夏天",
            "ftp://x.example/文件:名",
            "https://a.example/路径?x=1",
            "https://a.example/茶_(植物)",
            "https://a.example/2024年报",
            "https://例子.中国/茶",
            "https://a.example/?u=https://b.example/c",
            "www.a.example/茶:绿茶/列表",
            "mailto:茶农@a.example",
            "http://[::1]/茶",
        ] {
            for (before, after) in [("见", ""), ("见", "，又"), ("（", "）"), ("", " 又,见")]
            {
                let text = format!("{before}{address}{after}");
                assert_eq!(of(&text), [address], "{text}");
            }
        }
    }

    #[test]
    fn a_mark_of_the_sentence_ends_one() {
        for (text, address) in [
            (
                "https://a.example/路径?x=1,邮箱",
                "https://a.example/路径?x=1",
            ),
            (
                "https://a.example/路径?x=1。邮箱",
                "https://a.example/路径?x=1",
            ),
            ("https://a.example/茶吗?", "https://a.example/茶吗"),
            ("https://a.example/茶!真好", "https://a.example/茶"),
            ("https://a.example/x的说明,又", "https://a.example/x"),
            ("https://a.example有茶:绿茶", "https://a.example"),
            ("https://a.example/x——茶", "https://a.example/x"),
            ("(https://a.example/x),", "https://a.example/x"),
            ("[https://a.example/x]", "https://a.example/x"),
            ("\"https://a.example/x?\"", "https://a.example/x"),
            ("https://a.example/\u{200B}x", "https://a.example/"),
        ] {
            assert_eq!(of(text), [address], "{text}");
        }
        let three = of("见https://a.example/茶;https://b.example/茶,www.c.example");
        assert_eq!(
            three,
            [
                "https://a.example/茶",
                "https://b.example/茶",
                "www.c.example"
            ]
        );
        for none in ["https://", "://a.example", "比a:b,www"] {
            assert!(of(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn only_those_of_the_web_are_links() {
        let text = "HTTPS://a.example/茶 ftp://b.example www.c.example mailto:d@e.example";
        let places = of_web(text).into_iter();
        let found: Vec<&str> = places.filter_map(|place| text.get(place)).collect();
        assert_eq!(found, ["HTTPS://a.example/茶"]);
    }
}
