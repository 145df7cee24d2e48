//! The parts of a printed page, each set by itself: masthead, sections, articles, furniture.

use super::{
    colour::{begin, role},
    options::{FOOT, PageOptions},
    parts::{Above, ArticlePlace, SheetPart},
    strip::{Story, Strip, StripLine},
};
use crate::{
    issue::{Article, Block, BlockKind, Issue, Section},
    language::Language,
    theme::Role,
    typeset::{
        Ambiguous, Facts, Galley, Pinyin, Placed, Row, Style, Whole, centred_words, cluster,
        compose_part,
        display::printable,
        legs::{GUTTER, gaps, is_wide},
        links::Targets,
        upright::{self, ROW},
    },
};
use std::borrow::Cow;

/// The fewest cells of text to a leg's line: ten Han.
const NARROWEST: u16 = 20;

/// The sheet that parts are set on.
pub struct PrintedSheet<'a> {
    /// What is printed.
    pub issue: &'a Issue,
    /// How to print.
    pub options: &'a PageOptions,
    /// Cells of the text's own page.
    pub width: u16,
    /// Blank cells before it.
    pub margin: u16,
    /// Legs that text is set in, at least one.
    pub legs: u16,
    /// Cells of each.
    pub leg: u16,
    /// The targets of links that the source tells apart from them.
    targets: Targets,
}

impl<'a> PrintedSheet<'a> {
    /// The sheet for an issue: as many legs as are asked for and have room, as wide as the measure lets them be.
    pub fn new(issue: &'a Issue, options: &'a PageOptions) -> Self {
        if options.style.vertical {
            return Self::upright(issue, options);
        }
        let gutter = options.style.gutter();
        let room = |legs: u16| {
            let between = GUTTER.saturating_mul(legs - 1);
            options.width.saturating_sub(between) / legs
        };
        let fits = |legs: &u16| room(*legs) >= NARROWEST.saturating_add(gutter);
        let legs = (2..=options.columns.min(options.width / NARROWEST)).rev();
        let legs = legs.into_iter().find(fits).unwrap_or(1);
        let whole = options.measure.max(1).saturating_add(gutter);
        let mut leg = room(legs).min(whole);
        if legs > 1 {
            // Han fill a line of even cells.
            leg -= (leg - gutter) % 2;
        }
        let width = leg * legs + GUTTER * (legs - 1);
        Self {
            issue,
            options,
            width,
            margin: options.width.saturating_sub(width) / 2,
            legs,
            leg,
            targets: Targets::default(),
        }
    }

    /// The sheet for lines that run down: one leg, as long as the page's rows and the measure let it be.
    fn upright(issue: &'a Issue, options: &'a PageOptions) -> Self {
        let style = &options.style;
        let whole = options.measure.max(1).saturating_add(style.gutter());
        let rows = options.height.unwrap_or(u16::MAX);
        let rows = rows.saturating_sub(FOOT).max(1);
        let width = style.even(whole.min(rows.saturating_mul(ROW))).max(ROW);
        Self {
            issue,
            options,
            width,
            margin: 0,
            legs: 1,
            leg: width,
            targets: Targets::default(),
        }
    }

    /// Sets parts one below the other.
    pub fn set(&self, parts: &[SheetPart]) -> Vec<Strip> {
        let mut strips = Vec::new();
        for part in parts {
            self.part(part, &mut strips);
        }
        strips
    }

    /// Words of the page's own, without what must not reach a terminal, with the marks and in the script that the page
    /// is set in.
    pub fn spelled(&self, words: &str) -> String {
        self.options.style.spelled(&printable(words))
    }

