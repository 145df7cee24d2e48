//! Work on texts as places of the source: slicing by characters, trimming, quotations.

mod tables;

pub(crate) use tables::{squared, table, tidy_cells};

use crate::issue::{BlockKind, Run, Span, Text};
use crate::loader::source::inline;
use crate::loader::source::lines::{Line, fold, fold_into, is_han};

/// A text with its half-width marks folded; as many characters as [`Text::of`] gives.
pub(crate) fn folded(text: &Text, source: &str) -> String {
    let mut folded = String::with_capacity(text.runs.iter().map(|r| r.span.len() + 1).sum());
    for run in &text.runs {
        folded.extend(run.joint.map(fold));
        fold_into(&mut folded, run.span.of(source));
    }
    folded
}

/// Puts a text behind another, with what joins the two.
pub(crate) fn append(whole: &mut Text, text: Text, joint: Option<char>) {
    let behind = whole.runs.len();
    whole.runs.extend(text.runs);
    if let Some(run) = whole.runs.get_mut(behind) {
        run.joint = joint;
    }
}

/// A text's first character.
pub(crate) fn first(text: &Text, source: &str) -> Option<char> {
    let mut runs = text.runs.iter();
    runs.find_map(|r| r.joint.or_else(|| r.span.of(source).chars().next()))
}

/// Characters of a text.
pub(crate) fn length(text: &Text, source: &str) -> usize {
    text.runs
        .iter()
        .map(|r| usize::from(r.joint.is_some()) + r.span.of(source).chars().count())
        .sum()
}

/// Parts a text after so many characters.
pub(crate) fn split(text: &Text, source: &str, at: usize) -> (Text, Text) {
    let (mut before, mut after) = (Text::default(), Text::default());
    let mut left = at;
    for run in &text.runs {
        let joint = usize::from(run.joint.is_some());
        let words = run.span.of(source);
        if left == 0 {
            // White space between the two parts belongs to neither; another joint
            // is a character of the text, out of an entity.
            let joint = run
                .joint
                .filter(|c| !after.runs.is_empty() || !c.is_whitespace());
            after.runs.push(Run {
                span: run.span,
                joint,
            });
            continue;
        }
        let Some((byte, _)) = words.char_indices().nth(left - joint.min(left)) else {
            left = left.saturating_sub(joint + words.chars().count());
            before.runs.push(*run);
            continue;
        };
        left = 0;
        let middle = run.span.start + Span::new(0, byte).end;
        if middle > run.span.start {
            before.runs.push(Run {
                span: Span {
                    start: run.span.start,
                    end: middle,
                },
                joint: run.joint,
            });
        }
        after.runs.push(Run {
            span: Span {
                start: middle,
                end: run.span.end,
            },
            joint: None,
        });
    }
    (before, after)
}

/// Takes characters without width out of a text. Where a script without spaces parts its words by them, they stay.
pub(crate) fn drop_invisible(text: &mut Text, source: &str, which: &[&str]) {
    let holds = |r: &Run| which.iter().any(|c| r.span.of(source).contains(c));
    if !text.runs.iter().any(holds) {
        return;
    }
    let parts_words = |c: char| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}');
    let mut runs = Vec::with_capacity(text.runs.len() + 2);
    for run in &text.runs {
        let words = run.span.of(source);
        let (mut from, mut joint, mut before) = (0, run.joint, '\0');
        for (at, c) in words.char_indices() {
            let mut buffer = [0; 4];
            if which.contains(&&*c.encode_utf8(&mut buffer)) && !parts_words(before) {
                if at > from || joint.is_some() {
                    let start = run.span.start + Span::new(0, from).end;
                    let end = run.span.start + Span::new(0, at).end;
                    runs.push(Run {
                        span: Span { start, end },
                        joint: joint.take(),
                    });
                }
                from = at + c.len_utf8();
            }
            before = c;
        }
        if from < words.len() || joint.is_some() {
            let start = run.span.start + Span::new(0, from).end;
            runs.push(Run {
                span: Span {
                    start,
                    end: run.span.end,
                },
                joint,
            });
        }
    }
    text.runs = runs;
}

