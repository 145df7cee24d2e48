//! Reading the whole: places, units and articles, and a second look at what the first makes unlikely.
//!
//! Subheads come in groups. An article to which the first reading gives a single one hardly ever has it: the line is a
//! piece of a paragraph that was cut, or the headline of the next article. So such lines are read again with that against
//! them.

use crate::loader::weighed::articles;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::{Context, FirstReading};
use crate::loader::weighed::outline::{Outline, Part};
use crate::loader::weighed::paragraphs::LineStates;
use crate::loader::weighed::units::{self, Unit, UnitKind};

/// A text as it was read.
pub struct WeighedReading<'a> {
    /// Its lines' places.
    pub places: LineStates<'a>,
    /// Its lines, put together.
    pub units: Vec<Unit>,
    /// Its articles.
    pub outline: Outline,
}

/// Reads a text.
pub fn read<'a>(context: &'a Context<'a>) -> WeighedReading<'a> {
    let mut places = LineStates::read(context);
    let mut units = units::gather(context, &places.chosen());
    let mut outline = articles::outline(context, &units);
    let only = only(context, &units, &outline);
    if !only.is_empty()
        && context
            .first_reading
            .set(FirstReading { only: only.clone() })
            .is_ok()
    {
        places.read_again(&only);
        // Of a long text there is room for one reading.
        drop((units, outline));
        units = units::gather(context, &places.chosen());
        outline = articles::outline(context, &units);
    }
    WeighedReading {
        places,
        units,
        outline,
    }
}

/// Lines that are the only subhead of their article, with its text before and after them.
fn only(context: &Context, units: &[Unit], outline: &Outline) -> Vec<usize> {
    let mut only = Vec::new();
    let mut article = Article::default();
    for (u, unit) in units.iter().enumerate() {
        let section = unit.kind == UnitKind::Recognised
            && matches!(
                context.recognised.get(unit.first()).map(|l| &l.class),
                Some(Class::Section(_))
            );
        if section || outline.begins.get(u).copied().unwrap_or(false) {
            article.end(&mut only);
        }
        match (unit.kind, outline.parts.get(u)) {
            (UnitKind::Title, Some(Part::Subhead)) => article.subhead(unit),
            (UnitKind::Text, _) => article.text(),
            _ => {}
        }
    }
    article.end(&mut only);
    only
}

/// An article's subheads while it is gone through.
#[derive(Default)]
struct Article {
    /// The lines of its only group of subheads.
    lines: Vec<usize>,
    /// Subheads in it.
    count: usize,
    groups: usize,
    /// Whether the unit before was a subhead.
    within: bool,
    /// Whether text stood before the first group, and after the last.
    before: bool,
    after: bool,
}

impl Article {
    fn subhead(&mut self, unit: &Unit) {
        if !self.within {
            self.groups += 1;
            self.after = false;
        }
        self.within = true;
        self.count += 1;
        self.lines.extend(unit.lines.iter().map(|l| *l as usize));
    }

    fn text(&mut self) {
        self.within = false;
        self.before |= self.groups == 0;
        self.after = self.groups > 0;
    }

    fn end(&mut self, only: &mut Vec<usize>) {
        if self.groups == 1 && self.count <= 2 && self.before && self.after {
            only.append(&mut self.lines);
        }
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::issue::Article;
    use crate::loader::{Options, load};

    const BEGINS: &str = "# 山城新桥昨日通车\n\n本报讯 10月16日上午，跨越东江的山城新桥正式通车。新桥全长八百米，建设历时三年。\n\n";
    const GOES_ON: &str = "来自全国各地，他们在江上干了整整一千天。六月涨水的时候，桥墩上的灯彻夜亮着，两岸的人都看得见。\n\n";
    const ENDS: &str = "新桥由市路桥公司建设，施工期间没有发生一起安全事故。\n";

    fn articles(text: &str) -> Vec<Article> {
        let issue = load(text.to_owned().into_bytes(), &Options::default()).issue;
        issue.articles().map(|(_, a)| a.clone()).collect()
    }

    #[test]
    fn what_would_be_the_only_subhead_is_a_piece_of_a_paragraph_or_a_headline() {
        let text = |line: &str| format!("{BEGINS}{line}\n\n{GOES_ON}{ENDS}");
        let cut = articles(&text("日夜奔忙的新桥建设者"));
        assert_eq!(cut.len(), 1);
        assert_eq!(cut.first().unwrap().blocks.len(), 3);
        let marked = articles(&text("## 日夜奔忙的新桥建设者"));
        assert_eq!(marked.len(), 2);
    }
}
