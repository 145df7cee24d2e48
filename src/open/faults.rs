//! What is said of PDFs and archives that do not open, and of pages with faults: which file and page, why, what to do.

use crate::guard::told;
use crate::language::Language;
use crate::open::bounds::MOST_FILES;
use crate::open::error::Error;
use crate::open::foreign::{self, Foreign};
use crate::open::origin::{PagePlace, shown_or_standard};
use crate::open::pdf::{PageFault, PdfError};
use crate::open::shell;
use crate::open::sniff::InputKind;
use std::path::Path;

/// Why an archive, or a file in it, is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArchiveFault {
    /// It is damaged.
    Broken,
    /// The file is encrypted.
    Encrypted,
    /// The file is compressed in a way that we do not know.
    Method,
    /// It would unpack to more than is read.
    Bounds,
    /// It holds more files than are looked at.
    Files,
}

/// What stands where a PDF should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPdf {
    /// Nothing.
    Empty,
    /// A file of another format.
    Foreign(&'static Foreign),
    /// A text, such as what a server said.
    Text,
    /// Something else.
    Other,
}

impl NoPdf {
    /// What it is; `None` of a PDF.
    pub fn of(bytes: &[u8], kind: &Result<InputKind, Error>) -> Option<Self> {
        match kind {
            _ if bytes.is_empty() => Some(Self::Empty),
            Ok(InputKind::Pdf) => None,
            Ok(InputKind::Text) => Some(Self::Text),
            Ok(InputKind::Zip) => foreign::by_bytes(bytes).map(Self::Foreign),
            Err(Error::Foreign { format, .. }) => Some(Self::Foreign(format)),
            Err(_) => Some(Self::Other),
        }
    }
}

/// That a page is no PDF.
pub fn no_pdf(place: &PagePlace, what: NoPdf, language: Language) -> String {
    let (file, zh) = (place.shown(language), language == Language::Chinese);
    let what = match what {
        NoPdf::Empty if zh => return format!("{file} 是空的；请重新下载"),
        NoPdf::Empty => return format!("{file} is empty; get it anew"),
        NoPdf::Foreign(format) => format.named(language),
        NoPdf::Text => language.say("文本", "a text"),
        NoPdf::Other => language.say("别的东西", "something else"),
    };
    if zh {
        format!("{file} 不是 PDF，而是{what}；请重新下载")
    } else {
        format!("{file} is no PDF, but {what}; get it anew")
    }
}

/// Why a PDF does not open; whether a password was given for it.
pub fn pdf(place: &PagePlace, why: PdfError, given: bool, language: Language) -> String {
    let file = place.shown(language);
    let tried = |commands: &[&str]| tried(place, commands, language);
    match (why, language) {
        (PdfError::Password, Language::Chinese) if given => {
            format!("{file} 的密码不对；请用 --password 给出正确的密码")
        }
        (PdfError::Password, Language::English) if given => {
            format!("the password is not that of {file}; give the right one with --password")
        }
        (PdfError::Password, Language::Chinese) => {
            format!("{file} 有密码；请用 --password 密码 打开")
        }
        (PdfError::Password, Language::English) => {
            format!("{file} has a password; give it with --password TEXT")
        }
        (PdfError::Cipher, Language::Chinese) => {
            let tried = tried(&["qpdf --decrypt"]);
            format!("{file} 的加密方式无法识别；可以{tried}")
        }
        (PdfError::Cipher, Language::English) => {
            let tried = tried(&["qpdf --decrypt"]);
            format!("{file} is encrypted in a way that is not known here; {tried}")
        }
        (PdfError::Broken, Language::Chinese) => {
            let tried = tried(&["mutool clean", "qpdf"]);
            format!("{file} 是损坏的 PDF，修补不了；请重新下载，或{tried}")
        }
        (PdfError::Broken, Language::English) => {
            let tried = tried(&["mutool clean", "qpdf"]);
            format!("{file} is a PDF too damaged to be read; get it anew, or {tried}")
        }
        (PdfError::Bounds, Language::Chinese) => {
            let tried = tried(&["mutool clean"]);
            format!("{file} 展开后大得不合常理，没有打开；若确信无害，可以{tried}")
        }
        (PdfError::Bounds, Language::English) => {
            let tried = tried(&["mutool clean"]);
            format!(
                "{file} would grow beyond all bounds and was not opened; if you trust it, {tried}"
            )
        }
    }
}

