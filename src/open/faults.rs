//! What is said of PDFs and archives that do not open, and of pages with faults: which file and page, why, what to do.

use crate::guard::told;
use crate::language::Language;
use crate::open::bounds::MOST_FILES;
use crate::open::origin::shown;
use crate::open::pdf::{PageFault, PdfError};
use crate::open::shell;
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

/// Why a PDF does not open; whether a password was given for it.
pub fn pdf(path: &Path, why: PdfError, given: bool, language: Language) -> String {
    let (file, mended) = (shown(path), command_file(path));
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
            format!("{file} 的加密方式无法识别；可以试试：qpdf --decrypt {mended} out.pdf")
        }
        (PdfError::Cipher, Language::English) => format!(
            "{file} is encrypted in a way that is not known here; try: qpdf --decrypt {mended} out.pdf"
        ),
        (PdfError::Broken, Language::Chinese) => format!(
            "{file} 是损坏的 PDF，修补不了；请重新下载，或试试：mutool clean {mended} out.pdf，或 qpdf {mended} out.pdf"
        ),
        (PdfError::Broken, Language::English) => format!(
            "{file} is a PDF too damaged to be read; get it anew, or try: mutool clean {mended} out.pdf, or qpdf {mended} out.pdf"
        ),
        (PdfError::Bounds, Language::Chinese) => format!(
            "{file} 展开后大得不合常理，没有打开；若确信无害，可以试试：mutool clean {mended} out.pdf"
        ),
        (PdfError::Bounds, Language::English) => format!(
            "{file} would grow beyond all bounds and was not opened; if you trust it, try: mutool clean {mended} out.pdf"
        ),
    }
}

/// Why an archive, or a file in it, is not read.
pub fn archive(path: &Path, why: ArchiveFault, language: Language) -> String {
    let file = shown(path);
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
    path: &Path,
    page: usize,
    fault: &PageFault,
    language: Language,
) -> (&'static str, String) {
    let place = place(path, page, language);
    match fault {
        PageFault::Scan => {
            let file = command_file(path);
            let message = match language {
                Language::Chinese => {
                    format!("{place}只有图，没有文字；请先识别：ocrmypdf -l chi_sim {file} out.pdf")
                }
                Language::English => format!(
                    "{place} shows pictures and no text; have it recognised first: ocrmypdf -l chi_sim {file} out.pdf"
                ),
            };
            ("scan", message)
        }
        PageFault::Unreadable { font, glyphs } => {
            let font = match told(font) {
                font if font.is_empty() => language.say("无名字体", "no name").to_owned(),
                font => font,
            };
            let message = match language {
                Language::Chinese => format!(
                    "{place}：字体 {font} 有 {glyphs} 个字没有对应的文字，以 U+FFFD 代替；可以试试：ocrmypdf --force-ocr -l chi_sim in.pdf out.pdf"
                ),
                Language::English => format!(
                    "{place}: {glyphs} glyphs of the font {font} have no text that can be told, U+FFFD stands for each; try: ocrmypdf --force-ocr -l chi_sim in.pdf out.pdf"
                ),
            };
            ("glyphs", message)
        }
        PageFault::Broken => {
            let what = language.say(
                "有一部分缺失或损坏，读出的不全；请重新下载，或试试 mutool clean",
                "part of it is missing or damaged, and what could be had was read; get the file anew, or try mutool clean",
            );
            ("page", format!("{place}{}{what}", language.say("：", ": ")))
        }
        PageFault::Bounds => {
            let what = language.say(
                "内容多得不合常理，只读了前面一部分；请核对这一页",
                "holds more than a page can, and was read only so far; compare it with the page",
            );
            ("page", format!("{place}{}{what}", language.say("：", ": ")))
        }
    }
}

/// What is said of a file whose end is missing.
pub fn cut(path: &Path, pages: usize, language: Language) -> String {
    let file = shown(path);
    match language {
        Language::Chinese => {
            format!("{file} 的末尾缺失，读到 {pages} 页，可能还有；请重新下载")
        }
        Language::English => {
            format!(
                "the end of {file} is missing: {pages} pages were found, there may have been more; get it anew"
            )
        }
    }
}

/// A file as a command takes it; what came through a pipe is to be kept in one first.
fn command_file(path: &Path) -> String {
    if path.as_os_str() == "-" {
        "in.pdf".to_owned()
    } else {
        shell::word(path)
    }
}

/// A page's place in words.
fn place(path: &Path, page: usize, language: Language) -> String {
    let file = shown(path);
    match language {
        Language::Chinese => format!("{file} 第 {page} 页"),
        Language::English => format!("page {page} of {file}"),
    }
}
