//! Where a bulletin comes from, and how its path is named in messages.

use crate::guard;
use crate::language::Language;
use std::path::{Path, PathBuf};

/// Where a bulletin comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The built-in sample.
    Sample,
    /// Standard input.
    Standard,
    /// A file, or a folder or an archive of pages, by the path as it was written.
    File(PathBuf),
    /// Several files, a page or more each, in their order.
    Pages(Vec<PathBuf>),
    /// Some of the pages in an archive, by the archive's path and the page's name in it.
    Inside(PathBuf, String),
}

impl Origin {
    /// Its name, fit for a terminal.
    pub fn name(&self, language: Language) -> String {
        match self {
            Self::Sample => language.say("（内置样报）", "(built-in sample)").to_owned(),
            Self::Standard => language.say("（标准输入）", "(standard input)").to_owned(),
            Self::File(path) => shown(path),
            Self::Pages(paths) => {
                let first = paths.first().map(|path| shown(path)).unwrap_or_default();
                let last = paths.last().and_then(|path| path.file_name());
                let last = last.map(|name| shown(Path::new(name))).unwrap_or_default();
                format!("{first}…{last}")
            }
            Self::Inside(archive, page) => shown(&archive.join(page)),
        }
    }

    /// The path that was named, where one was; the first of several.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Inside(path, _) => Some(path),
            Self::Pages(paths) => paths.first().map(PathBuf::as_path),
            Self::Sample | Self::Standard => None,
        }
    }

    /// The file that corrections lie beside, as if it were one: an archive's part has a name of its own.
    pub fn kept_as(&self) -> Option<PathBuf> {
        match self {
            Self::Inside(archive, page) => {
                let mut path = archive.as_os_str().to_owned();
                path.push(".");
                path.push(page.replace('/', "."));
                Some(path.into())
            }
            _ => self.path().map(without_slash),
        }
    }
}

/// Where a page is, as messages name it.
#[cfg(feature = "pdf")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PagePlace {
    /// Its path; of one in an archive below that.
    pub path: PathBuf,
    /// The archive that it is in.
    pub archive: Option<PathBuf>,
}

#[cfg(feature = "pdf")]
impl PagePlace {
    /// Its name, fit for a terminal.
    pub fn shown(&self, language: Language) -> String {
        match &self.archive {
            Some(archive) => {
                let name = self.path.strip_prefix(archive).unwrap_or(&self.path);
                let archive = shown_or_standard(archive, language);
                format!("{archive}/{}", shown(name))
            }
            None => shown_or_standard(&self.path, language),
        }
    }
}

/// A path as a message names it, standard input by its own name.
#[cfg(feature = "pdf")]
pub fn shown_or_standard(path: &Path, language: Language) -> String {
    if path.as_os_str() == "-" {
        Origin::Standard.name(language)
    } else {
        shown(path)
    }
}

/// A path by its name, without what ends a folder's: what lies beside it is named after it.
fn without_slash(path: &Path) -> PathBuf {
    match path.file_name() {
        Some(_) => path.components().collect(),
        None => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
    }
}

/// A path as a message names it.
pub fn shown(path: &Path) -> String {
    guard::line(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_lies_beside_the_file_folder_or_archive() {
        let kept = |origin: Origin| origin.kept_as().map(|path| path.display().to_string());
        let first = |path: &str| Some(path.to_owned());
        assert_eq!(kept(Origin::File("a/b.pdf".into())), first("a/b.pdf"));
        assert_eq!(kept(Origin::File("a/pages/".into())), first("a/pages"));
        let pages = Origin::Pages(vec!["a/01.pdf".into(), "a/02.pdf".into()]);
        assert_eq!(kept(pages.clone()), first("a/01.pdf"));
        assert_eq!(pages.name(Language::English), "a/01.pdf…02.pdf");
        let inside = Origin::Inside("a.zip".into(), "x/y.pdf".into());
        assert_eq!(kept(inside), first("a.zip.x.y.pdf"));
        assert_eq!(kept(Origin::Standard), None);
    }
}
