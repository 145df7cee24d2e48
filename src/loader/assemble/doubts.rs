//! Doubts: where a reading may well be wrong. A single choice is seldom in doubt, but a long article holds many, and
//! some articles are built as hardly any other is. So signs of a mistake are weighed for each article. Where they make
//! a mistake likely enough, the heaviest are reported, with the line to look at.
//!
//! Most weights are logistic regression's on articles of real papers, read right and wrong, rounded; of a sign that
//! few or only one paper showed, less. Signs are of two kinds: what places, starts and shares leave to their rivals,
//! and an unusual build ([`build`]).

mod build;

use crate::issue::{Defect, Issue};
use crate::loader::evidence::rows::{bounds, doubts};
#[cfg(feature = "weighing")]
use crate::loader::evidence::weights::WeighedDoubt;
use crate::loader::evidence::{EvidenceRow, Reason, Tally};
use crate::loader::source::lines::{Form, indented};
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::outline::Outline;
use crate::loader::weighed::paragraphs::SeamRisk;
use crate::loader::weighed::units::{Unit, UnitKind};
use build::Habits;

/// A sign that an article is read wrong.
struct Sign {
    /// Index of the line to look at.
    line: usize,
    weight: f32,
    what: Reason,
}

/// What speaks for a mistake between an article's first line and the next article's.
#[derive(Default)]
struct Case {
    /// Doubt in the lines that were read to begin paragraphs, in those that were read to go on with one, and in there
    /// being a single article: minus the natural logarithm of the likelihood that all of it is right.
    parted: f32,
    joined: f32,
    amid: f32,
    /// How likely no article begins here, or its heads are shared out otherwise; 0 to 1.
    start: f32,
    shares: f32,
    /// Lines in it at which another article may begin.
    others: Vec<usize>,
    /// How likely the next does not begin where this one ends.
    next: f32,
    /// Whether an article is read here at all.
    filled: bool,
    /// Log odds of an unusual build.
    build: f32,
    /// How much of each row makes up the build.
    #[cfg(feature = "weighing")]
    amounts: crate::loader::evidence::weights::Amounts,
    /// Signs that may be reported, and the weight of the heaviest.
    signs: Vec<Sign>,
    most: f32,
}

/// How likely the parts of a [`Case`] are wrong, as signs.
const PARTED: EvidenceRow = doubts::PARTED;
const JOINED: EvidenceRow = doubts::JOINED;
const AMID: EvidenceRow = doubts::AMID;
const START: EvidenceRow = doubts::START;
const SHARES: EvidenceRow = doubts::SHARES;
const NEXT: EvidenceRow = doubts::NEXT;
/// Least likelihood of being right that one choice counts as.
const LEAST: f32 = 0.001;
/// From which likelihood on a place at which another article may begin is named in one that is doubted.
const LIKELY: f32 = 0.02;
/// Share of the heaviest sign's weight from which others are reported with it.
const TOLD: f32 = 0.33;

impl Case {
    /// Log odds that the article is read wrong.
    fn odds(&self) -> f32 {
        let mut odds = 0f32;
        self.weigh(&mut odds);
        odds + self.build
    }

    /// What its choices say for its being read wrong, and that few articles are.
    fn weigh(&self, tally: &mut impl Tally) {
        let wrong = |less: f32| 1. - (-less).exp();
        tally.add(doubts::FEW);
        tally.times(PARTED, wrong(self.parted));
        tally.times(JOINED, wrong(self.joined));
        // A run that holds a headline as likely as not is seldom the only one: small risks weigh more.
        tally.times(AMID, wrong(self.amid).sqrt());
        tally.times(START, self.start);
        tally.times(SHARES, self.shares);
        tally.times(NEXT, self.next);
    }

    /// Takes a sign of an unusual build: so much of a row.
    fn built(&mut self, line: usize, row: EvidenceRow, amount: f32) {
        self.build += row.weight() * amount;
        #[cfg(feature = "weighing")]
        self.amounts.times(row, amount);
        self.sign(line, row, amount);
    }

