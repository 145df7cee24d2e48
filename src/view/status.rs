//! The status line: where one is, or what the program has to say, and the few keys that matter here; a prompt stands in
//! its place.

use super::pen::Pen;
use crate::app::help::{Another, Help};
use crate::app::lines::{self, cut};
use crate::app::{Asking, Hint, State};
use crate::theme::Role;
use crate::typeset::cluster::clusters;

/// Columns under which the source's place is told in figures alone, so that the keys that correct have room.
const ROOMY: u16 = 60;

/// Draws the status line.
pub fn draw(state: &State, pen: &mut Pen) {
    let area = state.layout.status;
    if area.height == 0 {
        return;
    }
    let left = area.x.saturating_add(margin(state));
    let right = area.right().saturating_sub(margin(state));
    let line = state.asking.as_ref().and_then(|asking| line(state, asking));
    let end = if let Some(line) = line {
        prompt(state, &line, pen)
    } else {
        // A question is nothing without the keys that answer it.
        let keys = if state.asking.is_some() {
            keys_width(state)
        } else {
            0
        };
        let room = right.saturating_sub(left).saturating_sub(keys);
        let asked = asked(state, room, pen).filter(|_| state.layout.source_line.height == 0);
        let (text, role) = match &state.notice {
            _ if asked.is_some() => (asked.unwrap_or_default(), Role::Key),
            Some(notice) => (format!("{}{notice}", lit(state)), Role::Notice),
            None => (
                format!("{}{}", lit(state), where_one_is(state)),
                Role::Status,
            ),
        };
        let text = pen.cut(&text, room);
        pen.text(left, area.y, room, &text, role)
    };
    hints(state, end.saturating_add(2), right, area.y, pen);
}

/// The question whether corrections may be written, where it is asked, in the words that fit.
pub fn asked(state: &State, room: u16, pen: &Pen) -> Option<String> {
    let Some(Asking::Write(file)) = &state.asking else {
        return None;
    };
    let wordings = state.settings.language.write_question(file);
    let fits = wordings.iter().find(|w| pen.width(w) <= room);
    Some(fits.map_or_else(|| pen.cut(&wordings[1], room), Clone::clone))
}

/// The cell at which the question whether corrections may be written begins.
pub fn question(state: &State) -> (u16, u16) {
    let (status, line) = (state.layout.status, state.layout.source_line);
    if line.height > 0 {
        (line.x, line.y)
    } else {
        (status.x.saturating_add(margin(state)), status.y)
    }
}

/// What is searched for and which match one is at, while matches are lit and on top.
fn lit(state: &State) -> String {
    let (query, at, total) = match &state.help {
        Some(Help {
            found: Some(found), ..
        }) => (&found.query, found.at, found.lines.len()),
        None if state.is_lit() && state.source.is_none() => {
            let search = &state.search;
            (&search.query, search.current, search.matches().len())
        }
        _ => return String::new(),
    };
    let query = cut(query, 24, state.ambiguous());
    format!("“{query}” {}/{total}  ", at + 1)
}

/// Columns left free at both ends.
fn margin(state: &State) -> u16 {
    u16::from(state.layout.status.width >= 40)
}

/// Section, article of how many, how far; a count where there is one.
fn where_one_is(state: &State) -> String {
    let language = state.settings.language;
    let mut parts: Vec<String> = Vec::new();
    if let Some(help) = &state.help {
        parts.push(format!(
            "{} {}%",
            language.help_title(),
            help.view.percent()
        ));
        return parts.join("  ");
    }
    parts.extend(state.count.map(|count| count.to_string()));
    if let Some(source) = state.source_view() {
        let (line, of) = (source.line(&state.issue), state.issue.line_starts.len());
        if state.layout.status.width < ROOMY {
            parts.push(format!("{line}/{of}"));
        } else {
            parts.push(language.source_title().to_owned());
            parts.push(language.line(line, of));
        }
        return parts.join("  ");
    }
    if let Some((number, section)) = state.index.section(&state.issue, state.article) {
        let name = section.name.as_ref();
        // The page tells sections of one name apart.
        let paged = section.page.is_some() && state.index.has_namesake(number);
        let rank = format!(
            "{}/{}",
            state.index.rank(state.article) + 1,
            section.articles.len()
        );
        let name = match name {
            Some(name) if !paged => {
                let script = state.settings.style.script;
                crate::app::index::shown_in(name, &state.issue.source, script)
            }
            _ if section.page.is_some() => state.contents().section(number),
            _ => String::new(),
        };
        parts.push(if name.is_empty() {
            rank
        } else {
            format!("{} {rank}", cut(&name, 24, state.ambiguous()))
        });
        if state.layout.wide || state.in_article {
            parts.push(language.progress(state.reading.view.percent()));
        }
    }
    parts.join("  ")
}

