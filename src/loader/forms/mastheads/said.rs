//! What a masthead, an issue's title or a page's running head says, read into the issue.

use crate::issue::{Issue, Section, Text};
use crate::loader::forms::mastheads::{imprint, is_name_of_paper, masthead, titled};
use crate::loader::rules::Rules;
use crate::loader::source::texts;

/// Whether a heading names a paper or one of its issues: it has a number or a day, or is named as papers are.
/// `text` is folded to full-width marks.
pub fn is_title(rules: &Rules, text: &str) -> bool {
    let said = titled(text);
    said.number.is_some()
        || said.date.is_some()
        || is_name_of_paper(rules, text.trim_end_matches(['》', ' ', '】']))
}

/// Whether a line is a masthead, or a part of one: the issue's number and day. `text` is folded.
pub fn is_masthead(rules: &Rules, text: &str) -> bool {
    masthead(rules, text).is_some() || imprint(rules, text).is_some()
}

/// Reads a masthead line into the issue; false if the line is none. `text` is folded to full-width marks.
pub fn read_masthead(rules: &Rules, issue: &mut Issue, text: &str) -> bool {
    let Some(said) = masthead(rules, text).or_else(|| imprint(rules, text)) else {
        return false;
    };
    issue.paper = issue.paper.take().or(said.paper);
    issue.date = issue.date.or(said.date);
    issue.number = issue.number.take().or(said.number);
    true
}

/// Whether a line is a page's running head: the day, the page and its name. `text` is folded.
pub fn is_running_head(rules: &Rules, text: &str) -> bool {
    masthead(rules, text).is_some_and(|m| m.section.is_some())
}

/// The section that a masthead names at its end, as a page's running head does.
pub fn section_in_masthead(rules: &Rules, text: &Text, source: &str) -> Option<Section> {
    let folded = texts::folded(text, source);
    let heading = masthead(rules, &folded)?.section?;
    let chars = |t: Option<&str>| t.map_or(0, |t| t.chars().count());
    let from = chars(folded.get(..heading.name.start));
    let length = chars(folded.get(heading.name));
    Some(Section {
        page: Some(heading.page),
        name: Some(texts::slice(text, source, from, length)),
        articles: Vec::new(),
    })
}

