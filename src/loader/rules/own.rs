//! A reader's own rules: a file of the same shape as the built-in ones, whose words are added to those.

use crate::loader::rules::{Kind, Rules, pattern};
use crate::loader::source::lines::{folded, is_han};
use std::collections::HashSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Name of the table whose lists are taken away from the built-in ones instead of added to them.
const WITHOUT: &str = "without";

/// A mistake in a rules file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// Character of the line, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub wrong: RuleWrong,
}

/// What can be wrong in a rules file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RuleWrong {
    /// It is no TOML; in the parser's words.
    Syntax(String),
    /// No table of the rules has this name.
    Table(String),
    /// The table has no such list.
    List {
        /// The table.
        table: &'static str,
        /// The name that is no list's.
        given: String,
    },
    /// A table of this name should stand here.
    NoTable(String),
    /// A list of words of this name should stand here.
    NoList(String),
    /// One text of this name should stand here.
    NoText(String),
    /// Only words may stand in a list; this is none.
    NoWord,
    /// The word is empty.
    Empty,
    /// The word is one Han character, and would match nearly everywhere.
    Short(String),
    /// The pattern says too little of a line, and would match nearly everywhere.
    Open(String),
    /// The word to take away is not among the built-in ones.
    Absent(String),
    /// The word, of which the beginning is given, has more than so many characters.
    Long(String, usize),
    /// The list has more than so many patterns.
    Many(usize),
}

/// Most characters of a word or a pattern.
const LONGEST: usize = 100;
const _: () = assert!(LONGEST <= pattern::LONGEST);

/// Most patterns of a list: each is compared with a line for itself.
const MOST: usize = 1000;

impl Rules {
    /// These rules with a file's added to them, or all the mistakes in it.
    ///
    /// # Errors
    /// Each mistake, in order of lines.
    pub fn extended(&self, text: &str) -> Result<Self, Vec<Mistake>> {
        let mut reading = Reading {
            rules: self.clone(),
            wrong: Vec::new(),
        };
        let (file, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().unwrap_or_default();
            reading
                .wrong
                .push((at, RuleWrong::Syntax(error.message().to_owned())));
        }
        // What a broken file seems to say is not worth a word.
        if errors.is_empty() {
            reading.tables(file.get_ref(), false);
        }
        if reading.wrong.is_empty() {
            return Ok(reading.rules);
        }
        reading.wrong.sort_by_key(|(at, _)| at.start);
        Err(mistakes(text, reading.wrong))
    }
}

