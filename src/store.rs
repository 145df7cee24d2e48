//! What is kept between two readings: one small file for each bulletin, known by its content, and by its path
//! when the content has changed.
//!
//! A bulletin under another name is the same bulletin, so its record is named by what it says (its headlines); a
//! path is a pointer to the record last kept for it. So a moved file is found by its content, a changed one by its
//! path, and one read from standard input like any other. When headlines change because lines are corrected, the
//! record goes along.

mod bulletin;
mod disk;
mod record;
mod sidecar;
mod terminals;

pub use self::bulletin::Bulletin;
pub use self::disk::Fault;
pub use self::record::Record;
pub use self::sidecar::{Sidecar, SidecarError, SidecarMistake, SidecarWrong};
pub use self::terminals::TerminalFacts;

use self::bulletin::{hash, is_hash};
use self::disk::Lock;
use crate::app::Place;
use etcetera::base_strategy::{BaseStrategy, Xdg};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of a record at most: the marks of half a million articles.
const LARGE: u64 = 16 << 20;

/// Bytes at most of the files that hold a path, or what terminals have told.
const SMALL: u64 = 64 << 10;

/// How long others are waited for by a reader who is waiting for the screen.
pub const PATIENCE: Duration = Duration::from_millis(250);

/// How long others are waited for where nobody looks on: in `fix`, and when the reader has left.
pub const LONG_PATIENCE: Duration = Duration::from_secs(10);

/// What went wrong with the folder; reading goes on without it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither XDG nor `HOME` say where state is kept.
    #[error("there is no folder for the state")]
    NoFolder,
    /// The folder or a file in it cannot be read.
    #[error("{path} cannot be read")]
    Read {
        /// The folder or the file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: Fault,
    },
    /// The folder or a file in it cannot be written.
    #[error("{path} cannot be written")]
    Write {
        /// The folder or the file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: Fault,
    },
    /// A file was damaged and now has another name.
    #[error("{path} was damaged and is now {aside}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Its name now.
        aside: PathBuf,
    },
}

/// The folder in which state is kept.
#[derive(Debug)]
pub struct Store {
    folder: Option<PathBuf>,
    /// What was found wrong and not told yet.
    troubles: Mutex<Vec<Error>>,
}

/// The file read last.
#[derive(Debug, Serialize, Deserialize)]
struct Last {
    #[serde(serialize_with = "record::as_text")]
    path: PathBuf,
    /// What a later version keeps besides.
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// Where a path's record is.
#[derive(Debug, Serialize, Deserialize)]
struct Pointer {
    #[serde(serialize_with = "record::as_text")]
    path: PathBuf,
    content: String,
    /// What a later version keeps besides.
    #[serde(flatten)]
    more: Map<String, Value>,
}

impl Store {
    /// The reader's own store, in `$XDG_STATE_HOME/kanbao`; nothing is made or read yet.
    pub fn of_user() -> Self {
        let state = Xdg::new().ok().and_then(|xdg| xdg.state_dir());
        Self {
            folder: state.map(|state| state.join("kanbao")),
            troubles: Mutex::default(),
        }
    }

