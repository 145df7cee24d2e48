//! Clues: by which word of which list, or by which form, a line was recognised.

use crate::issue::FurnitureKind;
use crate::loader::evidence::Reason;
use crate::loader::evidence::rows::forms;
use crate::loader::forms::captions::Picture;
use crate::loader::ground::Clue;
use crate::loader::rules::{List, Rules};
use crate::loader::source::lines::folded;
use crate::loader::weighed::classes::recognised::Class;

/// The clues by which a line of these words got its class.
pub fn clues(rules: &Rules, words: &str, class: &Class) -> Vec<Clue> {
    let text: String = folded(words);
    let looking = Looking {
        rules,
        text: text.trim(),
    };
    match class {
        Class::Free => Vec::new(),
        Class::Block => vec![plain(forms::GUIDE)],
        Class::Masthead(said) => {
            vec![looking.masthead(said.date.is_some() || said.number.is_some())]
        }
        Class::Section(said) => vec![looking.section(said)],
        Class::Furniture(kind) => vec![looking.furniture(*kind)],
        Class::Picture(picture) => looking.picture(*picture),
        Class::Byline => vec![looking.byline()],
        Class::JumpOn(_) => vec![looking.jump(true)],
        Class::JumpFrom(_) => vec![looking.jump(false)],
    }
}

/// A line whose class is known, its marks folded to full width.
struct Looking<'a> {
    rules: &'a Rules,
    text: &'a str,
}

fn plain(reason: Reason) -> Clue {
    Clue { reason, rule: None }
}

fn by(reason: Reason, table: &'static str, list: &'static str, word: &str) -> Clue {
    Clue {
        reason,
        rule: Some((table, list, word.to_owned())),
    }
}

/// The longest of words of a list.
fn longest<'r>(words: impl IntoIterator<Item = &'r str>) -> Option<&'r str> {
    words.into_iter().max_by_key(|w| w.len())
}

/// The longest of a list's words that stand in a text.
fn longest_within<'r>(list: &'r List, text: &str) -> Option<&'r str> {
    longest(list.within(text).into_iter().map(|(_, word)| word))
}

