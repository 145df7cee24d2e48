//! Standalone lines: the evidence that a line stands alone, as headlines, subheads and names do.

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::{alone, names};
use crate::loader::forms::bylines::Surety;
use crate::loader::forms::remarks::is_note_like;
use crate::loader::source::lines::{
    Form, Line, fold, folded, indented, is_closing, is_stop, never_first,
};
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::{Context, indented_before};
use crate::loader::weighed::features::legs::is_full;

/// Evidence that a line stands alone.
pub fn stands_alone(context: &Context, i: usize, tally: &mut impl Tally) {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return;
    };
    let text = line.span.of(context.source);
    let marked = matches!(line.form, Form::Heading(_));
    tally.when(marked, alone::MARKED);
    tally.when(is_parted(context.lines, i), alone::PARTED_BY_BREAKS);
    tally.when(line.strong, alone::STRONG);
    tally.when(seen.column, alone::COLUMN);
    tally.when(!marked && context.marked, alone::NOT_MARKED);
    let named = ends_with_column(text);
    let ems = ems(line, text, named);
    let leg = context.leg(i);
    let next = context.lines.get(i + 1);
    let cut = leg > 0 && next.is_some_and(|n| is_full(line, n.span.of(context.source), leg));
    if cut && ems > LONG {
        tally.add(alone::LONG_AND_CUT);
    } else {
        tally.bin(alone::LENGTH, ems);
    }
    ends(line, marked, tally);
    tally.when(line.commas > 2, alone::COMMAS);
    tally.when(never_first(line.first), alone::NEVER_FIRST);
    tally.when(seen.dateline || seen.comes_from, alone::REPORT);
    tally.when(seen.goes_on, alone::JUMP_LINE);
    tally.when((3..=5).contains(&line.indent), alone::INDENTED);
    tally.when(line.indent > 8, alone::SET_IN);
    tally.when(line.open != 0 && !line.is_alphabetic(), alone::OPEN_BRACKET);
    if leg > 0 {
        in_a_leg(context, line, next, cut, tally);
    }
    tally.when(
        line.stops <= 1 && line.width <= 140 && named,
        alone::COLUMN_IN_BRACKETS,
    );
    tally.when(is_note_like(context.rules, text), alone::NOTE);
    tally.when(text.contains('@') && text.contains('.'), alone::ADDRESS);
    tally.when(context.is_only(i), alone::ONLY_SUBHEAD);
    company(context, i, tally);
    brackets(context, i, tally);
    tally.when(
        text.contains('―') || text.starts_with("——"),
        alone::DASH_FIRST,
    );
}

/// Whether a marked break ends a line, or the one right above it.
fn is_parted(lines: &[Line], i: usize) -> bool {
    let breaks = |i: usize| lines.get(i).is_some_and(|line| line.breaks);
    breaks(i) || i.checked_sub(1).is_some_and(breaks)
}

/// Evidence from the blank lines above and below a line of a leg, and whether its column's edge `cut` it.
fn in_a_leg(
    context: &Context,
    line: &Line,
    next: Option<&Line>,
    cut: bool,
    tally: &mut impl Tally,
) {
    tally.when(cut && context.bare, alone::FILLS_COLUMN_UNMARKED);
    tally.when(cut && !context.bare, alone::FILLS_COLUMN);
    tally.when(line.blanks > 0, alone::BLANK_BEFORE);
    if next.is_some_and(|n| n.blanks > 0) {
        tally.add(if cut {
            alone::BLANK_AFTER_FULL_LINE
        } else {
            alone::BLANK_AFTER
        });
    }
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
    tally.when(whole && after_text, alone::BRACKETED_AFTER_TEXT);
    let dated = whole && !after_text && line.stops == 0 && text.contains('日') && i > 0;
    tally.when(dated, alone::LAW_HISTORY);
}

/// Ems from which a line is long for one that stands alone.
const LONG: u32 = 28;

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
        alone::UNDER_PAGE,
    );
    tally.when(ended_above(context, i), alone::UNDER_BYLINE);
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
        alone::OVER_HEADING,
    );
    tally.when(
        matches!(line.last, '—' | '―') && line.width <= 80,
        alone::DASH_LAST,
    );
    let next = context.recognised.get(i + 1);
    let byline = next.is_some_and(|l| l.class == Class::Byline);
    tally.when(byline && !line.ends_sentence(), alone::OVER_BYLINE);
    tally.when(
        next.is_some_and(|l| l.dateline) && !line.ends_sentence(),
        alone::OVER_DATELINE,
    );
    tally.when(
        context.leg(i) > 0
            && !indented(line)
            && context.recognised.get(i).is_some_and(|l| l.names.is_none())
            && indented_before(context, i),
        alone::NOT_INDENTED,
    );
    tally.when(byline && asks && line.stops <= 1, alone::ASKS_OVER_BYLINE);
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
        alone::BRACKET_CLOSED_BELOW,
    );
    tally.when(is_plain(next), alone::OVER_PLAIN);
    tally.when(
        next.width > 2 * line.width && next.width > 60,
        alone::OVER_LONGER,
    );
    tally.when(
        (3..=8).contains(&next.indent) && line.indent < 3,
        alone::OVER_INDENTED,
    );
}

/// Evidence from the line above.
fn above(before: &Line, line: &Line, tally: &mut impl Tally) {
    tally.when(
        share_bracket(before, line) && line.stops == 0,
        alone::CLOSES_BRACKET_ABOVE,
    );
    tally.when(is_plain(before), alone::UNDER_PLAIN);
    tally.when(before.ends_sentence(), alone::UNDER_SENTENCE);
}

/// Evidence from how a line ends: headlines end otherwise than sentences.
fn ends(line: &Line, marked: bool, tally: &mut impl Tally) {
    let last = fold(line.last);
    // Of a marked line its end says half as much.
    let share = if marked { 0.5 } else { 1. };
    if line.is_alphabetic() {
        if line.ends_sentence() {
            tally.times(alone::LATIN_SENTENCE, share);
        }
        tally.when(line.first.is_lowercase(), alone::SMALL_LETTER);
        tally.when(line.last == ',', alone::LATIN_COMMA);
    } else {
        match last {
            '。' => tally.times(alone::FULL_STOP, share),
            '，' | '、' => tally.add(alone::COMMA),
            '；' => tally.add(alone::SEMICOLON),
            '：' => tally.add(alone::COLON),
            '…' | '⋯' => tally.add(alone::ELLIPSIS),
            '！' | '？' => tally.times(alone::ASKS, share),
            c if is_closing(c) && is_stop(line.before_last) => {
                tally.times(alone::QUOTED_STOP, share);
            }
            _ => {}
        }
        let inner = i32::from(line.stops) - i32::from(line.ends_sentence());
        if inner > 0 && !matches!(last, '？' | '！') {
            tally.times(alone::STOP_AMID, share);
        }
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
        Some(Surety::Names) => tally.add(names::ONLY_NAMES),
        Some(Surety::Titled) => tally.add(names::TITLED),
        Some(Surety::Body) => tally.add(names::BODY),
        _ => return false,
    }
    tally.when(matches!(fold(line.last), '，' | '、'), names::COMMA);
    let signed = context.recognised.get(i + 1).is_some_and(|l| l.is_day);
    tally.when(signed, names::OVER_DAY);
    tally.when(line.spaced || line.han <= 3, names::SHORT);
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
