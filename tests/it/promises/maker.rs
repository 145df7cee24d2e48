//! Texts made of the lines that newspapers have, by choices: headings, bylines, datelines, what belongs to the page,
//! markup, odd characters, lines cut in columns; and papers of the tests with such lines in them.

use super::dice::Dice;
use std::sync::LazyLock;

/// Papers of the tests, to be damaged.
const PAPERS: &[&str] = &[
    include_str!("../papers/broadcast.md"),
    include_str!("../papers/campus.md"),
    include_str!("../papers/court.txt"),
    include_str!("../papers/digest.md"),
    include_str!("../papers/early.md"),
    include_str!("../papers/evening.txt"),
    include_str!("../papers/front-matter.md"),
    include_str!("../papers/gazette-en.md"),
    include_str!("../papers/jianbao.txt"),
    include_str!("../papers/links.md"),
    include_str!("../papers/ocr.md"),
    include_str!("../papers/pages.md"),
    include_str!("../papers/ruled.md"),
    include_str!("../../../assets/sample.txt"),
];

/// Kinds of lines, one a line: in each `{}` stands for words, `{1}` for a number, `{o}` for something odd, `␣` for a
/// blank, `⇥` for a tab, `⏎` for a line's end and `␀` for nothing. What begins with `#!` says what follows.
const LINES: &str = include_str!("lines.txt");

const WORDS: &[&str] = &[
    "江水",
    "渡口的灯",
    "王小川",
    "李大江",
    "茶农",
    "新桥昨日通车",
    "春潮涌动处",
    "一百二十",
    "要闻",
    "记者",
    "山城",
    "本报",
    "他说",
    "在河堤上走了很久很久",
    "A",
    "b c",
    "3.5%",
    "2025年",
    "tea-house",
    "Rust",
    "《茶经》",
    "“好”",
    "（小议）",
    "……",
    "——",
    "、",
    " ",
    "",
];

const ODD: &[&str] = &[
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{2060}",
    "\u{ad}",
    "\u{301}",
    "\u{fe0f}",
    "👩\u{200d}👩\u{200d}👧",
    "🇨🇳",
    "1\u{fe0f}\u{20e3}",
    "\u{3000}",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{b}",
    "\u{c}",
    "\r",
    "\0",
    "\u{1b}[31m",
    "\u{1b}]0;a\u{7}",
    "\u{9b}2J",
    "\u{202e}",
    "\u{2066}",
    "\u{61c}",
    "\u{fff9}",
    "\u{e0041}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{7f}",
    "&amp;",
    "&nbsp;",
    "&#10;",
    "&#x2028;",
    "&lt;b&gt;",
    "&#0;",
    "&NotEqualTilde;",
    "&copy",
    "&#13;&#9;",
    "\u{309a}",
    "か\u{3099}",
    "ﬁ",
    "\t",
    "\\*",
];

const ENDS: &[&str] = &[
    "\n", "\n\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "\n\n\n", "", "\n\u{c}", "  \n", "\n \n",
];

/// The most lines that are made, and the most characters that one choice repeats.
const MOST: usize = 90;

/// A file: mostly a text in UTF-8, else in another encoding, or bytes as they are.
pub fn bytes(dice: &mut Dice) -> Vec<u8> {
    match dice.below(12) {
        9 => encoding_rs::GB18030.encode(&text(dice)).0.into_owned(),
        10 => text(dice)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        11 => dice.rest().to_vec(),
        _ => text(dice).into_bytes(),
    }
}

/// A text.
pub fn text(dice: &mut Dice) -> String {
    match dice.below(8) {
        4 | 5 => damaged(dice),
        6 => soup(dice),
        7 => String::from_utf8_lossy(dice.rest()).into_owned(),
        _ => lines(dice),
    }
}

/// Lines one after the other.
fn lines(dice: &mut Dice) -> String {
    let mut made: Vec<String> = Vec::new();
    while !dice.ends() && made.len() < MOST {
        let piece = match dice.below(24) {
            // Running heads recur.
            20 => made
                .get(dice.below(made.len()))
                .cloned()
                .unwrap_or_default(),
            21 => column(dice),
            22 => dice
                .of(&[
                    "\n", "_", "**", "　", "江", "> ", "#", "[", "<b>", "\u{301}",
                ])
                .repeat(dice.below(300)),
            23 => {
                let whole = line(dice);
                let kept = dice.below(whole.chars().count());
                whole.chars().take(kept).collect()
            }
            _ => line(dice) + dice.of(ENDS),
        };
        made.push(piece);
    }
    made.concat()
}

