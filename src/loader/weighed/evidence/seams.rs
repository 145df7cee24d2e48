//! Seams: the evidence that a line goes on with the paragraph of one before it, or that a paragraph ends.

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::{seams, steps};
use crate::loader::forms::dates::find_date;
use crate::loader::forms::numbering::numbered;
use crate::loader::forms::remarks::is_note_like;
use crate::loader::source::lines::{Form, Line, fold, is_closing, is_han, never_first};
use crate::loader::weighed::classes::recognised::{Class, Tied};
use crate::loader::weighed::context::{Context, indented_before};
use crate::loader::weighed::features::bigrams::Seam;
use crate::loader::weighed::features::heights::{Fit, Known};
use crate::loader::weighed::features::legs::is_full;
use crate::loader::weighed::features::word_seams::{WordSeam, word_seam};

/// Half ems of the longest day in English: September 24th, 2025.
const DAY: u32 = 24;

/// Evidence that line `i` goes on with the paragraph of line `p`.
///
/// The weights are logistic regression's on column cuts made in real papers' texts, rounded; those of legs, of the
/// dictionary and of leads are set by hand near what the same regression gives them.
pub fn goes_on_from(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let (Some(before), Some(line)) = (context.lines.get(p), context.lines.get(i)) else {
        return;
    };
    if before.breaks && p + 1 == i {
        tally.add(seams::LINE_BREAK);
        return;
    }
    let text = line.span.of(context.source);
    let leg = context.leg(p);
    tally.when(never_first(line.first), seams::NEVER_FIRST);
    tally.when(matches!(line.form, Form::Heading(_)), seams::MARKED);
    tally.when(line.strong != before.strong, seams::STRENGTH_DIFFERS);
    tally.when(
        matches!(before.form, Form::Heading(_)),
        seams::UNDER_HEADING,
    );
    tally.when(
        context.recognised.get(i).is_some_and(|l| l.dateline),
        seams::DATELINE,
    );
    tally.when((3..=8).contains(&line.indent), seams::INDENTED);
    tally.when(numbered(text), seams::NUMBERED);
    tally.when(
        context
            .recognised
            .get(i)
            .is_some_and(|l| l.tied == Some(Tied::History)),
        seams::LAW_HISTORY,
    );
    let number = numbered(before.span.of(context.source));
    let heading = number && before.width < 40 && before.commas == 0 && !before.ends_sentence();
    tally.when(heading && leg == 0, seams::UNDER_NUMBERED_HEADING);
    if context.recognised.get(p).is_some_and(|l| l.signed) {
        tally.add(seams::UNDER_BYLINE);
        return;
    }
    tally.when(
        text.starts_with("——") && is_note_like(context.rules, text),
        seams::SIGNS_NOTE,
    );
    let hanging = indented_before(context, i) && !(3..=8).contains(&line.indent);
    tally.when(hanging, seams::NOT_INDENTED);
    if leg > 0 && p + 1 == i && before.form == Form::Text {
        in_a_leg(context, p, hanging, tally);
        return;
    }
    if matches!(before.last, '…' | '⋯') {
        tally.add(seams::AFTER_ELLIPSIS);
        legs(context, p, tally);
    } else if before.ends_sentence() {
        tally.add(seams::AFTER_SENTENCE);
        tally.when(hanging, seams::NOT_INDENTED_AFTER_SENTENCE);
    } else if before.is_alphabetic() || line.is_alphabetic() && before.letters > 0 {
        open_latin(before, line, tally);
        let signed = before.width <= 60 && line.width <= DAY && is_a_day(text);
        tally.when(signed, seams::DAY_ALONE);
    } else {
        open_han(context, p, i, tally);
    }
}

/// Whether words are a day with its year, and nothing else.
fn is_a_day(words: &str) -> bool {
    find_date(words).is_some_and(|(_, range)| range == (0..words.len()))
}

/// Evidence for a line right below line `p` of a leg.
fn in_a_leg(context: &Context, p: usize, hanging: bool, tally: &mut impl Tally) {
    let i = p + 1;
    let (Some(before), Some(line)) = (context.lines.get(p), context.lines.get(i)) else {
        return;
    };
    let text = line.span.of(context.source);
    let leg = context.leg(p);
    if is_full(before, text, leg) {
        tally.add(seams::FULL_LINE);
        tally.when(before.ends_sentence(), seams::FULL_LINE_ENDS_SENTENCE);
        let plain = before.stops == 0 && before.commas == 0;
        tally.when(plain && !hanging && !context.bare, seams::FULL_LINE_PLAIN);
        tally.when(line.blanks > 0, seams::BLANK_BETWEEN);
        let next = context.lines.get(i + 1);
        tally.when(
            matches!(before.first, '（' | '(' | '〔') && before.open > 0 && line.open < 0,
            seams::CLOSES_BRACKET_OF_LEG,
        );
        let short = next.is_none_or(|n| !is_full(line, n.span.of(context.source), leg));
        tally.when(
            short && !line.ends_sentence() && !context.bare,
            seams::SHORT_AND_OPEN,
        );
        let bracket = matches!(line.first, '（' | '(' | '〔');
        tally.when(
            bracket && before.ends_sentence() && is_note_like(context.rules, text),
            seams::NOTE,
        );
        let sent = matches!(before.first, '（' | '(')
            && before.open == 0
            && context.recognised.get(p).is_some_and(|l| l.dateline);
        let noted = is_closing(before.last)
            && (sent || is_note_like(context.rules, before.span.of(context.source)));
        tally.when(noted, seams::UNDER_NOTE);
        if !before.ends_sentence() && (plain && !hanging || line.blanks > 0) {
            words(context, p, i, tally);
        }
    } else {
        tally.add(seams::SHORT_LINE);
        let parted = before.last == '-' && before.before_last.is_alphabetic();
        tally.when(parted, seams::HYPHEN_IN_LEG);
    }
}

