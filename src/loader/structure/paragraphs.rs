//! Lines to paragraphs: which line goes on the one before, which begins one, which stands alone as a
//! heading. The most likely reading of the whole text is taken, found by Viterbi's algorithm over the lines.

use super::bylines::Surety;
use super::classes::{Class, Look};
use super::evidence::Tally;
use super::heights::{self, Fit};
use super::legs::{is_full, set_width};
use super::rules::RULES;
use super::words::{Seam, Words};
use crate::loader::lines::{Form, Line, fold, is_closing, is_han, is_stop, never_first};

/// What a line is among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Begins a paragraph.
    Begins,
    /// Goes on with the paragraph before.
    GoesOn,
    /// Stands alone: headline, subhead, label.
    Alone,
    /// A byline of bare names.
    Names,
    /// Told by its form (see [`Class`]).
    Told,
}

const STATES: [Place; 4] = [Place::Begins, Place::GoesOn, Place::Alone, Place::Names];

/// What the whole text shows of its lines.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The decoded text.
    pub source: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// What their forms tell.
    pub looks: &'a [Look],
    /// Width of the leg each was cut from.
    pub legs: &'a [u32],
    /// Whether headings carry marks in this text.
    pub marked: bool,
    /// Whether blank lines part most lines.
    pub spaced: bool,
    /// Which characters stand together.
    pub words: Words,
    /// How each line's end agrees with its story's legs.
    pub fits: Vec<Fit>,
}

impl<'a> Context<'a> {
    /// Looks over a text.
    pub fn new(source: &'a str, lines: &'a [Line], looks: &'a [Look], legs: &'a [u32]) -> Self {
        let text = lines.iter().filter(|l| l.form == Form::Text).count();
        let marks = lines
            .iter()
            .filter(|l| matches!(l.form, Form::Heading(_)))
            .count();
        let parted = lines.iter().filter(|l| l.blanks > 0).count();
        Self {
            source,
            lines,
            looks,
            legs,
            marked: marks * 60 > text && marks > 0,
            spaced: parted * 2 > lines.len(),
            words: Words::gather(source, lines),
            fits: heights::fits(lines, looks),
        }
    }

    fn leg(&self, line: usize) -> u32 {
        self.legs.get(line).copied().unwrap_or(0)
    }
}

/// Reads the lines' places.
pub(super) fn places(context: &Context) -> Vec<Place> {
    let mut places = vec![Place::Told; context.lines.len()];
    let free: Vec<(usize, Option<usize>)> = free_lines(context);
    let mut scores = [0f32; 4];
    let mut back: Vec<[u8; 4]> = Vec::with_capacity(free.len());
    for (n, &(i, before)) in free.iter().enumerate() {
        let previous_line = n.checked_sub(1).and_then(|m| free.get(m)).map(|f| f.0);
        let (mut alone, mut names) = (0f32, 0f32);
        stands_alone(context, i, &mut alone);
        let may_name = is_names(context, i, &mut names);
        let mut goes_on = 0f32;
        if let Some(p) = before {
            goes_on_from(context, p, i, &mut goes_on);
        }
        let end = previous_line.map_or(0., |p| end_of(context, p));
        let own = [0., goes_on, alone, names];
        let mut next = [f32::NEG_INFINITY; 4];
        let mut from = [0u8; 4];
        for (s, state) in STATES.iter().enumerate() {
            for (t, earlier) in STATES.iter().enumerate() {
                let open = n > 0 && matches!(earlier, Place::Begins | Place::GoesOn);
                let step = match state {
                    Place::GoesOn if open && before.is_some() => 0.,
                    Place::GoesOn => continue,
                    Place::Names if !may_name => continue,
                    Place::Names if *earlier == Place::Names => -4.,
                    _ => {
                        if open {
                            end
                        } else {
                            0.
                        }
                    }
                };
                let score = scores.get(t).copied().unwrap_or(0.) + step;
                if score > next[s] {
                    (next[s], from[s]) = (score, u8::try_from(t).unwrap_or(0));
                }
            }
            next[s] += own[s];
        }
        scores = next;
        back.push(from);
    }
    let mut state = best(&scores);
    for (from, &(i, _)) in back.iter().zip(&free).rev() {
        if let Some(place) = places.get_mut(i) {
            *place = STATES[state];
        }
        state = usize::from(from[state]);
    }
    places
}

