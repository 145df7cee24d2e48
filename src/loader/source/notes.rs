//! Footnotes: which paragraphs are some, and to which articles they belong.

use crate::issue::{Article, Block, BlockKind, Issue};
use crate::loader::source::lines::{Form, Line};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Bytes of a note's name, at most.
const LONGEST: usize = 100;

/// Half ems of a line that may have been cut at its end.
const LONG: u32 = 40;

/// In a text whose marks are not Markdown's for certain: makes notes of lines that begin with a note's mark to which the
/// text refers, and of the lines below that go on with them: cut ones, and those that four spaces or a tab set in.
pub fn told_by_lines(source: &str, lines: &mut [Line]) {
    if !holds_marks(source) {
        return;
    }
    let words = |line: &Line| line.span.of(source);
    let referred: HashSet<&str> = lines
        .iter()
        .flat_map(|line| referred(line.span.of(source)))
        .collect();
    // The line above, where it is a note's: whether it may go on in the next.
    let mut above: Option<bool> = None;
    for line in lines {
        let whole = line.whole.of(source);
        let own = mark(words(line));
        let begins = own.is_some_and(|own| referred.contains(own)) && whole.starts_with("[^");
        let set_in = whole.starts_with("    ") || whole.starts_with('\t');
        let goes_on = above.is_some_and(|cut| set_in || cut && line.blanks == 0) && own.is_none();
        if line.form == Form::Text && (begins || goes_on) {
            line.form = Form::Note;
            above = Some(line.width >= LONG && !line.ends_sentence());
        } else {
            above = None;
        }
    }
}

/// Whether a text may hold notes' marks: hardly any does.
fn holds_marks(source: &str) -> bool {
    let bytes = source.as_bytes();
    let opened = |at: usize| at.checked_sub(1).and_then(|p| bytes.get(p)) == Some(&b'[');
    memchr::memchr_iter(b'^', bytes).any(opened)
}

/// Whether a line's words begin a note.
pub fn begins(words: &str) -> bool {
    mark(words).is_some()
}

/// In a text whose marks are not Markdown's for certain: makes notes of paragraphs that begin with a note's mark to which
/// the text refers, and puts them to their articles.
pub fn told_by_marks(issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    if holds_marks(&source) {
        let referring = referring(issue, &source);
        for article in articles(issue) {
            for block in &mut article.blocks {
                let told = block.kind == BlockKind::Paragraph && {
                    let words = block.text.of(&source);
                    mark(&words).is_some_and(|mark| referring.contains_key(mark))
                };
                if told {
                    block.kind = BlockKind::Note;
                }
            }
        }
        to_their_articles(issue, &source);
    }
    issue.source = source;
}

/// Puts notes that stand at the text's end to the last articles that refer to them.
pub fn to_their_articles(issue: &mut Issue, source: &str) {
    let label = |b: &Block| mark(&b.text.of(source)).map(str::to_owned);
    let Some(last) = articles(issue).last() else {
        return;
    };
    let below = last.blocks.iter().rposition(|b| b.kind != BlockKind::Note);
    let below = below.map_or(0, |at| at + 1);
    let notes = last.blocks.get(below..).unwrap_or_default();
    let Some(first) = notes.iter().position(|b| label(b).is_some()) else {
        return;
    };
    let notes = last.blocks.split_off(below + first);
    let referring = referring(issue, source);
    let mut articles: Vec<&mut Article> = articles(issue).collect();
    let end = articles.len() - 1;
    let mut home = end;
    for note in notes {
        // Further paragraphs of a note have no mark, and go where it goes.
        if let Some(mark) = label(&note) {
            home = referring.get(&mark).copied().unwrap_or(end);
        }
        if let Some(article) = articles.get_mut(home) {
            article.blocks.push(note);
        }
    }
}

/// Lends notes to the articles that refer to them and have none of their name, where no other note of the issue has
/// it. All that is lent is as long as the source, at most: beyond that marks are left as they are written.
pub fn lend(issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    if holds_marks(&source) {
        let lent = lent(issue, &source);
        for (article, lent) in articles(issue).zip(lent) {
            article.lent = lent;
        }
    }
    issue.source = source;
}

