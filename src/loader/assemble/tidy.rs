//! The issue's texts put in order, at the end.

use crate::issue::Issue;
use crate::loader::forms::datelines;
use crate::loader::rules::Rules;
use crate::loader::source::broom::{Broom, holds_words};
use crate::loader::source::ruby::{readings, unread};

/// Puts all texts of an issue in order, so that words are found and compared as they are read. Furniture that is then empty
/// goes.
pub fn tidy(rules: &Rules, issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    let broom = Broom::of(&source);
    let readings = readings(&source);
    for section in &mut issue.sections {
        section
            .name
            .iter_mut()
            .for_each(|text| unread(text, &readings));
        broom.slot(&mut section.name);
        for article in &mut section.articles {
            if !readings.is_empty() {
                article.heads_mut().for_each(|text| unread(text, &readings));
                let blocks = article.blocks.iter_mut();
                blocks.for_each(|block| unread(&mut block.text, &readings));
            }
            broom.article(article);
            datelines::find_dateline(rules, article, &source);
        }
    }
    for furniture in &mut issue.furniture {
        broom.text(&mut furniture.text);
    }
    issue.furniture.retain(|f| holds_words(&f.text, &source));
    issue.source = source;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Article, Block, BlockKind, Furniture, FurnitureKind, Section, Span, Text};

    #[test]
    fn furniture_without_words_goes_and_datelines_are_found() {
        let source = "本报讯　两岸的人都来看。\n---\n责任编辑：王小川\n";
        let at = |words: &str| {
            let start = source.find(words).expect("words of the source");
            Text::at(Span::new(start, start + words.len()))
        };
        let furniture = |words| Furniture {
            kind: FurnitureKind::Other,
            text: at(words),
        };
        let article = Article {
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                text: at("本报讯　两岸的人都来看。"),
                depth: 0,
            }],
            ..Article::default()
        };
        let mut issue = Issue {
            source: source.to_owned(),
            sections: vec![Section {
                articles: vec![article],
                ..Section::default()
            }],
            furniture: vec![furniture("\n"), furniture("责任编辑：王小川")],
            ..Issue::default()
        };
        tidy(Rules::built_in(), &mut issue);
        let kept: Vec<String> = issue.furniture.iter().map(|f| f.text.of(source)).collect();
        assert_eq!(kept, ["责任编辑：王小川"]);
        let (_, article) = issue.articles().next().expect("an article");
        assert_eq!(
            article.dateline.as_ref().map(|d| d.of(source)).as_deref(),
            Some("本报讯")
        );
        assert_eq!(issue.source, source);
    }
}