fn best(scores: &[f32; 4]) -> usize {
    (0..4)
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
        .unwrap_or(0)
}

/// Lines whose form tells nothing, each with the free line that it might go on: pictures and furniture may
/// stand between the two, a section or a byline may not.
fn free_lines(context: &Context) -> Vec<(usize, Option<usize>)> {
    let mut free = Vec::with_capacity(context.lines.len());
    let mut before = None;
    for (i, (line, look)) in context.lines.iter().zip(context.looks).enumerate() {
        match &look.class {
            Class::Free => {
                free.push((i, before.filter(|_| !look.comes_from)));
                before = (!look.goes_on).then_some(i);
            }
            Class::Picture(_) | Class::Furniture(_) => {}
            Class::Block if line.form == Form::Image => {}
            _ => before = None,
        }
    }
    free
}

/// Evidence that line `i` goes on with the paragraph of line `p`.
///
/// The weights are logistic regression's on column cuts made in real papers' texts, rounded.
pub(super) fn goes_on_from(context: &Context, p: usize, i: usize, tally: &mut impl Tally) {
    let (Some(before), Some(line)) = (context.lines.get(p), context.lines.get(i)) else {
        return;
    };
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
        matches!(before.form, Form::Heading(_)),
        "follows a heading",
        -9.,
    );
    tally.when(
        context.looks.get(i).is_some_and(|l| l.dateline),
        "begins with a dateline",
        -7.,
    );
    tally.when((3..=8).contains(&line.indent), "is indented", -6.);
    tally.when(numbered(text), "begins with a number that counts", -2.);
    if context.looks.get(p).is_some_and(|l| l.signed) {
        tally.add("a byline ends the line before", -6.);
        return;
    }
    let hanging = indented_before(context, i) && !(3..=8).contains(&line.indent);
    tally.when(hanging, "is not indented, as paragraphs are here", 0.8);
    if leg > 0 && p + 1 == i && before.form == Form::Text {
        if is_full(before, text, leg) {
            tally.add("the line before fills its column", 3.5);
            tally.when(
                before.ends_sentence(),
                "the line before ends a sentence",
                -1.7,
            );
            let plain = before.stops == 0 && before.commas == 0;
            tally.when(
                plain && !hanging,
                "the line before is as plain as a headline",
                -1.5,
            );
            tally.when(line.blanks > 0, "a blank line parts them", -1.5);
        } else {
            tally.add("the line before ended short of its column", -5.);
            let parted = before.last == '-' && before.before_last.is_alphabetic();
            tally.when(parted, "the line before ends with a hyphen", 3.);
        }
        return;
    }
    if before.ends_sentence() {
        tally.add("the piece before ends a sentence", -4.);
        tally.when(hanging, "is not indented, as paragraphs are here", 1.);
    } else if before.is_alphabetic() || line.is_alphabetic() && before.letters > 0 {
        open_latin(before, line, tally);
    } else {
        open_han(context, p, i, tally);
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
    tally.add("a piece that ends no sentence", -0.9);
    match context
        .words
        .seam(before.span.of(context.source), line.span.of(context.source))
    {
        Seam::Word => tally.add(
            "the characters at the seam are a word known from elsewhere",
            2.1,
        ),
        Seam::Pair => tally.add("the characters at the seam stand together elsewhere", 0.4),
        Seam::Strange => tally.add(
            "the characters at the seam stand together nowhere else",
            -1.6,
        ),
        Seam::Unknown => tally.add("nothing is known of the seam", -1.),
    }
    match context.fits.get(p) {
        Some(Fit::Ends) => tally.add("a leg of this story would end there", 1.1),
        Some(Fit::Second) => tally.add("the second leg of this story would end there", 0.1),
        Some(Fit::Amid) => tally.add("no leg of this story would end there", -1.3),
        Some(Fit::Unknown) | None => {}
    }
    let (commas, stops) = (before.commas, before.stops > 0);
    tally.add(
        "the commas and stops of the piece before",
        match (commas, stops) {
            (0, false) => -2.8,
            (0, true) => 0.9,
            (1, false) => -1.1,
            (_, false) => -0.2,
            (_, true) => 1.5,
        },
    );
    match before.width {
        0..=13 => tally.add("the piece before is short", -0.8),
        112.. => tally.add("the piece before is long", 1.2),
        _ => {}
    }
    match fold(before.last) {
        '，' | '、' => tally.add("the piece before ends with a comma", 2.5),
        '；' => tally.add("the piece before ends with a semicolon", -1.9),
        '：' => tally.add("the piece before ends with a colon", -0.9),
        c if is_closing(c) => tally.add("the piece before closes a bracket", -1.7),
        '—' | '－' => tally.add("the piece before ends with a dash", -1.1),
        c if is_han(c) => tally.add("the piece before ends in mid-sentence", 1.),
        c if c.is_alphanumeric() => tally.add("the piece before ends with a word or number", 1.5),
        _ => {}
    }
    tally.when(line.ends_sentence(), "ends a sentence", 1.1);
    tally.add("holds sentences' ends", f32::from(line.stops.min(2)));
    tally.when(before.open > 0, "a quotation or bracket is still open", 2.6);
    tally.when(is_han(line.first), "begins with a character", 0.5);
    let opens = matches!(line.first, '“' | '《' | '（' | '(' | '‘' | '「');
    tally.when(opens, "begins with an opening mark", -0.6);
}

