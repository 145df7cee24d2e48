//! Corrections as they are kept: in `FILE.kanbao.toml` beside the file, for people to read and to write; in the state
//! folder where the file's own folder takes no more files, and for a text that came without a name.
//!
//! Where both places hold some, both count: the one in the state folder tells what is new, and what the file beside the
//! paper tells and is to hold no longer (`[[withdrawn]]`). So no clock decides, and whichever is changed by hand is
//! heeded. As soon as the file beside the paper can be written, all goes into it.

mod array;
mod both;
mod entry;
mod merge;
mod text;
mod wording;

pub use self::text::SidecarWrong;

use self::both::{Both, Read, read, says_nothing};
use self::merge::{MergePlan, plan};
use super::Store;
use super::bulletin::{hash, hash_of_ends};
use super::disk::{self, Fault, Lock, folder_of};
use crate::correction::Correction;
use rustix::fs::{Access, access};
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Bytes of a file of corrections at most: some fifty thousand corrections.
pub const LARGEST: u64 = 8 << 20;

/// How often all is read anew because a file was changed by a program that takes no lock.
const TRIES: usize = 5;

/// What is told of a file's lines, and where it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sidecar {
    /// The bulletin and the file beside it; `None` where it has no name.
    beside: Option<[PathBuf; 2]>,
    /// The file in the state folder.
    in_state: Option<PathBuf>,
    /// The state folder.
    state: Option<PathBuf>,
}

/// A mistake in a file of corrections.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{path}:{line}: {what}")]
pub struct SidecarMistake {
    /// The file.
    pub path: PathBuf,
    /// Its line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: SidecarWrong,
}

/// Why corrections cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum SidecarError {
    /// The file has a mistake, and is left as it is.
    #[error(transparent)]
    Mistake(#[from] SidecarMistake),
    /// It can be read or written nowhere.
    #[error("{path} cannot be used")]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: Fault,
    },
    /// There is no place to keep them.
    #[error("there is no folder for the corrections")]
    NoPlace,
}

impl Sidecar {
    /// Where corrections of a file are kept: beside it, else in a state folder.
    pub fn of_file(file: &Path, store: &Store) -> Self {
        let mut beside = file.as_os_str().to_owned();
        beside.push(".kanbao.toml");
        // Known by the folder and the name, as the file beside it is.
        let folder = folder_of(file);
        let folder = folder
            .canonicalize()
            .or_else(|_| std::path::absolute(folder));
        let name = file.file_name().unwrap_or_default();
        let absolute = folder
            .unwrap_or_else(|_| folder_of(file).to_owned())
            .join(name);
        let name = hash(absolute.as_os_str().as_encoded_bytes());
        Self {
            beside: Some([file.to_owned(), PathBuf::from(beside)]),
            in_state: in_state(store, &name),
            state: store.folder.clone(),
        }
    }

    /// Where corrections of a text without a name are kept: in a state folder, by its content.
    pub fn of_bytes(bytes: &[u8], store: &Store) -> Self {
        Self {
            beside: None,
            in_state: in_state(store, &hash_of_ends(bytes)),
            state: store.folder.clone(),
        }
    }

    /// Where the corrections are, or would be: beside the bulletin, else in the state folder.
    pub fn path(&self) -> Option<&Path> {
        let beside = self.beside.as_ref().map(|[_, beside]| beside.as_path());
        beside.or(self.in_state.as_deref())
    }

    /// The file that would be made beside the bulletin; `None` where it is there, or would be made elsewhere.
    pub fn would_make(&self) -> Option<&Path> {
        let [_, beside] = self.beside.as_ref()?;
        let is_there = fs::symlink_metadata(beside).is_ok();
        let takes_files = access(folder_of(beside), Access::WRITE_OK | Access::EXEC_OK).is_ok();
        (!is_there && takes_files).then_some(beside.as_path())
    }

    /// The corrections kept; none where there is no file.
    pub fn read(&self) -> Result<Vec<Correction>, SidecarError> {
        Ok(self.both()?.all)
    }

    fn both(&self) -> Result<Both, SidecarError> {
        // First the state folder's: what moves meanwhile from there to the other file is seen in one of them.
        let state = read(self.in_state.as_deref(), true)?;
        let beside = read(self.beside.as_ref().map(|[_, path]| path.as_path()), false)?;
        Ok(Both::of(beside, state))
    }

    /// Keeps corrections. What others wrote since `before`, our own as kept last, stays, and so does the wording of
    /// what did not change. A file with a mistake in it is left alone. So long are others waited for.
    pub fn keep(
        &self,
        corrections: &[Correction],
        before: &[Correction],
        patience: Duration,
    ) -> Result<(), SidecarError> {
        let lock = self.lock(Instant::now() + patience)?;
        for _ in 0..TRIES {
            let both = self.both()?;
            let plan = plan(&both.all, before, corrections);
            if plan.is_nothing() || self.write(&both, &plan, &lock)? {
                return Ok(());
            }
        }
        let path = self.beside.as_ref().map(|[_, path]| path);
        Err(match path.or(self.in_state.as_ref()) {
            Some(path) => failed(path, Fault::Busy),
            None => SidecarError::NoPlace,
        })
    }

