//! Standalone lines: the evidence that a line stands alone, as headlines, subheads and names do.

use crate::loader::forms::bylines::Surety;
use crate::loader::forms::remarks::is_note_like;
use crate::loader::source::lines::{
    Form, Line, fold, folded, indented, is_closing, is_stop, never_first,
};
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::{Context, indented_before};
use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::features::legs::is_full;

/// Evidence that a line stands alone.
pub fn stands_alone(context: &Context, i: usize, tally: &mut impl Tally) {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return;
    };
    let text = line.span.of(context.source);
    let marked = matches!(line.form, Form::Heading(_));
    tally.when(marked, "is marked as a heading", 6.4);
    tally.when(
        is_parted(context.lines, i),
        "is a line of several that marked breaks part",
        -12.,
    );
    tally.when(line.strong, "is strong from end to end", 3.);
    tally.when(seen.column, "is a known column's name", 8.);
    tally.when(
        !marked && context.marked,
        "is not marked, as headings are here",
        -1.88,
    );
    let named = ends_with_column(text);
    let ems = ems(line, text, named);
    let leg = context.leg(i);
    let next = context.lines.get(i + 1);
    let cut = leg > 0 && next.is_some_and(|n| is_full(line, n.span.of(context.source), leg));
    tally.add("its length", length(ems, cut));
    ends(line, marked, tally);
    tally.when(line.commas > 2, "holds many commas", -1.);
    tally.when(
        never_first(line.first),
        "begins with a mark that begins no line",
        -6.,
    );
    tally.when(
        seen.dateline || seen.comes_from,
        "begins as a report's text does",
        -7.,
    );
    tally.when(seen.goes_on, "ends with a jump line", -5.);
    tally.when(
        (3..=5).contains(&line.indent),
        "is indented like a paragraph",
        -1.5,
    );
    tally.when(line.indent > 8, "is set in from the margin", 1.);
    tally.when(
        line.open != 0 && !line.is_alphabetic(),
        "leaves a bracket open",
        -0.54,
    );
    if leg > 0 {
        in_a_leg(context, line, next, cut, tally);
    }
    tally.when(
        line.stops <= 1 && line.width <= 140 && named,
        "ends with a column's name in brackets",
        2.13,
    );
    tally.when(
        is_note_like(context.rules, text),
        "is a note on the text",
        -6.,
    );
    tally.when(
        text.contains('@') && text.contains('.'),
        "gives an address",
        -5.,
    );
    tally.when(
        context.is_only(i),
        "would be the only subhead of its article",
        -1.5,
    );
    company(context, i, tally);
    brackets(context, i, tally);
    tally.when(
        text.contains('―') || text.starts_with("——"),
        "begins with a dash, as decks do",
        1.67,
    );
}

/// Whether a marked break ends a line, or the one right above it.
fn is_parted(lines: &[Line], i: usize) -> bool {
    let breaks = |i: usize| lines.get(i).is_some_and(|line| line.breaks);
    breaks(i) || i.checked_sub(1).is_some_and(breaks)
}

/// What a length in ems says of a line that its column's edge `cut`, or did not.
fn length(ems: u32, cut: bool) -> f32 {
    match ems {
        0..=22 => 0.44,
        23..=28 => -1.32,
        _ if cut => -0.5,
        29..=36 => -1.27,
        37..=50 => -2.65,
        _ => -5.79,
    }
}

/// Evidence from the blank lines above and below a line of a leg, and whether its column's edge `cut` it.
fn in_a_leg(
    context: &Context,
    line: &Line,
    next: Option<&Line>,
    cut: bool,
    tally: &mut impl Tally,
) {
    tally.when(
        cut,
        "fills its column",
        if context.bare { -5. } else { -0.65 },
    );
    tally.when(line.blanks > 0, "a blank line stands before it", 1.65);
    tally.when(
        next.is_some_and(|n| n.blanks > 0),
        "a blank line stands after it",
        if cut { 2. } else { 1. },
    );
}

/// Evidence from brackets around the whole line.
fn brackets(context: &Context, i: usize, tally: &mut impl Tally) {
    let Some(line) = context.lines.get(i) else {
        return;
    };
    let text = line.span.of(context.source);
    let whole = matches!(line.first, '（' | '(' | '〔') && is_closing(line.last);
    let after_text = i
        .checked_sub(1)
        .and_then(|p| context.lines.get(p))
        .is_some_and(|p| p.ends_sentence() || p.width > 70);
    tally.when(
        whole && after_text,
        "stands in brackets after a text",
        -1.96,
    );
    let dated = whole && !after_text && line.stops == 0 && text.contains('日') && i > 0;
    tally.when(
        dated,
        "gives in brackets when it was passed, under a title",
        6.91,
    );
}

