//! Corrections as they are kept: in `FILE.kanbao.toml` beside the file, for people to read and to write; in the state
//! folder where the file's own folder takes no more files, and for a text that came without a name.
//!
//! Where both places hold some, both count: the one in the state folder tells what is new, and what the file beside the
//! paper tells and is to hold no longer (`[[withdrawn]]`). So no clock decides, and whichever is changed by hand is
//! heeded. As soon as the file beside the paper can be written, all goes into it.

mod array;
mod entry;
mod merge;
mod text;
mod wording;

pub use self::text::Wrong;

use self::merge::{Fate, Plan, counted, plan, take};
use self::text::{CORRECTION, Told, WITHDRAWN, parse};
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

/// What stands at the head of each file: how it is read.
const HEAD: &str = "\
# What kanbao is told of lines that it read wrongly. Each [[correction]] is about one line of the text:
#   text     the line as it stands; of a long one the beginning and the end, with … between them
#   line     its number, above and below: the words around it; they choose where lines have the same text
#   is       headline, kicker, deck, column, byline, subhead, caption, furniture, text or section
#   joins    true: it goes on with the paragraph before; false: it begins one
#   article  begins or ends: an article begins or ends with it
#   section  page and name of a section that begins before it, such as \"02 要闻\"
";

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
pub struct Mistake {
    /// The file.
    pub path: PathBuf,
    /// Its line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: Wrong,
}

/// Why corrections cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum SidecarError {
    /// The file has a mistake, and is left as it is.
    #[error(transparent)]
    Mistake(#[from] Mistake),
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

/// A file as it was read.
#[derive(Default)]
struct Read {
    bytes: Option<Vec<u8>>,
    text: String,
    told: Told,
}

/// Where a correction was read.
#[derive(Clone, Copy)]
enum From {
    Beside(usize),
    State(usize),
}

/// Both files as they were read, and what they tell together.
struct Both {
    beside: Read,
    state: Read,
    all: Vec<Correction>,
    from: Vec<From>,
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
    fn write(&self, both: &Both, plan: &Plan, lock: &Lock) -> Result<bool, SidecarError> {
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
        made.map_err(|cause| failed(path, cause.into()))?;
        self.put(path, &both.for_state(plan), 0o600, both, lock)
            .map_err(|cause| failed(path, cause))
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

impl Both {
    fn of(beside: Read, state: Read) -> Self {
        let (mut all, mut from) = (Vec::new(), Vec::new());
        let mut withdrawn = counted(&state.told.withdrawn);
        for (n, correction) in beside.told.corrections.iter().enumerate() {
            if !take(&mut withdrawn, correction) {
                all.push(correction.clone());
                from.push(From::Beside(n));
            }
        }
        // What both tell is told once.
        let own = all.clone();
        let mut twice = counted(&own);
        for (n, correction) in state.told.corrections.iter().enumerate() {
            if !take(&mut twice, correction) {
                all.push(correction.clone());
                from.push(From::State(n));
            }
        }
        Self {
            beside,
            state,
            all,
            from,
        }
    }

    /// The file beside the bulletin with all that is planned.
    fn for_beside(&self, plan: &Plan) -> String {
        let there = &self.beside.told.corrections;
        // What is withdrawn is in no list, and goes.
        let mut own = Plan {
            fates: vec![Fate::Goes; there.len()],
            added: Vec::new(),
        };
        for ((from, fate), now) in self.from.iter().zip(&plan.fates).zip(&self.all) {
            match (from, fate) {
                (From::Beside(n), fate) => own.fates[*n] = fate.clone(),
                (From::State(_), Fate::Stays) => own.added.push(now.clone()),
                (From::State(_), Fate::Becomes(new)) => own.added.push(new.clone()),
                (From::State(_), Fate::Goes) => {}
            }
        }
        own.added.extend(plan.added.iter().cloned());
        wording::edited(&self.beside.text_or_head(), CORRECTION, there, &own)
    }

    /// The file in the state folder, where the other cannot be written.
    fn for_state(&self, plan: &Plan) -> String {
        let told = &self.state.told;
        // What the other file tells, too, is in no list, and goes.
        let mut own = Plan {
            fates: vec![Fate::Goes; told.corrections.len()],
            added: Vec::new(),
        };
        // Of what is withdrawn that stays which the other file still holds.
        let mut held = counted(&self.beside.told.corrections);
        let fates = told.withdrawn.iter().map(|correction| {
            if take(&mut held, correction) {
                Fate::Stays
            } else {
                Fate::Goes
            }
        });
        let mut withdrawn = Plan {
            fates: fates.collect(),
            added: Vec::new(),
        };
        for ((from, fate), now) in self.from.iter().zip(&plan.fates).zip(&self.all) {
            match (from, fate) {
                (From::State(n), fate) => own.fates[*n] = fate.clone(),
                (From::Beside(_), Fate::Stays) => {}
                (From::Beside(_), Fate::Becomes(new)) => {
                    withdrawn.added.push(now.clone());
                    own.added.push(new.clone());
                }
                (From::Beside(_), Fate::Goes) => withdrawn.added.push(now.clone()),
            }
        }
        own.added.extend(plan.added.iter().cloned());
        let text = self.state.text_or_head();
        let text = wording::edited(&text, CORRECTION, &told.corrections, &own);
        wording::edited(&text, WITHDRAWN, &told.withdrawn, &withdrawn)
    }
}

impl Read {
    fn text_or_head(&self) -> String {
        if self.text.trim_start_matches('\u{FEFF}').trim().is_empty() {
            HEAD.to_owned()
        } else {
            self.text.clone()
        }
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

fn read(path: Option<&Path>, in_state: bool) -> Result<Read, SidecarError> {
    let Some(path) = path else {
        return Ok(Read::default());
    };
    let bytes = match disk::read(path, LARGEST) {
        // Another thing of that name stands in the way of writing, and the other place is taken.
        Err(Fault::NoFile) if !in_state => None,
        read => read.map_err(|cause| failed(path, cause))?,
    };
    let Some(bytes) = bytes else {
        return Ok(Read::default());
    };
    let mistake = |(at, what): (usize, Wrong)| {
        let before = bytes.get(..at).unwrap_or(&bytes);
        Mistake {
            path: path.to_owned(),
            line: before.iter().filter(|b| **b == b'\n').count() + 1,
            what,
        }
    };
    let text = str::from_utf8(&bytes).map_err(|e| mistake((e.valid_up_to(), Wrong::Encoding)))?;
    let told = parse(text, in_state).map_err(mistake)?;
    Ok(Read {
        text: text.to_owned(),
        told,
        bytes: Some(bytes),
    })
}

/// Whether a file holds nothing but our own head.
fn says_nothing(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let rest = text.trim_start().strip_prefix(HEAD.trim()).unwrap_or(&text);
    let mut rest = rest.trim().to_owned();
    rest.retain(|c| !c.is_whitespace());
    // No words stand in an empty array, so that `#` would be a comment.
    rest.is_empty() || rest == format!("{CORRECTION}=[]")
}
