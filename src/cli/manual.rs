//! The manual page, and the list of settings in it and in the help.

use crate::config::{SETTINGS, Settings};
use crate::language::Language;
use crate::typeset::wording;

/// All settings with what they take, their defaults and what they do, for the help.
pub fn settings(language: Language) -> String {
    let defaults = Settings::default();
    let mut text = language
        .say("设置项（-c 键=值）：\n", "Settings (-c KEY=VALUE):\n")
        .to_owned();
    for setting in SETTINGS {
        let (takes, default) = (setting.kind.words(language), setting.value(&defaults));
        let help = setting.help(language);
        let line = match language {
            Language::Chinese => format!(
                "  {}\n          {help}（{takes}；缺省 {default}）\n",
                setting.key
            ),
            Language::English => format!(
                "  {}\n          {help} ({takes}; default {default})\n",
                setting.key
            ),
        };
        text.push_str(&line);
    }
    text.push('\n');
    text.push_str(language.say(
        "退出状态：0 完成；1 check 发现缺陷，或没有可读的内容；2 未能完成。",
        "Exit status: 0 done; 1 check found a defect, or there was nothing to read; 2 could not.",
    ));
    text
}

/// The manual page, in roff. Names and values in it are neither hyphenated nor spread over a line. roff ends lines at blanks
/// alone, so it is told where those of Han may end.
pub fn page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .expect("writing to memory does not fail");
    let page = String::from_utf8_lossy(&page);
    let lines = page.lines().map(|line| match line.get(..3) {
        Some(".TH") => format!("{line}\n.ad l\n.nh\n"),
        _ if line.starts_with('.') => format!("{line}\n"),
        _ => breakable(line) + "\n",
    });
    lines.collect::<String>().into_bytes()
}

/// A line of roff that may be parted between words of Han.
fn breakable(line: &str) -> String {
    let mut text = String::with_capacity(line.len() * 2);
    for word in wording::words(line) {
        let beside = [text.chars().next_back(), word.chars().next()];
        let has_han = beside.iter().flatten().any(|c| !c.is_ascii());
        if has_han && !text.is_empty() && !text.ends_with(' ') {
            text.push_str("\\:");
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_manual_may_end_between_words_of_han() {
        let line = breakable("文末接着读下一篇，缺省为 \\fB\\-\\-width\\fR");
        assert!(line.contains("\\:下一篇，"), "{line}");
        assert!(line.ends_with(" \\fB\\-\\-width\\fR"), "{line}");
        assert_eq!(breakable("the long river"), "the long river");
    }
}
