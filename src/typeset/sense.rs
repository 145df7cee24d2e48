//! What ending a line at a place costs by sense, where lines are few and short: in headings, bylines, the cells of tables,
//! and lists of headlines. Running text is filled instead.

use super::{
    class::{is_closing, is_counter, is_figure, is_opening, is_stroke, is_wide_word},
    cluster::{Ambiguous, clusters},
    words::word_starts,
};
use std::ops::Range;

/// A text that is to be broken by sense.
pub struct Sense<'a> {
    text: &'a str,
    /// Bytes at which words begin.
    starts: Vec<usize>,
    /// Bytes behind blanks that part nothing: those of a name or word that is set wide (李 强).
    tied: Vec<usize>,
    /// Whether it is a line of names, none of which may be parted.
    names: bool,
    /// Bytes from which on the innermost bracket or title that is open fits a line, or does not or is none.
    kept: Vec<(usize, bool)>,
}

/// Words of one Han that belong to what follows: a line may begin with one, and should not end with it.
const LEADING: &str = "在与和及暨或为向对让把被以从到将由给跟同按据因如使令于至并但而再不未无就才都也还又更最很為與對讓將給據後無還從於並";
/// The same that stand before a number, a name or a title and are its part.
const BOUND: &str = "第每各本该該这這那首副总總分";
/// Figures as Han write them.
const FIGURES: &str = "〇零一二三四五六七八九十百千万亿两萬億兩";
/// What one is called who writes: the names follow.
const WRITERS: [&str; 12] = [
    "记者",
    "通讯员",
    "评论员",
    "实习生",
    "作者",
    "译者",
    "学生",
    "记者：",
    "記者",
    "通訊員",
    "評論員",
    "實習生",
];
/// Brackets and title marks, each with its partner. Quotation marks are none: whole sentences stand in them.
const BRACKETS: [(char, char); 10] = [
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('［', '］'),
    ('｛', '｝'),
    ('(', ')'),
    ('[', ']'),
];
/// What a line's end within a name or a number costs, in squares.
const NAME: u64 = 64;
/// What it costs more within a bracket or title that fits a line: so that every word's end outside is cheaper.
const BRACKETED: u64 = 8;
/// Han of the longest unit that a blank parts from its figure: 字, 公里.
const UNIT: usize = 2;

impl<'a> Sense<'a> {
    /// Of a text.
    pub fn of(text: &'a str) -> Self {
        Self {
            text,
            starts: word_starts(text),
            tied: tied(text),
            names: false,
            kept: Vec::new(),
        }
    }

    /// The same in lines of so many cells: what stands in brackets or title marks is parted only where it has to be.
    #[must_use]
    pub fn in_lines(self, measure: u32) -> Self {
        Self {
            kept: kept(self.text, measure),
            ..self
        }
    }

    /// Of a line that says who wrote, with what stands beside it.
    pub fn of_names(text: &'a str) -> Self {
        Self {
            names: true,
            ..Self::of(text)
        }
    }

    /// What ending a line before this byte costs, where `square` is the square of a line's cells: nothing at the paper's
    /// own line end (a space between Han), more after a mark that pauses or before a dash, then before and behind
    /// brackets, between words, and most within a word; within a bracket that fits a line more than outside; within a
    /// name or between a number and its unit more than all lines' blank cells.
    pub fn price(&self, at: usize, square: u64) -> u64 {
        let bracketed = !self.names && self.is_kept(at);
        self.bare_price(at, square) + u64::from(bracketed) * square * BRACKETED
    }

    /// Whether a line that ends before this byte tears a word, a name or a number.
    pub fn tears(&self, at: usize) -> bool {
        const SQUARE: u64 = 64;
        self.bare_price(at, SQUARE) > SQUARE * 3
    }

