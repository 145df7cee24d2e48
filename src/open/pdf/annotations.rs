//! Annotations (ISO 32000-2, 12.5): notes, stamps, filled forms, as they appear on the page.

use super::interpreter::Interpreter;
use super::layers::Layers;
use super::matrix::Matrix;
use super::state::State;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

/// Flags of an annotation that is not seen: hidden, or not to be viewed.
const UNSEEN: i32 = 1 << 1 | 1 << 5;

/// The most annotations of a page that are read.
const MOST: usize = 10_000;

/// Reads the appearances of a page's annotations onto its sheet.
pub fn read(page: &Page<'_>, to_page: Matrix, layers: &Layers, interpreter: &mut Interpreter<'_>) {
    let annotations = page.raw().get::<Array<'_>>(b"Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    for annotation in annotations.take(MOST) {
        let flags = annotation.get::<i32>(b"F").unwrap_or(0);
        let subtype = annotation.get::<Name<'_>>(b"Subtype");
        let is_popup = subtype.is_some_and(|name| name.as_ref() == b"Popup");
        let group = annotation.get::<Dict<'_>>(b"OC");
        let is_off = group.is_some_and(|group| layers.hide(&group));
        if flags & UNSEEN != 0 || is_popup || is_off {
            continue;
        }
        if let Some((form, matrix)) = appearance(&annotation) {
            let state = State::new(matrix.then(to_page));
            let resources = Resources::new(Dict::empty());
            interpreter.form(&form, &resources, state, 0);
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
