//! First look: lines whose form alone tells what they are, and what the short ones might be.

pub mod clues;
pub mod columns;
pub mod cut;
pub mod folding;
pub mod guides;
pub mod histories;
pub mod pages;
pub mod recognised;

use crate::issue::FurnitureKind;
use crate::loader::forms::bylines::{self, Surety};
use crate::loader::forms::{captions, datelines, dates, furniture};
use crate::loader::rules::Rules;
use crate::loader::side;
use crate::loader::source::lines::{Form, Line, folded};
use crate::loader::weighed::classes::recognised::{Class, Recognised};

use crate::loader::forms::labels::{is_bracketed, is_column};
use crate::loader::forms::mastheads::{self, Masthead};
use crate::loader::forms::{jumps, sections};
use crate::loader::weighed::features::legs::fills_leg;
pub use clues::clues;
pub use cut::joint as byline_joint;
use folding::Folding;

/// Looks at every line of a text.
pub fn recognise(rules: &Rules, source: &str, lines: &[Line], legs: &[u32]) -> Vec<Recognised> {
    let is_text = |i: usize, line: &Line| {
        // Lines cut at a narrow column's width are never long.
        line.stops > 0 && (line.width > 60 || fills_leg(source, lines, legs, i))
    };
    let mut numbered = lines.iter().enumerate();
    let first_text = numbered
        .position(|(i, line)| is_text(i, line))
        .unwrap_or(lines.len());
    let mut recognised: Vec<Recognised> = side::slices(lines, 1, |first, slice| {
        let mut buffer = String::new();
        let numbered = slice.iter().enumerate();
        numbered
            .map(|(n, line)| {
                let top = first + n <= first_text;
                recognise_line(rules, line.span.of(source), line, &mut buffer, top)
            })
            .collect()
    });
    guides::settle(rules, source, lines, &mut recognised);
    histories::settle(rules, source, lines, &mut recognised);
    pages::settle(&mut recognised);
    columns::settle(source, lines, &mut recognised);
    heads_over_the_day(rules, source, lines, &mut recognised);
    cut::settle(rules, source, lines, legs, &mut recognised);
    recognised
}

/// Lines of the text's head among which the masthead is looked for.
const HEAD: usize = 7;

/// The short lines over the first line with a day, at the text's very head, are the masthead too: the paper's
/// name, what it is, its number.
fn heads_over_the_day(rules: &Rules, source: &str, lines: &[Line], recognised: &mut [Recognised]) {
    let day = recognised.iter().take(HEAD).position(
        |l| matches!(&l.class, Class::Masthead(m) if m.date.is_some() || m.number.is_some()),
    );
    let Some(day) = day else { return };
    // A day in brackets further down is a headline's deck: （二〇二五年七月四日）.
    let below = lines
        .iter()
        .zip(recognised.iter_mut())
        .take(HEAD)
        .skip(day + 1);
    for (line, seen) in below.filter(|(_, seen)| matches!(seen.class, Class::Masthead(_))) {
        if is_bracketed(line.span.of(source)) {
            seen.class = Class::Free;
        }
    }
    let short = |line: &Line| {
        line.width <= 44
            && line.stops == 0
            && line.commas == 0
            && matches!(line.form, Form::Text | Form::Heading(_))
    };
    let above = lines.get(..day).unwrap_or_default();
    let folio = |l: &Recognised| matches!(l.class, Class::Furniture(FurnitureKind::Folio));
    let free = |l: &Recognised| folio(l) || matches!(l.class, Class::Free | Class::Masthead(_));
    let mut own = above.iter().zip(recognised.iter());
    let passed = |line: &Line, seen: &Recognised| folio(seen) || line.form == Form::Image;
    if !own.all(|(line, seen)| passed(line, seen) || free(seen) && short(line)) {
        // A day in brackets under a headline is its deck: （二〇二五年七月四日）.
        let words: String = folded(lines.get(day).map_or("", |l| l.span.of(source)));
        let words = words.trim();
        if words.starts_with('（')
            && words.ends_with('）')
            && let Some(seen) = recognised.get_mut(day)
        {
            seen.class = Class::Free;
        }
        return;
    }
    let mut named = false;
    for (line, seen) in above.iter().zip(recognised.iter_mut()) {
        if let Class::Masthead(said) = &seen.class
            && said.known
        {
            named |= said.paper.is_some();
            continue;
        }
        if passed(line, seen) {
            continue;
        }
        let words = line.span.of(source);
        let folded: String = folded(words);
        let imprint = mastheads::imprint(rules, &folded).unwrap_or_default();
        let name = !named
            && imprint == Masthead::default()
            && mastheads::is_name_of_paper(rules, words.trim_matches(['《', '》', '*']));
        named |= name;
        seen.class = Class::Masthead(Box::new(Masthead {
            paper: name.then(|| words.trim_matches(['《', '》', '*']).to_owned()),
            ..imprint
        }));
    }
}

