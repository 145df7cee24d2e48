//! Heights: the legs of one story are about equally high, so the texts between the cuts that their ends make
//! are about equally long. A line that ends in mid-sentence just where a leg would end was cut there; one that
//! does so elsewhere is a subhead, a name or a line of verse.
//!
//! The search finds the legs that explain a page's line ends best. A story may begin after a heading, or after a line that
//! may be one. Each story has its own height, and each of its legs must end about there.

mod search;

use crate::loader::rules::Rules;
use crate::loader::side;
use crate::loader::source::lines::{Form, Line, is_closing};
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::features::word_seams::{WordSeam, word_seam};
use search::LegSearch;
use std::ops::Range;

/// How a line's end agrees with the height of its story's legs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// A leg ends here.
    Ends,
    /// No leg does.
    Amid,
    /// The legs' height is not known.
    Unknown,
}

/// What is known of a seam from the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Known {
    /// It was not asked.
    #[default]
    Not,
    /// What it says.
    Asked(Option<WordSeam>),
}

/// What the legs' heights tell of a text's lines.
#[derive(Debug, Default)]
pub struct Heights {
    fits: Vec<Fit>,
    /// What the dictionary says of the seam after a line, where it was asked.
    word_seams: Vec<Known>,
    /// Lines with which a story's first leg begins, in order.
    fresh: Vec<usize>,
    /// Lines that were surely cut, in order.
    cuts: Vec<usize>,
}

impl Heights {
    /// How a line's end agrees with its story's legs.
    pub fn fit(&self, line: usize) -> Fit {
        self.fits.get(line).copied().unwrap_or(Fit::Unknown)
    }

    /// What the dictionary says of the seam between a line and the next.
    pub fn word_seam(&self, line: usize) -> Known {
        self.word_seams.get(line).copied().unwrap_or_default()
    }

    /// Whether the legs begin anew with one of some lines (`true`), or go on across them (`false`); `None` where
    /// their height is not known.
    pub fn anew(&self, lines: Range<usize>) -> Option<bool> {
        let last = lines.end.checked_sub(1)?;
        if lines.end > self.fits.len() || lines.is_empty() {
            return None;
        }
        let next = self.fresh.partition_point(|f| *f < lines.start);
        if self.fresh.get(next).is_some_and(|f| *f < lines.end) {
            return Some(true);
        }
        (self.fit(last) != Fit::Unknown).then_some(false)
    }

    /// Whether the leg that goes on across a line ends with a cut. Only then does its height show that it began before.
    pub fn sure(&self, last: usize) -> bool {
        let ends = |line: &usize| self.fit(*line) == Fit::Ends;
        let after = (last..self.fits.len().min(last + REACH)).find(ends);
        after.is_some_and(|l| self.cuts.binary_search(&l).is_ok())
    }
}

/// Half ems from which a line that ends in mid-sentence was surely cut.
const SURE: u32 = 76;
/// The cost of a line not being a leg's last where its words go on in the next line.
const PARTED: f32 = 2.;
/// Lines within which the end of a leg is looked for.
const REACH: usize = 60;
/// Lines of a page that are looked at together.
const PAGE: usize = 3000;

/// A line of a page as the legs see it.
#[derive(Clone)]
struct Item {
    line: usize,
    chars: u32,
    /// The cost of its end being no leg's end, and of its being one.
    inner: f32,
    edge: f32,
    /// The cost of a story beginning with it; `None` where none does.
    fresh: Option<f32>,
    /// Whether it was surely cut, or surely ends a paragraph.
    cut: bool,
    whole: bool,
}

