//! Signs that heading levels can be trusted where the headings alone leave it open: what only a writer of Markdown puts
//! there, and pages whose articles all stand one level below them.

use crate::loader::forms::sections;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Form, Line, folded};

/// Fewest lines with links that make a text one of links.
const FEW: usize = 4;

/// Whether links are written all over a text, as its author wrote them: no extraction from a printed page has any.
pub fn is_linked(source: &str, lines: &[Line]) -> bool {
    let (mut linked, mut all) = (0, 0);
    for line in lines {
        if matches!(line.form, Form::Text | Form::List | Form::Quote) {
            all += 1;
            linked += usize::from(has_link(line.span.of(source)));
        }
    }
    linked >= FEW && linked * 6 >= all
}

/// Whether a line holds a link, or its address alone.
fn has_link(words: &str) -> bool {
    // Few lines of Chinese hold either.
    if memchr::memchr2(b']', b'h', words.as_bytes()).is_none() {
        return false;
    }
    let inline = |mark: &str| {
        words.find(mark).is_some_and(|at| {
            let before = words.get(..at).and_then(|t| t.rfind('['));
            before.is_some_and(|b| !words.get(..b).is_some_and(|t| t.ends_with('!')))
        })
    };
    inline("](") || inline("][") || ends_in_address(words)
}

/// Whether a line ends with an address: `…：https://…`, `<https://…>`.
pub fn ends_in_address(words: &str) -> bool {
    words.find("http").is_some_and(|at| {
        let rest = words.get(at..).unwrap_or_default();
        (rest.starts_with("http://") || rest.starts_with("https://")) && !rest.contains(' ')
    })
}

/// Whether rules part a text into articles: a heading under each rule, one level for all, and none without a rule above it but
/// the first.
pub fn is_ruled(lines: &[Line]) -> bool {
    let mut level = None;
    let (mut headings, mut odd) = (0, 0);
    for (i, line) in lines.iter().enumerate() {
        let above = i.checked_sub(1).and_then(|p| lines.get(p)).map(|l| l.form);
        let ruled = above.is_none_or(|a| a == Form::Rule);
        match line.form {
            Form::Heading(l) => {
                headings += 1;
                odd += usize::from(!ruled || *level.get_or_insert(l) != l);
            }
            _ => odd += usize::from(ruled),
        }
    }
    headings >= 3 && odd * 20 <= headings
}

/// Whether a newspaper's pages and articles are set by level: every page on one level, all other headings below it,
/// and those under a page or a text on the one next to it. Extraction sets a headline's lines on any.
pub fn is_paged(rules: &Rules, source: &str, lines: &[Line]) -> bool {
    let (mut page, mut article): (Option<u8>, Option<u8>) = (None, None);
    let (mut pages, mut articles, mut odd) = (0, 0, 0);
    let mut above: Option<u8> = None;
    for line in lines {
        let Form::Heading(level) = line.form else {
            if line.form != Form::Rule {
                above = None;
            }
            continue;
        };
        let words: String = folded(line.span.of(source));
        if line.width <= 40 && sections::is_page(rules, &words) {
            if *page.get_or_insert(level) != level {
                return false;
            }
            pages += 1;
        } else if let Some(page) = page {
            if level <= page {
                return false;
            }
            let opens = above.is_none_or(|a| a <= page);
            // A subhead stands below the articles' level, within a text.
            let within = article.is_some_and(|a| level > a) && above.is_none();
            if opens && !within {
                articles += 1;
                odd += usize::from(*article.get_or_insert(level) != level);
            } else if !opens {
                odd += 1;
            }
        }
        above = Some(level);
    }
    pages >= 1 && articles >= 3 && odd * 12 <= articles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    #[test]
    fn links_all_over_a_text_are_its_authors() {
        let linked = |line: &str, others: usize| {
            let text = format!(
                "{}{}",
                format!("{line}\n\n").repeat(4),
                "两岸的人都来看。\n\n".repeat(others)
            );
            is_linked(&text, &scan(&text, 0))
        };
        assert!(linked("见[原文](http://example.org)。", 8));
        assert!(linked("原文：https://example.org", 8));
        assert!(!linked("见[原文](http://example.org)。", 40));
        assert!(!linked("![渡口](a.jpg)的早晨。", 8), "a picture is no link");
    }

    #[test]
    fn rules_part_articles_where_each_stands_over_a_heading() {
        let ruled = |part: &str| is_ruled(&scan(&part.repeat(3), 0));
        assert!(ruled("## 新桥通车\n\n两岸的人都来看。\n\n---\n\n"));
        assert!(!ruled(
            "## 新桥通车\n\n两岸的人都来看。\n\n---\n\n桥下还泊着渡船。\n\n---\n\n"
        ));
        assert!(!ruled("## 新桥通车\n\n两岸的人都来看。\n\n"));
    }

    #[test]
    fn a_papers_articles_stand_one_level_below_its_pages() {
        let paged = |levels: &[&str]| {
            let story = |level| format!("{level} 新桥昨日通车\n\n两岸的人都来看。\n\n");
            let stories: String = levels.iter().map(story).collect();
            let text = format!("# 第01版：要闻\n\n{stories}");
            is_paged(Rules::built_in(), &text, &scan(&text, 0))
        };
        assert!(paged(&["##"; 3]));
        assert!(!paged(&["###", "##", "##"]));
        // No article stands beside its page, however few do.
        let page = [["##"; 9].as_slice(), &["#"], &["##"; 9]].concat();
        assert!(!paged(&page));
    }
}
