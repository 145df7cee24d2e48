//! What stands at the right: who signs a notice or a letter, and when (落款), and whose words a quotation is. The model has
//! them as paragraphs, lines of verse or quotations; form and place tell them when they are set.

mod day;
mod name;

use super::{
    super::{
        Row, RowRole,
        class::{is_han, is_opening},
        display::{Shown, Space},
        list::is_numbered,
        paragraph::{Frame, Typesetting},
    },
    page::Page,
};
use crate::issue::{Article, Block, BlockKind, Span, Text};
use day::Day;
use name::{is_name, makes};

/// Characters of a signature's line, and of who said something, at most.
const LONGEST: usize = 28;
/// Lines that say what is enclosed, at most.
const ENCLOSED: usize = 12;
/// Lines of a signature above its date, at most: several bodies sign a notice together.
const SIGNERS: usize = 4;
/// Bytes of a text that may be such a line, at most.
const BYTES: usize = 4 * LONGEST;

/// With these words a notice or a letter ends before it is signed.
const FORMULAS: &str = "特此通知 特此公告 特此通告 特此公示 特此函告 特此函复 特此说明 特此声明 特此更正 特此启事 特此致谢 特此报告 特此证明 特此批复 \
    特此致歉 此致 敬礼 此复 专此 谨启 以上通知 请予公告 顺颂 即颂 敬请 祝";
/// And so does a letter in English.
const ENGLISH_FORMULAS: [&str; 7] = [
    "Sincerely",
    "Yours",
    "Best",
    "Kind regards",
    "Regards",
    "Respectfully",
    "Faithfully",
];
/// Who writes what stands above a dash, whether it is a quotation or not.
const WRITERS: &str = "题记 題記 编者 編者 笔者 编辑部";
/// The lines of an article that stand at the right, with those that stand there together.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    groups: Vec<Vec<Text>>,
    /// Each line's place, and its group; in order.
    lines: Vec<(Span, usize)>,
}

impl Signed {
    /// Of an article.
    pub fn of(article: &Article, source: &str) -> Self {
        let mut signed = Self::default();
        let blocks = &article.blocks;
        let lines: Vec<Line> = blocks.iter().map(|block| Line::of(block, source)).collect();
        for at in 1..blocks.len() {
            if is_said_by(&lines, at) {
                signed.add(&blocks[at..=at]);
            }
        }
        // Where other lines are dates alone, or end with one, an unsigned one is one of them.
        let dates = lines.iter().filter(|line| line.day.is_some()).count();
        for at in 1..blocks.len() {
            if let Some(first) = signature(&lines, at, dates) {
                signed.add(&blocks[first..=at]);
            }
        }
        signed.lines.sort_unstable();
        signed
    }

    fn add(&mut self, blocks: &[Block]) {
        let group = self.groups.len();
        let places = blocks.iter().map(|block| (block.text.hull(), group));
        self.lines.extend(places);
        let texts = blocks.iter().map(|block| block.text.clone());
        self.groups.push(texts.collect());
    }

    /// What stands at the right together with a block and is itself among it; `None` for any other block.
    pub fn group(&self, block: &Block) -> Option<&[Text]> {
        let place = block.text.hull();
        let at = self
            .lines
            .binary_search_by_key(&place, |line| line.0)
            .ok()?;
        self.groups.get(self.lines.get(at)?.1).map(Vec::as_slice)
    }
}

/// What a block shows at a glance.
struct Line {
    kind: BlockKind,
    /// Its words where they are few; nothing else.
    words: String,
    /// The day or month that it is, or that it ends with.
    day: Option<Day>,
    /// Whether it is a sentence's end.
    ends: bool,
    /// Whether it ends with the full stop of alphabets.
    stops: bool,
    /// Whether it is all in quotation marks.
    quoted: bool,
}

