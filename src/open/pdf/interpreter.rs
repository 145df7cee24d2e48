//! Reads a page's content (ISO 32000-2, 8 and 9): what its operators draw comes to stand on a sheet.

mod graphics;
mod text;

use super::bounds::{Budget, DEPTH, FORM};
use super::cmaps::CMaps;
use super::content::{Content, Operand};
use super::drawn::DrawnSheet;
use super::filters;
use super::font::Font;
use super::layers::Layers;
use super::matrix::Matrix;
use super::paths::Path;
use super::state::GraphicsState;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use hayro_syntax::page::Resources;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use text::TextLines;

/// The fonts of a document, each read once.
#[derive(Debug, Default)]
pub struct Fonts {
    maps: CMaps,
    fonts: RefCell<HashMap<(usize, usize), Rc<Font>>>,
}

impl Fonts {
    /// The font of a dictionary.
    fn of(&self, dict: &Dict<'_>, budget: &Budget<'_>) -> Rc<Font> {
        // A dictionary is known by the place of its bytes.
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.fonts.borrow().get(&key) {
            return font.clone();
        }
        let font = if dict.is_empty() {
            Font::standard(&self.maps, budget)
        } else {
            Font::new(dict, &self.maps, budget)
        };
        let font = Rc::new(font);
        self.fonts.borrow_mut().insert(key, font.clone());
        font
    }
}

/// What a document lends to the reading of its pages.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'d> {
    /// Its fonts.
    pub fonts: &'d Fonts,
    /// Its layers.
    pub layers: &'d Layers,
    /// What is left to spend.
    pub budget: &'d Budget<'d>,
}

/// Reads content onto a sheet.
#[derive(Debug)]
pub struct Interpreter<'d> {
    shared: Shared<'d>,
    /// The sheet.
    pub drawn: DrawnSheet<'d>,
    /// Whether some of the content could not be decoded.
    pub is_broken: bool,
}

/// One content stream as it is read.
struct Run<'r, 'a> {
    resources: &'r Resources<'a>,
    state: GraphicsState<'a>,
    kept: Vec<GraphicsState<'a>>,
    lines: TextLines,
    path: Path,
    depth: usize,
    /// Fonts by the names that this content calls them by.
    fonts: HashMap<Vec<u8>, Option<Rc<Called<'a>>>>,
}

/// A font and the dictionary it is of.
type Called<'a> = (Rc<Font>, Dict<'a>);

/// The most states that `q` keeps.
const KEPT: usize = 512;

impl<'d> Interpreter<'d> {
    /// A reader for a sheet of this size, in points.
    pub fn new(width: f32, height: f32, shared: Shared<'d>) -> Self {
        Self {
            shared,
            drawn: DrawnSheet::new(width, height, shared.budget),
            is_broken: false,
        }
    }

    /// The font of text that the file leaves to the reader to draw.
    pub fn standard_font(&self) -> Rc<Font> {
        self.shared.fonts.of(&Dict::empty(), self.shared.budget)
    }

    /// The decoded bytes of a stream; what is broken gives what came before the break.
    pub fn decoded(&mut self, stream: &Stream<'_>) -> Vec<u8> {
        let budget = self.shared.budget;
        let decoded = filters::decode(stream, budget.bytes());
        budget.spend_bytes(decoded.cost);
        if decoded.cut {
            budget.exceed();
        }
        self.is_broken |= decoded.bytes.is_empty() && !decoded.whole;
        decoded.bytes
    }