/// Cells of all the pane's hints, with the blanks before them.
fn keys_width(state: &State) -> u16 {
    let pane = state.context().pane;
    let hints = state.settings.guide.hints.iter().filter(|h| h.pane == pane);
    hints.map(|hint| cells(hint, state)).sum()
}

/// Cells of a hint, with two blanks before or after it.
fn cells(hint: &Hint, state: &State) -> u16 {
    let width = |text: &str| lines::width(text, state.ambiguous());
    width(&hint.keys) + 1 + width(&hint.text) + 2
}

/// Whether a hint's keys lead anywhere.
fn leads(state: &State, hint: &Hint) -> bool {
    match hint.another {
        None => true,
        Some(Another::Article) => state.index.len() > 1,
        Some(Another::Section) => state.index.has_sections(),
    }
}

/// As many of the pane's hints as have room, at the right.
fn hints(state: &State, left: u16, right: u16, y: u16, pen: &mut Pen) {
    let context = state.context();
    let of_pane = |lit: bool| {
        let hints = state.settings.guide.hints.iter();
        hints.filter(move |h| h.pane == context.pane && h.lit == lit && leads(state, h))
    };
    let mut named: Vec<&Hint> = Vec::new();
    for hint in of_pane(true).filter(|_| context.lit).chain(of_pane(false)) {
        // n means the next match while matches are lit, and is not named twice.
        let taken = |h: &&Hint| {
            h.keys
                .split(' ')
                .any(|k| hint.keys.split(' ').any(|l| k == l))
        };
        if !named.iter().any(taken) {
            named.push(hint);
        }
    }
    // Two blanks stand between hints, none after the last.
    let mut room = right.saturating_sub(left).saturating_add(2);
    let mut chosen = vec![false; named.len()];
    for keep in [true, false] {
        for (hint, chosen) in named
            .iter()
            .zip(&mut chosen)
            .filter(|(h, _)| h.keep == keep)
        {
            if cells(hint, state) > room {
                break;
            }
            room -= cells(hint, state);
            *chosen = true;
        }
    }
    let hints = named.iter().zip(chosen).filter(|(_, chosen)| *chosen);
    let mut x = left.saturating_add(room);
    for (hint, _) in hints {
        x = pen.text(x, y, right.saturating_sub(x), &hint.keys, Role::Key);
        x = x.saturating_add(1);
        x = pen.text(x, y, right.saturating_sub(x), &hint.text, Role::Status);
        x = x.saturating_add(2);
    }
}

/// A prompt as it stands in the status line: its name, the text before and after the cursor, and the columns.
struct Line {
    label: &'static str,
    before: String,
    after: String,
    x: u16,
    cursor: u16,
}

fn line(state: &State, asking: &Asking) -> Option<Line> {
    let (before, after) = asking.prompt()?.parts();
    let language = state.settings.language;
    let label = match asking {
        Asking::Find(_) => language.find_prompt(),
        Asking::Headline(_) => language.headline_prompt(),
        Asking::Section(_) => language.section_prompt(),
        Asking::Write(_) => return None,
    };
    let area = state.layout.status;
    let x = area.x.saturating_add(margin(state));
    let width = |text: &str| lines::width(text, state.ambiguous());
    let text_x = x.saturating_add(width(label));
    let room = area.right().saturating_sub(text_x + 1);
    // The end of a long line is what is being typed.
    let mut shown = before;
    while width(shown) > room {
        let first = clusters(shown, state.ambiguous()).next();
        let skip = first.map_or(shown.len(), |c| c.text.len());
        shown = shown.get(skip..).unwrap_or("");
    }
    Some(Line {
        label,
        cursor: text_x.saturating_add(width(shown)),
        before: shown.to_owned(),
        after: after.to_owned(),
        x,
    })
}

fn prompt(state: &State, line: &Line, pen: &mut Pen) -> u16 {
    let area = state.layout.status;
    let room = |x: u16| area.right().saturating_sub(x);
    let mut x = pen.text(line.x, area.y, room(line.x), line.label, Role::Key);
    x = pen.text(x, area.y, room(x), &line.before, Role::Prompt);
    x = pen.text(x, area.y, room(x), &line.after, Role::Prompt);
    if let Some(Asking::Headline(list)) = &state.asking {
        let (rank, total) = list.rank();
        let count = format!("{rank}/{total}");
        if room(x) > pen.width(&count) + 2 {
            x = pen.text(x + 2, area.y, room(x + 2), &count, Role::Fact);
        }
    }
    x.max(line.cursor.saturating_add(1))
}

/// Where the next character goes at a prompt; `None` where there is none.
pub fn caret(state: &State) -> Option<(u16, u16)> {
    let line = line(state, state.asking.as_ref()?)?;
    let area = state.layout.status;
    let x = line.cursor.min(area.right().saturating_sub(1));
    (area.height > 0).then_some((x, area.y))
}
