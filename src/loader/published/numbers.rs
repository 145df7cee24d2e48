//! Numbers that a newsletter counts its articles with: they are no words of the headlines.

use crate::issue::Text;
use crate::loader::published::piece::Piece;
use crate::loader::published::plan::level;
use crate::loader::source::texts;

/// Takes the numbers off headlines, where those of a level are counted one by one: from the first on, or anew in each section.
pub fn off(source: &str, pieces: Vec<Piece>, article: u8) -> Vec<Piece> {
    let counted: Vec<Option<(usize, usize)>> = pieces
        .iter()
        .map(|p| match p {
            Piece::Heading(level, text) if *level == article => number(text, source),
            _ => None,
        })
        .collect();
    let all = pieces.iter().filter(|p| level(p) == Some(article)).count();
    let (mut last, mut follow) = (0, 0);
    for (n, _) in counted.iter().flatten() {
        follow += usize::from(*n == last + 1 || *n == 1);
        last = *n;
    }
    let numbered = counted.iter().flatten().count();
    if numbered < 3 || numbered < all || follow < all {
        return pieces;
    }
    let off = |(piece, counted): (Piece, Option<(usize, usize)>)| match (piece, counted) {
        (Piece::Heading(level, text), Some((_, lead))) => {
            Piece::Heading(level, texts::split(&text, source, lead).1)
        }
        (piece, _) => piece,
    };
    pieces.into_iter().zip(counted).map(off).collect()
}

/// The number before a headline's words, and the characters it takes with its mark: 3. 3、 3）
fn number(text: &Text, source: &str) -> Option<(usize, usize)> {
    let words = texts::folded(text, source);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let n = words.get(..digits)?.parse().ok()?;
    let rest = words.get(digits..)?;
    let mark = rest.chars().next()?;
    let spaces = rest.chars().skip(1).take_while(|c| c.is_whitespace());
    let spaces = spaces.count();
    // 3.14 is one number.
    let parted = matches!(mark, '、' | '）' | '．') || mark == '.' && spaces > 0;
    let left = rest.chars().count() > 1 + spaces;
    ((1..=3).contains(&digits) && parted && left).then_some((n, digits + 1 + spaces))
}
