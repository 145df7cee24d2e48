//! Prompts: what to find in the issue, and which headline to go to.

use super::headlines::Headlines;
use super::prompt::Prompt;
use super::search::{Corpus, Search};
use super::{Effect, State};
use crate::app::asking::Asking;
use crate::language::words::Notice;

/// What changes the text of a prompt, or where its cursor is.
pub(super) enum Edit {
    Insert(String),
    Erase,
    EraseNext,
    EraseWord,
    EraseAll,
    Left,
    Right,
    Start,
    End,
}

impl State {
    pub(super) fn ask_what_to_find(&mut self) {
        self.earlier.rewind();
        self.asking = Some(Asking::Find(Prompt::default()));
    }

    pub(super) fn ask_headline(&mut self) {
        let height = self.layout.middle.height;
        let list = Headlines::of(&self.issue, &self.index, self.article, height);
        self.asking = Some(Asking::Headline(Box::new(list)));
    }

    /// Edits what is asked for. To erase where nothing is typed is to let go of the prompt.
    pub(super) fn edit(&mut self, edit: &Edit) {
        let Some(asking) = &mut self.asking else {
            return;
        };
        match edit {
            Edit::Insert(text) => asking.edit(|p| p.insert(text)),
            Edit::Erase if asking.prompt().is_some_and(|p| p.text().is_empty()) => {
                self.asking = None;
            }
            Edit::Erase => asking.edit(|p| {
                p.erase();
            }),
            Edit::EraseNext => asking.edit(Prompt::erase_next),
            Edit::EraseWord => asking.edit(Prompt::erase_word),
            Edit::EraseAll => asking.edit(Prompt::erase_all),
            Edit::Left => asking.edit(Prompt::left),
            Edit::Right => asking.edit(Prompt::right),
            Edit::Start => asking.edit(Prompt::start),
            Edit::End => asking.edit(Prompt::end),
        }
    }

    /// Goes to the headline so many further; where one searches, to a later query, or an earlier one where negative.
    pub(super) fn candidate(&mut self, by: i64) {
        match &mut self.asking {
            Some(Asking::Headline(list)) => list.choose(by),
            Some(Asking::Find(prompt)) => {
                let query = if by < 0 {
                    self.earlier.before()
                } else {
                    self.earlier.after()
                };
                if let Some(query) = query {
                    prompt.set(query);
                }
            }
            Some(Asking::Section(_) | Asking::Write(_)) | None => {}
        }
    }

    /// Lets go of what is asked; whether there was anything.
    pub(super) fn cancel(&mut self, effects: &mut Vec<Effect>) -> bool {
        let asked = self.asking.take();
        if let Some(Asking::Write(_)) = asked {
            self.let_write(false, effects);
        }
        asked.is_some()
    }

    pub(super) fn accept(&mut self, effects: &mut Vec<Effect>) {
        match self.asking.take() {
            Some(Asking::Find(prompt)) if self.help.is_some() => self.find_in_help(prompt.text()),
            Some(Asking::Find(prompt)) => self.find(prompt.text(), effects),
            Some(Asking::Headline(list)) => {
                if let Some(article) = list.article() {
                    self.close_source();
                    self.visit(article, effects);
                    self.in_article = true;
                }
            }
            Some(Asking::Section(prompt)) => self.name_section(prompt.text(), effects),
            Some(Asking::Write(_)) => self.let_write(true, effects),
            None => {}
        }
    }

    /// Searches for words, or anew for the last ones where there are none, from what is on screen on.
    fn find(&mut self, query: &str, effects: &mut Vec<Effect>) {
        let query = if query.trim().is_empty() {
            self.search.query.clone()
        } else {
            query.to_owned()
        };
        if query.is_empty() {
            self.say(&Notice::NoSearch);
            return;
        }
        self.earlier.keep(&query);
        let (issue, index) = (&self.issue, &self.index);
        let corpus = self.corpus.get_or_insert_with(|| Corpus::of(issue, index));
        self.search = corpus.search(&query, &issue.source);
        if self.search.matches().is_empty() {
            self.say(&Notice::NotFound(query));
            return;
        }
        let byte = match self.reading.view.top {
            0 => 0,
            top => self.reading.galley.byte_of(top),
        };
        let found = self.search.from(self.article, byte);
        self.search.current = found.unwrap_or(0);
        self.show_match(effects);
        if found.is_none() {
            self.say(&Notice::FromStart);
        }
    }

    /// Searches the help for words, or goes on to the next where there are none.
    fn find_in_help(&mut self, query: &str) {
        let Some(help) = &mut self.help else {
            return;
        };
        if query.trim().is_empty() {
            self.walk_in_help(1, true);
            return;
        }
        self.earlier.keep(query);
        if !help.find(query) {
            self.say(&Notice::NotFound(query.to_owned()));
        }
    }

    fn walk_in_help(&mut self, times: usize, onwards: bool) {
        let by = i64::try_from(times).unwrap_or(i64::MAX);
        let by = if onwards { by } else { -by };
        match self.help.as_mut().and_then(|help| help.walk(by)) {
            None => self.say(&Notice::NoSearch),
            Some(false) => {}
            Some(true) if onwards => self.say(&Notice::FromStart),
            Some(true) => self.say(&Notice::FromEnd),
        }
    }

    /// Goes to a later match, or an earlier one: in the help, where that is open, else in the issue.
    pub(super) fn walk_matches(&mut self, times: usize, onwards: bool, effects: &mut Vec<Effect>) {
        if self.help.is_some() {
            self.walk_in_help(times, onwards);
        } else {
            self.walk(times, onwards, effects);
        }
    }

    fn walk(&mut self, times: usize, onwards: bool, effects: &mut Vec<Effect>) {
        let total = self.search.matches().len();
        if total == 0 {
            self.say(&Notice::NoSearch);
            return;
        }
        self.search.lit = true;
        let Search { current, .. } = self.search;
        let by = times % total;
        let next = if onwards {
            current + by
        } else {
            current + total - by
        } % total;
        let round = times > 0
            && if onwards {
                next <= current
            } else {
                next >= current
            };
        self.search.current = next;
        self.show_match(effects);
        if round {
            self.say(if onwards {
                &Notice::FromStart
            } else {
                &Notice::FromEnd
            });
        }
    }

    /// Shows the match one is at.
    fn show_match(&mut self, effects: &mut Vec<Effect>) {
        let Some((article, place)) = self.search.place() else {
            return;
        };
        self.close_source();
        self.in_article = true;
        self.visit(article, effects);
        self.show_in_contents();
        let before = self.reading.view.top;
        let row = self.reading.galley.row_of(place.start);
        self.reading.show(row);
        self.keep_top(before);
    }
}
