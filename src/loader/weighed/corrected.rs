//! Corrections, applied to the weighed reading: as the lines' classes, as evidence that outweighs all other, and where
//! articles begin. What a correction comes to is decided in [`crate::loader::corrections`].

use crate::correction::Role;
use crate::issue::FurnitureKind;
use crate::loader::corrections::{Corrected, Seen, Taken, may_be};
use crate::loader::evidence::rows::told;
use crate::loader::evidence::{EvidenceRow, Tally};
use crate::loader::forms::captions::Picture;
use crate::loader::forms::{furniture, sections};
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Line, folded};
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::context::{Context, cut_by_leg};
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::features::legs::fills_leg;
use crate::loader::weighed::outline::{Outline, Part};
use crate::loader::weighed::units::{Unit, UnitKind};
use std::ops::Range;

/// What speaks against a state that contradicts a correction. The weights of corrections are finite, so that of those
/// that contradict each other most are kept.
pub const OTHER_STATE: EvidenceRow = told::OTHER_STATE;

/// Standalone lines after which a corrected head begins a run of its own: no more are looked at as heads.
const FAR: usize = 4;

/// Gives lines their corrected classes.
pub fn classes(
    rules: &Rules,
    corrected: &mut Corrected,
    source: &str,
    lines: &[Line],
    legs: &[u32],
    recognised: &mut [Recognised],
) {
    if corrected.is_empty() {
        return;
    }
    let seen = lines.iter().zip(recognised.iter());
    let seen = seen.map(|(line, seen)| match seen.class {
        Class::Free => (line, Seen::Free),
        Class::Block => (line, Seen::Block),
        _ => (line, Seen::Other),
    });
    let cut = |i: usize| i > 0 && fills_leg(source, lines, legs, i - 1);
    let spread = corrected.spread(seen, cut);
    for ((line, seen), spread) in lines.iter().zip(recognised).zip(spread) {
        match spread {
            Some(Taken::As(role)) => {
                seen.class = class(rules, role, line.span.of(source), &seen.class);
                seen.names = None;
            }
            Some(Taken::Free) => seen.class = Class::Free,
            None => {}
        }
    }
}

/// The class of a line by its corrected role.
fn class(rules: &Rules, role: Role, words: &str, read: &Class) -> Class {
    match role {
        Role::Caption => Class::Picture(Picture::Caption),
        Role::Furniture => match read {
            Class::Furniture(_) | Class::Masthead(_) | Class::Picture(Picture::Credit) => {
                read.clone()
            }
            _ => {
                let kind = furniture::furniture(rules, &folded(words));
                Class::Furniture(kind.unwrap_or(FurnitureKind::Other))
            }
        },
        Role::Byline => Class::Byline,
        Role::Section => {
            let words: String = folded(words);
            let heading = sections::heading(rules, &words).unwrap_or(sections::Heading {
                page: String::new(),
                name: 0..words.len(),
                sure: true,
                known: true,
            });
            Class::Section(heading.into())
        }
        Role::Headline | Role::Kicker | Role::Deck | Role::Column | Role::Subhead | Role::Text => {
            Class::Free
        }
    }
}

/// Weighs the states that a free line may have, in the order begins, goes on, alone, names.
pub fn states(context: &Context, i: usize, own: &mut [f32; 4]) {
    if context.corrected.is_empty() {
        return;
    }
    let cut = || i.checked_sub(1).is_some_and(|p| cut_by_leg(context, p));
    let next = || {
        let mut below = context.recognised.iter().skip(i + 1);
        let next = below.position(|l| l.class == Class::Free)?;
        let joins = context.joins(i + 1 + next) == Some(true);
        joins.then(|| next == 0 && cut_by_leg(context, i))
    };
    let may = may_be(context.correction(i), cut, next);
    for (score, _) in own.iter_mut().zip(may).filter(|(_, may)| !may) {
        score.add(OTHER_STATE);
    }
}

/// Parts runs of standalone lines where a correction begins an article, and where a corrected head stands below one of
/// lower rank.
pub fn runs(context: &Context, units: &[Unit], runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if context.corrected.is_empty() {
        return runs;
    }
    let role = |u: usize| units.get(u).and_then(Unit::role);
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let mut from = run.start;
        for u in run.start + 1..run.end {
            let anew = role(u)
                .filter(|r| begins_heads(*r))
                .is_some_and(|head| match role(u - 1) {
                    Some(above) => rank(above) > rank(head),
                    None => u - from > FAR,
                });
            if anew || begins(units, u) {
                out.push(from..u);
                from = u;
            }
        }
        out.push(from..run.end);
    }
    out
}

