//! A page read from its geometry: what stands on a sheet, as boxes, becomes text in reading order. Pure: it knows no file
//! format, opens nothing and names no other room.
//!
//! Passes, each a file: glyphs are sifted (`clean`), vertical lines found (`vertical`), glyphs joined to lines
//! (`stretches`, `gutters`, `lines`, `words`), lines to stacks (`stacks`), stacks put in order (`order`), and written.

mod axes;
mod chunks;
mod clean;
mod flow;
mod greedy;
mod gutters;
mod initials;
mod lines;
mod measure;
mod order;
mod rows;
mod rules;
pub mod sheet;
mod slanted;
mod stacks;
mod stretches;
mod vertical;
mod words;
mod write;

use self::sheet::{Direction, Sheet};

/// The text of a sheet in reading order: a line for each printed line, blank lines between blocks.
pub fn text(sheet: &Sheet) -> String {
    let mut cleaned = clean::clean(sheet);
    let body = measure::body_size(&cleaned.letters);
    vertical::find_vertical(sheet, &mut cleaned.letters, body);
    let partings = rules::Partings::new(sheet, body);
    let lines = initials::join_initials(lines::lines(sheet, &cleaned, &partings, body), body);
    let scale = order::Scale {
        body,
        leading: stacks::leading(&lines, body),
    };
    let stacks = stacks::stacks(&lines, &partings, scale.body, scale.leading);
    let down = cleaned
        .letters
        .iter()
        .filter(|l| l.direction == Direction::Down)
        .count()
        * 2
        > cleaned.letters.len();
    let order = order::order(&stacks, &partings, &sheet.pictures, scale, down);
    write::write(&lines, &stacks, &order, scale)
}
