//! A page to be read: a file, what came through a pipe, or a file in an archive. Its bytes are read when they are needed.

#[cfg(feature = "pdf")]
use crate::open::archive::Archive;
use crate::open::bounds::{HEAD, LARGEST};
use crate::open::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
#[cfg(feature = "pdf")]
use {crate::open::origin::PagePlace, std::rc::Rc};

/// A page, or several as one file holds them.
#[derive(Debug)]
pub struct InputPage {
    /// Its path, as messages name it.
    pub path: PathBuf,
    /// Whether nothing but a PDF is taken for it: its name says that it is one, and it was found and not named.
    pub only_pdf: bool,
    held: Held,
}

/// What holds a page's bytes.
#[derive(Debug)]
enum Held {
    /// Memory: they come once.
    Bytes(Vec<u8>),
    /// The file at its path.
    File,
    /// An archive, at this place.
    #[cfg(feature = "pdf")]
    Entry(Rc<Archive>, usize),
}

impl InputPage {
    /// A page in a file.
    pub fn at(path: PathBuf) -> Self {
        Self::of(path, Held::File)
    }

    /// A page that was read.
    pub fn read(path: PathBuf, bytes: Vec<u8>) -> Self {
        Self::of(path, Held::Bytes(bytes))
    }

    fn of(path: PathBuf, held: Held) -> Self {
        Self {
            path,
            only_pdf: false,
            held,
        }
    }

    /// The page of this name in an archive, at this place.
    #[cfg(feature = "pdf")]
    pub fn inside(archive: &Rc<Archive>, index: usize, name: &str) -> Self {
        let held = Held::Entry(Rc::clone(archive), index);
        Self::of(archive.path().join(name), held)
    }

    /// The archive that it is in.
    pub fn archive(&self) -> Option<&Path> {
        match &self.held {
            Held::Bytes(_) | Held::File => None,
            #[cfg(feature = "pdf")]
            Held::Entry(archive, _) => Some(archive.path()),
        }
    }

    /// Where it is.
    #[cfg(feature = "pdf")]
    pub fn place(&self) -> PagePlace {
        PagePlace {
            path: self.path.clone(),
            archive: self.archive().map(Path::to_owned),
        }
    }

    /// Its bytes, where they came once and cannot be had again.
    pub fn sent(&self) -> Option<&[u8]> {
        match &self.held {
            Held::Bytes(bytes) => Some(bytes),
            Held::File => None,
            #[cfg(feature = "pdf")]
            Held::Entry(..) => None,
        }
    }

    /// The bytes by which it is judged.
    pub fn head(&self) -> Result<Vec<u8>, Error> {
        match &self.held {
            Held::Bytes(bytes) => Ok(bytes.get(..HEAD).unwrap_or(bytes).to_vec()),
            Held::File => {
                let mut head = Vec::new();
                let (file, _) = file(&self.path)?;
                let read = file.take(HEAD as u64).read_to_end(&mut head);
                read.map(|_| head).map_err(|cause| self.failed(cause))
            }
            #[cfg(feature = "pdf")]
            Held::Entry(archive, index) => archive.head(*index),
        }
    }

    /// All its bytes.
    pub fn bytes(self) -> Result<Vec<u8>, Error> {
        match self.held {
            Held::Bytes(bytes) => Ok(bytes),
            Held::File => {
                let (source, length) = file(&self.path)?;
                let taken = take(source, length, LARGEST, |_| Ok(()));
                taken.map_err(|unread| unread.told(&self.path))
            }
            #[cfg(feature = "pdf")]
            Held::Entry(archive, index) => archive.bytes(index),
        }
    }

    fn failed(&self, cause: io::Error) -> Error {
        let path = self.path.clone();
        Error::Read { path, cause }
    }
}

/// Whether a file's name says that it is a PDF, and there is a way in for one.
pub fn is_named_pdf(path: &Path) -> bool {
    let ending = path.extension();
    cfg!(feature = "pdf") && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// Opens a file that is none of folders, and says how many bytes it should hold.
pub fn file(path: &Path) -> Result<(File, u64), Error> {
    let failed = |cause| Error::Read {
        path: path.to_owned(),
        cause,
    };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(Error::Folder(path.to_owned()));
    }
    Ok((file, about.len()))
}

/// Why a source was not read.
#[derive(Debug)]
pub enum Unread {
    /// The operating system refused.
    Failed(io::Error),
    /// It holds too much.
    TooLarge,
    /// It is not to be read.
    Refused(Error),
}

impl Unread {
    /// The same, of this path.
    pub fn told(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Self::Failed(cause) => Error::Read { path, cause },
            Self::TooLarge => Error::TooLarge(path),
            Self::Refused(error) => error,
        }
    }
}

/// Reads to the end. The source is judged by its head, before anything else is read or made room for; and it is given
/// up where it holds more bytes than are allowed, or says so.
pub fn take(
    mut source: impl Read,
    expected: u64,
    largest: u64,
    judge: impl FnOnce(&[u8]) -> Result<(), Error>,
) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::with_capacity(HEAD);
    let mut read = |most: u64, bytes: &mut Vec<u8>| {
        let all = source.by_ref().take(most).read_to_end(bytes);
        all.map_err(Unread::Failed)
    };
    let head = read(HEAD as u64, &mut bytes)?;
    judge(&bytes).map_err(Unread::Refused)?;
    if expected <= largest && head == HEAD {
        let left = |bytes: u64| bytes.saturating_sub(HEAD as u64).saturating_add(1);
        bytes.reserve(usize::try_from(left(expected)).unwrap_or(0));
        read(left(largest), &mut bytes)?;
    }
    if expected > largest || bytes.len() as u64 > largest {
        return Err(Unread::TooLarge);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::open::sniff;

    /// A source without end, and how much of it was read.
    struct Endless(u8, u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(self.0);
            self.1 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    #[test]
    fn what_is_no_text_is_told_by_its_head() {
        let mut zeros = Endless(0, 0);
        let judge = |head: &[u8]| sniff::kind(Path::new("-"), head, false).map(|_| ());
        let refused = take(&mut zeros, 1 << 40, LARGEST, judge);
        assert!(matches!(refused, Err(Unread::Refused(Error::Binary(_)))));
        assert_eq!(zeros.1, HEAD as u64);
    }

    #[test]
    fn no_more_is_read_than_is_allowed_whatever_it_is() {
        let as_text = |_: &[u8]| Ok(());
        for largest in [100, HEAD as u64, 100_000] {
            let mut endless = Endless(b'a', 0);
            let given_up = take(&mut endless, 0, largest, as_text);
            assert!(matches!(given_up, Err(Unread::TooLarge)));
            assert!(endless.1 <= largest + HEAD as u64 + 1);
            let all = vec![b'a'; usize::try_from(largest).unwrap()];
            let read = take(&*all, largest, largest, as_text);
            assert_eq!(read.unwrap(), all);
        }
        // What says that it is too large is not read on.
        let mut large = Endless(b'a', 0);
        let given_up = take(&mut large, LARGEST + 1, LARGEST, as_text);
        assert!(matches!(given_up, Err(Unread::TooLarge)));
        assert_eq!(large.1, HEAD as u64);
    }
}
