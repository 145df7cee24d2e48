//! The search for the legs that explain a page's line ends best, place by place, with all heights side by side.

use crate::loader::weighed::features::heights::{Fit, Item};

/// Characters of the lowest leg, how many heights are tried, and how far apart they are.
const LOWEST: u32 = 64;
const HEIGHTS: usize = 48;
const STEP: u32 = 5;
/// Characters by which a leg may differ in height from the story's others: at no cost, and at most.
const SLACK: u32 = 9;
const MOST: u32 = 22;
/// The cost of a new height: all are equally likely before.
const NEW: f32 = -3.0;
/// The cost of a leg: its end is one of all the line ends that were possible.
const LEG: f32 = -2.5;
/// The cost of the paragraph after a leg's end belonging to the leg.
const OVER: f32 = -0.7;

/// Where the best reading of a page's beginning comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum From {
    /// No legs are known.
    Plain,
    /// A leg of the height with that index, begun at that item.
    Leg(usize, usize),
    /// A story begins here.
    Fresh,
}

/// The search's scores at each place between two items.
pub struct LegSearch<'a> {
    page: &'a [Item],
    /// Characters before each place, and what the line ends before it cost inside of legs.
    chars: Vec<u32>,
    inner: Vec<f32>,
    /// Without legs; with the last leg not ended; and where each comes from.
    plain: Vec<(f32, From)>,
    open: Vec<(f32, From)>,
    /// With a leg of each height beginning there.
    legs: Vec<Legs>,
}

/// The legs of all heights that may begin at a place.
#[derive(Clone)]
struct Legs {
    scores: [f32; HEIGHTS],
    /// The places where the legs before them began: a page has a few thousand.
    before: [u16; HEIGHTS],
}

/// Characters of the height with an index.
fn height(index: usize) -> u32 {
    LOWEST + STEP * u32::try_from(index).unwrap_or(0)
}

const NEVER: f32 = f32::NEG_INFINITY;
/// Stands for no place: the leg is its story's first.
const NONE: u16 = u16::MAX;

impl<'a> LegSearch<'a> {
    pub fn new(page: &'a [Item]) -> Self {
        let n = page.len() + 1;
        let (mut chars, mut inner) = (vec![0], vec![0.]);
        for item in page {
            chars.push(chars.last().unwrap_or(&0) + item.chars);
            inner.push(inner.last().unwrap_or(&0.) + item.inner);
        }
        let mut plain = vec![(NEVER, From::Plain); n];
        plain[0] = (0., From::Plain);
        Self {
            page,
            chars,
            inner,
            plain,
            open: vec![(NEVER, From::Plain); n],
            legs: vec![
                Legs {
                    scores: [NEVER; HEIGHTS],
                    before: [NONE; HEIGHTS],
                };
                n
            ],
        }
    }

    /// Settles a place's scores, and hands them on to the places after it.
    pub fn step(&mut self, at: usize) {
        let (Some(item), Some(&(open, _)), Some(&(plain, _))) =
            (self.page.get(at), self.open.get(at), self.plain.get(at))
        else {
            return;
        };
        let best = plain.max(open);
        let mut here = plain;
        let mut from = From::Plain;
        if let Some(fresh) = item.fresh {
            if open + fresh > here {
                (here, from) = (open + fresh, From::Fresh);
            }
            let Legs { scores, before } = &mut self.legs[at];
            for (leg, before) in scores.iter_mut().zip(before) {
                if best + fresh + NEW > *leg {
                    (*leg, *before) = (best + fresh + NEW, NONE);
                }
            }
        }
        self.plain[at] = (here, self.plain[at].1);
        if from == From::Fresh {
            self.plain[at].1 = From::Fresh;
        }
        if here + item.inner > self.plain[at + 1].0 {
            self.plain[at + 1] = (here + item.inner, From::Plain);
        }
        // A reading so far behind does not win any more.
        self.hand_on(at, best - 20.);
    }

    /// Ends the legs that begin at a place wherever they may end. Those of readings below a score are left out.
    fn hand_on(&mut self, at: usize, least: f32) {
        let mut scores = self.legs[at].scores;
        for score in &mut scores {
            if *score <= least {
                *score = NEVER;
            }
        }
        let mut highest = scores;
        let mut best = NEVER;
        for high in highest.iter_mut().rev() {
            best = best.max(*high);
            *high = best;
        }
        if best == NEVER {
            return;
        }
        // A leg is open up to its height: of those high enough the best counts, of equal ones the lowest.
        let mut h = 0;
        for to in at + 1..self.chars.len() {
            let long = self.chars[to] - self.chars[at];
            while h < HEIGHTS && long > height(h) + SLACK {
                h += 1;
            }
            // Only lower ones are open no further.
            let Some(best) = highest.get(h).copied().filter(|b| *b > NEVER) else {
                break;
            };
            let here = |score: f32| score + self.inner[to] - self.inner[at];
            let inside = here(best);
            if inside > self.open[to].0 {
                let equal = |s: &f32| here(*s) >= inside;
                let lowest = scores.iter().skip(h).position(equal).unwrap_or(0);
                self.open[to] = (inside, From::Leg(h + lowest, at));
            }
        }
        for to in at + 1..self.chars.len() {
            let long = self.chars[to] - self.chars[at];
            if long > height(HEIGHTS - 1) + MOST {
                break;
            }
            self.end(at, to, long, &scores);
        }
    }

