//! Numbers that a newsletter counts its articles with: they are no words of the headlines.

use crate::issue::Text;
use crate::loader::published::piece::Piece;
use crate::loader::published::plan::level;
use crate::loader::source::texts;

/// Takes the numbers off the headlines of a level where they count them one by one: through the text, or anew in each
/// section.
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
    if numbered < 3 || follow < all {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::{pieces, shown};

    fn headlines(lines: [&str; 3]) -> Vec<String> {
        let text = lines
            .map(|l| format!("## {l}\n\n两岸的人都来看。\n\n"))
            .concat();
        let pieces = off(&text, pieces(&text), 2);
        let heading = |p: &Piece| matches!(p, Piece::Heading(..));
        shown(
            &text,
            &pieces.into_iter().filter(heading).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn numbers_that_count_headlines_go() {
        let bare = ["h2 新桥通车", "h2 渡口改建", "h2 茶馆开张"];
        assert_eq!(
            headlines(["1. 新桥通车", "2. 渡口改建", "3. 茶馆开张"]),
            bare
        );
        assert_eq!(
            headlines(["1、新桥通车", "2、渡口改建", "1、茶馆开张"]),
            bare,
            "counted anew"
        );
    }

    #[test]
    fn numbers_that_count_nothing_stay() {
        for lines in [
            ["1. 新桥通车", "渡口改建", "3. 茶馆开张"],
            ["8. 新桥通车", "17. 渡口改建", "5. 茶馆开张"],
            ["1.5米新桥通车", "2.5米渡口改建", "3.5米茶馆开张"],
        ] {
            assert_eq!(headlines(lines), lines.map(|l| format!("h2 {l}")));
        }
    }
}
