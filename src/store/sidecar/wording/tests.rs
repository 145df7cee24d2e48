//! Corrections in every form that people may write them in: kept, changed, removed and added, all else staying as it was.
#![allow(clippy::unwrap_used)]

use super::super::merge::plan;
use super::super::text::{CORRECTION, parse};
use super::*;
use crate::correction::{Edge, Role};
use proptest::prelude::*;
use std::fmt::Write;

/// Decisions, one after the other.
struct Tape<'a>(std::slice::Iter<'a, u8>);

impl Tape<'_> {
    fn below(&mut self, n: u8) -> u8 {
        self.0.next().map_or(0, |byte| byte % n)
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 1
    }

    fn rarely(&mut self) -> bool {
        self.below(5) == 4
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[usize::from(self.below(u8::try_from(of.len()).unwrap()))]
    }
}

/// A file as somebody may have written it.
#[derive(Default, Debug)]
struct Page {
    text: String,
    corrections: Vec<Correction>,
    /// The words of each correction, its own comments left out.
    wordings: Vec<String>,
    /// The comments that go with each.
    own: Vec<Vec<String>>,
    /// What stays whatever becomes of the corrections.
    stays: Vec<String>,
    comments: usize,
}

impl Page {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# comment {} [[correction]] \"of, text'.", self.comments)
    }
}

fn correction(n: usize, tape: &mut Tape) -> Correction {
    let maybe = |yes: bool, text: &str| yes.then(|| text.to_owned());
    let role = Role::ALL[usize::from(tape.below(10))];
    let mut told = Correction {
        text: format!(
            "{}行{n}",
            tape.one(&["", "\"", "\\", "# ", "'", "[[correction]] "])
        ),
        line: tape.yes().then_some(n + 1),
        above: maybe(tape.rarely(), "上 ] , # 文"),
        below: maybe(tape.rarely(), "下 } 文"),
        is: (role != Role::Section || tape.yes()).then_some(role),
        joins: [None, None, Some(true), Some(false)][usize::from(tape.below(4))],
        article: [None, None, Some(Edge::Begins), Some(Edge::Ends)][usize::from(tape.below(4))],
        section: maybe(tape.rarely() && role != Role::Section, "02 要闻"),
    };
    if told.is_empty() {
        told.joins = Some(true);
    }
    told
}

/// The keys and values of a correction, each in one of the ways to write it.
fn pairs(correction: &Correction, tape: &mut Tape, in_braces: bool) -> Vec<String> {
    let words = |text: &str, tape: &mut Tape| match tape.below(4) {
        0 if !text.contains('\'') => format!("'{text}'"),
        1 if !text.contains('\'') && !in_braces => format!("'''\n{text}'''"),
        2 => format!(
            "\"\"\"{}\"\"\"",
            text.replace('\\', "\\\\").replace('"', "\\\"")
        ),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\u0022")),
    };
    let mut all = vec![("text", words(&correction.text, tape))];
    let number = |line: usize, tape: &mut Tape| match tape.below(3) {
        0 => format!("0x{line:x}"),
        1 => format!("+{line}"),
        _ => line.to_string(),
    };
    all.extend(correction.line.map(|l| ("line", number(l, tape))));
    all.extend(correction.above.as_ref().map(|t| ("above", words(t, tape))));
    all.extend(correction.below.as_ref().map(|t| ("below", words(t, tape))));
    all.extend(correction.is.map(|r| ("is", words(r.name(), tape))));
    all.extend(correction.joins.map(|j| ("joins", j.to_string())));
    all.extend(
        correction
            .article
            .map(|e| ("article", words(e.name(), tape))),
    );
    all.extend(
        correction
            .section
            .as_ref()
            .map(|t| ("section", words(t, tape))),
    );
    let turn = usize::from(tape.below(8)) % all.len();
    all.rotate_left(turn);
    let pair = |(key, value): (&str, String)| {
        let key = match tape.below(5) {
            0 => format!("\"{key}\""),
            1 => format!("'{key}'"),
            _ => key.to_owned(),
        };
        format!("{key}{}{value}", tape.one(&[" = ", "=", "\t=  "]))
    };
    all.into_iter().map(pair).collect()
}

