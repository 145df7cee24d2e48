//! The issue as one HTML file that needs no other: its parts by their meaning, its looks in one style sheet, for
//! screens light and dark and for paper.

mod blocks;
mod escape;
mod inline;
mod language;

use super::options::PageOptions;
use crate::{
    issue::{Article, Block, Issue, Section, Text},
    typeset::{Autospace, Names, Notes, Pinyin, Signed, display::printable, links::Targets},
};
use blocks::Blocks;
use escape::escaped;
use inline::{InlineWay, inline};
use language::{language_in, language_of};
use std::{
    cell::RefCell,
    collections::BTreeSet,
    fmt::Write as _,
    io::{self, Write},
};

/// How the page looks.
const SHEET: &str = include_str!("../../assets/page.css");

/// Writes an issue, or the one article asked for.
pub fn write(issue: &Issue, options: &PageOptions, out: &mut dyn Write) -> io::Result<()> {
    let page = Page {
        issue,
        options,
        targets: Targets::default(),
    };
    let mut text = String::new();
    if let Some(number) = options.article {
        let article = number.checked_sub(1).and_then(|n| issue.articles().nth(n));
        let Some((_, article)) = article else {
            return Ok(());
        };
        page.head(&page.title_of(article), &mut text);
        text.push_str("<main>\n");
        page.article(number, article, 1, &mut text);
        out.write_all(text.as_bytes())?;
    } else {
        page.head(&page.title(), &mut text);
        page.masthead(&mut text);
        page.contents(&mut text);
        text.push_str("<main>\n");
        out.write_all(text.as_bytes())?;
        page.sections(out)?;
    }
    let mut text = String::from("</main>\n");
    if options.furniture && !issue.furniture.is_empty() {
        text.push_str("<footer class=\"furniture\">\n");
        for furniture in &issue.furniture {
            let _ = writeln!(text, "<p>{}</p>", page.inline(&furniture.text));
        }
        text.push_str("</footer>\n");
    }
    text.push_str("</body>\n</html>\n");
    out.write_all(text.as_bytes())?;
    out.flush()
}

struct Page<'a> {
    issue: &'a Issue,
    options: &'a PageOptions,
    targets: Targets,
}

