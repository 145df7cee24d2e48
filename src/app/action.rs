//! What one can do, by name, with its help; and the macro that makes messages and these names of one line each.

use super::Message;
use crate::language::Language;

/// Something one can do in the reader. A line of `message.rs` declares it, and a line of `assets/keys.toml` says which
/// keys do it.
#[derive(Debug)]
pub struct Action {
    /// How `keys.toml` calls it; no other action is called so.
    pub name: &'static str,
    pub(super) means: Means,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

/// The message that an action is.
#[derive(Debug)]
pub(super) enum Means {
    /// Whatever key does it.
    Always(Message),
    /// For the digit on the key that does it.
    OfDigit(fn(u8) -> Message),
}

impl Action {
    /// All actions, as they are declared.
    pub fn all() -> &'static [Self] {
        super::message::ACTIONS
    }

    /// The action of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|action| action.name == name)
    }

    /// What the reader is told by a key with this digit on it, or with none; nothing where the action needs a digit.
    pub fn message(&self, digit: Option<u8>) -> Option<Message> {
        match &self.means {
            Means::Always(message) => Some(message.clone()),
            Means::OfDigit(message) => digit.map(message),
        }
    }

    /// What the help says of it.
    pub fn help(&self, language: Language) -> &'static str {
        language.say(self.zh, self.en)
    }
}

/// Makes the enum `Message` and the list `ACTIONS` of the lines that `message.rs` writes. They are of five forms:
///
/// - `Copy: "复制", "copy";` is the message `Copy` and an action of its name, with its help in Chinese and English.
/// - `Rows(i32) { RowDown(1): "下一行", "a row down"; RowUp(-1): …; };` is the message `Rows` with an action for each
///   value that keys give it.
/// - `Digit(u8) { Count |digit| (digit): …; };` is one whose value is the digit on the key.
/// - `Close: … { Cancel: "取消", "cancel"; };` is an action with a second name, where the help of some keys says more, or
///   says it of another place.
/// - `Type(char);` is a message that no key of `keys.toml` can mean.
///
/// An English help is the variant's documentation, too; what it leaves out stands above it as `///`.
macro_rules! messages {
    (@means $variant:ident) => {
        Means::Always(Message::$variant)
    };
    (@means $variant:ident ($($value:expr),+)) => {
        Means::Always(Message::$variant($($value),+))
    };
    (@means $variant:ident |$digit:ident| ($($value:expr),+)) => {
        Means::OfDigit(|$digit| Message::$variant($($value),+))
    };
    (
        reader { $(
            $(#[$meta:meta])*
            $variant:ident $(($($type:ty),+))? $(: $zh:literal, $en:literal)? $({ $(
                $name:ident $(|$digit:ident|)? $(($($value:expr),+))? : $own_zh:literal, $own_en:literal;
            )+ })?;
        )+ }
        outside { $(
            $(#[$told_meta:meta])*
            $told:ident $(($($told_type:ty),+))?;
        )+ }
    ) => {
        /// What the reader wants, and what the outside tells. Where a count makes sense, the digits typed before
        /// multiply it.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Message {
            $( $(#[$meta])* $(#[doc = $en])? $variant $(($($type),+))?, )+
            $( $(#[$told_meta])* $told $(($($told_type),+))?, )+
        }

        impl Message {
            /// Whether it comes from the outside, and not from the reader.
            pub(super) fn is_from_outside(&self) -> bool {
                match self {
                    $( Self::$variant { .. } => false, )+
                    $( Self::$told { .. } => true, )+
                }
            }
        }

        /// What keys can mean.
        pub(super) static ACTIONS: &[Action] = &[$(
            $( Action {
                name: stringify!($variant),
                means: Means::Always(Message::$variant),
                zh: $zh,
                en: $en,
            }, )?
            $( $( Action {
                name: stringify!($name),
                means: messages!(@means $variant $(|$digit|)? $(($($value),+))?),
                zh: $own_zh,
                en: $own_en,
            }, )+ )?
        )+];
    };
}
pub(super) use messages;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_are_called_alike() {
        let names: HashSet<&str> = Action::all().iter().map(|action| action.name).collect();
        assert_eq!(names.len(), Action::all().len());
    }

    #[test]
    fn an_action_is_found_by_its_name_and_has_help_in_both_languages() {
        for action in Action::all() {
            assert_eq!(
                Action::named(action.name).map(|a| a.name),
                Some(action.name)
            );
            let helps = [Language::Chinese, Language::English].map(|l| action.help(l));
            assert!(helps.iter().all(|help| !help.is_empty()), "{}", action.name);
        }
        assert!(Action::named("Fly").is_none());
    }

    #[test]
    fn a_count_is_of_the_digit_on_the_key() {
        let means = |name: &str, digit| Action::named(name).and_then(|a| a.message(digit));
        assert_eq!(means("Count", Some(7)), Some(Message::Digit(7)));
        assert_eq!(means("Count", None), None);
        assert_eq!(means("RowUp", None), Some(Message::Rows(-1)));
    }
}