fn head(page: &mut Page, tape: &mut Tape) -> bool {
    if tape.rarely() {
        page.text.push('\u{FEFF}');
    }
    if tape.yes() {
        let comment = page.comment();
        writeln!(page.text, "{comment}\n").unwrap();
        page.stays.push(comment);
    }
    let later = tape.rarely();
    if later {
        page.text.push_str("kanbao = 2\nnew.key = [1, # one\n 2]\n");
        page.stays
            .push("kanbao = 2\nnew.key = [1, # one\n 2]".to_owned());
    }
    later
}

/// Corrections as tables under headings.
fn tables(tape: &mut Tape) -> Page {
    let mut page = Page::default();
    let later = head(&mut page, tape);
    for n in 0..usize::from(tape.below(5)) {
        let correction = correction(n, tape);
        for _ in 0..tape.below(3) {
            page.text.push_str(tape.one(&["\n", "  \n"]));
        }
        if tape.rarely() {
            let comment = page.comment();
            write!(page.text, "{comment}\n\n").unwrap();
            page.stays.push(comment);
        }
        let mut own = Vec::new();
        for _ in 0..tape.below(2) {
            let comment = page.comment();
            writeln!(page.text, "{}{comment}", tape.one(&["", "  "])).unwrap();
            own.push(comment);
        }
        let mut wording = tape
            .one(&[
                "[[correction]]",
                "[[ correction ]]",
                "[[\"correction\"]]",
                "  [['correction']]",
            ])
            .to_owned();
        let behind = |page: &mut Page, tape: &mut Tape| {
            if tape.rarely() {
                format!(" {}", page.comment())
            } else {
                String::new()
            }
        };
        wording += &behind(&mut page, tape);
        for pair in pairs(&correction, tape, false) {
            if tape.rarely() {
                write!(wording, "\n\n{}", page.comment()).unwrap();
            }
            write!(wording, "\n{}{pair}", tape.one(&["", "", " "])).unwrap();
            wording += &behind(&mut page, tape);
        }
        if later && tape.yes() {
            write!(wording, "\nmore.of.it = {n}\n[correction.inner]\nx = {n}").unwrap();
        }
        page.text.push_str(&wording);
        page.text.push('\n');
        if later && tape.rarely() {
            let table = format!("[other{n}]\nx = '''\n[[correction]]\n# no comment'''");
            writeln!(page.text, "\n{table}").unwrap();
            page.stays.push(table);
        }
        page.corrections.push(correction);
        page.wordings.push(wording);
        page.own.push(own);
    }
    if tape.yes() {
        let comment = page.comment();
        write!(page.text, "\n{comment}\n").unwrap();
        page.stays.push(comment);
    }
    page
}

/// Corrections in one array.
fn array(tape: &mut Tape) -> Page {
    let mut page = Page::default();
    head(&mut page, tape);
    page.text
        .push_str(tape.one(&["correction = [", "\"correction\"=["]));
    let broken = tape.yes();
    if broken && tape.rarely() {
        let comment = page.comment();
        write!(page.text, " {comment}").unwrap();
        page.stays.push(comment);
    }
    let count = usize::from(tape.below(5));
    let comma = tape.yes();
    for n in 0..count {
        let correction = correction(n, tape);
        let mut own = Vec::new();
        if broken {
            page.text.push('\n');
            if tape.rarely() {
                let comment = page.comment();
                write!(page.text, "  {comment}\n\n").unwrap();
                page.stays.push(comment);
            }
            for _ in 0..tape.below(2) {
                let comment = page.comment();
                writeln!(page.text, "  {comment}").unwrap();
                own.push(comment);
            }
            page.text.push_str("  ");
        } else {
            page.text.push_str(tape.one(&["", " "]));
        }
        let blank = tape.one(&["", " "]);
        let between = if broken {
            tape.one(&[", ", ",\n    ", ", # of the pair\n    "])
        } else {
            tape.one(&[", ", ",", " , "])
        };
        let comma_at_end = if tape.rarely() { "," } else { "" };
        let wording = format!(
            "{{{blank}{}{comma_at_end}{blank}}}",
            pairs(&correction, tape, true).join(between)
        );
        page.text.push_str(&wording);
        if n + 1 < count || comma {
            page.text.push(',');
        }
        if broken && tape.rarely() {
            let comment = page.comment();
            write!(page.text, " {comment}").unwrap();
            own.push(comment);
        }
        page.corrections.push(correction);
        page.wordings.push(wording);
        page.own.push(own);
    }
    if broken {
        page.text.push('\n');
        if tape.rarely() {
            let comment = page.comment();
            writeln!(page.text, "\n  {comment}").unwrap();
            page.stays.push(comment);
        }
    } else {
        page.text.push_str(tape.one(&["", " "]));
    }
    page.text.push_str("]\n");
    if tape.yes() {
        page.text.push_str("\n# the end\n");
        page.stays.push("# the end".to_owned());
    }
    page
}

