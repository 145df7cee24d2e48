//! Which paths a Rust source names, read without a compiler: comments and literals left out, `use` trees spread.

/// A path that a source names, as its segments: `std::fs::read` is `["std", "fs", "read"]`.
pub type Path = Vec<String>;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Word(String),
    Join,
    Sign(char),
}

/// A name that a `use` takes in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// What it names.
    pub path: Path,
    /// What the file calls it.
    pub name: String,
    /// Whether it hands the name on (`pub use`), be it within the crate only.
    pub is_public: bool,
}

/// What a source names and defines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// The names that its `use`s take in.
    pub uses: Vec<Use>,
    /// Paths of two segments and more that stand elsewhere.
    pub paths: Vec<Path>,
    /// Items that it defines itself, modules not counted.
    pub items: Vec<String>,
}

/// All paths of two segments and more that a source names, and every name that a `use` takes in.
pub fn named(source: &str) -> Vec<Path> {
    let named = read(source);
    let uses = named.uses.into_iter().map(|used| used.path);
    uses.chain(named.paths).collect()
}

/// What a source names and defines.
///
/// What stands under `#[cfg(test)]` is left out: tests may name what they need.
pub fn read(source: &str) -> Named {
    let tokens = without_tests(&tokens(&bare(source)));
    let mut found = Named::default();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => depth = depth.saturating_sub(1),
            Token::Word(word) if depth == 0 && ITEMS.contains(&word.as_str()) => {
                let name = tokens[at + 1..].iter().find_map(|token| match token {
                    Token::Word(word) if !ITEMS.contains(&word.as_str()) => Some(word.clone()),
                    _ => None,
                });
                found.items.extend(name);
            }
            _ => {}
        }
        let is_use = tokens[at] == Token::Word("use".into()) && !follows_join(&tokens, at);
        if is_use {
            let is_public = at > 0
                && (tokens[at - 1] == Token::Word("pub".into())
                    || tokens[at - 1] == Token::Sign(')'));
            at = tree(&tokens, at + 1, &[], is_public, &mut found.uses);
        } else if matches!(tokens[at], Token::Word(_)) && !follows_join(&tokens, at) {
            let mut path = Path::new();
            while let Some(Token::Word(word)) = tokens.get(at) {
                path.push(word.clone());
                at += 1;
                if tokens.get(at) != Some(&Token::Join) {
                    break;
                }
                at += 1;
            }
            if path.len() > 1 {
                found.paths.push(path);
            }
        } else {
            at += 1;
        }
    }
    found
}

/// Words before the name of an item.
const ITEMS: [&str; 10] = [
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "macro_rules",
    "unsafe",
];

fn follows_join(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1] == Token::Join
}

/// Reads one `use` tree from a place on; gives the place after it.
fn tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &[String],
    is_public: bool,
    found: &mut Vec<Use>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut other = None;
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) if word == "as" => {
                if let Some(Token::Word(name)) = tokens.get(at + 1) {
                    other = Some(name.clone());
                }
                at += 2;
            }
            Some(Token::Word(word)) => {
                path.push(word.clone());
                at += 1;
            }
            Some(Token::Sign('*')) => {
                path.push("*".into());
                at += 1;
            }
            Some(Token::Join) => at += 1,
            Some(Token::Sign('{')) => {
                at += 1;
                while !matches!(tokens.get(at), None | Some(Token::Sign('}'))) {
                    at = tree(tokens, at, &path, is_public, found);
                    if tokens.get(at) == Some(&Token::Sign(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            _ => {
                let own = path.iter().rev().find(|word| *word != "self").cloned();
                found.push(Use {
                    name: other.or(own).unwrap_or_default(),
                    path,
                    is_public,
                });
                return at;
            }
        }
    }
}

/// The tokens without the items that stand under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let word = |w: &str| Token::Word(w.into());
    let attribute = [
        Token::Sign('#'),
        Token::Sign('['),
        word("cfg"),
        Token::Sign('('),
        word("test"),
        Token::Sign(')'),
        Token::Sign(']'),
    ];
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&attribute) {
            at = after_item(tokens, at + attribute.len());
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// The place after an item: after its `;`, or after the braces that close it.
fn after_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && tokens.get(at) != Some(&Token::Sign(';')) {
                    break;
                }
            }
            Token::Sign(';') if depth == 0 => break,
            _ => {}
        }
    }
    at
}

fn tokens(code: &str) -> Vec<Token> {
    let chars: Vec<char> = code.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_alphabetic() || c == '_' {
            let start = at;
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            out.push(Token::Word(chars[start..at].iter().collect()));
        } else if c == ':' && chars.get(at + 1) == Some(&':') {
            out.push(Token::Join);
            at += 2;
        } else {
            if !c.is_whitespace() {
                out.push(Token::Sign(c));
            }
            at += 1;
        }
    }
    out
}

/// The source without comments, and with every string and character empty.
fn bare(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let is = |at: usize, what: &str| {
        what.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        if is(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if is(at, "/*") {
            let mut depth = 0;
            loop {
                if is(at, "/*") {
                    depth += 1;
                    at += 2;
                } else if is(at, "*/") {
                    depth -= 1;
                    at += 2;
                } else {
                    at += 1;
                }
                if depth == 0 || at >= chars.len() {
                    break;
                }
            }
        } else if let Some(end) = raw_string(&chars, at) {
            out.push_str("\"\"");
            at = end;
        } else if chars[at] == '"' {
            out.push_str("\"\"");
            at = after_quote(&chars, at, '"');
        } else if chars[at] == '\''
            && (chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\''))
        {
            out.push_str("' '");
            at = after_quote(&chars, at, '\'');
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// The place after a raw string that starts here.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let before = start.checked_sub(1).map(|i| chars[i]);
    let inside_a_word = before.is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_');
    if chars[start] != 'r' || inside_a_word {
        return None;
    }
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let mut at = open + 1;
    while at < chars.len() {
        if chars[at] == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(at)
}

fn after_quote(chars: &[char], start: usize, quote: char) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let source = r##"
        //! crate::in_a_comment
        use crate::{issue::{Article, Span as Place}, typeset};
        use std::{fs, io::{self, Write}};
        pub(crate) use super::galley::*;
        /* a::b /* nested c::d */ e::f */
        fn f<'a>(x: &'a str) -> String {
            let quote = '"'; let escaped = '\''; let text = "crate::in_a_string \" g::h";
            let raw = r#"crate::in_a_raw_string " i::j"#;
            ratatui::style::Color::Red.to_string() + &<str as ToString>::to_string(x)
        }
        #[cfg(test)]
        mod checks;
        #[cfg(test)]
        mod tests { use proptest::prelude::*; fn f() { insta::g() } }
        use toml::Table;
    "##;
    let found: Vec<String> = named(source).iter().map(|p| p.join("::")).collect();
    assert_eq!(
        found,
        [
            "crate::issue::Article",
            "crate::issue::Span",
            "crate::typeset",
            "std::fs",
            "std::io::self",
            "std::io::Write",
            "super::galley::*",
            "toml::Table",
            "ratatui::style::Color::Red",
        ]
    );
}
