//! Pages: strips one below the other, without end or in pages of so many lines with a folio at the foot.

use super::{
    legs::{Rest, lines_of, side_by_side},
    sheet::PrintedSheet,
    strip::{Story, Strip, StripLine},
    upright::Upright,
};
use crate::print::options::FOOT;
use crate::{
    theme::Role,
    typeset::{
        cluster::{self, text_width},
        legs::GUTTER,
    },
};
use std::io::{self, Write};

/// The fewest lines of a text that are begun at a page's foot.
const BEGUN: usize = 3;

/// The pages being written.
pub struct Pages<'a> {
    sheet: &'a PrintedSheet<'a>,
    out: &'a mut dyn Write,
    /// Lines of a page without its foot; `None` for one page without end.
    height: Option<usize>,
    /// What stays with what comes next.
    kept: Vec<Strip>,
    /// Lines of the page so far, where it has an end.
    filled: usize,
    /// Pages that were begun.
    number: usize,
    /// The section that goes on.
    section: String,
    /// The section that the page begins with.
    named: String,
    /// What is written before the next line goes out.
    text: String,
    rule: StripLine,
    /// Where lines run down: those of the page so far.
    upright: Option<Upright<'a>>,
}

impl<'a> Pages<'a> {
    /// Pages by a sheet's options.
    pub fn new(sheet: &'a PrintedSheet<'a>, out: &'a mut dyn Write) -> Self {
        let upright = Upright::of(sheet);
        let lines = sheet
            .options
            .height
            .map(|h| usize::from(h.saturating_sub(FOOT)));
        let height = upright.as_ref().map(Upright::room).or(lines);
        Self {
            sheet,
            out,
            height: height.map(|h| h.max(1)),
            kept: Vec::new(),
            filled: 0,
            number: 0,
            section: String::new(),
            named: String::new(),
            text: String::new(),
            rule: sheet.line("│", Role::Border),
            upright,
        }
    }

    /// Takes what comes next.
    pub fn take(&mut self, strips: Vec<Strip>) -> io::Result<()> {
        for strip in strips {
            match (strip, self.height) {
                (Strip::Text(story), None) => {
                    self.keep_nothing();
                    let rest = Rest {
                        story: &story,
                        from: 0,
                    };
                    let legs = rest.balanced(usize::MAX).unwrap_or_default();
                    self.legs(&story, &legs);
                }
                (Strip::Text(story), Some(height)) => self.story(&story, height),
                (strip, None) => {
                    self.kept.push(strip);
                    self.keep_nothing();
                }
                (strip, Some(height)) => {
                    self.kept.push(strip);
                    // Headings without any text fill pages, too.
                    if self.kept_lines() >= height {
                        self.keep_nothing();
                    }
                }
            }
        }
        self.flush()
    }