/// Whether a correction begins an article at a unit.
fn begins(units: &[Unit], u: usize) -> bool {
    let correction = units.get(u).and_then(|unit| unit.correction.as_ref());
    correction.is_some_and(|c| c.begins)
}

/// Whether an article may begin with a line of this role.
fn begins_heads(role: Role) -> bool {
    role.is_head() && role != Role::Deck
}

/// The order in which heads stand over a text.
fn rank(role: Role) -> u8 {
    match role {
        Role::Column => 0,
        Role::Kicker => 1,
        Role::Headline => 2,
        Role::Deck => 3,
        _ => 4,
    }
}

/// Weighs one way to share heads out against their corrections.
pub fn shared(heads: &[Head], shares: Shares, tally: &mut impl Tally) {
    let ends = [
        (shares.column, Role::Column),
        (shares.kicker, Role::Kicker),
        (shares.headline, Role::Headline),
        (shares.deck, Role::Deck),
        (shares.byline, Role::Byline),
    ];
    let parts = ends
        .iter()
        .flat_map(|(count, role)| std::iter::repeat_n(*role, *count));
    for (head, part) in heads.iter().zip(parts) {
        tally.when(
            head.corrected.is_some_and(|role| role != part),
            told::OTHER_HEAD,
        );
    }
}

/// Weighs which lines of a run are an article's heads. No corrected head lies outside of them. A line that a correction
/// makes the first of an article is the first of them.
pub fn outside(units: &[Unit], at: usize, [before, after]: [&[Head]; 2], tally: &mut impl Tally) {
    for head in before.iter().chain(after) {
        tally.when(head.corrected.is_some_and(Role::is_head), told::HEAD_BESIDE);
    }
    tally.when(!before.is_empty() && begins(units, at), told::BEGINS_BEFORE);
}

/// Weighs whether an article begins in a run.
pub fn article(units: &[Unit], at: usize, heads: &[Head], tally: &mut impl Tally) {
    if heads.iter().any(|h| h.corrected.is_some_and(begins_heads)) || begins(units, at) {
        tally.add(told::BEGINS);
    } else if heads.iter().all(|h| h.corrected.is_some()) {
        tally.add(told::BEGINS_NONE);
    }
}

/// Sees that every unit has its corrected role, and that articles begin where corrections say so.
pub fn settle(context: &Context, units: &[Unit], outline: &mut Outline) {
    if context.corrected.is_empty() {
        return;
    }
    let (mut heads, mut corrected_heads) = (false, false);
    let slots = outline.parts.iter_mut().zip(&mut outline.begins);
    for ((u, unit), (part, slot)) in units.iter().enumerate().zip(slots) {
        let is_title = unit.kind == UnitKind::Title;
        let role = unit.role().filter(|_| is_title);
        *part = role.and_then(part_of).unwrap_or(*part);
        // Corrected heads begin an article, unless they go on with the heads of one.
        let anew = role.is_some_and(begins_heads) && !heads;
        let goes_on = role == Some(Role::Subhead) || corrected_heads && is_title;
        *slot = begins(units, u) || (*slot || anew) && !goes_on;
        heads |= *slot;
        corrected_heads = heads && (corrected_heads || anew);
        heads &= match unit.kind {
            UnitKind::Title => !matches!(part, Part::Subhead | Part::Body),
            UnitKind::Recognised | UnitKind::Byline | UnitKind::Names => true,
            UnitKind::Text | UnitKind::Block(_) => false,
        };
        corrected_heads &= heads;
    }
}

