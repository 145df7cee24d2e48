//! Which reading a text gets, and why. It is decided once.

use crate::loader::evidence::Reasons;
use crate::loader::ground::Evidence;
use crate::loader::published::clean::{Counted, true_marks};
use crate::loader::published::plain::whole_lines;
use crate::loader::rules::Rules;
use crate::loader::source::lines::Line;

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// By the marks that this program's own export writes.
    Exported,
    /// By its Markdown, whose marks can be trusted.
    Marks,
    /// By its lines: it has no marks, and its paragraphs are whole.
    Plain,
    /// By the evidence of the whole text: its marks are as extraction left them.
    Weighed,
}

/// Chooses how a text is read.
pub fn choose(rules: &Rules, source: &str, lines: &[Line], exported: bool) -> Method {
    if exported {
        return Method::Exported;
    }
    let counted = Counted::of(rules, source, lines);
    let [mut marks, mut whole] = [0f32; 2];
    true_marks(rules, &counted, &mut marks);
    if marks > 0. {
        return Method::Marks;
    }
    if counted.headings == 0 {
        whole_lines(rules, &counted, &mut whole);
    }
    if whole > 0. {
        Method::Plain
    } else {
        Method::Weighed
    }
}

/// Why a text is read by its marks or by its lines, or by neither: what speaks for the first, and where that is not enough
/// what speaks for the second.
pub fn why(rules: &Rules, source: &str, lines: &[Line], method: Method) -> Vec<Evidence> {
    let counted = Counted::of(rules, source, lines);
    let mut reasons = Reasons::default();
    match method {
        Method::Exported => {}
        Method::Plain => whole_lines(rules, &counted, &mut reasons),
        Method::Weighed if counted.headings == 0 => whole_lines(rules, &counted, &mut reasons),
        Method::Marks | Method::Weighed => true_marks(rules, &counted, &mut reasons),
    }
    reasons.sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    const STORY: &str =
        "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了，要去桥头开一间茶馆。";

    fn chosen(text: &str, exported: bool) -> Method {
        choose(Rules::built_in(), text, &scan(text, 0), exported)
    }

    fn stories(mark: &str, story: &str) -> String {
        let part = |line: &str| format!("{mark}{line}\n\n{story}\n\n");
        [
            part("新桥昨日通车"),
            part("渡口改作公园"),
            part("桥头开了茶馆"),
        ]
        .concat()
    }

    #[test]
    fn each_text_gets_the_reading_that_its_marks_allow() {
        let letter = format!(
            "# 山城周刊\n\n- 见[原文](http://example.org)\n\n{}",
            stories("## ", STORY)
        );
        assert_eq!(chosen(&letter, false), Method::Marks);
        assert_eq!(chosen(&stories("", STORY), false), Method::Plain);
        assert_eq!(
            chosen(&stories("", STORY.trim_end_matches("一间茶馆。")), false),
            Method::Weighed
        );
    }

    #[test]
    fn an_export_is_read_by_its_marks_whatever_it_holds() {
        assert_eq!(
            chosen(&stories("", STORY.trim_end_matches("一间茶馆。")), true),
            Method::Exported
        );
    }

    #[test]
    fn a_reading_says_what_spoke_for_it_and_what_against_the_others() {
        let ids = |text: &str| {
            let (rules, lines) = (Rules::built_in(), scan(text, 0));
            let method = choose(rules, text, &lines, false);
            let evidence = why(rules, text, &lines, method);
            let ids: Vec<&str> = evidence.iter().map(|e| e.id).collect();
            (method, ids)
        };
        let (method, given) = ids(&stories("", STORY.trim_end_matches("一间茶馆。")));
        assert_eq!(method, Method::Weighed);
        assert!(given.contains(&"whole.cut.1"), "{given:?}");
        let (method, given) = ids(&stories("", STORY));
        assert_eq!((method, given), (Method::Plain, vec!["whole.unmarked"]));
        let ruled = stories("", STORY)
            .replace("新桥", "## 新桥")
            .replace("渡口改", "---\n\n## 渡口改");
        let ruled = ruled.replace("桥头开了", "---\n\n## 桥头开了");
        assert_eq!(ids(&ruled).1.first(), Some(&"marks.ruled"));
    }
}
