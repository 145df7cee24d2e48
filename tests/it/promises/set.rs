//! Any text at any width and by any settings is set in lines that are not too wide, and no forbidden mark stands at a
//! line's head or tail where the line above it could end elsewhere.

use super::dice::Dice;
use super::{maker, steers};
use kanbao::issue::Article;
use kanbao::loader::{self, Options};
use kanbao::typeset::cluster::{clusters, text_width};
use kanbao::typeset::display::harmless;
use kanbao::typeset::{
    Ambiguous, Autospace, Facts, Galley, Pinyin, Row, RowRole, Script, Style, compose, wrap,
};

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let style = style(&mut dice);
    let width = match dice.below(4) {
        0 => 40,
        1 => u16::from(dice.byte() % 24),
        _ => u16::from(dice.byte()),
    };
    let facts = Facts {
        after_byline: dice.of(&["", "552 字"]).to_owned(),
        comes_from: dice.of(&["", "上接第1版"]).to_owned(),
        goes_on: dice.of(&["", "下转第6版"]).to_owned(),
    };
    let text = maker::text(&mut dice);
    let issue = loader::load(text.into_bytes(), &Options::default()).issue;
    for (_, article) in issue.articles() {
        let galley = compose(article, &issue.source, &facts, width, &style);
        for row in &galley.rows {
            check(row, width, &style, &issue.source);
        }
        marks(&galley, article, width, &style, &issue.source);
    }
    for paragraph in issue.source.lines().take(8) {
        let paragraph = &harmless(paragraph);
        let set = wrap(paragraph, width, None, &style, |line| {
            for line in line.split('\n') {
                let most = usize::from(width.max(widest(line, style.ambiguous)));
                assert!(
                    text_width(line, style.ambiguous) <= most,
                    "{line:?} of {paragraph:?} at {width} by {style:?}"
                );
                assert!(!line.contains(steers), "{line:?} of {paragraph:?}");
            }
            Ok::<(), ()>(())
        });
        assert_eq!(set, Ok(()));
    }
}

/// Any settings.
pub fn style(dice: &mut Dice) -> Style {
    let on = dice.byte();
    let on = |n: u8| on & 1 << n == 0;
    let rare = dice.byte();
    let rare = |n: u8| rare & 3 << (2 * n) == 3 << (2 * n);
    Style {
        justify: on(0),
        hang: on(1),
        squeeze: on(2),
        fullwidth: on(3),
        hyphenate: !on(4),
        orphans: on(5),
        links: on(7),
        ambiguous: if on(6) {
            Ambiguous::Narrow
        } else {
            Ambiguous::Wide
        },
        autospace: dice.of(&[Autospace::Fill, Autospace::Off, Autospace::Always]),
        vertical: rare(0),
        pinyin: if rare(1) {
            dice.of(&Pinyin::ALL)
        } else {
            Pinyin::Off
        },
        script: if rare(2) {
            dice.of(&Script::ALL)
        } else {
            Script::AsIs
        },
        leading: u16::from(rare(3)),
        indent: dice.of(&[4, 0, 1, 2, 3, 255]),
        paragraph_gap: dice.of(&[0, 0, 1, 2]),
        head_gap: 1,
    }
}

/// Cells of the widest cluster of a text, two at least.
pub fn widest(text: &str, ambiguous: Ambiguous) -> u16 {
    clusters(text, ambiguous)
        .map(|c| c.width)
        .max()
        .unwrap_or(0)
        .max(2)
}

fn check(row: &Row, width: u16, style: &Style, source: &str) {
    let text = row.text();
    // Nothing is narrower than its widest cluster.
    let widest = width.max(widest(text, style.ambiguous));
    assert!(
        row.width() <= widest,
        "{} > {widest}: {text:?} by {style:?} of {source:?}",
        row.width()
    );
    assert_eq!(
        usize::from(row.width()),
        text_width(text, style.ambiguous),
        "{text:?} of {source:?}"
    );
    assert!(!text.contains(steers), "{text:?} of {source:?}");
}

/// Marks that begin no line, and marks that end none.
const NEVER_FIRST: &str = "，。、；！：”》）";
const NEVER_LAST: &str = "“《（";

/// That no paragraph has a forbidden mark at a line's head or tail, though two Han stand side by side in the line
/// above the mark, or in its own: between those a line may end.
fn marks(galley: &Galley, article: &Article, width: u16, style: &Style, source: &str) {
    let lines: Vec<&Row> = galley
        .rows
        .iter()
        .filter(|r| r.role == RowRole::Body)
        .collect();
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        if above.block != below.block || width < 12 {
            continue;
        }
        let (above, below) = (above.text().trim(), below.text().trim());
        let breaks = |line: &str| {
            let chars: Vec<char> = line.chars().collect();
            chars
                .windows(2)
                .any(|two| two.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)))
        };
        let head = below
            .chars()
            .next()
            .is_some_and(|c| NEVER_FIRST.contains(c));
        let tail = above
            .chars()
            .next_back()
            .is_some_and(|c| NEVER_LAST.contains(c));
        assert!(
            !(head || tail) || !breaks(above),
            "{above:?} / {below:?} at {width} by {style:?} of {:?} in {source:?}",
            article.headline
        );
    }
}
