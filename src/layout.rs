//! A page read from its geometry: what stands on a sheet, as boxes, becomes text in reading order. Pure: it knows no file
//! format, opens nothing and names no other room.

pub mod sheet;

use self::sheet::Sheet;

/// The text of a sheet in reading order: a line for each printed line, blank lines between blocks.
pub fn text(sheet: &Sheet) -> String {
    sheet.text.clone()
}