/// Why an archive, or a file in it, is not read.
pub fn archive(path: &Path, why: ArchiveFault, language: Language) -> String {
    let file = shown_or_standard(path, language);
    let (zh, en) = match why {
        ArchiveFault::Broken => (
            "是损坏的压缩包；请重新下载，或用 unzip 解开后再打开",
            "is a damaged archive; get it anew, or unpack it with unzip",
        ),
        ArchiveFault::Encrypted => (
            "在压缩包里是加密的；请先用 unzip 解开",
            "is encrypted in the archive; unpack it with unzip first",
        ),
        ArchiveFault::Bounds => (
            "展开后大得不合常理，没有读；若确信无害，请先用 unzip 解开",
            "would grow beyond all bounds and was not unpacked; if you trust it, unpack it with unzip first",
        ),
        ArchiveFault::Files => {
            return match language {
                Language::Chinese => format!(
                    "{file} 里超过 {MOST_FILES} 个文件；请先用 unzip 解开，再指定其中的几个"
                ),
                Language::English => format!(
                    "{file} holds more than {MOST_FILES} files; unpack it with unzip, then name some of them"
                ),
            };
        }
        ArchiveFault::Method => (
            "的压缩方式无法识别；请先用 unzip 或 7z 解开",
            "is compressed in a way that is not known here; unpack it with unzip or 7z first",
        ),
    };
    format!("{file} {}", language.say(zh, en))
}

/// A fault of a page, counted from 1: the defect's kind, and what is said of it.
pub fn page(
    place: &PagePlace,
    page: usize,
    fault: &PageFault,
    language: Language,
) -> (&'static str, String) {
    let (zh, file) = (language == Language::Chinese, place.shown(language));
    let of_page = match language {
        Language::Chinese => format!("{file} 第 {page} 页"),
        Language::English => format!("page {page} of {file}"),
    };
    match fault {
        PageFault::Scan => {
            let command = command(place, "ocrmypdf -l chi_sim");
            let what = match (taken_out(place, language), zh) {
                (None, true) => format!("请先识别：{command}"),
                (None, false) => format!("have it recognised first: {command}"),
                (Some(out), true) => format!("请{out}，再识别：{command}"),
                (Some(out), false) => format!("{out} and have it recognised: {command}"),
            };
            let message = if zh {
                format!("{of_page}只有图，没有文字；{what}")
            } else {
                format!("{of_page} shows pictures and no text; {what}")
            };
            ("scan", message)
        }
        PageFault::Unreadable { font, glyphs } => {
            let font = match told(font) {
                font if font.is_empty() => language.say("无名字体", "no name").to_owned(),
                font => font,
            };
            let tried = tried(place, &["ocrmypdf --force-ocr -l chi_sim"], language);
            let message = match (glyphs, zh) {
                (_, true) => format!(
                    "{of_page}：字体 {font} 有 {glyphs} 个字没有对应的文字，以 U+FFFD 代替；可以{tried}"
                ),
                (1, false) => format!(
                    "{of_page}: 1 glyph of the font {font} has no text that can be told, U+FFFD stands for it; {tried}"
                ),
                (_, false) => format!(
                    "{of_page}: {glyphs} glyphs of the font {font} have no text that can be told, U+FFFD stands for each; {tried}"
                ),
            };
            ("glyphs", message)
        }
        PageFault::Broken => {
            let tried = tried(place, &["mutool clean"], language);
            let message = if zh {
                format!("{of_page}：有一部分缺失或损坏，读出的不全；请重新下载，或{tried}")
            } else {
                format!(
                    "{of_page}: part of it is missing or damaged, and what could be had was read; get the file anew, or {tried}"
                )
            };
            ("page", message)
        }
        PageFault::Bounds => {
            let what = language.say(
                "内容多得不合常理，只读了前面一部分；请核对这一页",
                "holds more than a page can, and was read only so far; compare it with the page",
            );
            let between = language.say("：", ": ");
            ("page", format!("{of_page}{between}{what}"))
        }
    }
}

