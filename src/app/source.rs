//! The source as it came: its lines, wrapped at the pane's edge, from a place of their own.
//!
//! Rows are found from the place on screen, not counted from the file's beginning, so that a source of any size
//! costs only what is on screen. A very long line is taken in pieces, each wrapped from its own beginning.

mod walking;

use crate::guard::is_unseen;
use crate::issue::{Issue, Span};
use crate::typeset::cluster::{self, Ambiguous, Cluster, clusters};

/// Bytes of a piece of a long line.
const PIECE: usize = 4096;

/// A row of the source view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceRow {
    /// The line, counted from 1.
    pub line: usize,
    /// Whether the line begins here.
    pub first: bool,
    /// The characters shown, with the line's end left out.
    pub span: Span,
}

/// The source view's place and size.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// First byte on screen; always a row's first.
    top: u32,
    /// First byte of a row of the line one is at.
    at: u32,
    width: u16,
    height: u16,
    ambiguous: Ambiguous,
}

impl Source {
    /// A view of no size yet.
    pub fn new(ambiguous: Ambiguous) -> Self {
        Self {
            ambiguous,
            ..Self::default()
        }
    }

    /// Measures rows anew from the next size on.
    pub fn measure(&mut self, ambiguous: Ambiguous) {
        self.ambiguous = ambiguous;
    }

    /// Takes another size, the place at the top kept, and the line one is at on screen.
    pub fn resize(&mut self, issue: &Issue, width: u16, height: u16) {
        let at = self.at;
        (self.width, self.height) = (width, height);
        self.to(issue, self.top);
        self.at = self.start_of(issue, at);
        self.show(issue);
    }

    /// Goes to a byte.
    pub fn to(&mut self, issue: &Issue, byte: u32) {
        self.top = byte;
        self.settle(issue);
        let last = Span::new(0, issue.source.len().saturating_sub(1)).end;
        self.at = self.start_of(issue, byte.min(last));
    }

    /// The line one is at, counted from 1.
    pub fn line(self, issue: &Issue) -> usize {
        issue.line_of(self.at)
    }

    /// The bytes of the line one is at, its end included.
    pub fn line_span(self, issue: &Issue) -> Span {
        line_span(issue, self.line(issue))
    }

    /// Goes to a line, counted from 1, and shows it a third down the pane where it is not on screen.
    pub fn place_line(&mut self, issue: &Issue, line: usize) {
        let start = line_span(issue, line).start;
        let shown = self.rows(issue);
        let there = shown.iter().any(|r| r.span.start == start);
        self.at = self.start_of(issue, start);
        if !there {
            self.top = start;
            self.by(issue, -i64::from(self.height / 3));
            self.at = self.start_of(issue, start);
        }
        self.show(issue);
    }

    /// Goes to the line of a row on screen.
    pub fn point(&mut self, issue: &Issue, row: usize) {
        if let Some(row) = self.rows(issue).get(row) {
            self.at = row.span.start;
        }
    }

    /// Puts the line one is at on screen.
    fn show(&mut self, issue: &Issue) {
        self.show_from(issue, false);
    }

    /// Puts the row one is at on screen, and as much of its line below it as has room; or of one come to from below
    /// its end, as one reads on from there.
    fn show_from(&mut self, issue: &Issue, from_below: bool) {
        let line = self.line_span(issue);
        let screen = u64::from(self.height.max(1)) - 1;
        if from_below && self.at < self.top {
            let last = self.start_of(issue, line.end.saturating_sub(1).max(line.start));
            self.top = self.up(issue, last, screen, line.start).0;
        } else if self.at < self.top {
            self.top = self.at;
        } else {
            // The last row of the line that has room below the one one is at.
            let last = self.down(issue, self.at, screen, line.end).0;
            self.top = self.top.max(self.up(issue, last, screen, 0).0);
        }
        self.settle(issue);
    }

    /// Goes to a line, counted from 1.
    pub fn to_line(&mut self, issue: &Issue, line: usize) {
        let starts = &issue.line_starts;
        let line = line.clamp(1, starts.len().max(1)) - 1;
        self.to(issue, starts.get(line).copied().unwrap_or(0));
    }

    /// Moves down by rows, up where negative.
    pub fn by(&mut self, issue: &Issue, rows: i64) {
        self.top = self.row_away(issue, self.top, rows);
        self.settle(issue);
        // The line one is at stays on screen.
        let shown = self.rows(issue);
        let (first, last) = (shown.first(), shown.last());
        let (first, last) = (
            first.map_or(self.top, |r| r.span.start),
            last.map_or(self.top, |r| r.span.start),
        );
        self.at = self.at.clamp(first, last.max(first));
    }

