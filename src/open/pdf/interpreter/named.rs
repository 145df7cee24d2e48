//! What a content stream calls by names: fonts, states, objects, colour spaces, properties. Each name is looked up once a
//! stream, and what it leads to is paid for, since many names may lead to one large dictionary.

use super::super::bounds::Budget;
use super::super::font::Font;
use super::super::layers::Layers;
use super::super::state::Called;
use super::{Fonts, text_string};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use hayro_syntax::page::Resources;
use std::collections::HashMap;
use std::rc::Rc;

/// How many times a dictionary is gone through that is asked for a few keys.
const ASKED: usize = 4;

/// What names lead to.
#[derive(Debug)]
pub struct NamedThings<'r, 'a> {
    resources: &'r Resources<'a>,
    budget: &'r Budget<'r>,
    fonts: HashMap<Vec<u8>, Option<Called<'a>>>,
    states: HashMap<Vec<u8>, Option<(Called<'a>, f64)>>,
    objects: HashMap<Vec<u8>, Drawable<'a>>,
    inks: HashMap<Vec<u8>, bool>,
    properties: HashMap<Vec<u8>, Properties>,
}

/// What a named object is to the page.
#[derive(Clone, Debug)]
pub enum Drawable<'a> {
    /// A picture.
    Picture,
    /// A form.
    Form(Rc<Stream<'a>>),
    /// Nothing that is shown.
    Nothing,
}

/// What named properties say of marked content.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    /// What it reads.
    pub actual: Option<Rc<str>>,
    /// Whether its layer, if it is of one, is switched off.
    pub is_off: bool,
}

/// Whether a dictionary may be asked for so many keys.
pub fn afford(dict: &Dict<'_>, keys: usize, budget: &Budget<'_>) -> bool {
    budget.look(dict.data().len().saturating_mul(keys))
}

impl<'r, 'a> NamedThings<'r, 'a> {
    /// The names of these resources.
    pub fn new(resources: &'r Resources<'a>, budget: &'r Budget<'r>) -> Self {
        Self {
            resources,
            budget,
            fonts: HashMap::new(),
            states: HashMap::new(),
            objects: HashMap::new(),
            inks: HashMap::new(),
            properties: HashMap::new(),
        }
    }

    /// The font of a name.
    pub fn font(&mut self, name: &[u8], fonts: &Fonts) -> Option<Called<'a>> {
        if let Some(known) = self.fonts.get(name) {
            return known.clone();
        }
        let may = afford(&self.resources.fonts, 1, self.budget);
        let dict = may.then(|| self.resources.get_font(&Name::new_unescaped(name)));
        let dict = dict
            .flatten()
            .filter(|dict| afford(dict, ASKED, self.budget));
        let font = dict.map(|dict| Rc::new((fonts.of(&dict, self.budget), dict)));
        self.fonts.insert(name.to_vec(), font.clone());
        font
    }

    /// The font and size of a named graphics state, where it sets them.
    pub fn state(&mut self, name: &[u8], fonts: &Fonts) -> Option<(Called<'a>, f64)> {
        if let Some(known) = self.states.get(name) {
            return known.clone();
        }
        let may = afford(&self.resources.ext_g_states, 1, self.budget);
        let state = may.then(|| self.resources.get_ext_g_state(&Name::new_unescaped(name)));
        let state = state
            .flatten()
            .filter(|state| afford(state, 1, self.budget));
        let font = state.and_then(|state| state.get::<Array<'a>>(b"Font"));
        let font = font.and_then(|font| {
            let mut parts = font.iter::<Object<'a>>();
            let dict = parts.next()?.into_dict()?;
            let size = parts.next()?.into_number()?.as_f64();
            let font = afford(&dict, ASKED, self.budget).then(|| fonts.of(&dict, self.budget))?;
            Some((Rc::new((font, dict)), size))
        });
        self.states.insert(name.to_vec(), font.clone());
        font
    }

    /// The object of a name.
    pub fn object(&mut self, name: &[u8], layers: &Layers) -> Drawable<'a> {
        if let Some(known) = self.objects.get(name) {
            return known.clone();
        }
        let may = afford(&self.resources.x_objects, 1, self.budget);
        let object = may.then(|| self.resources.get_x_object(&Name::new_unescaped(name)));
        let object = object.flatten();
        let object = object.filter(|object| afford(object.dict(), ASKED, self.budget));
        let drawable = object.map_or(Drawable::Nothing, |object| {
            let group = object.dict().get::<Dict<'_>>(b"OC");
            if group.is_some_and(|group| layers.hide(&group, self.budget)) {
                return Drawable::Nothing;
            }
            let subtype = object.dict().get::<Name<'_>>(b"Subtype");
            match subtype.as_ref().map(Name::as_ref) {
                Some(b"Image") => Drawable::Picture,
                // An object whose kind is not said is read as a form.
                Some(b"Form") | None => Drawable::Form(Rc::new(object)),
                Some(_) => Drawable::Nothing,
            }
        });
        self.objects.insert(name.to_vec(), drawable.clone());
        drawable
    }

    /// Whether the colour space of a name counts inks (ISO 32000-2, 8.6.6.4), so that 1 is dark.
    pub fn is_of_inks(&mut self, name: &[u8]) -> bool {
        if let Some(known) = self.inks.get(name) {
            return *known;
        }
        let may = afford(&self.resources.color_spaces, 1, self.budget);
        let space = may.then(|| self.resources.get_color_space(&Name::new_unescaped(name)));
        let is_of_inks = match space.flatten() {
            Some(Object::Array(space)) if self.budget.look(space.data().len()) => {
                let family = space.iter::<Name<'_>>().next();
                family.is_some_and(|name| matches!(name.as_ref(), b"Separation" | b"DeviceN"))
            }
            _ => false,
        };
        self.inks.insert(name.to_vec(), is_of_inks);
        is_of_inks
    }

    /// The properties of a name.
    pub fn properties(&mut self, name: &[u8], layers: &Layers) -> Properties {
        if let Some(known) = self.properties.get(name) {
            return known.clone();
        }
        let may = afford(&self.resources.properties, 1, self.budget);
        let dict = may.then(|| self.resources.properties.get::<Dict<'_>>(name));
        let dict = dict
            .flatten()
            .filter(|dict| afford(dict, ASKED, self.budget));
        let found = dict.map_or_else(Properties::default, |dict| {
            let actual = dict.get::<Bytes<'_>>(b"ActualText");
            Properties {
                actual: actual.map(|bytes| text_string(bytes.as_bytes()).into()),
                is_off: layers.hide(&dict, self.budget),
            }
        });
        self.properties.insert(name.to_vec(), found.clone());
        found
    }

    /// A font that the file does not hold, by the name that the content calls it by.
    pub fn missing(name: &[u8], fonts: &Fonts, budget: &Budget<'_>) -> Called<'a> {
        let name = String::from_utf8_lossy(name);
        let font = fonts.missing(|maps| Font::missing(&name, maps, budget));
        Rc::new((font, Dict::empty()))
    }
}
