//! Radicals that stand for Han: PDF extraction often gives ⽂ (U+2F42) for 文. They are shown, read and converted as the
//! Han that they look like.

use super::super::marks::Change;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// The Han of the radicals from U+2E80 on that are whole characters (`EquivalentUnifiedIdeograph.txt` of Unicode 15); those of
/// U+2F00 on have theirs by NFKC.
const SUPPLEMENT: &str = "⺁厂⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜曰⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟\
⺱罓⺲罒⺶羊⺸羊⺹耂⺺肀⺼月⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠\
⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The Han that a radical stands for; any other character is its own.
pub fn han(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2EF3}' => {
            let mut pairs = SUPPLEMENT.chars();
            pairs.by_ref().find(|&own| own == c);
            pairs.next().unwrap_or(c)
        }
        '\u{2F00}'..='\u{2FD5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        _ => c,
    }
}

/// The radicals of a text with their Han, in order.
pub fn radicals(text: &str) -> Vec<Change> {
    // They begin with these bytes; nearly no text has any.
    let mut pairs = text.as_bytes().windows(2);
    if !pairs.any(|pair| pair[0] == 0xE2 && pair[1] >= 0xBA) {
        return Vec::new();
    }
    let chars = text.char_indices().map(|(at, c)| (at, c, han(c)));
    let radicals = chars.filter(|(_, c, han)| c != han);
    let change = |(at, c, han): (usize, char, char)| Change {
        at,
        len: c.len_utf8(),
        to: Cow::Owned(han.to_string()),
    };
    radicals.map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_stands_for_its_han() {
        for (radical, expected) in [
            ('⽂', '文'),
            ('⼝', '口'),
            ('⻔', '门'),
            ('⻓', '长'),
            ('⻋', '车'),
            ('文', '文'),
            ('a', 'a'),
        ] {
            assert_eq!(han(radical), expected);
        }
    }

    #[test]
    fn the_table_is_pairs_in_order() {
        let chars: Vec<char> = SUPPLEMENT.chars().collect();
        assert!(chars.len().is_multiple_of(2));
        let radicals: Vec<char> = chars.iter().copied().step_by(2).collect();
        assert!(
            radicals.is_sorted()
                && radicals
                    .iter()
                    .all(|c| ('\u{2E80}'..='\u{2EF3}').contains(c))
        );
        let han = chars.iter().skip(1).step_by(2);
        assert!(han.clone().all(|c| ('\u{3400}'..='\u{9FFF}').contains(c)));
    }
}
