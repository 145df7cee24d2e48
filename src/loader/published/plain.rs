//! Plain text as published, without any mark: each paragraph is whole and on one line, and short lines apart from them
//! head them. Extraction leaves no such text: it cuts paragraphs, and sets decks and bylines beside headlines.

use crate::issue::{BlockKind, FurnitureKind, Issue, Span, Text};
use crate::loader::evidence::rows::{forms, whole};
use crate::loader::evidence::{EvidenceRow, Reason, Reasons, Tally};
use crate::loader::forms::{bylines, dates, furniture, mastheads};
use crate::loader::ground::Evidence;
use crate::loader::published::clean::{Counted, share, small};
use crate::loader::published::piece::{ENTRY, Piece, block};
use crate::loader::published::sight::{LONG, Sight, ends};
use crate::loader::rules::Rules;
use crate::loader::source::lines::{self, Form, Line};
use crate::loader::source::{inline, texts};
use std::collections::{HashMap, HashSet};

/// The level given to lines that head sections.
const SECTION: u8 = 2;
/// Half ems of the longest name of a section in a text without stops.
const NAME: u32 = 12;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// Short, without a stop, apart from the paragraphs.
    Head,
    /// A paragraph.
    Body,
    /// A rule between two parts.
    Rule,
}

/// A text's lines by their shape.
struct Shapes {
    of: Vec<Shape>,
    /// Lines long enough for a paragraph; those that end in mid-sentence, and those that go on in the next line.
    texts: usize,
    cut: usize,
    wrapped: usize,
    /// Whether any line has a stop.
    stopped: bool,
}

impl Shapes {
    fn of(rules: &Rules, source: &str, lines: &[Line]) -> Option<Self> {
        let sight = Sight::of(rules, source, lines)?;
        let mut shapes = Self {
            of: Vec::with_capacity(lines.len()),
            texts: sight.texts,
            cut: 0,
            wrapped: 0,
            stopped: sight.stopped,
        };
        // Whether only short lines stand above.
        let mut first = true;
        for (i, line) in lines.iter().enumerate() {
            if line.form == Form::Rule {
                shapes.of.push(Shape::Rule);
                first = false;
                continue;
            }
            let head = sight.is_head(i, first);
            first &= head;
            shapes.of.push(if head { Shape::Head } else { Shape::Body });
            if !head && line.width > LONG {
                let open = !ends(line) && !lines::is_closing(line.last);
                shapes.cut += usize::from(sight.stopped && open);
                shapes.wrapped += usize::from(!sight.parted(lines.get(i + 1)));
            }
        }
        Some(shapes)
    }

    /// Where short lines stand among those over a text, by their indices.
    fn places(&self, rules: &Rules, source: &str, lines: &[Line]) -> HashMap<usize, Reason> {
        let page = Page {
            source,
            lines,
            listed: listed(source, lines),
            stopped: self.stopped,
        };
        let mut places = HashMap::new();
        for (at, (from, to)) in self.runs().into_iter().enumerate() {
            let run = Run::of(rules, &page, (from, to), at == 0);
            let before = if at == 0 {
                forms::OVER_ALL
            } else {
                forms::ENDS_TEXT
            };
            places.extend(run.before.iter().map(|i| (*i, before)));
            places.extend(run.section.map(|i| (i, forms::OVER_HEADLINE)));
            places.extend(run.headline.map(|i| (i, forms::OVER_TEXT)));
            places.extend(run.under.iter().map(|i| (*i, forms::UNDER_HEADLINE)));
        }
        places.extend(page.listed.iter().map(|i| (*i, forms::CONTENTS)));
        places
    }

    /// The runs of lines that head the text under them: first line, and the line of the text.
    fn runs(&self) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        let mut from = None;
        for (i, shape) in self.of.iter().enumerate() {
            match shape {
                Shape::Head => {
                    from.get_or_insert(i);
                }
                Shape::Body => runs.extend(from.take().map(|f| (f, i))),
                Shape::Rule => from = None,
            }
        }
        runs
    }
}