impl Line {
    fn of(block: &Block, source: &str) -> Self {
        let first = block
            .text
            .runs
            .first()
            .map_or("", |run| run.span.of(source));
        let last = block.text.runs.last().map_or("", |run| run.span.of(source));
        let first = first.trim_start().trim_start_matches(['>', ' ']);
        let last = last.trim_end();
        let text = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Verse | BlockKind::Quote | BlockKind::Subhead
        );
        let bytes: usize = block.text.runs.iter().map(|run| run.span.len()).sum();
        let words = if text && bytes <= BYTES {
            block.text.of(source)
        } else {
            String::new()
        };
        let words = words.trim().trim_start_matches(['>', ' ', '\u{3000}']);
        Self {
            kind: block.kind,
            day: Day::of(words),
            words: words.to_owned(),
            ends: last.ends_with(['。', '！', '？', '!', '?', '”', '」', '…', '）']),
            stops: last.ends_with('.'),
            quoted: first.starts_with(['“', '「', '『', '"'])
                && last
                    .trim_end_matches('。')
                    .ends_with(['”', '」', '』', '"']),
        }
    }

    /// Whether it may be a name that signs: short, without a mark of a sentence.
    fn may_sign(&self) -> bool {
        let words = self.words.as_str();
        let count = words.chars().count();
        (2..=LONGEST).contains(&count)
            && self.kind != BlockKind::Quote
            && self.day.is_none()
            && !self.is_formula()
            && is_name(words)
            && (!makes(words) || words.starts_with("编辑部"))
    }

    fn is_formula(&self) -> bool {
        let count = self.words.chars().count();
        if ENGLISH_FORMULAS.iter().any(|f| self.words.starts_with(f)) {
            return count <= LONGEST && self.words.ends_with(',');
        }
        count <= 16 && FORMULAS.split(' ').any(|word| self.words.starts_with(word))
    }

    /// Whether it says what is enclosed with a notice.
    fn encloses(&self) -> bool {
        let named = self.words.strip_prefix("附件").unwrap_or("");
        let rest = named.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit());
        let counted = rest.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
        counted.starts_with(['：', ':', '、', '.']) || self.words.starts_with("附：")
    }

    /// What follows a dash that it begins with.
    fn after_dash(&self) -> Option<&str> {
        let rest = self.words.trim_start_matches(['—', '–', '―', '─', '-']);
        let strokes = self.words.get(..self.words.len() - rest.len())?;
        // One stroke of a hyphen is a list's, and what is glued to two may be an option.
        let typed = strokes.contains('-');
        let parted = rest.starts_with(|c: char| c.is_whitespace() || is_han(c) || c == '《');
        (!strokes.is_empty() && !typed || strokes.chars().count() > 1 && parted)
            .then(|| rest.trim())
    }
}

/// The first line of those that sign what stands above and end with this one: who signs above a date, or alone below a
/// formula.
fn signature(lines: &[Line], last: usize, dates: usize) -> Option<usize> {
    let day = lines[last].day;
    if day.is_none() && !lines[last].may_sign() {
        return None;
    }
    let ended = ends_part(lines.get(last + 1..)?);
    let end = if day.is_some() { last } else { last + 1 };
    let signers = lines[..end].iter().rev();
    let signers = signers.take(SIGNERS + 1).take_while(|line| line.may_sign());
    let signers = signers.count();
    let first = end - signers;
    let above = lines.get(above_enclosures(lines, first).checked_sub(1)?)?;
    let formal = above.is_formula();
    let ends = above.ends || day == Some(Day::English) && above.stops;
    let text = above.kind != BlockKind::Quote && ends || formal;
    let alone = dates == 1 && ended == Some(true);
    // A list of names, or a poem, signs nothing.
    let who = match day {
        Some(Day::Plain) => signers <= SIGNERS && (signers > 0 || alone),
        Some(Day::Placed | Day::English) => (1..=SIGNERS).contains(&signers),
        Some(Day::Signed) => signers == 0 && alone,
        None => (1..=2).contains(&signers) && formal,
    };
    (text && who && ended.is_some()).then_some(first)
}

/// The first of the lines right above a place that say what is enclosed: 附件：名单, and those numbered below it. The
/// place itself where none do.
fn above_enclosures(lines: &[Line], place: usize) -> usize {
    let above = lines.get(..place).unwrap_or_default();
    let from = place.saturating_sub(ENCLOSED);
    let mut first = place;
    for (at, line) in above.iter().enumerate().skip(from).rev() {
        if line.encloses() {
            first = at;
        } else if line.kind != BlockKind::List && !is_numbered(&line.words) {
            break;
        }
    }
    first
}

