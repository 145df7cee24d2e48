//! What a reader told of lines, in the lines' classes.

use crate::correction::Role;
use crate::issue::FurnitureKind;
use crate::loader::corrections::Corrected;
use crate::loader::forms::captions::Picture;
use crate::loader::forms::{furniture, sections};
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Line, folded};
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::features::legs::is_full;

/// Gives lines the classes they are told to have.
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
            // Of a caption cut at its column's width the first line is told: the rest is the same.
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

/// The class of a line told to be something.
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
