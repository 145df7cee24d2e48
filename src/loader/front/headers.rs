//! Keys at a text's head as other programs write them: YAML between `---` lines, and header lines as letters
//! (`Subject: …`) and site generators (`Title: …`) have them.

use crate::issue::{Issue, Mark, MarkKind, Span};
use crate::loader::forms::dates::find_date;

/// Lines looked at for the end of such a head.
const MOST: usize = 60;

/// Reads a head into the issue and gives the byte at which the text begins; 0 where there is none.
pub fn read(issue: &mut Issue) -> usize {
    let start = issue.source.len() - issue.source.trim_start().len();
    let rest = issue.source.get(start..).unwrap_or("");
    let Some((length, pairs)) = yaml(rest).or_else(|| letter(rest)) else {
        return 0;
    };
    let end = start + length;
    let pairs: Vec<(String, String)> = pairs
        .into_iter()
        .map(|(k, v)| (k.to_ascii_lowercase(), v))
        .collect();
    for (key, value) in pairs {
        match key.as_str() {
            "title" | "subject" => {
                issue.title.get_or_insert(value);
            }
            "paper" | "publication" => {
                issue.paper.get_or_insert(value);
            }
            "number" | "issue" => {
                let number: String = value.chars().filter(|c| c.is_alphanumeric()).collect();
                if !number.is_empty() {
                    issue.number.get_or_insert(number);
                }
            }
            "date" | "pubdate" => issue.date = issue.date.or(find_date(&value).map(|d| d.0)),
            _ => {}
        }
    }
    issue.marks.push(Mark {
        span: Span::new(0, end),
        kind: MarkKind::Front,
    });
    end
}

/// The pairs on the top level of a head, and the bytes it takes.
type Head<'a> = (usize, Vec<(&'a str, String)>);

/// YAML between two `---` lines: pairs, their lists and folded lines, comments, and nothing else.
fn yaml(text: &str) -> Option<Head<'_>> {
    let mut at = 0;
    let mut pairs = Vec::new();
    for (i, line) in text.split_inclusive('\n').take(MOST).enumerate() {
        at += line.len();
        let bare = line.trim_end();
        if i == 0 {
            if bare != "---" {
                return None;
            }
        } else if bare == "---" || bare == "..." {
            return (!pairs.is_empty()).then_some((at, pairs));
        } else if bare.is_empty() || bare.starts_with([' ', '\t', '#', '-']) {
            // What belongs to the key above.
        } else {
            pairs.push(pair(bare)?);
        }
    }
    None
}

/// `Key: value` lines up to a blank one: two and more, the first a key that such heads begin with.
fn letter(text: &str) -> Option<Head<'_>> {
    const FIRST: [&str; 12] = [
        "title",
        "from",
        "to",
        "subject",
        "date",
        "return-path",
        "received",
        "mime-version",
        "message-id",
        "author",
        "number",
        "delivered-to",
    ];
    let mut at = 0;
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n').take(MOST) {
        let bare = line.trim_end();
        if bare.is_empty() {
            break;
        }
        at += line.len();
        if bare.starts_with([' ', '\t']) && !pairs.is_empty() {
            continue;
        }
        let (key, value) = pair(bare)?;
        if pairs.is_empty() && !FIRST.contains(&key.to_ascii_lowercase().as_str()) {
            return None;
        }
        pairs.push((key, value));
    }
    (pairs.len() >= 2).then_some((at, pairs))
}

/// A key of ASCII letters, and its value without quotation marks.
fn pair(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end_matches(' ');
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let parted = value.is_empty() || value.starts_with([' ', '\t']);
    (named && parted).then(|| (key, value.trim().trim_matches(['"', '\'']).to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    fn head(text: &str) -> (Option<String>, Option<String>, Option<String>, usize) {
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let articles = issue.articles().count();
        (
            issue.title,
            issue.date.map(|d| d.to_string()),
            issue.number,
            articles,
        )
    }

    #[test]
    fn yaml_is_read_for_its_keys_and_is_no_text() {
        let text = "---\ntitle: \"山谷周报\"\ndate: 2024-05-12 08:00:00\ntags:\n  - a\n---\n\n山谷里下了雨，渡口停航一天。\n";
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(head(text), (some("山谷周报"), some("2024-05-12"), None, 1));
    }

    #[test]
    fn a_letter_has_header_lines() {
        let text = "From: a@b.example\nSubject: Harbour 12\nDate: Fri, 14 Jun 2024 07:00:03 +0000\n\nThe ferry runs again from Monday, the company says.\n";
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            head(text),
            (some("Harbour 12"), some("2024-06-14"), None, 1)
        );
    }

    #[test]
    fn a_rule_or_a_line_with_a_colon_is_no_head() {
        for text in [
            "---\n\n山谷里下了雨，渡口停航一天。\n---\n",
            "Note: the ferry runs.\nFrom Monday on, daily.\n",
        ] {
            assert_eq!(head(text).0, None, "{text}");
        }
    }
}
