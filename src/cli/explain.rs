//! `check --explain`: why lines were read as they were, and what to do where that is wrong.

mod asked;
mod remedy;
mod words;

pub use asked::{AskedError, Lines, lines};
pub use remedy::as_argument;

use crate::app::index::{Index, name, shown};
use crate::app::lines::cut;
use crate::app::parts::{ReadAs, SourceParts};
use crate::cli::Error;
use crate::correction::{Role, Said};
use crate::guard::{self, told};
use crate::issue::{BlockKind, Issue, Span};
use crate::keymap::Keymap;
use crate::language::Language;
use crate::loader::{self, Choice, Clue, Evidence, Explained, Ground};
use crate::open::Opened;
use crate::tell;
use crate::typeset::cluster::{Ambiguous, text_width};
use remedy::remedy;
use std::cell::RefCell;
use std::io::{self, Write};
use words::percent;

/// Explains lines of what was opened, cut to so many cells.
pub fn explain(
    opened: &Opened,
    asked: &[Lines],
    cells: u16,
    ambiguous: Ambiguous,
    language: Language,
) -> Result<(), Error> {
    let issue = &opened.loaded.issue;
    let there = issue.line_count();
    let origin = opened.origin.name(language);
    if let Some(range) = asked.iter().find(|r| *r.start() > there) {
        let wanted = *range.start();
        return Err(AskedError::Beyond {
            name: origin,
            wanted,
            there,
        }
        .into());
    }
    // A range stops where the text does.
    let within = |r: &Lines| *r.start()..=(*r.end()).min(there);
    let wanted: Vec<usize> = asked.iter().flat_map(within).collect();
    let rules = opened.rules.as_deref();
    let why = loader::explain(issue, rules, &opened.corrections, &wanted);
    let grounds = &why.lines;
    // Blank lines within a range are passed over.
    let mut told = grounds.iter();
    let blank = |range: &&Lines| {
        let own = told.by_ref().take(within(range).count());
        own.filter(|ground| ground.is_some()).count() == 0
    };
    if let Some(range) = asked.iter().find(blank) {
        return Err(AskedError::Blank {
            name: origin,
            wanted: *range.start(),
        }
        .into());
    }
    let explained: Vec<(usize, Ground)> = wanted
        .iter()
        .zip(grounds)
        .filter_map(|(line, ground)| Some((*line, ground.clone()?)))
        .collect();
    let index = Index::of(issue);
    let mut corrected: Vec<(usize, usize)> = Vec::new();
    for (n, line) in opened.loaded.applied.iter().enumerate() {
        corrected.extend(line.map(|line| (line, n)));
    }
    corrected.sort_unstable();
    let page = Page {
        opened,
        parts: SourceParts::of(issue, &index),
        index,
        corrected,
        keymap: Keymap::default(),
        named: RefCell::default(),
        language,
        cells,
        ambiguous,
    };
    let written = tell::lines(|out| {
        for (n, (line, ground)) in explained.iter().enumerate() {
            if n > 0 {
                writeln!(out)?;
            }
            page.line(*line, ground, out)?;
        }
        page.method(&why, out)?;
        page.hint(explained.iter().map(|(_, ground)| ground), out)
    });
    Ok(written?)
}

struct Page<'a> {
    opened: &'a Opened,
    parts: SourceParts,
    index: Index,
    /// Lines with the numbers of the corrections that stand at them, in order.
    corrected: Vec<(usize, usize)>,
    keymap: Keymap,
    /// The article named last, by its number, and its name: most lines are of the same as the one before.
    named: RefCell<Option<(usize, String)>>,
    language: Language,
    cells: u16,
    ambiguous: Ambiguous,
}

