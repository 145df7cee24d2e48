//! Formats that are no text: how they are known, and which command makes text of them.

use crate::language::Language;
use crate::open::origin::shown;
use crate::open::shell;
use std::path::Path;

/// A format that other programs turn into text.
#[derive(PartialEq, Eq, Debug)]
pub struct Foreign {
    chinese: &'static str,
    english: &'static str,
    /// File name endings, lower case, without the dot.
    suffixes: &'static [&'static str],
    /// Bytes a file of it begins with, any of these.
    magic: &'static [&'static [u8]],
    /// The command that makes text of `{}`; none where there is none to recommend.
    command: &'static str,
}

macro_rules! foreign {
    ($zh:literal, $en:literal, $suffixes:expr, $magic:expr, $command:expr) => {
        Foreign {
            chinese: $zh,
            english: $en,
            suffixes: &$suffixes,
            magic: &$magic,
            command: $command,
        }
    };
}

/// What makes text of a PDF where there is no way in for one: to `wrap`, which sets text alone, or to this program as it
/// was built.
const OF_PDF: &str = if cfg!(feature = "pdf") {
    "kanbao export --format text {} | kanbao wrap -"
} else {
    "pdftotext {} - | kanbao -"
};

/// The formats; one whose bytes say more stands before one whose bytes say less.
static FORMATS: &[Foreign] = &[
    foreign!("PDF 文件", "a PDF file", ["pdf"], [b"%PDF-"], OF_PDF),
    foreign!(
        "gzip 压缩文件",
        "compressed by gzip",
        ["gz", "tgz"],
        [b"\x1f\x8b"],
        "gzip -dc {} | kanbao -"
    ),
    foreign!(
        "bzip2 压缩文件",
        "compressed by bzip2",
        ["bz2", "tbz"],
        [b"BZh"],
        "bzip2 -dc {} | kanbao -"
    ),
    foreign!(
        "xz 压缩文件",
        "compressed by xz",
        ["xz", "txz", "lzma"],
        [b"\xfd7zXZ\0"],
        "xz -dc {} | kanbao -"
    ),
    foreign!(
        "zstd 压缩文件",
        "compressed by zstd",
        ["zst"],
        [b"\x28\xb5\x2f\xfd"],
        "zstd -dc {} | kanbao -"
    ),
    foreign!(
        "lz4 压缩文件",
        "compressed by lz4",
        ["lz4"],
        [b"\x04\x22\x4d\x18"],
        "lz4 -dc {} | kanbao -"
    ),
    foreign!(
        "Word 文档",
        "a Word document",
        ["docx"],
        [],
        "pandoc -t markdown --wrap=none {} | kanbao -"
    ),
    foreign!(
        "EPUB 电子书",
        "an EPUB book",
        ["epub"],
        [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\x6f\x61\xab\x2c"],
        "pandoc -t markdown --wrap=none {} | kanbao -"
    ),
    foreign!(
        "OpenDocument 文档",
        "an OpenDocument text",
        ["odt"],
        [],
        "pandoc -t markdown --wrap=none {} | kanbao -"
    ),
    foreign!(
        "RTF 文档",
        "an RTF document",
        ["rtf"],
        [b"{\\rtf"],
        "pandoc -f rtf -t markdown --wrap=none {} | kanbao -"
    ),
    foreign!(
        "网页（HTML）",
        "a web page (HTML)",
        ["html", "htm", "xhtml", "mhtml"],
        [b"<!doctype html", b"<html"],
        "pandoc -f html -t markdown --wrap=none {} | kanbao -"
    ),
    foreign!(
        "旧版 Office 文档",
        "an old Office document",
        ["doc", "wps", "xls", "ppt"],
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
        "soffice --headless --convert-to txt:Text {}"
    ),
    foreign!(
        "Office 文档",
        "an Office document",
        ["xlsx", "pptx", "ods", "odp", "pages"],
        [],
        "soffice --headless --convert-to pdf {}"
    ),
    foreign!("OFD 版式文档", "an OFD document", ["ofd"], [], ""),
    foreign!("CAJ 文件", "a CAJ file", ["caj", "kdh"], [], ""),
    foreign!(
        "Kindle 电子书",
        "a Kindle book",
        ["mobi", "azw", "azw3"],
        [],
        "ebook-convert {} issue.txt"
    ),
    foreign!(
        "DjVu 文件",
        "a DjVu file",
        ["djvu", "djv"],
        [b"AT&TFORM"],
        "djvutxt {} | kanbao -"
    ),
    foreign!(
        "PostScript 文件",
        "a PostScript file",
        ["ps", "eps"],
        [b"%!PS"],
        "ps2ascii {} | kanbao -"
    ),
    foreign!(
        "图片",
        "a picture",
        [
            "png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "heic"
        ],
        [
            b"\x89PNG\r\n",
            b"\xff\xd8\xff",
            b"GIF87a",
            b"GIF89a",
            b"II*\0",
            b"MM\0*"
        ],
        "tesseract {} - -l chi_sim | kanbao -"
    ),
    foreign!(
        "7-Zip 压缩包",
        "a 7-Zip archive",
        ["7z"],
        [b"7z\xbc\xaf\x27\x1c"],
        "7z x -so {} | kanbao -"
    ),
    foreign!(
        "RAR 压缩包",
        "a RAR archive",
        ["rar"],
        [b"Rar!\x1a\x07"],
        "unrar p -inul {} | kanbao -"
    ),
    foreign!(
        "tar 包",
        "a tar archive",
        ["tar"],
        [],
        "tar -xOf {} | kanbao -"
    ),
    foreign!(
        "ZIP 压缩包",
        "a ZIP archive",
        ["zip", "jar"],
        [b"PK\x03\x04", b"PK\x05\x06"],
        "unzip -p {} | kanbao -"
    ),
    foreign!(
        "程序",
        "a program",
        ["exe", "dll", "so", "o", "class"],
        [
            b"\x7fELF",
            b"MZ\x90\0",
            b"\xcf\xfa\xed\xfe",
            b"\xca\xfe\xba\xbe",
            b"\0asm"
        ],
        ""
    ),
    foreign!(
        "音视频文件",
        "a sound or a film",
        ["mp3", "mp4", "mkv", "avi", "mov", "flac", "wav", "ogg"],
        [b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3"],
        ""
    ),
    foreign!(
        "SQLite 数据库",
        "an SQLite database",
        ["sqlite", "db"],
        [b"SQLite format 3\0"],
        ""
    ),
];

/// The format that a file's name tells.
pub fn by_name(path: &Path) -> Option<&'static Foreign> {
    let suffix = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|format| format.suffixes.contains(&suffix.as_str()))
}

