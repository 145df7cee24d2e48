//! What follows each unit in its article. One pass from the end finds it for all of them: asked one by one, each would
//! look through all the standalone lines below it.

use crate::loader::source::lines::Form;
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::outline::Outline;
use crate::loader::weighed::units::{Unit, UnitKind};

/// What follows each unit.
pub struct Ahead {
    /// For each unit, counted from it on: whether text comes before the article ends, and whether the article ends before
    /// anything of it comes.
    from: Vec<(bool, bool)>,
}

impl Ahead {
    /// Looks at all units.
    pub fn of(recognised: &[Recognised], units: &[Unit], outline: &Outline) -> Self {
        let mut from = vec![(false, true); units.len() + 1];
        let mut next = (false, true);
        for (u, unit) in units.iter().enumerate().rev() {
            let (mut text, mut ends) = next;
            match unit.kind {
                UnitKind::Recognised => {
                    let class = recognised.get(unit.first()).map(|l| &l.class);
                    text &= !matches!(class, Some(Class::Section(_)));
                    ends |= matches!(class, Some(Class::Section(_) | Class::JumpFrom(_)));
                }
                UnitKind::Block(form) => {
                    text = true;
                    ends &= matches!(form, Form::Image | Form::Rule);
                }
                UnitKind::Text => (text, ends) = (true, false),
                UnitKind::Byline => {}
                UnitKind::Title | UnitKind::Names => ends = false,
            }
            if outline.begins.get(u).copied().unwrap_or(false) {
                (text, ends) = (false, true);
            }
            next = (text, ends);
            if let Some(slot) = from.get_mut(u) {
                *slot = next;
            }
        }
        Self { from }
    }

    /// Whether text of the same article follows a unit.
    pub fn text_follows(&self, u: usize) -> bool {
        self.from.get(u + 1).is_some_and(|f| f.0)
    }

    /// Whether the article ends with a unit: another begins after it, or a section, or the text ends.
    pub fn article_ends(&self, u: usize) -> bool {
        self.from.get(u + 1).is_none_or(|f| f.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::outline::Part;
    use crate::loader::weighed::tests::{looked_over, units};

    /// What follows the units of a text, with an article that begins at these.
    fn ahead(text: &str, kinds: &str, begins: &[usize]) -> Ahead {
        let units = units(kinds);
        let outline = Outline {
            parts: vec![Part::Body; units.len()],
            begins: (0..units.len()).map(|u| begins.contains(&u)).collect(),
            risks: Vec::new(),
        };
        looked_over(text, |context| {
            Ahead::of(context.recognised, &units, &outline)
        })
    }

    #[test]
    fn an_article_ends_behind_its_byline_where_the_next_begins() {
        let text = "两岸的人都来看。\n本报记者　王小川\n渡口改作公园\n石阶一级也不拆。\n";
        let found = ahead(text, "tblt", &[2]);
        assert!(found.article_ends(0) && found.article_ends(1) && !found.text_follows(1));
        assert!(!found.article_ends(2) && found.text_follows(2));
        let one = ahead(text, "tblt", &[]);
        assert!(!one.article_ends(1) && one.text_follows(1));
    }

    #[test]
    fn a_section_ends_the_article_and_an_editor_line_does_not() {
        let found = |between: &str| {
            ahead(
                &format!("两岸的人都来看。\n{between}\n石阶一级也不拆。\n"),
                "trt",
                &[],
            )
        };
        assert!(found("第03版：经济").article_ends(0) && !found("第03版：经济").text_follows(0));
        let edited = found("责任编辑：王小川");
        assert!(!edited.article_ends(0) && edited.text_follows(0));
    }
}