/// What is said of a file whose end is missing.
pub fn cut(place: &PagePlace, pages: usize, language: Language) -> String {
    let file = place.shown(language);
    match (language, pages) {
        (Language::Chinese, _) => {
            format!("{file} 的末尾缺失，读到 {pages} 页，可能还有；请重新下载")
        }
        (Language::English, 1) => format!(
            "the end of {file} is missing: 1 page was found, there may have been more; get it anew"
        ),
        (Language::English, _) => format!(
            "the end of {file} is missing: {pages} pages were found, there may have been more; get it anew"
        ),
    }
}

/// Commands that may help, each with the file that it is to read; of a file in an archive, how it is had.
fn tried(place: &PagePlace, commands: &[&str], language: Language) -> String {
    let commands = commands.iter().map(|before| command(place, before));
    let commands = commands.collect::<Vec<_>>();
    let commands = commands.join(language.say("，或 ", ", or "));
    match (taken_out(place, language), language) {
        (None, Language::Chinese) => format!("试试：{commands}"),
        (None, Language::English) => format!("try: {commands}"),
        (Some(out), Language::Chinese) => format!("{out}，再试试：{commands}"),
        (Some(out), Language::English) => format!("{out} and try: {commands}"),
    }
}

/// That a file is to be taken out of the archive that it is in, and by which command.
fn taken_out(place: &PagePlace, language: Language) -> Option<String> {
    let archive = place.archive.as_ref()?;
    let by = match (shell::word(archive).as_str(), language) {
        ("-", _) => String::new(),
        (archive, Language::Chinese) => format!("（unzip {archive}）"),
        (archive, Language::English) => format!(" (unzip {archive})"),
    };
    let out = language.say("先从压缩包里取出", "take it out of the archive");
    Some(format!("{out}{by}"))
}

/// A command with the file that it reads and the one that it writes. What came through a pipe is to be kept in a file
/// first.
fn command(place: &PagePlace, before: &str) -> String {
    let archive = place.archive.as_deref().unwrap_or(Path::new(""));
    let own = place.path.strip_prefix(archive).unwrap_or(&place.path);
    let file = if own.as_os_str() == "-" {
        "in.pdf".to_owned()
    } else {
        shell::word(own)
    };
    format!("{before} {file} out.pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fault: &PageFault, language: Language) -> String {
        let place = PagePlace {
            path: "要闻 1.pdf".into(),
            archive: None,
        };
        page(&place, 2, fault, language).1
    }

    #[test]
    fn a_page_with_a_fault_is_told_with_the_command_that_takes_its_file() {
        let unreadable = |glyphs| PageFault::Unreadable {
            font: "F1".to_owned(),
            glyphs,
        };
        insta::assert_snapshot!(told(&unreadable(1), Language::English), @"page 2 of 要闻 1.pdf: 1 glyph of the font F1 has no text that can be told, U+FFFD stands for it; try: ocrmypdf --force-ocr -l chi_sim '要闻 1.pdf' out.pdf");
        insta::assert_snapshot!(told(&unreadable(2), Language::English), @"page 2 of 要闻 1.pdf: 2 glyphs of the font F1 have no text that can be told, U+FFFD stands for each; try: ocrmypdf --force-ocr -l chi_sim '要闻 1.pdf' out.pdf");
        insta::assert_snapshot!(told(&unreadable(2), Language::Chinese), @"要闻 1.pdf 第 2 页：字体 F1 有 2 个字没有对应的文字，以 U+FFFD 代替；可以试试：ocrmypdf --force-ocr -l chi_sim '要闻 1.pdf' out.pdf");
        insta::assert_snapshot!(told(&PageFault::Broken, Language::English), @"page 2 of 要闻 1.pdf: part of it is missing or damaged, and what could be had was read; get the file anew, or try: mutool clean '要闻 1.pdf' out.pdf");
        insta::assert_snapshot!(told(&PageFault::Broken, Language::Chinese), @"要闻 1.pdf 第 2 页：有一部分缺失或损坏，读出的不全；请重新下载，或试试：mutool clean '要闻 1.pdf' out.pdf");
    }

    #[test]
    fn one_page_is_one() {
        let place = PagePlace {
            path: "-".into(),
            archive: None,
        };
        insta::assert_snapshot!(cut(&place, 1, Language::English), @"the end of (standard input) is missing: 1 page was found, there may have been more; get it anew");
        insta::assert_snapshot!(cut(&place, 2, Language::Chinese), @"（标准输入） 的末尾缺失，读到 2 页，可能还有；请重新下载");
    }
}