fn recognise_line(
    rules: &Rules,
    text: &str,
    line: &Line,
    buffer: &mut String,
    top: bool,
) -> Recognised {
    let mut seen = Recognised {
        class: Class::Free,
        names: None,
        dateline: false,
        comes_from: false,
        goes_on: false,
        signed: false,
        column: false,
        is_day: false,
        tied: None,
    };
    if !matches!(line.form, Form::Text | Form::Heading(_)) {
        seen.class = Class::Block;
        return seen;
    }
    let mut folding = Folding::of(text, line, buffer);
    seen.dateline =
        datelines::may_begin(rules, line.first) && datelines::opens_report(rules, folding.head());
    let from = (matches!(line.first, '（' | '(' | '◀' | '【' | '←' | '◄')
        || rules.jump.from.may_begin(line.first))
    .then(|| jumps::from(rules, folding.head()))
    .flatten();
    seen.comes_from = from.is_some();
    seen.goes_on = matches!(
        line.last,
        '版' | '）' | ')' | '页' | '】' | '▶' | '►' | '頁' | '→'
    ) && jumps::on(rules, folding.tail()).is_some();
    // A byline is parted from the text by a space, or stands in a bracket.
    if !line.ends_sentence() {
        let tail = folding.tail();
        seen.signed = (line.stops > 0 || tail.contains(['）', '〕', '@']))
            && (line.last == '）' || line.last == ')' || tail.contains([' ', '\u{3000}']))
            && bylines::glued(rules, tail).is_some();
    }
    let Some(buffer) = folding.into_whole() else {
        return seen;
    };
    seen.is_day = line.width <= DAY && line.last == '日' && dates::is_day(buffer);
    if let Some(class) = own_line(rules, buffer) {
        seen.class = class;
        return seen;
    }
    if let Some(jump) = from.filter(|j| j.range.end >= buffer.trim_end().len()) {
        seen.class = Class::JumpFrom(jump.into());
        return seen;
    }
    if seen.goes_on
        && let Some(jump) = jumps::on(rules, buffer).filter(|j| j.range.start == 0)
    {
        seen.class = Class::JumpOn(jump.into());
        return seen;
    }
    if seen.dateline
        || line.width > 60
            && line.stops > 1
            && !matches!(line.last, '摄' | '）' | ')' | '图' | '发')
    {
        return seen;
    }
    seen.column = line.width <= 60 && is_column(rules, buffer);
    if !seen.column {
        seen.class = class_of(rules, buffer, line, top, &mut seen.names);
        // ◀上接10版 stands before a text; an arrow before a caption points to its picture.
        if seen.comes_from && matches!(seen.class, Class::Picture(_)) {
            seen.class = Class::Free;
        }
    }
    seen
}

/// Cells of the longest day: 中華民國一百一十四年十二月二十七日, with a little room.
const DAY: u32 = 36;

/// A line that the rules know from end to end.
fn own_line(rules: &Rules, text: &str) -> Option<Class> {
    if rules.masthead.lines.fit(text) {
        return Some(Class::Masthead(mastheads::facts(rules, text).into()));
    }
    if rules.furniture.lines.fit(text) {
        return Some(Class::Furniture(FurnitureKind::Other));
    }
    rules.section.lines.fit(text).then(|| {
        let heading = sections::Heading {
            page: String::new(),
            name: 0..text.trim_end().len(),
            sure: true,
            known: true,
        };
        Class::Section(heading.into())
    })
}

fn class_of(
    rules: &Rules,
    text: &str,
    line: &Line,
    top: bool,
    names: &mut Option<Surety>,
) -> Class {
    if (top || line.width <= 80 && line.stops == 0)
        && let Some(masthead) = mastheads::masthead(rules, text).filter(|m| {
            let page = m.section.is_some() && m.date.is_some();
            top || m.known || page || m.paper.is_some() && m.number.is_some()
        })
    {
        return Class::Masthead(masthead.into());
    }
    if top
        && line.width <= 60
        && let Some(masthead) = mastheads::imprint(rules, text)
    {
        return Class::Masthead(masthead.into());
    }
    if line.width <= 60
        && line.stops == 0
        && let Some(heading) = sections::heading(rules, text)
    {
        return Class::Section(heading.into());
    }
    if let Some(kind) = furniture::furniture(rules, text) {
        return Class::Furniture(kind);
    }
    if line.stops == 0 && line.width <= 160 && !text.starts_with('—') {
        match bylines::byline(rules, text) {
            Some(Surety::Role) => return Class::Byline,
            found => *names = found,
        }
    }
    match captions::caption(rules, text) {
        Some(picture) if !matches!(line.form, Form::Heading(_)) => Class::Picture(picture),
        _ => Class::Free,
    }
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    #[test]
    fn a_day_amid_narrow_lines_is_no_masthead() {
        // No line is long here, so it is not by their length that the text's head ends.
        let text = "山城日报 2026年4月30日\n山城老桥保护办法\n新桥全长八百米，两岸的人\n都来看，桥下还泊着渡船。\n\
                    船工说每天要来回几十趟，\n才能把人都送过去，天黑才\n歇。办法昨日由县长签发。\n山城县县长 王小川\n2026年4月29日\n\
                    目 录\n第一章 老 桥\n第二章 渡 口\n第一条 老桥由县里养护，\n每年修一次，不许大车过。\n";
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        assert_eq!(issue.furniture.len(), 1, "{:?}", issue.furniture);
        assert_eq!(issue.articles().count(), 1);
        let (_, article) = issue.articles().next().expect("the only one");
        assert!(article.byline.is_none(), "a document's signature");
    }

    #[test]
    fn a_day_in_brackets_under_a_headline_is_no_masthead() {
        let text = "# 山城县人民政府关于完善老桥管理制度、方便两岸居民过河的若干意见\n\n## （二〇二五年七月四日）\n\n\
                    新桥全长八百米，两岸的人都来看，桥下还泊着渡船，船工说每天要来回几十趟才能把人都送过去。\n";
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let deck = issue.articles().next().and_then(|(_, a)| a.deck.as_ref());
        let deck = deck.map(|d| d.of(&issue.source));
        assert_eq!(deck.as_deref(), Some("（二〇二五年七月四日）"));
        // Under the paper's name it is its day.
        let text = "山城日报\n\n（2025年7月4日）\n\n# 山城新桥通车\n\n新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n";
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        assert!(issue.date.is_some());
    }

    #[test]
    fn a_look_takes_little_room_as_every_line_has_one() {
        let room = size_of::<super::Recognised>();
        assert!(room <= 24, "{room}");
    }
}