    /// Reads content with its resources, from a state on.
    pub fn read<'a>(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        state: GraphicsState<'a>,
        depth: usize,
    ) {
        let mut run = Run {
            resources,
            state,
            kept: Vec::new(),
            lines: TextLines::default(),
            path: Path::default(),
            depth,
            fonts: HashMap::new(),
        };
        let marked = self.drawn.depth();
        let mut content = Content::new(content);
        while let Some((operator, operands)) = content.next() {
            if !self.shared.budget.operators(1) {
                break;
            }
            self.perform(operator, operands, &mut run);
        }
        while self.drawn.depth() > marked {
            self.drawn.close();
        }
    }

    fn perform(&mut self, operator: &[u8], operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        match operator {
            b"q" if run.kept.len() < KEPT => run.kept.push(run.state.clone()),
            b"Q" => run.state = run.kept.pop().unwrap_or_else(|| run.state.clone()),
            b"cm" => run.state.to_page = Matrix(numbers(operands)).then(run.state.to_page),
            b"gs" => self.set_state(operands, run),
            b"Do" => self.object(operands, run),
            b"BI" => self
                .drawn
                .picture(run.state.to_page.area([0.0, 0.0, 1.0, 1.0])),
            b"BMC" => self.drawn.open(None, false),
            b"BDC" => self.open_marked(operands, run),
            b"EMC" => self.drawn.close(),
            b"BT" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Tf" | b"Tr" | b"Ts" | b"Td" | b"TD"
            | b"Tm" | b"T*" | b"Tj" | b"TJ" | b"'" | b"\"" => self.text(operator, operands, run),
            _ => self.graphics(operator, operands, run),
        }
    }

    /// Whether one more name may be looked up in a dictionary.
    fn may_look(&self, dict: &Dict<'_>) -> bool {
        self.shared.budget.look(dict.data().len())
    }

    /// The font of a name.
    fn called<'a>(&self, name: &Name<'_>, run: &mut Run<'_, 'a>) -> Option<Rc<Called<'a>>> {
        if let Some(known) = run.fonts.get(name.as_ref()) {
            return known.clone();
        }
        let may = self.may_look(&run.resources.fonts);
        let dict = may.then(|| run.resources.get_font(name)).flatten();
        let font = dict.map(|dict| {
            let font = self.shared.fonts.of(&dict, self.shared.budget);
            Rc::new((font, dict))
        });
        run.fonts.insert(name.as_ref().to_vec(), font.clone());
        font
    }

    /// The parameters of a named graphics state: only its font is of interest.
    fn set_state(&mut self, operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        if !self.may_look(&run.resources.ext_g_states) {
            return;
        }
        let state = named(operands).and_then(|name| run.resources.get_ext_g_state(&name));
        let font = state.and_then(|state| state.get::<Array<'_>>(b"Font"));
        let Some(font) = font else { return };
        let mut parts = font.iter::<Object<'_>>();
        if let Some(Object::Dict(dict)) = parts.next() {
            let font = self.shared.fonts.of(&dict, self.shared.budget);
            run.state.font = Some(Rc::new((font, dict)));
        }
        if let Some(Object::Number(size)) = parts.next() {
            run.state.size = size.as_f64();
        }
    }

    /// A form or a picture.
    fn object(&mut self, operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        if !self.may_look(&run.resources.x_objects) {
            return;
        }
        let object = named(operands).and_then(|name| run.resources.get_x_object(&name));
        let Some(object) = object else { return };
        let group = object.dict().get::<Dict<'_>>(b"OC");
        if group.is_some_and(|group| self.shared.layers.hide(&group)) {
            return;
        }
        let subtype = object.dict().get::<Name<'_>>(b"Subtype");
        match subtype.as_ref().map(Name::as_ref) {
            Some(b"Image") => {
                let area = run.state.to_page.area([0.0, 0.0, 1.0, 1.0]);
                self.drawn.picture(area);
            }
            // A form whose kind is not said is read as one where it has a box.
            Some(b"Form") | None => self.form(&object, run.resources, run.state.clone(), run.depth),
            Some(_) => {}
        }
    }

    /// Reads a form (ISO 32000-2, 8.10), unless it stands too deep in others.
    pub fn form<'a>(
        &mut self,
        form: &Stream<'a>,
        outer: &Resources<'a>,
        mut state: GraphicsState<'a>,
        depth: usize,
    ) {
        if depth >= DEPTH {
            self.shared.budget.exceed();
        }
        if depth >= DEPTH || !self.shared.budget.operators(FORM) {
            return;
        }
        let matrix = form.dict().get::<[f32; 6]>(b"Matrix");
        let matrix = matrix.map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
        state.to_page = matrix.then(state.to_page);
        let own = form
            .dict()
            .get::<Dict<'_>>(b"Resources")
            .map(Resources::new);
        let content = self.decoded(form);
        self.read(&content, own.as_ref().unwrap_or(outer), state, depth + 1);
    }

    /// Marked content with properties: what it reads, and the layer that it is of.
    fn open_marked(&mut self, operands: &[Operand<'_>], run: &Run<'_, '_>) {
        let (actual, group) = match operands.get(1) {
            Some(properties @ Operand::Dict(_)) => {
                let actual = match properties.entry(b"ActualText") {
                    Some(Operand::Bytes(bytes)) => Some(text_string(bytes)),
                    _ => None,
                };
                (actual, None)
            }
            Some(Operand::Name(name)) => {
                let all = &run.resources.properties;
                let may = self.may_look(all);
                let properties = may.then(|| all.get::<Dict<'_>>(name)).flatten();
                let properties = properties.filter(|dict| self.may_look(dict));
                let actual = properties
                    .as_ref()
                    .and_then(|dict| dict.get::<Bytes<'_>>(b"ActualText"));
                let actual = actual.map(|bytes| text_string(bytes.as_bytes()));
                let is_layer =
                    matches!(operands.first(), Some(Operand::Name(tag)) if **tag == *b"OC");
                (actual, properties.filter(|_| is_layer))
            }
            _ => (None, None),
        };
        let is_hidden = group.is_some_and(|group| self.shared.layers.hide(&group));
        self.drawn.open(actual, is_hidden);
    }
}

/// The first N numbers before an operator; 0 for those that are missing.
fn numbers<const N: usize>(operands: &[Operand<'_>]) -> [f64; N] {
    let mut numbers = [0.0; N];
    for (place, operand) in numbers.iter_mut().zip(operands) {
        *place = operand.number();
    }
    numbers
}

/// The name before an operator.
fn named<'o>(operands: &'o [Operand<'_>]) -> Option<Name<'o>> {
    match operands.first() {
        Some(Operand::Name(name)) => Some(Name::new_unescaped(name)),
        _ => None,
    }
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, else Latin.
pub fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(other)
            .0
            .into_owned(),
    }
}
