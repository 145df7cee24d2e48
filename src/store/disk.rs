//! Files as all that is kept needs them: read up to a bound and never waited for, written whole or not at all, and
//! locked from the reading to the writing.

use rustix::fs::OFlags;
use signal_hook::consts::SIGXFSZ;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use tempfile::{Builder, NamedTempFile};

/// How long is slept between two looks at a lock.
const NAP: Duration = Duration::from_millis(5);

/// Names that a damaged file is set aside under, one after the other.
const ASIDE: usize = 9;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The operating system refuses.
    #[error("the system refuses")]
    Io(#[from] io::Error),
    /// It is a folder, a pipe, a device or a socket.
    #[error("this is no regular file")]
    NoFile,
    /// It is larger than so many bytes.
    #[error("this is larger than {0} bytes")]
    TooLarge(u64),
    /// Another program keeps its lock, or writes it again and again.
    #[error("another program is writing it")]
    Busy,
    /// It is damaged, and lies beside as many damaged ones as are kept.
    #[error("this is damaged, and so many damaged ones are kept already")]
    Crowded,
}

/// The whole of a file; `None` where there is none. One that is no regular file, or holds more than `bound` bytes, is
/// refused, and nothing waits for a pipe's other end.
pub fn read(path: &Path, bound: u64) -> Result<Option<Vec<u8>>, Fault> {
    let file = match open(path, OpenOptions::new().read(true)) {
        Err(Fault::Io(error))
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        other => other?,
    };
    let length = file.metadata()?.len();
    if length > bound {
        return Err(Fault::TooLarge(bound));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    file.take(bound + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bound {
        return Err(Fault::TooLarge(bound));
    }
    Ok(Some(bytes))
}

/// Opens a regular file; what else bears its name is refused at once.
fn open(path: &Path, options: &mut OpenOptions) -> Result<File, Fault> {
    options.custom_flags(OFlags::NONBLOCK.bits().cast_signed());
    let opened = options.open(path);
    let is_file = match &opened {
        Ok(file) => file.metadata()?.is_file(),
        // A socket, a folder, or a pipe that nobody reads cannot be opened to begin with.
        Err(_) => fs::metadata(path).map_or(true, |about| about.is_file()),
    };
    if is_file {
        Ok(opened?)
    } else {
        Err(Fault::NoFile)
    }
}

/// A lock, let go when it is dropped; none where the file system knows no locks.
#[derive(Debug)]
pub struct Lock(Option<File>);

impl Lock {
    /// No lock at all.
    pub fn none() -> Self {
        Self(None)
    }

    /// Whether others are kept out.
    pub fn holds(&self) -> bool {
        self.0.is_some()
    }
}

/// Takes the lock of a file that is there for it alone.
pub fn lock_file(path: &Path, until: Instant) -> Result<Lock, Fault> {
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600);
    lock(open(path, &mut options)?, until)
}

/// Takes the lock of a folder itself, so that nothing has to be put into it.
pub fn lock_folder(path: &Path, until: Instant) -> Result<Lock, Fault> {
    let flags = OFlags::NONBLOCK | OFlags::DIRECTORY;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags.bits().cast_signed());
    lock(options.open(path)?, until)
}

fn lock(file: File, until: Instant) -> Result<Lock, Fault> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock(Some(file))),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(_)) => return Ok(Lock::none()),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return Err(Fault::Busy),
            Err(TryLockError::WouldBlock) => std::thread::sleep(NAP),
        }
    }
}

/// A file that is to take another's place once it is whole.
pub struct Draft {
    file: NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Writes all of it, and sees that it is on the disk. Who holds the lock of the path writes under a name of its
    /// own: what a killed writer left there is cleared away.
    pub fn write(path: &Path, bytes: &[u8], mode: u32, locked: bool) -> io::Result<Self> {
        heed_limits();
        let mut file = draft(path, locked)?;
        file.as_file_mut().write_all(bytes)?;
        // It is made for its owner alone; some file systems know nothing else, or no such thing at all.
        let _ = file.as_file().set_permissions(Permissions::from_mode(mode));
        match file.as_file().sync_all() {
            Err(error) if !knows_no_sync(&error) => return Err(error),
            _ => {}
        }
        Ok(Self {
            file,
            path: path.to_owned(),
        })
    }

    /// Puts it into its place, for good.
    pub fn place(self) -> io::Result<()> {
        let Self { file, path } = self;
        file.persist(&path)?;
        // A file system that knows no such thing for folders has done what it can.
        let _ = File::open(folder_of(&path)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Whether a file system has no way to see that a file is on the disk.
fn knows_no_sync(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

fn draft(path: &Path, locked: bool) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    if let (true, Some(name)) = (locked, path.file_name()) {
        let mut own = OsString::from(".");
        own.push(name);
        own.push(".new");
        let _ = fs::remove_file(folder.join(&own));
        let made = Builder::new()
            .prefix(&own)
            .rand_bytes(0)
            .tempfile_in(folder);
        if let Ok(made) = made {
            return Ok(made);
        }
    }
    NamedTempFile::new_in(folder)
}

/// A limit on the size of files (`ulimit -f`) is to be an error like a full disk, and not the end of the program.
fn heed_limits() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    });
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Makes a folder, and those it lies in, for its owner's eyes only, as the XDG specification asks. One that is there
/// stays as it is.
pub fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a folder of ours; one that others can look into, as earlier versions made it, is closed to them.
pub fn keep_private(folder: &Path) -> io::Result<()> {
    make_private(folder)?;
    let about = fs::metadata(folder)?;
    let own = rustix::process::geteuid().as_raw() == about.uid();
    if own && about.mode() & 0o077 != 0 {
        let _ = fs::set_permissions(folder, Permissions::from_mode(0o700));
    }
    Ok(())
}

/// Gives a damaged file another name, never one that is taken. To be called under its lock.
pub fn set_aside(path: &Path) -> Result<PathBuf, Fault> {
    for n in 1..=ASIDE {
        let aside = match n {
            1 => path.with_extension("broken"),
            n => path.with_extension(format!("broken-{n}")),
        };
        match fs::hard_link(path, &aside) {
            Ok(()) => {
                fs::remove_file(path)?;
                return Ok(aside);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // A file system without links.
            Err(_) if fs::symlink_metadata(&aside).is_err() => {
                fs::rename(path, &aside)?;
                return Ok(aside);
            }
            Err(_) => {}
        }
    }
    Err(Fault::Crowded)
}
