//! Why the operating system refused, and what to do about it, in words.

use crate::guard::told;
use crate::language::Language;
use std::io;

/// The words of TOML's reader, which may quote the file and stand on several lines.
pub fn in_one_line(words: &str) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    told(&lines.join(" "))
}

/// Why the operating system refused.
pub fn reason(error: &io::Error, language: Language) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件", "there is no such file"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::IsADirectory => ("是文件夹", "it is a folder"),
        io::ErrorKind::FileTooLarge => (
            "超过了对文件大小的限制",
            "the limit on files' sizes is reached",
        ),
        io::ErrorKind::ReadOnlyFilesystem => ("文件系统是只读的", "the file system is read-only"),
        io::ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "part of the path is no folder"),
        io::ErrorKind::InvalidFilename => ("文件名太长", "the name is too long"),
        // In the system's words, or a library's, which may name a path.
        _ => return told(&error.to_string()),
    };
    language.say(words.0, words.1).to_owned()
}

/// What to do about it.
pub fn advice(error: &io::Error, language: Language) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => language.say(
            "；请检查路径。子命令有 print、wrap、export、check、fix、rules、completions、man",
            "; check the path. Subcommands are print, wrap, export, check, fix, rules, completions, man",
        ),
        io::ErrorKind::PermissionDenied => language.say(
            "；请用 ls -l 查看文件的权限",
            "; see its permissions with ls -l",
        ),
        _ => "",
    }
}
