//! Legs (a newspaper's columns of type): how wide the column was from which a line was taken, measured by its
//! neighbours. Text as pdftotext leaves it has every line cut at that width.

use crate::loader::source::lines::{Line, never_first};

/// Lines looked at before and after one.
const REACH: usize = 20;
/// The narrowest leg, in half ems; shorter lines are headlines and verse.
const NARROWEST: u32 = 14;
/// The widest leg, in half ems; longer lines are whole paragraphs.
const WIDEST: u32 = 120;
/// How many half ems a full line may fall short: a mark or a word that did not fit went down.
const RAGGED: usize = 4;

/// The width in half ems of the leg each line was cut from; 0 where lines are not cut at a width.
pub fn widths(lines: &[Line]) -> Vec<u32> {
    let mut legs = vec![0; lines.len()];
    for (block, out) in legs.chunks_mut(8).enumerate() {
        let at = block * 8;
        let from = at.saturating_sub(REACH);
        let to = (at + 8 + REACH).min(lines.len());
        out.fill(leg(lines.get(from..to).unwrap_or_default()));
    }
    legs
}

fn leg(lines: &[Line]) -> u32 {
    let mut counts = [0usize; WIDEST as usize + 1];
    let (mut long, mut all) = (0, 0);
    for line in lines {
        let width = set_width(line);
        all += 1;
        match counts.get_mut(width as usize) {
            Some(count) => *count += 1,
            None => long += 1,
        }
    }
    if all < 4 || long * 10 > all {
        return 0;
    }
    let crowd = |w: usize| {
        counts
            .get(w.saturating_sub(RAGGED)..=w)
            .unwrap_or_default()
            .iter()
            .sum::<usize>()
    };
    let Some(best) = (NARROWEST as usize..=WIDEST as usize)
        .rev()
        .max_by_key(|w| crowd(*w))
    else {
        return 0;
    };
    let beyond: usize = counts.get(best + 3..).unwrap_or_default().iter().sum();
    if crowd(best) * 5 < all * 2 || crowd(best) < 3 || (beyond + long) * 8 > all {
        return 0;
    }
    // The commonest width of the crowd: a hanging mark may pass it.
    let mode = (best.saturating_sub(RAGGED)..=best)
        .rev()
        .max_by_key(|w| counts.get(*w).copied().unwrap_or(0))
        .unwrap_or(best);
    u32::try_from(mode).unwrap_or(0)
}

/// A line's length as it stood in its leg, indent included, in half ems.
pub fn set_width(line: &Line) -> u32 {
    line.width + u32::from(line.indent)
}

/// Whether a line was cut by the leg's edge: what the next line begins with would not have fitted.
pub fn is_full(line: &Line, next: &str, leg: u32) -> bool {
    // A space parts two Latin words.
    let latin = |c: char| c.is_alphabetic() && (c as u32) < 0x2E80;
    let space = line.is_alphabetic() && next.chars().next().is_some_and(latin);
    leg > 0 && set_width(line) + u32::from(space) + first_unit(next) > leg
}

/// Half ems of what cannot be parted at a line's start: a word, number or character, with the opening marks before it
/// and the marks after it.
fn first_unit(text: &str) -> u32 {
    let mut width = 0;
    let mut chars = text.chars().peekable();
    let latin = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '.' | ','
                    | '%'
                    | '+'
                    | '-'
                    | '–'
                    | '/'
                    | ':'
                    | '_'
                    | '#'
                    | '&'
                    | '='
                    | '?'
                    | '~'
                    | '@'
            )
    };
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    let opening = |c: char| matches!(c, '（' | '(' | '“' | '‘' | '『' | '「' | '《' | '〈' | '【');
    while let Some(c) = chars.next_if(|c| opening(*c)) {
        width += wide(c);
    }
    let Some(first) = chars.next() else {
        return width;
    };
    width += wide(first);
    if latin(first) {
        while let Some(c) = chars.next_if(|c| latin(*c)) {
            width += wide(c);
            if width > 60 {
                return width;
            }
        }
    }
    while let Some(c) = chars.next_if(|c| never_first(*c) || matches!(c, '…' | '—')) {
        width += wide(c);
    }
    width
}

/// Whether a line goes to its column's edge, with another right below it.
pub fn fills_leg(source: &str, lines: &[Line], legs: &[u32], i: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(i), lines.get(i + 1)) else {
        return false;
    };
    let leg = legs.get(i).copied().unwrap_or(0);
    next.blanks == 0 && is_full(line, next.span.of(source), leg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    #[test]
    fn the_width_of_cut_lines_is_found() {
        let text = "一二三四五六七八九十一二\n".repeat(9)
            + "一二三四\n"
            + &"一二三四五六七八九十一，\n".repeat(6);
        assert_eq!(widths(&scan(&text, 0)).first(), Some(&24));
    }

    #[test]
    fn whole_paragraphs_have_no_width() {
        let text = (20..60).fold(String::new(), |t, n| t + &"字".repeat(n) + "\n\n");
        assert!(widths(&scan(&text, 0)).iter().all(|w| *w == 0));
    }

    #[test]
    fn a_line_is_full_when_the_next_word_would_not_fit() {
        let lines = scan("一二三四五六七八九\n", 0);
        assert!(is_full(&lines[0], "2023年", 20));
        assert!(!is_full(&lines[0], "中", 20));
        // A bracket is not parted from the number or word in it.
        assert!(is_full(&lines[0], "（1031—1095年）", 22));
        assert!(is_full(&lines[0], "“2+1+1”", 24));
    }
}