/// Mistakes with their places, of a text from whose beginning they come in order.
fn mistakes(text: &str, wrong: Vec<(Range<usize>, RuleWrong)>) -> Vec<Mistake> {
    let (mut at, mut line, mut column) = (0, 1, 1);
    let mistake = |(place, wrong): (Range<usize>, RuleWrong)| {
        let to = place.start.min(text.len());
        for c in text.get(at..to).unwrap_or("").chars() {
            (line, column) = if c == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        at = at.max(to);
        Mistake {
            line,
            column,
            wrong,
        }
    };
    wrong.into_iter().map(mistake).collect()
}

struct Reading {
    rules: Rules,
    wrong: Vec<(Range<usize>, RuleWrong)>,
}

impl Reading {
    fn tables(&mut self, tables: &DeTable, without: bool) {
        for (name, value) in tables {
            let given = name.get_ref().as_ref();
            let known = Rules::TABLES.iter().find(|(table, _)| *table == given);
            let again = given == WITHOUT && !without;
            if known.is_none() && !again {
                self.wrong
                    .push((name.span(), RuleWrong::Table(given.to_owned())));
                continue;
            }
            let Some(lists) = value.get_ref().as_table() else {
                self.wrong
                    .push((value.span(), RuleWrong::NoTable(given.to_owned())));
                continue;
            };
            match known {
                Some((table, _)) => self.lists(table, lists, without),
                None => self.tables(lists, true),
            }
        }
    }

    fn lists(&mut self, table: &'static str, lists: &DeTable, without: bool) {
        for (name, value) in lists {
            let given = name.get_ref().as_ref();
            let Some((_, kind)) = self.rules.list(table, given) else {
                let given = given.to_owned();
                self.wrong
                    .push((name.span(), RuleWrong::List { table, given }));
                continue;
            };
            let words = match (value.get_ref(), kind) {
                (DeValue::String(_), Kind::Characters) => std::slice::from_ref(value),
                (DeValue::Array(words), Kind::Whole | Kind::Part | Kind::Lines) => words,
                _ => {
                    let wrong = if kind == Kind::Characters {
                        RuleWrong::NoText
                    } else {
                        RuleWrong::NoList
                    };
                    self.wrong.push((value.span(), wrong(given.to_owned())));
                    continue;
                }
            };
            if without {
                self.take_away((table, given), words);
            } else {
                self.add((table, given), kind, words);
                let many = self
                    .rules
                    .list(table, given)
                    .map_or(0, |(list, _)| list.count());
                if kind == Kind::Lines && many > MOST {
                    self.wrong.push((value.span(), RuleWrong::Many(MOST)));
                }
            }
        }
    }

    /// Adds words to a list, but for those that are wrong.
    fn add(&mut self, (table, list): (&str, &str), kind: Kind, words: &[Spanned<DeValue>]) {
        let mut right = Vec::new();
        for word in words {
            let folded = written(word).and_then(|given| checked(given, kind));
            match folded {
                Ok(folded) => right.push(folded),
                Err(wrong) => self.wrong.push((word.span(), wrong)),
            }
        }
        if let Some((list, _)) = self.rules.list(table, list) {
            list.add(right);
        }
    }

    /// Takes words away from a list.
    fn take_away(&mut self, (table, list): (&str, &str), words: &[Spanned<DeValue>]) {
        let Some((list, _)) = self.rules.list(table, list) else {
            return;
        };
        let mut gone: HashSet<&str> = HashSet::new();
        let folds: Vec<String> = words
            .iter()
            .map(|word| written(word).map_or_else(|_| String::new(), folded))
            .collect();
        let known = list.known();
        for (word, folded) in words.iter().zip(&folds) {
            let wrong = match written(word) {
                Ok(given) => {
                    let mut there = false;
                    for own in [given, folded] {
                        there |= known(own) && gone.insert(own);
                    }
                    (!there).then(|| RuleWrong::Absent(given.to_owned()))
                }
                Err(wrong) => Some(wrong),
            };
            self.wrong.extend(wrong.map(|wrong| (word.span(), wrong)));
        }
        drop(known);
        list.remove(&gone);
    }
}

/// A word as it is written.
fn written<'v>(word: &'v Spanned<DeValue>) -> Result<&'v str, RuleWrong> {
    match word.get_ref() {
        DeValue::String(given) if given.trim().is_empty() => Err(RuleWrong::Empty),
        DeValue::String(given) => Ok(given),
        _ => Err(RuleWrong::NoWord),
    }
}

