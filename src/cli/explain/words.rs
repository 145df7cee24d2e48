//! What `check --explain` says, in words.

use crate::app::parts::ReadAs;
use crate::cli::explain::Page;
use crate::issue::{BlockKind, MarkKind};
use crate::language::Language;
use crate::loader::{Evidence, Ground, Marked, Method, RankQuestion, Ranked, Reading};

impl Page<'_> {
    /// A piece of evidence, with the line that it is about where that is another.
    pub fn evidence(&self, evidence: &Evidence) -> String {
        let reason = self.language.reason(evidence.reason);
        let reason = match evidence.value {
            Some(value) => format!("{reason} ({})", (value * 100.).round() / 100.),
            None => reason.to_owned(),
        };
        let role = evidence.role.map(|r| self.language.role(r));
        match (evidence.line, role, self.zh()) {
            (Some(line), Some(role), true) => format!("第 {line} 行作{role}：{reason}"),
            (Some(line), None, true) => format!("第 {line} 行：{reason}"),
            (Some(line), Some(role), false) => format!("line {line} as {role}: {reason}"),
            (Some(line), None, false) => format!("line {line}: {reason}"),
            (None, ..) => reason,
        }
    }

    /// A reading in words.
    pub fn reading(&self, reading: &Reading) -> String {
        let zh = self.zh();
        match reading {
            Reading::Begins => self.say("另起一段", "begins a paragraph").to_owned(),
            Reading::GoesOn(line) if zh => format!("接第 {line} 行"),
            Reading::GoesOn(line) => format!("goes on with line {line}"),
            Reading::Alone => self.say("独立成行", "stands alone").to_owned(),
            Reading::Names => self.say("是人名署名", "is a byline of names").to_owned(),
            Reading::Article(begins, [from, to]) => {
                let lines = self.lines(*from, *to);
                match (begins, zh) {
                    (true, true) => format!("{lines}起一篇"),
                    (false, true) => format!("{lines}不起篇"),
                    (true, false) => format!("an article begins in {lines}"),
                    (false, false) => format!("no article begins in {lines}"),
                }
            }
            Reading::Shares(shares) => {
                let alike = shares.chunk_by(|a, b| a.1 == b.1);
                let each = alike.filter_map(|lines| {
                    let ((from, role), (to, _)) = (lines.first()?, lines.last()?);
                    let role = role
                        .map_or(self.say("正文或小标题", "text or subhead"), |r| {
                            self.language.role(r)
                        });
                    let space = self.say("", " ");
                    Some(format!("{}{space}{role}", self.lines(*from, *to)))
                });
                each.collect::<Vec<_>>().join(self.say("，", ", "))
            }
        }
    }

    /// How a text was read.
    pub fn read_by(&self, method: Method) -> &'static str {
        let (zh, en) = match method {
            Method::Exported | Method::Marks => (
                "照记号读，因为记号是作者自己加的：",
                "read by its marks, which are its writer's own:",
            ),
            Method::Plain => (
                "照行读，因为没有记号而段落完整：",
                "read by its lines, since it has no marks and its paragraphs are whole:",
            ),
            Method::Weighed => (
                "逐行权衡，因为记号和分行都靠不住：",
                "weighed line by line, since neither marks nor lines can be trusted:",
            ),
        };
        self.language.say(zh, en)
    }

    /// What was asked of a heading's rank, and the answer with its lead.
    pub fn ranked(&self, ranked: &Ranked) -> String {
        let (zh, en) = match ranked.question {
            RankQuestion::Section => (
                "这一级标题是下级标题的版名",
                "headings of this level are sections of the next level's",
            ),
            RankQuestion::RegularPart => (
                "这一级标题是固定栏目，各成一篇",
                "headings of this level name regular parts, each an article of its own",
            ),
            RankQuestion::Subhead => (
                "是小标题，本版只有一篇",
                "it is a subhead: its section is one article",
            ),
            RankQuestion::EmptyPart => (
                "是本期空着的栏目",
                "it names a part that is left empty this time",
            ),
        };
        let answer = if ranked.holds {
            self.say("是", "yes")
        } else {
            self.say("否", "no")
        };
        let lead: f32 = ranked.evidence.iter().map(|e| e.weight).sum();
        format!(
            "{}{}{answer} ({lead:+.2})",
            self.say(zh, en),
            self.say("：", ": ")
        )
    }

    /// One line, or from one to another.
    fn lines(&self, from: usize, to: usize) -> String {
        match (from == to, self.zh()) {
            (true, true) => format!("第 {from} 行"),
            (true, false) => format!("line {from}"),
            (false, true) => format!("第 {from} 至 {to} 行"),
            (false, false) => format!("lines {from} to {to}"),
        }
    }

    /// What marks a line.
    pub fn mark(&self, mark: Option<Marked>) -> String {
        let (zh, en) = match mark {
            None => ("本行没有记号", "the line has no mark"),
            Some(Marked::Heading(level)) => {
                let words = match self.language {
                    Language::Chinese => format!("本行是第 {level} 级标题"),
                    Language::English => format!("the line is a heading of level {level}"),
                };
                return words;
            }
            Some(Marked::List) => ("本行带列表记号", "the line carries a list's mark"),
            Some(Marked::Quote) => ("本行带引文记号 >", "the line carries a quotation's mark, >"),
            Some(Marked::Row) => ("本行带表格记号", "the line carries a table's marks"),
            Some(Marked::Image) => ("本行是图片的引用", "the line is a picture's reference"),
            Some(Marked::Rule) => ("本行是分隔线", "the line is a rule"),
            Some(Marked::Code) => ("本行在代码栏里", "the line stands in a fence of code"),
            Some(Marked::Note) => ("本行属于一条脚注", "the line is of a footnote"),
            Some(Marked::Strong) => ("本行整行是粗体", "the line is strong from end to end"),
        };
        self.say(zh, en).to_owned()
    }

    /// What became of the line after its place was chosen.
    pub fn afterwards(&self, part: ReadAs, ground: &Ground) -> Option<&'static str> {
        let Ground::Weighed(choices) = ground else {
            return None;
        };
        let place = choices.first().map(|c| &c.chosen);
        let text = matches!(place, Some(Reading::Begins | Reading::GoesOn(_)));
        let alone = matches!(place, Some(Reading::Alone));
        let (zh, en) = match part {
            ReadAs::Block(BlockKind::Verse, _) => (
                "短行四行以上相连，或用换行标记分开，算作诗行",
                "short lines, four or more in a row or parted by marked breaks, are verse",
            ),
            ReadAs::Block(BlockKind::Note, _) if text => (
                "整段在括号里，开头像附注（[note] starts），算作附注",
                "the whole of it stands in brackets and begins as notes do ([note] starts): a note",
            ),
            ReadAs::Block(BlockKind::Note, _) => {
                ("正文中间的人名，算作附注", "a name amid the text is a note")
            }
            ReadAs::Block(BlockKind::Paragraph, _) if alone => (
                "本篇后面没有正文，不算小标题",
                "no text of the article follows, so it is no subhead",
            ),
            ReadAs::Mark(MarkKind::Jump) if alone => (
                "这一截已接到它在别版的开头上，标题不再重复",
                "its piece was joined to the story's beginning on another page",
            ),
            ReadAs::Block(_, false) if place == Some(&Reading::Begins) => (
                "已接到它在别版的前一截上",
                "joined to the piece before it, on another page",
            ),
            ReadAs::Deck if text => (
                "标题下面写明何时通过的括号，算作副题",
                "a bracket under the headline that says when it was passed is the deck",
            ),
            _ => return None,
        };
        Some(self.language.say(zh, en))
    }
}

/// A likelihood of 0 to 1 in hundredths.
pub fn percent(likely: f32, language: Language) -> String {
    let (words, space) = if likely > 0.9995 {
        ("> 99.9".to_owned(), " ")
    } else {
        (format!("{:.1}", likely * 100.), " ")
    };
    format!("{words}{}%", language.say("", space))
}