impl Looking<'_> {
    /// The words of a list that the text begins with, signs before it aside.
    fn beginnings<'r>(&self, list: &'r List) -> impl Iterator<Item = &'r str> {
        let bare = self.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let own = list.beginnings(self.text);
        own.into_iter().chain(list.beginnings(bare))
    }

    fn masthead(&self, dated: bool) -> Clue {
        let rules = &self.rules.masthead;
        if let Some(pattern) = rules.lines.which(self.text) {
            return by(forms::LINE, "masthead", "lines", pattern);
        }
        if let Some(name) = longest_within(&rules.names, self.text) {
            return by(forms::PAPER, "masthead", "names", name);
        }
        if dated {
            return plain(forms::MASTHEAD);
        }
        let bare = self.text.trim_matches(['《', '》', '*']);
        match longest(rules.endings.endings(bare)) {
            Some(end) => by(forms::PAPER_ENDING, "masthead", "endings", end),
            None => plain(forms::OVER_DAY),
        }
    }

    fn section(&self, said: &crate::loader::weighed::classes::sections::Heading) -> Clue {
        let rules = &self.rules.section;
        if let Some(pattern) = rules.lines.which(self.text) {
            return by(forms::LINE, "section", "lines", pattern);
        }
        if said.sure {
            return plain(forms::PAGE);
        }
        let name = self.text.get(said.name.clone()).unwrap_or("");
        if rules.names.holds(name) {
            return by(forms::PAGE_AND_SECTION, "section", "names", name);
        }
        plain(forms::PAGE_IN_ORDER)
    }

    fn furniture(&self, kind: FurnitureKind) -> Clue {
        let rules = &self.rules.furniture;
        if let Some(pattern) = rules.lines.which(self.text) {
            return by(forms::LINE, "furniture", "lines", pattern);
        }
        let begins = forms::BEGINNING;
        let lists: &[(&'static str, &List)] = match kind {
            FurnitureKind::Editors => &[
                ("editors", &rules.editors),
                ("contact", &rules.contact),
                ("circulation", &rules.circulation),
            ],
            FurnitureKind::Slogan => &[("slogans", &rules.slogans)],
            FurnitureKind::Teaser => &[("teasers", &rules.teasers), ("guides", &rules.guides)],
            _ => &[],
        };
        for (name, list) in lists {
            if let Some(word) = longest(self.beginnings(list)) {
                return by(begins, "furniture", name, word);
            }
        }
        plain(forms::PAGE_NUMBER)
    }

    fn picture(&self, picture: Picture) -> Vec<Clue> {
        let rules = &self.rules.caption;
        let mut clues = Vec::new();
        let start = longest(rules.starts.beginnings(self.text));
        if let Some(word) = start.filter(|_| picture == Picture::Caption) {
            clues.push(by(forms::BEGINNING, "caption", "starts", word));
        }
        if let Some(word) = longest(rules.ends.endings(self.text)) {
            clues.push(by(forms::ENDING, "caption", "ends", word));
            if let Some(word) = longest_within(&rules.credits, self.text) {
                clues.push(by(forms::CREDIT, "caption", "credits", word));
            }
        }
        if clues.is_empty() {
            clues.push(plain(forms::CAPTION_GOES_ON));
        }
        clues
    }

    fn byline(&self) -> Clue {
        let rules = &self.rules.byline;
        let bare: String = self.text.split_whitespace().collect();
        let words = self.text.split_whitespace().chain([&*bare]);
        let known = words.filter(|word| rules.names.holds(word));
        if let Some(name) = longest(known) {
            return by(forms::KNOWN_NAME, "byline", "names", name);
        }
        match longest_within(&rules.roles, self.text) {
            Some(word) => by(forms::WRITER, "byline", "roles", word),
            None => plain(forms::BY),
        }
    }

    fn jump(&self, on: bool) -> Clue {
        let rules = &self.rules.jump;
        let (list, words) = if on {
            ("on", &rules.on)
        } else {
            ("from", &rules.from)
        };
        let word = words
            .within(self.text)
            .into_iter()
            .min()
            .map_or("", |(_, w)| w);
        if on {
            by(forms::JUMP_ON, "jump", list, word)
        } else {
            by(forms::JUMP_FROM, "jump", list, word)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::loader::ground::Clue;
    use crate::loader::weighed::tests::looked_over;

    /// The clues to a text's first line.
    fn told(text: &str) -> Vec<Clue> {
        let first = text.lines().next().unwrap_or("");
        looked_over(text, |context| {
            super::clues(context.rules, first, &context.recognised[0].class)
        })
    }

    fn rule(text: &str) -> Option<(&'static str, &'static str, String)> {
        told(text).into_iter().next().and_then(|clue| clue.rule)
    }

    #[test]
    fn the_word_of_the_rules_that_tells_a_line_is_named_with_its_list() {
        let named = |text, table, list, word: &str| {
            assert_eq!(rule(text), Some((table, list, word.to_owned())), "{text}");
        };
        named("图为渡口的早晨。王小川摄\n", "caption", "starts", "图为");
        named("（下转第三版）\n", "jump", "on", "下转");
        named("责任编辑：王小川\n", "furniture", "editors", "责任编辑");
    }

    #[test]
    fn of_two_words_the_longer_is_named() {
        let word = |text| rule(text).map(|(.., word)| word);
        assert_eq!(word("本报首席记者　王小川\n").as_deref(), Some("首席记者"));
        assert_eq!(word("本报记者　王小川\n").as_deref(), Some("记者"));
    }

    #[test]
    fn a_line_that_its_form_does_not_tell_has_no_clue() {
        assert_eq!(told("渡船早上六点开，晚上九点收班。\n"), []);
        assert!(
            told("第03版：经济\n")
                .iter()
                .all(|clue| clue.rule.is_none())
        );
    }
}
