//! Corrections as they are kept: in `FILE.kanbao.toml` beside the file, for people to read and to write; in the
//! state folder where the file's own folder takes no more files, and for a text that came without a name.

use super::{Store, hash};
use crate::correction::Correction;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use toml::Spanned;

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

/// What is told of a file's lines, and where it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sidecar {
    /// Where corrections are kept; the first place that can be written is taken.
    places: Vec<PathBuf>,
}

/// What is wrong in a file of corrections.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Wrong {
    /// It is not UTF-8.
    #[error("this is not UTF-8; save the file as UTF-8")]
    Encoding,
    /// A correction names no line.
    #[error("text is missing or empty; write the line's own words")]
    NoText,
    /// A correction says nothing of its line.
    #[error("nothing is told of this line; write is, joins, article or section")]
    NothingTold,
    /// A section has no name.
    #[error("section is empty; write its page and name, such as \"02 要闻\"")]
    NoSection,
    /// A line's number is 0.
    #[error("lines are counted from 1")]
    LineZero,
    /// There is no such word here; those that are.
    #[error("there is no {0}; write {1}")]
    Unknown(String, String),
    /// A value is of another kind than it has to be: what is there, and what is expected.
    #[error("this is {0}; write {1}")]
    Kind(String, String),
    /// It is no TOML, in the words of its reader.
    #[error("{0}")]
    Syntax(String),
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
        cause: io::Error,
    },
    /// There is no place to keep them.
    #[error("there is no folder for the corrections")]
    NoPlace,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    correction: Vec<Spanned<Correction>>,
}

/// One correction as it is written.
#[derive(Serialize)]
struct Writing<'a> {
    correction: [&'a Correction; 1],
}

/// A file of corrections, read: its own head, and each correction as it stood there.
struct Text {
    head: String,
    entries: Vec<(Correction, String)>,
}

impl Sidecar {
    /// Where corrections of a file are kept: beside it, else in a state folder.
    pub fn of_file(file: &Path, store: &Store) -> Self {
        let mut beside = file.as_os_str().to_owned();
        beside.push(".kanbao.toml");
        let absolute = file.canonicalize().or_else(|_| std::path::absolute(file));
        let absolute = absolute.unwrap_or_else(|_| file.to_owned());
        let name = hash(absolute.as_os_str().as_encoded_bytes());
        let mut places = vec![PathBuf::from(beside)];
        places.extend(in_state(store, &name));
        Self { places }
    }

    /// Where corrections of a text without a name are kept: in a state folder, by its content.
    pub fn of_bytes(bytes: &[u8], store: &Store) -> Self {
        /// Bytes at both ends that a text is known by, with its length.
        const ENDS: usize = 1 << 16;
        let head = bytes.get(..ENDS).unwrap_or(bytes);
        let tail = bytes
            .get(bytes.len().saturating_sub(ENDS)..)
            .unwrap_or(bytes);
        let name = hash(&[head, tail, &bytes.len().to_be_bytes()].concat());
        Self {
            places: in_state(store, &name).into_iter().collect(),
        }
    }

    /// The file that is read: of those that are there the one written last.
    fn found(&self) -> Option<&Path> {
        let there = self.places.iter().filter_map(|path| {
            let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), path))
        });
        // Of two written at one time the first: beside the file people look.
        let latest = there.reduce(|a, b| if b.0 > a.0 { b } else { a });
        latest.map(|(_, path)| path.as_path())
    }

    /// The file of the corrections: the one that is read, else the one that would be written first.
    pub fn path(&self) -> Option<&Path> {
        self.found()
            .or_else(|| self.places.first().map(PathBuf::as_path))
    }

    /// The corrections kept; none where there is no file.
    pub fn read(&self) -> Result<Vec<Correction>, SidecarError> {
        let text = self.text()?;
        Ok(text.entries.into_iter().map(|e| e.0).collect())
    }

    fn text(&self) -> Result<Text, SidecarError> {
        let Some(path) = self.found() else {
            return Ok(Text {
                head: HEAD.to_owned(),
                entries: Vec::new(),
            });
        };
        let bytes = fs::read(path).map_err(|cause| SidecarError::File {
            path: path.to_owned(),
            cause,
        })?;
        let mistake = |(at, what): (usize, Wrong)| {
            let before = bytes.get(..at).unwrap_or(&bytes);
            Mistake {
                path: path.to_owned(),
                line: before.iter().filter(|b| **b == b'\n').count() + 1,
                what,
            }
        };
        let text =
            str::from_utf8(&bytes).map_err(|e| mistake((e.valid_up_to(), Wrong::Encoding)))?;
        parse(text).map_err(|e| SidecarError::Mistake(mistake(e)))
    }

    /// Keeps corrections. What others wrote into the file since `before`, our own as kept last, stays, and so does
    /// the wording of what did not change. A file with a mistake in it is left alone.
    pub fn keep(
        &self,
        corrections: &[Correction],
        before: &[Correction],
    ) -> Result<(), SidecarError> {
        let mut text = self.text()?;
        let gone = |c: &Correction| before.contains(c) && !corrections.contains(c);
        let same = |a: &Correction, b: &Correction| {
            (&a.text, a.line, &a.above, &a.below) == (&b.text, b.line, &b.above, &b.below)
        };
        // What is told anew of a line stands where that was told, under its comment.
        let there: Vec<Correction> = text.entries.iter().map(|(c, _)| c.clone()).collect();
        for (old, wording) in text.entries.iter_mut().filter(|(c, _)| gone(c)) {
            let mut new = corrections
                .iter()
                .filter(|c| !before.contains(c) && !there.contains(c));
            if let Some(new) = new.find(|new| same(new, old)) {
                *wording = comment(wording).to_owned() + &written(new);
                *old = new.clone();
            }
        }
        text.entries.retain(|(c, _)| !gone(c));
        for correction in corrections {
            if !text.entries.iter().any(|(c, _)| c == correction) && !before.contains(correction) {
                text.entries.push((correction.clone(), written(correction)));
            }
        }
        let mut failed = SidecarError::NoPlace;
        for (n, path) in self.places.iter().enumerate() {
            match write(path, &text) {
                Ok(()) => {
                    // No older one may come to be read in its stead.
                    for other in self.places.iter().skip(n + 1) {
                        let _ = fs::remove_file(other);
                    }
                    return Ok(());
                }
                Err(cause) => {
                    failed = SidecarError::File {
                        path: path.clone(),
                        cause,
                    };
                }
            }
        }
        Err(failed)
    }
}

