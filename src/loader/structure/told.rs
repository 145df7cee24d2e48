//! What the reader told, as evidence that outweighs all other: in the lines' classes, in the search for paragraphs,
//! in the shares of heads, and where articles begin.

mod heads;

use crate::correction::Role;
use crate::issue::{Article, FurnitureKind, Text};
use crate::loader::lines::{Line, folded};
use crate::loader::rules::Rules;
use crate::loader::structure::captions::Picture;
use crate::loader::structure::class::{Class, Look};
use crate::loader::structure::context::{Context, cut_by_leg};
use crate::loader::structure::furniture;
use crate::loader::structure::legs::is_full;
use crate::loader::structure::outline::{Outline, Part};
use crate::loader::structure::sections;
use crate::loader::structure::units::{Kind, Unit};
use crate::loader::told::{Say, Told, words_at};
pub use heads::{article, outside, parted, shared};

/// What goes against something told; soft, so that of things told that contradict each other most are kept.
const AGAINST: f32 = -1000.;

/// Gives lines the classes they are told to have.
pub fn classes(
    rules: &Rules,
    told: &mut Told,
    source: &str,
    lines: &[Line],
    legs: &[u32],
    looks: &mut [Look],
) {
    if told.is_empty() {
        return;
    }
    let mut before: Option<Role> = None;
    let mut flows = None;
    let mut text_above = false;
    for (i, line) in lines.iter().enumerate() {
        if !text_above {
            // Nothing stands above that it could go on with.
            told.forget_join(line.whole.start);
        }
        let say = told.at(line.whole.start);
        let joins = say.and_then(|s| s.joins);
        let mut role = say.and_then(|s| s.is);
        let full = i
            .checked_sub(1)
            .and_then(|p| lines.get(p))
            .is_some_and(|p| {
                let leg = legs.get(i - 1).copied().unwrap_or(0);
                line.blanks == 0 && is_full(p, line.span.of(source), leg)
            });
        let Some(look) = looks.get_mut(i) else { return };
        if line.span.is_empty() {
            continue;
        }
        if role.is_none() && say.is_none_or(|s| s.joins.is_none() && !s.begins) {
            // Of a caption cut at its column's width the first line is told: the rest is the same.
            role = flows.filter(|_| full && look.class == Class::Free);
        } else if role.is_none() && joins == Some(true) {
            // What goes on with a head is one. Captions and furniture stand between, and nothing is joined to them.
            role = before.filter(|r| *r != Role::Text);
        }
        if let Some(role) = role {
            told.tell(line.whole.start, role);
            look.class = class(rules, role, line, source, &look.class);
            look.names = None;
        } else if joins.is_some() && look.class != Class::Block {
            look.class = Class::Free;
        }
        flows = role.filter(|r| matches!(r, Role::Caption | Role::Furniture));
        if flows.is_none() && (role.is_some() || look.class == Class::Free) {
            before = role;
        }
        text_above |= matches!(look.class, Class::Free | Class::Block);
    }
}

/// The class of a line told to be something.
fn class(rules: &Rules, role: Role, line: &Line, source: &str, read: &Class) -> Class {
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

fn say<'a>(context: &'a Context, line: usize) -> Option<&'a Say> {
    if context.told.is_empty() {
        return None;
    }
    context.told.at(context.lines.get(line)?.whole.start)
}

/// What a line is told to be.
pub fn role(context: &Context, line: usize) -> Option<Role> {
    say(context, line)?.is
}

/// Whether a line is told to go on with the one before, or not to.
pub fn joins(context: &Context, line: usize) -> Option<bool> {
    say(context, line)?.joins
}

/// Whether nothing that was told of two neighbouring lines parts them. What is told of a heading's first line holds for
/// the rest of it; what is told of the rest parts it.
pub fn as_one(context: &Context, a: usize, b: usize) -> bool {
    let (above, own) = (role(context, a), role(context, b));
    let heading = |r: Role| r.is_head() || r == Role::Subhead;
    let alike = match (above, own) {
        (Some(one), None) => heading(one),
        _ => above == own,
    };
    alike
        && say(context, b)
            .is_none_or(|s| s.joins != Some(false) && !s.begins && s.section.is_none())
        && say(context, a).is_none_or(|s| !s.ends)
}

/// What one of a unit's lines is told to be.
pub fn unit_role(context: &Context, unit: &Unit) -> Option<Role> {
    if context.told.is_empty() {
        return None;
    }
    unit.lines
        .iter()
        .find_map(|line| role(context, *line as usize))
}

/// The free line that line `i` may go on: `before` by what stands between, `last` whatever does.
pub fn before(
    context: &Context,
    i: usize,
    last: Option<usize>,
    before: Option<usize>,
) -> Option<usize> {
    if context.told.is_empty() {
        return before;
    }
    let own = say(context, i);
    match own.and_then(|s| s.joins) {
        Some(true) => return last,
        Some(false) => return None,
        None => {}
    }
    let parted = own.is_some_and(|s| s.begins || s.section.is_some())
        || last.and_then(|l| say(context, l)).is_some_and(|s| s.ends);
    before.filter(|_| !parted)
}

