//! A ZIP archive of pages: what is in it, within bounds. Nothing is unpacked to the disk.

use crate::open::bounds::{HEAD, LARGEST, MOST_FILES};
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
    pub fn open(path: PathBuf, source: Box<dyn Seekable>) -> Result<Self, Error> {
        let left = Rc::new(Cell::new(LISTED));
        let source = Listed {
            source,
            left: Rc::clone(&left),
        };
        let mut zip = match ZipArchive::new(source) {
            Ok(zip) => zip,
            Err(ZipError::Io(cause)) if cause.kind() == io::ErrorKind::FileTooLarge => {
                return Err(Error::TooMany(path));
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
            left: Cell::new(LARGEST),
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
        let files = names.map(|(index, name)| (index, named(name)));
        let files: Vec<_> = files.filter(|(_, name)| !is_hidden(name)).collect();
        if files.len() > MOST_FILES {
            return Err(Error::TooMany(self.path.clone()));
        }
        Ok(files)
    }

    /// The first bytes of a file in it.
    pub fn head(&self, index: usize) -> Result<Vec<u8>, Error> {
        self.read(index, HEAD as u64)
    }

    /// A file in it.
    pub fn bytes(&self, index: usize) -> Result<Vec<u8>, Error> {
        let bytes = self.read(index, LARGEST)?;
        let left = self.left.get().checked_sub(bytes.len() as u64);
        self.left
            .set(left.ok_or_else(|| Error::TooLarge(self.path.clone()))?);
        Ok(bytes)
    }

    fn read(&self, index: usize, most: u64) -> Result<Vec<u8>, Error> {
        let mut zip = self.zip.borrow_mut();
        let name = zip.file_names_raw().nth(index).map(named);
        let path = || self.path.join(name.unwrap_or_default());
        let file = match zip.by_index(index) {
            Ok(file) => file,
            Err(error) => return Err(told(path(), error)),
        };
        // What says that it is too large is not begun, and none may hold more than it says.
        let said = file.size();
        if most > HEAD as u64 && said > self.left.get() {
            return Err(Error::TooLarge(self.path.clone()));
        }
        let mut bytes = Vec::new();
        let read = file
            .take(most.min(said.saturating_add(1)))
            .read_to_end(&mut bytes);
        match read {
            Ok(_) if bytes.len() as u64 > said => Err(Error::Archive {
                path: path(),
                why: ArchiveFault::Broken,
            }),
            Ok(_) => Ok(bytes),
            Err(cause) => Err(told(path(), ZipError::Io(cause))),
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

/// Whether a name is a folder's, or one of those that systems leave in archives.
fn is_hidden(name: &str) -> bool {
    name.ends_with('/')
        || name
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
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