    /// Keeps a sign that may be reported: so much of a row.
    fn sign(&mut self, line: usize, row: EvidenceRow, amount: f32) {
        let (weight, what) = (row.weight() * amount, row.reason());
        // Each line of a long text gives some: a sign lighter than a third of the heaviest is never reported.
        if weight >= self.most * TOLD {
            self.most = self.most.max(weight);
            self.signs.push(Sign { line, weight, what });
        }
    }

    /// The signs that weigh nearly as much as the heaviest, and where another article may begin; one a line, in order.
    fn heaviest(mut self) -> Vec<Sign> {
        self.signs.retain(|s| s.weight >= self.most * TOLD);
        let others = self.others.iter().map(|line| Sign {
            line: *line,
            weight: 0.,
            what: AMID.reason(),
        });
        self.signs.extend(others);
        self.signs
            .sort_by(|a, b| a.line.cmp(&b.line).then(b.weight.total_cmp(&a.weight)));
        self.signs.dedup_by_key(|s| s.line);
        self.signs
    }
}

/// Names the doubts in the articles that are likeliest to hold a mistake.
pub fn find(
    context: &Context,
    risks: &[SeamRisk],
    units: &[Unit],
    outline: &Outline,
    issue: &Issue,
    #[cfg(feature = "weighing")] weighed: &mut Vec<WeighedDoubt>,
) -> Vec<Defect> {
    let starts = article_starts(context, units, outline);
    let mut cases: Vec<Case> = Vec::new();
    cases.resize_with(starts.len() + 1, Case::default);
    weigh_choices(&mut cases, &starts, risks, units, outline);
    weigh_next(&mut cases, &starts);
    let habits = Habits::of(context.source, issue);
    for (_, article) in issue.articles() {
        let line = line_at(context, article.hull().start);
        if let Some(case) = cases.get_mut(article_of(&starts, line)) {
            case.filled = true;
            build::weigh(context, &habits, article, case);
        }
    }
    weigh_empty(&mut cases, &starts, context, issue);
    let bound = bound(context, issue);
    #[cfg(feature = "weighing")]
    weighed.extend(starts.iter().zip(cases.iter().skip(1)).map(|(line, case)| {
        let mut amounts = case.amounts.clone();
        case.weigh(&mut amounts);
        let start = context.lines.get(*line).map_or(0, |l| l.span.start);
        WeighedDoubt {
            line: issue.line_of(start),
            amounts,
            bound: bound.id(),
        }
    }));
    let doubtful = cases
        .into_iter()
        .filter(|case| case.odds() > bound.weight());
    let defects = doubtful.flat_map(Case::heaviest).map(|sign| {
        let start = context.lines.get(sign.line).map_or(0, |l| l.span.start);
        Defect {
            line: issue.line_of(start),
            kind: "doubt",
            message: format!("read in doubt: {}", sign.what.english),
            chinese: Some(format!("读来存疑：{}", sign.what.chinese)),
        }
    });
    defects.collect()
}

/// Lines that are cut show where paragraphs begin if at least one of so many is indented.
const INDENTS: usize = 60;

/// Log odds from which an article's doubts are reported. Where marks tell the ranks of headings, little else goes wrong,
/// so fewer signs are one. Where all headings are of one rank, or pages, captions and jump lines stand between the texts,
/// more are. Cut lines without indents often seem wrong and are right; those with indents seldom do. Most signs were learnt
/// from Chinese papers, and speak up too often in others.
fn bound(context: &Context, issue: &Issue) -> EvidenceRow {
    let mut levels = context.lines.iter().filter_map(|l| match l.form {
        Form::Heading(level) => Some(level),
        _ => None,
    });
    let first = levels.next();
    let latin = context.lines.iter().filter(|l| l.is_alphabetic()).count();
    if latin * 2 > context.lines.len() {
        return bounds::LATIN;
    }
    match (context.marked, issue.sections.len() > 2) {
        (true, false) if levels.any(|l| Some(l) != first) => bounds::RANKS,
        (true, true) => bounds::PAGES,
        (true, false) => bounds::ALIKE,
        (false, _) if context.legs.iter().any(|l| *l > 0) => {
            let indents = context.lines.iter().filter(|l| indented(l)).count();
            if indents * INDENTS > context.lines.len() {
                bounds::CUT_INDENTED
            } else {
                bounds::CUT
            }
        }
        (false, _) => bounds::PLAIN,
    }
}

