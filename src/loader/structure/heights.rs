//! Heights: the legs of one story are about equally high, so the texts between the cuts that their ends make
//! are about equally long. A line that ends in mid-sentence just where a leg would end was cut there; one that
//! does so elsewhere is a subhead, a name or a line of verse.
//!
//! The legs that explain a page's line ends best are searched for: stories may begin after headings and after
//! lines that look like them, each story has its own height, and each leg of it must end about there.

use super::classes::{Class, Look};
use super::joints::joint;
use crate::loader::lines::{Form, Line, is_closing};
use crate::loader::rules::Rules;
use std::ops::Range;

/// How a line's end agrees with the height of the legs around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// A leg ends here.
    Ends,
    /// No leg does.
    Amid,
    /// The legs' height is not known.
    Unknown,
}

/// What the legs' heights tell of a text's lines.
#[derive(Debug, Default)]
pub(super) struct Heights {
    fits: Vec<Fit>,
    /// Lines with which a story's first leg begins.
    fresh: Vec<bool>,
}

impl Heights {
    /// How a line's end agrees with its story's legs.
    pub fn fit(&self, line: usize) -> Fit {
        self.fits.get(line).copied().unwrap_or(Fit::Unknown)
    }

    /// Whether the legs begin anew with one of some lines (`true`), or go on across them (`false`); `None` where
    /// their height is not known.
    pub fn anew(&self, lines: Range<usize>) -> Option<bool> {
        let last = lines.end.checked_sub(1)?;
        if self.fresh.get(lines)?.contains(&true) {
            return Some(true);
        }
        (self.fit(last) != Fit::Unknown).then_some(false)
    }
}

/// Half ems from which a line that ends in mid-sentence was surely cut.
const SURE: u32 = 76;
/// Characters of the lowest leg, how many heights are tried, and how far apart they are.
const LOWEST: u32 = 64;
const HEIGHTS: usize = 48;
const STEP: u32 = 5;
/// Characters by which a leg may be higher or lower than the story's others at no cost, and at most.
const SLACK: u32 = 9;
const MOST: u32 = 22;
/// What taking up a height costs: any is as likely before.
const NEW: f32 = -3.0;
/// What one leg costs: its end is one of the line ends that were possible.
const LEG: f32 = -2.5;
/// What it costs that the paragraph after a leg's end still belongs to it.
const OVER: f32 = -0.7;
/// What it costs that a line is no leg's last whose words go on in the next.
const PARTED: f32 = 2.;
/// Lines of a page that are looked at together.
const PAGE: usize = 3000;

/// A line of a page as the legs see it.
struct Item {
    line: usize,
    chars: u32,
    /// What it costs that its end is no leg's, and that it is one.
    inner: f32,
    edge: f32,
    /// What it costs that a story begins with it; `None` where none does.
    fresh: Option<f32>,
    /// Whether it was surely cut, or surely ends a paragraph.
    cut: bool,
    whole: bool,
}

/// Measures the legs of a text's stories.
pub(super) fn measure(rules: &Rules, source: &str, lines: &[Line], looks: &[Look]) -> Heights {
    let mut heights = Heights {
        fits: vec![Fit::Unknown; lines.len()],
        fresh: vec![false; lines.len()],
    };
    let mut page: Vec<Item> = Vec::new();
    let mut fresh = Some(0.);
    for (i, (line, look)) in lines.iter().zip(looks).enumerate() {
        match look.class {
            Class::Section(_) | Class::Masthead(_) => {
                fit(&page, &mut heights);
                page.clear();
                fresh = Some(0.);
            }
            Class::Byline => fresh = Some(-0.7),
            Class::Free => {
                let (mut item, next) = item(i, line, look, fresh);
                if item.inner < 0. && !item.cut && parts(rules, source, lines, i) {
                    item.inner -= PARTED;
                }
                if page.len() >= PAGE && item.fresh.is_some() {
                    fit(&page, &mut heights);
                    page.clear();
                }
                page.push(item);
                fresh = next;
            }
            _ => {}
        }
    }
    fit(&page, &mut heights);
    heights
}

