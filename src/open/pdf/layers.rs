//! Layers (ISO 32000-2, 8.11, optional content): which parts of a page are switched off when the file is opened.

use super::bounds::Budget;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use std::collections::HashSet;

/// The layers that are switched off.
#[derive(Debug, Default)]
pub struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    /// The layers of a document.
    pub fn of(pdf: &Pdf) -> Self {
        let mut layers = Self::default();
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let properties = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"OCProperties"));
        let Some(properties) = properties else {
            return layers;
        };
        let Some(default) = properties.get::<Dict<'_>>(b"D") else {
            return layers;
        };
        let groups = |dict: &Dict<'_>, key: &[u8]| -> Vec<ObjectIdentifier> {
            let array = dict.get::<Array<'_>>(key);
            let array = array.iter().flat_map(Array::iter::<Dict<'_>>);
            array.filter_map(|group| group.obj_id()).collect()
        };
        let base = default.get::<Name<'_>>(b"BaseState");
        if base.is_some_and(|name| name.as_ref() == b"OFF") {
            layers.off.extend(groups(&properties, b"OCGs"));
            for on in groups(&default, b"ON") {
                layers.off.remove(&on);
            }
        }
        layers.off.extend(groups(&default, b"OFF"));
        layers
    }

    /// Whether what belongs to a group, or to a choice of groups, is not shown.
    pub fn hide(&self, group: &Dict<'_>, budget: &Budget<'_>) -> bool {
        if self.off.is_empty() || !budget.look(group.data().len()) {
            return false;
        }
        let is_off = |group: &Dict<'_>| group.obj_id().is_some_and(|id| self.off.contains(&id));
        let members: Vec<bool> = match group.get::<Object<'_>>(b"OCGs") {
            Some(Object::Dict(one)) => vec![is_off(&one)],
            Some(Object::Array(array)) if budget.look(array.data().len()) => {
                array.iter::<Dict<'_>>().map(|one| is_off(&one)).collect()
            }
            _ => return is_off(group),
        };
        let policy = group.get::<Name<'_>>(b"P");
        let off = |off: &bool| *off;
        let is_shown = match policy.as_ref().map(Name::as_ref) {
            _ if members.is_empty() => true,
            Some(b"AllOn") => !members.iter().any(off),
            Some(b"AnyOff") => members.iter().any(off),
            Some(b"AllOff") => members.iter().all(off),
            _ => !members.iter().all(off),
        };
        !is_shown
    }
}
