//! The printed page.
#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use kanbao::{
    issue::{
        Article, Block, BlockKind, Date, Furniture, FurnitureKind, Issue, Section, Span, Text,
    },
    language::Language,
    print::{PageOptions, print},
    theme::Theme,
};

/// An issue being written.
#[derive(Default)]
struct Paper {
    issue: Issue,
}

impl Paper {
    fn text(&mut self, words: &str) -> Text {
        let start = self.issue.source.len();
        self.issue.source.push_str(words);
        self.issue.source.push('\n');
        Text::at(Span::new(start, start + words.len()))
    }

    fn section(&mut self, page: Option<&str>, name: Option<&str>) -> &mut Self {
        let name = name.map(|n| self.text(n));
        self.issue.sections.push(Section {
            page: page.map(str::to_owned),
            name,
            articles: Vec::new(),
        });
        self
    }

    fn article(&mut self, headline: &str, paragraph: &str) -> &mut Self {
        let article = Article {
            headline: Some(self.text(headline)),
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                text: self.text(paragraph),
                depth: 0,
            }],
            ..Article::default()
        };
        let section = self.issue.sections.last_mut().unwrap();
        section.articles.push(article);
        self
    }

    fn sample() -> Self {
        let mut paper = Self::default();
        paper.issue.paper = Some("云溪报".to_owned());
        paper.issue.date = Date::new(2025, 10, 17);
        paper.issue.number = Some("128".to_owned());
        paper
            .section(Some("01"), Some("要闻"))
            .article("满山茶香迎远客", "十月的云溪镇，满山都是采茶人。")
            .article("老桥提前通车", "老桥的围挡昨天撤去最后一块。")
            .section(Some("02"), Some("综合"))
            .article("停水通知", "因更换阀门，周日停水。");
        let editors = paper.text("责编 白露 校对 谷雨");
        paper.issue.furniture.push(Furniture {
            kind: FurnitureKind::Editors,
            text: editors,
        });
        paper
    }
}

/// Lines of so many cells, in one column, by all defaults.
pub fn options(width: u16) -> PageOptions {
    PageOptions {
        width,
        language: Language::Chinese,
        ..PageOptions::default()
    }
}

