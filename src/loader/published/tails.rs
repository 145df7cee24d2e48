//! What stands at an article's ends in a newsletter: who wrote it, its notes, and lines of the newsletter's own.

use crate::issue::{Article, Block, BlockKind, Furniture, FurnitureKind, Issue};
use crate::loader::corrections::Corrected;
use crate::loader::forms::{bylines, furniture};
use crate::loader::rules::Rules;
use crate::loader::source::{notes, texts};

/// Most paragraphs after the last rule that may speak of the newsletter.
const MOST: usize = 8;

/// Puts notes to the articles that refer to them, takes bylines, and sets the newsletter's own lines aside. Corrected
/// lines stay where they are.
pub fn tidy(rules: &Rules, issue: &mut Issue, source: &str, corrected: &Corrected) {
    let untold = |b: &Block| {
        let mut runs = b.text.runs.iter();
        !runs.any(|r| corrected.at(r.span.start).is_some())
    };
    notes::to_their_articles(issue, source);
    colophon(rules, issue, source, untold);
    let mut furniture = Vec::new();
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        // A rule under a text parts it from the next.
        while article
            .blocks
            .pop_if(|b| b.kind == BlockKind::Rule && untold(b))
            .is_some()
        {}
        editors(rules, article, source, untold, &mut furniture);
        byline(rules, article, source, untold);
    }
    issue.furniture.extend(furniture);
}

/// Takes bylines that stand in lines of their own at an article's head and end.
fn byline(rules: &Rules, article: &mut Article, source: &str, untold: impl Fn(&Block) -> bool) {
    if article.byline.is_some() || article.blocks.len() < 2 {
        return;
    }
    let text = |b: &Block| !matches!(b.kind, BlockKind::Image | BlockKind::Rule);
    let first = article.blocks.iter().position(text);
    let last = article.blocks.iter().rposition(text);
    // Names alone are a byline under the headline, and in brackets at the end.
    let signed = |at: &usize| {
        let Some(b) = article.blocks.get(*at) else {
            return false;
        };
        let words = texts::folded(&b.text, source);
        let enclosed = words.starts_with('（') && words.ends_with('）');
        let paragraph = |b: &Block| b.kind == BlockKind::Paragraph;
        let names = Some(*at) == first && article.blocks.get(at + 1).is_some_and(paragraph)
            || Some(*at) == last && enclosed;
        let strong = b.kind == BlockKind::Subhead && Some(*at) == first;
        (strong || matches!(b.kind, BlockKind::Paragraph | BlockKind::Note))
            && texts::length(&b.text, source) <= 60
            && (bylines::is_byline(rules, &words)
                || Some(*at) == first && is_author(&words)
                || names && bylines::is_signed(rules, &words))
            && untold(b)
    };
    let found = [first, last].into_iter().flatten().find(signed);
    if let Some(at) = found {
        let mut byline = article.blocks.remove(at).text;
        texts::unwrap_byline(&mut byline, source);
        article.byline = Some(byline);
    }
}

/// Whether a line names the author under a label: 作者：某某
fn is_author(words: &str) -> bool {
    let name = words.strip_prefix("作者：").map(str::trim);
    name.is_some_and(|n| (2..=30).contains(&n.chars().count()) && !n.contains(['。', '，']))
}

/// Takes editor lines off an article's end.
fn editors(
    rules: &Rules,
    article: &mut Article,
    source: &str,
    untold: impl Fn(&Block) -> bool,
    furniture: &mut Vec<Furniture>,
) {
    while let Some(last) = article.blocks.last() {
        let kind = (last.kind == BlockKind::Paragraph
            && texts::length(&last.text, source) <= 120
            && untold(last))
        .then(|| furniture::furniture(rules, &texts::folded(&last.text, source)))
        .flatten();
        let (Some(kind @ FurnitureKind::Editors), true) = (kind, article.blocks.len() > 1) else {
            return;
        };
        if let Some(block) = article.blocks.pop() {
            furniture.push(Furniture {
                kind,
                text: block.text,
            });
        }
    }
}

