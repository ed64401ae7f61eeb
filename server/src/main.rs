//! `pharos`: reads the command line and does what it says.

use clap::Parser;
use std::process::ExitCode;

// What runs is a function of the library, so that it is compiled there once, and not again here.
fn main() -> ExitCode {
    pharos::run::execute(pharos::cli::Cli::parse())
}