/// Gives each case what its choices leave to their rivals.
fn weigh_choices(
    cases: &mut [Case],
    starts: &[usize],
    risks: &[SeamRisk],
    units: &[Unit],
    outline: &Outline,
) {
    let less = |wrong: f32| -(1. - wrong).max(LEAST).ln();
    for risk in risks {
        let Some(case) = cases.get_mut(article_of(starts, risk.line as usize)) else {
            continue;
        };
        let (sum, row) = if risk.joined {
            (&mut case.joined, JOINED)
        } else {
            (&mut case.parted, PARTED)
        };
        *sum += less(risk.seam);
        case.sign(risk.line as usize, row, risk.seam);
    }
    for risk in &outline.risks {
        let line = units.get(risk.unit).map_or(0, Unit::first);
        let Some(case) = cases.get_mut(article_of(starts, line)) else {
            continue;
        };
        let begins = outline.begins.get(risk.unit).copied().unwrap_or(false);
        let row = if begins {
            case.start = risk.start;
            START
        } else {
            case.amid += less(risk.start);
            if risk.start >= LIKELY {
                case.others.push(line);
            }
            AMID
        };
        case.shares = case.shares.max(risk.shares);
        case.sign(line, row, risk.start);
        case.sign(line, SHARES, risk.shares);
        if risk.over {
            case.built(line, doubts::OVER, 1.);
        }
    }
}

/// An article ends where the next begins: doubt of that is doubt of both.
fn weigh_next(cases: &mut [Case], starts: &[usize]) {
    let risks: Vec<f32> = cases.iter().skip(1).map(|c| c.start).collect();
    for ((case, next), start) in cases.iter_mut().zip(risks).zip(starts) {
        case.next = next;
        case.sign(start.saturating_sub(1), NEXT, next);
    }
}

/// Pages have articles: a line that names one of which none is read may be a pointer to it (第九版, under a 导读).
fn weigh_empty(cases: &mut [Case], starts: &[usize], context: &Context, issue: &Issue) {
    let filled: Vec<&str> = issue
        .sections
        .iter()
        .filter(|s| !s.articles.is_empty())
        .filter_map(|s| s.page.as_deref())
        .collect();
    let page = |line: &usize| match &context.recognised.get(*line)?.class {
        Class::Section(heading) => Some(heading.page.as_str()),
        _ => None,
    };
    for (at, (case, start)) in cases.iter_mut().skip(1).zip(starts).enumerate() {
        // An article that follows at once begins anew.
        let ends = starts.get(at + 1).is_none_or(|next| page(next).is_some());
        let empty = page(start).is_some_and(|page| !filled.contains(&page));
        if empty && ends && !case.filled {
            case.built(*start, doubts::EMPTY, 1.);
        }
    }
}

