//! What is said of the reader's state and of files that cannot be used: which, why, and what to do.

use crate::cli::open::shown;
use crate::cli::wrong::reason;
use crate::cli::{spoken, tell};
use crate::language::Language;
use crate::store::{Error, Fault};
use std::io;

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