/// Whether a word would be parted between a line and the next.
fn parts(rules: &Rules, source: &str, lines: &[Line], i: usize) -> bool {
    let after = lines.get(i + 1).filter(|l| l.form == Form::Text);
    let seam = lines.get(i).zip(after);
    let joint = seam.and_then(|(a, b)| joint(rules, a.span.of(source), b.span.of(source)));
    joint.is_some_and(|j| j.parts || j.lasts || j.begins)
}

/// A line as the legs see it, and what it costs that a story begins after it.
fn item(i: usize, line: &Line, look: &Look, fresh: Option<f32>) -> (Item, Option<f32>) {
    let heading = matches!(line.form, Form::Heading(_));
    let listed = matches!(line.last, '：' | ':' | '；' | ';' | '…');
    let whole = !listed && line.ends_sentence() || look.signed;
    let cut = !heading && !whole && !listed && line.width >= SURE && line.form == Form::Text;
    let (inner, edge) = if heading {
        (0., if line.ends_sentence() { -6. } else { -2. })
    } else if whole {
        (0., -2.)
    } else if listed || is_closing(line.last) {
        (-0.5, -0.9)
    } else if cut && fresh.is_some() {
        // A lead right under its headline may do without a stop.
        (-4., 0.)
    } else if cut {
        (-12., 0.)
    } else if line.commas > 0 || line.stops > 0 {
        (-3., -0.3)
    } else {
        (-0.5, -0.7)
    };
    let next = match (heading, whole || cut) {
        (true, _) => Some(-0.7),
        (false, true) => None,
        (false, false) => Some(-2.5),
    };
    let fresh = if look.dateline || heading {
        Some(fresh.unwrap_or(-0.7))
    } else {
        fresh
    };
    let item = Item {
        line: i,
        chars: line.chars,
        inner,
        edge,
        fresh,
        cut,
        whole,
    };
    (item, next)
}

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
struct Search<'a> {
    page: &'a [Item],
    /// Characters before each place, and what the line ends before it cost inside of legs.
    chars: Vec<u32>,
    inner: Vec<f32>,
    /// Without legs; with the last leg not ended; and where each comes from.
    plain: Vec<(f32, From)>,
    open: Vec<(f32, From)>,
    /// With a leg of each height beginning there, and the place where the leg before began.
    legs: Vec<[(f32, u32); HEIGHTS]>,
}

const NEVER: f32 = f32::NEG_INFINITY;

/// Measures a page's lines.
fn fit(page: &[Item], heights: &mut Heights) {
    if page.iter().filter(|i| i.cut).count() < 1 {
        return;
    }
    let mut search = Search::new(page);
    for at in 0..=page.len() {
        search.step(at);
    }
    search.back(heights);
}

