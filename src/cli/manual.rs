//! The manual page, and the list of settings in it and in the help.

use crate::config::{SETTINGS, Settings};
use crate::language::Language;

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

/// The manual page, in roff.
pub fn page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .expect("writing to memory does not fail");
    page
}
