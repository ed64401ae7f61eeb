//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// A status page, a docs portal and a capacity planner over one collector of health data.
///
/// Pharos watches the systems that a content folder describes, remembers what it saw, judges it, and shows it:
/// to the public as a status page, to engineers as docs that know what is broken, to planners as a calculator.
#[derive(Debug, Parser)]
#[command(name = "pharos", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How the log is written.
    #[arg(long, global = true, value_enum, default_value_t = LogForm::Text)]
    pub log: LogForm,
}

const EXAMPLES: &str = "\
Examples:
  pharos demo                        see it at work over three simulated systems
  pharos check --content content     is my content right? (exit code 1 if not)
  pharos serve --content content     watch my estate and serve its pages

The log goes to standard error. PHAROS_LOG sets what is logged, such as `info` or `pharos=debug`.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch the estate and serve its pages
    Serve(Serve),
    /// Simulate an estate on this machine, replay 90 days of it, and serve its pages
    Demo(Demo),
    /// Validate a content folder: every problem with its file, line and remedy
    Check(Check),
}

/// `pharos serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
    /// Where history is kept, instead of the folder of `[storage] path`
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The port to listen on, instead of that of `[listen] address`
    #[arg(long)]
    pub port: Option<u16>,
    /// Pages reload in the browser when the program was rebuilt
    #[arg(long, hide = true)]
    pub dev: bool,
    /// The built browser side; without it, the one that is built in
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub site: Option<PathBuf>,
}

/// `pharos demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The port to listen on; the next free one if it is taken
    #[arg(long, default_value_t = 4040)]
    pub port: u16,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// Stop with a message if the port is taken
    #[arg(long)]
    pub strict_port: bool,
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
}

/// `pharos check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogForm {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