    /// Ends the legs that begin at a place so many characters on, where that is about their height.
    fn end(&mut self, at: usize, to: usize, long: u32, scores: &[f32; HEIGHTS]) {
        let index = |chars: u32| usize::try_from(chars / STEP).unwrap_or(0);
        let lowest = index((long.saturating_sub(MOST + LOWEST)).next_multiple_of(STEP));
        let highest = match (long + MOST).checked_sub(LOWEST) {
            Some(over) => index(over).min(HEIGHTS - 1),
            None => return,
        };
        let last = self.page[to - 1].clone();
        let over = last.whole && self.page.get(to).is_some_and(|i| i.whole);
        for (h, score) in scores.iter().enumerate().take(highest + 1).skip(lowest) {
            if *score == NEVER {
                continue;
            }
            let off = long.abs_diff(height(h));
            let far = f32::from(u8::try_from(off.saturating_sub(SLACK)).unwrap_or(u8::MAX));
            let inside = score + self.inner[to] - self.inner[at];
            let ended = inside - last.inner + last.edge + LEG - 0.35 * far;
            self.begin_leg(to, h, ended, at);
            // A paragraph that would begin at a leg's very foot may be left whole.
            if over {
                self.begin_leg(to + 1, h, ended + OVER, at);
            }
        }
    }

    fn begin_leg(&mut self, to: usize, h: usize, score: f32, before: usize) {
        let legs = &mut self.legs[to];
        if score > legs.scores[h] {
            legs.scores[h] = score;
            legs.before[h] = u16::try_from(before).unwrap_or(NONE);
        }
    }

    /// Follows the best reading back from the page's end: how each line's end agrees, and the lines with which
    /// stories' first legs begin.
    pub fn back(&self) -> (Vec<Fit>, Vec<usize>) {
        let mut fits = vec![Fit::Unknown; self.page.len()];
        let mut at = self.page.len();
        let mut leg: Option<(usize, usize)> = None;
        let mut begun = Vec::new();
        loop {
            if let Some((h, from)) = leg {
                // Between two legs of one story: the leg before began at `from`.
                let before = self.legs[from].before[h];
                leg = None;
                at = from;
                if before == NONE {
                    begun.push(self.page[from].line);
                } else {
                    let start = usize::from(before);
                    fits[start..from].fill(Fit::Amid);
                    fits[from - 1] = Fit::Ends;
                    leg = Some((h, start));
                }
                continue;
            }
            if at == 0 {
                break;
            }
            let (plain, how) = self.plain[at];
            let (open, of) = self.open[at];
            let opened = match of {
                From::Leg(h, from) if open > plain || how == From::Fresh => Some((h, from)),
                _ => None,
            };
            if let Some((h, from)) = opened {
                fits[from..at].fill(Fit::Amid);
                leg = Some((h, from));
            } else {
                at -= 1;
            }
        }
        begun.reverse();
        (fits, begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line that ends in mid-sentence, or one that ends a paragraph, of so many characters.
    fn item(line: usize, chars: u32, whole: bool) -> Item {
        Item {
            line,
            chars,
            inner: if whole { 0. } else { -4. },
            edge: if whole { -2. } else { 0. },
            fresh: (line == 0).then_some(0.),
            cut: !whole && chars > 60,
            whole,
        }
    }

    fn fits(lines: &[(u32, bool)]) -> Vec<Fit> {
        let items = lines.iter().enumerate();
        let page: Vec<Item> = items
            .map(|(line, (chars, whole))| item(line, *chars, *whole))
            .collect();
        let mut search = LegSearch::new(&page);
        for at in 0..=page.len() {
            search.step(at);
        }
        search.back().0
    }

    const OPEN: bool = false;
    const WHOLE: bool = true;

    #[test]
    fn legs_of_one_height_end_where_their_lines_are_cut() {
        let page = [
            (120, OPEN),
            (121, OPEN),
            (60, WHOLE),
            (61, OPEN),
            (119, OPEN),
            (30, WHOLE),
        ];
        let fits = fits(&page);
        let ends: Vec<usize> = (0..page.len()).filter(|i| fits[*i] == Fit::Ends).collect();
        assert!(ends.starts_with(&[0, 1, 3, 4]), "{fits:?}");
        assert_eq!(fits[2], Fit::Amid);
    }

    #[test]
    fn a_short_line_without_a_stop_amid_a_leg_ends_none() {
        let page = [
            (120, OPEN),
            (52, WHOLE),
            (8, OPEN),
            (60, OPEN),
            (121, OPEN),
            (120, OPEN),
            (30, WHOLE),
        ];
        let fits = fits(&page);
        assert_eq!(fits[2], Fit::Amid, "{fits:?}");
        assert_eq!([fits[0], fits[3], fits[4]], [Fit::Ends; 3]);
    }

    #[test]
    fn lines_cut_at_any_height_end_no_legs() {
        let fits = fits(&[
            (70, OPEN),
            (210, OPEN),
            (110, OPEN),
            (290, OPEN),
            (30, WHOLE),
        ]);
        assert!(
            fits.iter().filter(|f| **f == Fit::Ends).count() < 2,
            "{fits:?}"
        );
    }

    #[test]
    fn paragraphs_that_all_end_have_no_legs() {
        let fits = fits(&[(120, WHOLE), (121, WHOLE), (119, WHOLE)]);
        assert_eq!(fits, [Fit::Unknown; 3]);
    }
}