/// The part of an article that a corrected head is.
fn part_of(role: Role) -> Option<Part> {
    Some(match role {
        Role::Column => Part::Column,
        Role::Kicker => Part::Kicker,
        Role::Headline => Part::Headline,
        Role::Deck => Part::Deck,
        Role::Subhead => Part::Subhead,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Less than all other evidence together.
    const AGAINST: f32 = -500.;

    use crate::correction::{Correction, Edge};
    use crate::loader::weighed::tests::{corrected, heads, joined, sum, told};
    use crate::loader::weighed::{tests, units::correct};

    /// Units of a kind each, with their lines' corrections.
    fn units(context: &Context, kinds: &str) -> Vec<Unit> {
        let mut units = tests::units(kinds);
        correct(context, &mut units);
        units
    }

    /// Lines of ten characters each, and a short one.
    const LEG: &str = "跨江的新桥昨日通车两\n岸的人都来看桥下还泊\n着渡船船工说从今天起\n不再摆渡了要去桥头开\n一间茶馆卖大碗茶\n讲古的人也要请来两三\n个孩子们都爱听大水和\n大雪的故事从前渡江要\n候半日如今一刻就到了\n";

    fn captions(corrections: &[Correction]) -> Vec<usize> {
        corrected(LEG, corrections, |context| {
            let picture = |i: &usize| matches!(context.recognised[*i].class, Class::Picture(_));
            (0..context.lines.len()).filter(picture).collect()
        })
    }

    #[test]
    fn of_a_caption_that_its_column_cut_the_first_line_is_told() {
        let first = told("着渡船船工说从今天起", Role::Caption);
        assert_eq!(captions(std::slice::from_ref(&first)), [2, 3, 4]);
        assert_eq!(
            captions(&[first, told("一间茶馆卖大碗茶", Role::Text)]),
            [2, 3]
        );
    }

    #[test]
    fn what_goes_on_with_a_told_head_is_one_and_text_that_does_is_free() {
        let class = |is| {
            let corrections = [
                told("着渡船船工说从今天起", is),
                joined("不再摆渡了要去桥头开", true),
            ];
            corrected(LEG, &corrections, |context| {
                context
                    .corrected
                    .at(context.lines[3].whole.start)
                    .and_then(|s| s.is)
            })
        };
        assert_eq!(class(Role::Deck), Some(Role::Deck));
        assert_eq!(class(Role::Text), None);
    }

    #[test]
    fn a_line_without_a_text_above_goes_on_with_nothing() {
        let first = joined("跨江的新桥昨日通车两", true);
        assert_eq!(corrected(LEG, &[first], |context| context.joins(0)), None);
        let second = joined("岸的人都来看桥下还泊", true);
        assert_eq!(
            corrected(LEG, &[second], |context| context.joins(1)),
            Some(true)
        );
    }

    #[test]
    fn a_masthead_told_to_be_furniture_stays_one() {
        let text = "山城日报　2026年4月3日\n两岸的人都来看。\n";
        let class = |line: &str| {
            let at = usize::from(!text.starts_with(line));
            corrected(text, &[told(line, Role::Furniture)], |context| {
                context.recognised[at].class.clone()
            })
        };
        assert!(matches!(
            class("山城日报　2026年4月3日"),
            Class::Masthead(_)
        ));
        assert_eq!(
            class("两岸的人都来看。"),
            Class::Furniture(FurnitureKind::Other)
        );
    }

    const LEAD: &str = "新桥昨日通车\n两岸一家亲\n两岸的人都来看。\n桥下还泊着渡船。\n";

    #[test]
    fn what_is_told_goes_against_all_other_places() {
        let places = |correction, line| {
            let mut own = [0f32; 4];
            corrected(LEAD, &[correction], |context| {
                states(context, line, &mut own);
            });
            own.map(|weight| weight == 0.)
        };
        assert_eq!(
            places(told("两岸一家亲", Role::Text), 1),
            [true, true, false, false]
        );
        assert_eq!(
            places(told("两岸一家亲", Role::Deck), 1),
            [false, false, true, false]
        );
        // What the next line goes on with is a paragraph.
        assert_eq!(
            places(joined("两岸的人都来看。", true), 1),
            [true, true, false, false]
        );
        assert_eq!(places(joined("两岸的人都来看。", false), 1), [true; 4]);
    }

    const HEADS: &str = "天堑变通途\n新桥昨日通车\n两岸一家亲\n两岸的人都来看。\n";

    fn parted(corrections: &[Correction]) -> Vec<Range<usize>> {
        corrected(HEADS, corrections, |context| {
            super::runs(
                context,
                &units(context, "lllt"),
                std::iter::once(0..3).collect(),
            )
        })
    }

    #[test]
    fn a_told_head_below_a_lower_one_begins_a_run_and_one_below_a_higher_does_not() {
        let headline = told("新桥昨日通车", Role::Headline);
        assert_eq!(
            parted(&[told("天堑变通途", Role::Deck), headline.clone()]),
            [0..1, 1..3]
        );
        let whole = 0..3;
        assert_eq!(
            parted(&[told("天堑变通途", Role::Kicker), headline]),
            std::slice::from_ref(&whole)
        );
    }

    fn told_heads(roles: [Option<Role>; 2]) -> Vec<Head> {
        let mut heads = heads(&["天堑变通途", "新桥昨日通车"]);
        for (head, role) in heads.iter_mut().zip(roles) {
            head.corrected = role;
        }
        heads
    }

    #[test]
    fn lines_are_shared_out_as_they_are_told() {
        let told = told_heads([Some(Role::Kicker), None]);
        let kicker = Shares {
            kicker: 1,
            headline: 1,
            ..Shares::default()
        };
        let headline = Shares {
            headline: 2,
            ..Shares::default()
        };
        assert_eq!(
            sum(|tally| shared(&told, kicker, tally)).to_bits(),
            0f32.to_bits()
        );
        assert!(sum(|tally| shared(&told, headline, tally)) <= AGAINST);
    }

    #[test]
    fn no_told_head_is_left_outside_of_an_articles_heads() {
        let left = |role| {
            let heads = told_heads([role, None]);
            corrected(HEADS, &[], |context| {
                sum(|tally| outside(&units(context, "lllt"), 0, [&heads[..1], &[]], tally))
            })
        };
        assert!(left(Some(Role::Kicker)) <= AGAINST);
        assert_eq!(left(Some(Role::Subhead)).to_bits(), 0f32.to_bits());
        assert_eq!(left(None).to_bits(), 0f32.to_bits());
    }

    #[test]
    fn an_article_begins_where_a_head_is_told_and_not_where_all_is_told_to_be_none() {
        let begun = |roles| {
            let heads = told_heads(roles);
            corrected(HEADS, &[], |context| {
                sum(|tally| article(&units(context, "lllt"), 0, &heads, tally))
            })
        };
        assert!(begun([None, Some(Role::Headline)]) >= -AGAINST);
        assert!(begun([Some(Role::Subhead); 2]) <= AGAINST);
        assert_eq!(begun([None, Some(Role::Subhead)]).to_bits(), 0f32.to_bits());
    }

    const PAGE: &str =
        "新桥昨日通车\n两岸的人都来看。\n责任编辑：王小川\n渡口改作公园\n石阶一级也不拆。\n";

    #[test]
    fn below_an_article_told_to_end_the_next_begins_after_the_pages_own_lines() {
        let ends = Correction {
            article: Some(Edge::Ends),
            ..told("两岸的人都来看。", Role::Text)
        };
        let begun = corrected(PAGE, &[ends], |context| {
            let units = units(context, "ltrlt");
            (0..units.len())
                .filter(|u| begins(&units, *u))
                .collect::<Vec<_>>()
        });
        assert_eq!(begun, [3]);
    }

    fn settled(corrections: &[Correction], begins: [bool; 5]) -> Outline {
        let mut outline = Outline {
            parts: vec![Part::Body; 5],
            begins: begins.to_vec(),
            risks: Vec::new(),
        };
        corrected(PAGE, corrections, |context| {
            settle(context, &units(context, "ltrlt"), &mut outline);
        });
        outline
    }

    #[test]
    fn a_told_headline_begins_an_article_and_a_told_deck_below_it_none() {
        let outline = settled(
            &[told("渡口改作公园", Role::Headline)],
            [true, false, false, false, false],
        );
        assert_eq!(
            (outline.parts[3], outline.begins[3]),
            (Part::Headline, true)
        );
        let outline = settled(
            &[told("渡口改作公园", Role::Deck)],
            [true, false, false, false, false],
        );
        assert_eq!((outline.parts[3], outline.begins[3]), (Part::Deck, false));
    }

    #[test]
    fn a_told_subhead_begins_none_whatever_was_read() {
        let outline = settled(
            &[told("渡口改作公园", Role::Subhead)],
            [true, false, false, true, false],
        );
        assert_eq!(
            (outline.parts[3], outline.begins[3]),
            (Part::Subhead, false)
        );
        assert!(outline.begins[0]);
    }

    #[test]
    fn a_section_is_told_to_begin_before_the_line_that_says_so() {
        let section = Correction {
            section: Some("第03版 经济".to_owned()),
            ..told("渡口改作公园", Role::Headline)
        };
        let found = |u: usize| {
            corrected(PAGE, std::slice::from_ref(&section), |context| {
                let unit = &units(context, "ltrlt")[u];
                let (_, name) = unit.correction.as_ref()?.section.as_ref()?;
                Some(name.clone())
            })
        };
        assert_eq!(found(3).as_deref(), Some("第03版 经济"));
        assert_eq!(found(1), None);
    }
}