impl Page<'_> {
    fn issue(&self) -> &Issue {
        &self.opened.loaded.issue
    }

    fn say<'w>(&self, chinese: &'w str, english: &'w str) -> &'w str {
        self.language.say(chinese, english)
    }

    fn zh(&self) -> bool {
        self.language == Language::Chinese
    }

    fn line(&self, line: usize, ground: &Ground, out: &mut dyn Write) -> io::Result<()> {
        let span = span(self.issue(), line);
        let text = guard::line(span.of(&self.issue().source).trim());
        writeln!(out, "{}:{line}", self.opened.origin.name(self.language))?;
        writeln!(
            out,
            "  {}",
            cut(&text, self.cells.saturating_sub(2), self.ambiguous)
        )?;
        let place = self.parts.within(span);
        if let Some(place) = place {
            self.fact(("读作", "read as"), &place.part.words(self.language), out)?;
            self.whereabouts(place.article, out)?;
        }
        for defect in with(&self.opened.loaded.defects, line, |d| d.line) {
            self.fact(
                ("缺陷", "defect"),
                &format!(
                    "{}: {}",
                    defect.kind,
                    guard::line(&self.language.defect(defect))
                ),
                out,
            )?;
        }
        for &(_, n) in with(&self.corrected, line, |c| c.0) {
            if let Some(correction) = self.opened.corrections.get(n) {
                let what = told(&self.language.told(correction));
                let what = format!("{}. {what}", n + 1);
                self.fact(("更正", "corrected"), &what, out)?;
            }
        }
        match ground {
            Ground::Weighed(choices) => {
                for choice in choices {
                    self.choice(line, choice, out)?;
                }
            }
            other => self.decided(line, other, place.map(|p| p.part), out)?,
        }
        match place
            .map(|p| p.part)
            .and_then(|p| self.afterwards(p, ground))
        {
            Some(why) => writeln!(out, "  {why}"),
            None => Ok(()),
        }
    }

    /// How the text was read, and why.
    fn method(&self, why: &Explained, out: &mut dyn Write) -> io::Result<()> {
        if why.evidence.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.read_by(why.method))?;
        self.weights(&why.evidence, out)
    }

    /// Evidence, a line each.
    fn weights(&self, all: &[Evidence], out: &mut dyn Write) -> io::Result<()> {
        for evidence in all {
            let words = self.evidence(evidence);
            writeln!(out, "    {:>+9.2}  {words}", evidence.weight)?;
        }
        Ok(())
    }

    /// How to tell more of a paper, where its lines had to be weighed.
    fn hint<'g>(
        &self,
        mut grounds: impl Iterator<Item = &'g Ground>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !grounds.any(|g| matches!(g, Ground::Weighed(_))) {
            return Ok(());
        }
        let words = self.say(
            "本报自有的词语可以写进规则文件：见 kanbao rules",
            "words of your paper's own go into a rules file: see kanbao rules",
        );
        writeln!(out, "\n{words}")
    }

    /// A fact beside its label, the labels as wide as the widest.
    fn fact(&self, label: (&str, &str), fact: &str, out: &mut dyn Write) -> io::Result<()> {
        let (label, widest) = match self.language {
            Language::Chinese => (label.0, 4),
            Language::English => (label.1, 9),
        };
        let rest = usize::saturating_sub(widest, text_width(label, self.ambiguous));
        let fact = format!("  {label}{:rest$}  {fact}", "");
        writeln!(out, "{}", fact.trim_end())
    }

    /// The article and the section.
    fn whereabouts(&self, article: Option<u32>, out: &mut dyn Write) -> io::Result<()> {
        let Some(number) = article.and_then(|n| usize::try_from(n).ok()) else {
            return Ok(());
        };
        let issue = self.issue();
        if let Some(article) = self.index.article(issue, number) {
            let mut last = self.named.borrow_mut();
            let known = last.take().filter(|(of, _)| *of == number);
            let (_, named) = last.insert(known.unwrap_or_else(|| {
                let named = format!("{}. {}", number + 1, told(&name(article, &issue.source)));
                let cells = self.cells.saturating_sub(13);
                (number, cut(&named, cells, self.ambiguous))
            }));
            self.fact(("稿件", "article"), named, out)?;
        }
        if let Some((_, section)) = self.index.section(issue, number)
            && (section.page.is_some() || section.name.is_some())
        {
            let page = section.page.clone().unwrap_or_default();
            let named = section.name.as_ref().map(|n| shown(n, &issue.source));
            let words = format!("{page} {}", named.unwrap_or_default());
            self.fact(("版", "section"), told(words.trim()).as_str(), out)?;
        }
        Ok(())
    }

    /// A line that needed no weighing.
    fn decided(
        &self,
        line: usize,
        ground: &Ground,
        read: Option<ReadAs>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match ground {
            Ground::Front => {
                let words = self.say(
                    "在正文之前的文件头里",
                    "stands before the text, in the front matter",
                );
                writeln!(out, "  {words}")
            }
            Ground::Told => {
                let words = self.say("照更正读", "read as the correction tells");
                writeln!(out, "  {words}")
            }
            Ground::Trusted {
                mark,
                exported,
                ranks,
            } => {
                let words = match (exported, self.language) {
                    (true, Language::Chinese) => "本程序导出的文件，只照记号读",
                    (true, Language::English) => "an export of kanbao's: its marks alone decide",
                    (false, Language::Chinese) => "照记号读",
                    (false, Language::English) => "its mark decides",
                };
                if *exported || mark.is_some() {
                    writeln!(out, "  {words}")?;
                }
                writeln!(out, "  {}", self.mark(*mark))?;
                for ranked in ranks {
                    writeln!(out, "  {}", self.ranked(ranked))?;
                    self.weights(&ranked.evidence, out)?;
                }
                if *exported {
                    return Ok(());
                }
                let (option, role) = match read {
                    Some(ReadAs::Block(BlockKind::Paragraph, _)) => {
                        ("--as headline", Role::Headline)
                    }
                    _ => ("--as text", Role::Text),
                };
                self.remedy(line, (option, &Said::Is(role)), None, out)
            }
            Ground::Whole { evidence, place } => {
                let words = self.say("是标题还是段落：", "a headline or a paragraph:");
                writeln!(out, "  {words}")?;
                self.weights(evidence, out)?;
                if let Some(place) = place {
                    writeln!(out, "  {}", self.language.reason(*place))?;
                }
                let (option, role) = match read {
                    Some(ReadAs::Block(BlockKind::Paragraph, _)) => {
                        ("--as headline", Role::Headline)
                    }
                    _ => ("--as text", Role::Text),
                };
                self.remedy(line, (option, &Said::Is(role)), None, out)
            }
            Ground::Marked(mark) => writeln!(out, "  {}", self.mark(Some(*mark))),
            Ground::Form(clues) => {
                for clue in clues {
                    self.clue(clue, out)?;
                }
                let text = ("--as text", &Said::Is(Role::Text));
                self.remedy(line, text, clues.first(), out)
            }
            Ground::Weighed(_) => Ok(()),
        }
    }

    fn clue(&self, clue: &Clue, out: &mut dyn Write) -> io::Result<()> {
        let reason = self.language.reason(clue.reason);
        let Some((table, list, word)) = &clue.rule else {
            return writeln!(out, "  {reason}");
        };
        writeln!(
            out,
            "  {reason}{}[{table}] {list} = [\"{}\"]",
            self.say("：", ": "),
            told(word)
        )
    }

    fn choice(&self, line: usize, choice: &Choice, out: &mut dyn Write) -> io::Result<()> {
        let chosen = self.reading(&choice.chosen);
        let Some(rival) = &choice.rival else {
            let words = match self.language {
                Language::Chinese => format!("{chosen}；它只能如此"),
                Language::English => format!("{chosen}; it can be nothing else"),
            };
            return writeln!(out, "  {words}");
        };
        let (likely, other) = (percent(choice.likely, self.language), self.reading(rival));
        match self.language {
            Language::Chinese => writeln!(
                out,
                "  {chosen}：{likely}，超出其次 {:.2}（{other}）",
                choice.margin
            )?,
            Language::English => writeln!(
                out,
                "  {chosen}: {likely}, {:.2} ahead of: {other}",
                choice.margin
            )?,
        }
        self.weights(&choice.evidence, out)?;
        match remedy(line, &choice.chosen, rival) {
            Some((option, said)) => self.remedy(line, (&option, &said), None, out),
            None => Ok(()),
        }
    }
}

/// Of things in the order of lines those at one line.
fn with<T>(all: &[T], line: usize, at: impl Fn(&T) -> usize) -> &[T] {
    let from = all.partition_point(|t| at(t) < line);
    let rest = all.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|t| at(t) <= line))
        .unwrap_or_default()
}

/// The bytes of a line, counted from 1.
fn span(issue: &Issue, line: usize) -> Span {
    let at = |n: usize| {
        issue
            .line_starts
            .get(n)
            .map_or(issue.source.len(), |s| *s as usize)
    };
    Span::new(at(line.saturating_sub(1)), at(line))
}
