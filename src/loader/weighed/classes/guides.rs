//! Guides to the issue (导读): under such a headline stand titles, names of columns and the pages to find them on. They
//! are its text, and no page or article begins among them.

use crate::issue::Article;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{Form, Line, folded, is_stop};
use crate::loader::weighed::classes::recognised::{Class, Recognised};

/// Lines over a page that belong to it: a column, and a title on as many lines as titles have.
const OVER: usize = 4;
/// Cells of the longest line of a title.
const LONGEST: u32 = 72;

/// Makes the lines of guides texts of their own.
pub fn settle(rules: &Rules, source: &str, lines: &[Line], recognised: &mut [Recognised]) {
    for at in 0..lines.len() {
        let free = recognised
            .get(at)
            .is_some_and(|l| matches!(l.class, Class::Free));
        if !free || !lines.get(at).is_some_and(|l| is_headline(rules, source, l)) {
            continue;
        }
        let Some(last) = last_page(source, lines, recognised, at) else {
            continue;
        };
        if !points_to_others(recognised, at, last) {
            continue;
        }
        for seen in recognised.get_mut(at + 1..=last).unwrap_or_default() {
            seen.class = Class::Block;
            seen.names = None;
            seen.column = false;
        }
    }
}

/// Whether an article is a guide: such text alone stands under no byline and ends without a stop.
pub fn is_guide(lines: &[Line], recognised: &[Recognised], article: &Article) -> bool {
    article.blocks.first().is_some_and(|block| {
        let start = block.text.hull().start;
        let after = lines.partition_point(|l| l.span.start <= start);
        let at = after.saturating_sub(1);
        let text = lines.get(at).is_some_and(|l| l.form == Form::Text);
        text && recognised.get(at).is_some_and(|l| l.class == Class::Block)
    })
}

/// Whether a line is a guide's headline and nothing else.
fn is_headline(rules: &Rules, source: &str, line: &Line) -> bool {
    if line.width > 24 || !matches!(line.form, Form::Text | Form::Heading(_)) {
        return false;
    }
    let words = line.span.of(source);
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let guides = &rules.furniture.guides;
    bare.chars().next().is_some_and(|c| guides.may_begin(c)) && guides.holds(&folded(bare))
}

/// The last line of a guide, which names a page; `None` where none is named.
fn last_page(source: &str, lines: &[Line], recognised: &[Recognised], at: usize) -> Option<usize> {
    let mut last = None;
    let mut over = 0;
    let below = lines.iter().zip(recognised).enumerate().skip(at + 1);
    for (i, (line, seen)) in below.filter(|(_, (line, _))| !line.span.is_empty()) {
        let words = line.span.of(source).trim_end();
        let plain = line.form == Form::Text && line.width <= LONGEST;
        if !plain || words.ends_with(is_stop) {
            break;
        }
        if is_page(&seen.class) {
            last = Some(i);
            over = 0;
        } else if seen.class == Class::Free && over < OVER {
            over += 1;
        } else {
            break;
        }
    }
    last
}

/// Whether a line is a page and no more: 第九版.
fn is_page(class: &Class) -> bool {
    matches!(class, Class::Section(h) if h.sure && h.name.is_empty() && !h.page.is_empty())
}

/// Whether the pages that a guide names are no sections of the paper's own: those have names, or there are none, or the
/// same page comes again.
fn points_to_others(recognised: &[Recognised], at: usize, last: usize) -> bool {
    let sections = recognised
        .iter()
        .enumerate()
        .filter_map(|(i, l)| match &l.class {
            Class::Section(heading) => Some((i, heading)),
            _ => None,
        });
    let (own, others): (Vec<_>, Vec<_>) = sections.partition(|(i, _)| (at..=last).contains(i));
    let again = |page: &str| others.iter().any(|(_, h)| h.page == page);
    others.iter().all(|(_, h)| !h.name.is_empty()) || own.iter().any(|(_, h)| again(&h.page))
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    const STORY: &str = "本报讯 新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n\n";

    /// The headlines, and how many blocks stand under each.
    fn read(text: &str) -> Vec<(String, usize)> {
        let loaded = load(text.to_owned().into_bytes(), &Options::default());
        let articles = loaded.issue.articles().map(|(_, a)| {
            let headline = a.headline.as_ref().map(|h| h.of(&loaded.issue.source));
            (headline.unwrap_or_default(), a.blocks.len())
        });
        articles.collect()
    }

    const GUIDE: &str =
        "理论\n\n从河上的雾说起\n\n第九版\n\n经济聚焦\n\n便利渡河游 轻松过桥购\n\n第七版\n\n";

    #[test]
    fn a_guide_is_one_article_among_marked_headlines() {
        let text = format!("# 山城新桥通车\n\n{STORY}## 导读\n\n{GUIDE}# 渡口老站翻新\n\n{STORY}");
        let read = read(&text);
        let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["山城新桥通车", "导读", "渡口老站翻新"]);
        let defects = load(text.into_bytes(), &Options::default()).defects;
        assert!(defects.is_empty(), "{defects:?}");
        assert_eq!(read[1].1, 6);
    }

    #[test]
    fn a_guide_is_one_article_where_sections_have_names() {
        let text = format!(
            "第01版：要闻\n\n山城新桥通车\n\n{STORY}导读\n\n{GUIDE}渡口老站翻新\n\n{STORY}第07版：经济\n\n面馆传到第三代\n\n{STORY}"
        );
        let loaded = load(text.into_bytes(), &Options::default());
        let pages: Vec<_> = loaded
            .issue
            .sections
            .iter()
            .map(|s| s.page.clone())
            .collect();
        assert_eq!(pages, [Some("01".to_owned()), Some("07".to_owned())]);
    }

    #[test]
    fn pages_that_are_the_papers_own_stay_sections() {
        let text = format!(
            "第一版\n\n# 导读\n\n渡口老站翻新\n\n第二版\n\n# 渡口老站翻新\n\n{STORY}第三版\n\n# 面馆\n\n{STORY}"
        );
        let loaded = load(text.into_bytes(), &Options::default());
        assert_eq!(loaded.issue.sections.len(), 3);
    }
}
