//! The places of a text that may take spare cells, and what a line can fill with them.
//!
//! A blank that a text does not have shows as a hole, so by default there are two kinds of places only (ours; CLREQ
//! leaves it to the setting): both sides of a Latin word or number between Han, together, and the blanks that the text
//! has itself. A full-width mark has an empty half of its own and takes none.

use super::{
    Autospace,
    class::{is_boundary, is_figure, is_latin, is_raised, is_wide_word},
    cluster::{Ambiguous, clusters},
    display::Shown,
};
use std::ops::Range;

/// What a line has for spare cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Room {
    /// Pairs of places, each of which takes two cells.
    pub pairs: u32,
    /// Blanks of the text, each of which takes one.
    pub blanks: u32,
}

impl Room {
    /// What stands between two places of a text: what is complete before the end, less what is gone at the start.
    pub fn between(before: Self, gone: Self) -> Self {
        Self {
            pairs: before.pairs.saturating_sub(gone.pairs),
            blanks: before.blanks.saturating_sub(gone.blanks),
        }
    }

    /// Cells that it takes at most.
    pub fn cells(self) -> u32 {
        self.pairs.saturating_mul(2).saturating_add(self.blanks)
    }

    /// How many pairs and how many blanks take spare cells. Nothing is put in where the line would still end two cells
    /// short: it would be no fuller to the eye. The text's own blanks come first, as they show least.
    pub fn share(self, spare: u32) -> Self {
        let mut pairs = self.pairs.min(spare / 2);
        let mut blanks = self.blanks.min(spare - 2 * pairs);
        if spare - 2 * pairs - blanks > 1 {
            return Self::default();
        }
        let more = pairs.min((self.blanks - blanks) / 2);
        pairs -= more;
        blanks += 2 * more;
        Self { pairs, blanks }
    }

    /// Cells that a line stays short by.
    pub fn short(self, spare: u32) -> u32 {
        spare - self.share(spare).cells()
    }
}

/// The places of a text, in order. With [`Autospace::Off`] there are none in a text of Han.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Gaps {
    /// Where a Latin word or number begins and where it ends, by the bytes of the clusters behind.
    pairs: Vec<(usize, usize)>,
    /// The bytes of the clusters behind the text's own blanks, save those between Han and Latin.
    blanks: Vec<usize>,
}

impl Gaps {
    /// The places within a range of a text; code has none.
    pub fn of(shown: &Shown, range: Range<usize>, autospace: Autospace) -> Self {
        let mut gaps = Self::default();
        if shown.han && autospace == Autospace::Off {
            return gaps;
        }
        let text = shown.text.get(range.clone()).unwrap_or("");
        let narrow = |b: u8| b == b' ' || b.is_ascii_alphanumeric();
        if !text.bytes().any(narrow) && text.chars().all(|c| !is_latin(c) && !c.is_whitespace()) {
            return gaps;
        }
        let (mut prior, mut before) = ('\0', '\0');
        // The last character that is no blank.
        let mut word = '\0';
        let mut open: Option<usize> = None;
        // Whether all since then are figures, and whether they go on a date.
        let (mut figures, mut dated) = (true, false);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let place = range.start + at;
            // A blank of the text's own at one side of a Latin word would be wider than that at the other (按  Esc 键).
            if before.is_whitespace()
                && !c.is_whitespace()
                && !is_boundary(word, c)
                && !shown.parts.is_solid(place)
                && !is_carried(text, at, before, c)
            {
                gaps.blanks.push(place);
            }
            if is_wide_word(c) {
                let next = chars.peek().map_or(' ', |(_, next)| *next);
                let dated = figures && (dated || is_date(c) && is_figure(next));
                if let Some(open) = open.take().filter(|_| is_boundary(before, c) && !dated)
                    && autospace == Autospace::Fill
                    && !shown.parts.is_solid(open)
                    && !shown.parts.is_solid(place)
                {
                    gaps.pairs.push((open, place));
                }
            } else if is_boundary(before, c) && is_wide_word(before) {
                open = Some(place);
                figures = is_figure(c);
                dated = is_date(before) && is_figure(prior);
            } else if !goes_on(c) {
                open = None;
            } else {
                figures &= is_figure(c);
            }
            (prior, before) = (before, c);
            // A note's number goes with the word before it.
            if !c.is_whitespace() && !is_raised(c) {
                word = c;
            }
        }
        gaps
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.blanks.is_empty()
    }

    /// What is complete before a line that ends at this byte.
    pub fn before(&self, end: usize) -> Room {
        room(
            self.pairs.partition_point(|pair| pair.1 < end),
            self.blanks.partition_point(|at| *at < end),
        )
    }

    /// What is no more in a line that starts at this byte.
    pub fn gone(&self, start: usize) -> Room {
        room(
            self.pairs.partition_point(|pair| pair.0 <= start),
            self.blanks.partition_point(|at| *at <= start),
        )
    }

    /// The pairs that stand whole within a line.
    pub fn pairs(&self, line: &Range<usize>) -> &[(usize, usize)] {
        let first = self.pairs.partition_point(|pair| pair.0 <= line.start);
        let last = self.pairs.partition_point(|pair| pair.1 < line.end);
        self.pairs.get(first..last).unwrap_or(&[])
    }

    /// The text's own blanks within a line.
    pub fn blanks(&self, line: &Range<usize>) -> &[usize] {
        let first = self.blanks.partition_point(|at| *at <= line.start);
        let last = self.blanks.partition_point(|at| *at < line.end);
        self.blanks.get(first..last).unwrap_or(&[])
    }
}

