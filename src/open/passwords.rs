//! Passwords of PDFs: the one that was given, those that were typed before, and one that is asked for.

#[cfg(feature = "pdf")]
use crate::open::{
    error::Error,
    origin::PagePlace,
    pdf::{Document, PdfError},
};
#[cfg(feature = "pdf")]
use crate::tell::spoken::spoken;
use std::cell::RefCell;

/// How often a password is asked for.
#[cfg(feature = "pdf")]
const ASKED: usize = 3;

/// Asks for the password of a file, by its name, for the first time or again; `None` where nobody answers.
pub type Ask = fn(file: &str, again: bool) -> Option<String>;

/// The passwords of a run.
#[cfg_attr(
    not(feature = "pdf"),
    allow(dead_code, reason = "nothing else has a password")
)]
#[derive(Clone, Debug, Default)]
pub struct Passwords {
    /// What the command line gives.
    given: Option<String>,
    /// Who is asked, where somebody is.
    ask: Option<Ask>,
    /// What opened a file before.
    known: RefCell<Vec<String>>,
}

impl Passwords {
    /// The one that is given, and who is asked where none is.
    pub fn new(given: Option<String>, ask: Ask) -> Self {
        Self {
            given,
            ask: Some(ask),
            known: RefCell::default(),
        }
    }
}

#[cfg(feature = "pdf")]
impl Passwords {
    /// Opens a PDF with the passwords there are, the empty one among them; else with one that is asked for.
    pub fn open(&self, place: &PagePlace, bytes: Vec<u8>) -> Result<Document, Error> {
        let failed = |why, given| Error::Pdf {
            place: place.clone(),
            why,
            given,
        };
        if memchr::memmem::find(&bytes, b"/Encrypt").is_none() {
            return Document::open(bytes, "").map_err(|why| failed(why, false));
        }
        let mut passwords: Vec<String> = self.given.iter().cloned().collect();
        passwords.extend(self.known.borrow().iter().cloned());
        passwords.push(String::new());
        for password in passwords {
            match Document::open(bytes.clone(), &password) {
                Err(PdfError::Password) => {}
                opened => return opened.map_err(|why| failed(why, false)),
            }
        }
        let ask = self.ask.filter(|_| self.given.is_none());
        let mut typed = false;
        for _ in 0..ASKED {
            let answer = ask.and_then(|ask| ask(&place.shown(spoken()), typed));
            let Some(password) = answer.filter(|answer| !answer.is_empty()) else {
                break;
            };
            typed = true;
            match Document::open(bytes.clone(), &password) {
                Err(PdfError::Password) => {}
                opened => {
                    self.known.borrow_mut().push(password);
                    return opened.map_err(|why| failed(why, true));
                }
            }
        }
        Err(failed(PdfError::Password, typed || self.given.is_some()))
    }
}