/// Evidence from a piece in an alphabet that does not end a sentence.
fn open_latin(before: &Line, line: &Line, tally: &mut impl Tally) {
    tally.bin(seams::LATIN_OPEN, before.width);
    tally.when(line.first.is_lowercase(), seams::SMALL_LETTER);
    tally.when(before.last == '-', seams::HYPHEN);
    tally.when(before.last == ':', seams::LATIN_AFTER_COLON);
}

/// Evidence from a Chinese piece that does not end a sentence.
fn open_han(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let (Some(before), Some(line)) = (context.lines.get(p), context.lines.get(i)) else {
        return;
    };
    tally.add(seams::HAN_OPEN);
    match context
        .words
        .seam(before.span.of(context.source), line.span.of(context.source))
    {
        Seam::Word => tally.add(seams::WORD_KNOWN),
        Seam::Pair => tally.add(seams::PAIR_KNOWN),
        Seam::Strange => tally.add(seams::PAIR_STRANGE),
        Seam::Unknown => tally.add(seams::PAIR_UNKNOWN),
    }
    legs(context, p, tally);
    words(context, p, i, tally);
    tally.add(match (before.commas, before.stops > 0) {
        (0, false) => seams::NO_MARK,
        (0, true) => seams::STOP,
        (1, false) => seams::COMMA,
        (_, false) => seams::COMMAS,
        (_, true) => seams::COMMAS_AND_STOP,
    });
    match before.width {
        0..=13 => tally.add(seams::SHORT_PIECE),
        112.. => tally.add(seams::LONG_PIECE),
        _ => {}
    }
    match fold(before.last) {
        '，' | '、' => tally.add(seams::AFTER_COMMA),
        '；' => tally.add(seams::AFTER_SEMICOLON),
        '：' => tally.add(seams::AFTER_COLON),
        c if is_closing(c) => tally.add(seams::AFTER_BRACKET),
        '—' | '－' => tally.add(seams::AFTER_DASH),
        c if is_han(c) => tally.add(seams::MID_SENTENCE),
        c if c.is_alphanumeric() => tally.add(seams::AFTER_WORD),
        _ => {}
    }
    tally.when(
        under_heading(context, p) && before.width < 200,
        seams::UNDER_LEAD,
    );
    tally.when(line.ends_sentence(), seams::ENDS_SENTENCE);
    tally.times(seams::HOLDS_STOPS, f32::from(line.stops.min(2)));
    tally.when(before.open > 0, seams::STILL_OPEN);
    tally.when(before.open > 0 && line.open < 0, seams::CLOSES_BRACKET);
    tally.when(is_han(line.first), seams::BEGINS_WITH_HAN);
    let opens = matches!(line.first, '“' | '《' | '（' | '(' | '‘' | '「');
    tally.when(opens, seams::BEGINS_WITH_OPENING);
}

/// Evidence from a text's first piece: legs hold a hundred to two hundred characters, so a shorter one that lacks its
/// stop is not cut but sums the text up (提要). Under a heading without a byline it may be the text under a subhead,
/// which legs cut anywhere.
fn first_piece(context: &Context, p: usize, tally: &mut impl Tally) {
    let seen = p
        .checked_sub(1)
        .and_then(|above| context.recognised.get(above));
    let signed = seen.is_some_and(|l| l.class == Class::Byline || l.names.is_some());
    let Some(line) = context.lines.get(p).filter(|_| context.leg(p) == 0) else {
        return;
    };
    if signed {
        tally.bin(seams::FIRST_PIECE, line.width);
    }
}

/// Evidence from where the legs of a piece's story end.
fn legs(context: &Context, p: usize, tally: &mut impl Tally) {
    let Some(before) = context.lines.get(p) else {
        return;
    };
    let plain = before.commas == 0 && before.stops == 0;
    first_piece(context, p, tally);
    match (context.heights.fit(p), plain) {
        (Fit::Ends, false) => tally.add(seams::LEG_ENDS),
        (Fit::Ends, true) => tally.add(seams::LEG_ENDS_PLAIN),
        (Fit::Amid, false) => tally.add(seams::LEG_AMID),
        (Fit::Amid, true) => tally.add(seams::LEG_AMID_PLAIN),
        (Fit::Unknown, _) => {}
    }
}

