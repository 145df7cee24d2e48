//! Filling a line: where its spare cells go.

use super::{
    Autospace, Style,
    class::{is_boundary, is_opening, is_pause},
    cluster::clusters,
    display::Shown,
    frame::Filling,
    gaps::{Gaps, Room},
};
use std::ops::Range;

/// Cells beside its own that a blank of a paragraph without Han takes, before the line is rather left short.
const TORN: usize = 2;

/// Blanks that a line of Han takes at most, beside the text's own.
const MOST: u32 = 2;

/// A line to be filled.
pub struct FillLine<'a> {
    /// The text it is part of.
    pub shown: &'a Shown,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The places of the text that may take cells.
    pub gaps: &'a Gaps,
    /// Bytes of the text before which nothing is put in.
    pub fixed: usize,
    /// Cells that nothing takes yet.
    pub spare: u32,
    /// How far it is filled.
    pub filling: Filling,
}

impl FillLine<'_> {
    /// Where blank cells go, in order of place. `inner` are the places within the line where it could well end: only
    /// there does a mark take a cell.
    pub fn cells(&self, inner: impl Iterator<Item = usize>, style: &Style) -> Vec<(usize, u16)> {
        let mut cells = Vec::new();
        if self.spare > 0 && self.filling > Filling::None {
            if self.shown.han {
                self.fill(inner, &mut cells);
            } else if self.filling == Filling::Full {
                self.stretch(&mut cells);
            }
        }
        if self.shown.han && style.autospace == Autospace::Always {
            self.part(style, &mut cells);
        }
        cells.sort_unstable();
        cells
    }

    /// The places from the fixed ones on.
    fn free<'a, T>(&self, places: &'a [T], at: impl Fn(&T) -> usize) -> &'a [T] {
        let first = places.partition_point(|place| at(place) <= self.fixed);
        places.get(first..).unwrap_or(&[])
    }

    /// Fills a line of Han. One that cannot be filled is left short (ours).
    fn fill(&self, inner: impl Iterator<Item = usize>, cells: &mut Vec<(usize, u16)>) {
        let pairs = self.free(self.gaps.pairs(&self.range), |pair| pair.0);
        let blanks = self.free(self.gaps.blanks(&self.range), |at| *at);
        let count = |places: usize| u32::try_from(places).unwrap_or(u32::MAX);
        let room = Room {
            pairs: count(pairs.len()),
            blanks: count(blanks.len()),
        };
        let taken = room.share(self.spare);
        spread(blanks, taken.blanks as usize, cells);
        for (open, close) in chosen(pairs, taken.pairs as usize) {
            cells.extend([(open, 1), (close, 1)]);
        }
        let rest = self.spare - taken.cells();
        let most = MOST.saturating_sub(2 * taken.pairs);
        if self.filling < Filling::Full || rest == 0 || rest > most {
            return;
        }
        let rest = rest as usize;
        let [stops, commas] = self.pauses(inner);
        if rest <= stops.len() + commas.len() {
            let first = rest.min(stops.len());
            spread(&stops, first, cells);
            spread(&commas, rest - first, cells);
        }
    }

    /// The places after marks: after those that end a clause, and after a comma's kin. Before a mark that opens, which
    /// has an empty half itself, there is none.
    fn pauses(&self, inner: impl Iterator<Item = usize>) -> [Vec<usize>; 2] {
        let mut pauses: [Vec<usize>; 2] = Default::default();
        for at in inner.filter(|at| *at > self.fixed && self.range.contains(at)) {
            let before = self.shown.text.get(..at);
            let before = before.and_then(|text| text.chars().next_back());
            let after = self.shown.text.get(at..);
            let after = after.and_then(|text| text.chars().next());
            let solid = self.shown.parts.is_solid(at);
            let Some(mark) = before.filter(|c| is_pause(*c) && !solid) else {
                continue;
            };
            if !after.is_some_and(is_opening) {
                pauses[usize::from(matches!(mark, '，' | '、'))].push(at);
            }
        }
        pauses
    }

    /// Fills a line without Han: all its blanks take what is spare, and where that would tear it apart, none does.
    fn stretch(&self, cells: &mut Vec<(usize, u16)>) {
        let blanks = self.free(self.gaps.blanks(&self.range), |at| *at);
        let spare = self.spare as usize;
        if spare <= TORN * blanks.len() {
            spread(blanks, spare, cells);
        }
    }

    /// Parts Han and Latin wherever they meet.
    fn part(&self, style: &Style, cells: &mut Vec<(usize, u16)>) {
        let text = self.shown.text.get(self.range.clone()).unwrap_or("");
        let mut before = ' ';
        for cluster in clusters(text, style.ambiguous) {
            let at = self.range.start + cluster.at;
            if is_boundary(before, cluster.first) && !self.shown.parts.is_solid(at) {
                cells.push((at, 1));
            }
            before = cluster.last;
        }
    }
}

