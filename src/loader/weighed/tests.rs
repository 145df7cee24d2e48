//! What the tests of these rooms share: texts looked over, lines as heads, evidence as a sum.

use crate::correction::{Correction, Role};
use crate::issue::Issue;
use crate::loader::Rules;
use crate::loader::corrections::Corrected;
use crate::loader::source::lines::{scan, starts};
use crate::loader::weighed::context::Context;
use crate::loader::weighed::evidence::heads::Head;
use crate::loader::weighed::recognise;
use crate::loader::weighed::units::{Unit, UnitKind};
use smallvec::smallvec;

/// Looks over a text of which nothing is told.
pub fn looked_over<T>(text: &str, look: impl FnOnce(&Context) -> T) -> T {
    corrected(text, &[], look)
}

/// Looks over a text of which something is told.
pub fn corrected<T>(text: &str, corrections: &[Correction], look: impl FnOnce(&Context) -> T) -> T {
    let rules = Rules::built_in();
    let issue = Issue {
        source: text.to_owned(),
        line_starts: starts(text),
        ..Issue::default()
    };
    let (mut corrected, _, unmet) = Corrected::read(&issue, 0, corrections);
    assert!(unmet.is_empty(), "{unmet:?}");
    let lines = scan(text, 0);
    let (legs, recognised) = recognise(rules, text, &lines, &mut corrected);
    let context = Context::new(rules, text, &lines, &recognised, &legs, &corrected);
    look(&context)
}

/// What a line is told to be.
pub fn told(line: &str, is: Role) -> Correction {
    Correction {
        text: line.to_owned(),
        is: Some(is),
        ..Correction::default()
    }
}

/// Whether a line is told to go on with the one before.
pub fn joined(line: &str, joins: bool) -> Correction {
    Correction {
        text: line.to_owned(),
        joins: Some(joins),
        ..Correction::default()
    }
}

/// A line as a head, without its neighbours.
pub fn head(line: &str) -> Head {
    let lines = scan(line, 0);
    let first = lines.first().expect("a line");
    Head::new(Rules::built_in(), line, first, &[], None)
}

/// Lines as heads.
pub fn heads(lines: &[&str]) -> Vec<Head> {
    lines.iter().map(|line| head(line)).collect()
}

/// What evidence comes to.
pub fn sum(weigh: impl FnOnce(&mut f32)) -> f32 {
    let mut sum = 0.;
    weigh(&mut sum);
    sum
}

/// A unit of one line.
pub fn unit(kind: UnitKind, line: u32) -> Unit {
    Unit {
        kind,
        lines: smallvec![line],
        correction: None,
    }
}

/// A unit for each line: `l` alone, `t` text, `b` byline, `n` names, `r` recognised by its form.
pub fn units(kinds: &str) -> Vec<Unit> {
    let kind = |c| match c {
        'l' => UnitKind::Title,
        't' => UnitKind::Text,
        'b' => UnitKind::Byline,
        'n' => UnitKind::Names,
        'r' => UnitKind::Recognised,
        _ => panic!("no kind is called {c}"),
    };
    (0..)
        .zip(kinds.chars())
        .map(|(line, c)| unit(kind(c), line))
        .collect()
}
