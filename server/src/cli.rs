//! The command line.

mod capacity;
mod docs;
mod export;
mod incident;
mod judge;
mod maintenance;
mod member;
mod notice;
mod probe;
mod serve;
mod subscriber;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

pub use capacity::{Capacity, CapacityAction};
pub use docs::{CheckDocs, Docs, DocsAction, RenderDocs, SearchDocs};
pub use export::{Export, ExportSite};
pub use incident::{Declare, Incident, IncidentAction, List, Resolve, Update};
pub use judge::Judge;
pub use maintenance::{Maintenance, Windows};
pub use member::{Member, MemberAction};
pub use notice::{Notice, NoticeAction};
pub use probe::Probe;
pub use serve::{Check, Demo, Serve};
pub use subscriber::{Subscriber, SubscriberAction};

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
  pharos probe tcp db.example:5432   ask once, before writing a check
  pharos judge < samples.jsonl       explain what recorded samples amount to
  pharos maintenance list --help     when is planned work done?

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
    /// Ask one question once and print the answer, to try a check before writing it down
    Probe(Probe),
    /// Judge recorded samples from standard input: verdicts with their why, spans, uptime
    Judge(Judge),
    /// Ask the mathematics of the capacity planner, from scripts
    Capacity(Capacity),
    /// Declare, update, resolve and list incidents
    Incident(Incident),
    /// See when planned work is done
    #[command(subcommand)]
    Maintenance(Maintenance),
    /// Write what is public as files
    #[command(subcommand)]
    Export(Export),
    /// List what was told to whom, and try a channel out
    Notice(Notice),
    /// List, invite and disable members, also while the server runs
    Member(Member),
    /// List and remove those who asked to be told
    Subscriber(Subscriber),
    /// Render, search and check markdown: a file, or any folder of it
    Docs(Docs),
    /// Print the audit log and check that nobody changed it; exit code 1 if somebody did
    Audit(Place),
}

/// Which records a command is about.
#[derive(Debug, Args)]
pub struct Place {
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER", global = true)]
    pub content: Option<PathBuf>,
    /// Where history is kept, instead of the folder of `[storage] path`
    #[arg(long, value_name = "FOLDER", global = true)]
    pub data: Option<PathBuf>,
}

fn length(text: &str) -> Result<i64, String> {
    model::time::parse_length(text).ok_or_else(|| "write one such as 500ms, 5s, 2m, 1h".into())
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
