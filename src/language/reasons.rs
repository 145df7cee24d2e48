//! Why lines were read as they were, and what is wrong with them, in a language of the interface.

use super::Language;
use crate::issue::{Defect, Reason};

impl Language {
    /// What is wrong with a line, as it is told to a reader.
    pub fn defect(self, defect: &Defect) -> String {
        let chinese = defect.chinese.as_deref().unwrap_or(&defect.message);
        self.say(chinese, &defect.message).to_owned()
    }

    /// A reason that the loader gives.
    pub fn reason(self, reason: Reason) -> &'static str {
        self.say(reason.chinese, reason.english)
    }
}
