//! What a run came to.

use crate::cli::Error;
use crate::loader::Loaded;
use crate::open::Input;
use crate::open::origin::Origin;
use crate::tell;
use crate::tell::spoken::spoken;

/// What a run came to; of several issues the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// Done, whatever the defects.
    Done,
    /// `check` found something, or there was nothing to read.
    Found,
    /// Some of it could not be done, which was told.
    Failed,
}

/// The issues that were named.
#[derive(Debug)]
pub struct Issues {
    /// Those that can be read.
    pub inputs: Vec<Input>,
    /// Why others cannot.
    pub errors: Vec<crate::open::error::Error>,
}

impl Issues {
    /// The only one, for what is done with one.
    pub fn one(mut self, what: &'static str) -> Result<Input, Error> {
        if let Some(error) = self.errors.into_iter().next() {
            return Err(error.into());
        }
        match self.inputs.len() {
            1 => Ok(self.inputs.remove(0)),
            there => {
                let archive = self
                    .inputs
                    .into_iter()
                    .find_map(|input| match input.origin {
                        Origin::Inside(archive, _) => Some(archive),
                        _ => None,
                    });
                let archive = archive.filter(|path| path.as_os_str() != "-");
                Err(Error::Several {
                    what,
                    there,
                    archive,
                })
            }
        }
    }

    /// Does the same with each; what cannot be done with one of several is told, and the others are gone on with.
    pub fn each(
        self,
        mut act: impl FnMut(Input) -> Result<Outcome, Error>,
    ) -> Result<Outcome, Error> {
        let alone = self.inputs.len() + self.errors.len() == 1;
        let errors = self.errors.into_iter().map(|error| Err(error.into()));
        let mut worst = Outcome::Done;
        let mut take = |outcome: Result<Outcome, Error>| match outcome {
            Ok(outcome) => {
                worst = worst.max(outcome);
                Ok(())
            }
            Err(error) if alone || error.is_closed_pipe() => Err(error),
            Err(error) => {
                tell::complain(&error.tell(spoken()));
                worst = Outcome::Failed;
                Ok(())
            }
        };
        errors.into_iter().try_for_each(&mut take)?;
        for input in self.inputs {
            take(act(input))?;
        }
        Ok(worst)
    }
}

/// Says so on standard error where there is nothing to read, and why pages are empty.
pub fn something(loaded: &Loaded, origin: &Origin) -> Outcome {
    let outcome = is_something(loaded, origin);
    if outcome == Outcome::Found {
        let why = loaded.defects.iter().filter(|defect| defect.is_of_bytes());
        for defect in why.take(3) {
            tell::complain(&spoken().defect(defect));
        }
    }
    outcome
}

/// Says so on standard error where there is nothing to read.
pub fn is_something(loaded: &Loaded, origin: &Origin) -> Outcome {
    if loaded.issue.articles().next().is_some() {
        return Outcome::Done;
    }
    let language = spoken();
    let words = language.say("没有可读的内容", "nothing to read");
    tell::complain(&format!("{}: {words}", origin.name(language)));
    Outcome::Found
}
