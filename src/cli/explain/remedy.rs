//! How to put a line right that was read wrongly, said at the end of why it was read so.

use crate::app::{Message, Pane};
use crate::cli::explain::Page;
use crate::correction::{Role, Said};
use crate::guard::told;
use crate::language::Language;
use crate::loader::{Clue, Reading};
use crate::open::gathering;
use crate::open::origin::Origin;
use crate::open::shell;
use std::io::{self, Write};

impl Page<'_> {
    /// How to correct a line: on the command line, and with keys in the reader.
    pub fn remedy(
        &self,
        line: usize,
        (option, said): (&str, &Said),
        clue: Option<&Clue>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut ways = Vec::new();
        let fix = |file: &str| format!("kanbao fix {file} --line {line} {option}");
        match &self.opened.origin {
            // Its corrections are not kept.
            Origin::Sample => {}
            origin => ways.extend(as_argument(origin).map(|file| fix(&file))),
        }
        let keys = &self.keymap;
        let source = keys.chord_of(Pane::Article, &Message::Source);
        let key = keys.chord_of(Pane::Source, &Message::Say(said.clone()));
        if let (Some(source), Some(key)) = (source, key) {
            ways.push(match self.language {
                Language::Chinese => format!("阅读时按 {source} 再按 {key}"),
                Language::English => format!("{source}, then {key} in the reader"),
            });
        }
        if let Some((table, list, word)) = clue.and_then(|c| c.rule.as_ref()) {
            let word = told(word);
            let rule = format!("[without.{table}] {list} = [\"{word}\"]");
            ways.push(match self.language {
                Language::Chinese => format!("规则文件里写 {rule}"),
                Language::English => format!("{rule} in your rules"),
            });
        }
        let ways = ways.join(self.say("；或", "; or "));
        let said = self.language.said(said);
        match self.language {
            Language::Chinese => writeln!(out, "    改作“{said}”：{ways}"),
            Language::English => writeln!(out, "    to correct to “{said}”: {ways}"),
        }
    }
}

/// What corrects a line to its next best reading: the option of `kanbao fix`, and what the reader is told by a key.
pub fn remedy(line: usize, chosen: &Reading, rival: &Reading) -> Option<(String, Said)> {
    let role = |role: Role| Some((format!("--as {}", role.name()), Said::Is(role)));
    match (chosen, rival) {
        (Reading::GoesOn(_), Reading::Begins) => Some(("--part".to_owned(), Said::Joins(false))),
        (_, Reading::Begins) => role(Role::Text),
        (_, Reading::GoesOn(_)) => Some(("--join".to_owned(), Said::Joins(true))),
        (_, Reading::Alone | Reading::Article(false, _)) => role(Role::Subhead),
        (_, Reading::Names) => role(Role::Byline),
        (_, Reading::Article(true, _)) => role(Role::Headline),
        (Reading::Shares(chosen), Reading::Shares(rival)) => {
            let of = |shares: &[(usize, Option<Role>)]| {
                shares.iter().find(|(l, _)| *l == line).map(|(_, r)| *r)
            };
            let (own, other) = (of(chosen)?, of(rival)?);
            // Where the two part in other lines, those are to be corrected.
            (own != other).then_some(())?;
            role(other.unwrap_or(Role::Subhead))
        }
        (_, Reading::Shares(_)) => None,
    }
}

/// Where a bulletin comes from as a shell takes it; nothing for the sample, and `None` for a part of an archive, which no
/// argument names.
pub fn as_argument(origin: &Origin) -> Option<String> {
    Some(match origin {
        Origin::Sample => String::new(),
        Origin::Standard => "-".to_owned(),
        Origin::File(path) => shell::word(path),
        Origin::Inside(..) => return None,
        Origin::Pages(paths) => {
            let one = if gathering::are_one(paths) {
                ""
            } else {
                "--one "
            };
            let words: Vec<String> = paths.iter().map(|path| shell::word(path)).collect();
            format!("{one}{}", words.join(" "))
        }
    })
}
