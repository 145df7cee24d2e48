//! Seams: the evidence that a line goes on with the paragraph of one before it, or that a paragraph ends.

use crate::loader::forms::dates::find_date;
use crate::loader::forms::numbering::numbered;
use crate::loader::forms::remarks::is_note_like;
use crate::loader::source::lines::{Form, Line, fold, is_closing, is_han, never_first};
use crate::loader::weighed::classes::recognised::{Class, Tied};
use crate::loader::weighed::context::{Context, indented_before};
use crate::loader::weighed::evidence::Tally;
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
        tally.add("a line break is marked before it", -20.);
        return;
    }
    let text = line.span.of(context.source);
    let leg = context.leg(p);
    tally.when(
        never_first(line.first),
        "begins with a mark that begins no line",
        6.,
    );
    tally.when(
        matches!(line.form, Form::Heading(_)),
        "is marked as a heading",
        -5.,
    );
    tally.when(
        line.strong != before.strong,
        "one of the two lines is strong, the other not",
        -5.,
    );
    tally.when(
        matches!(before.form, Form::Heading(_)),
        "follows a heading",
        -9.,
    );
    tally.when(
        context.recognised.get(i).is_some_and(|l| l.dateline),
        "begins with a dateline",
        -7.,
    );
    tally.when((3..=8).contains(&line.indent), "is indented", -6.86);
    tally.when(numbered(text), "begins with a number that counts", -2.45);
    tally.when(
        context
            .recognised
            .get(i)
            .is_some_and(|l| l.tied == Some(Tied::History)),
        "goes on in the bracket that tells when a law was passed",
        14.,
    );
    let number = numbered(before.span.of(context.source));
    let heading = number && before.width < 40 && before.commas == 0 && !before.ends_sentence();
    tally.when(
        heading && leg == 0,
        "the line before is a numbered heading",
        -2.63,
    );
    if context.recognised.get(p).is_some_and(|l| l.signed) {
        tally.add("a byline ends the line before", -5.8);
        return;
    }
    tally.when(
        text.starts_with("——") && is_note_like(context.rules, text),
        "signs a note",
        -6.,
    );
    let hanging = indented_before(context, i) && !(3..=8).contains(&line.indent);
    tally.when(hanging, "is not indented, as paragraphs are here", 1.81);
    if leg > 0 && p + 1 == i && before.form == Form::Text {
        in_a_leg(context, p, hanging, tally);
        return;
    }
    if matches!(before.last, '…' | '⋯') {
        tally.add("the piece before ends with an ellipsis", -2.5);
        legs(context, p, tally);
    } else if before.ends_sentence() {
        tally.add("the piece before ends a sentence", -5.94);
        tally.when(hanging, "is not indented, as paragraphs are here", 0.46);
    } else if before.is_alphabetic() || line.is_alphabetic() && before.letters > 0 {
        open_latin(before, line, tally);
        let signed = before.width <= 60 && line.width <= DAY && is_a_day(text);
        tally.when(signed, "is a day alone, as below a signature", -4.);
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
        tally.add("the line before fills its column", 4.6);
        tally.when(
            before.ends_sentence(),
            "the line before ends a sentence",
            -1.32,
        );
        let plain = before.stops == 0 && before.commas == 0;
        tally.when(
            plain && !hanging && !context.bare,
            "the line before is as plain as a headline",
            -1.37,
        );
        tally.when(line.blanks > 0, "a blank line parts them", -1.58);
        let next = context.lines.get(i + 1);
        tally.when(
            matches!(before.first, '（' | '(' | '〔') && before.open > 0 && line.open < 0,
            "closes what the piece before left open",
            2.5,
        );
        let short = next.is_none_or(|n| !is_full(line, n.span.of(context.source), leg));
        tally.when(
            short && !line.ends_sentence() && !context.bare,
            "is short and ends no sentence",
            -1.36,
        );
        let bracket = matches!(line.first, '（' | '(' | '〔');
        tally.when(
            bracket && before.ends_sentence() && is_note_like(context.rules, text),
            "is a note on the text",
            -5.,
        );
        let sent = matches!(before.first, '（' | '(')
            && before.open == 0
            && context.recognised.get(p).is_some_and(|l| l.dateline);
        let noted = is_closing(before.last)
            && (sent || is_note_like(context.rules, before.span.of(context.source)));
        tally.when(noted, "the line before is a note", -4.);
        if !before.ends_sentence() && (plain && !hanging || line.blanks > 0) {
            words(context, p, i, tally);
        }
    } else {
        tally.add("the line before ended short of its column", -5.33);
        let parted = before.last == '-' && before.before_last.is_alphabetic();
        tally.when(parted, "the line before ends with a hyphen", 3.);
    }
}

/// Evidence from a piece in an alphabet that does not end a sentence.
fn open_latin(before: &Line, line: &Line, tally: &mut impl Tally) {
    tally.add(
        "the piece before ends no sentence",
        if before.width > 60 { 2. } else { -0.5 },
    );
    tally.when(line.first.is_lowercase(), "begins with a small letter", 3.);
    tally.when(
        before.last == '-',
        "the piece before ends with a hyphen",
        2.,
    );
    tally.when(
        before.last == ':',
        "the piece before ends with a colon",
        -3.,
    );
}

