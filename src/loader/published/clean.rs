//! Whether a text is Markdown whose marks can be trusted.

use crate::loader::forms::mastheads::is_running_head;
use crate::loader::forms::sections::is_page;
use crate::loader::published::{plain, trust};
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Form, Line, folded};

/// Whether a text is Markdown whose marks can be trusted, and not a page that extraction marked at random.
pub fn is_clean(rules: &Rules, source: &str, lines: &[Line]) -> bool {
    let (mut headings, mut tops, mut turned, mut rich, mut texts, mut cut) = (0, 0, 0, 0, 0, 0);
    // Lines that go on in the next, and short paragraphs of one line that end without a stop.
    let (mut wrapped, mut lone) = (0, 0);
    let mut above: Option<u8> = None;
    let mut pages = 0;
    for (i, line) in lines.iter().enumerate() {
        pages += usize::from(heads_a_page(rules, source, line))
            + usize::from(runs_over_a_page(rules, source, line));
        match line.form {
            Form::Heading(level) => {
                headings += 1;
                tops += usize::from(level == 1);
                // Headings without text between them go down a level; extraction's do not.
                turned += usize::from(above.is_some_and(|a| level <= a));
                above = Some(level);
                continue;
            }
            Form::List | Form::Quote | Form::Image | Form::Code | Form::Row | Form::Note => {
                rich += 1;
            }
            Form::Text => {
                let marked = is_marked(source, line);
                rich += usize::from(marked);
                if line.width > 40 {
                    texts += 1;
                    let goes_on = lines
                        .get(i + 1)
                        .is_some_and(|n| n.form == Form::Text && n.blanks > 0);
                    let next = lines.get(i + 1);
                    wrapped +=
                        usize::from(next.is_some_and(|n| n.form == Form::Text && n.blanks == 0));
                    let ends = usize::from(
                        goes_on
                            && !line.ends_sentence()
                            && !marked
                            && !matches!(line.last, '：' | ':' | '；' | '）' | ')' | '>' | ']'),
                    );
                    cut += ends;
                    lone += ends * usize::from(line.blanks > 0 && line.width <= 80);
                }
            }
            Form::Rule => {
                let heads = i
                    .checked_sub(1)
                    .and_then(|p| lines.get(p))
                    .is_some_and(|p| p.form == Form::Text && p.width <= 80 && !p.ends_sentence());
                if line.blanks == 0 && heads && !line.whole.of(source).contains([' ', '*', '_']) {
                    // A line with a rule right under it is a heading.
                    headings += 1;
                    above = None;
                    continue;
                }
            }
        }
        above = None;
    }
    if wrapped * 2 >= texts {
        // Where lines are wrapped within paragraphs, those that stand alone are headlines.
        cut -= lone;
    }
    if headings == 0 {
        let strong = strong_heads(lines) && cut * 8 <= texts.max(8);
        return pages < 2 && (strong || plain::is_plain(rules, source, lines));
    }
    let linked = trust::is_linked(source, lines);
    let by_pages = pages >= 1 && trust::is_paged(rules, source, lines);
    if trust::is_ruled(lines) {
        return true;
    }
    // Pages are a newspaper's, and extraction marked their lines.
    if headings < 2 || pages >= 2 && !by_pages || !linked && cut * 8 > texts.max(8) {
        return false;
    }
    // Parts without a text stand one over the other in a text of links.
    let consistent = turned * if linked { 2 } else { 12 } <= headings;
    let nested = tops <= 1 && headings >= 3 || by_pages || linked;
    consistent
        && (rich * 12 >= texts + headings
            || nested && (turned == 0 || by_pages) && headings * 3 < lines.len() * 2)
        && (nested || rich * 4 >= texts)
}

/// Whether a line is a page's heading.
fn heads_a_page(rules: &Rules, source: &str, line: &Line) -> bool {
    let words = line.span.of(source);
    matches!(line.form, Form::Heading(_) | Form::Text)
        && (4..=40).contains(&line.width)
        && (words.contains('版') || words.starts_with(['P', '【']))
        && is_page(rules, &folded(words))
}

