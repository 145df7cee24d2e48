//! The program: arguments in, exit status out; everything else is the library's.

use std::process::ExitCode;

fn main() -> ExitCode {
    kanbao::cli::main(&std::env::args_os().collect::<Vec<_>>())
}
