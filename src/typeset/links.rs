//! Links: the words of a text that lead elsewhere, and where to. A text keeps its words alone; what makes them a link
//! stands in the source around them, as Markdown or HTML writes it.

use super::addresses::of_web;
use crate::{
    guard,
    issue::{Block, BlockKind, Span, Text},
};
use std::{collections::HashMap, ops::Range, sync::OnceLock};

/// Bytes of markup between two parts of a text that are looked at; beyond that something else stands there.
const LONGEST: usize = 4096;

/// Words that lead elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// From the first byte of its words in the source to the last.
    pub span: Span,
    /// Byte of the text itself (of [`Text::of`]) behind its words.
    pub at: usize,
    /// Where it leads, as the source writes it.
    pub address: String,
    /// Whether its words say where it leads.
    pub says_so: bool,
}

impl Link {
    /// Whether its words are shown as a link: it may be followed, or a note says where it leads.
    pub fn is_seen(&self) -> bool {
        self.leads_out() && (!self.says_so || guard::followed(&self.address).is_some())
    }

    /// Whether it is of use to know where it leads: not within the text, and not into a program.
    pub fn leads_out(&self) -> bool {
        let address = self.address.as_str();
        let runs = ["javascript:", "data:", "vbscript:"].iter().any(|scheme| {
            let start = address.get(..scheme.len());
            start.is_some_and(|s| s.eq_ignore_ascii_case(scheme))
        });
        let plain = |c: char| !c.is_whitespace() && !guard::is_unseen(c);
        !address.is_empty() && !address.starts_with('#') && !runs && address.chars().all(plain)
    }
}

/// The links of a block, in the order of its text.
pub fn links_of(block: &Block, source: &str, targets: &Targets) -> Vec<Link> {
    match block.kind {
        BlockKind::Code | BlockKind::Rule => Vec::new(),
        BlockKind::Image => image(&block.text, source, targets).into_iter().collect(),
        _ => links(&block.text, source, targets),
    }
}

/// The links of a text, in its order.
pub fn links(text: &Text, source: &str, targets: &Targets) -> Vec<Link> {
    let mut search = Search {
        source,
        targets,
        found: Vec::new(),
        bracket: None,
        anchor: None,
    };
    let mut last: Option<Span> = None;
    let mut at = 0;
    for run in &text.runs {
        at += run.joint.map_or(0, char::len_utf8);
        if run.span.is_empty() {
            continue;
        }
        search.gap(gap(source, last, run.span.start), last, run.span.start, at);
        search.bare(run.span, at);
        at += run.span.len();
        last = Some(run.span);
    }
    if let Some(span) = last {
        search.gap(behind(source, span), last, u32::MAX, at);
    }
    search.found
}

/// Where a picture leads: to what the link around it opens, else to the picture itself.
fn image(text: &Text, source: &str, targets: &Targets) -> Option<Link> {
    let first = text.runs.first()?.span.start;
    let mut words = text.runs.iter().filter(|run| !run.span.is_empty());
    let end = words.next_back().map_or(first, |run| run.span.end);
    let from = if end > first {
        end
    } else {
        first.saturating_add(2)
    };
    let rest = behind(
        source,
        Span {
            start: from,
            end: from,
        },
    );
    let (own, length) = address(rest, source, targets)?;
    let before = source.get(..first as usize).unwrap_or("");
    let outer = before
        .ends_with('[')
        .then(|| address(rest.get(length..)?, source, targets))
        .flatten();
    let span = if end > first {
        Span { start: first, end }
    } else {
        // Without words it is known by its file's name.
        let at = rest.find(own.as_str())? + from as usize;
        let name = file(&own);
        Span::new(at + name.start, at + name.end)
    };
    let address = outer.map_or(own, |(outer, _)| outer);
    Some(Link {
        span,
        at: text.of(source).len(),
        // One of this folder is told beside the words.
        says_so: guard::followed(&address).is_none(),
        address,
    })
}

/// The bytes of the name of the file that an address leads to; all of it where it names none.
fn file(address: &str) -> Range<usize> {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let path = address.get(..end).unwrap_or("");
    let start = path.rfind('/').map_or(0, |at| at + 1);
    if start < end {
        start..end
    } else {
        0..address.len()
    }
}

/// A search for links along a text.
struct Search<'a> {
    source: &'a str,
    targets: &'a Targets,
    found: Vec<Link>,
    /// Where the words behind `[` begin.
    bracket: Option<u32>,
    /// Where the words of `<a href>` begin, and its target.
    anchor: Option<(u32, String)>,
}