/// Reads an issue's title for paper, day and number.
pub fn read_title(rules: &Rules, issue: &mut Issue, text: &Text, source: &str) {
    let folded = texts::folded(text, source);
    let masthead = masthead(rules, &folded).unwrap_or_else(|| titled(&folded));
    // 海州市人民政府公报: the title is the paper's name.
    let name = folded.trim();
    let whole = is_name_of_paper(rules, name) && name.chars().count() <= 20;
    let paper = masthead.paper.or_else(|| whole.then(|| name.to_owned()));
    issue.paper = issue.paper.take().or(paper);
    issue.date = issue.date.or(masthead.date);
    issue.number = issue.number.take().or(masthead.number);
    issue.title.get_or_insert_with(|| text.of(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Date, Span};

    /// The text of all of a source but its first line.
    fn below(source: &str) -> Text {
        let start = source.find('\n').map_or(0, |at| at + 1);
        Text::at(Span::new(start, source.len()))
    }

    /// Paper, day and number of an issue.
    fn facts(issue: &Issue) -> (Option<&str>, Option<Date>, Option<&str>) {
        (issue.paper.as_deref(), issue.date, issue.number.as_deref())
    }

    #[test]
    fn a_number_a_day_or_a_papers_name_makes_an_issues_title() {
        let ask = |text: &str| is_title(Rules::built_in(), text);
        for text in [
            "山城周刊（第 12 期）：春耕",
            "渡口来信 2026年4月3日",
            "山城日报",
            "《山城日报》",
            "This Week in Loom 41",
        ] {
            assert!(ask(text), "{text}");
        }
        for text in ["新桥昨日通车", "渡口的3条船", "山城日报社的船", "Loom 2026"]
        {
            assert!(!ask(text), "{text}");
        }
    }

    #[test]
    fn a_masthead_holds_a_day_or_a_number_and_no_other_words() {
        let ask = |text: &str| is_masthead(Rules::built_in(), text);
        assert!(ask("山城报 2023年10月24日 星期二 第1234期") && ask("第18期"));
        assert!(!ask("第18期渡口见闻") && !ask("2023年10月24日，新桥昨日通车"));
    }

    #[test]
    fn a_masthead_tells_the_issue_what_it_does_not_know_yet() {
        let mut issue = Issue {
            paper: Some("渡口报".to_owned()),
            ..Issue::default()
        };
        let mut read = |text: &str| read_masthead(Rules::built_in(), &mut issue, text);
        assert!(read("山城报 2023年10月24日 星期二 第1234期"));
        assert!(read("第18期") && read("2024年1月2日 星期二"));
        let day = Date::new(2023, 10, 24);
        assert_eq!(facts(&issue), (Some("渡口报"), day, Some("1234")));
    }

    #[test]
    fn a_line_that_is_no_masthead_tells_the_issue_nothing() {
        let mut issue = Issue::default();
        for text in ["两岸的人都来看。", "2023年10月24日，新桥昨日通车", ""] {
            assert!(
                !read_masthead(Rules::built_in(), &mut issue, text),
                "{text}"
            );
        }
        assert_eq!(issue, Issue::default());
    }

    #[test]
    fn a_running_head_names_its_page() {
        let ask = |text: &str| is_running_head(Rules::built_in(), text);
        assert!(ask("2023年10月24日　星期二　第05版：民生"));
        assert!(!ask("山城报 2023年10月24日 今日8版") && !ask("第05版：民生"));
    }

    #[test]
    fn a_running_heads_section_stands_in_the_source_whatever_marks_were_narrowed() {
        for line in [
            "山城报 2023年10月24日 星期二 第05版：民生",
            "山城报 2023年10月24日 星期二 第05版:民生",
            "第05版:民生 2023年10月24日 星期二",
        ] {
            let source = format!("两岸的人都来看。\n{line}");
            let section = section_in_masthead(Rules::built_in(), &below(&source), &source);
            let section = section.expect(line);
            assert_eq!(section.page.as_deref(), Some("05"), "{line}");
            assert_eq!(section.name.map(|n| n.of(&source)).as_deref(), Some("民生"));
        }
        let source = "\n山城报 2023年10月24日 今日8版";
        assert_eq!(
            section_in_masthead(Rules::built_in(), &below(source), source),
            None
        );
    }

    /// An issue after its title was read.
    fn titled_by(title: &str) -> Issue {
        let mut issue = Issue::default();
        let source = format!("\n{title}");
        read_title(Rules::built_in(), &mut issue, &below(&source), &source);
        issue
    }

    #[test]
    fn a_title_tells_paper_number_and_day() {
        let issue = titled_by("山城周刊（第 12 期）：春耕");
        assert_eq!(facts(&issue), (Some("山城周刊"), None, Some("12")));
        assert_eq!(issue.title.as_deref(), Some("山城周刊（第 12 期）：春耕"));
        let issue = titled_by("山城报 2023年10月24日 第7期");
        let day = Date::new(2023, 10, 24);
        assert_eq!(facts(&issue), (Some("山城报"), day, Some("7")));
    }

    #[test]
    fn a_title_that_is_a_papers_name_is_the_papers_unless_it_is_long() {
        assert_eq!(
            facts(&titled_by("海州市人民政府公报")).0,
            Some("海州市人民政府公报")
        );
        let long = "两岸的人都来看桥下还泊着渡船船工说的山城日报";
        for title in [long, "新桥昨日通车"] {
            let issue = titled_by(title);
            assert_eq!(facts(&issue), (None, None, None), "{title}");
            assert_eq!(issue.title.as_deref(), Some(title));
        }
    }

    #[test]
    fn what_front_matter_said_of_the_issue_stays() {
        let told = Issue {
            paper: Some("渡口报".to_owned()),
            date: Date::new(2024, 1, 2),
            number: Some("3".to_owned()),
            title: Some("渡口报第三期".to_owned()),
            ..Issue::default()
        };
        let mut issue = told.clone();
        let source = "\n山城报 2023年10月24日 第7期";
        read_title(Rules::built_in(), &mut issue, &below(source), source);
        assert_eq!(issue, told);
    }
}
