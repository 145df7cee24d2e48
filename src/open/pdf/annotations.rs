//! Annotations (ISO 32000-2, 12.5): notes, stamps, filled forms, as they appear on the page.

use super::font::Font;
use super::interpreter::named::afford;
use super::interpreter::{Interpreter, text_string};
use super::layers::Layers;
use super::matrix::{Matrix, single};
use super::state::GraphicsState;
use crate::layout::sheet::{Direction, Glyph, Ink};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

/// Flags of an annotation that is not seen: hidden, or not to be viewed.
const UNSEEN: i32 = 1 << 1 | 1 << 5;

/// How many keys of an annotation are asked for.
const ASKED: usize = 16;

/// The most annotations of a page that are read.
const MOST: usize = 10_000;

/// Reads the appearances of a page's annotations onto its sheet.
pub fn read(page: &Page<'_>, to_page: Matrix, layers: &Layers, interpreter: &mut Interpreter<'_>) {
    let annotations = page.raw().get::<Array<'_>>(b"Annots");
    let budget = interpreter.budget();
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    for annotation in annotations.take(MOST) {
        if !afford(&annotation, ASKED, budget) {
            break;
        }
        let flags = annotation.get::<i32>(b"F").unwrap_or(0);
        let subtype = annotation.get::<Name<'_>>(b"Subtype");
        let is_popup = subtype.is_some_and(|name| name.as_ref() == b"Popup");
        let group = annotation.get::<Dict<'_>>(b"OC");
        let is_off = group.is_some_and(|group| layers.hide(&group, budget));
        if flags & UNSEEN != 0 || is_popup || is_off {
            continue;
        }
        if let Some((form, matrix)) = appearance(&annotation) {
            let state = GraphicsState::new(matrix.then(to_page));
            let resources = Resources::new(Dict::empty());
            interpreter.form(&form, &resources, state, 0);
        } else if let Some(words) = words(&annotation) {
            write(&words, &annotation, to_page, interpreter);
        }
    }
}

/// The form that an annotation looks like, and where it is set (algorithm 8 of 12.5.5).
fn appearance<'a>(annotation: &Dict<'a>) -> Option<(Stream<'a>, Matrix)> {
    let normal = annotation.get::<Dict<'a>>(b"AP")?.get::<Object<'a>>(b"N")?;
    let form = match normal {
        Object::Stream(form) => form,
        Object::Dict(states) => {
            let state = annotation.get::<Name<'_>>(b"AS")?;
            states.get::<Stream<'a>>(state.as_ref())?
        }
        _ => return None,
    };
    let place = annotation.get::<[f32; 4]>(b"Rect")?.map(f64::from);
    let bounds = form.dict().get::<[f32; 4]>(b"BBox")?.map(f64::from);
    let own = form.dict().get::<[f32; 6]>(b"Matrix");
    let own = own.map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
    let set = own.area(bounds);
    let (width, height) = (f64::from(set.width()), f64::from(set.height()));
    let [x0, x1] = [place[0].min(place[2]), place[0].max(place[2])];
    let [y0, y1] = [place[1].min(place[3]), place[1].max(place[3])];
    let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
    let (across, up) = (scale(x1 - x0, width), scale(y1 - y0, height));
    let shift = Matrix([
        across,
        0.0,
        0.0,
        up,
        x0 - f64::from(set.x0) * across,
        y0 - f64::from(set.y0) * up,
    ]);
    Some((form, shift))
}

/// A field's flag: what is filled in is a password (ISO 32000-2, table 231).
const PASSWORD: i32 = 1 << 13;

/// How many fields may stand in each other.
const NESTED: usize = 16;

/// The size of text whose size is left to the reader, in points.
const USUAL: f64 = 12.0;

/// What is filled into a field, or written as a note on the page, where the file leaves it to the reader to draw it.
fn words(annotation: &Dict<'_>) -> Option<String> {
    let subtype = annotation.get::<Name<'_>>(b"Subtype")?;
    let words = match subtype.as_ref() {
        b"FreeText" => annotation.get::<Object<'_>>(b"Contents"),
        b"Widget" => {
            let kind = inherited(annotation, b"FT")?.into_name()?;
            let flags = inherited(annotation, b"Ff").and_then(Object::into_i32);
            let is_secret = flags.unwrap_or(0) & PASSWORD != 0;
            let is_text = matches!(kind.as_ref(), b"Tx" | b"Ch") && !is_secret;
            inherited(annotation, b"V").filter(|_| is_text)
        }
        _ => None,
    };
    let words = words?.into_string()?;
    Some(text_string(words.as_bytes()))
}

/// A key of a field, or of those that it is part of.
fn inherited<'a>(field: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..NESTED {
        if let Some(object) = field.get::<Object<'a>>(key) {
            return Some(object);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

/// Writes words into an annotation's place, from its upper left corner on, in a standard font.
fn write(words: &str, annotation: &Dict<'_>, to_page: Matrix, interpreter: &mut Interpreter<'_>) {
    let Some(place) = annotation.get::<[f32; 4]>(b"Rect") else {
        return;
    };
    let [x0, y0, x1, y1] = place.map(f64::from);
    let size = USUAL.min((y1 - y0).abs()).max(1.0);
    let font = interpreter.standard_font();
    let mut top = y0.max(y1);
    for line in words.split(['\r', '\n']).filter(|line| !line.is_empty()) {
        let mut x = x0.min(x1);
        for c in line.chars() {
            let next = x + Font::standard_width(c) * size;
            let glyph = Glyph {
                start: 0,
                end: 0,
                area: to_page.area([x, top - size, next, top]),
                size: single(size),
                face: 0,
                colour: [0; 3],
                ink: Ink::Filled,
                direction: Direction::Right,
            };
            interpreter
                .drawn
                .glyph(&font, Some(c.encode_utf8(&mut [0; 4])), glyph);
            x = next;
        }
        top -= size;
    }
}
