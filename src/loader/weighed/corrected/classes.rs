//! Corrections of lines, in the lines' classes.

use crate::correction::Role;
use crate::issue::FurnitureKind;
use crate::loader::corrections::Corrected;
use crate::loader::forms::captions::Picture;
use crate::loader::forms::{furniture, sections};
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Line, folded};
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::features::legs::is_full;

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
    let mut before: Option<Role> = None;
    let mut flows = None;
    let mut text_above = false;
    for (i, line) in lines.iter().enumerate() {
        if !text_above {
            // Nothing stands above that it could go on with.
            corrected.forget_join(line.whole.start);
        }
        let say = corrected.at(line.whole.start);
        let joins = say.and_then(|s| s.joins);
        let mut role = say.and_then(|s| s.is);
        let full = i
            .checked_sub(1)
            .and_then(|p| lines.get(p))
            .is_some_and(|p| {
                let leg = legs.get(i - 1).copied().unwrap_or(0);
                line.blanks == 0 && is_full(p, line.span.of(source), leg)
            });
        let Some(seen) = recognised.get_mut(i) else {
            return;
        };
        if line.span.is_empty() {
            continue;
        }
        if role.is_none() && say.is_none_or(|s| s.joins.is_none() && !s.begins) {
            // A correction of the first line of a caption holds for the lines in which it goes on, cut at its column's width.
            role = flows.filter(|_| full && seen.class == Class::Free);
        } else if role.is_none() && joins == Some(true) {
            // What goes on with a head is one. Captions and furniture stand between, and nothing is joined to them.
            role = before.filter(|r| *r != Role::Text);
        }
        if let Some(role) = role {
            corrected.tell(line.whole.start, role);
            seen.class = class(rules, role, line, source, &seen.class);
            seen.names = None;
        } else if joins.is_some() && seen.class != Class::Block {
            seen.class = Class::Free;
        }
        flows = role.filter(|r| matches!(r, Role::Caption | Role::Furniture));
        if flows.is_none() && (role.is_some() || seen.class == Class::Free) {
            before = role;
        }
        text_above |= matches!(seen.class, Class::Free | Class::Block);
    }
}

/// The class of a line by its corrected role.
pub fn class(rules: &Rules, role: Role, line: &Line, source: &str, read: &Class) -> Class {
    let words = || -> String { folded(line.span.of(source)) };
    match role {
        Role::Caption => Class::Picture(Picture::Caption),
        Role::Furniture => match read {
            Class::Furniture(_) | Class::Masthead(_) | Class::Picture(Picture::Credit) => {
                read.clone()
            }
            _ => Class::Furniture(
                furniture::furniture(rules, &words()).unwrap_or(FurnitureKind::Other),
            ),
        },
        Role::Byline => Class::Byline,
        Role::Section => {
            let words = words();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Correction;
    use crate::loader::weighed::corrected::joins;
    use crate::loader::weighed::tests::{corrected, joined, told};

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
        assert_eq!(corrected(LEG, &[first], |context| joins(context, 0)), None);
        let second = joined("岸的人都来看桥下还泊", true);
        assert_eq!(
            corrected(LEG, &[second], |context| joins(context, 1)),
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
}
