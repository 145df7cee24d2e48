//! What was named, as issues: files one by one, or as pages of one; folders and archives by the pages in them.

#[cfg(feature = "pdf")]
use crate::open::archive::{Archive, Seekable};
use crate::open::bounds::{HEAD, LARGEST, MOST_FILES};
use crate::open::error::Error;
use crate::open::numbered::{NumberedName, natural};
use crate::open::origin::Origin;
use crate::open::page::{InputPage, file, is_named_pdf, take};
use crate::open::sniff::{self, InputKind};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
#[cfg(feature = "pdf")]
use std::rc::Rc;

/// Endings of texts that are taken for pages where a folder or an archive holds no PDF; others may be anything.
const TEXTS: [&str; 5] = ["", "txt", "text", "md", "markdown"];

/// Which files are one issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Together {
    /// Those whose names are numbered pages of one.
    #[default]
    ByName,
    /// All.
    All,
    /// Each is one.
    None,
}

/// What there is to read: an issue.
#[derive(Debug)]
pub struct Input {
    /// Where it comes from.
    pub origin: Origin,
    /// Its pages, in order.
    pub pages: Vec<InputPage>,
}

impl Input {
    /// An issue that is one file's, or came through a pipe.
    fn of(page: InputPage) -> Self {
        Self {
            origin: origin(&page),
            pages: vec![page],
        }
    }
}

/// Where a page alone comes from.
fn origin(page: &InputPage) -> Origin {
    match page.archive() {
        Some(archive) => {
            let name = page.path.strip_prefix(archive).unwrap_or(&page.path);
            Origin::Inside(archive.to_owned(), name.to_string_lossy().into_owned())
        }
        None if page.path.as_os_str() == "-" => Origin::Standard,
        None => Origin::File(page.path.clone()),
    }
}

/// What was named: a file, or a folder or an archive with the pages in it.
struct Named {
    path: PathBuf,
    pages: Vec<InputPage>,
    holds: bool,
}

/// Tells what the paths name, and puts together what is one issue. What cannot be opened is handed on beside.
pub fn gather(paths: &[PathBuf], together: Together, is_text: bool) -> (Vec<Input>, Vec<Error>) {
    let (mut named, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match look(path, is_text, &mut errors) {
            Ok(found) => named.push(found),
            Err(error) => errors.push(error),
        }
    }
    let inputs = match together {
        Together::All if named.is_empty() => Vec::new(),
        Together::All => vec![all(named)],
        Together::None => {
            let pages = named.into_iter().flat_map(|named| named.pages);
            pages.map(Input::of).collect()
        }
        Together::ByName => by_name(named),
    };
    (inputs, errors)
}

/// All as one issue: numbered pages by their numbers, others as they were named.
fn all(named: Vec<Named>) -> Input {
    let mut named = named;
    let origin = match &named[..] {
        [one] if one.path.as_os_str() == "-" => Origin::Standard,
        [one] => Origin::File(one.path.clone()),
        several => Origin::Pages(several.iter().map(|named| named.path.clone()).collect()),
    };
    let mut pages: Vec<InputPage> = named.iter_mut().flat_map(|n| n.pages.drain(..)).collect();
    sort(&mut pages);
    Input { origin, pages }
}

/// Issues by the names of their pages, in the order in which they were named.
fn by_name(named: Vec<Named>) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    // The files that stand alone are looked at together.
    let mut groups: Vec<Group> = Vec::new();
    for Named { path, pages, holds } in named {
        if !holds {
            for page in pages {
                add(&mut groups, page);
            }
            continue;
        }
        inputs.extend(groups.drain(..).map(Group::into_input));
        let mut own: Vec<Group> = Vec::new();
        for page in pages {
            add(&mut own, page);
        }
        own = with_covers(own);
        let one = own.len() == 1;
        let issues = own.into_iter().map(Group::into_input).map(|input| Input {
            origin: match (one, path.as_os_str() == "-") {
                (true, true) => Origin::Standard,
                (true, false) => Origin::File(path.clone()),
                (false, _) => input.origin,
            },
            ..input
        });
        inputs.extend(issues);
    }
    inputs.extend(groups.into_iter().map(Group::into_input));
    inputs
}

/// Pages of one issue by their names; one that tells no page stands alone.
struct Group {
    shared: Option<(PathBuf, String, String)>,
    pages: Vec<InputPage>,
}