/// The format that a file's first bytes tell.
pub fn by_bytes(head: &[u8]) -> Option<&'static Foreign> {
    // It begins with a file's name, and has its mark behind.
    if head.get(257..262) == Some(b"ustar") {
        return by_name(Path::new("x.tar"));
    }
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let begins = |magic: &&[u8]| {
        head.get(..magic.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(magic))
    };
    let found = FORMATS
        .iter()
        .find(|format| format.magic.iter().any(begins))?;
    // Office documents are ZIP archives; what they hold is named near their head.
    let holds = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    let inside = match () {
        () if found.suffixes.first() != Some(&"zip") => None,
        () if holds(b"word/") => by_name(Path::new("x.docx")),
        () if holds(b"epub+zip") => by_name(Path::new("x.epub")),
        () if holds(b"opendocument.text") => by_name(Path::new("x.odt")),
        () if holds(b"xl/") || holds(b"ppt/") => by_name(Path::new("x.xlsx")),
        () if holds(b"OFD.xml") => by_name(Path::new("x.ofd")),
        () => None,
    };
    Some(inside.unwrap_or(found))
}

/// Whether bytes are no text of any encoding without a mark: a fifteenth of them commands, or a third NUL.
pub fn is_binary(head: &[u8]) -> bool {
    let marked = [&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf"];
    if head.len() < 64 || marked.iter().any(|mark| head.starts_with(mark)) {
        return false;
    }
    let nul = memchr::memchr_iter(0, head).count();
    // White space, and the escape of terminal recordings, stand in texts; so may a few strays.
    let command = |b: u8| b < 7 || (0x0e..0x1b).contains(&b) || (0x1c..0x20).contains(&b);
    let commands = || head.iter().filter(|&&b| command(b)).count();
    // The head may end within a character.
    let valid = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    nul * 3 > head.len() || !valid && commands() * 15 > head.len()
}

impl Foreign {
    /// Whether it is PDF.
    pub fn is_pdf(&self) -> bool {
        self.suffixes == ["pdf"]
    }

    /// Whether it is a ZIP archive.
    pub fn is_zip(&self) -> bool {
        self.suffixes.contains(&"zip")
    }

    /// Whether it is a page of the web.
    pub fn is_page_of_web(&self) -> bool {
        self.suffixes.contains(&"html")
    }

    /// Whether there is a way in for it.
    pub fn is_input(&self) -> bool {
        self.is_pdf() || self.is_zip()
    }

    /// What it is.
    #[cfg(feature = "pdf")]
    pub fn named(&self, language: Language) -> &'static str {
        language.say(self.chinese, self.english)
    }

    /// What it is, and what would help.
    pub fn tell(&self, path: &Path, language: Language) -> String {
        let command = self.command.replace("{}", &shell::word(path));
        let (path, what) = (shown(path), language.say(self.chinese, self.english));
        match (language, command.is_empty()) {
            (Language::Chinese, true) => format!("{path} 是{what}，不是文本"),
            (Language::Chinese, false) => format!("{path} 是{what}，不是文本；可以试试：{command}"),
            (Language::English, true) => format!("{path} is {what}, not text"),
            (Language::English, false) => format!("{path} is {what}, not text; try: {command}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn told(format: Option<&Foreign>, path: &str) -> String {
        format.unwrap().tell(Path::new(path), Language::English)
    }

    #[test]
    fn a_name_tells_the_format_and_the_command() {
        let told = |path: &str| told(by_name(Path::new(path)), path);
        insta::assert_snapshot!(told("a.txt.gz"), @"a.txt.gz is compressed by gzip, not text; try: gzip -dc a.txt.gz | kanbao -");
        let pdf = told("要闻 1.PDF");
        let words = "要闻 1.PDF is a PDF file, not text; try: ";
        assert!(
            pdf.starts_with(words) && pdf.contains(" '要闻 1.PDF' "),
            "{pdf}"
        );
        insta::assert_snapshot!(told("it's.docx"), @r"it's.docx is a Word document, not text; try: pandoc -t markdown --wrap=none 'it'\''s.docx' | kanbao -");
        assert!(by_name(Path::new("a.md")).is_none());
        assert!(by_name(Path::new("pdf")).is_none());
    }

    #[test]
    fn bytes_tell_the_format_whatever_the_name() {
        assert!(by_bytes(b"%PDF-1.7\n...").unwrap().is_pdf());
        insta::assert_snapshot!(told(by_bytes(b"PK\x03\x04......word/document.xml"), "x"), @"x is a Word document, not text; try: pandoc -t markdown --wrap=none x | kanbao -");
        insta::assert_snapshot!(told(by_bytes(b"PK\x03\x04......a.txt"), "x"), @"x is a ZIP archive, not text; try: unzip -p x | kanbao -");
        insta::assert_snapshot!(told(by_bytes(b"\n<!DOCTYPE html>"), "x"), @"x is a web page (HTML), not text; try: pandoc -f html -t markdown --wrap=none x | kanbao -");
        assert!(by_bytes("# 头条\n<html>".as_bytes()).is_none());
    }

    #[test]
    fn texts_are_no_binaries_however_odd() {
        let chinese = "经开区".repeat(100);
        assert!(!is_binary(chinese.as_bytes()));
        assert!(!is_binary(&chinese.as_bytes()[..100]));
        assert!(!is_binary(&encoding_rs::GBK.encode(&chinese).0));
        assert!(!is_binary("\x1b[31m红\0色\x1b[0m".repeat(40).as_bytes()));
        assert!(!is_binary(b"\0\x01\x02"));
        let noise: Vec<u8> = (0..4096_u32)
            .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1])
            .collect();
        assert!(is_binary(&noise));
        assert!(is_binary(&[0; 100]));
    }
}