/// Whether a line is a page's running head.
fn runs_over_a_page(rules: &Rules, source: &str, line: &Line) -> bool {
    let words = line.span.of(source);
    line.form == Form::Text
        && line.stops == 0
        && (16..=80).contains(&line.width)
        && words.contains('年')
        && is_running_head(rules, &folded(words))
}

/// Whether a line of text holds marks of Markdown or tags.
fn is_marked(source: &str, line: &Line) -> bool {
    let text = line.span.of(source);
    // Most lines hold none of the signs.
    let signs = memchr::memchr3(b'[', b'*', b'`', text.as_bytes()).is_some();
    line.whole.of(source).trim_start().starts_with('<')
        || is_emphasised(text)
        || signs
            && (text.contains("](")
                || text.contains("[^")
                || text.contains("**")
                || text.contains('`'))
}

/// Whether a line is emphasised from end to end.
pub fn is_emphasised(text: &str) -> bool {
    ['*', '_'].iter().any(|mark| {
        let inner = text.strip_prefix(*mark).and_then(|t| t.strip_suffix(*mark));
        inner.is_some_and(|t| !t.is_empty())
    })
}

/// Whether a clean text is read by its lines alone, without Markdown's marks.
pub fn is_plain(rules: &Rules, source: &str, lines: &[Line]) -> bool {
    let headed = lines.iter().any(|l| matches!(l.form, Form::Heading(_)));
    !headed && !strong_heads(lines) && plain::is_plain(rules, source, lines)
}

/// Whether strong lines are the headings of a text that has no others: several, a text under most of them, and
/// hardly a short line that is not strong.
pub fn strong_heads(lines: &[Line]) -> bool {
    let (mut strong, mut heads, mut others) = (0, 0, 0);
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1);
        let over = next.is_some_and(|n| n.form == Form::Text && (n.strong || n.width > 40));
        if line.strong && line.width <= 80 {
            strong += 1;
            heads += usize::from(over);
        } else if line.form == Form::Text && line.width <= 40 && !line.ends_sentence() {
            others += usize::from(
                next.is_some_and(|n| n.form == Form::Text && !n.strong && n.width > 40),
            );
        }
    }
    strong >= 3 && heads * 3 >= strong * 2 && others * 3 <= strong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    fn clean(text: &str) -> bool {
        is_clean(Rules::built_in(), text, &scan(text, 0))
    }

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    /// A newsletter of three articles, with headlines on these levels.
    fn letter(levels: [&str; 3], story: &str) -> String {
        let part = |level| {
            format!("{level} 新桥昨日通车\n\n{story}\n\n- 见[原文](http://example.org)\n\n")
        };
        format!("# 山城周刊\n\n{}", levels.map(part).concat())
    }

    #[test]
    fn marks_are_trusted_where_paragraphs_are_whole() {
        assert!(clean(&letter(["##"; 3], STORY)));
        let cut = format!("{}\n\n{STORY}", STORY.trim_end_matches("不再摆渡了。"));
        let text = letter(["##"; 3], &cut).replace("- 见[原文](http://example.org)\n\n", "");
        assert!(!clean(&text));
    }

    #[test]
    fn headings_that_stand_on_each_other_against_their_levels_are_extractions() {
        let page = |heads: &str| format!("{heads}{STORY}\n\n{STORY}\n\n").repeat(3);
        assert!(!clean(&page("### 天堑变通途\n\n## 新桥昨日通车\n\n")));
        assert!(clean(&page("## 两岸要闻\n\n### 新桥昨日通车\n\n")));
    }

    #[test]
    fn strong_lines_over_texts_are_headings_and_strong_lines_beside_plain_ones_are_not() {
        let story = |line: &str| format!("{line}\n\n{STORY}\n\n");
        let strong = story("**新桥昨日通车**").repeat(3);
        assert!(strong_heads(&scan(&strong, 0)));
        let mixed = strong.clone() + &story("渡口改作公园").repeat(3);
        assert!(!strong_heads(&scan(&mixed, 0)));
    }

    #[test]
    fn emphasis_runs_from_end_to_end() {
        assert!(is_emphasised("*新桥通车*") && is_emphasised("_新桥通车_"));
        assert!(!is_emphasised("*新桥*通车") && !is_emphasised("**"));
    }
}