    fn part(&self, part: &SheetPart, strips: &mut Vec<Strip>) {
        match part {
            SheetPart::Masthead => strips.push(Strip::whole(self.masthead())),
            SheetPart::Section { section, above } => {
                let ruled = *above == Above::Masthead;
                if *above == Above::Part {
                    strips.push(Strip::blank());
                }
                strips.push(self.section(section, ruled));
            }
            SheetPart::Article { article, place } => {
                if *place != ArticlePlace::Alone {
                    strips.push(Strip::blank());
                }
                if *place == ArticlePlace::Next {
                    let rule = self.rule(self.width / 4);
                    strips.push(Strip::Gap(vec![rule, StripLine::default()]));
                }
                let language = self.options.language;
                let page = self.issue.page_of(article);
                let facts = language.facts_on(page, article, &self.issue.source);
                self.article(article, &facts, strips);
            }
            SheetPart::Furniture { first } => {
                if !first {
                    strips.push(Strip::blank());
                }
                strips.push(Strip::whole(vec![self.rule(self.width)]));
                strips.push(self.furniture());
            }
        }
    }

    /// A section's page and name between rules, where the bulletin gives them; a masthead above has one already.
    fn section(&self, section: &Section, ruled: bool) -> Strip {
        let page = section.page.as_ref();
        let page = page.map(|p| self.options.language.page(p));
        let name = section.name.as_ref();
        let name = name.map(|n| n.of(&self.issue.source));
        let heading: Vec<String> = [page, name].into_iter().flatten().collect();
        let heading = self.spelled(&heading.join(" "));
        let mut lines = Vec::new();
        if !ruled {
            lines.push(self.rule(self.width));
        }
        if !heading.is_empty() {
            self.words(&heading, Role::Section, &mut lines);
            lines.push(self.rule(self.width));
        }
        Strip::Whole {
            lines,
            section: Some(heading),
        }
    }

    /// An article: its head over the whole width, its text in legs.
    fn article(&self, article: &Article, facts: &Facts, strips: &mut Vec<Strip>) {
        let head = Article {
            column: article.column.clone(),
            kicker: article.kicker.clone(),
            headline: article.headline.clone(),
            deck: article.deck.clone(),
            byline: article.byline.clone(),
            ..Article::default()
        };
        let beside = Facts {
            after_byline: facts.after_byline.clone(),
            ..Facts::default()
        };
        let source = &self.issue.source;
        let whole = Whole::linked(article, source, &self.targets, self.options.style.links);
        let notes = &whole.notes;
        let part = whole.of_part();
        let head = self.lines(&self.compose(&head, &beside, &part, self.width), None);
        let mut before = !head.is_empty();
        if before {
            strips.push(Strip::whole(head));
        }
        // Where there are notes, they stand below all else.
        let ordered: Cow<[Block]> = if notes.is_empty() {
            Cow::Borrowed(&article.blocks)
        } else {
            let ordered = notes.in_order(article, source).into_iter();
            Cow::Owned(ordered.map(|(_, block)| block.clone()).collect())
        };
        let runs = self.runs(&ordered);
        let last = runs.len().saturating_sub(1);
        for (number, (blocks, legs)) in runs.into_iter().enumerate() {
            let text = Article {
                blocks: blocks.to_vec(),
                ..Article::default()
            };
            let around = Facts {
                after_byline: String::new(),
                comes_from: self.jump(&facts.comes_from, number == 0),
                goes_on: self.jump(&facts.goes_on, number == last),
            };
            let leg = if legs > 1 { self.leg } else { self.width };
            let galley = self.compose(&text, &around, &part, leg);
            if galley.rows.is_empty() {
                continue;
            }
            if before {
                strips.push(Strip::blank());
            }
            before = true;
            strips.push(Strip::Text(Story {
                lines: self.lines(&galley, None),
                gaps: gaps(&galley.rows),
                legs,
                leg,
            }));
        }
    }