/// A line's length in ems. A column's name in brackets at its end stands in smaller type, or on a line of its own,
/// and does not count.
fn ems(line: &Line, text: &str, named: bool) -> u32 {
    if line.is_alphabetic() {
        line.width / 4
    } else if named {
        let inner = text.rfind(['（', '(']).and_then(|at| text.get(..at));
        u32::try_from(inner.unwrap_or(text).chars().count()).unwrap_or(u32::MAX)
    } else {
        line.width / 2
    }
}

/// Whether the text above a line was ended by its byline: one glued to it, or one on a line of its own after a sentence.
fn ended_above(context: &Context, i: usize) -> bool {
    let seen = |back: usize| i.checked_sub(back).and_then(|p| context.recognised.get(p));
    let Some(above) = seen(1) else { return false };
    let sentence = || {
        i.checked_sub(2)
            .and_then(|p| context.lines.get(p))
            .is_some_and(|l| l.ends_sentence() && l.stops > 0)
    };
    above.signed
        || above.class == Class::Byline
            && sentence()
            && seen(2).is_some_and(|l| l.class == Class::Free)
}

/// Evidence from the lines next to it: lines as plain as headlines keep company, and the two lines of a headline
/// may share a bracket.
fn company(context: &Context, i: usize, tally: &mut impl Tally) {
    let Some(line) = context.lines.get(i) else {
        return;
    };
    let over = i.checked_sub(1).and_then(|p| context.recognised.get(p));
    tally.when(
        over.is_some_and(|l| matches!(l.class, Class::Section(_) | Class::Masthead(_))),
        "a page begins above",
        2.5,
    );
    tally.when(ended_above(context, i), "a byline ended the text above", 2.);
    // Headlines ask and exclaim as sentences do.
    let asks = matches!(fold(line.last), '？' | '！');
    if line.width > 90 || line.commas > 0 && line.ends_sentence() && !asks {
        return;
    }
    let marked = |l: &Line| matches!(l.form, Form::Heading(_));
    let named = context.recognised.get(i).and_then(|l| l.names);
    let named = matches!(named, Some(Surety::Names | Surety::Titled));
    let ends = line.stops > 0 || is_closing(line.last) || matches!(line.last, '—' | '―');
    let over = context.lines.get(i + 1).is_some_and(marked);
    tally.when(
        context.marked && !marked(line) && over && !named && !ends,
        "a heading stands below, and no sentence ends here",
        1.5,
    );
    tally.when(
        matches!(line.last, '—' | '―') && line.width <= 80,
        "ends with a dash, as kickers do",
        2.,
    );
    let next = context.recognised.get(i + 1);
    let byline = next.is_some_and(|l| l.class == Class::Byline);
    tally.when(byline && !line.ends_sentence(), "a byline stands below", 1.);
    tally.when(
        next.is_some_and(|l| l.dateline) && !line.ends_sentence(),
        "a dateline stands below",
        1.5,
    );
    tally.when(
        context.leg(i) > 0
            && !indented(line)
            && context.recognised.get(i).is_some_and(|l| l.names.is_none())
            && indented_before(context, i),
        "is not indented, as paragraphs are here",
        1.2,
    );
    tally.when(
        byline && asks && line.stops <= 1,
        "a question or exclamation over a byline",
        2.5,
    );
    if let Some(next) = context.lines.get(i + 1) {
        below(line, next, tally);
    }
    if let Some(before) = i.checked_sub(1).and_then(|p| context.lines.get(p)) {
        above(before, line, tally);
    }
}

/// Whether a line is as plain as headlines are.
fn is_plain(line: &Line) -> bool {
    line.width <= 60 && line.stops == 0 && line.commas == 0
}

/// Whether two lines share a bracket, as （…  …） does: what one leaves open the other closes at its end.
fn share_bracket(a: &Line, b: &Line) -> bool {
    a.open > 0 && a.open + b.open == 0 && is_closing(b.last)
}

/// Evidence from the line below.
fn below(line: &Line, next: &Line, tally: &mut impl Tally) {
    tally.when(
        share_bracket(line, next) && next.stops == 0,
        "opens a bracket that the line below closes at its end",
        1.5,
    );
    tally.when(
        is_plain(next),
        "a line as plain as a headline stands below",
        0.65,
    );
    tally.when(
        next.width > 2 * line.width && next.width > 60,
        "a much longer line stands below",
        0.2,
    );
    tally.when(
        (3..=8).contains(&next.indent) && line.indent < 3,
        "the line below is indented, it is not",
        0.71,
    );
}

/// Evidence from the line above.
fn above(before: &Line, line: &Line, tally: &mut impl Tally) {
    tally.when(
        share_bracket(before, line) && line.stops == 0,
        "closes at its end the bracket that the line above leaves open",
        1.5,
    );
    tally.when(
        is_plain(before),
        "a line as plain as a headline stands above",
        0.19,
    );
    tally.when(before.ends_sentence(), "a sentence ends above", 0.61);
}

