//! The issue's texts put in order, at the end.

use crate::issue::Issue;
use crate::loader::forms::datelines;
use crate::loader::rules::Rules;
use crate::loader::source::broom::{Broom, holds_words};
use crate::loader::source::ruby::{readings, unread};

/// Puts all texts of an issue in order, so that words are found and compared as they are read; what is then empty
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
                let heads = [
                    &mut article.column,
                    &mut article.kicker,
                    &mut article.headline,
                    &mut article.deck,
                    &mut article.byline,
                ];
                let blocks = article.blocks.iter_mut().map(|b| &mut b.text);
                let texts = heads.into_iter().flatten().chain(blocks);
                texts.for_each(|text| unread(text, &readings));
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
