//! A small terminal: the cells it shows after what is written to it. It knows what a VT100 knows, and what xterm
//! brought only where it is said to; anything else fails the test.
#![allow(clippy::string_slice)]

use kanbao::typeset::cluster::{self, Ambiguous, is_ambiguous};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

/// What a terminal thinks of characters, and which sequences it takes.
#[derive(Clone, Copy, Debug)]
pub struct Opinion {
    /// Whether ambiguous characters take two cells.
    pub wide: bool,
    /// Whether a cluster is shown as one, not character by character.
    pub joins: bool,
    /// Whether it is a VT100: no `CSI n G`, no attribute taken back alone, no colour, no private mode but wrapping
    /// and the cursor's, nothing but ASCII for signs.
    pub old: bool,
}

/// The cells, each with what it shows; the second half of a wide character is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    columns: usize,
    cells: Vec<String>,
    x: usize,
    y: usize,
    /// The cursor's row and column, from 1, as it was last asked for.
    pub told: Option<(usize, usize)>,
}

impl Grid {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            columns: columns.into(),
            cells: vec!["?".to_owned(); usize::from(columns) * usize::from(rows)],
            x: 0,
            y: 0,
            told: None,
        }
    }

    /// What a cell shows.
    pub fn cell(&self, x: u16, y: u16) -> &str {
        &self.cells[usize::from(y) * self.columns + usize::from(x)]
    }

    /// Takes what is written, in an opinion.
    pub fn feed(&mut self, bytes: &[u8], opinion: Opinion) {
        let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(sequence) = rest.strip_prefix("\x1b[") {
                let end = sequence
                    .find(|c: char| c.is_ascii_alphabetic())
                    .expect("a sequence ends");
                let (parameters, last) = sequence.split_at(end);
                self.command(parameters, &last[..1], opinion);
                rest = &last[1..];
                continue;
            }
            match c {
                '\r' => self.x = 0,
                '\n' => {
                    self.y += 1;
                    assert!(
                        self.y * self.columns < self.cells.len(),
                        "the screen would scroll"
                    );
                }
                c if c.is_control() => panic!("{c:?} reaches the terminal"),
                _ => {
                    let own = if opinion.joins {
                        rest.graphemes(true).next().unwrap_or("")
                    } else {
                        &rest[..c.len_utf8()]
                    };
                    self.put(own, opinion);
                    rest = &rest[own.len()..];
                    continue;
                }
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    fn put(&mut self, text: &str, opinion: Opinion) {
        let width = width(text, opinion);
        let row = self.y * self.columns;
        if width == 0 {
            // A mark joins what stands before it.
            let before = (0..self.x).rev().find(|x| !self.cells[row + x].is_empty());
            if let Some(x) = before {
                self.cells[row + x].push_str(text);
            }
            return;
        }
        // Wrapping is off: what does not fit stands at the last columns.
        self.x = self.x.min(self.columns.saturating_sub(width));
        for x in self.x..(self.x + width).min(self.columns) {
            self.halve(row, x);
            self.cells[row + x].clear();
        }
        text.clone_into(&mut self.cells[row + self.x]);
        self.x += width;
    }

    /// Takes both halves of what stands in a cell.
    fn halve(&mut self, row: usize, x: usize) {
        if self.cells[row + x].is_empty() && x > 0 {
            " ".clone_into(&mut self.cells[row + x - 1]);
        }
        if x + 1 < self.columns && self.cells[row + x + 1].is_empty() {
            " ".clone_into(&mut self.cells[row + x + 1]);
        }
    }

    fn command(&mut self, parameters: &str, last: &str, opinion: Opinion) {
        let number = |n: usize| {
            let own = parameters.split(';').nth(n).unwrap_or("");
            own.parse::<usize>().unwrap_or(0)
        };
        let one = |n: usize| number(n).max(1);
        let here = self.y * self.columns;
        match last {
            "H" => (self.y, self.x) = (one(0) - 1, one(1) - 1),
            "G" if !opinion.old => self.x = one(0) - 1,
            "C" => self.x = (self.x + one(0)).min(self.columns - 1),
            "J" => {
                assert_eq!(parameters, "2");
                self.cells.fill(" ".to_owned());
            }
            "K" => {
                assert_eq!(parameters, "");
                let from = self.x.min(self.columns);
                if from < self.columns {
                    self.halve(here, from);
                }
                self.cells[here + from..here + self.columns].fill(" ".to_owned());
            }
            "m" if opinion.old => {
                let known = ["", "0", "1", "4", "5", "7"];
                for code in parameters.split(';') {
                    assert!(known.contains(&code), "a VT100 knows no {parameters}m");
                }
            }
            "m" => {}
            "n" => {
                assert_eq!(parameters, "6");
                self.told = Some((self.y + 1, self.x + 1));
            }
            "h" | "l" if opinion.old => assert!(
                ["?7", "?25"].contains(&parameters),
                "a VT100 knows no {parameters}{last}"
            ),
            "h" | "l" => assert!(parameters.starts_with('?')),
            other => panic!("unknown: {parameters}{other}"),
        }
    }
}

/// Cells that a terminal gives a text that it shows as one.
fn width(text: &str, opinion: Opinion) -> usize {
    let own = |c: char| match c.width().unwrap_or(0) {
        1 if opinion.wide && is_ambiguous(c) => 2,
        // Sound marks of half width have a cell of their own.
        0 if matches!(c, '\u{FF9E}' | '\u{FF9F}') => 1,
        cells => cells,
    };
    if !opinion.joins {
        return text.chars().map(own).sum();
    }
    let kind = if opinion.wide {
        Ambiguous::Wide
    } else {
        Ambiguous::Narrow
    };
    cluster::width(text, kind).into()
}
