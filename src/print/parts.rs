//! What is printed, in order: parts that can be set each by itself.

use super::options::Options;
use crate::issue::{Article, Issue, Section};

/// What is to be printed, in order; a masthead where the issue has facts for one.
pub fn parts<'a>(issue: &'a Issue, options: &Options, masthead: bool) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    if let Some(number) = options.article {
        let article = number.checked_sub(1).and_then(|n| issue.articles().nth(n));
        parts.extend(article.map(|(_, article)| Part::Article {
            article,
            place: Place::Alone,
        }));
    } else {
        if masthead {
            parts.push(Part::Masthead);
        }
        for section in &issue.sections {
            let named = section.page.is_some() || section.name.is_some();
            if section.articles.is_empty() && !named {
                continue;
            }
            let above = match parts.last() {
                None => Above::Nothing,
                Some(Part::Masthead) => Above::Masthead,
                Some(_) => Above::Part,
            };
            parts.push(Part::Section { section, above });
            let articles = section.articles.iter().enumerate();
            parts.extend(articles.map(|(number, article)| Part::Article {
                article,
                place: if number == 0 {
                    Place::First
                } else {
                    Place::Next
                },
            }));
        }
    }
    if options.furniture && !issue.furniture.is_empty() {
        let first = parts.is_empty();
        parts.push(Part::Furniture { first });
    }
    parts
}

/// A part of what is printed, which can be set by itself.
pub enum Part<'a> {
    /// Paper, date and number.
    Masthead,
    /// A section's rule, page and name.
    Section { section: &'a Section, above: Above },
    /// An article, below another's rule or by itself.
    Article { article: &'a Article, place: Place },
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
pub enum Place {
    /// Nothing.
    Alone,
    /// Its section's rule.
    First,
    /// Another article.
    Next,
}

impl Part<'_> {
    /// Bytes of source in it.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Article { article, .. } => article.texts().map(|t| t.hull().len()).sum(),
            _ => 0,
        }
    }
}