    /// Goes to the end.
    pub fn end(&mut self, issue: &Issue) {
        self.to(issue, u32::MAX);
    }

    /// First byte on screen.
    pub fn top(self) -> u32 {
        self.top
    }

    /// Rows that a page moves by.
    pub fn page(self) -> i64 {
        i64::from(self.height.saturating_sub(2).max(1))
    }

    /// The rows on screen.
    pub fn rows(self, issue: &Issue) -> Vec<SourceRow> {
        let mut rows = Vec::new();
        let mut at = Some(self.top);
        while let Some(byte) = at.filter(|_| rows.len() < usize::from(self.height)) {
            rows.push(self.row(issue, byte));
            at = self.after(issue, byte);
        }
        rows
    }

    /// The row that starts at a byte.
    fn row(self, issue: &Issue, start: u32) -> SourceRow {
        let line = issue.line_of(start);
        let first = issue.line_starts.get(line - 1).is_none_or(|&s| s == start);
        let piece = piece(issue, start);
        let text = Span { start, ..piece }.of(&issue.source);
        let bare = text.trim_end_matches(['\n', '\r']);
        let end = start + Span::new(0, self.fill(bare)).end;
        SourceRow {
            line,
            first,
            span: Span { start, end },
        }
    }

    /// The byte at which the next row starts.
    fn after(self, issue: &Issue, start: u32) -> Option<u32> {
        let row = self.row(issue, start);
        let piece = piece(issue, start);
        let rest = Span {
            start: row.span.end,
            ..piece
        };
        let next = if rest.of(&issue.source).trim_matches(['\n', '\r']).is_empty() {
            piece.end
        } else {
            row.span.end
        };
        ((next as usize) < issue.source.len() && next > start).then_some(next)
    }

    /// The byte at which the row starts that shows a byte.
    fn start_of(self, issue: &Issue, byte: u32) -> u32 {
        self.starts(issue, byte).last().copied().unwrap_or(byte)
    }

    /// The bytes at which the rows of a piece start, up to the row that shows a byte.
    fn starts(self, issue: &Issue, byte: u32) -> Vec<u32> {
        let piece = piece(issue, byte);
        let mut starts = vec![piece.start];
        let mut at = piece.start;
        while let Some(next) = self.after(issue, at) {
            if next > byte || next >= piece.end {
                break;
            }
            starts.push(next);
            at = next;
        }
        starts
    }

    /// Puts the top at a row's start, and no further down than leaves the screen full.
    fn settle(&mut self, issue: &Issue) {
        let last = Span::new(0, issue.source.len().saturating_sub(1)).end;
        self.top = self.start_of(issue, self.top.min(last));
        let lowest = self.start_of(issue, last);
        let screen = u64::from(self.height.max(1)) - 1;
        let lowest = self.up(issue, lowest, screen, 0).0;
        self.top = self.top.min(lowest);
    }

    /// Bytes of a text that fill a row: at least one cluster.
    fn fill(self, text: &str) -> usize {
        let mut used = 0_u16;
        for cluster in clusters(text, self.ambiguous) {
            used = used.saturating_add(cells(&cluster, self.ambiguous));
            if used > self.width && cluster.at > 0 {
                return cluster.at;
            }
        }
        text.len()
    }
}

/// The bytes of a line, counted from 1, its end included.
fn line_span(issue: &Issue, line: usize) -> Span {
    let start = issue.line_starts.get(line.saturating_sub(1));
    let end = issue
        .line_starts
        .get(line)
        .map_or(issue.source.len(), |e| *e as usize);
    Span::new(start.map_or(end, |s| *s as usize), end)
}

/// The piece of a line that a byte stands in: the line with its end, or a part of a long one.
fn piece(issue: &Issue, byte: u32) -> Span {
    let line = issue.line_of(byte) - 1;
    let start = issue.line_starts.get(line).map_or(0, |&s| s as usize);
    let end = issue
        .line_starts
        .get(line + 1)
        .map_or(issue.source.len(), |&s| s as usize);
    let within = (byte as usize).saturating_sub(start) / PIECE;
    let snap = |n: usize| {
        let at = (start + n * PIECE).min(end);
        (at..end)
            .find(|&at| issue.source.is_char_boundary(at))
            .unwrap_or(end)
    };
    // A piece's beginning, snapped to a character, may come to lie behind the byte.
    let n = within - usize::from(within > 0 && snap(within) > byte as usize);
    Span::new(snap(n), snap(n + 1))
}