    /// Keeps others out: by the lock of the folder that the file lies in, which leaves nothing there, else by that of
    /// the state folder. Where neither can be locked, none is held.
    fn lock(&self, until: Instant) -> Result<Lock, SidecarError> {
        let folder = self.beside.as_ref().map(|[_, path]| resolved(path));
        if let Some(path) = folder {
            match disk::lock_folder(folder_of(&path), until) {
                Ok(lock) if lock.holds() => return Ok(lock),
                Err(Fault::Busy) => return Err(failed(&path, Fault::Busy)),
                _ => {}
            }
        }
        let Some(state) = &self.state else {
            return Ok(Lock::none());
        };
        let path = state.join("lock");
        match disk::make_private(state)
            .map_err(Fault::from)
            .and_then(|()| disk::lock_file(&path, until))
        {
            Err(Fault::Busy) => Err(failed(&path, Fault::Busy)),
            locked => Ok(locked.unwrap_or_else(|_| Lock::none())),
        }
    }

    /// Writes what is planned into the first place that takes it; false where somebody changed a file meanwhile.
    fn write(&self, both: &Both, plan: &MergePlan, lock: &Lock) -> Result<bool, SidecarError> {
        let mut refused = SidecarError::NoPlace;
        if let Some([bulletin, path]) = &self.beside {
            let path = resolved(path);
            match self.put(
                &path,
                &both.for_beside(plan),
                mode(&path, bulletin),
                both,
                lock,
            ) {
                Ok(true) => {
                    // All that it held is in the other file now.
                    if let Some(path) = self
                        .in_state
                        .as_ref()
                        .filter(|_| both.state.bytes.is_some())
                    {
                        let _ = fs::remove_file(path);
                    }
                    return Ok(true);
                }
                Ok(false) => return Ok(false),
                Err(Fault::Io(cause)) => refused = failed(&path, cause.into()),
                Err(Fault::NoFile) => refused = failed(&path, Fault::NoFile),
                Err(cause) => return Err(failed(&path, cause)),
            }
        }
        let (Some(state), Some(path)) = (&self.state, &self.in_state) else {
            return Err(refused);
        };
        let made = disk::make_private(state).and_then(|()| disk::keep_private(folder_of(path)));
        let put = made.map_err(Fault::from).and_then(|()| {
            let text = both.for_state(plan);
            self.put(path, &text, 0o600, both, lock)
        });
        put.map_err(|cause| match refused {
            // Where neither takes it, people look beside the bulletin.
            SidecarError::File { .. } => refused,
            _ => failed(path, cause),
        })
    }

    /// Puts a text into a file, or removes the file where nothing is left to say; false where somebody changed one
    /// of the files meanwhile.
    fn put(
        &self,
        path: &Path,
        text: &str,
        mode: u32,
        both: &Both,
        lock: &Lock,
    ) -> Result<bool, Fault> {
        if text.len() as u64 > LARGEST {
            return Err(Fault::TooLarge(LARGEST));
        }
        if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
            return Err(Fault::NoFile);
        }
        let unchanged = || {
            let same = |path: Option<&Path>, read: &Read| {
                let now = path.map(|path| disk::read(path, LARGEST));
                now.and_then(Result::ok).flatten() == read.bytes
            };
            same(self.beside.as_ref().map(|[_, p]| p.as_path()), &both.beside)
                && same(self.in_state.as_deref(), &both.state)
        };
        if says_nothing(text) {
            let is_unchanged = unchanged();
            if is_unchanged {
                match fs::remove_file(path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error)?,
                    _ => {}
                }
            }
            return Ok(is_unchanged);
        }
        let draft = disk::Draft::write(path, text.as_bytes(), mode, lock.holds())?;
        if !unchanged() {
            return Ok(false);
        }
        draft.place()?;
        Ok(true)
    }
}

fn in_state(store: &Store, name: &str) -> Option<PathBuf> {
    let folder = store.folder.as_ref()?;
    Some(folder.join("corrections").join(format!("{name}.toml")))
}

fn failed(path: &Path, cause: Fault) -> SidecarError {
    SidecarError::File {
        path: path.to_owned(),
        cause,
    }
}

/// The file itself, where its name is a link to it.
fn resolved(path: &Path) -> PathBuf {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        _ => path.to_owned(),
    }
}

/// Who may read the file: as it is, else as those who may read the bulletin.
fn mode(path: &Path, bulletin: &Path) -> u32 {
    let of = |path: &Path| {
        fs::metadata(path)
            .ok()
            .map(|about| about.permissions().mode())
    };
    let own = of(path).map(|mode| mode & 0o777);
    own.or_else(|| of(bulletin).map(|mode| mode & 0o666 | 0o600))
        .unwrap_or(0o600)
}