impl Group {
    fn into_input(mut self) -> Input {
        sort(&mut self.pages);
        let first = self.pages.first().map(origin);
        let origin = match first {
            Some(Origin::File(_)) if self.pages.len() > 1 => {
                Origin::Pages(self.pages.iter().map(|page| page.path.clone()).collect())
            }
            first => first.unwrap_or(Origin::Standard),
        };
        Input {
            origin,
            pages: self.pages,
        }
    }
}

fn add(groups: &mut Vec<Group>, page: InputPage) {
    let shared = numbered(&page).map(|name| {
        let folder = page.path.parent().unwrap_or(Path::new("")).to_owned();
        (folder, name.shared, ending(&page.path))
    });
    let group = groups
        .iter_mut()
        .find(|g| shared.is_some() && g.shared == shared);
    match group {
        Some(group) => group.pages.push(page),
        None => groups.push(Group {
            shared,
            pages: vec![page],
        }),
    }
}

/// Puts what has no number of its own, such as a cover, before the numbered pages, where these are of one issue and
/// there is nothing else.
fn with_covers(groups: Vec<Group>) -> Vec<Group> {
    let is_issue = |group: &Group| group.shared.is_some() && group.pages.len() > 1;
    let [issue] = groups.iter().filter(|g| is_issue(g)).collect::<Vec<_>>()[..] else {
        return groups;
    };
    let ending = issue.shared.as_ref().map(|(_, _, ending)| ending.clone());
    let is_cover = |page: &InputPage| {
        let name = page.path.file_stem().unwrap_or_default().to_string_lossy();
        !name.contains(char::is_numeric) && Some(self::ending(&page.path)) == ending
    };
    let belongs = |group: &Group| is_issue(group) || group.pages.iter().all(is_cover);
    if !groups.iter().all(belongs) {
        return groups;
    }
    let (mut issues, covers): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(is_issue);
    for issue in &mut issues {
        sort(&mut issue.pages);
    }
    let pages = covers.into_iter().chain(issues).flat_map(|g| g.pages);
    let shared = None;
    vec![Group {
        shared,
        pages: pages.collect(),
    }]
}

/// Whether the names of files tell that they are pages of one issue.
pub fn are_one(paths: &[PathBuf]) -> bool {
    let mut groups = Vec::new();
    for path in paths {
        add(&mut groups, InputPage::at(path.clone()));
    }
    groups.len() == 1
}

/// What a page's name tells.
fn numbered(page: &InputPage) -> Option<NumberedName> {
    NumberedName::of(&page.path.file_stem()?.to_string_lossy())
}

/// Puts pages into their order, where all are numbered alike.
fn sort(pages: &mut Vec<InputPage>) {
    let names: Option<Vec<NumberedName>> = pages.iter().map(numbered).collect();
    let Some(names) = names else { return };
    if names.windows(2).all(|two| two[0].shared == two[1].shared) {
        let mut both: Vec<_> = names.into_iter().zip(pages.drain(..)).collect();
        both.sort_by(|(a, _), (b, _)| a.order(b));
        pages.extend(both.into_iter().map(|(_, page)| page));
    }
}

/// The ending of a file's name, in small letters.
fn ending(path: &Path) -> String {
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    ending.unwrap_or_default().to_lowercase()
}

