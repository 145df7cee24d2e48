//! Whether the marks of a text can be trusted, by what the whole of it shows.

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::marks;
use crate::loader::forms::mastheads::is_running_head;
use crate::loader::forms::sections::is_page;
use crate::loader::published::trust;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Form, Line, folded};

/// A text, and what is counted in it to tell how it was made.
pub struct Counted<'a> {
    /// The decoded text.
    pub source: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// Headings in it.
    pub headings: usize,
    /// Headings of the first level.
    tops: usize,
    /// Headings right under another one that is not above them by its level.
    turned: usize,
    /// Lines of lists, quotations, pictures and tables, and lines that hold marks of Markdown.
    rich: usize,
    /// Lines of text that are long enough for a paragraph.
    texts: usize,
    /// Those of them that end in mid-sentence though a blank line follows.
    cut: usize,
    /// Lines that name a page, or run over one.
    pub pages: usize,
}

impl<'a> Counted<'a> {
    /// Counts.
    pub fn of(rules: &Rules, source: &'a str, lines: &'a [Line]) -> Self {
        let mut counts = Self {
            source,
            lines,
            headings: 0,
            tops: 0,
            turned: 0,
            rich: 0,
            texts: 0,
            cut: 0,
            pages: 0,
        };
        // Lines that go on in the next, and short paragraphs of one line that end without a stop.
        let (mut wrapped, mut lone) = (0, 0);
        let mut above: Option<u8> = None;
        for (i, line) in lines.iter().enumerate() {
            let next = lines.get(i + 1).filter(|n| n.form == Form::Text);
            counts.pages += usize::from(heads_a_page(rules, source, line))
                + usize::from(runs_over_a_page(rules, source, line));
            match line.form {
                Form::Heading(level) => {
                    counts.headings += 1;
                    counts.tops += usize::from(level == 1);
                    // Headings without text between them go down a level; extraction's do not.
                    counts.turned += usize::from(above.is_some_and(|a| level <= a));
                    above = Some(level);
                    continue;
                }
                Form::List | Form::Quote | Form::Image | Form::Code | Form::Row | Form::Note => {
                    counts.rich += 1;
                }
                Form::Text => {
                    let marked = is_marked(source, line);
                    counts.rich += usize::from(marked);
                    if line.width > 40 {
                        counts.texts += 1;
                        wrapped += usize::from(next.is_some_and(|n| n.blanks == 0));
                        let cut = !marked && next.is_some_and(|n| n.blanks > 0) && ends_open(line);
                        counts.cut += usize::from(cut);
                        lone += usize::from(cut && line.blanks > 0 && line.width <= 80);
                    }
                }
                // A line with a rule right under it is a heading.
                Form::Rule if underlines(source, lines, i) => counts.headings += 1,
                Form::Rule => {}
            }
            above = None;
        }
        if wrapped * 2 >= counts.texts {
            // Where lines are wrapped within paragraphs, those that stand alone are headlines.
            counts.cut -= lone;
        }
        counts
    }

    /// Share of the texts that end in mid-sentence. Of few texts each counts as one of eight.
    fn cut(&self) -> f64 {
        share(self.cut, self.texts.max(8))
    }
}

/// Whether a line ends as only a paragraph that was cut does.
fn ends_open(line: &Line) -> bool {
    !line.ends_sentence() && !matches!(line.last, '：' | ':' | '；' | '）' | ')' | '>' | ']')
}

/// Whether a rule makes the line above it a heading.
fn underlines(source: &str, lines: &[Line], i: usize) -> bool {
    let above = i.checked_sub(1).and_then(|p| lines.get(p));
    let heads = above.is_some_and(|p| p.form == Form::Text && p.width <= 80 && !p.ends_sentence());
    let rule = |l: &Line| l.blanks == 0 && !l.whole.of(source).contains([' ', '*', '_']);
    heads && lines.get(i).is_some_and(rule)
}

/// How many of how many.
pub fn share(some: usize, all: usize) -> f64 {
    f64::from(small(some)) / f64::from(small(all.max(1)))
}

/// A count that a weight depends on.
pub fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Evidence that the marks of a text are its writer's, and not those of an extraction that marked a page's lines at random.
pub fn true_marks(rules: &Rules, counts: &Counted, tally: &mut impl Tally) {
    let (source, lines) = (counts.source, counts.lines);
    if counts.headings == 0 {
        tally.add(marks::NO_HEADING);
        tally.when(strong_heads(lines), marks::STRONG);
        tally.when(counts.pages >= 2, marks::PAGES_UNMARKED);
        tally.bin(marks::CUT_UNMARKED, counts.cut());
        return;
    }
    tally.add(marks::HEADINGS);
    tally.when(trust::is_ruled(lines), marks::RULED);
    tally.when(counts.headings < 2, marks::ONE_HEADING);
    let linked = trust::is_linked(source, lines);
    let by_pages = counts.pages >= 1 && trust::is_paged(rules, source, lines);
    // Pages are a newspaper's, and extraction marked their lines.
    tally.when(counts.pages >= 2 && !by_pages, marks::PAGES);
    let turned = share(counts.turned, counts.headings);
    if linked {
        tally.add(marks::LINKS);
        // Parts without a text stand one over the other in a text of links.
        tally.bin(marks::TURNED_AMONG_LINKS, turned);
    } else {
        tally.bin(marks::CUT, counts.cut());
        tally.bin(marks::TURNED, turned);
    }
    let &Counted {
        headings,
        rich,
        texts,
        ..
    } = counts;
    let marked = rich * 12 >= texts + headings;
    if counts.tops <= 1 && headings >= 3 || by_pages || linked {
        tally.add(marks::NESTED);
        let steady = (counts.turned == 0 || by_pages) && headings * 3 < lines.len() * 2;
        tally.when(!marked && !steady, marks::BARE);
    } else {
        tally.when(marked && rich * 4 >= texts, marks::RICH);
    }
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
        let (rules, lines) = (Rules::built_in(), scan(text, 0));
        let mut sum = 0f32;
        true_marks(rules, &Counted::of(rules, text, &lines), &mut sum);
        sum > 0.
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
