//! How the lines of a text without marks look: short and apart from the paragraphs, as its headlines are, or not.

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::heads;
use crate::loader::forms::furniture;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{self, Form, Line};

/// Half ems of the shortest line that is a paragraph by its length.
pub const LONG: u32 = 40;

/// A text without marks, as one sees it.
pub struct Sight<'a> {
    rules: &'a Rules,
    source: &'a str,
    lines: &'a [Line],
    /// Lines long enough for a paragraph.
    pub texts: usize,
    /// Whether paragraphs are indented.
    indents: bool,
    /// Whether any line has a stop: old papers have none at all.
    pub stopped: bool,
}

impl<'a> Sight<'a> {
    /// Looks at a text; `None` where a line carries a mark.
    pub fn of(rules: &'a Rules, source: &'a str, lines: &'a [Line]) -> Option<Self> {
        let plain = |l: &Line| match l.form {
            Form::Rule => true,
            // Four spaces would set code.
            Form::Text => !l.strong && !l.whole.of(source).starts_with(['\t', '|', '<']),
            _ => false,
        };
        if !lines.iter().all(plain) {
            return None;
        }
        let long = |l: &&Line| l.form == Form::Text && l.width > LONG;
        let texts = lines.iter().filter(long).count();
        let indented = lines.iter().filter(long).filter(|l| indented(l)).count();
        Some(Self {
            rules,
            source,
            lines,
            texts,
            indents: indented * 3 > texts * 2,
            stopped: lines.iter().any(|l| l.stops > 0 || l.commas > 0),
        })
    }

    /// Whether a line is short, without a stop and apart from the paragraphs. `first` says that only such lines stand above.
    pub fn is_head(&self, i: usize, first: bool) -> bool {
        let mut sum = 0f32;
        self.weigh_look(i, first, &mut sum);
        // What a line's words say is asked last: it takes longest.
        if sum > 0. {
            self.weigh_words(i, &mut sum);
        }
        sum > 0.
    }

    /// Evidence that a line heads the text under it.
    pub fn weigh(&self, i: usize, first: bool, tally: &mut impl Tally) {
        self.weigh_look(i, first, tally);
        self.weigh_words(i, tally);
    }

    fn weigh_look(&self, i: usize, first: bool, tally: &mut impl Tally) {
        let Some(line) = self.lines.get(i) else {
            return;
        };
        let bins = if self.stopped {
            heads::LENGTH
        } else {
            heads::LENGTH_UNSTOPPED
        };
        tally.bin(bins, line.width);
        tally.when(ends(line), heads::ENDS);
        tally.when(line.breaks, heads::BREAK);
        let above = i.checked_sub(1).and_then(|p| self.lines.get(p));
        let margin = self.indents && !indented(line);
        let apart =
            first || line.blanks > 0 || margin || above.is_some_and(|l| l.form == Form::Rule);
        tally.when(!apart, heads::UNDER_A_LINE);
        tally.when(self.indents && !margin, heads::INDENTED);
        let next = self.lines.get(i + 1);
        tally.when(
            !first && !self.indents && !self.parted(next),
            heads::OVER_A_LINE,
        );
        tally.when(next.is_none(), heads::LAST);
    }

    fn weigh_words(&self, i: usize, tally: &mut impl Tally) {
        let line = self.lines.get(i);
        let words = line.map_or(String::new(), |l| {
            l.span.of(self.source).chars().map(lines::fold).collect()
        });
        let furniture = furniture::furniture(self.rules, &words).is_some();
        tally.when(furniture, heads::FURNITURE);
    }

    /// Whether a line is set off from the one above it.
    pub fn parted(&self, line: Option<&Line>) -> bool {
        line.is_none_or(|l| l.blanks > 0 || l.form == Form::Rule || self.indents && indented(l))
    }
}

/// Whether a line is indented as paragraphs are.
fn indented(line: &Line) -> bool {
    (2..=6).contains(&line.indent)
}

/// Whether a line ends as a sentence or an item does.
pub fn ends(line: &Line) -> bool {
    line.ends_sentence() || matches!(line.last, '：' | ':' | '；' | ';' | '，' | ',' | '、' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::evidence::Reasons;
    use crate::loader::source::lines::scan;

    const STORY: &str =
        "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了，要去桥头开一间茶馆。";

    /// The ids of what speaks against a line being a headline, the lines above it being text.
    fn against(text: &str, line: usize) -> Vec<&'static str> {
        let lines = scan(text, 0);
        let sight = Sight::of(Rules::built_in(), text, &lines).expect("a text without marks");
        let mut reasons = Reasons::default();
        sight.weigh(line, false, &mut reasons);
        let against = reasons.sorted().into_iter().filter(|e| e.weight < 0.);
        against.map(|e| e.id).collect()
    }

    #[test]
    fn a_headline_is_short_and_apart_and_what_is_not_says_why() {
        let under = |line: &str| format!("{STORY}\n\n{line}\n\n{STORY}\n");
        assert!(against(&under("新桥昨日通车"), 1).is_empty());
        assert_eq!(against(&under("新桥昨日通车。"), 1), ["heads.ends"]);
        assert_eq!(against(&under("桥"), 1), ["heads.length.0"]);
        let close = format!("{STORY}\n新桥昨日通车\n{STORY}\n");
        assert_eq!(
            against(&close, 1),
            ["heads.under_a_line", "heads.over_a_line"]
        );
        assert_eq!(
            against(&format!("{STORY}\n\n新桥昨日通车\n"), 1),
            ["heads.last"]
        );
        assert_eq!(against(&under("责任编辑：王小川"), 1), ["heads.furniture"]);
    }

    #[test]
    fn where_paragraphs_are_indented_a_headline_is_not() {
        let page = |line: &str| format!("　　{STORY}\n　　{STORY}\n{line}\n　　{STORY}\n");
        assert!(against(&page("新桥昨日通车"), 2).is_empty());
        assert!(against(&page("　　新桥昨日通车"), 2).contains(&"heads.indented"));
    }

    #[test]
    fn a_text_with_a_mark_is_not_looked_at() {
        let text = format!("**新桥昨日通车**\n\n{STORY}\n");
        assert!(Sight::of(Rules::built_in(), &text, &scan(&text, 0)).is_none());
    }
}