    /// What ending a line costs, whether in brackets or not.
    fn bare_price(&self, at: usize, square: u64) -> u64 {
        let last = self.text.get(..at).and_then(|t| t.chars().next_back());
        let after = self.text.get(at..).and_then(|t| t.chars().next());
        let (Some(last), Some(after)) = (last, after) else {
            return 0;
        };
        if last.is_whitespace() {
            return if self.is_tied(at) {
                square * NAME
            } else if self.names {
                self.between_names(at, square)
            } else if is_parted(self.text, at) {
                0
            } else {
                square / 16
            };
        }
        if self.names {
            // Where a name is longer than a line, it is parted between words.
            return if is_closing(last) || "/／|｜丨".contains(last) {
                square / 8
            } else {
                self.between_words(at, square) * NAME
            };
        }
        let dash = is_dash(after) && !is_dash(last);
        if dash || "，。：；！？".contains(last) || is_stroke(last) {
            square / 8
        } else if opens_bracket(after) && !opens_bracket(last) && self.stands_out(at, after) {
            square / 4
        } else if is_closing(last) || is_opening(after) && after != '“' && after != '‘' {
            square / 2
        } else if self.is_in_number(at) {
            square * NAME
        } else {
            self.between_words(at, square)
        }
    }

    /// Whether what stands in brackets from a byte on belongs to what follows or to all that goes before: a title, or what
    /// ends the text (（探访）). What stands in round brackets else belongs to the word before: 计划（第二期）启动.
    fn stands_out(&self, at: usize, opening: char) -> bool {
        let partner = BRACKETS.iter().find(|pair| pair.0 == opening);
        let rest = self.text.get(at..).unwrap_or("").trim_end();
        let ends = |closing: char| rest.find(closing) == Some(rest.len() - closing.len_utf8());
        !matches!(opening, '（' | '(' | '［' | '[' | '｛')
            || partner.is_some_and(|&(_, closing)| rest.ends_with(closing) && ends(closing))
    }

    /// Whether a byte stands within a bracket or title that fits a line.
    fn is_kept(&self, at: usize) -> bool {
        let next = self.kept.partition_point(|&(from, _)| from < at);
        let last = next.checked_sub(1).and_then(|i| self.kept.get(i));
        last.is_some_and(|&(_, fits)| fits)
    }

    /// Whether a byte stands within a number in Han, or between it and what it counts: 第二十|二|次会议, “十五|五”. A figure
    /// that ends another word (统一) begins no number.
    fn is_in_number(&self, at: usize) -> bool {
        /// Bytes of the longest number that is looked at.
        const LONGEST: usize = 64;
        let before = self.text.get(..at).unwrap_or("");
        let after = self.text.get(at..).unwrap_or("");
        let next = after.chars().next().unwrap_or(' ');
        let goes_on = FIGURES.contains(next);
        if goes_on && before.ends_with('第') {
            return true;
        }
        let figures = before.char_indices().rev();
        let figures = figures.take_while(|&(from, c)| FIGURES.contains(c) && at - from <= LONGEST);
        let mut starts = figures.map(|(from, _)| from);
        let begins = |from: usize| {
            let lead = self.text.get(..from).unwrap_or("");
            lead.ends_with('第') || self.starts.binary_search(&from).is_ok()
        };
        let ends = self.starts.binary_search(&(at + next.len_utf8())).is_ok();
        (goes_on || is_counter(next) && ends) && starts.any(begins)
    }

    /// Whether a line's best place for what stands at a byte is its head, where the text's rule would rather have it at
    /// an end: a dash.
    pub fn begins_well(&self, at: usize) -> bool {
        let last = self.text.get(..at).and_then(|t| t.chars().next_back());
        let after = self.text.get(at..).and_then(|t| t.chars().next());
        after.is_some_and(is_dash) && last.is_some_and(|c| !is_dash(c) && !c.is_whitespace())
    }

    /// Whether a space between Han, or after their marks, stands before a byte: there a paper ends a line.
    pub fn is_parted(&self, at: usize) -> bool {
        is_parted(self.text, at) && !self.is_tied(at)
    }

