//! Filling a line: where its spare cells go.

use super::{
    Autospace, Style,
    class::{is_boundary, is_figure, is_latin, is_pause, is_wide_word},
    cluster::clusters,
    display::Shown,
    words::word_starts,
};
use std::ops::Range;

/// Places between Han that are looked at first, where one cell is to be put in.
const NEAR: usize = 10;

/// Cells of a measure under which a line is rather left short than a word of Han parted.
const SHORT: u16 = 24;

/// Cells beside its own space that a gap of a Latin line takes, before the line is rather left short.
const TORN: usize = 2;

/// A line to be filled.
pub struct Line<'a> {
    /// The text it is part of.
    pub shown: &'a Shown,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Cells of the measure.
    pub measure: u16,
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
            gaps.sort_unstable();
            // A mark that takes two.
            gaps.dedup_by(|second, first| {
                let same = second.0 == first.0;
                first.1 += if same { second.1 } else { 0 };
                same
            });
        }
        if han && style.autospace == Autospace::Always {
            let text = text.get(self.range.clone()).unwrap_or("");
            let mut before = ' ';
            for cluster in clusters(text, style.ambiguous) {
                let at = self.range.start + cluster.at;
                if is_boundary(before, cluster.first) && !self.shown.parts.is_solid(at) {
                    gaps.push((at, 1));
                }
                before = cluster.last;
            }
        }
        gaps.sort_unstable();
        gaps
    }

    /// Shares the spare cells out over the tiers that take them. A line so short that filling it would tear it apart stays
    /// short (ours), and takes what a ragged one does: in a short measure no word of Han is parted, in a long one at most
    /// half of its Han are, and no place but a mark's takes two cells.
    fn share(&self, tiers: &[Vec<usize>; 4], takes: [bool; 3], gaps: &mut Vec<(usize, u16)>) {
        let spare = self.spare as usize;
        // The words of a Latin paragraph take all that is spare.
        let most = if self.shown.han { 1 } else { TORN };
        let mut rest = spare;
        let mut shares = [0; 3];
        for ((share, places), takes) in shares.iter_mut().zip(tiers).zip(takes) {
            *share = if takes {
                rest.min(most * places.len())
            } else {
                0
            };
            rest -= *share;
        }
        let between = if self.justify && rest > 0 {
            self.between_han(rest, tiers)
        } else {
            Some(Vec::new())
        };
        let short = self.justify && (between.is_none() || !self.shown.han && rest > 0);
        if short {
            shares = [0, shares[1], 0];
        }
        for (places, share) in tiers.iter().zip(shares) {
            spread(places, share, gaps);
        }
        if let Some(between) = between.filter(|_| !short) {
            gaps.extend(between.into_iter().map(|at| (at, 1)));
        }
    }

    /// Where cells go that no other place takes: between words, once more after the marks, which have a pause already,
    /// then into words; `None` where that would tear the line apart.
    fn between_han(&self, cells: usize, tiers: &[Vec<usize>; 4]) -> Option<Vec<usize>> {
        let [.., marks, han] = tiers;
        let mut chosen = Vec::with_capacity(cells);
        let pause = |at: &&usize| {
            let before = self.shown.text.get(..**at);
            before.is_some_and(|before| before.ends_with(is_pause))
        };
        let marks: Vec<usize> = marks.iter().filter(pause).copied().collect();
        // One cell goes near the middle, where it shows least: the words there are enough.
        let near = han.len().saturating_sub(NEAR) / 2;
        if let Some(near) = han.get(near..near + NEAR).filter(|_| cells == 1) {
            let [between, likely, ..] = self.by_words(near);
            let first = [&between, &marks, &likely];
            if let Some(places) = first.into_iter().find(|places| !places.is_empty()) {
                choose(places, cells, &mut chosen);
                return Some(chosen);
            }
        }
        if cells > marks.len() + han.len().div_ceil(2) {
            return None;
        }
        let [between, likely, perhaps, within] = self.by_words(han);
        let torn: &[usize] = if self.measure < SHORT { &[] } else { &within };
        let mut rest = cells;
        for places in [&between, &marks, &likely, &perhaps, torn] {
            let share = rest.min(places.len());
            choose(places, share, &mut chosen);
            rest -= share;
        }
        (rest == 0).then_some(chosen)
    }

    /// Of places between Han those between two words, those beside one character and those between two that the
    /// dictionary knows in no word, which may still be of a name, and those within a word.
    fn by_words(&self, places: &[usize]) -> [Vec<usize>; 4] {
        let mut ranks: [Vec<usize>; 4] = Default::default();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            return ranks;
        };
        // Four Han on both sides are as much as words reach.
        let whole = self.range.clone();
        let begin =
            (first.saturating_sub(12)..*first).find(|at| self.shown.text.is_char_boundary(*at));
        let end = (*last..last + 12).rfind(|at| self.shown.text.is_char_boundary(*at));
        let begin = begin.unwrap_or(*first).max(whole.start);
        let end = end.unwrap_or(*last).min(whole.end);
        let text = self.shown.text.get(begin..end).unwrap_or("");
        let starts = word_starts(text);
        for &place in places {
            let at = place - begin;
            let side = |text: Option<&str>| text.and_then(|t| t.chars().next()).unwrap_or(' ');
            let last = text.get(..at).and_then(|t| t.chars().next_back());
            let rank = match starts.binary_search(&at) {
                Err(_) => 3,
                // 的 and its kin end what they follow.
                Ok(_) if is_ending(side(text.get(at..))) => 2,
                Ok(_) if last.is_some_and(is_ending) => 0,
                Ok(found) => {
                    let before = found.checked_sub(1).and_then(|b| starts.get(b));
                    let after = starts.get(found + 1);
                    let word = |from: Option<&usize>, to: Option<&usize>| {
                        let range = *from.unwrap_or(&0)..*to.unwrap_or(&text.len());
                        let mut chars = text.get(range).unwrap_or("").chars();
                        let first = chars.next().unwrap_or(' ');
                        chars.next().is_some() || is_particle(first)
                    };
                    usize::from(!word(before, Some(&at))) + usize::from(!word(Some(&at), after))
                }
            };
            ranks[rank].push(place);
        }
        ranks
    }
}

