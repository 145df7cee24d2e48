//! What the program says of corrections: what a line is, what was told, and what could not be done.

use super::Language;
use crate::correction::{Correction, Edge, Role, Said, Unmet};
use crate::issue::{BlockKind, FurnitureKind, MarkKind};

/// Something to tell of corrections.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    /// There is nothing in the line.
    BlankLine,
    /// This is told of the line already.
    Already,
    /// This is told now.
    Told(Said),
    /// Nothing is told of the line.
    Nothing,
    /// What was told of the line is taken back.
    TakenBack,
    /// The last correction is undone.
    Undone,
    /// It is done again.
    Redone,
    /// There is nothing to undo.
    NoUndo,
    /// There is nothing to do again.
    NoRedo,
    /// A correction could not be applied.
    NotApplied,
    /// What was told does not hold, and is taken back.
    Unmet(Unmet),
    /// This is told now, and not written.
    ToldForNow(Said),
    /// Corrections are not written while one reads on.
    NotWritten,
    /// No line is in doubt.
    NoDoubt,
    /// There is none after this.
    LastDoubt,
    /// There is none before this.
    FirstDoubt,
}

impl Language {
    /// Something told of corrections in words.
    pub(super) fn about(self, about: &About) -> String {
        let (zh, en) = match about {
            About::BlankLine => ("空行不能更正", "a blank line takes no correction"),
            About::Already => ("本来就是这样更正的", "that is told of the line already"),
            About::Told(said) => {
                let said = self.said(said);
                return match self {
                    Self::Chinese => format!("已更正：{said}"),
                    Self::English => format!("corrected: {said}"),
                };
            }
            About::ToldForNow(said) => {
                let said = self.said(said);
                return match self {
                    Self::Chinese => format!("已更正，不写入：{said}"),
                    Self::English => format!("corrected, not written: {said}"),
                };
            }
            About::Unmet(why) => {
                let why = self.unmet(*why);
                return match self {
                    Self::Chinese => format!("没有更正：{why}"),
                    Self::English => format!("not corrected: {why}"),
                };
            }
            About::NotWritten => (
                "这次的更正不写入，退出后不留",
                "not written: they end with this run",
            ),
            About::Nothing => ("本行没有更正", "nothing is told of this line"),
            About::TakenBack => ("已取消本行的更正", "the line's correction was taken back"),
            About::Undone => ("已撤销", "undone"),
            About::Redone => ("已重做", "done again"),
            About::NoUndo => ("没有可撤销的", "nothing to undo"),
            About::NoRedo => ("没有可重做的", "nothing to do again"),
            About::NotApplied => (
                "有更正没有用上，见 kanbao fix",
                "a correction is not applied: see kanbao fix",
            ),
            About::NoDoubt => ("没有存疑之处", "nothing is in doubt"),
            About::LastDoubt => ("后面没有存疑之处", "nothing is in doubt after this"),
            About::FirstDoubt => ("前面没有存疑之处", "nothing is in doubt before this"),
        };
        self.say(zh, en).to_owned()
    }