    /// Whether what a blank parts before this byte is one all the same.
    fn is_tied(&self, at: usize) -> bool {
        if self.tied.binary_search(&at).is_ok() {
            return true;
        }
        let before = self.text.get(..at).map_or("", str::trim_end);
        let after = self.text.get(at..).unwrap_or("");
        let figure = before.chars().next_back().is_some_and(is_figure);
        let han = after.chars().take_while(|&c| is_wide_word(c)).count();
        let next = after.chars().next().unwrap_or(' ');
        let alone = || self.starts.binary_search(&(at + next.len_utf8())).is_ok();
        let unit = (1..=UNIT).contains(&han) || is_counter(next) && alone();
        // 1811 字, 35 km; 第 10 届.
        figure && (unit || next.is_ascii_alphabetic() || is_unit(next))
            || before.ends_with('第') && is_figure(next)
    }

    /// What a blank costs in a line of names: least before one who writes, and more behind the word for it.
    fn between_names(&self, at: usize, square: u64) -> u64 {
        let before = self.text.get(..at).map_or("", str::trim_end);
        let after = self.text.get(at..).unwrap_or("");
        let mut words = after.split_inclusive(char::is_whitespace);
        let next = words.next().unwrap_or("");
        let beyond = at + next.len();
        let next = next.trim_end();
        let called = |word: &str| WRITERS.iter().any(|own| word.ends_with(own));
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_wide_word(c));
        if called(before) {
            square
        } else if before.ends_with('·') || called(next) {
            0
        } else if next.chars().nth(1).is_none()
            && next.starts_with(is_wide_word)
            && self.tied.binary_search(&beyond).is_err()
        {
            // 李强 摄.
            square
        } else if latin(before.chars().next_back()) && latin(next.chars().next()) {
            square / 4
        } else {
            square / 16
        }
    }

    /// What ending a line between two words costs, or within one.
    fn between_words(&self, at: usize, square: u64) -> u64 {
        let Ok(index) = self.starts.binary_search(&at) else {
            return square * 4;
        };
        let word = |from: Option<usize>, to: Option<usize>| {
            let to = to.and_then(|i| self.starts.get(i)).copied();
            let from = from.and_then(|i| self.starts.get(i)).copied();
            let word = from.zip(to).and_then(|(from, to)| self.text.get(from..to));
            let mut chars = word.unwrap_or("").chars();
            // Only a word of one Han can belong to another.
            chars
                .next()
                .filter(|&c| chars.next().is_none() && is_wide_word(c))
        };
        let ends = word(index.checked_sub(1), Some(index));
        let begins = word(Some(index), Some(index + 1));
        let figure_at = |at: usize| {
            let figure = self.text.get(at..).and_then(|t| t.chars().next());
            figure.is_some_and(|c| FIGURES.contains(c) || c.is_ascii_digit())
        };
        let figure = figure_at(at);
        // 下一篇, 上两届.
        let tells_which = |c: char, at: usize| "下上前后後".contains(c) && figure_at(at);
        let leads =
            ends.is_some_and(|c| LEADING.contains(c) || BOUND.contains(c) || tells_which(c, at));
        // A suffix, a particle: 开发 and 区, 成就 and 展, 开幕 and 了.
        let trails = begins.is_some_and(|c| {
            let begins_more = LEADING.contains(c) || BOUND.contains(c) || figure;
            !begins_more && !tells_which(c, at + c.len_utf8())
        });
        // A number and what it counts.
        let counts = ends.is_some_and(|c| FIGURES.contains(c));
        square * (1 + u64::from(leads) + u64::from(trails) + u64::from(counts))
    }
}

/// Whether a space between Han, or after their marks, stands before a byte.
fn is_parted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at..).and_then(|t| t.chars().next());
    let words = before.trim_end();
    let han = |c: char| is_wide_word(c) || is_closing(c);
    words.len() < before.len()
        && after
            .is_some_and(|after| is_wide_word(after) || words.chars().next_back().is_some_and(han))
}

/// Whether a character is a bracket or title mark that opens.
fn opens_bracket(c: char) -> bool {
    BRACKETS.iter().any(|&(opening, _)| opening == c)
}

