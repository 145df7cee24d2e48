//! What is printed, in order: parts that can be set each by itself.

use super::options::PageOptions;
use crate::issue::{Article, Issue, Section};

/// What is to be printed, in order; a masthead where the issue has facts for one.
pub fn parts<'a>(issue: &'a Issue, options: &PageOptions, masthead: bool) -> Vec<SheetPart<'a>> {
    let mut parts = Vec::new();
    if let Some(number) = options.article {
        let article = number.checked_sub(1).and_then(|n| issue.articles().nth(n));
        parts.extend(article.map(|(_, article)| SheetPart::Article {
            article,
            place: ArticlePlace::Alone,
        }));
    } else {
        if masthead {
            parts.push(SheetPart::Masthead);
        }
        for section in &issue.sections {
            let named = section.page.is_some() || section.name.is_some();
            if section.articles.is_empty() && !named {
                continue;
            }
            let above = match parts.last() {
                None => Above::Nothing,
                Some(SheetPart::Masthead) => Above::Masthead,
                Some(_) => Above::Part,
            };
            parts.push(SheetPart::Section { section, above });
            let articles = section.articles.iter().enumerate();
            parts.extend(articles.map(|(number, article)| SheetPart::Article {
                article,
                place: if number == 0 {
                    ArticlePlace::First
                } else {
                    ArticlePlace::Next
                },
            }));
        }
    }
    if options.furniture && !issue.furniture.is_empty() {
        let first = parts.is_empty();
        parts.push(SheetPart::Furniture { first });
    }
    parts
}

/// A part of what is printed, which can be set by itself.
pub enum SheetPart<'a> {
    /// Paper, date and number.
    Masthead,
    /// A section's rule, page and name.
    Section { section: &'a Section, above: Above },
    /// An article, below another's rule or by itself.
    Article {
        article: &'a Article,
        place: ArticlePlace,
    },
    /// What belongs to no story, as notes.
    Furniture { first: bool },
}

/// What stands above a section.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// Nothing.
    Nothing,
    /// The masthead with its rule.
    Masthead,
    /// Another section.
    Part,
}

/// What stands above an article.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ArticlePlace {
    /// Nothing.
    Alone,
    /// Its section's rule.
    First,
    /// Another article.
    Next,
}

impl SheetPart<'_> {
    /// Bytes of source in it.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Article { article, .. } => article.texts().map(|t| t.hull().len()).sum(),
            _ => 0,
        }
    }
}
