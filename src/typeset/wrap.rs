//! A paragraph that stands in no issue: its lines joined, and set anew.

use super::{
    Row, RowRole, Style,
    class::{is_closing, is_hangul, is_opening, is_stroke, is_wide_word},
    display::{SOFT_HYPHEN, Shown},
    em,
    paragraph::{Frame, Typesetting},
};
use std::borrow::Cow;

/// Sets a paragraph on a page of `width` cells (the gutter for hanging marks is inside it), in lines of at most
/// `measure` cells, and hands on each line's text; stops at the first that is refused.
///
/// Lines run along, whatever the style says. A line's readings, where it has any, stand above it in the same text.
/// Nothing is lost but blank cells at lines' ends. Its own blank cells at its start stay where the style
/// indents nothing, and give way to the style's indent otherwise.
pub fn wrap<E>(
    paragraph: &str,
    width: u16,
    measure: Option<u16>,
    style: &Style,
    mut line: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let style = Style {
        vertical: false,
        ..style.on(width)
    };
    let measure = width
        .saturating_sub(style.gutter())
        .min(measure.unwrap_or(u16::MAX))
        .max(1);
    let plain = paragraph.replace('\t', " ");
    let shown = Shown::plain(&plain, style.fullwidth).in_script(style.script, "");
    let mut mark = Row::new(RowRole::Body, None);
    let mut indent = em(style.indent, measure);
    if indent == 0 {
        let text = shown.trimmed();
        mark.add(shown.text.get(..text.start).unwrap_or(""), style.ambiguous);
        indent = mark.width();
    }
    let frame = Frame {
        measure,
        first: indent,
        filling: style.filling(),
        ..Frame::default()
    };
    let mut setting = Typesetting::new(&shown, 0..shown.text.len(), &style, frame);
    let mut rows = Vec::new();
    while setting.some_rows(&mark, RowRole::Body, None, &mut rows) {
        let mut read = None;
        for row in rows.drain(..) {
            match read.take() {
                _ if row.role == RowRole::Ruby => read = Some(row),
                Some(read) => line(&format!("{}\n{}", read.text(), row.text()))?,
                None => line(row.text())?,
            }
        }
        mark = Row::new(RowRole::Body, None);
    }
    Ok(())
}

/// The lines of a paragraph as one text: with a space between words of alphabets, none where Han stands.
///
/// Whether Han and Latin that meet at a line's end were parted there is told by the rest of the paragraph.
pub fn joined<'a>(lines: &[&'a str]) -> Cow<'a, str> {
    let Some((first, others)) = lines.split_first() else {
        return Cow::Borrowed("");
    };
    if others.is_empty() {
        return Cow::Borrowed(first);
    }
    let parted = parts_scripts(lines);
    let mut text = first.trim_end().to_owned();
    for line in others {
        let line = line.trim();
        let mut before = text.chars().rev();
        if let (Some(last), Some(next)) = (before.next(), line.chars().next())
            && spaced(before.next(), last, next, parted)
        {
            text.push(' ');
        }
        text.push_str(line);
    }
    Cow::Owned(text)
}

/// Whether Han and Latin are parted by a space in these lines more often than not.
fn parts_scripts(lines: &[&str]) -> bool {
    let (mut with, mut without) = (0, 0);
    for line in lines {
        let mut before = [' '; 2];
        for c in line.chars() {
            let meet = |a: char, b: char| {
                is_wide_word(a) && b.is_ascii_alphanumeric()
                    || a.is_ascii_alphanumeric() && is_wide_word(b)
            };
            if before[1] == ' ' {
                with += usize::from(meet(before[0], c));
            } else {
                without += usize::from(meet(before[1], c));
            }
            before = [before[1], c];
        }
    }
    with > without
}

/// Whether a line's end stands for a space; `prior` and `last` end the line, `next` starts the one below.
fn spaced(prior: Option<char>, last: char, next: char, parted: bool) -> bool {
    // Written without spaces, as Han is.
    let solid = |c: char| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}');
    let grid = |c: char| {
        matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE6F}'
            | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
            && !is_hangul(c)
    };
    // “ ” ‘ ’ — … · are of the script beside them.
    let shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '·') || is_stroke(c);
    let word = |c: char| c.is_ascii_alphanumeric();
    if solid(last) && solid(next) || last == SOFT_HYPHEN {
        return false;
    }
    if grid(last) || grid(next) {
        let scripts = is_wide_word(last) && word(next) || word(last) && is_wide_word(next);
        let hangul = is_hangul(last) || is_hangul(next);
        return scripts && parted || hangul;
    }
    if shared(last) && shared(next) || is_opening(last) || is_stroke(last) {
        return false;
    }
    if !next.is_ascii() && (is_closing(next) || is_stroke(next)) {
        return false;
    }
    // A line may end within well-known and after the slashes of an address.
    let goes_on = matches!(last, '-' | '/') && prior.is_some_and(|c| !c.is_whitespace());
    !goes_on
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Autospace,
            cluster::{Ambiguous, clusters, text_width},
        },
        *,
    };
    use proptest::prelude::*;

    fn lines(text: &str, width: u16, style: &Style) -> Vec<String> {
        let mut lines = Vec::new();
        let Ok(()) = wrap(text, width, None, style, |line| {
            lines.push(line.to_owned());
            Ok::<(), std::convert::Infallible>(())
        });
        lines
    }

    /// Settings under which no character is added or changed.
    fn plain() -> Style {
        Style {
            indent: 0,
            justify: false,
            autospace: Autospace::Off,
            fullwidth: false,
            ..Style::default()
        }
    }

    proptest! {
        #[test]
        fn any_text_is_kept_whole_in_lines_that_fit(text in "\\PC{0,80}|(?s).{0,80}|[文字，。“a1 \u{300}\u{200B}\u{AD}\u{A0}]{0,80}", width in 0..40_u16) {
            let lines = lines(&text, width, &plain());
            let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            let widest = clusters(&text, Ambiguous::Narrow).map(|c| usize::from(c.width)).max().unwrap_or(0);
            for line in &lines {
                prop_assert!(text_width(line, Ambiguous::Narrow) <= widest.max(width.into()), "{:?}", lines);
            }
        }
    }

    #[test]
    fn characters_without_width_take_no_more_than_linear_time() {
        let time = |times: usize| {
            let text = format!("字{}", "\u{200B}\u{E31}".repeat(times));
            let start = std::time::Instant::now();
            assert_eq!(lines(&text, 40, &plain()).concat(), text);
            start.elapsed()
        };
        // The best of some, as others use the processor, too.
        let best = |count| (0..4).map(|_| time(count)).min().expect("there are some");
        let (short, long) = (best(2000), best(16000));
        assert!(long < short * 40, "{short:?} {long:?}");
    }

    #[test]
    fn a_long_line_is_cut_into_pieces_without_a_seam() {
        let text = "茶园".repeat(100_000);
        let lines = lines(&text, 82, &plain());
        assert_eq!(lines.concat(), text);
        let full = lines
            .iter()
            .filter(|line| text_width(line, Ambiguous::Narrow) == 80)
            .count();
        assert!(full + 1 >= lines.len(), "{full} of {}", lines.len());
    }
}