/// So many of some places, as far apart as they go.
fn chosen<T: Copy>(places: &[T], most: usize) -> impl Iterator<Item = T> {
    let shares = shares(places.len(), most);
    let places = places.iter().zip(shares);
    places
        .filter(|(_, share)| *share > 0)
        .map(|(place, _)| *place)
}

/// Gives cells to places, as evenly as they go.
fn spread(places: &[usize], cells: usize, gaps: &mut Vec<(usize, u16)>) {
    for (&at, share) in places.iter().zip(shares(places.len(), cells)) {
        if share > 0 {
            gaps.push((at, u16::try_from(share).unwrap_or(u16::MAX)));
        }
    }
}

/// What each of some places gets of some cells.
fn shares(places: usize, cells: usize) -> impl Iterator<Item = usize> {
    // Rounding in the middle keeps a single cell away from the line's end, where it would show.
    let before = move |i: usize| (i * cells + places / 2) / places;
    (0..places).map(move |i| before(i + 1) - before(i))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with so many spare cells, filled at its own places and at those marked `|`.
    fn filled(line: &str, spare: u32, autospace: Autospace, filling: Filling) -> String {
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
        let gaps = Gaps::of(&shown, 0..text.len(), autospace);
        let line = FillLine {
            shown: &shown,
            range: 0..text.len(),
            gaps: &gaps,
            fixed: 0,
            spare,
            filling,
        };
        let mut filled = text.clone();
        for (at, cells) in line.cells(places.into_iter(), &style).into_iter().rev() {
            filled.insert_str(at, &"_".repeat(usize::from(cells)));
        }
        filled
    }

    #[test]
    fn by_default_a_line_takes_cells_in_pairs_and_at_its_own_blanks_alone() {
        let set = |line: &str, spare| filled(line, spare, Autospace::Fill, Filling::Fair);
        assert_eq!(set("茶园|用AI采茶，|好茶", 1), "茶园用AI采茶，好茶");
        assert_eq!(set("茶园|用AI采茶，|好茶", 2), "茶园用_AI_采茶，好茶");
        assert_eq!(set("茶园|用AI采茶，|好茶", 4), "茶园用AI采茶，好茶");
        assert_eq!(set("李强 王毅|采茶", 1), "李强 _王毅采茶");
        assert_eq!(set("李强 王毅用AI采茶", 3), "李强 _王毅用_AI_采茶");
        assert_eq!(set("我们|在|茶园里，|采茶", 2), "我们在茶园里，采茶");
    }

    #[test]
    fn no_pair_is_opened_where_that_is_switched_off() {
        let set = |autospace| filled("茶园用AI采茶", 2, autospace, Filling::Fair);
        assert_eq!(set(Autospace::Off), "茶园用AI采茶");
        assert_eq!(set(Autospace::Fill), "茶园用_AI_采茶");
    }

    #[test]
    fn a_filled_line_takes_two_cells_after_marks_first_where_a_clause_ends() {
        let set = |line: &str, spare| filled(line, spare, Autospace::Fill, Filling::Full);
        assert_eq!(set("来了，|采茶；|都|好", 1), "来了，采茶；_都好");
        assert_eq!(set("来了，|采茶；|都|好", 2), "来了，_采茶；_都好");
        assert_eq!(set("来了，|采茶；|都|好", 3), "来了，采茶；都好");
        assert_eq!(set("来了|采茶|都|好", 1), "来了采茶都好");
        assert_eq!(set("来了：|“采茶”都好", 1), "来了：“采茶”都好");
        // A pair is two blanks already.
        assert_eq!(set("用AI采，|好", 3), "用_AI_采，好");
    }

    #[test]
    fn a_filled_line_without_han_stretches_its_blanks_unless_that_would_tear_it_apart() {
        let set = |spare, filling| filled("to read papers", spare, Autospace::Fill, filling);
        assert_eq!(set(3, Filling::Full), "to __read _papers");
        assert_eq!(set(5, Filling::Full), "to read papers");
        assert_eq!(set(3, Filling::Fair), "to read papers");
    }

    #[test]
    fn cells_that_are_always_there_need_no_spare_ones() {
        assert_eq!(
            filled(
                "在|A|区2023年涨87.6%了",
                0,
                Autospace::Always,
                Filling::Fair
            ),
            "在_A_区_2023_年涨_87.6%_了"
        );
    }

    #[test]
    fn a_single_cell_stands_away_from_the_ends() {
        let line = "甲 乙 丙 丁 戊";
        assert_eq!(
            filled(line, 1, Autospace::Fill, Filling::Fair),
            "甲 乙 _丙 丁 戊"
        );
    }
}
