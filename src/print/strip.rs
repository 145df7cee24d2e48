//! What a page is built of: lines, strips of lines, and where a strip may be parted.

use super::colour::{END, UNDERLINED, hyperlink};
use crate::guard::linked;
use crate::typeset::{
    Ambiguous, Placed, Row,
    cluster::{text_width, with_blanks},
};
use std::borrow::Cow;
use std::ops::Range;

/// A line in its look; blank cells are printed before it only, and without colour.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StripLine {
    /// Blank cells before the words.
    pub left: usize,
    /// Cells of the words.
    pub width: usize,
    /// The words with the codes of their look; empty in a blank line.
    pub text: String,
    /// Bytes of the codes that begin their look.
    codes: usize,
}

impl StripLine {
    /// A line of a text with the codes that begin its look.
    pub fn new(text: &str, begin: &str, ambiguous: Ambiguous) -> Self {
        Self::of_width(text, begin, |_| {
            text_width(text.trim_matches(' '), ambiguous)
        })
    }

    /// A line whose words are as wide as is told for the blank cells before them.
    fn of_width(text: &str, begin: &str, width: impl FnOnce(usize) -> usize) -> Self {
        let text = text.trim_end_matches(' ');
        let words = text.trim_start_matches(' ');
        if words.is_empty() {
            return Self::default();
        }
        let mut look = String::with_capacity(begin.len() + words.len() + END.len());
        look.push_str(begin);
        look.push_str(words);
        if !begin.is_empty() {
            look.push_str(END);
        }
        Self {
            left: text.len() - words.len(),
            width: width(text.len() - words.len()),
            text: look,
            codes: begin.len(),
        }
    }

    /// A set row with the codes that begin its look, and the words of its links underlined; they are links in a terminal
    /// that knows these.
    pub fn of(row: &Row, begin: &str, links: &[Placed], known: bool) -> Self {
        // Its cells are counted, the blank ones before its words among them; none stands at its end.
        let mut line = Self::of_width(row.text(), begin, |left| {
            usize::from(row.width()).saturating_sub(left)
        });
        // From the last on, so that the places of those before stay.
        for link in links.iter().rev() {
            let Range { start, end } = link.bytes;
            let place = [start, end].map(|at| at.checked_sub(line.left).map(|at| at + line.codes));
            let [Some(start), Some(end)] = place else {
                continue;
            };
            if !line.text.is_char_boundary(start) || !line.text.is_char_boundary(end) {
                continue;
            }
            let address = linked(&link.address).filter(|_| known);
            let [open, close] = address.map_or_else(Default::default, |a| hyperlink(&a));
            line.text.insert_str(end, &format!("{close}{END}{begin}"));
            line.text.insert_str(start, &format!("{UNDERLINED}{open}"));
        }
        line
    }

    /// The codes that begin its look; empty where it has none.
    pub fn codes(&self) -> &str {
        self.text.get(..self.codes).unwrap_or("")
    }

    /// Its words without the codes of their look.
    pub fn words(&self) -> &str {
        let end = if self.codes > 0 { END.len() } else { 0 };
        let end = self.text.len().saturating_sub(end);
        self.text.get(self.codes..end).unwrap_or("")
    }

    /// The words with their codes as they are written: with the blank cells that are kept behind some.
    pub fn written(&self, ambiguous: Ambiguous) -> Cow<'_, str> {
        with_blanks(&self.text, ambiguous)
    }

    /// Whether nothing is in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// A part of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Strip {
    /// Lines that part what stands above from what stands below, and are left out at a page's head.
    Gap(Vec<StripLine>),
    /// Lines that stay together, and with what follows.
    Whole {
        /// The lines.
        lines: Vec<StripLine>,
        /// The name of the section that begins with them.
        section: Option<String>,
    },
    /// Running text.
    Text(Story),
}

impl Strip {
    /// Lines that stay together.
    pub fn whole(lines: Vec<StripLine>) -> Self {
        Self::Whole {
            lines,
            section: None,
        }
    }

    /// One blank line.
    pub fn blank() -> Self {
        Self::Gap(vec![StripLine::default()])
    }
}

/// The lines of a text, which are set in legs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// Its lines, as one leg.
    pub lines: Vec<StripLine>,
    /// The lines before which a leg may end, in order.
    pub gaps: Vec<usize>,
    /// How many legs it is set in.
    pub legs: u16,
    /// Cells of each.
    pub leg: u16,
}