/// A word to be added, as it is compared: the lines have their marks folded to full width.
fn checked(given: &str, kind: Kind) -> Result<String, RuleWrong> {
    if kind != Kind::Characters && given.chars().nth(LONGEST).is_some() {
        let beginning = given.chars().take(LONGEST / 5).collect();
        return Err(RuleWrong::Long(beginning, LONGEST));
    }
    let folded: String = folded(given);
    let mut characters = folded.trim().chars();
    let lone = matches!((characters.next(), characters.next()), (Some(c), None) if is_han(c));
    match kind {
        Kind::Part if lone => Err(RuleWrong::Short(given.to_owned())),
        Kind::Lines if pattern::said(&folded) < if pattern::is_open(&folded) { 2 } else { 1 } => {
            Err(RuleWrong::Open(given.to_owned()))
        }
        _ => Ok(folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(usize, usize, RuleWrong)> {
        let mistakes = Rules::built_in().extended(text).err().unwrap_or_default();
        mistakes
            .into_iter()
            .map(|m| (m.line, m.column, m.wrong))
            .collect()
    }

    #[test]
    fn a_readers_words_stand_beside_the_built_in_ones() {
        let text = "[byline]\nroles = [\"通联员\"]\n[without.byline]\nroles = [\"编译\"]\n";
        let rules = Rules::built_in().extended(text).expect("it is right");
        let words: Vec<&str> = rules.byline.roles.iter().collect();
        assert!(words.contains(&"通联员") && words.contains(&"记者") && !words.contains(&"编译"));
        assert_eq!(
            Rules::built_in().extended("").as_ref(),
            Ok(Rules::built_in())
        );
    }

    #[test]
    fn each_mistake_is_named_by_line_and_character() {
        let word = |w: &str| w.to_owned();
        assert_eq!(
            wrong("[byline]\nrole = [\"记者\"]\n[colum]\nnames = []\n"),
            [
                (
                    2,
                    1,
                    RuleWrong::List {
                        table: "byline",
                        given: word("role")
                    }
                ),
                (3, 2, RuleWrong::Table(word("colum"))),
            ]
        );
        assert_eq!(
            wrong("column = 3\n[byline]\nroles = \"记者\"\nnames = [\"阿波\", 7, \" \"]\n"),
            [
                (1, 10, RuleWrong::NoTable(word("column"))),
                (3, 9, RuleWrong::NoList(word("roles"))),
                (4, 16, RuleWrong::NoWord),
                (4, 19, RuleWrong::Empty),
            ]
        );
        assert_eq!(
            wrong("[names]\nsurnames = [\"王\"]\n"),
            [(2, 12, RuleWrong::NoText(word("surnames")))]
        );
    }

    #[test]
    fn a_word_that_would_match_everywhere_is_refused() {
        assert_eq!(
            wrong("[furniture]\nslogans = [\"报\"]\nlines = [\"* #\", \"*报*\"]\n"),
            [
                (2, 12, RuleWrong::Short("报".to_owned())),
                (3, 10, RuleWrong::Open("* #".to_owned())),
                (3, 17, RuleWrong::Open("*报*".to_owned())),
            ]
        );
        assert_eq!(wrong("[byline]\nnames = [\"波\"]\n"), []);
    }

    #[test]
    fn words_and_lists_of_patterns_have_a_bound() {
        let long = "鹭".repeat(LONGEST + 1);
        let shown = "鹭".repeat(20);
        assert_eq!(
            wrong(&format!("[byline]\nnames = [\"{long}\"]\n")),
            [(2, 10, RuleWrong::Long(shown.clone(), LONGEST))]
        );
        assert_eq!(
            wrong(&format!("[furniture]\nlines = [\"{long}*\"]\n")),
            [(2, 10, RuleWrong::Long(shown, LONGEST))]
        );
        let just = "鹭".repeat(LONGEST);
        assert_eq!(wrong(&format!("[furniture]\nlines = [\"{just}\"]\n")), []);
        let lines = |count: usize| {
            let all: Vec<String> = (0..count).map(|n| format!("\"鹭汀{n}\"")).collect();
            format!("[furniture]\nlines = [{}]\n", all.join(", "))
        };
        assert_eq!(wrong(&lines(MOST)), []);
        assert_eq!(wrong(&lines(MOST + 1)), [(2, 9, RuleWrong::Many(MOST))]);
    }

    #[test]
    fn as_many_mistakes_as_a_file_holds_are_named() {
        // With each one's place counted from the beginning, this takes minutes.
        let text = format!("[byline]\nnames = [{}]\n", "7,".repeat(200_000));
        let found = wrong(&text);
        assert_eq!(found.len(), 200_000);
        assert_eq!(
            found.last(),
            Some(&(2, 10 + 2 * 199_999, RuleWrong::NoWord))
        );
    }

    #[test]
    fn as_many_words_as_a_file_holds_are_added_and_taken_away() {
        let words: Vec<String> = (0..40_000).map(|n| format!("\"鹭{n}\"")).collect();
        let words = words.join(",");
        let text = format!("[byline]\nnames = [{words}]\n[without.byline]\nnames = [{words}]\n");
        assert_eq!(
            Rules::built_in().extended(&text).as_ref(),
            Ok(Rules::built_in())
        );
    }

    #[test]
    fn what_cannot_be_taken_away_is_a_mistake() {
        assert_eq!(
            wrong("[without.byline]\nroles = [\"记着\"]\n[without.without]\n"),
            [
                (2, 10, RuleWrong::Absent("记着".to_owned())),
                (3, 10, RuleWrong::Table("without".to_owned())),
            ]
        );
    }

    #[test]
    fn what_is_no_toml_is_named_where_it_breaks() {
        let found = wrong("[byline]\nroles = [\"记者\"\nnames = []\n");
        assert_eq!(found.first().map(|f| f.0), Some(3));
        assert!(matches!(found.first(), Some((_, _, RuleWrong::Syntax(_)))));
    }
}
