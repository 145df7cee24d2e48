//! What the whole text shows of its lines, for all that read it.

use crate::loader::corrections::{Corrected, LineCorrection};
use crate::loader::rules::Rules;
use crate::loader::side;
use crate::loader::source::lines::{Form, Line};
use crate::loader::weighed::classes::recognised::Recognised;
use crate::loader::weighed::features::bigrams::Bigrams;
use crate::loader::weighed::features::heights::{self, Heights};
use crate::loader::weighed::features::legs::fills_leg;
use std::sync::OnceLock;

/// What the whole text shows of its lines.
#[derive(Debug)]
pub struct Context<'a> {
    /// The words and forms in force.
    pub rules: &'a Rules,
    /// The decoded text.
    pub source: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// What their forms tell.
    pub recognised: &'a [Recognised],
    /// Width of the leg each was cut from.
    pub legs: &'a [u32],
    /// Whether headings carry marks in this text.
    pub marked: bool,
    /// Whether it is cut at a column's width and hardly holds a mark, as old papers' texts are.
    pub bare: bool,
    /// Whether blank lines part most lines.
    pub spaced: bool,
    /// Which characters stand together.
    pub words: Bigrams,
    /// What the heights of its legs tell.
    pub heights: Heights,
    /// Corrections of lines.
    pub corrected: &'a Corrected,
    /// What a first reading of the whole showed; not set before it.
    pub first_reading: OnceLock<FirstReading>,
}

/// A text is without punctuation where fewer than one of so many lines holds a mark.
pub const BARE: usize = 20;

impl<'a> Context<'a> {
    /// Looks over a text.
    pub fn new(
        rules: &'a Rules,
        source: &'a str,
        lines: &'a [Line],
        recognised: &'a [Recognised],
        legs: &'a [u32],
        corrected: &'a Corrected,
    ) -> Self {
        let text = lines.iter().filter(|l| l.form == Form::Text).count();
        let marks = lines
            .iter()
            .filter(|l| matches!(l.form, Form::Heading(_)))
            .count();
        let parted = lines.iter().filter(|l| l.blanks > 0).count();
        let stopped = lines.iter().filter(|l| l.stops > 0 || l.commas > 0).count();
        let (words, heights) = side::both(
            lines.len(),
            || Bigrams::gather(source, lines),
            || heights::measure(rules, source, lines, recognised),
        );
        Self {
            rules,
            source,
            lines,
            recognised,
            legs,
            marked: marks * 60 > text && marks > 0,
            bare: stopped * BARE < lines.len() && legs.iter().any(|l| *l > 0),
            spaced: parted * 2 > lines.len(),
            words,
            heights,
            corrected,
            first_reading: OnceLock::new(),
        }
    }

    /// Whether a first reading made a line the only subhead of its article.
    pub fn is_only(&self, line: usize) -> bool {
        self.first_reading.get().is_some_and(|s| s.is_only(line))
    }

    /// What was told of a line.
    pub fn correction(&self, line: usize) -> Option<&'a LineCorrection> {
        if self.corrected.is_empty() {
            return None;
        }
        self.corrected.at(self.lines.get(line)?.whole.start)
    }

    /// Whether a line goes on with the one before, by its correction.
    pub fn joins(&self, line: usize) -> Option<bool> {
        self.correction(line)?.joins
    }

    /// Width in half ems of the leg that a line was cut from; 0 where lines are not cut.
    pub fn leg(&self, line: usize) -> u32 {
        self.legs.get(line).copied().unwrap_or(0)
    }
}

/// What a first reading of a text showed.
#[derive(Debug)]
pub struct FirstReading {
    /// Lines that were the only subhead of their article, in order.
    pub only: Vec<usize>,
}

impl FirstReading {
    /// Whether a line was the only subhead of its article.
    pub fn is_only(&self, line: usize) -> bool {
        self.only.binary_search(&line).is_ok()
    }
}

/// Whether a line was cut by its column's edge.
pub fn cut_by_leg(context: &Context, i: usize) -> bool {
    fills_leg(context.source, context.lines, context.legs, i)
}

/// Whether one of the paragraphs before a line is indented as paragraphs are.
pub fn indented_before(context: &Context, i: usize) -> bool {
    let from = i.saturating_sub(10);
    context
        .lines
        .get(from..i)
        .unwrap_or_default()
        .iter()
        .any(|l| (3..=8).contains(&l.indent) && l.form == Form::Text)
}

#[cfg(test)]
mod tests {
    use crate::loader::weighed::context::{cut_by_leg, indented_before};
    use crate::loader::weighed::tests::looked_over;

    #[test]
    fn a_text_marks_its_headings_where_more_than_a_few_lines_do() {
        let text = |lines: usize| format!("# 新桥通车\n{}", "两岸的人都来看。\n".repeat(lines));
        assert!(looked_over(&text(20), |context| context.marked));
        assert!(!looked_over(&text(70), |context| context.marked));
    }

    /// Lines of ten characters each, the last but one of them short.
    const LEG: &str = "跨江的新桥昨日通车两\n岸的人都来看桥下还泊\n着渡船船工说从今天起\n不再摆渡了要去桥头开\n一间茶馆卖大碗茶\n讲古的人也要请来两三\n个孩子们都爱听大水和\n大雪的故事从前渡江要\n候半日如今一刻就到了\n江风还是从前的那一阵\n";

    #[test]
    fn a_line_is_cut_by_its_column_where_it_is_full() {
        looked_over(LEG, |context| {
            assert!(context.bare && cut_by_leg(context, 1));
            assert!(!cut_by_leg(context, 4));
        });
        // A blank line ends what it stands below, however full that is.
        let parted = LEG.replacen("船工说从今天起\n", "船工说从今天起\n\n", 1);
        assert!(looked_over(&parted, |context| !cut_by_leg(context, 2)));
    }

    #[test]
    fn stops_show_that_a_text_of_cut_lines_is_no_old_papers() {
        let stopped = LEG.replace("了要", "。要").replace("车两", "车。");
        assert!(!looked_over(&stopped, |context| context.bare));
    }

    #[test]
    fn paragraphs_are_indented_here_if_one_of_the_last_is() {
        let text = "\u{3000}\u{3000}两岸的人都来看。\n桥下还泊着渡船。\n";
        let later = format!("{text}{}", "船工不再摆渡了。\n".repeat(20));
        assert!(looked_over(text, |context| indented_before(context, 1)));
        assert!(looked_over(&later, |context| !indented_before(context, 20)));
    }
}
