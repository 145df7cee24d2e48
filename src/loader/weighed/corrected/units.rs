//! Corrections of units: which they are, and where articles and sections begin.

use crate::correction::Role;
use crate::issue::Article;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected::lines::{role, say};
use crate::loader::weighed::outline::{Outline, Part};
use crate::loader::weighed::units::{Unit, UnitKind};

/// The role of a unit by a correction of one of its lines.
pub fn unit_role(context: &Context, unit: &Unit) -> Option<Role> {
    if context.corrected.is_empty() {
        return None;
    }
    unit.lines
        .iter()
        .find_map(|line| role(context, *line as usize))
}

/// Whether a correction begins an article at a unit: by its own line, or because it ends one before it.
pub fn begins(context: &Context, units: &[Unit], u: usize) -> bool {
    if context.corrected.is_empty() {
        return false;
    }
    let Some(unit) = units.get(u) else {
        return false;
    };
    let page = |unit: &Unit| {
        let seen = context.recognised.get(unit.first()).map(|l| &l.class);
        unit.kind == UnitKind::Recognised && !matches!(seen, Some(Class::JumpFrom(_)))
    };
    if page(unit) {
        return unit
            .lines
            .iter()
            .any(|l| say(context, *l as usize).is_some_and(|s| s.begins));
    }
    let own = |l: &u32| say(context, *l as usize).is_some_and(|s| s.begins || s.section.is_some());
    if unit.lines.iter().any(own) {
        return true;
    }
    for before in units.get(..u).unwrap_or_default().iter().rev() {
        let ends = |l: &u32| say(context, *l as usize).is_some_and(|s| s.ends);
        if before.lines.iter().any(ends) {
            return true;
        }
        if !page(before) {
            break;
        }
    }
    false
}

/// Sees that every unit has its corrected role, and that articles begin where corrections say so.
pub fn settle(context: &Context, units: &[Unit], outline: &mut Outline) {
    if context.corrected.is_empty() {
        return;
    }
    let (mut heads, mut corrected_heads) = (false, false);
    for (u, unit) in units.iter().enumerate() {
        let forced = begins(context, units, u);
        let role = unit_role(context, unit).filter(|_| unit.kind == UnitKind::Title);
        let part = role.and_then(|role| match role {
            Role::Column => Some(Part::Column),
            Role::Kicker => Some(Part::Kicker),
            Role::Headline => Some(Part::Headline),
            Role::Deck => Some(Part::Deck),
            Role::Subhead => Some(Part::Subhead),
            _ => None,
        });
        if let (Some(slot), Some(part)) = (outline.parts.get_mut(u), part) {
            *slot = part;
        }
        if let Some(begins) = outline.begins.get_mut(u) {
            // Corrected heads begin an article, unless they go on with the heads of one.
            let anew = role.is_some_and(|r| r.is_head() && r != Role::Deck) && !heads;
            *begins |= forced || anew;
            if (role == Some(Role::Subhead) || corrected_heads && unit.kind == UnitKind::Title)
                && !forced
            {
                *begins = false;
            }
            heads |= *begins;
            corrected_heads = heads && (corrected_heads || anew);
        }
        let part = outline.parts.get(u).copied().unwrap_or(Part::Body);
        heads &= match unit.kind {
            UnitKind::Title => !matches!(part, Part::Subhead | Part::Body),
            UnitKind::Recognised | UnitKind::Byline | UnitKind::Names => true,
            UnitKind::Text | UnitKind::Block(_) => false,
        };
        corrected_heads &= heads;
    }
}

/// The section that a correction begins before a unit.
pub fn section_before<'a>(context: &'a Context, unit: &Unit) -> Option<(u32, &'a str)> {
    let line = unit
        .lines
        .iter()
        .map(|l| *l as usize)
        .find(|l| say(context, *l).is_some_and(|s| s.section.is_some()))?;
    let place = context.lines.get(line)?.span.start;
    Some((place, say(context, line)?.section.as_deref()?))
}

/// Gives an article's blocks their corrected kinds: see [`Corrected::keep`].
///
/// [`Corrected::keep`]: crate::loader::corrections::Corrected::keep
pub fn keep_kinds(context: &Context, article: &mut Article) {
    if !context.corrected.is_empty() {
        context.corrected.keep(article, |place| {
            let after = context.lines.partition_point(|l| l.whole.start <= place);
            context
                .lines
                .get(after.checked_sub(1)?)
                .map(|l| l.whole.start)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Correction, Edge};
    use crate::loader::weighed::tests::{corrected, told, units};

    const PAGE: &str =
        "新桥昨日通车\n两岸的人都来看。\n责任编辑：王小川\n渡口改作公园\n石阶一级也不拆。\n";

    #[test]
    fn below_an_article_told_to_end_the_next_begins_after_the_pages_own_lines() {
        let ends = Correction {
            article: Some(Edge::Ends),
            ..told("两岸的人都来看。", Role::Text)
        };
        let begun = corrected(PAGE, &[ends], |context| {
            let units = units("ltrlt");
            (0..units.len())
                .filter(|u| begins(context, &units, *u))
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
            settle(context, &units("ltrlt"), &mut outline);
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
                section_before(context, &units("ltrlt")[u]).map(|(_, name)| name.to_owned())
            })
        };
        assert_eq!(found(3).as_deref(), Some("第03版 经济"));
        assert_eq!(found(1), None);
    }
}