/// The kinds of lines.
fn kinds() -> &'static [&'static str] {
    static KINDS: LazyLock<Vec<&str>> =
        LazyLock::new(|| LINES.lines().filter(|l| !l.starts_with("#!")).collect());
    &KINDS
}

/// One line.
fn line(dice: &mut Dice) -> String {
    let mut out = String::new();
    let mut rest = dice.of(kinds());
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (hole, after) = after.split_once('}').unwrap_or(("", after));
        match hole {
            "1" => out.push_str(dice.of(&["1", "2", "9", "12", "0", "003", "2025", "99999999999"])),
            "o" => odd(dice, &mut out),
            _ => words(dice, &mut out),
        }
        rest = after;
    }
    out.push_str(rest);
    for (sign, meant) in [("␣", " "), ("⇥", "\t"), ("⏎", "\n"), ("␀", "")] {
        out = out.replace(sign, meant);
    }
    out
}

fn words(dice: &mut Dice, out: &mut String) {
    for _ in 0..=dice.below(3) {
        out.push_str(dice.of(WORDS));
    }
    if dice.once_in(12) {
        odd(dice, out);
    }
}

fn odd(dice: &mut Dice, out: &mut String) {
    if dice.once_in(6) {
        out.push(dice.character());
    } else {
        out.push_str(dice.of(ODD));
    }
}

/// A paragraph in lines cut at a column's width.
fn column(dice: &mut Dice) -> String {
    let width = 4 + dice.below(30);
    let mut text = String::from("　　");
    for _ in 0..4 + dice.below(40) {
        text.push_str(dice.of(WORDS));
        text.push_str(dice.of(&["", "，", "。", "", "的"]));
    }
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunks(width)
        .map(|line| line.iter().collect::<String>() + "\n")
        .collect()
}

/// A paper some lines of which are gone, doubled, moved, cut, joined, or put in.
fn damaged(dice: &mut Dice) -> String {
    let mut lines: Vec<String> = dice.of(PAPERS).lines().map(str::to_owned).collect();
    let mut changes = 0;
    while !dice.ends() && changes < MOST {
        changes += 1;
        let at = dice.below(lines.len());
        let other = dice.below(lines.len());
        match dice.below(9) {
            0 => lines.insert(at, line(dice)),
            1 => drop(lines.splice(at..(at + other).min(lines.len()), [])),
            2 if !lines.is_empty() => lines.insert(at, lines[other].clone()),
            3 if !lines.is_empty() => lines.swap(at, other),
            4 if !lines.is_empty() => {
                let cut = lines[at].chars().count() / 2;
                let rest = lines[at].chars().skip(cut).collect();
                lines[at] = lines[at].chars().take(cut).collect();
                lines.insert(at + 1, rest);
            }
            5 if !lines.is_empty() => {
                let bare = lines[at].trim_start_matches(['#', ' ', '*', '|', '-']);
                lines[at] = String::from(bare);
            }
            6 if !lines.is_empty() => {
                let head = dice.of(&["# ", "> ", "- ", "　　", "**", "1. ", "## ", "（"]);
                lines[at].insert_str(0, head);
            }
            7 if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at].push_str(&next);
            }
            _ => {
                if let Some(line) = lines.get_mut(at) {
                    odd(dice, line);
                }
            }
        }
    }
    lines.join("\n")
}

/// Signs and words without any order.
fn soup(dice: &mut Dice) -> String {
    const SIGNS: &[&str] = &[
        "#", " ", "*", "_", "`", "[", "]", "(", ")", "<", ">", "!", "|", "-", "+", "=", ":", "&",
        ";", "\\", "~", "\n", "\n\n", "1", ".", "一", "、", "第", "版", "（", "）", "：", "。",
        "江水", "a", "\r", "\t", "　", "^", "\"",
    ];
    let mut text = String::new();
    while !dice.ends() {
        if dice.once_in(30) {
            odd(dice, &mut text);
        } else {
            text.push_str(dice.of(SIGNS));
        }
    }
    text
}