/// Measures the legs of a text's stories.
pub fn measure(rules: &Rules, source: &str, lines: &[Line], recognised: &[Recognised]) -> Heights {
    let mut items: Vec<Item> = Vec::new();
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let mut fresh = Some(0.);
    for (i, (line, seen)) in lines.iter().zip(recognised).enumerate() {
        match seen.class {
            Class::Section(_) | Class::Masthead(_) => {
                pages.push(from..items.len());
                from = items.len();
                fresh = Some(0.);
            }
            Class::Byline => fresh = Some(-0.7),
            Class::Free => {
                let (item, next) = item(i, line, seen, fresh);
                let long = items.len() - from;
                if long >= PAGE && (item.fresh.is_some() || long >= 2 * PAGE) {
                    pages.push(from..items.len());
                    from = items.len();
                }
                items.push(item);
                fresh = next;
            }
            _ => {}
        }
    }
    pages.push(from..items.len());
    pages.retain(|page| {
        let items = items.get(page.clone()).unwrap_or_default();
        items.iter().any(|i| i.cut)
    });
    let measured: usize = pages.iter().map(Range::len).sum();
    let weight = measured / pages.len().max(1);
    let found = side::each(&pages, weight, |_, page| {
        let items = items.get(page.clone()).unwrap_or_default();
        Page::measure(rules, source, lines, items)
    });
    let mut heights = Heights {
        fits: vec![Fit::Unknown; lines.len()],
        word_seams: vec![Known::Not; lines.len()],
        fresh: Vec::new(),
        cuts: items.iter().filter(|i| i.cut).map(|i| i.line).collect(),
    };
    for (page, mut found) in pages.into_iter().zip(found) {
        let items = items.get(page).unwrap_or_default();
        for ((item, fit), word_seam) in items.iter().zip(found.fits).zip(found.word_seams) {
            if let Some(slot) = heights.fits.get_mut(item.line) {
                *slot = fit;
            }
            if let Some(slot) = heights.word_seams.get_mut(item.line) {
                *slot = word_seam;
            }
        }
        heights.fresh.append(&mut found.fresh);
    }
    heights
}

/// What was found of a page's items.
struct Page {
    fits: Vec<Fit>,
    word_seams: Vec<Known>,
    /// Lines with which a story's first leg begins, in order.
    fresh: Vec<usize>,
}

impl Page {
    fn measure(rules: &Rules, source: &str, lines: &[Line], items: &[Item]) -> Self {
        let mut items = items.to_vec();
        let word_seams: Vec<Known> = items
            .iter_mut()
            .map(|item| {
                let after = lines.get(item.line + 1);
                let after = after.filter(|l| l.form == Form::Text && item.inner < 0. && !item.cut);
                let Some((before, after)) = lines.get(item.line).zip(after) else {
                    return Known::Not;
                };
                let word_seam = word_seam(rules, before.span.of(source), after.span.of(source));
                if word_seam.is_some_and(|j| j.parts || j.lasts || j.begins) {
                    item.inner -= PARTED;
                }
                Known::Asked(word_seam)
            })
            .collect();
        let mut search = LegSearch::new(&items);
        for at in 0..=items.len() {
            search.step(at);
        }
        let (fits, fresh) = search.back();
        Self {
            fits,
            word_seams,
            fresh,
        }
    }
}

/// A line as the legs see it, and the cost of a story beginning after it.
fn item(i: usize, line: &Line, seen: &Recognised, fresh: Option<f32>) -> (Item, Option<f32>) {
    let heading = matches!(line.form, Form::Heading(_));
    let listed = matches!(line.last, '：' | ':' | '；' | ';' | '…');
    let whole = !listed && line.ends_sentence() || seen.signed;
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
    let fresh = if seen.dateline || heading {
        Some(fresh.unwrap_or(-0.7))
    } else {
        fresh
    };
    let item = Item {
        line: i,
        // A mark without words takes a line, too; and no leg has more lines than characters.
        chars: line.chars.max(1),
        inner,
        edge,
        fresh,
        cut,
        whole,
    };
    (item, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;
    use crate::loader::weighed::{classes, legs};

    fn fits_of(text: &str) -> Vec<Fit> {
        let lines = scan(text, 0);
        let legs = legs::widths(&lines);
        let recognised = classes::recognise(Rules::built_in(), text, &lines, &legs);
        measure(Rules::built_in(), text, &lines, &recognised).fits
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