/// Weighs the places that a free line may have, in the order begins, goes on, alone, names.
pub fn place(context: &Context, i: usize, own: &mut [f32; 4]) {
    if context.told.is_empty() {
        return;
    }
    let told = say(context, i);
    let role = told.and_then(|s| s.is);
    let against: &[usize] = match role {
        Some(Role::Text) => &[2, 3],
        Some(_) => &[0, 1, 3],
        // Below a heading that its column's edge cut it goes on with that.
        None if told.is_some_and(|s| s.joins == Some(true)) => {
            let cut = i.checked_sub(1).is_some_and(|p| cut_by_leg(context, p));
            if cut { &[0, 3] } else { &[0, 2, 3] }
        }
        None => {
            let next = (i + 1..context.lines.len()).find(|n| {
                context
                    .looks
                    .get(*n)
                    .is_some_and(|l| l.class == Class::Free)
            });
            // What another line goes on with is a paragraph, or a heading right above it.
            if let Some(next) = next.filter(|n| joins(context, *n) == Some(true)) {
                if next == i + 1 && cut_by_leg(context, i) {
                    &[3]
                } else {
                    &[2, 3]
                }
            } else {
                &[]
            }
        }
    };
    for state in against {
        own[*state] += AGAINST;
    }
    if role == Some(Role::Text) && told.is_some_and(|s| s.joins == Some(true)) {
        own[0] += AGAINST;
    }
}

/// Whether an article is told to begin at a unit: by itself, or since one ends before it.
pub fn begins(context: &Context, units: &[Unit], u: usize) -> bool {
    if context.told.is_empty() {
        return false;
    }
    let Some(unit) = units.get(u) else {
        return false;
    };
    let page = |unit: &Unit| {
        let look = context.looks.get(unit.first()).map(|l| &l.class);
        unit.kind == Kind::Told && !matches!(look, Some(Class::JumpFrom(_)))
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

/// Sees that every line is what it is told to be, and that articles begin where they are told to.
pub fn settle(context: &Context, units: &[Unit], outline: &mut Outline) {
    if context.told.is_empty() {
        return;
    }
    let (mut heads, mut told_heads) = (false, false);
    for (u, unit) in units.iter().enumerate() {
        let forced = begins(context, units, u);
        let told = unit_role(context, unit).filter(|_| unit.kind == Kind::Title);
        let part = told.and_then(|role| match role {
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
            // Told heads begin an article, unless they go on with the heads of one.
            let anew = told.is_some_and(|r| r.is_head() && r != Role::Deck) && !heads;
            *begins |= forced || anew;
            if (told == Some(Role::Subhead) || told_heads && unit.kind == Kind::Title) && !forced {
                *begins = false;
            }
            heads |= *begins;
            told_heads = heads && (told_heads || anew);
        }
        let part = outline.parts.get(u).copied().unwrap_or(Part::Body);
        heads &= match unit.kind {
            Kind::Title => !matches!(part, Part::Subhead | Part::Body),
            Kind::Told | Kind::Byline | Kind::Names => true,
            Kind::Text | Kind::Block(_) => false,
        };
        told_heads &= heads;
    }
}

/// The page and the name of a section that is told to begin, its name as a text at a place.
pub fn section(rules: &Rules, place: u32, said: &str) -> (Option<String>, Option<Text>) {
    let said = said.trim();
    let folded: String = folded(said);
    let named = |name: &str| (!name.is_empty()).then(|| words_at(place, name));
    if let Some(heading) = sections::heading(rules, &folded) {
        let name = folded.get(heading.name).unwrap_or("").trim();
        let page = Some(heading.page).filter(|p| !p.is_empty());
        return (page, named(name));
    }
    match sections::number(said) {
        Some((page, rest)) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            (Some(page), named(rest.trim()))
        }
        _ => (None, named(said)),
    }
}

/// The section told to begin before a unit.
pub fn section_before<'a>(context: &'a Context, unit: &Unit) -> Option<(u32, &'a str)> {
    let line = unit
        .lines
        .iter()
        .map(|l| *l as usize)
        .find(|l| say(context, *l).is_some_and(|s| s.section.is_some()))?;
    let place = context.lines.get(line)?.span.start;
    Some((place, say(context, line)?.section.as_deref()?))
}

/// See [`Told::keep`].
pub fn keep_kinds(context: &Context, article: &mut Article) {
    if !context.told.is_empty() {
        context.told.keep(article, |place| {
            let after = context.lines.partition_point(|l| l.whole.start <= place);
            context
                .lines
                .get(after.checked_sub(1)?)
                .map(|l| l.whole.start)
        });
    }
}