/// Index of the line with which each article begins.
fn article_starts(context: &Context, units: &[Unit], outline: &Outline) -> Vec<usize> {
    let page = |unit: &Unit| {
        unit.kind == UnitKind::Recognised
            && matches!(
                context.recognised.get(unit.first()).map(|l| &l.class),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::outline::{self, Part};
    use crate::loader::{Options, load};

    fn doubts(text: &str) -> Vec<(usize, String)> {
        let loaded = load(text.to_owned().into_bytes(), &Options::default());
        let doubts = loaded.defects.into_iter().filter(|d| d.kind == "doubt");
        doubts.map(|d| (d.line, d.message)).collect()
    }

    #[test]
    fn a_page_without_an_article_is_in_doubt() {
        let story = "# 山城新桥通车\n\n记者 王小山\n\n本报讯 新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n\n";
        let text = format!("{story}第九版\n\n第六版\n\n{story}");
        let found = doubts(&text);
        let empty = "read in doubt: a page without an article";
        assert_eq!(found, [(7, empty.to_owned())]);
        assert!(doubts(&format!("{story}第六版\n\n{story}")).is_empty());
        // A page's number at its foot is none.
        assert!(doubts(&format!("第六版\n\n{story}第六版\n\n第七版\n\n{story}")).is_empty());
    }

    #[test]
    fn doubt_where_an_article_begins_is_doubt_of_the_one_before() {
        let mut cases = [Case::default(), Case::default(), Case::default()];
        let odds = cases.each_ref().map(Case::odds);
        if let Some(last) = cases.last_mut() {
            last.start = 0.5;
        }
        weigh_next(&mut cases, &[3, 9]);
        let [first, before, _] = &cases;
        assert!((first.odds() - odds[0]).abs() < 1e-6);
        assert!((before.odds() - odds[1] - NEXT.weight() / 2.).abs() < 1e-6);
        let sign = before.signs.iter().find(|s| s.weight > 0.);
        assert_eq!(sign.map(|s| s.line), Some(8));
    }

    #[test]
    fn many_small_risks_make_a_large_one() {
        let of = |seams: u8| {
            let parted = f32::from(seams) * -(0.9f32).ln();
            Case {
                parted,
                ..Case::default()
            }
            .odds()
        };
        assert!(of(1) - of(0) < 0.5 && of(10) - of(0) > 2.9);
    }

    #[test]
    fn the_signs_that_weigh_a_third_of_the_heaviest_are_told() {
        let mut case = Case::default();
        let weighing = |row: EvidenceRow, weight: f32| (row, weight / row.weight());
        for (line, (row, amount)) in [
            (4, weighing(NEXT, 0.9)),
            (2, weighing(SHARES, 2.)),
            (2, weighing(START, 1.)),
            (9, weighing(AMID, 0.5)),
        ] {
            case.sign(line, row, amount);
        }
        let reported: Vec<_> = case.heaviest().iter().map(|s| (s.line, s.what)).collect();
        assert_eq!(reported, [(2, SHARES.reason()), (4, NEXT.reason())]);
    }

    #[test]
    fn where_an_article_is_doubted_each_place_where_another_may_begin_is_told() {
        let mut case = Case::default();
        case.sign(2, SHARES, 1.);
        case.others = vec![2, 7];
        let lines: Vec<usize> = case.heaviest().iter().map(|s| s.line).collect();
        assert_eq!(lines, [2, 7]);
    }

    #[test]
    fn a_text_in_an_alphabet_has_a_bound_of_its_own() {
        use crate::loader::weighed::tests::looked_over;
        let of = |text: &str| looked_over(text, |context| bound(context, &Issue::default()));
        let latin = "The bridge was opened\nto all who live here.\n";
        assert_eq!(of(latin).id(), "bounds.latin");
        let half = format!("{latin}{}", "两岸的人都来看。\n".repeat(2));
        assert_eq!(of(&half).id(), "bounds.plain");
    }

    #[test]
    fn lone_lines_over_a_headline_are_told() {
        let mut cases = [Case::default(), Case::default()];
        let unit = |line| Unit {
            kind: UnitKind::Title,
            lines: [line].into_iter().collect(),
            correction: None,
        };
        let outline = Outline {
            parts: vec![Part::Subhead, Part::Headline],
            begins: vec![false, true],
            risks: vec![outline::RunRisk {
                unit: 1,
                over: true,
                start: 0.2,
                shares: 0.,
            }],
        };
        let units = [unit(0), unit(1)];
        weigh_choices(&mut cases, &[1], &[], &units, &outline);
        let [before, own] = &cases;
        assert!(before.signs.is_empty());
        assert!((own.build - doubts::OVER.weight()).abs() < 1e-6 && (own.start - 0.2).abs() < 1e-6);
    }
}
