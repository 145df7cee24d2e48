//! Doubts: where a reading may well be wrong. Single choices are seldom in doubt, but a long article holds many, and
//! some articles are built as hardly any is. So signs of a mistake are weighed for each article, and where they make
//! one about as likely as none, the heaviest are told, with the line to look at.
//!
//! The weights are logistic regression's on articles of real papers, read right and wrong. Signs are of two kinds:
//! what places, starts and shares leave to their rivals, and an unusual build ([`build`]).

mod build;

use super::articles::Outline;
use super::classes::Class;
use super::paragraphs::{Context, Risk};
use super::units::{Kind, Unit};
use crate::issue::{Defect, Issue};

/// A sign that an article is read wrong.
struct Sign {
    /// Index of the line to look at.
    line: usize,
    weight: f32,
    what: &'static str,
}

/// What speaks for a mistake between an article's first line and the next article's.
#[derive(Default)]
struct Case {
    /// The likeliest wrong seam, and how many are wrong, likely.
    seam: f32,
    seams: f32,
    /// How many starts are wrong, likely.
    starts: f32,
    /// The likeliest wrong shares.
    shares: f32,
    /// Log odds of an unusual build.
    build: f32,
    signs: Vec<Sign>,
}

/// Log odds that an article without any sign is read wrong.
const FEW: f32 = -2.57;
/// Log odds from which an article's doubts are told; where headings carry no marks more is in doubt, and less of it
/// shows.
const BOUND: f32 = -0.1;
const BOUND_UNMARKED: f32 = -0.35;
/// Weights of the likelihoods that the parts of a [`Case`] are wrong.
const SEAM: f32 = 4.15;
const SEAMS: f32 = 0.56;
const STARTS: f32 = 2.79;
const SHARES: f32 = 3.18;
/// Wrong seams beyond which more tell nothing.
const MANY: f32 = 3.;

impl Case {
    /// Log odds that the article is read wrong.
    fn odds(&self) -> f32 {
        FEW + SEAM * self.seam
            + SEAMS * self.seams.min(MANY)
            + STARTS * self.starts.min(1.)
            + SHARES * self.shares
            + self.build
    }

    fn sign(&mut self, line: usize, weight: f32, what: &'static str) {
        self.signs.push(Sign { line, weight, what });
    }

    /// The signs that weigh at least half as much as the heaviest, one a line, in order.
    fn heaviest(mut self) -> Vec<Sign> {
        let most = self.signs.iter().map(|s| s.weight).fold(0., f32::max);
        self.signs.retain(|s| s.weight >= most / 2.);
        self.signs
            .sort_by(|a, b| a.line.cmp(&b.line).then(b.weight.total_cmp(&a.weight)));
        self.signs.dedup_by_key(|s| s.line);
        self.signs
    }
}

/// Names the doubts in the articles that are likeliest to hold a mistake.
pub(super) fn find(
    context: &Context,
    risks: &[Risk],
    units: &[Unit],
    outline: &Outline,
    issue: &Issue,
) -> Vec<Defect> {
    let starts = article_starts(context, units, outline);
    let mut cases: Vec<Case> = Vec::new();
    cases.resize_with(starts.len() + 1, Case::default);
    weigh_choices(&mut cases, &starts, risks, units, outline);
    for (_, article) in issue.articles() {
        let line = line_at(context, article.hull().start);
        if let Some(case) = cases.get_mut(article_of(&starts, line)) {
            build::weigh(context, article, case);
        }
    }
    let bound = if context.marked {
        BOUND
    } else {
        BOUND_UNMARKED
    };
    let doubtful = cases.into_iter().filter(|case| case.odds() > bound);
    let told = doubtful.flat_map(Case::heaviest).map(|sign| {
        let start = context.lines.get(sign.line).map_or(0, |l| l.span.start);
        Defect {
            line: issue.line_of(start),
            kind: "doubt",
            message: format!("read in doubt: {}", sign.what),
        }
    });
    told.collect()
}

/// Gives each case what its choices leave to their rivals.
fn weigh_choices(
    cases: &mut [Case],
    starts: &[usize],
    risks: &[Risk],
    units: &[Unit],
    outline: &Outline,
) {
    for risk in risks {
        if let Some(case) = cases.get_mut(article_of(starts, risk.line)) {
            case.seam = case.seam.max(risk.seam);
            case.seams += risk.seam;
            case.sign(
                risk.line,
                SEAM * risk.seam,
                "a paragraph's end, or a column's",
            );
        }
    }
    for risk in &outline.risks {
        let line = units.get(risk.unit).map_or(0, Unit::first);
        if let Some(case) = cases.get_mut(article_of(starts, line)) {
            case.starts += risk.start;
            case.shares = case.shares.max(risk.shares);
            case.sign(line, STARTS * risk.start, "headline or text");
            case.sign(line, SHARES * risk.shares, "kicker, headline or deck");
        }
    }
}

/// Index of the line with which each article begins.
fn article_starts(context: &Context, units: &[Unit], outline: &Outline) -> Vec<usize> {
    let page = |unit: &Unit| {
        unit.kind == Kind::Told
            && matches!(
                context.looks.get(unit.first()).map(|l| &l.class),
                Some(Class::Section(_))
            )
    };
    let begins = units.iter().zip(&outline.begins);
    let begins = begins.filter(|(u, begins)| **begins || page(u));
    begins.map(|(u, _)| u.first()).collect()
}

fn article_of(starts: &[usize], line: usize) -> usize {
    starts.partition_point(|s| *s <= line)
}

/// Index of the line that holds a byte.
fn line_at(context: &Context, byte: u32) -> usize {
    let after = context.lines.partition_point(|l| l.span.start <= byte);
    after.saturating_sub(1)
}
