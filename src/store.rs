//! What is kept between two readings: one small file for each bulletin, known by its content, and by its path
//! when the content has changed.
//!
//! A bulletin under another name is the same bulletin, so its record is named by what it says (its headlines); a
//! path is a pointer to the record last kept for it. So a moved file is found by its content, a changed one by its
//! path, and one read from standard input like any other.

mod record;
mod sidecar;
mod terminals;

pub use self::record::Record;
pub use self::sidecar::{Mistake, Sidecar, SidecarError, Wrong};

use crate::app::Place;
use crate::app::marks::key;
use crate::issue::Issue;
use etcetera::base_strategy::{BaseStrategy, Xdg};
use serde::{Serialize, de::DeserializeOwned};
use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Articles by whose headlines a bulletin is known.
const KNOWN_BY: usize = 64;

/// How long another reader of the same folder is waited for. One that was stopped while it wrote must not stop us,
/// too; each file is still written whole.
const PATIENCE: Duration = Duration::from_millis(250);

/// What went wrong with the folder; reading goes on without it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither XDG nor `HOME` say where state is kept.
    #[error("there is no folder for the state")]
    NoFolder,
    /// The folder or a file in it cannot be written.
    #[error("{path} cannot be written")]
    Write {
        /// The folder or the file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
}

/// The folder in which state is kept.
#[derive(Debug)]
pub struct Store {
    folder: Option<PathBuf>,
}

/// What a bulletin is known by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bulletin {
    /// Its absolute path, if it has one.
    pub path: Option<PathBuf>,
    content: String,
}

/// The file read last.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Last {
    path: PathBuf,
}

/// Where a path's record is.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Pointer {
    path: PathBuf,
    content: String,
}

impl Bulletin {
    /// An issue, and the path it was read from.
    pub fn new(issue: &Issue, path: Option<&Path>) -> Self {
        let mut text = String::new();
        let number = issue.number.as_deref().unwrap_or("");
        let date = issue.date.map(|d| d.to_string()).unwrap_or_default();
        for part in [date.as_str(), number] {
            text.push_str(part);
            text.push('\n');
        }
        for (_, article) in issue.articles().take(KNOWN_BY) {
            text.push_str(&key(article, &issue.source));
            text.push('\n');
        }
        let path = path.map(|path| {
            // The same file by any way there; where that cannot be told, as it was written.
            path.canonicalize()
                .or_else(|_| std::path::absolute(path))
                .unwrap_or_else(|_| path.to_owned())
        });
        Self {
            path,
            content: hash(text.as_bytes()),
        }
    }
}

impl Store {
    /// The reader's own store, in `$XDG_STATE_HOME/kanbao`; nothing is made or read yet.
    pub fn of_user() -> Self {
        let state = Xdg::new().ok().and_then(|xdg| xdg.state_dir());
        Self {
            folder: state.map(|state| state.join("kanbao")),
        }
    }

    /// A store in this folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
        }
    }

    /// What was kept of a bulletin: by its content, else by its path.
    pub fn find(&self, bulletin: &Bulletin) -> Option<Place> {
        let record = self
            .read::<Record>(&record_name(&bulletin.content))
            .or_else(|| {
                let pointer = self.read::<Pointer>(&pointer_name(bulletin.path.as_deref()?))?;
                self.read(&record_name(&pointer.content))
            });
        record.map(|record| record.place)
    }

    /// The file read last.
    pub fn last(&self) -> Option<PathBuf> {
        self.read::<Last>("last.json").map(|last| last.path)
    }

    /// Keeps a bulletin's place and marks. Other readers' marks stay: only what changed since `before`, the place
    /// as it was found or kept before, is added and taken away.
    pub fn keep(&self, bulletin: &Bulletin, place: &Place, before: &Place) -> Result<(), Error> {
        let lock = self.lock()?;
        let name = record_name(&bulletin.content);
        let record = Record::new(bulletin, place).merged(self.read(&name), before);
        self.write(&name, &record)?;
        if let Some(path) = &bulletin.path {
            let content = bulletin.content.clone();
            let name = pointer_name(path);
            if self
                .read::<Pointer>(&name)
                .is_none_or(|pointer| pointer.content != content)
            {
                self.write(
                    &name,
                    &Pointer {
                        path: path.clone(),
                        content,
                    },
                )?;
            }
            if self.last().as_ref() != Some(path) {
                self.write("last.json", &Last { path: path.clone() })?;
            }
        }
        drop(lock);
        Ok(())
    }

    /// Makes the folders where there are none yet, and takes their lock.
    fn lock(&self) -> Result<File, Error> {
        let folder = self.folder.as_ref().ok_or(Error::NoFolder)?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |cause| Error::Write { path, cause }
        };
        for folder in [
            folder.clone(),
            folder.join("bulletins"),
            folder.join("paths"),
        ] {
            // For the reader's eyes only, as the XDG specification asks.
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&folder)
                .map_err(failed(&folder))?;
        }
        let lock = folder.join("lock");
        locked(&lock).map_err(failed(&lock))
    }

    /// Reads a file of the store; one that cannot be understood is set aside and is as none.
    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let path = self.folder.as_ref()?.join(name);
        let bytes = fs::read(&path).ok()?;
        let read = serde_json::from_slice(&bytes);
        if read.is_err() {
            // Kept, as it may be of a later version or be mended by hand.
            let _ = fs::rename(&path, path.with_extension("broken"));
        }
        read.ok()
    }

    /// Writes a file of the store: it holds the old content or the new, never a part.
    fn write<T: Serialize>(&self, name: &str, content: &T) -> Result<(), Error> {
        let folder = self.folder.as_ref().ok_or(Error::NoFolder)?;
        let path = folder.join(name);
        let write = || {
            let mut bytes = serde_json::to_vec_pretty(content)?;
            bytes.push(b'\n');
            let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(folder))?;
            file.as_file_mut().write_all(&bytes)?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(|cause| Error::Write {
            path: path.clone(),
            cause,
        })
    }
}

/// Takes the lock of the folder, which is let go when the file is dropped; no lock where the file system has none.
fn locked(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).append(true).open(path)?;
    let start = Instant::now();
    while let Err(TryLockError::WouldBlock) = file.try_lock() {
        if start.elapsed() > PATIENCE {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(file)
}

fn record_name(content: &str) -> String {
    format!("bulletins/{content}.json")
}

fn pointer_name(path: &Path) -> String {
    format!("paths/{}.json", hash(path.as_os_str().as_encoded_bytes()))
}

/// FNV-1a, 64 bits: the same in every version and on every machine.
fn hash(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("{hash:016x}")
}