impl Page<'_> {
    /// A text of no article.
    fn inline(&self, text: &Text) -> String {
        let (notes, names, referred) = (Notes::default(), Names::default(), RefCell::default());
        let way = InlineWay {
            pinyin: Pinyin::Off,
            ..self.way(0, &notes, &names, &referred)
        };
        inline(text, &self.issue.source, &way)
    }

    /// How the texts of an article of this number and with these notes and names are written.
    fn way<'a>(
        &'a self,
        article: usize,
        notes: &'a Notes,
        names: &'a Names,
        referred: &'a RefCell<BTreeSet<(bool, usize)>>,
    ) -> InlineWay<'a> {
        let style = &self.options.style;
        InlineWay {
            fullwidth: style.fullwidth,
            script: style.script,
            pinyin: style.pinyin,
            notes,
            defines: true,
            names,
            article,
            referred,
            targets: &self.targets,
        }
    }

    /// Words of the page's own, without what must not reach a terminal, with the marks and in the script that the page
    /// is set in.
    fn spelled(&self, words: &str) -> String {
        self.options.style.spelled(&printable(words))
    }

    /// Paper, date and number in one line; the first headline where the issue says nothing of itself.
    fn title(&self) -> String {
        let language = self.options.language;
        let name = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        let parts: Vec<String> = [
            name.cloned(),
            self.issue.date.map(|date| language.date(date)),
            self.issue.number.as_ref().map(|n| language.number(n)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            let first = self.issue.articles().next();
            first.map_or_else(|| "kanbao".to_owned(), |(_, a)| self.title_of(a))
        } else {
            self.spelled(&parts.join(" · "))
        }
    }

    /// An article's headline, or the first words of its text.
    fn title_of(&self, article: &Article) -> String {
        let texts = [&article.headline, &article.kicker, &article.deck];
        let first = texts.into_iter().flatten().next();
        let text = first.or(article.blocks.first().map(|b| &b.text));
        let source = &self.issue.source;
        let bare = |text| Notes::of(article, source).taken_out(text);
        let names = Names::of(article, source);
        let style = &self.options.style;
        let words = text.map(|t| style.spelled_with(&printable(&bare(t.of(source))), &names));
        let words = words.unwrap_or_default();
        let mut short: String = words.trim().chars().take(LONGEST).collect();
        if short.len() < words.trim().len() {
            short.push('…');
        }
        if short.is_empty() {
            self.spelled(self.options.language.untitled())
        } else {
            short
        }
    }

    /// Everything before the masthead.
    fn head(&self, title: &str, out: &mut String) {
        let language = match language_of(&self.issue.source) {
            own @ ("zh-Hans" | "zh-Hant") => language_in(self.options.style.script, own),
            own => own,
        };
        let turn = self.spelled(self.options.language.say("竖排", "vertical"));
        let code = self.options.language.code();
        let checked = if self.options.style.vertical {
            " checked"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"kanbao\">\n<title>{}</title>\n\
             <style>\n{}{SHEET}</style>\n</head>\n<body>\n\
             <p class=\"turn\" lang=\"{code}\"><label><input type=\"checkbox\" id=\"vertical\"{checked}> {turn}</label></p>",
            escaped(title),
            variables(self.options),
        );
    }

    fn masthead(&self, out: &mut String) {
        let language = self.options.language;
        let name = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        let number = self.issue.number.as_ref().map(|n| language.number(n));
        if name.is_none() && self.issue.date.is_none() && number.is_none() {
            return;
        }
        out.push_str("<header class=\"masthead\">\n");
        if let Some(name) = name {
            let _ = writeln!(out, "<h1>{}</h1>", escaped(&self.spelled(name)));
        }
        let date = self.issue.date.map(|date| {
            let words = escaped(&self.spelled(&language.date(date)));
            format!("<time datetime=\"{date}\">{words}</time>")
        });
        let number = number.map(|n| escaped(&self.spelled(&n)));
        let facts: Vec<String> = [date, number].into_iter().flatten().collect();
        if !facts.is_empty() {
            let _ = writeln!(
                out,
                "<p class=\"facts\" lang=\"{}\">{}</p>",
                language.code(),
                facts.join(" · ")
            );
        }
        out.push_str("</header>\n");
    }

    /// The sections with their headlines, each a link.
    fn contents(&self, out: &mut String) {
        if self.issue.articles().nth(1).is_none() {
            return;
        }
        let label = self.spelled(self.options.language.say("目录", "Contents"));
        let _ = writeln!(out, "<nav aria-label=\"{label}\">\n<ol>");
        let mut number = 0;
        for (index, section) in self.issue.sections.iter().enumerate() {
            let heading = self.heading(section);
            if let Some(heading) = &heading {
                let _ = write!(out, "<li><a href=\"#s{}\">{heading}</a>", index + 1);
                if !section.articles.is_empty() {
                    out.push_str("\n<ol>\n");
                }
            }
            for article in &section.articles {
                number += 1;
                let title = escaped(&self.title_of(article));
                let _ = writeln!(out, "<li><a href=\"#a{number}\">{title}</a></li>");
            }
            if heading.is_some() {
                let end = if section.articles.is_empty() {
                    ""
                } else {
                    "</ol>\n"
                };
                let _ = writeln!(out, "{end}</li>");
            }
        }
        out.push_str("</ol>\n</nav>\n");
    }

    /// A section's page and name as HTML, where the bulletin gives them.
    fn heading(&self, section: &Section) -> Option<String> {
        let page = section.page.as_ref();
        let page = page.map(|p| escaped(&self.spelled(&self.options.language.page(p))));
        let name = section.name.as_ref().map(|name| self.inline(name));
        let parts: Vec<String> = [page, name].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn sections(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut number = 0;
        for (index, section) in self.issue.sections.iter().enumerate() {
            let mut text = String::new();
            let heading = self.heading(section);
            let level = match &heading {
                Some(heading) => {
                    let id = index + 1;
                    let _ = writeln!(
                        text,
                        "<section class=\"section\" aria-labelledby=\"s{id}\">\n<h2 id=\"s{id}\">{heading}</h2>"
                    );
                    3
                }
                None => 2,
            };
            for article in &section.articles {
                number += 1;
                self.article(number, article, level, &mut text);
                out.write_all(text.as_bytes())?;
                text.clear();
            }
            if heading.is_some() {
                text.push_str("</section>\n");
            }
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    /// An article, its headline a heading of this level.
    fn article(&self, number: usize, article: &Article, level: usize, out: &mut String) {
        let language = self.options.language;
        let page = self.issue.page_of(article);
        let facts = language.facts_on(page, article, &self.issue.source);
        let code = language.code();
        let _ = writeln!(out, "<article id=\"a{number}\">");
        let notes = Notes::of(article, &self.issue.source);
        let referred = RefCell::default();
        let names = Names::of(article, &self.issue.source);
        let way = self.way(number, &notes, &names, &referred);
        let read = |text: &Text| inline(text, &self.issue.source, &way);
        let mut head = String::new();
        if let Some(column) = article.column_apart() {
            let words = read(column);
            let _ = writeln!(head, "<p class=\"column\">【{words}】</p>");
        }
        let mut titles = String::new();
        if let Some(kicker) = &article.kicker {
            let _ = writeln!(titles, "<p class=\"kicker\">{}</p>", read(kicker));
        }
        if let Some(headline) = &article.headline {
            let words = read(headline);
            let _ = writeln!(titles, "<h{level} class=\"headline\">{words}</h{level}>");
        }
        if let Some(deck) = &article.deck {
            let _ = writeln!(titles, "<p class=\"deck\">{}</p>", read(deck));
        }
        // A group of headings has a heading in it.
        let group =
            article.headline.is_some() && (article.kicker.is_some() || article.deck.is_some());
        if group {
            let _ = write!(head, "<hgroup>\n{titles}</hgroup>\n");
        } else {
            head.push_str(&titles);
        }
        let byline = article.byline.as_ref().map(read);
        let length = (!facts.after_byline.is_empty()).then(|| {
            format!(
                "<span lang=\"{code}\">{}</span>",
                escaped(&self.spelled(&facts.after_byline))
            )
        });
        let line: Vec<String> = [byline, length].into_iter().flatten().collect();
        if !line.is_empty() {
            let _ = writeln!(head, "<p class=\"byline\">{}</p>", line.join(" · "));
        }
        if !head.is_empty() {
            let _ = write!(out, "<header>\n{head}</header>\n");
        }
        out.push_str("<div class=\"text\">\n");
        self.jump(
            "from",
            &facts.comes_from,
            article.continued_from.as_deref(),
            out,
        );
        let blocks = Blocks {
            source: &self.issue.source,
            way: &way,
            signed: &Signed::of(article, &self.issue.source),
            article,
            subhead: level + 1,
        };
        let ordered = notes.in_order(article, &self.issue.source);
        let ordered: Vec<&Block> = ordered.into_iter().map(|(_, block)| block).collect();
        blocks.write(&ordered, out);
        self.jump("on", &facts.goes_on, article.continued_on.as_deref(), out);
        out.push_str("</div>\n</article>\n");
    }

    /// A jump line, a link to the section of its page where the issue has it.
    fn jump(&self, class: &str, words: &str, page: Option<&str>, out: &mut String) {
        if words.is_empty() {
            return;
        }
        let bare = |page: &str| page.trim_start_matches('0').to_uppercase();
        let wanted = page.map(bare);
        let found =
            self.issue.sections.iter().position(|section| {
                wanted.is_some() && section.page.as_deref().map(bare) == wanted
            });
        let (code, words) = (self.options.language.code(), escaped(&self.spelled(words)));
        let words = match found.filter(|_| self.options.article.is_none()) {
            Some(index) => format!("<a href=\"#s{}\">{words}</a>", index + 1),
            None => words,
        };
        let _ = writeln!(out, "<p class=\"jump {class}\" lang=\"{code}\">{words}</p>");
    }
}

/// Characters of a title that stands for a text without one.
const LONGEST: usize = 80;

/// What the settings come to in the style sheet's words.
fn variables(options: &PageOptions) -> String {
    let style = &options.style;
    let half = |cells: u16| format!("{}", f32::from(cells) / 2.0);
    let autospace = match style.autospace {
        Autospace::Off => "no-autospace",
        Autospace::Fill | Autospace::Always => "normal",
    };
    let legs = match options.columns {
        0 | 1 => String::new(),
        legs => format!(
            ".text {{ columns: {legs} 12em; column-gap: 2em; column-rule: 1px solid var(--rule); }}\n.table, pre {{ column-span: all; }}\n"
        ),
    };
    // Each leg is as long as a line may be.
    let measure = options
        .measure
        .max(2)
        .saturating_mul(options.columns.max(1));
    format!(
        ":root {{ --measure: {}em; --indent: {}em; --gap: {}lh; --align: {}; --hang: {}; --autospace: {autospace}; }}\n{legs}",
        half(measure),
        half(style.indent),
        style.paragraph_gap,
        if style.justify { "justify" } else { "start" },
        if style.hang { "allow-end" } else { "none" },
    )
}