/// Whether a character stands between words rather than in a name.
fn is_particle(c: char) -> bool {
    "在是和与及或把被对向从到由为以之其这那也都就还又再才将已不没有个我你他她".contains(c)
}

/// Whether a character goes with the word before it, and ends it.
fn is_ending(c: char) -> bool {
    "的地得了着过们等吗呢吧".contains(c)
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

/// Chooses so many of the places, as far apart as they go.
fn choose(places: &[usize], cells: usize, chosen: &mut Vec<usize>) {
    let mut gaps = Vec::with_capacity(cells);
    spread(places, cells, &mut gaps);
    chosen.extend(gaps.into_iter().map(|(at, _)| at));
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
        filled_in(40, line, spare, autospace, justify)
    }

    fn filled_in(
        measure: u16,
        line: &str,
        spare: u32,
        autospace: Autospace,
        justify: bool,
    ) -> String {
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
            measure,
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
        assert_eq!(set(5), "茶园用 _tea _time_说，__好茶");
        assert_eq!(set(6), "茶_园用 _tea _time_说，__好茶");
    }

    #[test]
    fn a_line_that_filling_would_tear_apart_stays_short() {
        let line = "我|们|在|茶|园|里，|采|B";
        let set = |spare| filled(line, spare, Autospace::Fill, true);
        assert_eq!(set(6), "我们_在_茶_园里，__采_B");
        // What a ragged line takes.
        assert_eq!(set(7), "我们在茶园里，采_B");
    }

    #[test]
    fn cells_go_between_words_before_they_go_into_them() {
        let line = "我|们|在|茶|园|采|茶";
        let set = |spare| filled(line, spare, Autospace::Fill, true);
        assert_eq!(set(1), "我们_在茶园采茶");
        assert_eq!(set(2), "我们_在_茶园采茶");
        assert_eq!(set(3), "我们_在_茶园_采茶");
        // More than half of the places would part everything.
        assert_eq!(set(4), "我们在茶园采茶");
    }

    #[test]
    fn a_mark_takes_a_second_cell_before_a_word_is_parted() {
        let line = "我|们|来，|采|茶";
        assert_eq!(filled(line, 3, Autospace::Fill, true), "我们_来，__采茶");
    }

    #[test]
    fn a_short_line_is_left_short_rather_than_a_word_parted() {
        let line = "中|华|人|民|共|和|国|和|社|会|主|义";
        let set = |measure| filled_in(measure, line, 6, Autospace::Fill, true);
        assert_eq!(set(20), "中华人民共和国和社会主义");
        assert_eq!(set(24), "中华_人民_共_和国_和_社会_主义");
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
