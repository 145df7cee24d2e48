//! Roles to styles, as data: what `assets/themes.toml` says.

mod depth;
mod ground;

pub use self::depth::Depth;
pub use self::ground::{Background, contrast};

use crate::assets::{self, Value};
use ratatui::style::{Color, Modifier, Style};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        /// What a part of the screen or of a printed page is; the code names roles, never colours.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// All roles, in the order of their values.
            pub const ALL: &'static [Role] = &[$(Role::$role),*];

            /// The role's name in `themes.toml`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Role::$role => $name,)*
                }
            }
        }
    };
}

roles! {
    /// What stands under everything.
    Page = "page",
    /// 报头.
    Masthead = "masthead",
    /// What stands beside the masthead: date, number, counts.
    Fact = "fact",
    /// A section's heading.
    Section = "section",
    /// 栏目.
    Column = "column",
    /// 引题.
    Kicker = "kicker",
    /// 主题.
    Headline = "headline",
    /// 副题.
    Deck = "deck",
    /// 署名 and the facts beside it.
    Byline = "byline",
    /// Running text.
    Body = "body",
    /// 小标题.
    Subhead = "subhead",
    /// 图说.
    Caption = "caption",
    /// A quoted passage.
    Quote = "quote",
    /// A list's item.
    List = "list",
    /// A table.
    Table = "table",
    /// A note.
    Note = "note",
    /// Verse.
    Verse = "verse",
    /// A picture's description.
    Image = "image",
    /// Text left as it stands.
    Code = "code",
    /// Readings above a text.
    Ruby = "ruby",
    /// What leads elsewhere: a jump line, the line at an article's end.
    Link = "link",
    /// A match of the search.
    Match = "match",
    /// The match one is at.
    Found = "found",
    /// The current line of a list without the focus.
    Current = "current",
    /// The current line of a list with the focus.
    Chosen = "chosen",
    /// An article that was read.
    Read = "read",
    /// The mark of a bookmark.
    Bookmark = "bookmark",
    /// The status line.
    Status = "status",
    /// A key, where keys are named.
    Key = "key",
    /// What the program says.
    Notice = "notice",
    /// What is typed at a prompt.
    Prompt = "prompt",
    /// Rules between panes, and rules in a text.
    Border = "border",
    /// The part of the text that is on screen.
    Scrollbar = "scrollbar",
    /// Line numbers of the source.
    Number = "number",
    /// A sign that stands for a control character.
    Picture = "picture",
    /// A line with a defect.
    Defect = "defect",
}

/// A theme: a style for each role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    words: &'static Value,
    styles: Vec<Style>,
}

impl Default for Theme {
    /// The theme `terminal`.
    fn default() -> Self {
        const NOTHING: &Value = &Value::Table(&[]);
        Self::named("terminal").unwrap_or_else(|| Self::of(NOTHING, Depth::True, None))
    }
}

impl Theme {
    /// The built-in theme of this name: `terminal`, `paper`, `night` or `plain`, in any colours, for a terminal of whose
    /// ground nothing is known.
    pub fn named(name: &str) -> Option<Self> {
        let mut themes = assets::THEMES.entries();
        themes
            .find(|(own, _)| *own == name)
            .map(|(_, words)| Self::of(words, Depth::True, None))
    }

    /// The theme in the colours and attributes that a terminal has, on its own ground as far as that is known; where it
    /// has no colours the theme `plain`, which tells things apart without any.
    #[must_use]
    pub fn on(&self, depth: Depth, attributes: Modifier, ground: Option<Background>) -> Self {
        let plain = || Self::named("plain").unwrap_or_default().words;
        let words = if depth == Depth::None {
            plain()
        } else {
            self.words
        };
        let theme = Self::of(words, depth, ground);
        let styles = theme.styles.into_iter();
        Self {
            words: self.words,
            styles: styles
                .map(|style| depth::reduced(style, depth, attributes))
                .collect(),
        }
    }

    /// The theme where only letters are coloured, and the terminal's own ground stays behind them: one whose letters are
    /// made for another ground gives way to `terminal`.
    #[must_use]
    pub fn without_ground(self, ground: Option<Background>) -> Self {
        let own = Self::of(self.words, Depth::True, ground)
            .style(Role::Page)
            .bg;
        match own.and_then(depth::rgb) {
            Some(own) if ground.is_none() || ground != Background::of(own) => Self::default(),
            _ => self,
        }
    }

    /// The built-in themes' names, in alphabetical order.
    pub fn names() -> Vec<&'static str> {
        assets::THEMES.entries().map(|(name, _)| name).collect()
    }

    /// The style of a role, with the page under it.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    fn of(words: &'static Value, depth: Depth, ground: Option<Background>) -> Self {
        let form = ground.map(Background::name);
        let form = words.entries().find(|(name, _)| Some(*name) == form);
        let own = |role: Role| {
            let of = |table: &'static Value| {
                let mut entries = table.entries();
                entries.find(|(name, _)| *name == role.name())
            };
            let entry = form.and_then(|(_, form)| of(form)).or_else(|| of(words));
            let words = entry.and_then(|(_, words)| words.words().next());
            let words = words.map(|words| in_depth(words, depth));
            words.and_then(style).unwrap_or_default()
        };
        let page = own(Role::Page);
        Self {
            words,
            styles: Role::ALL.iter().map(|&r| page.patch(own(r))).collect(),
        }
    }
}