fn written(tape: &mut Tape) -> Page {
    let mut page = if tape.yes() {
        tables(tape)
    } else {
        array(tape)
    };
    if tape.rarely() {
        let end = page.text.trim_end().len();
        page.text.truncate(end);
    }
    if tape.rarely() {
        let crlf = |text: &mut String| *text = text.replace('\n', "\r\n");
        crlf(&mut page.text);
        page.stays.iter_mut().for_each(crlf);
        page.wordings.iter_mut().for_each(crlf);
    }
    page
}

/// What is wanted of corrections, and what becomes of each: it goes (0), is another (1), or stays (2).
fn wanted(there: &[Correction], tape: &mut Tape) -> (Vec<Correction>, Vec<u8>) {
    let mut wanted = Vec::new();
    let mut fates = Vec::new();
    for known in there {
        let mut new = known.clone();
        let fate = tape.below(4);
        match fate {
            0 => {
                fates.push(0);
                continue;
            }
            1 => {
                new.joins = [Some(true), None, Some(false)][usize::from(tape.below(3))];
                new.is = Some(Role::ALL[usize::from(tape.below(10))]);
                new.section = None;
            }
            _ => {}
        }
        fates.push(if new == *known { 2 } else { 1 });
        wanted.push(new);
    }
    for n in 0..usize::from(tape.below(3)) {
        let mut new = correction(n + 70, tape);
        new.joins = Some(true);
        wanted.push(new);
    }
    (wanted, fates)
}

fn holds(tape: &mut Tape) -> Result<(), TestCaseError> {
    let page = written(tape);
    let read = parse(&page.text, false);
    prop_assert!(read.is_ok(), "{read:?}\n{}", page.text);
    let there = read.unwrap().corrections;
    prop_assert_eq!(&there, &page.corrections, "{}", page.text);
    let (wanted, fates) = wanted(&there, tape);
    let plan = plan(&there, &there, &wanted);
    let text = edited(&page.text, CORRECTION, &there, &plan);
    let both = format!("{}\n=====\n{text}\n=====", page.text);
    if wanted == there {
        prop_assert_eq!(&text, &page.text);
    }
    // Just that is in the file now.
    let read = parse(&text, false);
    prop_assert!(read.is_ok(), "{:?}\n{}", read, both);
    prop_assert_eq!(&read.unwrap().corrections, &wanted, "{}", both);
    // And all else is as it was.
    let mut from = 0;
    for (n, fate) in fates.iter().enumerate() {
        let wording = page.wordings[n].as_str();
        if *fate == 2 {
            let at = text.get(from..).unwrap().find(wording);
            prop_assert!(at.is_some(), "{wording} is changed\n{}", both);
            from += at.unwrap() + wording.len();
        }
        for comment in &page.own[n] {
            prop_assert_eq!(
                text.matches(comment.as_str()).count(),
                usize::from(*fate > 0),
                "{}\n{}",
                comment,
                both
            );
        }
        if *fate == 1 {
            for comment in wording.lines().filter(|l| l.starts_with("# comment")) {
                // A key that goes takes the comment above it along.
                prop_assert!(text.matches(comment).count() <= 1, "{}", both);
            }
        }
    }
    for words in &page.stays {
        prop_assert_eq!(
            text.matches(words.as_str()).count(),
            1,
            "{}\n{}",
            words,
            both
        );
    }
    let pure = |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
    if page.text.contains('\n') && pure(&page.text) {
        prop_assert!(pure(&text), "{:?}", both);
    }
    prop_assert_eq!(
        text.starts_with('\u{FEFF}'),
        page.text.starts_with('\u{FEFF}')
    );
    // Nothing more is to be done.
    let again = super::super::merge::plan(&wanted, &wanted, &wanted);
    prop_assert_eq!(edited(&text, CORRECTION, &wanted, &again), text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_wanted_is_in_the_file_and_all_else_as_it_was(tape in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&mut Tape(tape.iter()))?;
    }
}
