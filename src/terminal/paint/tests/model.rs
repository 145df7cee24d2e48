//! A small terminal to paint on.

use super::super::*;
use crate::typeset::cluster::is_ambiguous;
use ratatui::buffer::CellWidth;
use ratatui::style::{Color, Modifier};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// What a terminal does with the sequences the painter writes: wrapping off, a wide glyph of which one half is
/// overwritten loses the other, unknown sequences fail the test.
pub struct Model {
    pub columns: usize,
    pub cells: Vec<(String, Look)>,
    pub x: usize,
    pub y: usize,
    pub look: Look,
    /// The link that each cell is part of.
    pub links: Vec<String>,
    /// The link that is open.
    pub link: String,
    pub erases_in_colour: bool,
    /// Cells that an uncertain glyph takes here.
    pub opinion: fn(&str) -> usize,
}

pub fn agreed(text: &str) -> usize {
    text.cell_width().into()
}

/// A terminal set up for CJK: what is ambiguous takes two cells, what is joined is shown in pieces.
pub fn wide_opinion(text: &str) -> usize {
    text.chars()
        .map(|c| {
            c.width().map_or(0, |cells| {
                if is_ambiguous(c) {
                    2 * cells.min(1)
                } else {
                    cells
                }
            })
        })
        .sum::<usize>()
        .max(1)
}

/// A terminal that knows no emoji.
pub fn narrow_opinion(text: &str) -> usize {
    let glyph = CellGlyph {
        text,
        width: text.cell_width(),
        look: Look::default(),
        link: 0,
    };
    if certain(&glyph) { agreed(text) } else { 1 }
}

impl Model {
    pub fn new(
        columns: u16,
        rows: u16,
        erases_in_colour: bool,
        opinion: fn(&str) -> usize,
    ) -> Self {
        let junk = (
            "?".to_owned(),
            Look {
                fg: Color::Red,
                ..Look::default()
            },
        );
        Self {
            columns: columns.into(),
            cells: vec![junk; usize::from(columns) * usize::from(rows)],
            x: 0,
            y: 0,
            look: Look::default(),
            links: vec!["?".to_owned(); usize::from(columns) * usize::from(rows)],
            link: String::new(),
            erases_in_colour,
            opinion,
        }
    }

    pub fn blank(&self) -> (String, Look) {
        let bg = if self.erases_in_colour {
            self.look.bg
        } else {
            Color::Reset
        };
        (
            " ".to_owned(),
            Look {
                bg,
                ..Look::default()
            },
        )
    }

    pub fn put(&mut self, text: &str) {
        let width = (self.opinion)(text);
        let row = self.y * self.columns;
        for x in self.x..(self.x + width).min(self.columns) {
            // Both halves of what stood here go.
            if self.cells[row + x].0.is_empty() && x > 0 {
                self.cells[row + x - 1].0 = " ".to_owned();
            }
            if x + 1 < self.columns && self.cells[row + x + 1].0.is_empty() {
                self.cells[row + x + 1].0 = " ".to_owned();
            }
            self.cells[row + x] = (String::new(), self.look);
            self.links[row + x].clone_from(&self.link);
        }
        self.cells[row + self.x].0 = text.to_owned();
        self.x = (self.x + width).min(self.columns - 1);
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(sequence) = rest.strip_prefix("\x1b[") {
                let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                let numbers: Vec<usize> = sequence[..end]
                    .split(';')
                    .map(|n| n.parse().unwrap_or(0))
                    .collect();
                self.command(&numbers, &sequence[end..=end]);
                rest = &sequence[end + 1..];
            } else if let Some(sequence) = rest.strip_prefix("\x1b]8;") {
                let (link, after) = sequence.split_once("\x1b\\").unwrap();
                let (_, address) = link.split_once(';').unwrap();
                self.link = address.to_owned();
                rest = after;
            } else if let Some(after) = rest.strip_prefix('\r') {
                self.x = 0;
                rest = after;
            } else if let Some(after) = rest.strip_prefix('\n') {
                self.y += 1;
                assert!(
                    self.y * self.columns < self.cells.len(),
                    "the screen would scroll"
                );
                rest = after;
            } else {
                let glyph = rest.graphemes(true).next().unwrap();
                assert!(
                    !glyph.contains(|c: char| c.is_control()),
                    "{glyph:?} reaches the terminal"
                );
                self.put(glyph);
                rest = &rest[glyph.len()..];
            }
        }
    }

    pub fn command(&mut self, numbers: &[usize], command: &str) {
        let n = numbers[0].max(1);
        let from = self.y * self.columns + self.x;
        match command {
            "C" => self.x = (self.x + n).min(self.columns - 1),
            "G" => self.x = n - 1,
            "H" => (self.y, self.x) = (n - 1, numbers.get(1).map_or(0, |&x| x.max(1) - 1)),
            "J" => {
                assert_eq!(numbers, [2]);
                let blank = self.blank();
                self.cells.fill(blank);
                self.links.fill(String::new());
            }
            "K" => {
                assert_eq!(numbers, [0]);
                let blank = self.blank();
                self.cells[from..(self.y + 1) * self.columns].fill(blank);
                self.links[from..(self.y + 1) * self.columns].fill(String::new());
            }
            "m" => self.attributes(numbers),
            other => panic!("{other} is not in the model"),
        }
        assert!(self.x < self.columns);
    }

    pub fn attributes(&mut self, numbers: &[usize]) {
        let mut rest = numbers.iter().map(|&n| n as u8);
        while let Some(n) = rest.next() {
            match n {
                0 => self.look = Look::default(),
                1..=9 => self.look.modifier |= Modifier::from_bits(1 << (n - 1)).unwrap(),
                22 => self.look.modifier -= Modifier::BOLD | Modifier::DIM,
                25 => self.look.modifier -= Modifier::SLOW_BLINK | Modifier::RAPID_BLINK,
                23 | 24 | 27..=29 => {
                    self.look.modifier -= Modifier::from_bits(1 << (n - 21)).unwrap();
                }
                38 | 48 => {
                    let colour = if rest.next() == Some(5) {
                        Color::Indexed(rest.next().unwrap())
                    } else {
                        Color::Rgb(
                            rest.next().unwrap(),
                            rest.next().unwrap(),
                            rest.next().unwrap(),
                        )
                    };
                    if n == 38 {
                        self.look.fg = colour;
                    } else {
                        self.look.bg = colour;
                    }
                }
                30..=39 | 90..=97 => self.look.fg = named(n),
                40..=49 | 100..=107 => self.look.bg = named(n - 10),
                _ => panic!("attribute {n} is not in the model"),
            }
        }
    }
}

pub fn named(n: u8) -> Color {
    const NAMES: [Color; 8] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
    ];
    const BRIGHT: [Color; 8] = [
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match n {
        39 => Color::Reset,
        90.. => BRIGHT[usize::from(n) - 90],
        _ => NAMES[usize::from(n) - 30],
    }
}