    /// A store in this folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
            troubles: Mutex::default(),
        }
    }

    /// The folder, which may not be there yet; `None` where the system names none.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What was found wrong since this was asked last: damaged files, and files that cannot be read.
    pub fn troubles(&self) -> Vec<Error> {
        std::mem::take(&mut self.noted())
    }

    fn noted(&self) -> MutexGuard<'_, Vec<Error>> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was kept of a bulletin: by its content, else by its path.
    pub fn find(&self, bulletin: &Bulletin) -> Option<Place> {
        let record = self
            .look::<Record>(&record_name(&bulletin.content), LARGE)
            .or_else(|| {
                let pointer = pointer_name(bulletin.path.as_deref()?);
                let pointer = self.look::<Pointer>(&pointer, SMALL)?;
                let other = pointer.content != bulletin.content && is_hash(&pointer.content);
                let name = other.then(|| record_name(&pointer.content));
                self.look(&name?, LARGE)
            });
        record.map(|record| record.place)
    }

    /// The file read last.
    pub fn last(&self) -> Option<PathBuf> {
        self.look::<Last>(LAST, SMALL).map(|last| last.path)
    }

    /// Keeps a bulletin's place and marks. Other readers' marks stay: only what changed since `before`, the place
    /// as it was found or kept before, is added and taken away. So long are other readers waited for.
    pub fn keep(
        &self,
        bulletin: &Bulletin,
        place: &Place,
        before: &Place,
        patience: Duration,
    ) -> Result<(), Error> {
        let lock = self.lock(patience)?;
        let pointer_name = bulletin.path.as_deref().map(pointer_name);
        let pointer: Option<Pointer> = match &pointer_name {
            Some(name) => self.read(name, SMALL, &lock)?,
            None => None,
        };
        let name = record_name(&bulletin.content);
        let mut kept: Option<Record> = self.read(&name, LARGE, &lock)?;
        // The same text was read otherwise, before its lines were corrected: that record goes.
        let mut gone = Vec::new();
        let earlier = pointer.as_ref().map(|p| &p.content);
        for content in earlier.into_iter().chain(&bulletin.before) {
            let old = record_name(content);
            if *content != bulletin.content
                && is_hash(content)
                && !gone.contains(content)
                && let Some(record) = self.read::<Record>(&old, LARGE, &lock)?
                && record.source == bulletin.source
            {
                gone.push(content.clone());
                kept.get_or_insert(record);
            }
        }
        let record = Record::new(bulletin, place).merged(kept, before);
        self.write(&name, &record, LARGE, &lock)?;
        if let (Some(path), Some(name)) = (&bulletin.path, &pointer_name) {
            let (path, content) = (path.clone(), bulletin.content.clone());
            if pointer.as_ref().is_none_or(|p| p.content != content) {
                let more = pointer.map(|p| p.more).unwrap_or_default();
                let pointer = Pointer {
                    path: path.clone(),
                    content,
                    more,
                };
                self.write(name, &pointer, SMALL, &lock)?;
            }
            let last: Option<Last> = self.read(LAST, SMALL, &lock)?;
            if last.as_ref().is_none_or(|last| last.path != path) {
                let more = last.map(|last| last.more).unwrap_or_default();
                self.write(LAST, &Last { path, more }, SMALL, &lock)?;
            }
        }
        self.remove_what_nothing_names(&gone);
        drop(lock);
        Ok(())
    }

    /// Removes records that no path leads to any more.
    fn remove_what_nothing_names(&self, contents: &[String]) {
        let Some(folder) = self.folder.as_ref().filter(|_| !contents.is_empty()) else {
            return;
        };
        let Ok(pointers) = fs::read_dir(folder.join("paths")) else {
            return;
        };
        let mut named = Vec::new();
        for path in pointers.flatten().map(|entry| entry.path()) {
            let bytes = disk::read(&path, SMALL).ok().flatten();
            let pointer = bytes.and_then(|b| serde_json::from_slice::<Pointer>(&b).ok());
            named.extend(pointer.map(|p| p.content));
        }
        for content in contents.iter().filter(|c| !named.contains(c)) {
            let _ = fs::remove_file(folder.join(record_name(content)));
        }
    }

    /// Makes the folders where there are none yet, and takes their lock.
    fn lock(&self, patience: Duration) -> Result<Lock, Error> {
        let folder = self.folder.as_ref().ok_or(Error::NoFolder)?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |cause| Error::Write { path, cause }
        };
        disk::make_private(folder).map_err(|e| failed(folder)(e.into()))?;
        for inner in ["bulletins", "paths"] {
            let inner = folder.join(inner);
            disk::keep_private(&inner).map_err(|e| failed(&inner)(e.into()))?;
        }
        let lock = folder.join("lock");
        disk::lock_file(&lock, Instant::now() + patience).map_err(failed(&lock))
    }

    /// Reads a file of the store without its lock, to look at; what is wrong with it is kept to be told.
    fn look<T: DeserializeOwned>(&self, name: &str, bound: u64) -> Option<T> {
        let path = self.folder.as_ref()?.join(name);
        let read = match disk::read(&path, bound) {
            Ok(bytes) => match serde_json::from_slice(&bytes?) {
                Ok(read) => return Some(read),
                // Looked at again under the lock: another reader may be writing it anew.
                Err(_) => self
                    .lock(PATIENCE)
                    .and_then(|lock| self.read(name, bound, &lock)),
            },
            Err(cause) => Err(Error::Read { path, cause }),
        };
        read.unwrap_or_else(|error| {
            self.noted().push(error);
            None
        })
    }

    /// Reads a file of the store under its lock; one that cannot be understood is set aside and is as none.
    fn read<T: DeserializeOwned>(
        &self,
        name: &str,
        bound: u64,
        _: &Lock,
    ) -> Result<Option<T>, Error> {
        let path = self.folder.as_ref().ok_or(Error::NoFolder)?.join(name);
        let failed = |cause| Error::Read {
            path: path.clone(),
            cause,
        };
        let Some(bytes) = disk::read(&path, bound).map_err(failed)? else {
            return Ok(None);
        };
        if let Ok(read) = serde_json::from_slice(&bytes) {
            return Ok(Some(read));
        }
        // Kept, as it may be of a later version or be mended by hand.
        let aside = disk::set_aside(&path).map_err(failed)?;
        self.noted().push(Error::Damaged { path, aside });
        Ok(None)
    }

    /// Writes a file of the store: it holds the old content or the new, never a part.
    fn write<T: Serialize>(
        &self,
        name: &str,
        content: &T,
        bound: u64,
        lock: &Lock,
    ) -> Result<(), Error> {
        let path = self.folder.as_ref().ok_or(Error::NoFolder)?.join(name);
        let write = || -> Result<(), Fault> {
            let mut bytes = serde_json::to_vec_pretty(content).map_err(std::io::Error::from)?;
            bytes.push(b'\n');
            if bytes.len() as u64 > bound {
                return Err(Fault::TooLarge(bound));
            }
            Ok(disk::Draft::write(&path, &bytes, 0o600, lock.holds())?.place()?)
        };
        write().map_err(|cause| Error::Write {
            path: path.clone(),
            cause,
        })
    }
}

const LAST: &str = "last.json";

fn record_name(content: &str) -> String {
    format!("bulletins/{content}.json")
}

fn pointer_name(path: &Path) -> String {
    format!("paths/{}.json", hash(path.as_os_str().as_encoded_bytes()))
}