/// So many characters of a text from the one at `from`.
pub(crate) fn slice(text: &Text, source: &str, from: usize, length: usize) -> Text {
    // The end is cut first: white space between two lines, cut off at the front, would count no more.
    let (text, _) = split(text, source, from.saturating_add(length));
    split(&text, source, from).1
}

/// Whether white space, or nothing, stands at one of a text's ends.
pub(crate) fn is_spaced(text: &Text, source: &str) -> bool {
    let spaced = |run: &Run| {
        let words = run.span.of(source);
        words.is_empty()
            || run.joint.is_some_and(char::is_whitespace)
            || words.starts_with(char::is_whitespace)
            || words.ends_with(char::is_whitespace)
    };
    let ends = [text.runs.first(), text.runs.last()];
    ends.into_iter().flatten().any(spaced)
}

/// A text without white space at its ends.
pub(crate) fn trimmed(mut text: Text, source: &str) -> Text {
    // A joint that is no white space is a character of the text, out of an entity.
    let shown = |run: &Run| run.joint.is_some_and(|c| !c.is_whitespace());
    while let Some(run) = text.runs.first_mut().filter(|r| !shown(r)) {
        let words = run.span.of(source);
        let kept = words.trim_start().len();
        run.span.start += Span::new(0, words.len() - kept).end;
        run.joint = None;
        if kept > 0 || text.runs.len() == 1 {
            break;
        }
        text.runs.remove(0);
    }
    while let Some(run) = text.runs.last_mut() {
        let words = run.span.of(source);
        let kept = words.trim_end().len();
        run.span.end = run.span.start + Span::new(0, kept).end;
        if kept > 0 || shown(run) || text.runs.len() == 1 {
            break;
        }
        text.runs.pop();
    }
    text
}

/// Takes the bullet before a byline and the bracket around it off. Where these are all of it they stay.
pub(crate) fn unwrap_byline(text: &mut Text, source: &str) {
    let whole = text.clone();
    take_brackets_off(text, source);
    if text.is_empty() {
        *text = whole;
    }
}

fn take_brackets_off(text: &mut Text, source: &str) {
    let bullets = |c: &char| {
        matches!(
            c,
            '□' | '■' | '●' | '◆' | '○' | '◎' | '▲' | '★' | '•' | '·' | '—' | ' '
        )
    };
    let count = folded(text, source).chars().take_while(bullets).count();
    if count > 0 {
        *text = trimmed(split(text, source, count).1, source);
    }
    let whole = folded(text, source);
    let bracket = |c: char| matches!(c, '（' | '【' | '〔' | '[' | ' ');
    let end_bracket = |c: char| matches!(c, '）' | '】' | '〕' | ']');
    let opened = whole.chars().take_while(|c| bracket(*c)).count();
    if opened > 0 && whole.ends_with(end_bracket) {
        let all = whole.chars().count();
        *text = trimmed(
            slice(text, source, opened, all.saturating_sub(opened + 1)),
            source,
        );
    }
}

/// Bytes before and after a hyphen in which its whole word is looked for: near by is enough, and keeps the time linear.
const REACH: usize = 1 << 13;

/// Whether the hyphen at a line's end only parts a word: the whole word stands elsewhere in the text.
pub(crate) fn hyphen_goes(source: &str, span: Span, before: &str, after: &str) -> bool {
    let Some(stem) = before.strip_suffix('-') else {
        return false;
    };
    let letters = |c: char| c.is_alphabetic() && (c as u32) < 0x2E80;
    if !stem.ends_with(letters) || !after.starts_with(char::is_lowercase) {
        return false;
    }
    let head = stem.rsplit(|c: char| !letters(c)).next().unwrap_or("");
    let tail: String = after.chars().take_while(|c| letters(*c)).collect();
    let word = format!("{head}{tail}");
    let from = (span.start as usize).saturating_sub(REACH);
    let near = source
        .as_bytes()
        .get(from..(span.start as usize + REACH).min(source.len()))
        .unwrap_or_default();
    memchr::memmem::find(near, word.as_bytes()).is_some()
}