/// Evidence that a text without headings is plain text as published: headlines stand over whole paragraphs, and hardly a
/// line beside them.
pub fn whole_lines(rules: &Rules, text: &Counted, tally: &mut impl Tally) {
    let Counted {
        source,
        lines,
        headings,
        pages,
        ..
    } = *text;
    tally.add(whole::UNMARKED);
    tally.when(pages >= 2, whole::PAGES);
    let shapes = Shapes::of(rules, source, lines).filter(|_| headings == 0);
    let Some(shapes) = shapes else {
        tally.add(whole::MARKS);
        return;
    };
    let texts = |tally: &mut dyn FnMut(EvidenceRow)| {
        tally(whole::TEXTS.of(small(shapes.texts)));
        tally(whole::CUT.of(share(shapes.cut, shapes.texts)));
        tally(whole::WRAPPED.of(share(shapes.wrapped, shapes.texts)));
    };
    let mut sum = 0f32;
    texts(&mut |row| sum.add(row));
    texts(&mut |row| tally.add(row));
    if sum < 0. {
        return;
    }
    let page = Page {
        source,
        lines,
        listed: listed(source, lines),
        stopped: shapes.stopped,
    };
    let (mut heads, mut beside) = (0, 0);
    let runs = shapes.runs();
    for (at, (from, to)) in runs.iter().enumerate() {
        let run = Run::of(rules, &page, (*from, *to), at == 0);
        heads += usize::from(run.headline.is_some());
        beside += usize::from(at > 0 && !run.before.is_empty());
    }
    tally.bin(whole::HEADLINES, small(heads));
    tally.bin(whole::BESIDE, share(beside, runs.len()));
}

/// Why lines of a text without marks are headlines or text, and where a short line stands among those over its text.
pub fn why(
    rules: &Rules,
    source: &str,
    lines: &[Line],
    wanted: &[usize],
) -> Vec<(Vec<Evidence>, Option<Reason>)> {
    let sight = Sight::of(rules, source, lines);
    let shapes = Shapes::of(rules, source, lines);
    let (Some(sight), Some(shapes)) = (sight, shapes) else {
        return Vec::new();
    };
    let below = shapes.of.iter().position(|s| *s != Shape::Head);
    let first = below.unwrap_or(lines.len());
    let places = shapes.places(rules, source, lines);
    let each = wanted.iter().map(|i| {
        let mut reasons = Reasons::default();
        sight.weigh(*i, *i <= first, &mut reasons);
        (reasons.sorted(), places.get(i).copied())
    });
    each.collect()
}

/// A text without marks, and what its runs of short lines are judged by.
struct Page<'a> {
    source: &'a str,
    lines: &'a [Line],
    /// Lines of the contents.
    listed: HashSet<usize>,
    /// Whether any line has a stop.
    stopped: bool,
}

/// A run of short lines over a text, shared out.
#[derive(Default)]
struct Run {
    /// Lines over the headline: the issue's own in the first run, the end of the text before in others.
    before: Vec<usize>,
    section: Option<usize>,
    headline: Option<usize>,
    /// Lines between the headline and its text: a byline, a label in brackets.
    under: Vec<usize>,
}

impl Run {
    fn of(rules: &Rules, page: &Page, (from, to): (usize, usize), first: bool) -> Self {
        let line = |i: usize| page.lines.get(i);
        let words = |i: usize| line(i).map_or(String::new(), |l| folded(page.source, l));
        let mut run = Self::default();
        let mut left: Vec<usize> = (from..to).filter(|i| !page.listed.contains(i)).collect();
        if left.len() >= 2
            && let Some(last) = left.pop_if(|i| bylines::is_signed(rules, &words(*i)))
        {
            run.under.push(last);
        }
        // 【裁判要旨】 under a headline labels what follows.
        if left.len() >= 2
            && !bracketed(&words(left.get(left.len() - 2).copied().unwrap_or(from)))
            && let Some(last) = left.pop_if(|i| bracketed(&words(*i)))
        {
            run.under.insert(0, last);
        }
        let dated = |i: &usize| {
            let words = words(*i);
            mastheads::is_masthead(rules, &words) || dates::find_date(&words).is_some()
        };
        run.headline = left.pop_if(|i| !dated(i));
        if run.headline.is_some() {
            // 本埠新聞 over a headline of an old paper.
            let name = |i: usize| {
                !page.stopped && line(i).is_some_and(|l| l.width <= NAME && l.han == l.chars)
            };
            run.section = left.pop_if(|i| bracketed(&words(*i)) || name(*i));
        }
        // The issue's name over its day heads nothing.
        if first && left.is_empty() && to - from >= 2 && run.headline.is_none() {
            run.under.clear();
        }
        run.before = left;
        run
    }
}

/// A line's words with full-width marks.
fn folded(source: &str, line: &Line) -> String {
    line.span.of(source).chars().map(lines::fold).collect()
}

/// Whether a line stands in lenticular brackets: 【要闻】.
fn bracketed(words: &str) -> bool {
    words.starts_with('【') && words.ends_with('】') && words.matches('【').count() == 1
}

