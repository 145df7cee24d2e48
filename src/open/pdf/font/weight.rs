//! How heavy a font is, by what its dictionary says and by its name.

use hayro_syntax::object::{Dict, Name};

/// Parts of names of heavy fonts: Latin words, and the words and abbreviations of Chinese type.
const HEAVY: [&str; 16] = [
    "bold", "heavy", "black", "hei", "黑", "dabiao", "xbs", "xiaobiao", "小标", "大标", "zongyi",
    "综艺", "cuhei", "cuyuan", "ysbth", "超粗",
];

/// The flag of a font that is to be drawn bold (ISO 32000-2, table 121).
const FORCE_BOLD: i32 = 1 << 18;

/// A stem at least so thick is a bold one's, in thousandths of the size.
const BOLD_STEM: f32 = 120.0;

/// A font's weight, 100 to 950.
pub fn of(name: &str, descriptor: &Dict<'_>) -> u16 {
    let said = descriptor.get::<i32>(b"FontWeight");
    if let Some(weight) = said.and_then(|w| u16::try_from(w).ok())
        && (100..=950).contains(&weight)
    {
        return weight;
    }
    let name = name.to_lowercase();
    let is_bold = HEAVY.iter().any(|part| name.contains(part))
        || descriptor.get::<i32>(b"Flags").unwrap_or(0) & FORCE_BOLD != 0
        || descriptor
            .get::<f32>(b"StemV")
            .is_some_and(|stem| stem >= BOLD_STEM);
    if is_bold { 700 } else { 400 }
}

/// A font's name without the letters of a subset; a name in no Unicode is of an old Chinese program's.
pub fn plain_name(base: &[u8], dict: &Dict<'_>) -> String {
    let base = match base.split_at_checked(7) {
        Some((subset, name)) if is_subset(subset) => name,
        _ => base,
    };
    if base.is_empty() {
        // A Type 3 font has no name but the one that the page calls it by.
        let own = dict.get::<Name<'_>>(b"Name");
        return own.map_or_else(|| "Type3".to_owned(), |name| name.as_str().to_owned());
    }
    match std::str::from_utf8(base) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(base).0.into_owned(),
    }
}

/// Whether these bytes name a subset: six capitals and a plus.
fn is_subset(bytes: &[u8]) -> bool {
    let letters = bytes.strip_suffix(b"+");
    letters.is_some_and(|letters| letters.len() == 6 && letters.iter().all(u8::is_ascii_uppercase))
}