/// An issue as it is printed.
pub fn printed(issue: &Issue, options: &PageOptions) -> String {
    let mut out = Vec::new();
    print(issue, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_page_has_a_masthead_and_sections_ruled_off() {
    assert_snapshot!(printed(&Paper::sample().issue, &options(36)), @"
                   云溪报
    2025年10月17日 星期五        第128期
    ════════════════════════════════════
                第01版 要闻
    ────────────────────────────────────

               满山茶香迎远客
                   15 字

        十月的云溪镇，满山都是采茶人。

                 ─────────

                老桥提前通车
                   14 字

        老桥的围挡昨天撤去最后一块。

    ────────────────────────────────────
                第02版 综合
    ────────────────────────────────────

                  停水通知
                   11 字

        因更换阀门，周日停水。
    ");
}

#[test]
fn what_a_bulletin_does_not_say_is_left_out() {
    let mut paper = Paper::default();
    paper.section(None, None).article("停水通知", "周日停水。");
    assert_snapshot!(printed(&paper.issue, &options(30)), @"
    ──────────────────────────────

               停水通知
                 5 字

        周日停水。
    ");
}

#[test]
fn one_article_is_printed_by_its_number() {
    let issue = Paper::sample().issue;
    let one = |number| {
        printed(
            &issue,
            &PageOptions {
                article: Some(number),
                ..options(36)
            },
        )
    };
    assert_snapshot!(one(3), @"
              停水通知
               11 字

    因更换阀门，周日停水。
    ");
    assert_eq!(one(0), "");
    assert_eq!(one(4), "");
}

#[test]
fn furniture_is_printed_last_and_only_when_asked_for() {
    let issue = Paper::sample().issue;
    assert!(!printed(&issue, &options(36)).contains("责编"));
    let page = printed(
        &issue,
        &PageOptions {
            furniture: true,
            ..options(36)
        },
    );
    let end: Vec<&str> = page.lines().rev().take(2).collect();
    assert_eq!(end, ["    责编 白露 校对 谷雨", &"─".repeat(36)]);
}

#[test]
fn text_is_centred_on_a_page_wider_than_the_measure() {
    let page = printed(
        &Paper::sample().issue,
        &PageOptions {
            measure: 30,
            ..options(60)
        },
    );
    for line in page.lines().filter(|l| !l.is_empty()) {
        assert!(line.starts_with(&" ".repeat(14)), "{line:?}");
    }
}

#[test]
fn no_blank_cell_is_printed_at_a_lines_end() {
    let page = printed(&Paper::sample().issue, &options(50));
    assert!(page.lines().all(|l| l == l.trim_end()));
}

#[test]
fn colours_stand_around_words_alone() {
    let theme = Theme::named("terminal");
    let page = printed(
        &Paper::sample().issue,
        &PageOptions {
            theme,
            ..options(36)
        },
    );
    assert!(page.contains("\x1b["));
    for line in page.lines().filter(|l| l.contains('\x1b')) {
        let words = line.trim_start_matches(' ');
        assert!(
            words.starts_with("\x1b[") && words.ends_with("\x1b[0m"),
            "{line:?}"
        );
    }
    let plain = without_colours(&page);
    assert_eq!(plain, printed(&Paper::sample().issue, &options(36)));
}

/// The page without its colours.
fn without_colours(page: &str) -> String {
    let mut parts = page.split("\x1b[");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    plain
}

#[test]
fn what_steers_a_terminal_is_printed_from_no_part_of_an_issue() {
    let bad = "\x1b[2J红\u{202E}字\u{7}";
    let mut paper = Paper::default();
    paper.issue.paper = Some(bad.to_owned());
    paper.issue.number = Some(bad.to_owned());
    paper.section(Some(bad), Some(bad)).article(bad, bad);
    let text = paper.text(bad);
    paper.issue.furniture.push(Furniture {
        kind: FurnitureKind::Other,
        text,
    });
    let page = printed(
        &paper.issue,
        &PageOptions {
            furniture: true,
            ..options(40)
        },
    );
    assert!(
        !page.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202E}'),
        "{page:?}"
    );
    assert_eq!(page.matches("红字").count(), 7);
}

#[test]
fn a_large_issue_is_printed_in_order() {
    let mut paper = Paper::default();
    paper.section(None, None);
    for number in 0..400 {
        let paragraph = "满山都是采茶人，".repeat(100);
        paper.article(&format!("第{number}号茶园开园"), &paragraph);
    }
    let page = printed(&paper.issue, &options(80));
    let found: Vec<&str> = page
        .lines()
        .filter(|l| l.contains("开园"))
        .map(str::trim)
        .collect();
    let wanted: Vec<String> = (0..400).map(|n| format!("第{n}号茶园开园")).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_page_of_no_width_is_printed_all_the_same() {
    for width in 0..4 {
        assert!(printed(&Paper::sample().issue, &options(width)).contains('云'));
    }
}

#[test]
fn an_empty_issue_is_an_empty_page() {
    assert_eq!(printed(&Issue::default(), &options(80)), "");
}

#[test]
fn what_is_nested_stands_in_from_the_first_level_on() {
    let mut paper = Paper::default();
    paper.section(None, None).article("茶", "一芽二叶。");
    for (kind, words, depth) in [
        (BlockKind::List, "一、一芽", 0),
        (BlockKind::List, "1.一叶", 1),
        (BlockKind::Quote, "引", 0),
        (BlockKind::Quote, "又引", 1),
    ] {
        let text = paper.text(words);
        let section = paper.issue.sections.last_mut().unwrap();
        let blocks = &mut section.articles.last_mut().unwrap().blocks;
        blocks.push(Block { kind, text, depth });
    }
    let page = printed(&paper.issue, &options(40));
    let left = |words: &str| {
        let line = page.lines().find(|l| l.trim() == words).unwrap();
        line.len() - line.trim_start().len()
    };
    assert_eq!((left("一、一芽"), left("1.一叶")), (4, 6));
    assert_eq!(left("又引"), left("引") + 2);
}

#[test]
fn date_and_number_share_a_line_where_both_have_room() {
    let head = |width| {
        let page = printed(&Paper::sample().issue, &options(width));
        let (head, _) = page.split_once("═").unwrap();
        head.lines().map(str::trim).collect::<Vec<_>>().join("|")
    };
    assert_eq!(head(30), "云溪报|2025年10月17日 星期五  第128期");
    assert_eq!(head(29), "云溪报|2025年10月17日 星期五|第128期");
}

#[test]
fn a_headline_is_set_off_from_kicker_and_deck() {
    let mut paper = Paper::default();
    paper
        .section(None, None)
        .article("满山茶香迎远客", "开园了。");
    let kicker = paper.text("十月茶事");
    let deck = paper.text("采茶人说秋茶");
    let article = paper.issue.sections[0].articles.last_mut().unwrap();
    (article.kicker, article.deck) = (Some(kicker), Some(deck));
    article.continued_on = Some("02".to_owned());
    assert_snapshot!(printed(&paper.issue, &options(40)), @"
    ────────────────────────────────────────

                    十月茶事

                 满山茶香迎远客

                  采茶人说秋茶
                      4 字

        开园了。
                             （下转第2版）
    ");
}

#[test]
fn a_story_put_together_tells_nobody_to_turn_to_another_page() {
    let mut paper = Paper::default();
    paper
        .section(Some("01"), Some("要闻"))
        .article("满山茶香迎远客", "开园了。");
    let article = paper.issue.sections[0].articles.last_mut().unwrap();
    (article.continued_from, article.continued_on) = (Some("1".to_owned()), Some("02".to_owned()));
    let page = printed(&paper.issue, &options(40));
    assert!(page.contains("已接第2版"), "{page}");
    assert!(!page.contains("上接") && !page.contains("下转"), "{page}");
}