/// Whether what follows a line leaves it the last of what is signed: `true` where the article's text ends with it, `false`
/// where a subhead begins another part.
fn ends_part(after: &[Line]) -> Option<bool> {
    let aside = |line: &&Line| {
        let kind = matches!(
            line.kind,
            BlockKind::Note | BlockKind::Caption | BlockKind::Image
        );
        kind || line.encloses()
            || line.words.starts_with(['（', '(']) && line.words.ends_with(['）', ')'])
    };
    match after.iter().find(|line| !aside(line)) {
        None => Some(true),
        Some(next) if next.kind == BlockKind::Rule => Some(true),
        Some(next) if next.kind == BlockKind::Subhead && next.day.is_none() => Some(false),
        Some(_) => None,
    }
}

/// Whether a line says whose words stand above it.
fn is_said_by(lines: &[Line], at: usize) -> bool {
    let Some(who) = lines[at].after_dash() else {
        return false;
    };
    let above = &lines[at - 1];
    let short = (1..=LONGEST).contains(&who.chars().count());
    let quote = lines[at].kind == BlockKind::Quote;
    // Lines that begin with a dash one after the other are a dialogue's.
    let speaks =
        |line: &Line| line.after_dash().is_some() && (!quote || line.kind == BlockKind::Quote);
    if !short || speaks(above) || lines.get(at + 1).is_some_and(speaks) {
        return false;
    }
    // A sentence is what somebody says.
    if who.ends_with(['。', '！', '？', '…']) || is_deck(above, who) {
        return false;
    }
    if quote {
        return above.kind == BlockKind::Quote;
    }
    let name =
        !who.contains(|c: char| "。！？；：!?;:…“”".contains(c) || is_opening(c) && c != '《');
    let quotation = above.quoted || matches!(above.kind, BlockKind::Quote | BlockKind::Verse);
    let bare: String = who.split_whitespace().collect();
    let writes = WRITERS.split(' ').any(|writer| bare == writer) || bare.starts_with("本报记者");
    // Newsletters type the dash, and quote without marks.
    let typed = lines[at].words.starts_with("--") && above.ends && above.kind != BlockKind::Code;
    name && (quotation || writes || typed)
}

/// Whether what stands behind a dash is the deck of a headline in quotation marks: “早春的茶”——裴三娘和她的茶园.
fn is_deck(above: &Line, who: &str) -> bool {
    let sentence = above.words.contains(['。', '！', '？', '…', '；']);
    let about = ["写在", "写给", "献给", "记", "访", "致"]
        .iter()
        .any(|word| who.starts_with(word) && !who.starts_with("记者"));
    let told = [
        "故事", "纪实", "侧记", "手记", "札记", "观察", "综述", "回眸", "巡礼", "之路",
    ]
    .iter()
    .any(|word| who.ends_with(word));
    let quoted = above.quoted || above.kind == BlockKind::Quote;
    let title = who.contains('的') && !who.contains(['《', ' ', '，']) && above.quoted;
    quoted && !above.words.is_empty() && !sentence && (about || told || title)
}

