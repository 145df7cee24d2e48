//! The arguments: one definition feeds the parser, `--help`, the manual page and the completions.

use crate::cli::common::{Common, files_help};
use crate::cli::{check, exporting, fix, page, wrap};
use crate::tell::spoken::say;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser, Debug)]
#[command(
    name = "kanbao",
    version,
    about = say("在终端里读报：把 PDF 或抽取出来的文本还原成版面", "Read newspapers in the terminal, rebuilt from PDF or extracted text"),
    after_help = say("文件若与子命令同名，写成 ./print 的样子。全部设置项见 kanbao --help。",
        "A file named like a subcommand is opened as ./print. All settings are listed by `kanbao --help`."),
    subcommand_help_heading = say("子命令", "Commands"),
    disable_help_subcommand = true,
)]
pub struct Cli {
    #[arg(value_name = say("文件", "FILE"), help = files_help())]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    #[command(about = say("把排好的版面写到标准输出", "Write the set page to standard output"))]
    Print {
        #[command(flatten)]
        print: page::PrintArguments,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("只排版：把文本的各段排成行", "Set a text's paragraphs in lines, and nothing else"))]
    Wrap(wrap::Wrap),
    #[command(about = say("导出还原的结构", "Write the rebuilt structure for other programs"))]
    Export {
        #[command(flatten)]
        export: exporting::ExportArguments,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("报告读到了什么，有什么疑点", "Report what was found, and every defect"))]
    Check {
        #[command(flatten)]
        check: check::Check,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("更正读错的行：列出、添加、删除", "List, add or remove corrections of lines read wrongly"))]
    Fix {
        #[command(flatten)]
        fix: fix::Fix,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("写出内置的规则，作为自己的规则文件的底稿", "Write the built-in rules, as a file of your own to begin with"))]
    Rules,
    #[command(about = say("生成命令补全脚本", "Write a completion script"))]
    Completions {
        #[arg(value_name = "SHELL", help = say("哪种 shell", "For which shell"))]
        shell: clap_complete::Shell,
    },
    #[command(about = say("生成手册页", "Write the manual page"))]
    Man,
}