/// Code as it stands, rows parted by a line feed, without the fences.
pub(crate) fn code(lines: &[Line]) -> Text {
    let mut text = Text::default();
    for line in lines.iter().filter(|l| !l.span.is_empty()) {
        let joint = (!text.runs.is_empty()).then_some('\n');
        text.runs.push(Run {
            span: line.whole,
            joint,
        });
    }
    if text.runs.is_empty() {
        let start = lines.first().map_or(0, |l| l.whole.start);
        text = Text::at(Span { start, end: start });
    }
    text
}

/// Whether a quotation's line says whose the words before it are, and does not go on with them: it begins with a dash,
/// after a sentence's end or without an end of its own. Lines one after the other that begin so, and a line of Chinese
/// that is a sentence, are what people say.
pub(crate) fn says_who(before: &str, line: &str, after: &str) -> bool {
    let ends = |text: &str| {
        let text = text
            .trim_end()
            .trim_end_matches(['”', '’', '"', '」', '』', ')', '）']);
        text.ends_with(['。', '！', '？', '…', '.', '!', '?', '；', '，', ','])
    };
    let spoken = line.trim_end().ends_with(['。', '！', '？', '…']);
    is_dashed(line)
        && !spoken
        && !is_dashed(before)
        && !is_dashed(after)
        && (ends(before) || !ends(line))
}

/// Whether a line begins with a dash, also with one typed as two hyphens, and words behind it. An option (--help) does
/// not.
fn is_dashed(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['—', '–', '―']) {
        return true;
    }
    let Some(rest) = line.strip_prefix("--") else {
        return false;
    };
    let rest = rest.trim_start_matches('-');
    let own = rest.starts_with([' ', '\u{3000}']) && !rest.trim().is_empty();
    own || rest.starts_with(|c: char| is_han(c) || c == '《')
}

/// Whether a quotation's line is what somebody says after the one before it, and stands by itself.
pub(crate) fn speaks(before: &str, line: &str) -> bool {
    let before = before.trim_end();
    line.trim_start().starts_with("——")
        && (before.ends_with(['：', ':', '。', '！', '？', '…']) || is_dashed(before))
}

/// The paragraphs of a quotation; an empty `>` parts them, and so does who said it.
pub(crate) fn quotes(source: &str, lines: &[Line]) -> Vec<(BlockKind, Text)> {
    let mut found: Vec<(BlockKind, Text)> = Vec::new();
    let mut before: Option<&str> = None;
    let mut broken = false;
    for (i, line) in lines.iter().enumerate() {
        let words = line.span.of(source);
        let parted = std::mem::replace(&mut broken, line.breaks);
        if words.is_empty() {
            before = None;
            continue;
        }
        let after = lines.get(i + 1).map_or("", |l| l.span.of(source));
        let goes_on = before.filter(|before| !says_who(before, words, after));
        if let (Some(before), Some((_, text))) = (goes_on, found.last_mut()) {
            let parted = parted || speaks(before, words);
            let joint = if parted {
                Some('\n')
            } else {
                inline::joint(before, words)
            };
            inline::runs(source, line.span, joint, true, &mut text.runs);
        } else {
            let mut text = Text::default();
            inline::runs(source, line.span, None, true, &mut text.runs);
            found.push((BlockKind::Quote, text));
        }
        before = Some(words);
    }
    found
}

