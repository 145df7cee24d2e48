//! What the locale says of characters.

/// Whether text is written in UTF-8 here, as far as the locale tells.
pub fn is_utf8() -> bool {
    is_utf8_by(|name| std::env::var(name).ok())
}

/// The first of these that is set decides (POSIX); where none is, the locale is C.
fn is_utf8_by(get: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| get(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        for (set, expected) in [
            (&[("LANG", "zh_CN.UTF-8")][..], true),
            (&[("LC_CTYPE", "UTF-8")], true),
            (&[("LANG", "C.utf8"), ("LC_ALL", "")], true),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], false),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_CTYPE", "zh_CN.GBK")], false),
            (&[("LC_ALL", "POSIX")], false),
            (&[], false),
        ] {
            let get = |name: &str| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(is_utf8_by(get), expected, "{set:?}");
        }
    }
}
