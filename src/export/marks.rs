//! What several forms of an export have in common.

use crate::issue::{Block, BlockKind, Issue};

/// A block's text with its own mark before it: an item's as the source has it, a quotation's `>` for each level.
pub fn marked_text(issue: &Issue, block: &Block) -> String {
    let text = block.text.of(&issue.source);
    if block.kind == BlockKind::Quote {
        return format!("{}{text}", "> ".repeat(usize::from(block.depth) + 1));
    }
    if block.kind != BlockKind::List {
        return text;
    }
    match block.item_mark(&issue.source) {
        "" if number_of(&text).is_some() => text,
        // The source marks it by other means, such as a tag.
        "" => format!("- {text}"),
        mark => format!("{mark} {text}"),
    }
}

/// The number that a list's item begins with, as Markdown has them: its bytes with its sign, if there is one.
pub fn number_of(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let parted = rest.starts_with(". ") || rest.starts_with(") ");
    ((1..=9).contains(&digits) && parted).then_some(digits + 1)
}