/// The bytes from which on what stands in the innermost bracket or title fits a line of so many cells, or does not.
fn kept(text: &str, measure: u32) -> Vec<(usize, bool)> {
    let mut kept: Vec<(usize, bool)> = Vec::new();
    // Those that are open: what closes them, their place among the bytes, and the cells before them.
    let mut open: Vec<(char, usize, u32)> = Vec::new();
    // Those that close, and the openings that stand around them.
    let mut closed: Vec<(usize, usize)> = Vec::new();
    let mut cells = 0;
    // As a terminal shows them that gives them most.
    for cluster in clusters(text, Ambiguous::Wide) {
        let before = cells;
        cells += u32::from(cluster.width);
        let opened = BRACKETS.iter().find(|pair| pair.0 == cluster.first);
        if let Some(&(_, closing)) = opened {
            open.push((closing, kept.len(), before));
            kept.push((cluster.at, false));
        } else if let Some((_, place, from)) = open.pop_if(|open| open.0 == cluster.first) {
            if let Some((_, fits)) = kept.get_mut(place) {
                *fits = cells - from <= measure;
            }
            if let Some(&(_, around, _)) = open.last() {
                closed.push((kept.len(), around));
            }
            kept.push((cluster.at, false));
        }
    }
    for (closing, around) in closed {
        let fits = kept.get(around).is_some_and(|&(_, fits)| fits);
        if let Some(entry) = kept.get_mut(closing) {
            entry.1 = fits;
        }
    }
    kept
}

/// The bytes behind blanks between Han that stand singly: a name or a word set wide (李 强, 启 事). Four and more of an
/// even number are names in pairs.
fn tied(text: &str) -> Vec<usize> {
    let mut tied = Vec::new();
    let mut singles: Vec<usize> = Vec::new();
    let mut end_run = |singles: &mut Vec<usize>| {
        let pairs = singles.len() > 2 && singles.len().is_multiple_of(2);
        let inner = singles.iter().enumerate().skip(1);
        tied.extend(
            inner
                .filter(|(n, _)| !pairs || n % 2 == 1)
                .map(|(_, &at)| at),
        );
        singles.clear();
    };
    // What Han stand together, and where the last of them end.
    let mut run: Option<(Range<usize>, usize)> = None;
    let mut parted = true;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        if is_wide_word(c) {
            match &mut run {
                Some((range, count)) => {
                    range.end = at + c.len_utf8();
                    *count += 1;
                }
                None => run = Some((at..at + c.len_utf8(), 1)),
            }
            continue;
        }
        if let Some((range, count)) = run.take() {
            if count > 1 || !parted {
                end_run(&mut singles);
            }
            if count == 1 {
                singles.push(range.start);
            }
        }
        parted = c.is_whitespace();
        if !parted {
            end_run(&mut singles);
        }
    }
    tied
}

/// A sign that figures have behind them.
fn is_unit(c: char) -> bool {
    matches!(
        c,
        '%' | '％' | '‰' | '℃' | '℉' | '°' | '㎡' | '㎏' | '㎞' | '㎝' | '㎜'
    )
}