/// Tells what a path names.
fn look(path: &Path, is_text: bool, errors: &mut Vec<Error>) -> Result<Named, Error> {
    let mut kind = InputKind::Text;
    let mut judge = |head: &[u8]| {
        kind = sniff::kind(path, head, is_text)?;
        Ok(())
    };
    let named = |pages: Vec<InputPage>, holds| Named {
        path: path.to_owned(),
        pages,
        holds,
    };
    if path.as_os_str() == "-" {
        let bytes = take(io::stdin().lock(), 0, LARGEST, judge);
        let bytes = bytes.map_err(|unread| unread.told(path))?;
        return match kind {
            #[cfg(feature = "pdf")]
            InputKind::Zip => Ok(named(
                unpacked(path, io::Cursor::new(bytes), is_text, errors)?,
                true,
            )),
            _ => Ok(named(vec![InputPage::read(path.to_owned(), bytes)], false)),
        };
    }
    if path.is_dir() {
        // Without the sign that ends it: lines are told behind it.
        let path: &Path = &path.components().collect::<PathBuf>();
        let pages = of_paper(path, listed(path)?, is_text, errors)?;
        return Ok(Named {
            path: path.to_owned(),
            pages,
            holds: true,
        });
    }
    let (mut source, length) = file(path)?;
    let failed = |cause| Error::Read {
        path: path.to_owned(),
        cause,
    };
    if !path.is_file() {
        // What a pipe brings comes once.
        let bytes = take(source, length, LARGEST, judge);
        let bytes = bytes.map_err(|unread| unread.told(path))?;
        #[cfg(feature = "pdf")]
        if kind == InputKind::Zip {
            let pages = unpacked(path, io::Cursor::new(bytes), is_text, errors)?;
            return Ok(named(pages, true));
        }
        return Ok(named(vec![InputPage::read(path.to_owned(), bytes)], false));
    }
    let mut head = Vec::new();
    let read = source.by_ref().take(HEAD as u64).read_to_end(&mut head);
    read.map_err(failed)?;
    judge(&head)?;
    if kind == InputKind::Zip {
        source.seek(SeekFrom::Start(0)).map_err(failed)?;
        #[cfg(feature = "pdf")]
        return Ok(named(unpacked(path, source, is_text, errors)?, true));
    }
    if length > LARGEST {
        return Err(Error::TooLarge(path.to_owned()));
    }
    Ok(named(vec![InputPage::at(path.to_owned())], false))
}

/// The files of a folder that may be pages, in their natural order.
fn listed(folder: &Path) -> Result<Vec<InputPage>, Error> {
    let failed = |cause| Error::Read {
        path: folder.to_owned(),
        cause,
    };
    let mut paths = Vec::new();
    for file in fs::read_dir(folder).map_err(failed)? {
        let path = file.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with('.') && path.is_file() {
            if paths.len() == MOST_FILES {
                return Err(Error::TooMany(folder.to_owned()));
            }
            paths.push(path);
        }
    }
    paths.sort_by(|a, b| natural(&a.to_string_lossy(), &b.to_string_lossy()));
    Ok(paths.into_iter().map(InputPage::at).collect())
}

/// The pages of an archive.
#[cfg(feature = "pdf")]
fn unpacked(
    path: &Path,
    source: impl Seekable + 'static,
    is_text: bool,
    errors: &mut Vec<Error>,
) -> Result<Vec<InputPage>, Error> {
    let archive = Rc::new(Archive::open(path.to_owned(), Box::new(source))?);
    let mut files = archive.files()?;
    files.sort_by(|(_, a), (_, b)| natural(a, b));
    let pages = files
        .iter()
        .map(|(index, name)| InputPage::inside(&archive, *index, name));
    of_paper(path, pages.collect(), is_text, errors)
}

/// The files that are a paper's: the PDFs, and what is named as if it were one; where there is none, the texts.
fn of_paper(
    path: &Path,
    files: Vec<InputPage>,
    is_text: bool,
    errors: &mut Vec<Error>,
) -> Result<Vec<InputPage>, Error> {
    let (mut pdfs, mut texts) = (Vec::new(), Vec::new());
    let (mut unread, mut has_pdf) = (Vec::new(), false);
    for mut page in files {
        let head = page.head();
        match head.and_then(|head| sniff::kind(&page.path, &head, is_text)) {
            Ok(InputKind::Pdf) => {
                has_pdf = true;
                pdfs.push(page);
            }
            // What it is instead is told when it is read.
            Ok(_) | Err(Error::Foreign { .. } | Error::Binary(_)) if is_named_pdf(&page.path) => {
                page.only_pdf = true;
                pdfs.push(page);
            }
            Ok(InputKind::Text) if TEXTS.contains(&ending(&page.path).as_str()) => texts.push(page),
            Ok(_) | Err(Error::Foreign { .. } | Error::Binary(_)) => {}
            Err(error) => unread.push(error),
        }
    }
    if !has_pdf {
        pdfs.extend(texts);
    }
    let pages = pdfs;
    if pages.is_empty() {
        // Why one could not be looked at says more than that there is none.
        return Err(unread
            .into_iter()
            .next()
            .unwrap_or(Error::NoPages(path.to_owned())));
    }
    errors.extend(unread);
    Ok(pages)
}