fn in_state(store: &Store, name: &str) -> Option<PathBuf> {
    let folder = store.folder.as_ref()?;
    Some(folder.join("corrections").join(format!("{name}.toml")))
}

/// The comments above a correction, as it is written.
fn comment(wording: &str) -> &str {
    let end = wording.find("[[correction]]").unwrap_or(0);
    wording.get(..end).unwrap_or("")
}

/// What the words of TOML's reader come to.
fn wrong(message: &str) -> Wrong {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.split_first() {
        Some((&"text", [])) if message.starts_with("missing field") => Wrong::NoText,
        Some((given, known)) if message.starts_with("unknown ") && !known.is_empty() => {
            Wrong::Unknown((*given).to_owned(), known.join(", "))
        }
        _ => {
            let kinds = message.strip_prefix("invalid type: ");
            match kinds.and_then(|kinds| kinds.split_once(", expected ")) {
                Some((given, expected)) => Wrong::Kind(given.to_owned(), expected.to_owned()),
                None => Wrong::Syntax(message.to_owned()),
            }
        }
    }
}

/// A correction as it is written.
fn written(correction: &Correction) -> String {
    toml::to_string(&Writing {
        correction: [correction],
    })
    .unwrap_or_default()
}

/// Writes a file whole or not at all; without corrections there is none.
fn write(path: &Path, text: &Text) -> io::Result<()> {
    if text.entries.is_empty() && text.head.trim() == HEAD.trim() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if folder.ends_with("corrections") {
        fs::create_dir_all(folder)?;
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut all = text.head.trim_end().to_owned();
    all.push('\n');
    for (_, entry) in &text.entries {
        all.push('\n');
        all.push_str(entry.trim());
        all.push('\n');
    }
    file.as_file_mut().write_all(all.as_bytes())?;
    // Others may read it, as they may read the file it lies beside.
    let beside = path.with_extension("").with_extension("");
    if let Ok(about) = fs::metadata(beside) {
        let _ = file.as_file().set_permissions(about.permissions());
    }
    file.persist(path)?;
    Ok(())
}

/// Reads corrections; a mistake is a byte and what is wrong there.
fn parse(text: &str) -> Result<Text, (usize, Wrong)> {
    let written: Written = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |s| s.start);
        (at, wrong(error.message()))
    })?;
    for entry in &written.correction {
        let correction = entry.get_ref();
        let wrong = if correction.text.trim().is_empty() {
            Some(Wrong::NoText)
        } else if correction.is_empty() {
            Some(Wrong::NothingTold)
        } else if correction
            .section
            .as_ref()
            .is_some_and(|s| s.trim().is_empty())
        {
            Some(Wrong::NoSection)
        } else if correction.line == Some(0) {
            Some(Wrong::LineZero)
        } else {
            None
        };
        if let Some(wrong) = wrong {
            return Err((entry.span().start, wrong));
        }
    }
    let corrections = written.correction.into_iter().map(Spanned::into_inner);
    let pieces = pieces(text);
    let own = |n: usize, correction: &Correction| -> String {
        let piece = pieces.get(n + 1).copied().unwrap_or("");
        // Only where the piece by itself says the same may it stand for the correction.
        let same = toml::from_str::<Written>(piece).is_ok_and(
            |w| matches!(w.correction.as_slice(), [only] if only.get_ref() == correction),
        );
        if same {
            piece.to_owned()
        } else {
            self::written(correction)
        }
    };
    let entries = corrections
        .enumerate()
        .map(|(n, c)| {
            let own = own(n, &c);
            (c, own)
        })
        .collect();
    let head = pieces.first().copied().unwrap_or("");
    Ok(Text {
        head: if head.trim().is_empty() { HEAD } else { head }.to_owned(),
        entries,
    })
}

/// A text in pieces: what stands before all corrections, then each with the comments above it.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let (mut at, mut comments) = (0, None);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.starts_with("[[correction]]") {
            // The head's own comment is parted from the first correction by a blank line.
            cuts.push(comments.take().unwrap_or(at));
        } else if bare.starts_with('#') {
            comments.get_or_insert(at);
        } else {
            comments = None;
        }
        at += line.len();
    }
    let mut from = 0;
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().chain([text.len()]) {
        pieces.push(text.get(from..cut).unwrap_or(""));
        from = cut;
    }
    pieces
}