/// A dash's strokes.
pub fn is_dash(c: char) -> bool {
    is_stroke(c) && !matches!(c, '…' | '⋯')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with a stroke where a line ends for nothing, and `=` where it ends only if nothing else is left.
    fn marked(sense: &Sense) -> String {
        let mut marked = String::new();
        for (at, c) in sense.text.char_indices() {
            let blank = sense.text.get(..at).is_some_and(|t| t.ends_with(' '));
            if at > 0 && blank && c != ' ' {
                match sense.price(at, 64) {
                    0..=4 => marked.push('|'),
                    4096.. => marked.push('='),
                    _ => {}
                }
            }
            marked.push(c);
        }
        marked
    }

    #[test]
    fn a_blank_parts_names_but_not_the_two_han_of_one() {
        for (text, expected) in [
            ("孙广勇 黄培昭 李 强", "孙广勇 |黄培昭 |李 =强"),
            ("李 强 王 伟", "李 =强 |王 =伟"),
            ("记者 李 强 通讯员 王伟", "记者 李 =强 |通讯员 王伟"),
            ("记者 孙广勇 通讯员 王伟", "记者 孙广勇 |通讯员 王伟"),
            ("李强 摄", "李强 摄"),
        ] {
            assert_eq!(marked(&Sense::of_names(text)), expected);
        }
    }

    #[test]
    fn a_number_is_not_parted_from_its_unit() {
        for text in [
            "1811 =字",
            "1811 =characters",
            "全长 |35 =公里",
            "第 =10 =届茶会",
            "营收 |2024 |我们再出发",
        ] {
            let bare = text.replace(['|', '='], "");
            assert_eq!(marked(&Sense::of(&bare)), text);
        }
    }

    /// A text with a stroke where a line's end tears nothing, and `=` where it tears a number.
    fn parts(text: &str) -> String {
        let sense = Sense::of(text);
        let mut parts = String::new();
        for (at, c) in text.char_indices() {
            match sense.price(at, 64) {
                0..=192 if at > 0 => parts.push('|'),
                4096.. => parts.push('='),
                _ => {}
            }
            parts.push(c);
        }
        parts
    }

    #[test]
    fn a_number_in_han_is_not_parted_nor_from_what_it_counts() {
        for (text, whole) in [
            ("人大常委会第二十二次会议", "第=二=十=二=次|会议"),
            ("政协第十四届会议", "第=十=四=届|会议"),
            ("“十五五”规划", "十=五=五"),
            ("于二〇二五年开工", "二=〇=二=五=年|开工"),
            ("统一二十个标准", "统一|二=十=个|标准"),
        ] {
            assert!(parts(text).contains(whole), "{}", parts(text));
        }
        for text in ["统一标准", "唯一年画", "百姓日子", "万科技术"] {
            assert!(!parts(text).contains('='), "{}", parts(text));
        }
    }

    #[test]
    fn brackets_and_titles_are_parted_only_where_they_have_to_be() {
        let text = "印发《国民健康“十五五”规划》通知（高质量发展）";
        let place = |words: &str| text.find(words).unwrap_or(0);
        let price = |words: &str, measure| {
            let sense = Sense::of(text).in_lines(measure);
            sense.price(place(words), 64)
        };
        for within in ["健康", "规划", "质量", "发展"] {
            assert!(price(within, 40) > 4 * price("通知", 40), "{within}");
            assert!(price(within, 40) < 64 * NAME, "{within}");
            // What no line holds whole is running text.
            assert!(price(within, 12) <= 4 * 64, "{within}");
        }
        for before in ["《", "（"] {
            assert!(price(before, 40) < price("通知", 40), "{before}");
            assert!(price(before, 40) < 64 / 2, "{before}");
        }
        let kept = |text: &str, measure| -> Vec<bool> {
            let sense = Sense::of(text).in_lines(measure);
            text.char_indices()
                .map(|(at, _)| sense.is_kept(at))
                .collect()
        };
        // One within another that is too long, and what closes nothing.
        assert_eq!(
            kept("（茶（水）茶茶）茶", 8),
            [false, false, false, true, true, false, false, false, false]
        );
        assert_eq!(kept("（茶》水", 8), [false; 4]);
        let whole = [false, true, true, true, true, true, false];
        assert_eq!(kept("（茶（水））茶", 12), whole);
    }

    #[test]
    fn words_are_parted_before_a_word_is() {
        let text = "开发区电池工厂";
        let sense = Sense::of(text);
        let price = |before: &str| sense.price(text.find(before).unwrap_or(0), 1);
        assert!(price("电池") < price("池"));
        assert!(price("工厂") < price("厂"));
        for (text, part) in [("第二十一分公司", "公司"), ("茶会副园长", "园长")] {
            let at = text.find(part).unwrap_or(0);
            assert!(Sense::of(text).price(at, 64) >= 2 * 64, "{text}");
        }
        let names = "记者孙广勇";
        let sense = Sense::of_names(names);
        assert!(sense.price("记者孙广".len(), 1) >= 64);
    }
}
