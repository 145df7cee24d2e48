//! What is built in: the TOML files of `assets/` and the readings of Han as `build.rs` made them into data, so that no
//! start has to parse them.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// A value of a built-in file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// A text.
    Text(&'static str),
    /// `true` or `false`.
    Switch(bool),
    /// Values in order.
    List(&'static [Value]),
    /// Values by name.
    Table(&'static [(&'static str, Value)]),
}

/// How Han read, by `assets/pinyin.txt`.
#[derive(Debug)]
pub struct Readings {
    /// All syllables, parted by blanks; their numbers are their places.
    pub syllables: &'static str,
    /// Blocks of characters: the first, and for each in order the number of its syllable plus one in the low twelve
    /// bits (0 where it has none), above them 2 where it is one of the commonest 2,500, 1 of the commonest 3,500.
    pub blocks: &'static [(u16, &'static [u16])],
    /// First characters of words in order, and where in `words` theirs begin.
    pub heads: &'static [(u16, u32)],
    /// Words, of each first character in order of the second, of both the longest first: how many characters follow (low
    /// six bits), whether the word may begin (bit six) and end (bit seven) within others, and how many syllables differ
    /// from those of the characters alone; those characters; those syllables' numbers, their places in the word above the
    /// low twelve bits.
    pub words: &'static [u16],
    /// Traditional characters in order, and the simplified ones that stand for them in words.
    pub traditional: &'static [(u16, u16)],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Value {
    /// What a table holds; nothing where this is none.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &'static Value)> {
        let entries = if let Self::Table(entries) = self {
            entries
        } else {
            &[][..]
        };
        entries.iter().map(|(name, value)| (*name, value))
    }

    /// The texts of a list, or the one text that this is.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        let (own, listed) = match self {
            Self::Text(text) => (Some(*text), &[][..]),
            Self::List(values) => (None, *values),
            Self::Switch(_) | Self::Table(_) => (None, &[][..]),
        };
        let listed = listed.iter().filter_map(|value| match value {
            Self::Text(text) => Some(*text),
            _ => None,
        });
        own.into_iter().chain(listed)
    }

    /// Reads it as what it stands for.
    ///
    /// # Errors
    /// Where it stands for something else.
    pub fn read<T: Deserialize<'static>>(&'static self) -> Result<T, Error> {
        T::deserialize(self)
    }
}

impl IntoDeserializer<'static, Error> for &'static Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Deserializer<'static> for &'static Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Switch(switch) => visitor.visit_bool(*switch),
            Value::List(values) => visitor.visit_seq(SeqDeserializer::new(values.iter())),
            Value::Table(_) => visitor.visit_map(MapDeserializer::new(self.entries())),
        }
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        <W: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A built-in value as the TOML that it was made of.
    fn toml(value: &Value) -> toml::Value {
        match value {
            Value::Text(text) => (*text).into(),
            Value::Switch(switch) => (*switch).into(),
            Value::List(values) => toml::Value::Array(values.iter().map(toml).collect()),
            Value::Table(_) => toml::Value::Table(
                value
                    .entries()
                    .map(|(name, value)| (name.to_owned(), toml(value)))
                    .collect(),
            ),
        }
    }

    #[test]
    fn the_built_in_data_says_what_the_assets_say() {
        for (data, asset) in [
            (&KEYS, include_str!("../assets/keys.toml")),
            (&RULES, include_str!("../assets/rules.toml")),
            (&THEMES, include_str!("../assets/themes.toml")),
        ] {
            assert_eq!(
                toml(data),
                toml::Value::Table(asset.parse().expect("an asset is TOML"))
            );
        }
    }
}