    /// Ends the last page.
    pub fn end(mut self) -> io::Result<()> {
        let gap = |strip: &Strip| matches!(strip, Strip::Gap(_));
        while self.kept.last().is_some_and(gap) {
            self.kept.pop();
        }
        if self
            .height
            .is_some_and(|height| self.filled + self.kept_lines() > height)
        {
            self.turn();
        }
        self.keep_nothing();
        if self.filled > 0 {
            self.foot();
        }
        self.flush()?;
        self.out.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Lines that what is kept takes where it is set next.
    fn kept_lines(&self) -> usize {
        let mut lines = 0;
        for strip in &self.kept {
            lines += match strip {
                Strip::Gap(_) if lines == 0 && self.filled == 0 => 0,
                Strip::Gap(gap) => gap.len(),
                Strip::Whole { lines, .. } => lines.len(),
                Strip::Text(_) => 0,
            };
        }
        lines
    }

    /// Sets what was kept.
    fn keep_nothing(&mut self) {
        for strip in std::mem::take(&mut self.kept) {
            match strip {
                Strip::Gap(_) if self.height.is_some() && self.filled == 0 => {}
                Strip::Gap(lines) => self.lines(&lines),
                Strip::Whole { lines, section } => {
                    let end = self.filled.saturating_add(lines.len());
                    if self.height.is_some_and(|height| end > height) {
                        self.turn();
                    }
                    if let Some(section) = section {
                        if self.filled == 0 || self.named.is_empty() {
                            self.named.clone_from(&section);
                        }
                        self.section = section;
                    }
                    self.lines(&lines);
                }
                Strip::Text(_) => {}
            }
        }
    }

    /// Sets a text on pages: what stands before it is set with its first lines.
    fn story(&mut self, story: &Story, height: usize) {
        let mut rest = Rest { story, from: 0 };
        let fits = |rest: &Rest, left: usize| {
            left >= rest.least().max(BEGUN) || rest.balanced(left).is_some()
        };
        let left = height.saturating_sub(self.filled + self.kept_lines());
        if !fits(&rest, left) {
            self.turn();
            let left = height.saturating_sub(self.kept_lines());
            if !fits(&rest, left) {
                // All that is kept and a text's first lines do not fit any page: the last heading goes with the text.
                let heading = |strip: &Strip| matches!(strip, Strip::Whole { .. });
                let last = self.kept.iter().rposition(heading).unwrap_or(0);
                let head = self.kept.split_off(last);
                self.keep_nothing();
                self.turn();
                self.kept = head;
            }
        }
        self.keep_nothing();
        while rest.from < story.lines.len() {
            let left = height.saturating_sub(self.filled);
            let legs = match rest.balanced(left) {
                Some(legs) => legs,
                None if fits(&rest, left) => rest.filled(left),
                None => Vec::new(),
            };
            match legs.last() {
                Some(last) => {
                    rest.from = last.end;
                    self.legs(story, &legs);
                }
                None if self.filled == 0 => {
                    let leg = rest.forced(left);
                    rest.from = leg.end;
                    self.legs(story, &[leg]);
                }
                None => {}
            }
            if rest.from < story.lines.len() {
                self.turn();
            }
        }
    }

    fn legs(&mut self, story: &Story, legs: &[std::ops::Range<usize>]) {
        if let [only] = legs {
            self.lines(lines_of(story, only));
        } else {
            let lines = side_by_side(story, legs, &self.rule, GUTTER);
            self.lines(&lines);
        }
    }

    /// Writes lines; where they do not fit the page, on as many as it takes.
    fn lines(&mut self, lines: &[StripLine]) {
        for line in lines {
            if self.height.is_some_and(|height| self.filled >= height) {
                self.turn();
            }
            if self.filled == 0 && self.height.is_some() {
                self.number += 1;
                if self.number > 1 && self.sheet.options.form_feed {
                    self.text.push('\u{c}');
                }
            }
            match &mut self.upright {
                Some(upright) => upright.take(line),
                None => self.write(line),
            }
            self.filled = self
                .filled
                .saturating_add(usize::from(self.height.is_some()));
        }
    }

    fn write(&mut self, line: &StripLine) {
        if !line.is_blank() {
            let margin = self
                .upright
                .as_ref()
                .map_or(self.sheet.margin, Upright::margin);
            let blank = usize::from(margin) + line.left;
            self.text.extend(std::iter::repeat_n(' ', blank));
            self.text.push_str(&line.written(self.sheet.ambiguous()));
        }
        self.text.push('\n');
    }

    /// Ends the page, if anything is on it.
    fn turn(&mut self) {
        if self.filled > 0 {
            self.foot();
            self.filled = 0;
            self.named.clone_from(&self.section);
        }
    }

    /// Fills the page with blank lines, and sets the folio.
    fn foot(&mut self) {
        if let Some(upright) = &mut self.upright {
            upright.write(&mut self.text);
        } else {
            let height = self.height.unwrap_or(0);
            self.text.extend(std::iter::repeat_n(
                '\n',
                height.saturating_sub(self.filled),
            ));
        }
        let rule = cluster::rule('─', self.columns(), self.sheet.ambiguous());
        let rule = self.sheet.line(&rule, Role::Border);
        self.write(&rule);
        let folio = self.sheet.line(&self.folio(), Role::Fact);
        self.write(&folio);
    }

    /// Columns from the page's left to its right, margins left out.
    fn columns(&self) -> usize {
        let columns = self
            .upright
            .as_ref()
            .map_or(self.sheet.width, Upright::columns);
        usize::from(columns.max(1))
    }

    /// Paper, date and section as far as there is room, and the page's number at the right.
    fn folio(&self) -> String {
        let width = self.columns();
        let cells = |words: &str| text_width(words, self.sheet.ambiguous());
        let number = [format!("- {} -", self.number), self.number.to_string()];
        let number = number.into_iter().find(|number| number.len() <= width);
        let number = number.unwrap_or_default();
        let (name, date, _) = self.sheet.facts();
        let both = [&self.named, &self.section];
        let mut both: Vec<&str> = both
            .map(String::as_str)
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        both.dedup();
        let sections = (!both.is_empty()).then(|| both.join(" – "));
        let section = both.first().map(|&first| first.to_owned());
        let together = |parts: [Option<&String>; 3]| {
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            parts.join(" · ")
        };
        let (name, date, section) = (name.as_ref(), date.as_ref(), section.as_ref());
        let words = [
            together([name, date, sections.as_ref()]),
            together([name, date, section]),
            together([name, None, section]),
            together([section, None, None]),
            together([name, None, None]),
            String::new(),
        ]
        .into_iter()
        .find(|words| words.is_empty() || cells(words) + number.len() + 2 <= width)
        .unwrap_or_default();
        let blank = width.saturating_sub(cells(&words) + number.len());
        format!("{words}{}{number}", " ".repeat(blank))
    }
}