/// Evidence that a line stands alone.
pub(super) fn stands_alone(context: &Context, i: usize, tally: &mut impl Tally) {
    let (Some(line), Some(look)) = (context.lines.get(i), context.looks.get(i)) else {
        return;
    };
    let text = line.span.of(context.source);
    let marked = matches!(line.form, Form::Heading(_));
    tally.when(marked, "is marked as a heading", 6.);
    tally.when(
        !marked && context.marked,
        "is not marked, as headings are here",
        -0.8,
    );
    let ems = if line.is_alphabetic() {
        line.width / 4
    } else {
        line.width / 2
    };
    tally.add(
        "its length",
        match ems {
            0..=22 => 0.3,
            23..=28 => -0.3,
            29..=36 => -1.5,
            37..=50 => -3.,
            _ => -6.,
        },
    );
    let last = fold(line.last);
    let weight = if marked { 0.5 } else { 1. };
    if line.is_alphabetic() {
        tally.when(
            line.ends_sentence(),
            "ends as a sentence does",
            -3. * weight,
        );
        tally.when(line.first.is_lowercase(), "begins with a small letter", -3.);
        tally.when(line.last == ',', "ends with a comma", -4.);
    } else {
        match last {
            '。' => tally.add("ends with a full stop", -6. * weight),
            '，' | '、' => tally.add("ends with a comma", -4.),
            '；' => tally.add("ends with a semicolon", -4.),
            '：' => tally.add("ends with a colon", -1.8),
            '…' | '⋯' => tally.add("ends with an ellipsis", -1.),
            '！' | '？' => tally.add("ends with a question or exclamation mark", -0.7 * weight),
            c if is_closing(c) && is_stop(line.before_last) => {
                tally.add("ends with a stop inside quotes", -1.5 * weight)
            }
            _ => {}
        }
        let inner = i32::from(line.stops) - i32::from(line.ends_sentence());
        tally.when(
            inner > 0 && !matches!(last, '？' | '！'),
            "holds a sentence's end",
            -2.5 * weight,
        );
    }
    tally.when(line.commas > 2, "holds many commas", -1.);
    tally.when(
        never_first(line.first),
        "begins with a mark that begins no line",
        -6.,
    );
    tally.when(
        look.dateline || look.comes_from,
        "begins as a report's text does",
        -7.,
    );
    tally.when(look.goes_on, "ends with a jump line", -5.);
    tally.when(
        (3..=5).contains(&line.indent),
        "is indented like a paragraph",
        -1.5,
    );
    tally.when(line.indent > 8, "is set in from the margin", 1.);
    tally.when(
        line.open != 0 && !line.is_alphabetic(),
        "leaves a bracket open",
        -0.7,
    );
    let leg = context.leg(i);
    let next = context.lines.get(i + 1);
    if leg > 0 {
        let full = next.is_some_and(|n| is_full(line, n.span.of(context.source), leg));
        tally.when(full, "fills its column", -1.);
        tally.when(line.blanks > 0, "a blank line stands before it", 1.5);
        tally.when(
            next.is_some_and(|n| n.blanks > 0),
            "a blank line stands after it",
            if full { 2. } else { 1. },
        );
    }
    tally.when(
        line.stops == 0 && line.width <= 90 && ends_with_column(text),
        "ends with a column's name in brackets",
        2.,
    );
    tally.when(is_note_like(text), "is a note on the text", -6.);
    let whole = matches!(line.first, '（' | '(' | '〔') && is_closing(line.last);
    let after_text = i
        .checked_sub(1)
        .and_then(|p| context.lines.get(p))
        .is_some_and(|p| p.ends_sentence() || p.width > 70);
    tally.when(whole && after_text, "stands in brackets after a text", -3.);
    tally.when(
        text.contains("――") || text.starts_with("——"),
        "begins with a dash, as decks do",
        1.5,
    );
}