impl Search<'_> {
    /// Takes what stands between two parts of the text: it may end a link, and begin another.
    fn gap(&mut self, gap: &str, last: Option<Span>, next: u32, at: usize) {
        if gap.is_empty() {
            return;
        }
        let end = last.map_or(0, |last| last.end);
        let marks = |c: char| matches!(c, '*' | '_' | '~' | '`');
        let head = gap.trim_start_matches(marks);
        if head.starts_with(']')
            && let Some(start) = self.bracket.take()
            && let Some((address, _)) = address(head, self.source, self.targets)
        {
            self.link(start, end, at, address);
        }
        let mut rest = gap;
        while let Some((_, tag)) = rest.split_once('<') {
            let Some((tag, after)) = tag.split_once('>') else {
                break;
            };
            let name = tag
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
                .next();
            match name.unwrap_or("").to_ascii_lowercase().as_str() {
                "a" => self.anchor = attribute(tag, "href").map(|href| (next, href)),
                "/a" => {
                    if let Some((start, address)) = self.anchor.take() {
                        self.link(start, end, at, address);
                    }
                }
                _ => {}
            }
            rest = after;
        }
        let tail = gap.trim_end_matches(marks);
        if tail.ends_with('[') && !tail.ends_with("![") {
            self.bracket = Some(next);
        }
    }

    /// Takes the words themselves: an address among them is a link.
    fn bare(&mut self, span: Span, at: usize) {
        if self.bracket.is_some() || self.anchor.is_some() {
            return;
        }
        let words = span.of(self.source);
        for place in of_web(words) {
            let end = at + place.end;
            let address = words.get(place.clone()).unwrap_or("").to_owned();
            let from = |byte: usize| span.start + Span::new(0, byte).end;
            self.link(from(place.start), from(place.end), end, address);
        }
    }

    fn link(&mut self, start: u32, end: u32, at: usize, address: String) {
        if start >= end {
            return;
        }
        let span = Span { start, end };
        let bare = |address: &str| {
            let address = address.trim();
            let mut schemes = ["https://", "http://", "mailto:"].into_iter();
            let rest = schemes.find_map(|scheme| address.strip_prefix(scheme));
            rest.unwrap_or(address).trim_end_matches('/').to_owned()
        };
        self.found.push(Link {
            says_so: bare(span.of(self.source)) == bare(&address),
            span,
            at,
            address,
        });
    }
}

/// What the source has between two parts of a text, or before the first in its line.
pub fn gap(source: &str, last: Option<Span>, start: u32) -> &str {
    let Some(last) = last else {
        let start = start as usize;
        let from = start.saturating_sub(LONGEST + 1);
        let near = source.as_bytes().get(from..start).unwrap_or_default();
        let end = near.iter().rposition(|b| is_line_end(*b));
        let line = end.map(|at| from + at + 1).or((from == 0).then_some(0));
        return line.and_then(|at| source.get(at..start)).unwrap_or("");
    };
    let between = source.get(last.end as usize..start as usize);
    between.filter(|gap| gap.len() <= LONGEST).unwrap_or("")
}

/// What the source has behind a text's last part in its line.
pub fn behind(source: &str, last: Span) -> &str {
    let rest = source
        .as_bytes()
        .get(last.end as usize..)
        .unwrap_or_default();
    let near = rest.get(..=LONGEST).unwrap_or(rest);
    let end = near.iter().position(|b| is_line_end(*b));
    let whole = (near.len() == rest.len()).then_some(rest.len());
    let length = end.or(whole).unwrap_or(0);
    let line = source
        .get(last.end as usize..)
        .and_then(|r| r.get(..length));
    line.unwrap_or("")
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The targets that a source defines apart from their links, by their names: `[name]: address`.
#[derive(Debug, Default)]
pub struct Targets {
    by_name: OnceLock<HashMap<String, String>>,
}

impl Targets {
    /// The address of a name. The source is looked through once.
    fn of(&self, name: &str, source: &str) -> Option<String> {
        let by_name = self.by_name.get_or_init(|| {
            let mut all = HashMap::new();
            for (name, address) in source.split('\n').filter_map(definition) {
                all.entry(name.to_owned())
                    .or_insert_with(|| address.to_owned());
            }
            all
        });
        by_name.get(name).cloned()
    }
}

/// The name and the address that a line defines.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    let address = rest.strip_prefix(':')?.split_whitespace().next()?;
    Some((name, address.trim_matches(['<', '>'])))
}

/// The target after a link's words, `](address "title")` or `][name]`, and the bytes that it takes; `][]` is none of ours.
pub fn address(head: &str, source: &str, targets: &Targets) -> Option<(String, usize)> {
    let rest = head.strip_prefix(']')?;
    if let Some(inside) = rest.strip_prefix('(') {
        let inside = inside.trim_start();
        let own = if let Some(pointed) = inside.strip_prefix('<') {
            pointed.split_once('>')?.0
        } else {
            // Brackets within an address are balanced, by CommonMark.
            let mut depth = 0usize;
            let end = inside.find(|c: char| {
                depth = match c {
                    '(' => depth + 1,
                    ')' if depth > 0 => depth - 1,
                    ')' => return true,
                    _ => depth,
                };
                c.is_whitespace()
            })?;
            inside.get(..end)?
        };
        // Behind the address there may be a title.
        let pointed = usize::from(inside.starts_with('<'));
        let after = inside.get(own.len() + 2 * pointed..)?;
        let title = after.trim_start();
        let closed = match title.chars().next() {
            Some(quote @ ('"' | '\'')) => title.get(1..)?.find(quote).map_or(0, |at| at + 2),
            _ => 0,
        };
        let end = title
            .get(closed..)?
            .find(')')
            .map_or(title.len(), |at| closed + at + 1);
        let length = head.len() - title.len() + end;
        return Some((own.to_owned(), length));
    }
    let (name, after) = rest.strip_prefix('[')?.split_once(']')?;
    if name.is_empty() {
        return None;
    }
    Some((targets.of(name, source)?, head.len() - after.len()))
}

/// An attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|&at| {
        let parted = tag
            .get(..at)
            .is_some_and(|t| t.ends_with(char::is_whitespace));
        let rest = tag.get(at + name.len()..).unwrap_or("");
        parted && rest.trim_start().starts_with('=')
    })?;
    let value = tag
        .get(at + name.len()..)?
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(value.replace("&amp;", "&"))
}
