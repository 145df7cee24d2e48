//! What the help says besides keys and mouse: the files that matter to this reading, and the settings.

use crate::app::HelpLine;
use crate::config::{SETTINGS, Settings};
use crate::guard;
use crate::language::Language;
use crate::open::origin::{Origin, shown};
use crate::open::rules::rules_places;
use crate::store::{Sidecar, Store};
use std::path::Path;

/// The files: what is read, and where what belongs to it is kept or looked for.
pub fn files(
    origin: &Origin,
    sidecar: Option<&Sidecar>,
    store: &Store,
    language: Language,
) -> Vec<HelpLine> {
    let issue = match origin {
        Origin::File(_) | Origin::Pages(_) | Origin::Inside(..) => origin.name(language),
        Origin::Sample => language.say("内置的样刊", "the built-in sample").to_owned(),
        Origin::Standard => language.say("标准输入", "standard input").to_owned(),
    };
    let entry = |zh, en, text| entry(language.say(zh, en), text);
    let there = |path: &Path| there(path, language);
    let mut lines = vec![
        HelpLine::Group(language.say("文件", "Files").to_owned()),
        entry("本期", "this issue", issue),
    ];
    let corrections = sidecar.and_then(Sidecar::path).map(there);
    lines.extend(corrections.map(|path| entry("更正", "corrections", path)));
    let [all, beside] = rules_places(origin);
    let all = all.as_deref().map(there);
    lines.extend(all.map(|path| entry("各报的规则", "rules for all papers", path)));
    let beside = beside.as_deref().map(there);
    lines.extend(beside.map(|path| entry("本报的规则", "rules for this paper", path)));
    let state = store.folder().map(there);
    lines.extend(state.map(|path| entry("进度、书签", "places and marks", path)));
    lines
}

/// The settings, each as it was at the start, with what it does.
pub fn settings(settings: &Settings, language: Language) -> Vec<HelpLine> {
    let title = language.say(
        "设置及启动时的值（kanbao -c 名=值 FILE）",
        "Settings as at the start (kanbao -c NAME=VALUE FILE)",
    );
    let entries = SETTINGS.iter().map(|setting| {
        let value = guard::line(&setting.value(settings));
        let text = format!(
            "{value}{}{}",
            language.say("：", ": "),
            setting.help(language)
        );
        entry(setting.key, text)
    });
    std::iter::once(HelpLine::Group(title.to_owned()))
        .chain(entries)
        .collect()
}

fn entry(name: &str, text: String) -> HelpLine {
    HelpLine::Entry {
        name: name.to_owned(),
        text,
    }
}

/// A path, and that nothing is there where that is so.
fn there(path: &Path, language: Language) -> String {
    let path_shown = shown(path);
    if path.exists() {
        path_shown
    } else {
        path_shown + language.say("（还没有）", " (not there yet)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_in_the_help_with_its_value() {
        let lines = settings(&Settings::default(), Language::English);
        assert_eq!(lines.len(), SETTINGS.len() + 1);
        let measure = entry(
            "typeset.measure",
            "80: cells of text to a line at most (a Han character takes two)".to_owned(),
        );
        assert!(lines.contains(&measure));
    }

    #[test]
    fn files_are_named_with_where_they_are_or_would_be() {
        let store = Store::at("/nowhere/state");
        let origin = Origin::File("/nowhere/a.txt".into());
        let sidecar = Sidecar::of_file(Path::new("/nowhere/a.txt"), &store);
        let lines = files(&origin, Some(&sidecar), &store, Language::English);
        for (name, text) in [
            ("this issue", "/nowhere/a.txt"),
            ("corrections", "/nowhere/a.txt.kanbao.toml (not there yet)"),
            (
                "rules for this paper",
                "/nowhere/kanbao-rules.toml (not there yet)",
            ),
            ("places and marks", "/nowhere/state (not there yet)"),
        ] {
            assert!(
                lines.contains(&entry(name, text.to_owned())),
                "{name}: {lines:?}"
            );
        }
    }
}