impl Page<'_> {
    /// Sets a line that stands at the right, each of its group in the middle of the longest.
    pub(super) fn signed(&mut self, block: &Block, number: usize, group: &[Text]) {
        let role = match block.kind {
            BlockKind::Quote => RowRole::Quote,
            BlockKind::Verse => RowRole::Verse,
            _ => RowRole::Body,
        };
        let end = self.measure.saturating_sub(self.inset(4)).max(1);
        let cells = |shown: &Shown| {
            let text = shown.text.get(shown.trimmed()).unwrap_or("");
            self.cells_of(text)
        };
        let lines = group.iter().map(|text| self.shown(text, Space::Plain));
        let widest = lines.map(|line| cells(&line)).max().unwrap_or(0).min(end);
        let shown = self.shown(&block.text, Space::Plain);
        let frame = Frame {
            measure: end,
            ..Frame::default()
        };
        let style = self.style.unfilled();
        let blank = Row::new(role, Some(number));
        let mut rows = Vec::new();
        let lines = Typesetting::new(&shown, 0..shown.text.len(), &style, frame).by_sense();
        lines.rows(role, Some(number), &blank, &mut rows);
        let mut above: Option<Row> = None;
        for line in rows {
            if line.role == RowRole::Ruby {
                above = Some(line);
                continue;
            }
            let wide = line.width().max(above.as_ref().map_or(0, Row::width));
            let left = end.saturating_sub(widest.max(wide)) + widest.saturating_sub(wide) / 2;
            for line in above.take().iter().chain([&line]) {
                let mut row = Row::new(line.role, line.block);
                row.pad(self.style.even(left));
                row.join(line);
                self.rows.push(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Run;

    /// The lines of an article that stand at the right, by its paragraphs; `> ` begins a quotation, `v ` a line of verse, `# ` a
    /// subhead.
    fn signed(paragraphs: &[&str]) -> Vec<String> {
        let mut source = String::new();
        let mut article = Article::default();
        for paragraph in paragraphs {
            let (kind, words) = match paragraph.split_once(' ') {
                Some((">", words)) => (BlockKind::Quote, words),
                Some(("v", words)) => (BlockKind::Verse, words),
                Some(("#", words)) => (BlockKind::Subhead, words),
                Some(("n", words)) => (BlockKind::Note, words),
                Some(("-", words)) => (BlockKind::List, words),
                _ => (BlockKind::Paragraph, *paragraph),
            };
            let start = source.len();
            source.push_str(words);
            let span = Span::new(start, source.len());
            source.push('\n');
            article.blocks.push(Block {
                kind,
                text: Text {
                    runs: vec![Run { span, joint: None }],
                },
                depth: 0,
            });
        }
        let signed = Signed::of(&article, &source);
        let blocks = article.blocks.iter();
        let blocks = blocks.filter(|block| signed.group(block).is_some());
        blocks.map(|block| block.text.of(&source)).collect()
    }

    const TEXT: &str = "因管道检修，定于本月26日停止供水，请提前储水。";

    #[test]
    fn a_notice_or_letter_is_signed_at_its_end() {
        let day = "2023年10月24日";
        for (lines, expected) in [
            (vec![TEXT, "江城供水公司", day], 2),
            (
                vec![TEXT, "特此通知。", "江城供水公司", "江城城管局", day],
                3,
            ),
            (vec![TEXT, "特此通知。", "江城供水公司"], 1),
            (
                vec![TEXT, "v 此致", "v 敬礼！", "v 读者 王小满", "v 10月20日"],
                2,
            ),
            (vec![TEXT, "编辑部", "二〇二三年十月"], 2),
            (vec![TEXT, day, "n （注：以上均为北京时间）"], 1),
            (vec![TEXT, "2023.10.24夜"], 1),
            (
                vec![TEXT, "特此通知。", "附件：名单", "江城供水公司", day],
                2,
            ),
            (
                vec![TEXT, "附件：1. 名单", "2. 地图", "江城供水公司", day],
                2,
            ),
            (
                vec![TEXT, "附件：", "- 名单", "- 地图", "江城供水公司", day],
                2,
            ),
            (vec![TEXT, "江城供水公司", day, "附件1：名单"], 2),
            (vec![TEXT, "江城区居民 李强", "2025年3月4日于江城"], 2),
            (vec![TEXT, "李强", "写于2025年3月4日"], 2),
            (vec![TEXT, "江城供水公司 2025年3月4日"], 1),
            (vec![TEXT, "江城文化局", day], 2),
            (vec![TEXT, "文化局", day], 2),
            (
                vec!["Thank you for reading.", "The Editors", "March 4, 2025"],
                2,
            ),
            (
                vec!["Thank you.", "Sincerely,", "Li Qiang", "4 March 2025"],
                2,
            ),
            (
                vec![
                    TEXT,
                    "王小满",
                    "10月20日",
                    "# 另一封信",
                    TEXT,
                    "李大河",
                    "说明",
                ],
                2,
            ),
        ] {
            assert_eq!(signed(&lines).len(), expected, "{lines:?}");
        }
        let two = [TEXT, "王小满", "10月20日", "# 另一封信", "他来了。"];
        assert_eq!(signed(&two), ["王小满", "10月20日"]);
    }

    #[test]
    fn decrees_one_below_the_other_are_signed_each() {
        let lines = [
            "# 第七号",
            TEXT,
            "# 江城市长 王小满",
            "# 2023年10月24日",
            "# 第八号",
            TEXT,
            "# 江城市长 王小满",
            "# 2023年10月24日",
            "（本报江城10月24日电）",
        ];
        assert_eq!(signed(&lines).len(), 4);
    }

    #[test]
    fn what_looks_like_a_signature_and_is_none_stays() {
        for lines in [
            vec![TEXT, "大家都很高兴。"],
            vec![TEXT, "大家都很高兴"],
            vec![TEXT, "（记者 王小满）"],
            vec![TEXT, "责任编辑 王小满"],
            vec![TEXT, "记者 王小满"],
            vec!["2023年10月24日", TEXT],
            vec!["10月23日", TEXT, "10月24日"],
            vec!["v 春风又绿江南岸", "v 明月何时照我还", "v 王小满"],
            vec![TEXT, "一等奖", "甲", "乙", "丙", "丁", "戊", "10月20日"],
            vec!["本报讯 10月23日"],
            vec![TEXT, "# 渡口旧事", "# 10月20日", "那天下雨，他来了。"],
            vec![TEXT, "# 10月20日", TEXT, "# 10月21日", "# 清晨"],
            vec![TEXT, "3月4日于江城开幕"],
            vec![TEXT, "春节 2025年1月29日", "清明 2025年4月4日"],
            vec!["本表列出各节", "清明 2025年4月4日"],
            vec![TEXT, "责任编辑 王小满 2025年3月4日"],
            vec![TEXT, "江城供水公司 2025年3月4日", "他来了。"],
            vec![TEXT, "文 王小满", "2025年3月4日"],
            vec!["He came home.", "Edited by Li Qiang", "March 4, 2025"],
            vec!["He came home.", "March 4, 2025"],
            vec!["He came home", "The River", "March 4, 2025"],
            vec!["He came home.", "They met again", "March 4, 2025"],
        ] {
            assert!(signed(&lines).is_empty(), "{lines:?}");
        }
    }

    #[test]
    fn a_dash_under_a_quotation_says_whose_it_is() {
        for lines in [
            vec!["“好茶要慢慢喝。”", "——王小满"],
            vec!["> 好茶要慢慢喝。", "—— 王小满《茶话》"],
            vec!["> 好茶要慢慢喝。", "> ——王小满", "——你来了？"],
            vec!["“好茶要慢慢喝”。", "-- 王小满", "他接着说。"],
            vec!["v 海内存知己", "——王勃"],
            vec!["谨以此文献给渡口。", "——题记", TEXT],
            vec![TEXT, "-- Tea.example"],
            vec![TEXT, "-- 《茶话》", TEXT],
            vec!["> 好茶要慢慢喝。", "> --王小满"],
            vec!["> 好茶要慢慢喝。", "--王小满"],
            vec!["“好茶”", "——王小满的母亲裴三娘，八十岁"],
            vec![TEXT, "——编 者", TEXT],
            vec![TEXT, "——本报记者 王小满"],
        ] {
            assert_eq!(signed(&lines).len(), 1, "{lines:?}");
        }
        for lines in [
            vec!["——你来了？", "——来了。"],
            vec!["“你来了？”", "——来了", "——坐吧"],
            vec!["“你来了？”", "——他没有回答。"],
            vec!["他说完就走。", "——王小满"],
            vec!["“好茶。”", "- 王小满"],
            vec!["他说：", "-- 茶"],
            vec![TEXT, "-- 茶是好茶。"],
            vec!["——写在新桥通车之际", TEXT],
            vec!["> 对话：", "> ——你好。"],
            vec!["“好茶”", "——茶农和县长同劳动的故事"],
            vec!["“一片叶子”", "——老茶农和他的茶园", TEXT],
            vec!["> 用法：", "--help"],
        ] {
            assert!(signed(&lines).is_empty(), "{lines:?}");
        }
    }
}
