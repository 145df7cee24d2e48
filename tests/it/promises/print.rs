//! Any text is printed in any form without a word to the terminal, and without a line wider than the page.

use super::dice::Dice;
use super::{maker, set, steers};
use kanbao::language::Language;
use kanbao::loader;
use kanbao::print::{PageFormat, PageOptions, print};
use kanbao::theme::Theme;
use kanbao::typeset::cluster::text_width;

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let options = options(&mut dice);
    let text = maker::text(&mut dice);
    let issue = loader::load(text.into_bytes(), &loader::Options::default()).issue;
    let mut out = Vec::new();
    print(&issue, &options, &mut out).expect("memory takes it");
    let page = String::from_utf8(out).expect("a page is UTF-8");
    let ambiguous = options.style.ambiguous;
    let widest = usize::from(set::widest(&issue.source, ambiguous).max(options.width));
    for line in page.split('\n') {
        let bare = if options.theme.is_some() {
            without_colours(line)
        } else {
            line.to_owned()
        };
        let bare = if options.form_feed {
            bare.trim_start_matches('\u{c}')
        } else {
            &bare
        };
        assert!(
            !bare.contains(steers),
            "{bare:?} by {options:?} of {:?}",
            issue.source
        );
        assert!(
            text_width(bare, ambiguous) <= widest,
            "{bare:?} is wider than {widest} by {options:?} of {:?}",
            issue.source
        );
    }
}

/// Any way to print lines.
pub fn options(dice: &mut Dice) -> PageOptions {
    let style = set::style(dice);
    let height = match dice.below(4) {
        0 | 1 if !style.vertical => None,
        _ => Some(u16::from(dice.byte())),
    };
    PageOptions {
        format: PageFormat::Lines,
        width: match dice.below(3) {
            0 => 80,
            1 => 40,
            _ => u16::from(dice.byte()),
        },
        columns: dice.of(&[1, 2, 3, 5, 0]),
        height,
        form_feed: dice.once_in(4),
        article: dice.once_in(6).then(|| dice.below(4)),
        furniture: dice.once_in(2),
        style,
        measure: dice.of(&[80, 40, 1, 0, 200]),
        theme: dice.once_in(3).then(Theme::default),
        links: dice.once_in(2),
        language: dice.of(&[Language::Chinese, Language::English]),
    }
}

/// A line without what gives it colours: `CSI … m`, and nothing else.
fn without_colours(line: &str) -> String {
    let line = without_links(line);
    let mut pieces = line.split("\u{1b}[");
    let mut bare = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        bare.push_str(rest.strip_prefix('m').unwrap_or("\u{1b}"));
    }
    bare
}

/// A line without what opens and closes links in a terminal, as far as they are the web's and mail's.
fn without_links(line: &str) -> String {
    let mut pieces = line.split("\u{1b}]8;;");
    let mut bare = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let own = piece.split_once("\u{1b}\\").filter(|(address, _)| {
            let mut schemes = ["http://", "https://", "mailto:"].iter();
            let safe = schemes.any(|scheme| {
                let start = address.get(..scheme.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            });
            address.is_empty() || safe && address.chars().all(|c| c.is_ascii_graphic())
        });
        bare.push_str(own.map_or("\u{1b}", |(_, rest)| rest));
    }
    bare
}