/// Whether a character at a byte is a mark that the blank before it carries, and the two are one cluster.
fn is_carried(text: &str, at: usize, blank: char, c: char) -> bool {
    if c.is_ascii() || is_wide_word(c) {
        return false;
    }
    let pair = at.checked_sub(blank.len_utf8());
    let pair = pair.and_then(|from| text.get(from..at + c.len_utf8()));
    pair.is_some_and(|pair| clusters(pair, Ambiguous::Narrow).nth(1).is_none())
}

fn room(pairs: usize, blanks: usize) -> Room {
    Room {
        pairs: u32::try_from(pairs).unwrap_or(u32::MAX),
        blanks: u32::try_from(blanks).unwrap_or(u32::MAX),
    }
}

/// Whether a character parts the figures of a date or a time: 10月23日 is one, and opened nowhere.
fn is_date(c: char) -> bool {
    "年月日时点分時點".contains(c)
}

/// Whether a Latin word or number goes on with a character: AI-2, 87.6%, New York.
fn goes_on(c: char) -> bool {
    c == ' '
        || c.is_ascii_graphic()
        || is_latin(c)
        || matches!(c, '°' | '′' | '″' | '‰' | '℃' | '℉' | '–' | '’' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text with all its places: `[` and `]` for pairs, `_` for blanks.
    fn marked(text: &str) -> String {
        let shown = Shown::plain(text, false);
        let gaps = Gaps::of(&shown, 0..text.len(), Autospace::Fill);
        let mut marks: Vec<(usize, char)> = gaps.blanks.iter().map(|at| (*at, '_')).collect();
        for (open, close) in gaps.pairs {
            marks.extend([(open, '['), (close, ']')]);
        }
        marks.sort_unstable();
        let mut marked = text.to_owned();
        for (at, mark) in marks.into_iter().rev() {
            marked.insert(at, mark);
        }
        marked
    }

    #[test]
    fn latin_words_and_numbers_between_han_are_pairs() {
        for text in [
            "用[AI]采茶",
            "涨了[87.6%]以上",
            "达[30]万台",
            "于[2023]年建成",
            "气温[35℃]左右",
            "在[New _York]读报",
            "付[$30]元",
            "第[3]版和第[5]版",
        ] {
            let bare = text.replace(['[', ']', '_'], "");
            assert_eq!(marked(&bare), text);
        }
    }

    #[test]
    fn what_has_a_mark_or_blank_at_a_side_is_none() {
        for text in [
            "用，AI采茶",
            "用 AI采茶",
            "用AI，采茶",
            "（AI）采茶",
            "AI采茶",
            "用AI",
            "用A，B采茶",
        ] {
            let bare = text.replace('_', "");
            assert_eq!(marked(&bare), text);
        }
    }

    #[test]
    fn a_blank_between_han_and_latin_stays_as_it_is() {
        for text in [
            "按 Esc 键",
            "本报讯　10月23日",
            "占 87.6% 的",
            "在 New _York 读报",
            "茶园 _开张，A _B",
            "镇政府网站¹ _与 _规划图² _的",
            "面积为 8 _m² 的",
        ] {
            assert_eq!(marked(&text.replace('_', "")), text);
        }
    }

    #[test]
    fn a_date_is_opened_nowhere() {
        for text in ["在10月23日到", "于2023年10月23日到", "从10时30分到"] {
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn spare_cells_are_taken_where_at_most_one_stays() {
        let share = |pairs, blanks, spare| {
            let taken = Room { pairs, blanks }.share(spare);
            (taken.pairs, taken.blanks)
        };
        assert_eq!(share(1, 0, 1), (0, 0));
        assert_eq!(share(1, 0, 2), (1, 0));
        assert_eq!(share(1, 0, 3), (1, 0));
        assert_eq!(share(1, 0, 4), (0, 0));
        assert_eq!(share(1, 1, 3), (1, 1));
        assert_eq!(share(1, 2, 2), (0, 2));
        assert_eq!(share(2, 1, 4), (2, 0));
    }

    proptest! {
        #[test]
        fn a_line_has_what_stands_whole_within_it(text in "[茶园 A1年月，%]{0,24}", a in 0..24_usize, b in 0..24_usize) {
            let shown = Shown::plain(&text, false);
            let gaps = Gaps::of(&shown, 0..text.len(), Autospace::Fill);
            let place = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
            let line = place(a.min(b))..place(a.max(b));
            let room = Room::between(gaps.before(line.end), gaps.gone(line.start));
            prop_assert_eq!(room.pairs as usize, gaps.pairs(&line).len());
            prop_assert_eq!(room.blanks as usize, gaps.blanks(&line).len());
            for (open, close) in gaps.pairs(&line) {
                prop_assert!(line.start < *open && open < close && *close < line.end);
            }
        }

        #[test]
        fn what_is_shared_out_fits(pairs in 0..5_u32, blanks in 0..5_u32, spare in 0..16_u32) {
            let room = Room { pairs, blanks };
            let taken = room.share(spare);
            prop_assert!(taken.pairs <= pairs && taken.blanks <= blanks && taken.cells() <= spare);
            prop_assert!(room.short(spare) >= spare.saturating_sub(room.cells()));
            prop_assert!(taken == Room::default() || room.short(spare) <= 1);
        }
    }
}
