//! What is said of the reader's state and of files that cannot be used: which, why, and what to do.

use crate::guard::told;
use crate::language::Language;
use crate::open::origin::shown;
use crate::open::reasons::{in_one_line, reason};
use crate::store::{Error, Fault, SidecarError, SidecarMistake, SidecarWrong};
use crate::tell;
use crate::tell::spoken::spoken;
use std::io;
use std::path::Path;

/// Why a file cannot be used, and what to do.
pub fn fault(cause: &Fault, language: Language) -> String {
    let (zh, en) = match cause {
        Fault::Io(error) => return reason(error, language) + remedy(error, language),
        Fault::TooLarge(bound) => {
            let size = size(*bound);
            return match language {
                Language::Chinese => format!("超过 {size}；请删减，或把它移走"),
                Language::English => format!("larger than {size}; shorten it or move it away"),
            };
        }
        Fault::NoFile => (
            "不是普通文件；请把它移走",
            "this is no regular file; move it away",
        ),
        Fault::Busy => (
            "另一个程序正在用它；请稍后再试",
            "another program is using it; try again",
        ),
        Fault::Crowded => (
            "已损坏，旁边留存的损坏文件（.broken）已满；请把那些移走",
            "this is damaged, and no more damaged ones (.broken) are kept beside it; move those away",
        ),
    };
    language.say(zh, en).to_owned()
}

/// What to do where the operating system refuses.
fn remedy(error: &io::Error, language: Language) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => language.say(
            "；请用 ls -ld 查看文件和文件夹的权限",
            "; see the permissions of file and folder with ls -ld",
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => {
            language.say("；请腾出空间再试", "; make room and try again")
        }
        _ => "",
    }
}

fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KiB", bytes >> 10),
        mib => format!("{mib} MiB"),
    }
}

/// Tells on standard error what is wrong with the reader's state.
pub fn warn(troubles: &[Error]) {
    for trouble in troubles {
        tell::complain(&state_error(trouble, spoken()));
    }
}

/// What to tell of state that cannot be read or kept.
pub fn state_error(error: &Error, language: Language) -> String {
    let zh = language == Language::Chinese;
    match error {
        Error::NoFolder => language
            .say(
                "阅读进度无处保存：请设置 HOME 或 XDG_STATE_HOME",
                "your place is not kept: set HOME or XDG_STATE_HOME",
            )
            .to_owned(),
        Error::Write { path, cause } => {
            // What a narrow window cuts off comes last.
            let (path, why) = (shown(path), fault(cause, language));
            if zh {
                format!("阅读进度未能保存：{why}（{path}）")
            } else {
                format!("your place is not kept: {why} ({path})")
            }
        }
        Error::Read { path, cause } => {
            let (path, why) = (shown(path), fault(cause, language));
            if zh {
                format!("阅读进度未能读取：{why}（{path}）")
            } else {
                format!("what was kept cannot be read: {why} ({path})")
            }
        }
        Error::Damaged { path, aside } => {
            let (path, aside) = (shown(path), shown(aside));
            if zh {
                format!("有记录损坏，已改名留存，从头记起：{path} 改为 {aside}")
            } else {
                format!("a damaged file was set aside and begins anew: {path} is now {aside}")
            }
        }
    }
}

/// Why corrections were not read or kept, and what to do.
pub fn sidecar_error(error: &SidecarError, language: Language) -> String {
    let zh = language == Language::Chinese;
    match error {
        SidecarError::Mistake(mistake) => {
            let (path, line) = (shown(&mistake.path), mistake.line);
            let what = in_sidecar(&mistake.what, language);
            if zh {
                format!("{path}:{line}: {what}；请改好，现在不用其中的更正")
            } else {
                format!("{path}:{line}: {what}; mend it, its corrections are not used")
            }
        }
        SidecarError::File { path, cause } => {
            let (path, why) = (shown(path), fault(cause, language));
            if zh {
                format!("更正无法读写：{path}：{why}")
            } else {
                format!("corrections cannot be read or kept: {path}: {why}")
            }
        }
        SidecarError::NoPlace => language
            .say(
                "更正无处保存：请设置 HOME 或 XDG_STATE_HOME",
                "corrections are not kept: set HOME or XDG_STATE_HOME",
            )
            .to_owned(),
    }
}