/// A line's words without number and brackets.
fn bare(words: &str) -> &str {
    words
        .trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '、' | '.' | '．' | '·' | '●' | '【')
        })
        .trim_end_matches(['】', ' '])
}

/// Lines of the contents: three and more in a row whose words stand again further down in lines of their own, and the
/// line over them.
fn listed(source: &str, lines: &[Line]) -> HashSet<usize> {
    let words: Vec<&str> = lines.iter().map(|l| bare(l.span.of(source))).collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (i, word) in words.iter().enumerate() {
        last.insert(word, i);
    }
    let again = |i: &usize| {
        let word = words.get(*i).copied().unwrap_or_default();
        word.chars().count() >= 3 && last.get(word).is_some_and(|l| l > i)
    };
    let mut found = HashSet::new();
    let mut at = 0;
    while at < lines.len() {
        let count = (at..lines.len()).take_while(|i| again(i)).count();
        if count >= 3 {
            found.extend(at..at + count);
            let label = at.checked_sub(1).filter(|l| {
                lines
                    .get(*l)
                    .is_some_and(|l| l.width <= LONG && matches!(l.last, '：' | ':'))
            });
            found.extend(label);
        }
        at += count.max(1);
    }
    found
}

/// The pieces of such a text.
pub fn pieces(rules: &Rules, issue: &mut Issue, source: &str, lines: &[Line]) -> Vec<Piece> {
    let Some(shapes) = Shapes::of(rules, source, lines) else {
        return Vec::new();
    };
    let page = Page {
        source,
        lines,
        listed: listed(source, lines),
        stopped: shapes.stopped,
    };
    let text = |i: usize| {
        let mut text = Text::default();
        if let Some(line) = lines.get(i) {
            inline::runs(source, line.span, None, false, &mut text.runs);
        }
        text
    };
    let words = |i: usize| lines.get(i).map_or(String::new(), |l| folded(source, l));
    let paragraph = |i: usize| Piece::Block(block(BlockKind::Paragraph, text(i)));
    // From here on all lines are short, or speak of the paper itself.
    let own = |l: &Line| l.width <= LONG || furniture::is_about(rules, &folded(source, l));
    let tail = lines
        .iter()
        .rposition(|l| !own(l))
        .map_or(0, |last| last + 1);
    let mut runs = shapes.runs().into_iter().enumerate().peekable();
    let mut out = Vec::with_capacity(lines.len());
    let mut i = 0;
    while i < lines.len() {
        if page.listed.contains(&i) {
            out.push(Piece::Aside(FurnitureKind::Teaser, text(i)));
            i += 1;
            continue;
        }
        if let Some((at, (from, to))) = runs.next_if(|(_, (from, _))| *from <= i) {
            let run = Run::of(rules, &page, (from, to), at == 0);
            for line in (from..to).filter(|l| *l >= i) {
                out.push(if page.listed.contains(&line) {
                    Piece::Aside(FurnitureKind::Teaser, text(line))
                } else if run.headline == Some(line) {
                    Piece::Heading(ENTRY, unbracketed(text(line), source))
                } else if run.section == Some(line) {
                    Piece::Heading(SECTION, unbracketed(text(line), source))
                } else if at == 0 && run.before.binary_search(&line).is_ok() {
                    mastheads::read_masthead(rules, issue, &words(line));
                    read_name(rules, issue, &words(line));
                    // A page under its running head is one section.
                    let section = mastheads::section_in_masthead(rules, &text(line), source);
                    issue
                        .sections
                        .extend(section.filter(|_| issue.sections.is_empty()));
                    Piece::Aside(FurnitureKind::Masthead, text(line))
                } else if bracketed(&words(line)) {
                    Piece::Block(block(BlockKind::Subhead, text(line)))
                } else {
                    paragraph(line)
                });
            }
            i = to.max(i);
            continue;
        }
        let rule = shapes.of.get(i) == Some(&Shape::Rule);
        let furniture = Some(i)
            .filter(|i| *i >= tail)
            .and_then(|i| furniture::furniture(rules, &words(i)));
        out.push(match furniture {
            _ if rule => Piece::Block(block(BlockKind::Rule, Text::at(start_of(lines, i)))),
            Some(kind) => Piece::Aside(kind, text(i)),
            None if bracketed(&words(i)) => Piece::Block(block(BlockKind::Subhead, text(i))),
            None => paragraph(i),
        });
        i += 1;
    }
    out
}

