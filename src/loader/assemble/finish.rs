//! Finishing an article: the byline glued to its end, its dateline, its column, its verse.

use crate::issue::{Article, Block, BlockKind, Text};
use crate::loader::forms::numbering::numbered;
use crate::loader::forms::{bylines, datelines, labels};
use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::broom::Broom;
use crate::loader::source::lines::is_numeral;
use crate::loader::source::texts;

/// Looks for what an article's texts hold: a byline glued to the end, the dateline, the column's name in
/// brackets. In an `exported` text only what the text itself says is looked for: its byline is marked.
pub fn finish_article(
    rules: &Rules,
    article: &mut Article,
    source: &str,
    broom: Broom,
    exported: bool,
) {
    // A lone # heads nothing, and tags without words are no text.
    broom.article(article);
    if article.byline.is_none() && !exported {
        glued_byline(rules, article, source);
    }
    if !exported {
        passed_when(rules, article, source);
    }
    datelines::find_dateline(rules, article, source);
    if let Some(column) = article.column.as_mut().filter(|_| !exported) {
        let folded = texts::folded(column, source);
        if labels::is_column(rules, &folded) {
            let bare = labels::bare_column(&folded);
            let before = folded
                .split_once(bare)
                .map_or(0, |(b, _)| b.chars().count());
            *column = texts::slice(column, source, before, bare.chars().count());
        }
    }
    if let (None, Some(headline)) = (&article.column, &article.headline) {
        let folded = texts::folded(headline, source);
        if let Some(name) = labels::bracketed_end(&folded) {
            let (all, count) = (folded.chars().count(), name.chars().count());
            article.column = Some(texts::slice(headline, source, all - count - 1, count));
        }
    }
    if !exported {
        verse(article, source);
        photo_report(article, source);
        data_at_end(rules, article, source);
    }
}

/// A photo report (图片新闻) is a paragraph or two, and 图为 with who took the picture: all of it is its text.
fn photo_report(article: &mut Article, source: &str) {
    let text = article
        .blocks
        .iter()
        .take_while(|b| b.kind == BlockKind::Paragraph)
        .count();
    let Some(captions) = article.blocks.get_mut(text..) else {
        return;
    };
    let says_it = captions
        .first()
        .is_some_and(|b| texts::slice(&b.text, source, 0, 2).of(source) == "图为");
    if (1..=2).contains(&text) && says_it && captions.iter().all(|b| b.kind == BlockKind::Caption) {
        for caption in captions {
            caption.kind = BlockKind::Paragraph;
        }
    }
}

/// Under a chart amid a text stands where its data come from; at the text's end the line speaks of the whole text.
fn data_at_end(rules: &Rules, article: &mut Article, source: &str) {
    if let [.., _, last] = article.blocks.as_mut_slice()
        && last.kind == BlockKind::Caption
        && starts_with(&texts::folded(&last.text, source), &rules.caption.data)
    {
        last.kind = BlockKind::Note;
    }
}

/// A law's or a report's first lines, in brackets: when and by whom it was passed. They are its deck.
fn passed_when(rules: &Rules, article: &mut Article, source: &str) {
    let Some(first) = article
        .blocks
        .first()
        .filter(|b| b.kind == BlockKind::Paragraph)
    else {
        return;
    };
    if article.deck.is_some()
        || article.headline.is_none()
        || !matches!(texts::first(&first.text, source), Some('（' | '('))
        || texts::length(&first.text, source) > 600
    {
        return;
    }
    let words = texts::folded(&first.text, source);
    let whole =
        words.starts_with('（') && words.ends_with('）') && words.matches('（').count() == 1;
    if whole
        && words.contains(['日', '号'])
        && words.contains(is_numeral)
        && !is_note(rules, &first.text, source)
    {
        article.deck = Some(article.blocks.remove(0).text);
    }
}