/// Evidence from how a line ends: headlines end otherwise than sentences.
fn ends(line: &Line, marked: bool, tally: &mut impl Tally) {
    let last = fold(line.last);
    let weight = if marked { 0.5 } else { 1. };
    if line.is_alphabetic() {
        tally.when(
            line.ends_sentence(),
            "ends as a sentence does",
            -3. * weight,
        );
        tally.when(line.first.is_lowercase(), "begins with a small letter", -3.);
        tally.when(line.last == ',', "ends with a comma", -3.82);
    } else {
        match last {
            '。' => tally.add("ends with a full stop", -6.1 * weight),
            '，' | '、' => tally.add("ends with a comma", -3.82),
            '；' => tally.add("ends with a semicolon", -4.09),
            '：' => tally.add("ends with a colon", -1.95),
            '…' | '⋯' => tally.add("ends with an ellipsis", -1.),
            '！' | '？' => tally.add("ends with a question or exclamation mark", -1.7 * weight),
            c if is_closing(c) && is_stop(line.before_last) => {
                tally.add("ends with a stop inside quotes", -1.92 * weight);
            }
            _ => {}
        }
        let inner = i32::from(line.stops) - i32::from(line.ends_sentence());
        tally.when(
            inner > 0 && !matches!(last, '？' | '！'),
            "holds a sentence's end",
            -2.12 * weight,
        );
    }
}

/// Whether a headline's end names its column: …（今日谈）.
fn ends_with_column(text: &str) -> bool {
    if !text.ends_with(['）', ')']) {
        return false;
    }
    crate::loader::forms::labels::bracketed_end(&folded(text)).is_some()
}

/// Evidence that a line is a byline of bare names or of an office; false where its form rules that out.
pub fn is_names(context: &Context, i: usize, tally: &mut impl Tally) -> bool {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return false;
    };
    if matches!(line.form, Form::Heading(_)) {
        return false;
    }
    match seen.names {
        Some(Surety::Names) => tally.add("holds names and nothing else", 2.6),
        Some(Surety::Titled) => tally.add("gives an office or a place, and a name", 2.9),
        Some(Surety::Body) => tally.add("is a body that signs a text as a whole", 1.8),
        _ => return false,
    }
    tally.when(
        matches!(fold(line.last), '，' | '、'),
        "ends with a comma",
        -5.,
    );
    let signed = context.recognised.get(i + 1).is_some_and(|l| l.is_day);
    tally.when(
        signed,
        "a day follows, as under a document's signature",
        -6.,
    );
    tally.when(
        line.spaced || line.han <= 3,
        "is as short as a name, or spaced like one",
        0.35,
    );
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{looked_over, sum};

    /// Evidence that the second of these lines stands alone.
    fn alone(lines: [&str; 3]) -> f32 {
        looked_over(&lines.join("\n"), |context| {
            sum(|tally| stands_alone(context, 1, tally))
        })
    }

    fn amid_text(line: &str) -> f32 {
        alone([
            "两岸的人都来看。",
            line,
            "桥下还泊着渡船，船工说从今天起不再摆渡了。",
        ])
    }

    #[test]
    fn a_short_line_without_a_stop_stands_alone_and_a_sentence_does_not() {
        assert!(amid_text("桥头的灯亮了一夜") > 0.);
        assert!(amid_text("桥头的灯亮了一夜。") < 0.);
        assert!(amid_text("桥头的灯亮了一夜，") < 0.);
        // Headlines ask as sentences do.
        assert!(amid_text("桥头的灯为谁亮着？") > amid_text("桥头的灯亮了一夜。") + 2.);
    }

    #[test]
    fn two_lines_of_a_headline_may_share_a_bracket_and_a_sentence_may_not() {
        let shared = |below: &str| alone(["两岸的人都来看。", "老船工说“这座桥", below]);
        assert!(shared("我等了一辈子”") > shared("我等了一辈子”，说完就走了。") + 1.);
    }

    #[test]
    fn a_line_below_a_page_or_over_a_byline_stands_alone() {
        let text = "桥下还泊着渡船，船工说从今天起不再摆渡了。";
        let line = "桥头的灯亮了一夜";
        let plain = alone([text, line, text]);
        assert!(alone(["第03版：经济", line, text]) > plain);
        assert!(alone([text, line, "本报记者　王小川"]) > plain);
    }

    /// Evidence that the first of two lines is a byline of names; `None` where its form rules that out.
    fn names(line: &str, below: &str) -> Option<f32> {
        looked_over(&format!("{line}\n{below}\n"), |context| {
            let mut weight = 0f32;
            is_names(context, 0, &mut weight).then_some(weight)
        })
    }

    #[test]
    fn names_are_a_byline_but_over_a_day_they_sign_a_document() {
        let text = "两岸的人都来看。";
        assert!(names("王小川", text) > Some(0.));
        assert!(names("王小川", "2026年4月3日") < Some(0.));
        assert_eq!(names("# 王小川", text), None);
        assert_eq!(names("桥头的灯亮了一夜", text), None);
    }
}
