//! Filling a line: where its spare cells go.

use super::{
    Autospace, Style,
    class::{is_boundary, is_figure, is_latin, is_pause, is_wide_word},
    cluster::clusters,
    display::Shown,
};
use std::ops::Range;

/// Cells beside its own space at which a gap tears a Latin line apart.
const TORN: usize = 3;

/// A line to be filled.
pub struct Line<'a> {
    /// The text it is part of.
    pub shown: &'a Shown,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Cells that nothing takes yet.
    pub spare: u32,
    /// Whether it is to fill its measure.
    pub justify: bool,
}

impl Line<'_> {
    /// Where blank cells go, in order of place. `inner` are the places within the line where it could well end:
    /// nothing else is ever parted.
    pub fn gaps(&self, inner: impl Iterator<Item = usize>, style: &Style) -> Vec<(usize, u16)> {
        let mut gaps = Vec::new();
        let (text, han) = (&self.shown.text, self.shown.han);
        let part = han && style.autospace == Autospace::Fill;
        if self.spare > 0 && (self.justify || part) {
            let mut tiers: [Vec<usize>; 4] = Default::default();
            let solid = |at: &usize| self.shown.parts.is_solid(*at);
            for at in inner.filter(|at| self.range.contains(at) && !solid(at)) {
                if let Some(tier) = tier(text, at, han) {
                    tiers[tier].push(at);
                }
            }
            let takes = [self.justify, part, self.justify];
            self.share(&tiers, takes, &mut gaps);
        }
        if han && style.autospace == Autospace::Always {
            let text = text.get(self.range.clone()).unwrap_or("");
            let mut before = ' ';
            for cluster in clusters(text, style.ambiguous) {
                let mut chars = cluster.text.chars();
                let first = chars.next().unwrap_or(' ');
                let at = self.range.start + cluster.at;
                if is_boundary(before, first) && !self.shown.parts.is_solid(at) {
                    gaps.push((at, 1));
                }
                before = chars.next_back().unwrap_or(first);
            }
        }
        gaps.sort_unstable();
        gaps
    }

    /// Shares the spare cells out over the tiers that take them. A line so short that filling it would tear
    /// its words apart stays short (ours).
    fn share(&self, tiers: &[Vec<usize>; 4], takes: [bool; 3], gaps: &mut Vec<(usize, u16)>) {
        let mut rest = self.spare as usize;
        for (places, _) in tiers.iter().zip(takes).filter(|(_, takes)| *takes) {
            // The words of a Latin paragraph take all that is spare.
            let most = if self.shown.han { 1 } else { TORN };
            let cells = rest.min(most * places.len());
            if self.shown.han || cells == rest {
                spread(places, cells, gaps);
                rest -= cells;
            }
        }
        let [.., last] = tiers;
        if self.justify && rest <= last.len() {
            spread(last, rest, gaps);
        }
    }
}

/// Gives cells to places, as evenly as they go.
fn spread(places: &[usize], cells: usize, gaps: &mut Vec<(usize, u16)>) {
    let count = places.len();
    for (i, &at) in places.iter().enumerate() {
        // Rounding in the middle keeps a single cell away from the line's end, where it would show.
        let before = |i: usize| (i * cells + count / 2) / count;
        let share = before(i + 1) - before(i);
        if share > 0 {
            gaps.push((at, u16::try_from(share).unwrap_or(u16::MAX)));
        }
    }
}

/// Whether a place takes a spare cell in a ragged line: where Han and Latin meet.
pub fn takes_cell(text: &str, at: usize) -> bool {
    tier(text, at, true) == Some(1)
}

/// In which order a place takes spare cells: between Latin words, between Han and Latin, after a mark (or at a
/// space that is there already), between Han.
fn tier(text: &str, at: usize, han: bool) -> Option<usize> {
    let mut left = text.get(..at)?.chars().rev();
    let before = left.next()?;
    let after = text.get(at..)?.chars().next()?;
    if before.is_whitespace() {
        let words = is_latin(after) && left.next().is_some_and(is_latin);
        Some(if words || !han { 0 } else { 2 })
    } else if is_boundary(before, after) {
        // 10月23日 is one date.
        let date = "年月日时点分時點".contains(before) && is_figure(after);
        let dated = date && left.next().is_some_and(is_figure);
        Some(if dated { 3 } else { 1 })
    } else if is_pause(before) {
        Some(2)
    } else if is_wide_word(before) && is_wide_word(after) {
        Some(3)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of Han text filled with so many cells at the places marked `|`, which are good ones.
    fn filled(line: &str, spare: u32, autospace: Autospace, justify: bool) -> String {
        let text: String = line.chars().filter(|c| *c != '|').collect();
        let mut places = Vec::new();
        for (at, _) in line.match_indices('|') {
            places.push(at - places.len());
        }
        let style = Style {
            autospace,
            ..Style::default()
        };
        let shown = Shown::plain(&text, false);
        let line = Line {
            shown: &shown,
            range: 0..text.len(),
            spare,
            justify,
        };
        let mut filled = text.clone();
        for (at, cells) in line.gaps(places.into_iter(), &style).into_iter().rev() {
            filled.insert_str(at, &"_".repeat(usize::from(cells)));
        }
        filled
    }

    #[test]
    fn spare_cells_go_between_latin_words_first_then_beside_them_then_after_marks_then_between_han()
    {
        let line = "茶|园|用 |tea |time|说，|好|茶";
        let set = |spare| filled(line, spare, Autospace::Fill, true);
        assert_eq!(set(1), "茶园用 tea _time说，好茶");
        assert_eq!(set(2), "茶园用 tea _time_说，好茶");
        assert_eq!(set(4), "茶园用 _tea _time_说，_好茶");
        assert_eq!(set(5), "茶园_用 _tea _time_说，_好茶");
    }

    #[test]
    fn a_line_that_filling_would_tear_apart_stays_short() {
        assert_eq!(filled("茶|园|好", 2, Autospace::Fill, true), "茶_园_好");
        assert_eq!(filled("茶|园|好", 3, Autospace::Fill, true), "茶园好");
    }

    #[test]
    fn a_unit_is_never_parted() {
        assert_eq!(
            filled("共|30万台|车", 2, Autospace::Fill, true),
            "共_30万台_车"
        );
    }

    #[test]
    fn the_parts_of_a_date_are_parted_last() {
        assert_eq!(
            filled("在|10月|23日|到|B区", 2, Autospace::Fill, true),
            "在_10月23日到_B区"
        );
    }

    #[test]
    fn a_ragged_line_takes_cells_only_between_han_and_latin() {
        assert_eq!(
            filled("在|A|区，|好|茶", 5, Autospace::Fill, false),
            "在_A_区，好茶"
        );
        assert_eq!(
            filled("在|A|区，|好|茶", 5, Autospace::Off, false),
            "在A区，好茶"
        );
    }

    #[test]
    fn cells_that_are_always_there_need_no_spare_ones() {
        assert_eq!(
            filled("在|A|区2023年", 0, Autospace::Always, false),
            "在_A_区_2023_年"
        );
    }

    #[test]
    fn a_single_cell_stands_away_from_the_ends() {
        assert_eq!(
            filled("春|眠|不|觉|晓", 1, Autospace::Fill, true),
            "春眠_不觉晓"
        );
    }
}