/// Takes a byline off the end of the article's last paragraph.
fn glued_byline(rules: &Rules, article: &mut Article, source: &str) {
    let Some(last) = article
        .blocks
        .iter_mut()
        .rev()
        .find(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Note))
    else {
        return;
    };
    let folded = texts::folded(&last.text, source);
    if last.kind == BlockKind::Note {
        if bylines::byline(rules, &folded) == Some(bylines::Surety::Role) {
            let mut text = last.text.clone();
            texts::unwrap_byline(&mut text, source);
            article.byline = Some(text);
            let gone = last.text.hull();
            article
                .blocks
                .retain(|b| b.text.hull() != gone || b.kind != BlockKind::Note);
        }
        return;
    }
    let Some((range, _)) = bylines::glued(rules, &folded) else {
        return;
    };
    if folded
        .get(range.clone())
        .is_some_and(|words| bylines::helped(rules, words))
    {
        return;
    }
    let count = folded.get(..range.start).map_or(0, |t| t.chars().count());
    let (rest, byline) = texts::split(&last.text, source, count);
    let mut byline = texts::trimmed(byline, source);
    texts::unwrap_byline(&mut byline, source);
    last.text = texts::trimmed(rest, source);
    if is_note(rules, &last.text, source) {
        last.kind = BlockKind::Note;
    }
    article.byline = Some(byline);
}

/// Four and more short lines in a row are verse.
fn verse(article: &mut Article, source: &str) {
    let short = |b: &Block| {
        matches!(b.kind, BlockKind::Subhead | BlockKind::Paragraph)
            // Few bytes first: most paragraphs need not be counted.
            && b.text.runs.iter().map(|r| r.span.len()).sum::<usize>() <= 80
            && texts::length(&b.text, source) <= 20
            && !listed(&texts::folded(&b.text, source))
    };
    let mut at = 0;
    while at < article.blocks.len() {
        let run = article
            .blocks
            .iter()
            .skip(at)
            .take_while(|b| short(b))
            .count();
        if run >= 4 {
            for block in article.blocks.iter_mut().skip(at).take(run) {
                block.kind = BlockKind::Verse;
            }
        }
        at += run.max(1);
    }
}

/// Whether a short line is an item of a list or a chapter's head, no line of verse: （一）……； 第一章 总则.
fn listed(text: &str) -> bool {
    let chapter = text.strip_prefix('第').and_then(|t| {
        let at = t.find(|c: char| !is_numeral(c))?;
        t.get(at..).filter(|_| at > 0)
    });
    numbered(text)
        || text.ends_with('；')
        || chapter.is_some_and(|t| t.starts_with(['章', '节', '條', '条', '编', '版', '号']))
}

/// Whether a paragraph is a note on the text: the whole of it in brackets, beginning as notes do.
pub fn is_note(rules: &Rules, text: &Text, source: &str) -> bool {
    if text.runs.iter().map(|r| r.span.len()).sum::<usize>() > 400 {
        return false;
    }
    // The first character alone tells of most that they are none.
    if !matches!(texts::first(text, source), Some('（' | '(' | '〔')) {
        return false;
    }
    let folded = texts::folded(text, source);
    folded.starts_with(['（', '〔'])
        && folded.ends_with(['）', '〕'])
        && starts_with(&folded, &rules.note.starts)
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    /// The byline of an article whose text ends so.
    fn byline(end: &str) -> Option<String> {
        let text =
            format!("# 山城新桥通车\n\n新桥全长八百米，两岸的人都来看，桥下还泊着渡船。{end}\n");
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let byline = issue.articles().next()?.1.byline.clone();
        byline.map(|b| b.of(&issue.source))
    }

    #[test]
    fn a_dateline_of_any_form_is_the_article_s() {
        for (words, corrected) in [
            ("本报讯（记者 王小山）", "本报讯"),
            (
                "山城日报大江10月24日电 （记者 王小山）",
                "山城日报大江10月24日电",
            ),
            ("〔記者王小山／山城報導〕", "記者王小山／山城報導"),
            ("[山城讯]", "山城讯"),
            ("■本报讯 ", "本报讯"),
        ] {
            let text = format!("# 山城新桥通车\n\n{words}新桥昨日通车，两岸的人都来看。\n");
            let issue = load(text.into_bytes(), &Options::default()).issue;
            let (_, article) = issue.articles().next().expect("the only one");
            let dateline = article.dateline.as_ref().map(|d| d.of(&issue.source));
            assert_eq!(dateline.as_deref(), Some(corrected), "{words}");
        }
    }

    #[test]
    fn who_compiled_a_text_is_not_who_wrote_it() {
        assert_eq!(
            byline("\n\n（记者 王小山）").as_deref(),
            Some("记者 王小山")
        );
        assert_eq!(byline("\n\n（本报记者王小山采访整理）"), None);
        assert_eq!(byline("（本报记者王小山参与采写）"), None);
    }
}