impl<'a> Search<'a> {
    fn new(page: &'a [Item]) -> Self {
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
            legs: vec![[(NEVER, u32::MAX); HEIGHTS]; n],
        }
    }

    /// Settles a place's scores, and hands them on to the places after it.
    fn step(&mut self, at: usize) {
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
            for leg in &mut self.legs[at] {
                if best + fresh + NEW > leg.0 {
                    *leg = (best + fresh + NEW, u32::MAX);
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
        for h in 0..HEIGHTS {
            let (score, _) = self.legs[at][h];
            // A reading so far behind does not win any more.
            if score > best - 20. {
                self.hand_on(at, h, score);
            }
        }
    }

    /// Ends a leg of the height with index `h`, begun at a place, wherever it may end.
    fn hand_on(&mut self, at: usize, h: usize, score: f32) {
        let height = LOWEST + STEP * u32::try_from(h).unwrap_or(0);
        for to in at + 1..self.chars.len() {
            let long = self.chars[to] - self.chars[at];
            if long > height + MOST {
                break;
            }
            let inside = score + self.inner[to] - self.inner[at];
            if long <= height + SLACK && inside > self.open[to].0 {
                self.open[to] = (inside, From::Leg(h, at));
            }
            let off = long.abs_diff(height).saturating_sub(SLACK);
            if off > MOST - SLACK {
                continue;
            }
            let last = &self.page[to - 1];
            let far = f32::from(u8::try_from(off).unwrap_or(u8::MAX));
            let ended = inside - last.inner + last.edge + LEG - 0.35 * far;
            self.begin_leg(to, h, ended, at);
            // A paragraph that would begin at a leg's very foot may be left whole.
            if last.whole && self.page.get(to).is_some_and(|i| i.whole) {
                self.begin_leg(to + 1, h, ended + OVER, at);
            }
        }
    }

    fn begin_leg(&mut self, to: usize, h: usize, score: f32, before: usize) {
        let leg = &mut self.legs[to][h];
        if score > leg.0 {
            *leg = (score, u32::try_from(before).unwrap_or(u32::MAX));
        }
    }

    /// Follows the best reading back from the page's end.
    fn back(&self, heights: &mut Heights) {
        let mut at = self.page.len();
        let mut leg: Option<(usize, usize)> = None;
        let mut begun = Vec::new();
        let mut put = |item: &Item, fit| {
            if let Some(slot) = heights.fits.get_mut(item.line) {
                *slot = fit;
            }
        };
        loop {
            if let Some((h, from)) = leg {
                // Between two legs of one story: the leg before began at `from`.
                let before = self.legs[from][h].1;
                leg = None;
                at = from;
                if before == u32::MAX {
                    begun.push(self.page[from].line);
                } else {
                    let start = usize::try_from(before).unwrap_or(0);
                    for item in &self.page[start..from] {
                        put(item, Fit::Amid);
                    }
                    put(&self.page[from - 1], Fit::Ends);
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
                for item in &self.page[from..at] {
                    put(item, Fit::Amid);
                }
                leg = Some((h, from));
            } else {
                at -= 1;
            }
        }
        for line in begun {
            if let Some(slot) = heights.fresh.get_mut(line) {
                *slot = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::lines::scan;
    use crate::loader::structure::{classes, legs};

    fn fits_of(text: &str) -> Vec<Fit> {
        let lines = scan(text, 0);
        let legs = legs::widths(&lines);
        let looks = classes::look(Rules::built_in(), text, &lines, &legs);
        measure(Rules::built_in(), text, &lines, &looks).fits
    }

    /// Sentences of so many characters each.
    fn text(sentences: usize, long: usize) -> String {
        let sentence = format!("{}。", "字".repeat(long - 1));
        sentence.repeat(sentences)
    }

    #[test]
    fn a_subhead_amid_a_leg_is_told_from_a_cut_at_its_end() {
        // Three legs of 120 characters, each cut in mid-sentence; a subhead halfway down the second.
        let words: Vec<char> = text(30, 17).chars().collect();
        let piece = |from: usize, to: usize| words[from..to].iter().collect::<String>();
        let page = [
            "# 山城的新桥通车".to_owned(),
            piece(0, 120),
            piece(120, 170),
            "十个码头同日开工".to_owned(),
            piece(170, 232),
            piece(232, 352),
            piece(352, 391),
        ]
        .join("\n");
        let fits = fits_of(&page);
        assert_eq!(fits[1], Fit::Ends);
        assert_eq!(fits[3], Fit::Amid);
        assert_eq!((fits[4], fits[5]), (Fit::Ends, Fit::Ends));
    }

    #[test]
    fn nothing_is_said_of_a_text_without_cuts() {
        let page = format!("# 山城的新桥通车\n{}\n{}\n", text(3, 17), text(4, 17));
        assert!(fits_of(&page).iter().all(|f| *f == Fit::Unknown));
    }
}
