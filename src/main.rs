//! The program: arguments in, exit status out; everything else is the library's.

fn main() {}