/// The notes to be lent to each article.
fn lent(issue: &Issue, source: &str) -> Vec<Vec<Block>> {
    let (mut homes, own) = homes(issue, source);
    homes.retain(|_, blocks| !blocks.is_empty());
    let mut room = source.len();
    let lend = |((_, article), mut known): ((_, &Article), HashSet<String>)| {
        let mut lent: Vec<Block> = Vec::new();
        let code = |b: &&Block| b.kind != BlockKind::Code;
        let heads = [&article.kicker, &article.headline, &article.deck];
        let heads = heads.into_iter().flatten().chain(&article.byline);
        let blocks = article.blocks.iter().filter(code).map(|b| &b.text);
        let mut wanted: Vec<String> = Vec::new();
        let names = |words: &str| -> Vec<String> {
            let found = referred(words).filter(|_| !homes.is_empty());
            found.map(str::to_lowercase).collect()
        };
        for text in heads.chain(blocks) {
            wanted.extend(names(&text.of(source)));
        }
        let mut next = 0;
        while let Some(name) = wanted.get(next).cloned() {
            next += 1;
            let Some(blocks) = homes.get(&name).filter(|_| known.insert(name)) else {
                continue;
            };
            let length: usize = blocks.iter().map(|b| b.text.hull().len()).sum();
            if length > room {
                continue;
            }
            room -= length;
            for block in *blocks {
                wanted.extend(names(&block.text.of(source)));
                lent.push(block.clone());
            }
        }
        lent
    };
    issue.articles().zip(own).map(lend).collect()
}

/// The blocks of each note by its mark, none where several notes have it; and the marks of each article's notes.
fn homes<'a>(
    issue: &'a Issue,
    source: &str,
) -> (HashMap<String, &'a [Block]>, Vec<HashSet<String>>) {
    let mut homes: HashMap<String, &[Block]> = HashMap::new();
    let mut own = Vec::new();
    for (_, article) in issue.articles() {
        let mut names = HashSet::new();
        let mut take = |name: Option<String>, range: Range<usize>| {
            let (Some(name), Some(blocks)) = (name, article.blocks.get(range)) else {
                return;
            };
            names.insert(name.clone());
            homes.entry(name).and_modify(|b| *b = &[]).or_insert(blocks);
        };
        let mut open: (Option<String>, usize) = (None, 0);
        for (at, block) in article.blocks.iter().enumerate() {
            let note = block.kind == BlockKind::Note;
            let words = note.then(|| block.text.of(source));
            let begun = words.as_deref().and_then(mark).map(str::to_lowercase);
            if !note || begun.is_some() {
                let (name, from) = std::mem::replace(&mut open, (begun, at));
                take(name, from..at);
            }
        }
        take(open.0, open.1..article.blocks.len());
        own.push(names);
    }
    (homes, own)
}

fn articles(issue: &mut Issue) -> impl Iterator<Item = &mut Article> {
    issue.sections.iter_mut().flat_map(|s| &mut s.articles)
}

/// For each mark to which some text refers the number of the last article that does.
fn referring(issue: &Issue, source: &str) -> HashMap<String, usize> {
    let mut referring = HashMap::new();
    for (number, (_, article)) in issue.articles().enumerate() {
        for text in article.texts() {
            for found in referred(&text.of(source)) {
                referring.insert(found.to_owned(), number);
            }
        }
    }
    referring
}