/// What stands after the text's last rule, where it speaks of the newsletter: how to subscribe, where links lead.
fn colophon(rules: &Rules, issue: &mut Issue, source: &str, untold: impl Fn(&Block) -> bool) {
    let Some(article) = issue
        .sections
        .last_mut()
        .and_then(|s| s.articles.last_mut())
    else {
        return;
    };
    let Some(rule) = article
        .blocks
        .iter()
        .rposition(|b| b.kind == BlockKind::Rule || is_signature(b, source))
    else {
        return;
    };
    let tail = article.blocks.get(rule + 1..).unwrap_or_default();
    let texts: Vec<String> = tail
        .iter()
        .filter(|b| b.kind != BlockKind::Image)
        .map(|b| texts::folded(&b.text, source))
        .collect();
    let own = |t: &&String| {
        let address = t.split_whitespace().any(|w| w.starts_with("http"));
        furniture::is_about(rules, t) || address && t.split_whitespace().count() <= 3
    };
    let short = texts.iter().all(|t| t.chars().count() <= 160);
    if rule == 0
        || texts.is_empty()
        || texts.len() > MOST
        || !short
        || !tail.iter().all(untold)
        || texts.iter().filter(own).count() * 2 < texts.len()
    {
        return;
    }
    let parted = article
        .blocks
        .get(rule)
        .is_some_and(|b| b.kind == BlockKind::Rule);
    let taken = article.blocks.split_off(rule + usize::from(parted));
    for block in taken {
        if block.text.is_empty() {
            continue;
        }
        issue.furniture.push(Furniture {
            kind: FurnitureKind::Slogan,
            text: block.text,
        });
    }
}

/// Whether a paragraph is the two dashes that letters part their signature with.
fn is_signature(block: &Block, source: &str) -> bool {
    let [run] = block.text.runs.as_slice() else {
        return false;
    };
    block.kind == BlockKind::Paragraph && matches!(run.span.of(source).trim(), "--" | "——")
}

#[cfg(test)]
mod tests {
    use crate::correction::Role;
    use crate::loader::published::tests::{blocks, furniture, read, read_corrected, told, words};

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    /// Two articles, the last of which ends with this.
    fn letter(end: &str) -> String {
        format!(
            "# 要闻\n\n## 新桥昨日通车\n\n{STORY}\n\n# 副刊\n\n## 渡口改作公园\n\n{STORY}\n\n{end}\n"
        )
    }

    #[test]
    fn who_edited_the_page_is_no_part_of_its_last_text() {
        let issue = read(&letter("责任编辑：王小川"));
        assert_eq!(furniture(&issue), ["Editors 责任编辑：王小川"]);
        assert_eq!(blocks(&issue, 1).len(), 1);
        let text = letter("责任编辑：王小川");
        let kept = read_corrected(&text, &[told("责任编辑：王小川", Role::Text)]);
        assert_eq!(blocks(&kept, 1).len(), 2, "the reader told that it is text");
    }

    #[test]
    fn a_name_signs_a_text_in_brackets_only() {
        let byline = |end: &str| {
            let issue = read(&letter(end));
            let (_, last) = issue.articles().last().expect("an article");
            words(&issue, last.byline.as_ref())
        };
        assert_eq!(byline("（王小川）"), "王小川");
        assert_eq!(byline("王小川"), "");
        assert_eq!(byline("本报记者 王小川"), "本报记者 王小川");
    }

    #[test]
    fn below_the_last_rule_the_newsletter_speaks_of_itself() {
        let end = |words: &str| {
            let issue = read(&letter(&format!("---\n\n{words}")));
            (blocks(&issue, 1).len(), furniture(&issue).len())
        };
        assert_eq!(end("欢迎订阅本刊，投稿请发邮件。"), (1, 1));
        let (text, aside) = end("桥头的灯亮了一夜，人也走了一夜。");
        assert!(text > 1 && aside == 0);
    }
}
