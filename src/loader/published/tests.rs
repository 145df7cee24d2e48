//! What the tests of this room share: texts as pieces, and as issues read by their marks.

use super::{collected, read_marks};
use crate::correction::{Correction, Role};
use crate::issue::{Article, Issue, Text};
use crate::loader::Rules;
use crate::loader::corrections::Corrected;
use crate::loader::published::piece::Piece;
use crate::loader::source::lines::starts;

/// The pieces of Markdown.
pub fn pieces(source: &str) -> Vec<Piece> {
    collected(&mut Issue::default(), source, 0, false)
}

/// Pieces in a line each: what they are, and their words.
pub fn shown(source: &str, pieces: &[Piece]) -> Vec<String> {
    let line = |piece: &Piece| match piece {
        Piece::Heading(level, text) => format!("h{level} {}", text.of(source)),
        Piece::Block(block) => format!("{:?} {}", block.kind, block.text.of(source)),
        Piece::Strong(text) => format!("strong {}", text.of(source)),
        Piece::Emphasis(text) => format!("emphasis {}", text.of(source)),
        Piece::Lead(text) => format!("lead {}", text.of(source)),
        Piece::Kicker(text) => format!("kicker {}", text.of(source)),
        Piece::Deck(text) => format!("deck {}", text.of(source)),
        Piece::Aside(kind, text) => format!("aside {kind:?} {}", text.of(source)),
    };
    pieces
        .iter()
        .map(line)
        .map(|l| l.trim_end().to_owned())
        .collect()
}

/// A text before it is read.
pub fn unread(text: &str) -> Issue {
    Issue {
        source: text.to_owned(),
        line_starts: starts(text),
        ..Issue::default()
    }
}

/// Reads Markdown by its marks, whether or not they can be trusted.
pub fn read(text: &str) -> Issue {
    read_corrected(text, &[])
}

/// Reads Markdown of which something is told.
pub fn read_corrected(text: &str, corrections: &[Correction]) -> Issue {
    let mut issue = unread(text);
    let (corrected, ..) = Corrected::read(&issue, 0, corrections);
    read_marks(Rules::built_in(), &mut issue, 0, &corrected);
    issue
}

/// What a line is told to be.
pub fn told(line: &str, is: Role) -> Correction {
    Correction {
        text: line.to_owned(),
        is: Some(is),
        ..Correction::default()
    }
}

/// The words of a part that an article may have; none are empty.
pub fn words(issue: &Issue, text: Option<&Text>) -> String {
    text.map(|t| t.of(&issue.source)).unwrap_or_default()
}

/// The headlines of each section, after its name and a colon.
pub fn outline(issue: &Issue) -> Vec<String> {
    let headline = |article: &Article| words(issue, article.headline.as_ref());
    let section = |section: &crate::issue::Section| {
        let headlines: Vec<String> = section.articles.iter().map(headline).collect();
        format!(
            "{}: {}",
            words(issue, section.name.as_ref()),
            headlines.join(", ")
        )
    };
    issue.sections.iter().map(section).collect()
}

/// The blocks of an article: what they are, and their words.
pub fn blocks(issue: &Issue, article: usize) -> Vec<String> {
    let (_, article) = issue.articles().nth(article).expect("such an article");
    let block = |b: &crate::issue::Block| format!("{:?} {}", b.kind, b.text.of(&issue.source));
    article.blocks.iter().map(block).collect()
}

/// The furniture: what it is, and its words.
pub fn furniture(issue: &Issue) -> Vec<String> {
    let one = |f: &crate::issue::Furniture| format!("{:?} {}", f.kind, f.text.of(&issue.source));
    issue.furniture.iter().map(one).collect()
}