/// The same in a line of the screen: what to do comes before what a narrow window cuts off.
pub fn sidecar_notice(error: &SidecarError, language: Language) -> String {
    let zh = language == Language::Chinese;
    let name = |path: &Path| shown(path.file_name().map_or(path, Path::new));
    match error {
        SidecarError::Mistake(SidecarMistake { path, line, what }) => {
            let (name, what) = (name(path), in_sidecar(what, language));
            if zh {
                format!("更正未用，第 {line} 行：{what}（{name}）")
            } else {
                format!("corrections unused, line {line}: {what} ({name})")
            }
        }
        SidecarError::File { path, cause } => {
            let (name, why) = (name(path), fault(cause, language));
            if zh {
                format!("更正无法读写：{why}（{name}）")
            } else {
                format!("corrections cannot be read or kept: {why} ({name})")
            }
        }
        SidecarError::NoPlace => sidecar_error(error, language),
    }
}

/// What is wrong in a file of corrections.
pub fn in_sidecar(wrong: &SidecarWrong, language: Language) -> String {
    let zh = language == Language::Chinese;
    match wrong {
        SidecarWrong::Unknown(given, known) if zh => {
            let known = told(&known.replace(", ", "、"));
            format!("没有 {}；可用 {known}", told(given))
        }
        SidecarWrong::Unknown(given, known) => {
            format!("there is no {}; write {}", told(given), told(known))
        }
        SidecarWrong::Kind(given, expected) if zh => {
            let expected = told(kind(expected));
            format!("这里的值不对（{}），应是{expected}", told(given))
        }
        SidecarWrong::Kind(given, expected) => {
            format!("this is {}; write {}", told(given), told(expected))
        }
        SidecarWrong::Syntax(what) if zh => format!("不合 TOML 的写法：{}", in_one_line(what)),
        SidecarWrong::Syntax(what) => in_one_line(what),
        SidecarWrong::Encoding if zh => "不是 UTF-8；请存成 UTF-8".to_owned(),
        SidecarWrong::NoText if zh => "缺 text；请写这一行原来的文字".to_owned(),
        SidecarWrong::NothingTold if zh => {
            "没有说这一行怎么改；请写 is、joins、article 或 section".to_owned()
        }
        SidecarWrong::NoSection if zh => {
            "section 是空的；请写版次和版名，如 \"02 要闻\"".to_owned()
        }
        SidecarWrong::LineZero if zh => "行号从 1 数起".to_owned(),
        plain => plain.to_string(),
    }
}

/// A kind of value as TOML's reader names it.
pub fn kind(expected: &str) -> &str {
    match expected {
        "a string" => "加引号的文字",
        "a boolean" => " true 或 false",
        "a number" => "数字",
        "[[correction]]" => " [[correction]]",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_mistake_in_the_corrections_is_told_before_its_file() {
        let mistake = |what| {
            SidecarError::Mistake(SidecarMistake {
                path: PathBuf::from("/papers/2025/a.txt.kanbao.toml"),
                line: 3,
                what,
            })
        };
        let unknown = SidecarWrong::Unknown("headlin".into(), "headline, kicker".into());
        assert_eq!(
            sidecar_notice(&mistake(unknown), Language::Chinese),
            "更正未用，第 3 行：没有 headlin；可用 headline、kicker（a.txt.kanbao.toml）"
        );
        let kind = SidecarWrong::Kind("integer `3`".into(), "a boolean".into());
        assert_eq!(
            sidecar_notice(&mistake(kind), Language::English),
            "corrections unused, line 3: this is integer `3`; write a boolean (a.txt.kanbao.toml)"
        );
    }
}