/// A picture's description, out of `![…](…)`.
pub(crate) fn image(source: &str, lines: &[Line]) -> Text {
    let Some(line) = lines.first() else {
        return Text::default();
    };
    let words = line.span.of(source);
    let length = words.get(2..).and_then(|t| t.find("](")).unwrap_or(0);
    let start = line.span.start + 2;
    Text::at(Span {
        start,
        end: start + Span::new(0, length).end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Text {
        Text::at(Span::new(0, source.len()))
    }

    #[test]
    fn texts_part_by_characters() {
        let source = "本报讯abc";
        let (a, b) = split(&text(source), source, 3);
        assert_eq!(
            (a.of(source).as_str(), b.of(source).as_str()),
            ("本报讯", "abc")
        );
        let (a, b) = split(&text(source), source, 99);
        assert_eq!((a.of(source).as_str(), b.is_empty()), (source, true));
    }

    #[test]
    fn a_character_out_of_an_entity_is_kept_at_a_text_s_ends() {
        let text = "# 报 第3期\n\n## 甲\n\n&lt;b&gt;好 &amp;\n\n## 乙\n\n<p>&lt;p&gt;</p>\n";
        let issue = crate::loader::load(text.into(), &crate::loader::Options::default()).issue;
        let texts: Vec<String> = issue
            .articles()
            .flat_map(|(_, a)| &a.blocks)
            .map(|b| b.text.of(&issue.source))
            .collect();
        assert_eq!(texts, ["<b>好 &", "<p>"]);
    }

    #[test]
    fn a_joint_counts_as_the_character_it_is() {
        let source = "ab";
        let joined = Text {
            runs: vec![
                Run {
                    span: Span::new(0, 1),
                    joint: None,
                },
                Run {
                    span: Span::new(1, 2),
                    joint: Some(' '),
                },
            ],
        };
        assert_eq!(slice(&joined, source, 1, 2).of(source), "b");
        let (a, b) = split(&joined, source, 2);
        assert_eq!((a.of(source).trim(), b.of(source).as_str()), ("a", "b"));
        assert_eq!(slice(&joined, source, 0, 1).of(source), "a");
    }

    #[test]
    fn a_dash_says_who_is_quoted_or_goes_on() {
        for (before, line) in [
            ("早采三天是宝。", "——茶农裴三娘"),
            ("早采三天是宝。", "-- 裴三娘"),
            ("早采三天是宝。", "--裴三娘"),
            ("疑是地上霜", "——李白"),
            ("A town needs fewer of them.", "— the librarian."),
            ("A town needs fewer of them.", "-- The Librarian"),
        ] {
            assert!(says_who(before, line, ""), "{line}");
            assert!(!says_who(before, line, "——茶农王小满"), "{line}");
            assert!(!says_who("——茶农王小满", line, ""), "{line}");
        }
        for (before, line) in [
            ("they crossed the harbour", "— which is old."),
            ("早采三天是宝。", "茶农裴三娘"),
            ("早采三天是宝。", "- 裴三娘"),
            ("对话：", "——你好。"),
            ("你来了。", "——来了！"),
            ("用法：", "--help"),
        ] {
            assert!(!says_who(before, line, ""), "{line}");
        }
    }

    #[test]
    fn short_rows_have_empty_cells_at_their_ends() {
        let lines = crate::loader::source::lines::scan("| 甲 | 乙 | 丙 |\n| 丁 |\n", 0);
        let source = "| 甲 | 乙 | 丙 |\n| 丁 |\n";
        assert_eq!(
            table(source, &lines, false).of(source),
            "甲\t乙\t丙\n丁\t\t"
        );
    }

    #[test]
    fn a_word_parted_at_a_line_end_is_whole_again_where_it_stands_elsewhere() {
        let source = "a newspaper and a news-\npaper";
        let span = Span::new(24, source.len());
        assert!(hyphen_goes(source, span, "a news-", "paper"));
        assert!(!hyphen_goes("x", Span::new(0, 1), "well-", "known"));
    }
}