/// Cells that a cluster takes in the source view, where every control character has a picture.
pub fn cells(cluster: &Cluster, ambiguous: Ambiguous) -> u16 {
    if cluster.text.chars().any(is_hidden) {
        let each = cluster.text.chars().map(|c| {
            let shown = if is_hidden(c) { picture(c) } else { c };
            cluster::width(shown.encode_utf8(&mut [0; 4]), ambiguous)
        });
        each.fold(0, u16::saturating_add)
    } else {
        cluster.width
    }
}

/// Whether a character acts on a terminal or hides from the eye, so that the source view shows a picture for it: even
/// what joins others, chooses their variants or spells flags.
pub fn is_hidden(c: char) -> bool {
    is_unseen(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{E0100}'..='\u{E01EF}')
}

/// The picture of a hidden character: ␛ for escape and its kin, � for the others.
pub fn picture(c: char) -> char {
    match u32::from(c) {
        n @ 0..=0x1F => char::from_u32(0x2400 + n).unwrap_or('\u{FFFD}'),
        0x7F => '␡',
        _ => '\u{FFFD}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;
    use proptest::prelude::*;

    /// The view with a byte's row at the top, as far as the source reaches.
    fn at(issue: &Issue, byte: u32, width: u16, height: u16) -> Source {
        let mut view = Source::new(Ambiguous::Narrow);
        view.resize(issue, width, height);
        view.to(issue, byte);
        view
    }

    fn words(issue: &Issue, view: Source) -> Vec<&str> {
        let rows = view.rows(issue);
        rows.iter().map(|r| r.span.of(&issue.source)).collect()
    }

    #[test]
    fn lines_are_shown_as_they_came_and_wrapped_at_the_edge() {
        let issue = issue("# 潮\r\n\n江水东流\nabc");
        let view = at(&issue, 0, 6, 10);
        assert_eq!(words(&issue, view), ["# 潮", "", "江水东", "流", "abc"]);
        let rows = view.rows(&issue);
        let lines: Vec<(usize, bool)> = rows.iter().map(|r| (r.line, r.first)).collect();
        assert_eq!(
            lines,
            [(1, true), (2, true), (3, true), (3, false), (4, true)]
        );
    }

    #[test]
    fn the_end_leaves_the_screen_full() {
        let issue = issue("a\nb\nc\nd\ne");
        let mut view = at(&issue, 0, 10, 2);
        view.end(&issue);
        assert_eq!(words(&issue, view), ["d", "e"]);
        view.by(&issue, 5);
        assert_eq!(words(&issue, view), ["d", "e"]);
        view.by(&issue, -1);
        assert_eq!(words(&issue, view), ["c", "d"]);
        view.to_line(&issue, 2);
        assert_eq!(words(&issue, view), ["b", "c"]);
    }

    #[test]
    fn a_line_of_ten_megabytes_costs_what_is_on_screen() {
        let issue = issue(&"江".repeat(3_500_000));
        let mut view = at(&issue, 5_000_000, 80, 40);
        view.by(&issue, 1);
        view.by(&issue, -40);
        view.end(&issue);
        assert_eq!(view.rows(&issue).len(), 40);
    }

    #[test]
    fn what_would_act_on_a_terminal_has_a_picture() {
        assert_eq!(picture('\u{1b}'), '␛');
        assert_eq!(picture('\u{7f}'), '␡');
        assert_eq!(picture('\u{202e}'), '\u{FFFD}');
        assert!(is_hidden('\t') && !is_hidden('江'));
    }

    proptest! {
        #[test]
        fn walking_down_shows_every_line_and_up_again_the_same(
            source in "[a江\u{1b}\n\r]{0,60}", width in 0_u16..8, height in 0_u16..6
        ) {
            let issue = issue(&source);
            let mut view = at(&issue, 0, width, height);
            let mut down = vec![view.top()];
            for _ in 0..200 {
                view.by(&issue, 1);
                down.push(view.top());
            }
            down.dedup();
            view.end(&issue);
            prop_assert_eq!(Some(&view.top()), down.last());
            for &top in down.iter().rev().skip(1) {
                view.by(&issue, -1);
                prop_assert_eq!(view.top(), top);
            }
            let shown: String = down.iter().map(|&at| view.row(&issue, at)).map(|r| r.span.of(&source)).collect();
            if height == 1 {
                prop_assert_eq!(shown.replace(['\r', '\n'], ""), source.replace(['\r', '\n'], ""));
            }
        }
    }
}