/// A style's words for a terminal of so many colours.
fn in_depth(words: &str, depth: Depth) -> &str {
    match words.split_once('|') {
        Some((_, few)) if depth <= Depth::Sixteen => few,
        Some((many, _)) => many,
        None => words,
    }
}

/// Reads a style's words; `None` where one is neither a colour nor a modifier.
fn style(words: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut behind = false;
    for word in words.split_whitespace() {
        style = match word {
            "on" => {
                behind = true;
                continue;
            }
            "bold" => style.add_modifier(Modifier::BOLD),
            "dim" => style.add_modifier(Modifier::DIM),
            "italic" => style.add_modifier(Modifier::ITALIC),
            "underlined" => style.add_modifier(Modifier::UNDERLINED),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            colour => {
                let colour: Color = colour.parse().ok()?;
                if std::mem::take(&mut behind) {
                    style.bg(colour)
                } else {
                    style.fg(colour)
                }
            }
        };
    }
    (!behind).then_some(style)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_themes_of_the_design_are_built_in() {
        assert_eq!(Theme::names(), ["night", "paper", "plain", "terminal"]);
        assert!(Theme::named("sepia").is_none());
    }

    #[test]
    fn every_entry_names_a_role_and_a_style() {
        let forms = assets::THEMES.entries().flat_map(|(theme, entries)| {
            let form = |(name, _): &(&str, &Value)| matches!(*name, "dark" | "light");
            let forms = entries.entries().filter(form);
            forms.chain([(theme, entries)])
        });
        for (theme, entries) in forms {
            for (role, words) in entries.entries() {
                if matches!(words, Value::Table(_)) {
                    continue;
                }
                assert!(
                    Role::ALL.iter().any(|r| r.name() == role),
                    "{theme}.{role} is no role"
                );
                let words = words.words().next().unwrap();
                for words in words.split('|') {
                    assert!(style(words).is_some(), "{theme}.{role} = {words:?}");
                }
            }
        }
    }

    #[test]
    fn coloured_themes_say_something_of_every_role() {
        for (theme, entries) in assets::THEMES.entries().filter(|(t, _)| *t != "plain") {
            for role in Role::ALL {
                assert!(
                    entries.entries().any(|(name, _)| name == role.name()),
                    "{theme} leaves out {}",
                    role.name()
                );
            }
        }
    }

    #[test]
    fn a_role_stands_on_the_page() {
        let paper = Theme::named("paper").unwrap();
        let page = paper.style(Role::Page);
        assert_eq!(paper.style(Role::Headline).bg, page.bg);
        assert_ne!(paper.style(Role::Headline).fg, page.fg);
        assert_eq!(paper.style(Role::Body), page);
    }

    #[test]
    fn the_plain_theme_has_no_colour() {
        let plain = Theme::named("plain").unwrap();
        for &role in Role::ALL {
            let style = plain.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{}", role.name());
        }
        let ground = Some(Background::Dark);
        let paper = Theme::named("paper").unwrap();
        let without = paper.on(Depth::None, Modifier::all(), ground);
        assert_eq!(without.styles, plain.styles);
    }

    #[test]
    fn a_theme_has_a_form_for_each_ground_and_one_for_few_colours() {
        let all = Modifier::all();
        let terminal = Theme::named("terminal").unwrap();
        let colour = |depth, ground| terminal.on(depth, all, ground).style(Role::Section).fg;
        assert_eq!(colour(Depth::True, None), None);
        assert_eq!(
            colour(Depth::True, Some(Background::Dark)),
            Some(Color::Rgb(0x5f, 0xd7, 0xd7))
        );
        assert_eq!(
            colour(Depth::Indexed, Some(Background::Light)),
            Some(Color::Indexed(24))
        );
        assert_eq!(
            colour(Depth::Sixteen, Some(Background::Light)),
            Some(Color::Blue)
        );
        // What a form leaves out is the theme's.
        let dark = terminal.on(Depth::True, all, Some(Background::Dark));
        assert_eq!(dark.style(Role::Chosen), terminal.style(Role::Chosen));
    }

    #[test]
    fn letters_made_for_another_ground_give_way() {
        let theme = |name: &str| Theme::named(name).unwrap();
        for (name, ground, stays) in [
            ("paper", Some(Background::Light), true),
            ("paper", Some(Background::Dark), false),
            ("paper", None, false),
            ("night", Some(Background::Dark), true),
            ("night", Some(Background::Light), false),
            ("plain", Some(Background::Light), true),
        ] {
            let expected = theme(if stays { name } else { "terminal" });
            assert_eq!(
                theme(name).without_ground(ground),
                expected,
                "{name} {ground:?}"
            );
        }
    }

    #[test]
    fn what_must_be_told_apart_without_colour_is() {
        let plain = Theme::named("plain").unwrap();
        assert_ne!(plain.style(Role::Match), plain.style(Role::Body));
        assert_ne!(plain.style(Role::Found), plain.style(Role::Match));
        assert_ne!(plain.style(Role::Chosen), plain.style(Role::Current));
        assert_ne!(plain.style(Role::Headline), plain.style(Role::Body));
    }

    #[test]
    fn words_of_a_style_are_read_and_others_refused() {
        assert_eq!(
            style("black on #ff8000 bold"),
            Some(
                Style::new()
                    .fg(Color::Black)
                    .bg(Color::Rgb(255, 128, 0))
                    .add_modifier(Modifier::BOLD)
            )
        );
        assert_eq!(style("mauve"), None);
        assert_eq!(style("red on"), None);
    }
}