/// Evidence from a Chinese piece that does not end a sentence.
fn open_han(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let (Some(before), Some(line)) = (context.lines.get(p), context.lines.get(i)) else {
        return;
    };
    tally.add("a piece that ends no sentence", -1.14);
    match context
        .words
        .seam(before.span.of(context.source), line.span.of(context.source))
    {
        Seam::Word => tally.add(
            "the characters at the seam are a word known from elsewhere",
            2.38,
        ),
        Seam::Pair => tally.add("the characters at the seam stand together elsewhere", 0.34),
        Seam::Strange => tally.add(
            "the characters at the seam stand together nowhere else",
            -1.78,
        ),
        Seam::Unknown => tally.add("nothing is known of the seam", -1.27),
    }
    legs(context, p, tally);
    words(context, p, i, tally);
    let (commas, stops) = (before.commas, before.stops > 0);
    tally.add(
        "the commas and stops of the piece before",
        match (commas, stops) {
            (0, false) => -2.32,
            (0, true) => 0.9,
            (1, false) => -1.49,
            (_, false) => -0.53,
            (_, true) => 1.5,
        },
    );
    match before.width {
        0..=13 => tally.add("the piece before is short", -0.57),
        112.. => tally.add("the piece before is long", 1.28),
        _ => {}
    }
    match fold(before.last) {
        '，' | '、' => tally.add("the piece before ends with a comma", 1.53),
        '；' => tally.add("the piece before ends with a semicolon", -1.52),
        '：' => tally.add("the piece before ends with a colon", -0.37),
        c if is_closing(c) => tally.add("the piece before closes a bracket", -1.23),
        '—' | '－' => tally.add("the piece before ends with a dash", -1.61),
        c if is_han(c) => tally.add("the piece before ends in mid-sentence", 0.7),
        c if c.is_alphanumeric() => tally.add("the piece before ends with a word or number", 1.61),
        _ => {}
    }
    tally.when(
        under_heading(context, p) && before.width < 200,
        "the piece before stands right under a heading, as leads do",
        -1.5,
    );
    tally.when(line.ends_sentence(), "ends a sentence", 0.76);
    tally.add("holds sentences' ends", f32::from(line.stops.min(2)));
    tally.when(
        before.open > 0,
        "a quotation or bracket is still open",
        2.53,
    );
    tally.when(
        before.open > 0 && line.open < 0,
        "closes what the piece before left open",
        1.,
    );
    tally.when(is_han(line.first), "begins with a character", 0.36);
    let opens = matches!(line.first, '“' | '《' | '（' | '(' | '‘' | '「');
    tally.when(opens, "begins with an opening mark", -0.35);
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
    let weight = match line.width {
        0..=119 => -2.2,
        120..=159 => -1.4,
        _ => return,
    };
    tally.when(
        signed,
        "the first piece under a byline, shorter than legs are",
        weight,
    );
}

/// Evidence from where the legs of a piece's story end.
fn legs(context: &Context, p: usize, tally: &mut impl Tally) {
    let Some(before) = context.lines.get(p) else {
        return;
    };
    let plain = before.commas == 0 && before.stops == 0;
    first_piece(context, p, tally);
    match (context.heights.fit(p), plain) {
        (Fit::Ends, false) => tally.add("a leg of this story ends there", 2.),
        (Fit::Ends, true) => tally.add(
            "a leg of this story ends there, at a line as plain as a headline",
            3.,
        ),
        (Fit::Amid, false) => tally.add("no leg of this story ends there", -2.5),
        (Fit::Amid, true) => tally.add(
            "no leg of this story ends there, at a line as plain as a headline",
            -1.2,
        ),
        (Fit::Unknown, _) => {}
    }
}

/// Evidence from the words that meet at a seam.
fn words(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let Some(word_seam) = word_seam_at(context, p, i) else {
        return;
    };
    if word_seam.parts {
        tally.add("the seam would part a word of the dictionary", 1.5);
    } else {
        tally.add("the seam stands between words of the dictionary", -0.3);
    }
    tally.when(word_seam.lasts, "the word before ends hardly any text", 1.);
    tally.when(
        word_seam.begins,
        "the word after begins hardly any text",
        1.,
    );
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
pub fn end_of(context: &Context, i: usize) -> f32 {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return 0.;
    };
    if line.ends_sentence() || line.breaks || seen.goes_on || seen.signed || context.bare {
        return 0.;
    }
    let open = if line.open > 0 { -2. } else { 0. };
    open + match fold(line.last) {
        '：' => -0.8,
        c if is_closing(c) => -0.7,
        _ if is_note_like(context.rules, line.span.of(context.source)) => -0.5,
        '；' => -1.,
        '，' | '、' => -4.,
        _ => -2.3,
    }
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
        let end = |line: &str| looked_over(line, |context| end_of(context, 0));
        assert_eq!(end("两岸的人都来看。\n").to_bits(), 0f32.to_bits());
        assert!(end("两岸的人都来看，\n") < end("两岸的人都来看\n"));
        assert!(end("两岸的人都来看\n") < end("两岸的人都说：\n"));
        assert!(end("两岸的人都来看“新桥\n") < end("两岸的人都来看新桥\n"));
    }
}