    /// An article's blocks in the runs that are set in legs together. Tables and code need the whole width.
    fn runs<'b>(&self, blocks: &'b [Block]) -> Vec<(&'b [Block], u16)> {
        if self.legs < 2 {
            return vec![(blocks, 1)];
        }
        let wide = |block: &Block| is_wide(block.kind);
        let runs = blocks.chunk_by(|a, b| wide(a) == wide(b));
        let runs: Vec<_> = runs
            .map(|run| (run, if run.iter().any(wide) { 1 } else { self.legs }))
            .collect();
        // Jump lines stand there without any text, too.
        if runs.is_empty() {
            vec![(blocks, self.legs)]
        } else {
            runs
        }
    }

    /// A jump line in brackets, as papers print it, where it is wanted; nothing elsewhere.
    fn jump(&self, words: &str, wanted: bool) -> String {
        match self.options.language {
            _ if words.is_empty() || !wanted => String::new(),
            Language::Chinese => format!("（{words}）"),
            Language::English => format!("({words})"),
        }
    }

    fn furniture(&self) -> Strip {
        let furniture = self.issue.furniture.iter();
        let lines = Article {
            blocks: furniture
                .map(|f| Block {
                    kind: BlockKind::Verse,
                    text: f.text.clone(),
                    depth: 0,
                })
                .collect(),
            ..Article::default()
        };
        // Furniture is no story's text, and has no readings above it.
        let style = Style {
            pinyin: Pinyin::Off,
            ..self.options.style.clone()
        };
        let source = &self.issue.source;
        let whole = Whole::default();
        let galley = compose_part(
            &lines,
            source,
            &Facts::default(),
            &whole,
            self.width,
            &style,
        );
        Strip::Text(Story {
            lines: self.lines(&galley, Some(Role::Fact)),
            gaps: gaps(&galley.rows),
            legs: 1,
            leg: self.width,
        })
    }

    fn compose(&self, article: &Article, facts: &Facts, whole: &Whole, width: u16) -> Galley {
        let (source, style) = (&self.issue.source, &self.options.style);
        compose_part(article, source, facts, whole, width, style)
    }

    /// Rows as lines, in their own roles' looks or all in one.
    fn lines(&self, galley: &Galley, look: Option<Role>) -> Vec<StripLine> {
        let rows = galley.rows.iter().enumerate();
        rows.map(|(number, row)| {
            let look = look.unwrap_or(role(row.role));
            self.row(row, look, galley.links_of(number))
        })
        .collect()
    }

    /// Appends words of the page's own, centred.
    pub fn words(&self, words: &str, look: Role, lines: &mut Vec<StripLine>) {
        let rows = centred_words(words, self.width, &self.options.style);
        lines.extend(rows.iter().map(|row| self.row(row, look, &[])));
    }

    /// A rule of so many cells, in the page's middle.
    pub fn rule(&self, cells: u16) -> StripLine {
        let cells = cells.clamp(1, self.width.max(1));
        if self.options.style.vertical {
            let rows = usize::from(cells.div_ceil(ROW));
            let blank = self
                .options
                .style
                .even(self.width.saturating_sub(cells) / 2);
            let blank = " ".repeat(usize::from(blank));
            return self.line(
                &(blank + &upright::words("─", self.ambiguous()).repeat(rows)),
                Role::Border,
            );
        }
        let blank = " ".repeat(usize::from(self.width.saturating_sub(cells) / 2));
        let rule = cluster::rule('─', cells.into(), self.ambiguous());
        self.line(&(blank + &rule), Role::Border)
    }

    /// Cells of characters of ambiguous width.
    pub fn ambiguous(&self) -> Ambiguous {
        self.options.style.ambiguous
    }

    /// One line in a role's look.
    pub fn line(&self, text: &str, look: Role) -> StripLine {
        StripLine::new(text, &self.codes(look), self.ambiguous())
    }

    /// A set row in a role's look, the words of its links underlined.
    fn row(&self, row: &Row, look: Role, links: &[Placed]) -> StripLine {
        // A line that runs down is written cluster by cluster.
        let shown = self.options.theme.is_some() && !self.options.style.vertical;
        let links = if shown { links } else { &[] };
        StripLine::of(row, &self.codes(look), links, self.options.links)
    }

    /// The codes that begin a role's look.
    fn codes(&self, look: Role) -> String {
        let theme = self.options.theme.as_ref();
        theme.map_or_else(String::new, |t| begin(t.style(look)))
    }
}