/// Evidence from the words that meet at a seam.
fn words(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let Some(word_seam) = word_seam_at(context, p, i) else {
        return;
    };
    if word_seam.parts {
        tally.add(seams::PARTS_WORD);
    } else {
        tally.add(seams::BETWEEN_WORDS);
    }
    tally.when(word_seam.lasts, seams::WORD_NEVER_LAST);
    tally.when(word_seam.begins, seams::WORD_NEVER_FIRST);
}

/// What the dictionary says of the seam between two lines.
pub fn word_seam_at(context: &Context, p: usize, i: usize) -> Option<WordSeam> {
    let text = |i: usize| {
        let line = context.lines.get(i);
        line.map_or("", |l| l.span.of(context.source))
    };
    match context.heights.word_seam(p) {
        Known::Asked(word_seam) if p + 1 == i => word_seam,
        _ => word_seam(context.rules, text(p), text(i)),
    }
}

/// Whether a line is the first under a heading or under the byline below it.
fn under_heading(context: &Context, i: usize) -> bool {
    let above = |i: usize| {
        let i = i.checked_sub(1)?;
        context
            .recognised
            .get(i)
            .zip(context.lines.get(i))
            .map(|(seen, line)| (i, seen, line))
    };
    let Some((at, seen, line)) = above(i) else {
        return false;
    };
    match (&seen.class, line.form) {
        (_, Form::Heading(_)) => true,
        (Class::Byline, _) => above(at).is_some_and(|(_, _, l)| matches!(l.form, Form::Heading(_))),
        _ => false,
    }
}

/// Evidence against a paragraph that ends with line `i`.
pub fn end_of(context: &Context, i: usize, tally: &mut impl Tally) {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return;
    };
    if line.ends_sentence() || line.breaks || seen.goes_on || seen.signed || context.bare {
        return;
    }
    tally.when(line.open > 0, steps::OPEN_BRACKET);
    tally.add(match fold(line.last) {
        '：' => steps::END_COLON,
        c if is_closing(c) => steps::END_BRACKET,
        _ if is_note_like(context.rules, line.span.of(context.source)) => steps::END_NOTE,
        '；' => steps::END_SEMICOLON,
        '，' | '、' => steps::END_COMMA,
        _ => steps::END_OPEN,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{looked_over, sum};

    /// Evidence that a line goes on with the one before.
    fn seam(before: &str, line: &str) -> f32 {
        let text = format!("{before}\n{line}\n");
        looked_over(&text, |context| {
            sum(|tally| goes_on_from(context, 0, 1, tally))
        })
    }

    const CUT: &str = "跨江的新桥昨日通车，全长八百米，建设历时三年。两岸的人都来看，桥下还泊着渡船，船工说从今天起";
    const REST: &str = "不再摆渡了，要去桥头开一间茶馆。";

    #[test]
    fn a_day_below_a_name_is_a_line_of_its_own() {
        assert!(seam("The Editors", "March 4, 2025") < seam("The Editors", "Market Street") - 3.);
        let prose = "The bridge over the river was opened to all who live on its banks on";
        assert!(seam(prose, "March 4, 2025") > 0.);
    }

    #[test]
    fn what_ends_in_mid_sentence_is_gone_on_with_and_a_sentence_is_not() {
        assert!(seam(CUT, REST) > 0.);
        assert!(seam(&format!("{CUT}歇业。"), REST) < 0.);
        assert!(seam(&format!("{CUT}歇业……"), REST) > seam(&format!("{CUT}歇业。"), REST));
    }

    #[test]
    fn how_a_line_begins_tells_whether_it_goes_on() {
        assert!(seam(CUT, &format!("，{REST}")) > seam(CUT, REST));
        for begins in ["# ", "\u{3000}\u{3000}", "本报讯　", "一、"] {
            assert!(seam(CUT, &format!("{begins}{REST}")) < 0., "{begins}");
        }
        // 一 counts nothing here.
        assert!(seam(CUT, &format!("一趟也{REST}")) > 0.);
    }

    #[test]
    fn nothing_goes_on_with_a_line_that_a_byline_ends() {
        let [signed, noted] =
            ["本报记者王小川", "见昨日报道"].map(|words| format!("{CUT}歇业。（{words}）"));
        assert!(seam(&signed, REST) < -5. && seam(&signed, REST) < seam(&noted, REST));
    }

    #[test]
    fn a_paragraph_hardly_ends_with_a_comma_and_freely_with_a_stop() {
        let end = |line: &str| looked_over(line, |context| sum(|tally| end_of(context, 0, tally)));
        assert_eq!(end("两岸的人都来看。\n").to_bits(), 0f32.to_bits());
        assert!(end("两岸的人都来看，\n") < end("两岸的人都来看\n"));
        assert!(end("两岸的人都来看\n") < end("两岸的人都说：\n"));
        assert!(end("两岸的人都来看“新桥\n") < end("两岸的人都来看新桥\n"));
    }
}
