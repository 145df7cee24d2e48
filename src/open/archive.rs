//! A ZIP archive of pages: what is in it, within bounds. Nothing is unpacked to the disk.

use crate::open::bounds::{self, HEAD, MOST_FILES};
use crate::open::error::Error;
use crate::open::faults::ArchiveFault;
use crate::open::foreign::{self, Foreign};
use encoding_rs::GB18030;
use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes read to list an archive: thousands of files take a tenth. More would take memory for each of them.
const LISTED: u64 = 4 << 20;

/// What an archive is read from.
pub trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

/// An opened archive.
pub struct Archive {
    path: PathBuf,
    zip: RefCell<ZipArchive<Listed>>,
    /// Bytes that may still be inflated.
    left: Cell<u64>,
}

/// A source of which so much may be read.
struct Listed {
    source: Box<dyn Seekable>,
    left: Rc<Cell<u64>>,
}

impl Read for Listed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        let left = self.left.get().checked_sub(length as u64);
        self.left.set(left.ok_or(io::ErrorKind::FileTooLarge)?);
        Ok(length)
    }
}

impl Seek for Listed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

impl Archive {
    /// Opens an archive. One that is a document of another program is told as what it is.
    pub fn open(path: PathBuf, mut source: Box<dyn Seekable>) -> Result<Self, Error> {
        let most = match source.seek(SeekFrom::End(0)) {
            Ok(length) => bounds::unpacked(length),
            Err(cause) => return Err(Error::Read { path, cause }),
        };
        let left = Rc::new(Cell::new(LISTED));
        let source = Listed {
            source,
            left: Rc::clone(&left),
        };
        let mut zip = match ZipArchive::new(source) {
            Ok(zip) => zip,
            Err(ZipError::Io(cause)) if cause.kind() == io::ErrorKind::FileTooLarge => {
                let why = ArchiveFault::Files;
                return Err(Error::Archive { path, why });
            }
            Err(error) => return Err(told(path, error)),
        };
        // The files themselves have a bound of their own.
        left.set(u64::MAX);
        if let Some(format) = document(&mut zip) {
            return Err(Error::Foreign { path, format });
        }
        Ok(Self {
            path,
            zip: RefCell::new(zip),
            left: Cell::new(most),
        })
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The files in it, but for those that systems hide: the place and the name of each.
    pub fn files(&self) -> Result<Vec<(usize, String)>, Error> {
        let zip = self.zip.borrow();
        let names = zip.file_names_raw().enumerate();
        let files = names.filter_map(|(index, name)| Some((index, page_name(name)?)));
        let files: Vec<_> = files.collect();
        if files.len() > MOST_FILES {
            return Err(Error::Archive {
                path: self.path.clone(),
                why: ArchiveFault::Files,
            });
        }
        Ok(files)
    }

    /// The first bytes of a file in it.
    pub fn head(&self, index: usize) -> Result<Vec<u8>, Error> {
        self.read(index, Some(HEAD))
    }

    /// A file in it.
    pub fn bytes(&self, index: usize) -> Result<Vec<u8>, Error> {
        self.read(index, None)
    }

    fn read(&self, index: usize, head: Option<usize>) -> Result<Vec<u8>, Error> {
        let mut zip = self.zip.borrow_mut();
        let name = zip.file_names_raw().nth(index).and_then(page_name);
        let path = self.path.join(name.unwrap_or_default());
        let file = match zip.by_index(index) {
            Ok(file) => file,
            Err(error) => return Err(told(path, error)),
        };
        // What says that it is too large is not begun, and none may hold more than it says.
        let (said, left) = (file.size(), self.left.get());
        if head.is_none() && said > left {
            let why = ArchiveFault::Bounds;
            return Err(Error::Archive { path, why });
        }
        let most = head.map_or(said.saturating_add(1), |head| head as u64);
        let mut bytes = Vec::new();
        bytes.reserve_exact(usize::try_from(most.min(left)).unwrap_or(0));
        let read = file.take(most).read_to_end(&mut bytes);
        if head.is_none() {
            // What was damaged was unpacked, too.
            self.left.set(left.saturating_sub(bytes.len() as u64));
        }
        match read {
            Ok(_) if bytes.len() as u64 > said => Err(Error::Archive {
                path,
                why: ArchiveFault::Broken,
            }),
            Ok(_) => Ok(bytes),
            Err(cause) => Err(told(path, ZipError::Io(cause))),
        }
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A file's name: UTF-8, else as Chinese systems write it.
fn named(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// The name of a file that may be a page, below the archive wherever it would be unpacked; `None` for a folder's, and
/// for those that systems leave in archives.
fn page_name(raw: &[u8]) -> Option<String> {
    let name = named(raw);
    let is_step = |part: &str| matches!(part, "" | "." | "..");
    let parts: Vec<&str> = name.split('/').filter(|part| !is_step(part)).collect();
    let hidden = |part: &&str| part.starts_with('.') || *part == "__MACOSX";
    let is_folder = name.split('/').next_back().is_none_or(is_step);
    (!is_folder && !parts.iter().any(hidden)).then(|| parts.join("/"))
}

/// The document of another program that an archive is.
fn document(zip: &mut ZipArchive<Listed>) -> Option<&'static Foreign> {
    let holds = |zip: &ZipArchive<Listed>, start: &str| {
        zip.file_names_raw()
            .any(|name| name.starts_with(start.as_bytes()))
    };
    let suffixes = [
        ("word/", "docx"),
        ("xl/", "xlsx"),
        ("ppt/", "pptx"),
        ("OFD.xml", "ofd"),
    ];
    let own = suffixes.iter().find(|(start, _)| holds(zip, start));
    let own = own.map(|(_, suffix)| *suffix).or_else(|| {
        let at = zip.file_names_raw().position(|name| name == b"mimetype")?;
        let mut kind = String::new();
        let file = zip.by_index(at).ok()?;
        file.take(100).read_to_string(&mut kind).ok()?;
        let kinds = [("epub+zip", "epub"), ("opendocument.text", "odt")];
        let found = kinds.iter().find(|(word, _)| kind.contains(word));
        found.map(|(_, suffix)| *suffix)
    })?;
    foreign::by_name(Path::new(&format!("x.{own}")))
}

/// An error of the archive's, of this path.
fn told(path: PathBuf, error: ZipError) -> Error {
    let why = match error {
        ZipError::Io(cause)
            if !matches!(
                cause.kind(),
                io::ErrorKind::InvalidData
                    | io::ErrorKind::InvalidInput
                    | io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::Other
            ) =>
        {
            return Error::Read { path, cause };
        }
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ArchiveFault::Encrypted
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            ArchiveFault::Method
        }
        _ => ArchiveFault::Broken,
    };
    Error::Archive { path, why }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    #[test]
    fn what_is_read_of_it_together_has_a_bound() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["1.txt", "2.txt", "3.txt"] {
            let options = SimpleFileOptions::default();
            writer.start_file(name, options).unwrap();
            let length = if name == "3.txt" { 1 << 10 } else { 40 << 20 };
            writer.write_all(&vec![b' '; length]).unwrap();
        }
        let packed = writer.finish().unwrap();
        assert!(packed.get_ref().len() < 1 << 19);
        let archive = Archive::open("a.zip".into(), Box::new(packed)).unwrap();
        assert_eq!(archive.bytes(0).unwrap().len(), 40 << 20);
        let Err(Error::Archive { path, why }) = archive.bytes(1) else {
            panic!("it is read")
        };
        assert_eq!((path, why), ("a.zip/2.txt".into(), ArchiveFault::Bounds));
        assert_eq!(archive.head(1).unwrap().len(), HEAD);
        assert_eq!(archive.bytes(2).unwrap().len(), 1 << 10);
    }

    #[test]
    fn a_name_is_told_below_the_archive_and_what_is_hidden_is_none() {
        for (raw, name) in [
            ("01.pdf", Some("01.pdf")),
            ("./01.pdf", Some("01.pdf")),
            ("../../x/01.pdf", Some("x/01.pdf")),
            ("/etc/01.pdf", Some("etc/01.pdf")),
            ("x//01.pdf", Some("x/01.pdf")),
            ("x/", None),
            ("..", None),
            ("", None),
            (".hidden.pdf", None),
            ("./.x/01.pdf", None),
            ("__MACOSX/._01.pdf", None),
        ] {
            assert_eq!(page_name(raw.as_bytes()).as_deref(), name, "{raw}");
        }
    }
}
