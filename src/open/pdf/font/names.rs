//! What glyphs read by their names (Adobe Glyph List Specification).

use pdf_encoding::glyphname_to_unicode;

/// Names that the list does not have, as other programs use them.
const OTHERS: [(&str, &str); 3] = [("square", "□"), ("triangle", "△"), ("nbspace", " ")];

/// What the glyph of a name reads; `None` where the name tells nothing.
pub fn reading(name: &str) -> Option<String> {
    // What stands behind a dot is a variant; what underlines join is a ligature.
    let (base, _) = name.split_once('.').unwrap_or((name, ""));
    if base.is_empty() {
        return None;
    }
    if let Some(text) = component(base) {
        return Some(text);
    }
    if base.contains('_') {
        return base.split('_').map(component).collect();
    }
    None
}

fn component(name: &str) -> Option<String> {
    if let Some(text) = glyphname_to_unicode(name) {
        return Some(text.to_owned());
    }
    if let Some((_, text)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return Some((*text).to_owned());
    }
    let hexadecimal = |digits: &str| {
        let sound = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        sound
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    };
    if let Some(digits) = name.strip_prefix("uni") {
        let mut text = String::new();
        for at in (0..digits.len()).step_by(4) {
            let unit = hexadecimal(digits.get(at..at + 4)?)?;
            text.push(char::from_u32(unit)?);
        }
        return (!text.is_empty()).then_some(text);
    }
    if let Some(value) = name
        .strip_prefix('u')
        .filter(|d| d.len() <= 6)
        .and_then(hexadecimal)
    {
        return char::from_u32(value).map(String::from);
    }
    // Names of old programs: the character itself.
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_control() => Some(c.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_characters_as_the_list_and_its_rules_have_it() {
        let cases = [
            ("eacute", Some("é")),
            ("uni68656751", Some("桥村")),
            ("u20BB7", Some("𠮷")),
            ("f_f_i", Some("ffi")),
            ("a.sc", Some("a")),
            ("square", Some("□")),
            ("Z", Some("Z")),
            ("g123", None),
            ("uniD800", None),
            (".notdef", None),
            ("", None),
        ];
        for (name, said) in cases {
            assert_eq!(reading(name).as_deref(), said, "{name}");
        }
    }
}