/// The marks in a text, but for the one that it begins with as a note.
fn referred(words: &str) -> impl Iterator<Item = &str> {
    let own = mark(words).map_or(0, str::len);
    let mut rest = words.get(own..).unwrap_or("");
    std::iter::from_fn(move || {
        while let Some(at) = rest.find("[^") {
            rest = rest.get(at..).unwrap_or("");
            let found = bracketed(rest);
            rest = rest.get(found.map_or(2, str::len)..).unwrap_or("");
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// The mark that a note begins with, without its colon.
fn mark(words: &str) -> Option<&str> {
    let mark = bracketed(words)?;
    words.get(mark.len()..)?.starts_with(':').then_some(mark)
}

/// The mark of a note that a text begins with.
fn bracketed(text: &str) -> Option<&str> {
    let name = text.strip_prefix("[^")?;
    let end = name.bytes().take(LONGEST).position(|b| b == b']')?;
    let name = name.get(..end)?;
    let whole = !name.is_empty() && !name.contains(char::is_whitespace);
    whole.then(|| text.get(..end + 3)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Section, Span, Text};
    use crate::loader::source::lines::scan;
    use proptest::prelude::*;

    /// Which lines are notes', counted from 0.
    fn told(source: &str) -> Vec<usize> {
        let mut lines = scan(source, 0);
        told_by_lines(source, &mut lines);
        let lines = lines.iter().enumerate();
        lines
            .filter_map(|(i, line)| (line.form == Form::Note).then_some(i))
            .collect()
    }

    #[test]
    fn a_line_is_a_note_where_the_text_refers_to_its_mark() {
        let text = "新桥[^1]昨日通车。\n[^1]: 桥长八百米。\n[^2]: 渡口改作公园。\n";
        assert_eq!(told(text), [1]);
        assert!(told(&text.replace("桥[^1]", "桥")).is_empty());
        assert!(told(&text.replace("\n[^1]", "\n [^1]")).is_empty());
        assert!(told(&text.replace("[^1]:", "[^1]")).is_empty());
    }

    #[test]
    fn a_note_goes_on_where_its_line_was_cut() {
        let cut = "新桥[^1]昨日通车。\n[^1]: 桥长八百米，桥下还泊着渡船，船工说从今天起不再\n摆渡了，要去桥头开茶馆。\n两岸的人都来看。\n";
        assert_eq!(told(cut), [1, 2]);
        assert_eq!(told(&cut.replace("不再\n", "不再\n\n")), [1]);
        assert_eq!(told(&cut.replace("不再\n", "不再摆渡。\n")), [1]);
        assert_eq!(
            told(&cut.replace("，桥下还泊着渡船", "")),
            [1],
            "a short line"
        );
        // Another note's mark begins another note, though nothing refers to it.
        assert_eq!(told(&cut.replace("\n摆渡", "\n[^2]: 摆渡")), [1]);
    }

    #[test]
    fn a_notes_further_paragraphs_are_set_in_by_four_spaces_or_a_tab() {
        let text = "新桥[^1]昨日通车。\n[^1]: 桥长八百米。\n\n    渡口改作公园。\n\t两岸的人都来看。\n  桥下还泊着渡船。\n    船工不再摆渡。\n";
        assert_eq!(told(text), [1, 2, 3]);
    }

    #[test]
    fn a_note_begins_with_a_name_in_its_mark_and_a_colon() {
        let name = |length: usize| format!("[^{}]: 桥", "a".repeat(length));
        for words in ["[^1]: 桥", "[^桥长]: 桥", "[^1]:", &name(LONGEST - 1)] {
            assert!(begins(words), "{words}");
        }
        for words in [
            "[^1] 桥",
            "[^1]：桥",
            "[1]: 桥",
            "[^]: 桥",
            "[^桥 长]: 桥",
            "渡口[^1]: 桥",
            "[^1: 桥",
            &name(LONGEST + 1),
        ] {
            assert!(!begins(words), "{words}");
        }
    }

    /// An issue of a block in each line; blank lines part its articles. Blocks with a bracket or a space before them are
    /// of a kind, all others paragraphs.
    fn issue(source: &str, kind: BlockKind) -> Issue {
        let (mut at, mut articles) = (0, vec![Article::default()]);
        for line in source.split('\n') {
            let own = line.starts_with(['[', ' ']);
            let block = Block {
                kind: if own { kind } else { BlockKind::Paragraph },
                text: Text::at(Span::new(at, at + line.len())),
                depth: 0,
            };
            match articles.last_mut() {
                Some(article) if !line.is_empty() => article.blocks.push(block),
                _ => articles.push(Article::default()),
            }
            at += line.len() + 1;
        }
        let section = Section {
            articles,
            ..Section::default()
        };
        Issue {
            source: source.to_owned(),
            sections: vec![section],
            ..Issue::default()
        }
    }

    /// The blocks of each article, notes below a `*`.
    fn shown(issue: &Issue, of: fn(&Article) -> &[Block]) -> Vec<String> {
        let block = |b: &Block| {
            let note = if b.kind == BlockKind::Note { "*" } else { "" };
            format!("{note}{}", b.text.of(&issue.source))
        };
        let articles = issue.articles().map(|(_, article)| of(article));
        articles
            .map(|blocks| blocks.iter().map(block).collect::<Vec<_>>().join("|"))
            .collect()
    }

    fn blocks(issue: &Issue) -> Vec<String> {
        shown(issue, |article| &article.blocks)
    }

    #[test]
    fn a_paragraph_with_a_mark_that_is_referred_to_is_a_note_of_the_article_that_does() {
        let source = "新桥[^1]通车\n\n渡口[^2]停航\n[^9]: 桥\n[^1]: 长\n[^2]: 老";
        let mut issue = issue(source, BlockKind::Paragraph);
        told_by_marks(&mut issue);
        assert_eq!(
            blocks(&issue),
            ["新桥[^1]通车|*[^1]: 长", "渡口[^2]停航|[^9]: 桥|*[^2]: 老"]
        );
        assert_eq!(issue.source, source);
    }

    #[test]
    fn a_notes_further_paragraphs_go_where_it_goes_and_one_that_is_not_referred_to_stays() {
        let source = "新桥[^1]通车\n\n渡口停航\n 又及\n[^1]: 长\n 宽\n[^3]: 老";
        let mut issue = issue(source, BlockKind::Note);
        to_their_articles(&mut issue, source);
        assert_eq!(
            blocks(&issue),
            ["新桥[^1]通车|*[^1]: 长|* 宽", "渡口停航|* 又及|*[^3]: 老"]
        );
    }

    #[test]
    fn a_note_goes_to_the_last_article_that_refers_to_it_and_one_amid_a_text_stays() {
        let source = "新桥[^1]\n\n渡口[^1]\n\n茶馆\n[^1]: 长";
        let mut last = issue(source, BlockKind::Note);
        to_their_articles(&mut last, source);
        assert_eq!(blocks(&last), ["新桥[^1]", "渡口[^1]|*[^1]: 长", "茶馆"]);
        let source = "新桥[^1]\n\n[^1]: 长\n茶馆";
        let mut amid = issue(source, BlockKind::Note);
        to_their_articles(&mut amid, source);
        assert_eq!(blocks(&amid), ["新桥[^1]", "*[^1]: 长|茶馆"]);
    }

    /// The notes lent to each article.
    fn lent_in(source: &str, kind: BlockKind) -> Vec<String> {
        let mut issue = issue(source, kind);
        lend(&mut issue);
        assert_eq!(issue.source, source);
        shown(&issue, |article| &article.lent)
    }

    #[test]
    fn a_note_is_lent_with_its_paragraphs_and_with_those_that_it_refers_to() {
        let source = "新桥[^A]\n\n渡口[^a][^b]\n[^a]: 见[^b]\n 又及\n[^b]: 老";
        assert_eq!(
            lent_in(source, BlockKind::Note),
            ["*[^a]: 见[^b]|* 又及|*[^b]: 老", ""]
        );
    }

    #[test]
    fn no_note_is_lent_whose_name_is_not_the_only_one_or_is_the_articles_own() {
        let own = "新桥[^1]\n[^1]: 长\n\n渡口[^2]\n[^2]: 老";
        assert_eq!(lent_in(own, BlockKind::Note), ["", ""]);
        let twice = "新桥[^1]\n\n渡口\n[^1]: 老\n\n茶馆\n[^1]: 茶";
        assert_eq!(lent_in(twice, BlockKind::Note), ["", "", ""]);
        let paragraph = "新桥[^1]\n\n渡口\n[^1]: 老";
        assert_eq!(lent_in(paragraph, BlockKind::Paragraph), ["", ""]);
    }

    #[test]
    fn what_code_seems_to_refer_to_is_lent_to_none() {
        let mut issue = issue("[^1]\n\n渡口\n[^1]: 老", BlockKind::Note);
        issue.sections[0].articles[0].blocks[0].kind = BlockKind::Code;
        lend(&mut issue);
        assert!(issue.articles().all(|(_, article)| article.lent.is_empty()));
        issue.sections[0].articles[0].blocks[0].kind = BlockKind::Paragraph;
        lend(&mut issue);
        assert_eq!(shown(&issue, |article| &article.lent), ["*[^1]: 老", ""]);
    }

    #[test]
    fn all_that_is_lent_is_as_long_as_the_source_at_most() {
        let note = format!("[^1]: {}", "老".repeat(100));
        let source = format!("{}渡口\n{note}", "新桥[^1]\n\n".repeat(40));
        let lent = lent_in(&source, BlockKind::Note);
        let count = lent.iter().filter(|lent| !lent.is_empty()).count();
        assert_eq!(count, source.len() / note.len());
    }

    proptest! {
        #[test]
        fn a_text_refers_to_the_marks_in_it_but_for_its_own(
            own in prop::option::of("[a-c桥]{1,3}"),
            parts in prop::collection::vec(("[新桥 ^\\]:]{0,4}", "[a-c1桥]{1,3}"), 0..5),
            end in "[新桥\\[^ ]{0,4}",
        ) {
            let written = parts.iter().map(|(words, name)| format!("{words}[^{name}]"));
            let own = own.map_or(String::from("桥"), |own| format!("[^{own}]:"));
            let text = format!("{own}{}{end}", written.collect::<String>());
            let marks: Vec<String> = parts.iter().map(|(_, name)| format!("[^{name}]")).collect();
            prop_assert_eq!(referred(&text).collect::<Vec<_>>(), marks);
        }
    }
}