/// Whether a headline's end names its column: …（今日谈）.
fn ends_with_column(text: &str) -> bool {
    if !text.ends_with(['）', ')']) {
        return false;
    }
    let folded: String = text.chars().map(fold).collect();
    super::decks::bracketed_end(&folded).is_some()
}

/// Whether a line is a note on a text: it begins or reads as notes do.
pub(super) fn is_note_like(text: &str) -> bool {
    let head: String = text.chars().take(16).map(fold).collect();
    if super::rules::starts_with(&head, &RULES.note.lines) {
        return true;
    }
    text.starts_with(['（', '(', '〔'])
        && (super::rules::starts_with(&head, &RULES.note.starts)
            || RULES.note.holds.iter().any(|w| text.contains(w.as_str())))
}

/// Evidence that a line is a byline of bare names or of an office; false where its form rules that out.
fn is_names(context: &Context, i: usize, tally: &mut impl Tally) -> bool {
    let (Some(line), Some(look)) = (context.lines.get(i), context.looks.get(i)) else {
        return false;
    };
    if look.names != Some(Surety::Names) || matches!(line.form, Form::Heading(_)) {
        return false;
    }
    tally.add("holds names and nothing else", 1.6);
    tally.when(
        line.spaced || line.han <= 3,
        "is as short as a name, or spaced like one",
        0.8,
    );
    true
}

/// Evidence against a paragraph that ends with line `i`.
pub(super) fn end_of(context: &Context, i: usize) -> f32 {
    let (Some(line), Some(look)) = (context.lines.get(i), context.looks.get(i)) else {
        return 0.;
    };
    if line.ends_sentence() || look.goes_on || look.signed {
        return 0.;
    }
    let open = if line.open > 0 { -2. } else { 0. };
    open + match fold(line.last) {
        '：' => -0.8,
        c if is_closing(c) => -0.7,
        _ if is_note_like(line.span.of(context.source)) => -0.5,
        '；' => -1.,
        '，' | '、' => -4.,
        _ => -2.3,
    }
}

/// Whether one of the paragraphs before a line is indented as paragraphs are.
fn indented_before(context: &Context, i: usize) -> bool {
    let from = i.saturating_sub(10);
    context
        .lines
        .get(from..i)
        .unwrap_or_default()
        .iter()
        .any(|l| (3..=8).contains(&l.indent) && l.form == Form::Text)
}

/// Whether a text begins with a number that counts parts: 一、 （一） 1. ①.
pub(super) fn numbered(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or('\0');
    if ('①'..='⑳').contains(&first) {
        return true;
    }
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if matches!(first, '（' | '(') {
        let inner: String = chars.by_ref().take_while(|c| digit(*c)).collect();
        return !inner.is_empty()
            && text
                .chars()
                .nth(inner.chars().count() + 1)
                .is_some_and(|c| matches!(c, '）' | ')'));
    }
    if !digit(first) {
        return false;
    }
    let rest: Vec<char> = text.chars().skip_while(|c| digit(*c)).take(2).collect();
    match rest.as_slice() {
        [a, ..] if matches!(a, '、' | '．') => true,
        ['.', b] => !b.is_ascii_digit(),
        _ => false,
    }
}
