//! Showing Simplified as Traditional or the other way round, and back.

use super::State;
use crate::issue::Article;
use crate::language::words::Notice;
use crate::typeset::{Script, script::is_traditional};

/// Bytes of an article by which it is told what it is written in.
const SAMPLE: usize = 4096;

impl State {
    /// Shows the other script than that of the article on screen, or what was shown otherwise as it is written.
    pub(super) fn toggle_script(&mut self) {
        self.settings.style.script = match self.settings.style.script {
            Script::AsIs if self.in_traditional() => Script::Simplified,
            Script::AsIs => self.traditional,
            _ => Script::AsIs,
        };
        self.set();
        self.show_in_contents();
        self.say(&Notice::Script(self.settings.style.script));
    }

    /// Whether the article is written in Traditional; where it does not tell, the issue.
    fn in_traditional(&self) -> bool {
        let source = &self.issue.source;
        let mut sample = String::new();
        for text in self.current().into_iter().flat_map(Article::texts) {
            sample.push_str(&text.of(source));
            if sample.len() > SAMPLE {
                break;
            }
        }
        is_traditional(&sample)
            .or_else(|| is_traditional(source))
            .unwrap_or(false)
    }
}