/// The empty place at which a line begins.
fn start_of(lines: &[Line], i: usize) -> Span {
    let start = lines.get(i).map_or(0, |l| l.whole.start);
    Span { start, end: start }
}

/// Takes a paper's name that stands in a line by itself.
fn read_name(rules: &Rules, issue: &mut Issue, words: &str) {
    if issue.paper.is_none() && words.chars().count() <= 20 && mastheads::is_title(rules, words) {
        issue.paper = Some(words.trim().to_owned());
    }
}

/// A text without lenticular brackets around it.
fn unbracketed(text: Text, source: &str) -> Text {
    let words = text.of(source);
    if !bracketed(&words) {
        return text;
    }
    let length = words.chars().count();
    texts::slice(&text, source, 1, length.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loader::corrections::Corrected;
    use crate::loader::published::read_plain;
    use crate::loader::published::tests::{furniture, outline, unread};

    const STORY: &str =
        "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了，要去桥头开一间茶馆。";

    /// Three stories under their headlines, the first after these lines.
    fn page(above: &str) -> String {
        let story = |line: &str| format!("{line}\n\n{STORY}\n\n");
        [
            above,
            &story("新桥昨日通车"),
            &story("渡口改作公园"),
            &story("桥头开了茶馆"),
        ]
        .concat()
    }

    fn plain(text: &str) -> bool {
        let (rules, lines) = (Rules::built_in(), lines::scan(text, 0));
        let mut sum = 0f32;
        whole_lines(rules, &Counted::of(rules, text, &lines), &mut sum);
        sum > 0.
    }

    fn read(text: &str) -> Issue {
        let mut issue = unread(text);
        read_plain(
            Rules::built_in(),
            &mut issue,
            &lines::scan(text, 0),
            &Corrected::default(),
        );
        issue
    }

    #[test]
    fn short_lines_over_whole_paragraphs_are_headlines_and_cut_paragraphs_are_none() {
        assert!(plain(&page("")));
        assert_eq!(
            outline(&read(&page(""))),
            [": 新桥昨日通车, 渡口改作公园, 桥头开了茶馆"]
        );
        assert!(!plain(&page("").replace("茶馆。", "茶馆")));
        assert!(
            !plain(&format!("# 山城周刊\n\n{}", page(""))),
            "a mark is to be read"
        );
    }

    #[test]
    fn a_line_in_lenticular_brackets_heads_a_section() {
        let text = page("山城周刊 第3期\n\n【要闻】\n\n").replace("桥头开", "【副刊】\n\n桥头开");
        assert_eq!(
            outline(&read(&text)),
            ["要闻: 新桥昨日通车, 渡口改作公园", "副刊: 桥头开了茶馆"]
        );
        assert_eq!(furniture(&read(&text)), ["Masthead 山城周刊 第3期"]);
    }

    #[test]
    fn a_line_with_a_hard_break_is_no_headline() {
        let first = |above: &str| {
            let text = page(above);
            let lines = lines::scan(&text, 0);
            Shapes::of(Rules::built_in(), &text, &lines).unwrap().of[0]
        };
        assert_eq!(first("渡口的早晨\n船来船往\n\n"), Shape::Head);
        assert_eq!(first("渡口的早晨\\\n船来船往\n\n"), Shape::Body);
    }

    #[test]
    fn lines_that_stand_again_over_their_texts_are_the_contents() {
        let contents = "本期目录：\n新桥昨日通车\n渡口改作公园\n桥头开了茶馆\n\n";
        let issue = read(&page(contents));
        assert_eq!(outline(&issue), outline(&read(&page(""))));
        assert_eq!(
            furniture(&issue)
                .iter()
                .filter(|f| f.starts_with("Teaser"))
                .count(),
            4
        );
        let lines = lines::scan(contents, 0);
        assert!(listed(contents, &lines).is_empty(), "no text follows");
    }

    #[test]
    fn a_short_line_is_told_where_it_stands_among_those_over_its_text() {
        let text = page("山城周刊\n2026年4月3日\n\n");
        let lines = lines::scan(&text, 0);
        let all: Vec<usize> = (0..lines.len()).collect();
        let why = why(Rules::built_in(), &text, &lines, &all);
        let places: Vec<_> = why.iter().map(|(_, place)| *place).collect();
        assert_eq!(places[..2], [Some(forms::OVER_ALL); 2]);
        assert_eq!(places[2..4], [Some(forms::OVER_TEXT), None]);
        let head = |i: usize| why[i].0.iter().map(|e| e.weight).sum::<f32>() > 0.;
        assert!(head(0) && head(2) && !head(3));
    }
}
