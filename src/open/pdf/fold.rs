//! The text of glyphs as papers write it: a font's own forms of a character (radicals for Han, forms for vertical lines,
//! ligatures) become the character.

use crate::typeset::display::han;
use unicode_normalization::UnicodeNormalization as _;

/// Marks in the forms that vertical lines take (U+FE10 to U+FE44), with those of horizontal lines.
const UPRIGHT: &str = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︲–︳＿︴＿︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］";

/// What a glyph reads, folded. What acts on a terminal, or is no character, is left out.
pub fn folded(text: &str) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2E80}'..='\u{2FD5}' => folded.push(han(c)),
            // Compatibility ideographs are their unified ones by canonical decomposition.
            '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
                folded.extend(std::iter::once(c).nfc());
            }
            // Latin ligatures.
            '\u{FB00}'..='\u{FB06}' => folded.extend(std::iter::once(c).nfkc()),
            '\u{FE10}'..='\u{FE48}' => folded.push(level(c)),
            '\t' | '\n' | '\r' | '\u{a0}' => folded.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' => {}
            // Which form of an ideograph it is: the character tells what was written.
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {}
            _ => folded.push(c),
        }
    }
    folded
}

/// The mark of a horizontal line for its form in a vertical one.
fn level(c: char) -> char {
    let mut pairs = UPRIGHT.chars();
    while let (Some(form), Some(mark)) = (pairs.next(), pairs.next()) {
        if form == c {
            return mark;
        }
    }
    c
}
