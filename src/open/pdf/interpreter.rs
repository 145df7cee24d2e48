//! Reads a page's content (ISO 32000-2, 8 and 9): what its operators draw comes to stand on a sheet.

mod graphics;
pub mod named;
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
use hayro_syntax::object::{Dict, Stream};
use hayro_syntax::page::Resources;
use named::{Drawable, NamedThings, Properties, afford};
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

    /// A font that the file does not hold.
    fn missing(&self, font: impl FnOnce(&CMaps) -> Font) -> Rc<Font> {
        Rc::new(font(&self.maps))
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
    named: NamedThings<'r, 'a>,
}

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

    /// What is left to spend.
    pub fn budget(&self) -> &'d Budget<'d> {
        self.shared.budget
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
        self.is_broken |= !decoded.whole && !decoded.cut;
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
            named: NamedThings::new(resources, self.shared.budget),
        };
        let marked = self.drawn.depth();
        let mut content = Content::new(content);
        while let Some((operator, operands)) = content.next() {
            if !self.shared.budget.operators(1) {
                break;
            }
            self.perform(operator, operands, &mut run);
        }
        self.is_broken |= content.is_broken();
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

    /// The parameters of a named graphics state: only its font is of interest.
    fn set_state(&self, operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        let name = named(operands);
        let font = name.and_then(|name| run.named.state(name, self.shared.fonts));
        if let Some((font, size)) = font {
            run.state.font = Some(font);
            run.state.size = size;
        }
    }

    /// A form or a picture.
    fn object(&mut self, operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        let Some(name) = named(operands) else { return };
        match run.named.object(name, self.shared.layers) {
            Drawable::Picture => {
                let area = run.state.to_page.area([0.0, 0.0, 1.0, 1.0]);
                self.drawn.picture(area);
            }
            Drawable::Form(form) => {
                self.form(&form, run.resources, run.state.clone(), run.depth);
            }
            Drawable::Nothing => {}
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
        let budget = self.shared.budget;
        if depth >= DEPTH || !budget.operators(FORM) || !afford(form.dict(), 4, budget) {
            return;
        }
        let matrix = form.dict().get::<[f32; 6]>(b"Matrix");
        let matrix = matrix.map_or(Matrix::IDENTITY, |m| Matrix(m.map(f64::from)));
        state.to_page = matrix.then(state.to_page);
        let own = form.dict().get::<Dict<'_>>(b"Resources");
        // Each kind of resources is a key.
        let own = own.filter(|own| afford(own, 7, budget)).map(Resources::new);
        let content = self.decoded(form);
        self.read(&content, own.as_ref().unwrap_or(outer), state, depth + 1);
    }

    /// Marked content with properties: what it reads, and the layer that it is of.
    fn open_marked(&mut self, operands: &[Operand<'_>], run: &mut Run<'_, '_>) {
        let properties = match operands.get(1) {
            Some(properties @ Operand::Dict(_)) => {
                let actual = match properties.entry(b"ActualText") {
                    Some(Operand::Bytes(bytes)) => Some(text_string(bytes).into()),
                    _ => None,
                };
                Properties {
                    actual,
                    is_off: false,
                }
            }
            Some(Operand::Name(name)) => run.named.properties(name, self.shared.layers),
            _ => Properties::default(),
        };
        let is_layer = matches!(operands.first(), Some(Operand::Name(tag)) if **tag == *b"OC");
        let budget = self.shared.budget;
        let actual = properties.actual.filter(|text| budget.look(text.len()));
        self.drawn.open(actual, is_layer && properties.is_off);
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
fn named<'o>(operands: &'o [Operand<'_>]) -> Option<&'o [u8]> {
    match operands.first() {
        Some(Operand::Name(name)) => Some(name),
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