    /// Why something told of a line does not hold.
    pub fn unmet(self, why: Unmet) -> &'static str {
        let zh = match why {
            Unmet::Gone => "原文里没有这一行了",
            Unmet::Unclear => "有几行是这样的文字；请用 line = 或 above = 指明是哪一行",
            Unmet::Cut => "这一行现在更长，一篇不能到行中为止",
            Unmet::Export => "看报自己导出的文件只照记号读；请直接改它的记号",
            Unmet::NothingBefore => "这一行前面没有可接的正文",
            Unmet::NotJoined => "这一行或它前面的不是可以相接的正文",
            Unmet::NotParted => "这一行不是可以起段的正文",
            Unmet::NoArticle => "到这一行还没有一篇开始",
        };
        self.say(zh, why.reason())
    }

    /// Asks whether corrections may be written into a file that is made for them: at length and in short.
    pub fn write_question(self, file: &str) -> [String; 2] {
        match self {
            Self::Chinese => [
                format!("更正写入报纸旁的 {file}？"),
                format!("写入 {file}？"),
            ],
            Self::English => [
                format!("Write corrections to {file}, beside the paper?"),
                format!("Write to {file}?"),
            ],
        }
    }

    /// What a line is told to be.
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Headline => self.say("主题", "headline"),
            Role::Kicker => self.say("引题", "kicker"),
            Role::Deck => self.say("副题", "deck"),
            Role::Column => self.say("栏目", "column"),
            Role::Byline => self.say("署名", "byline"),
            Role::Subhead => self.say("小标题", "subhead"),
            Role::Caption => self.say("图说", "caption"),
            Role::Furniture => self.say("版面文字", "furniture"),
            Role::Text => self.say("正文", "text"),
            Role::Section => self.say("版名", "section heading"),
        }
    }

    /// One thing told of a line.
    pub fn said(self, said: &Said) -> String {
        match said {
            Said::Is(role) => self.role(*role).to_owned(),
            Said::Joins(true) => self
                .say("接上段", "goes on with the text before")
                .to_owned(),
            Said::Joins(false) => self.say("另起段", "begins a paragraph").to_owned(),
            Said::Article(Edge::Begins) => self.say("起一篇", "begins an article").to_owned(),
            Said::Article(Edge::Ends) => self.say("一篇到此", "ends an article").to_owned(),
            Said::Section(name) => match self {
                Self::Chinese => format!("此前起版“{name}”"),
                Self::English => format!("section “{name}” begins before it"),
            },
        }
    }

    /// All that is told of a line.
    pub fn told(self, correction: &Correction) -> String {
        let all: Vec<String> = correction.all().map(|s| self.said(&s)).collect();
        all.join(self.say("，", ", "))
    }

    /// A piece of text, by its kind; one that goes on from another line says so.
    pub fn block(self, kind: BlockKind, begins: bool) -> String {
        let name = match kind {
            BlockKind::Paragraph if begins => {
                return self.say("正文，起段", "text, begins a paragraph").into();
            }
            BlockKind::Paragraph => return self.say("正文，接上行", "text, goes on").into(),
            BlockKind::Subhead => self.role(Role::Subhead),
            BlockKind::Caption => self.role(Role::Caption),
            BlockKind::Quote => self.say("引文", "quotation"),
            BlockKind::List => self.say("列表", "list"),
            BlockKind::Table => self.say("表格", "table"),
            BlockKind::Note => self.say("附注", "note"),
            BlockKind::Verse => self.say("诗行", "verse"),
            BlockKind::Image => self.say("图片", "picture"),
            BlockKind::Code => self.say("原样文字", "code"),
            BlockKind::Rule => self.say("分隔线", "rule"),
        };
        name.to_owned()
    }

    /// What belongs to the page.
    pub fn furniture(self, kind: FurnitureKind) -> &'static str {
        match kind {
            FurnitureKind::Masthead => self.say("报头", "masthead"),
            FurnitureKind::Folio => self.say("版次", "folio"),
            FurnitureKind::Editors => self.say("责编", "editors"),
            FurnitureKind::Teaser => self.say("导读", "teaser"),
            FurnitureKind::Slogan => self.say("标语", "slogan"),
            FurnitureKind::Credit => self.say("图片来源", "picture credit"),
            FurnitureKind::Other => self.role(Role::Furniture),
        }
    }

    /// What is no text to read.
    pub fn mark(self, kind: MarkKind) -> &'static str {
        match kind {
            MarkKind::Markup => self.say("标记", "markup"),
            MarkKind::Section => self.role(Role::Section),
            MarkKind::Jump => self.say("转版", "jump line"),
            MarkKind::Front => self.say("文件头", "front matter"),
            MarkKind::Byline => self.role(Role::Byline),
        }
    }

    /// The number of an article, counted from 1.
    pub fn nth_article(self, number: usize) -> String {
        match self {
            Self::Chinese => format!("第 {number} 篇"),
            Self::English => format!("article {number}"),
        }
    }

    /// That something is told of the line.
    pub fn corrected(self) -> &'static str {
        self.say("已更正", "corrected")
    }

    /// The prompt for a section's page and name.
    pub fn section_prompt(self) -> &'static str {
        self.say(
            "此前起版（如 02 要闻；空则本行为版名）：",
            "Section before this line (02 News; none: the line is its heading): ",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_told_is_named_in_both_languages() {
        let correction = Correction {
            is: Some(Role::Headline),
            joins: Some(false),
            article: Some(Edge::Begins),
            section: Some("02 要闻".into()),
            ..Correction::default()
        };
        assert_eq!(
            Language::Chinese.told(&correction),
            "主题，另起段，起一篇，此前起版“02 要闻”"
        );
        assert_eq!(
            Language::English.told(&correction),
            "headline, begins a paragraph, begins an article, section “02 要闻” begins before it"
        );
        for about in [
            About::BlankLine,
            About::Already,
            About::Nothing,
            About::NotApplied,
        ] {
            assert_ne!(
                Language::Chinese.about(&about),
                Language::English.about(&about)
            );
        }
    }
}
