//! The command line.

mod incident;
mod notice;

use clap::{Args, Parser, Subcommand};
use model::member::Role;
use std::path::PathBuf;

pub use incident::{Declare, Incident, IncidentAction, List, Resolve, Update};
pub use notice::{Notice, NoticeAction};

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
    /// Declare, update, resolve and list incidents
    Incident(Incident),
    /// See when planned work is done
    #[command(subcommand)]
    Maintenance(Maintenance),
    /// List what was told to whom, and try a channel out
    Notice(Notice),
    /// List, invite and disable members, also while the server runs
    Member(Member),
    /// List and remove those who asked to be told
    Subscriber(Subscriber),
    /// Print the audit log and check that nobody changed it; exit code 1 if somebody did
    Audit(Place),
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

/// `pharos probe`. Exit code 0: it passes, also if late; 1: it fails; 2: it could not be asked.
#[derive(Debug, Args)]
#[command(after_help = PROBES)]
pub struct Probe {
    /// The probe kind, such as `http`; without one, all of them are listed
    pub kind: Option<String>,
    /// URL or host:port, as the kind takes it; without one, the kind is explained
    pub target: Option<String>,
    /// A condition that must hold, or it fails; may stand several times
    #[arg(long, value_name = "CONDITION")]
    pub expect: Vec<String>,
    /// A condition that must hold, or it is slow; may stand several times
    #[arg(long, value_name = "CONDITION")]
    pub slow_unless: Vec<String>,
    /// An option of the kind; may stand several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// An option whose value is a variable of the environment, for passwords; may stand several times
    #[arg(long, value_name = "NAME=VARIABLE")]
    pub set_from: Vec<String>,
    /// How long it may take
    #[arg(long, value_name = "LENGTH", default_value = "5s", value_parser = length)]
    pub timeout: i64,
    /// From when on an answer is slow
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub slow: Option<i64>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

const PROBES: &str = "\
Examples:
  pharos probe tcp db.example:5432
  pharos probe http https://api.example/health --expect '[STATUS] == 200' --expect '[BODY].status == UP'
  pharos probe http https://api.example/ --slow-unless '[CERTIFICATE_EXPIRATION] > 336h' --json

`pharos probe` lists the kinds and what each can be told.";

/// `pharos judge`.
#[derive(Debug, Args)]
#[command(after_help = JUDGING)]
pub struct Judge {
    /// The content folder whose checks set the rules; checks that it does not have follow the flags
    #[arg(long, value_name = "FOLDER")]
    pub content: Option<PathBuf>,
    /// How many failures make it down, in a row or of so many: `3`, `"3 of 5"`
    #[arg(long, value_name = "K OF N")]
    pub failures: Option<String>,
    /// How many passes make it up again
    #[arg(long, value_name = "K OF N")]
    pub successes: Option<String>,
    /// How long trouble must last before it counts, from its start
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub grace: Option<i64>,
    /// How many locations must agree: `any`, `majority`, `all`, or a number
    #[arg(long)]
    pub quorum: Option<String>,
    /// From which rate of change in percent it flaps, and until which: `"20 to 5"`, or `off`
    #[arg(long)]
    pub flapping: Option<String>,
    /// From one sample of a location to the next
    #[arg(long, value_name = "LENGTH", default_value = "60s", value_parser = length)]
    pub interval: i64,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

const JUDGING: &str = "\
Each line of the input is a sample:
  {\"check\": \"shop/db/tcp\", \"location\": \"local\", \"at\": \"2026-01-01T10:31:05Z\", \"outcome\": \"fail\", \"latency_us\": 950}
`at` may be milliseconds since 1970 too; `outcome` is pass, slow, fail or blind; `detail` may say what was wrong.";

/// `pharos maintenance`.
#[derive(Debug, Subcommand)]
pub enum Maintenance {
    /// Print the windows of the content's planned work, or of one rule
    List(Windows),
}

/// `pharos maintenance list`.
#[derive(Debug, Args)]
#[command(after_help = WINDOWS)]
pub struct Windows {
    /// From when on: a date, a time on the wall of --zone, or an instant
    #[arg(long, value_name = "TIME")]
    pub from: String,
    /// Until when
    #[arg(long, value_name = "TIME")]
    pub to: String,
    /// The time zone in which times are given and printed
    #[arg(long, default_value = "UTC")]
    pub zone: String,
    /// The content folder; without it, the one that is built in
    #[arg(long, value_name = "FOLDER", conflicts_with = "rule")]
    pub content: Option<PathBuf>,
    /// The windows of this rule of RFC 5545 instead of the content's
    #[arg(long, requires = "start")]
    pub rule: Option<String>,
    /// When the first window of --rule begins, on the wall of --zone
    #[arg(long, value_name = "TIME", requires = "rule")]
    pub start: Option<String>,
    /// When it ends
    #[arg(long, value_name = "TIME", requires = "rule", conflicts_with = "length")]
    pub end: Option<String>,
    /// How long it is by the clock on the wall, instead of --end
    #[arg(long, value_name = "LENGTH", requires = "rule", default_value = "1h", value_parser = length)]
    pub length: i64,
    /// A day on which no window of --rule begins; may stand several times
    #[arg(long, value_name = "DATE", requires = "rule")]
    pub except: Vec<String>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

const WINDOWS: &str = "\
Examples:
  pharos maintenance list --from 2027-03-01 --to 2027-04-15 --zone Europe/Berlin
  pharos maintenance list --from 2027-03-01 --to 2027-04-15 --zone Europe/Berlin \\
      --rule 'FREQ=MONTHLY;BYDAY=-1SU' --start 2027-03-28T02:30 --length 2h

A time is 2027-03-01, 2027-03-01T02:30 or 2027-03-01T02:30:00Z. Windows that meet a freeze are not held, and not printed.";

/// `pharos member`.
#[derive(Debug, Args)]
#[command(after_help = MEMBERS)]
pub struct Member {
    /// What to do.
    #[command(subcommand)]
    pub action: MemberAction,
    /// Where the members are.
    #[command(flatten)]
    pub place: Place,
}

/// `pharos subscriber`.
#[derive(Debug, Args)]
pub struct Subscriber {
    /// What to do.
    #[command(subcommand)]
    pub action: SubscriberAction,
    /// Where they are.
    #[command(flatten)]
    pub place: Place,
}

/// What to do with subscribers.
#[derive(Debug, Subcommand)]
pub enum SubscriberAction {
    /// Print all subscribers, those who asked last first, and how many there are
    List {
        /// Print whole addresses instead of what is enough to know them by
        #[arg(long)]
        addresses: bool,
    },
    /// Forget a subscriber
    Remove {
        /// The number that `list` prints
        id: i64,
    },
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

/// What to do with members.
#[derive(Debug, Subcommand)]
pub enum MemberAction {
    /// Print all members
    List,
    /// Add a member and print the link by which they choose a password
    Invite {
        /// Sign-in name
        name: String,
        /// viewer, responder, editor or admin
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Give a member another role
    Role {
        /// Sign-in name
        name: String,
        /// viewer, responder, editor or admin
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Print a link by which a member chooses another password
    Reset {
        /// Sign-in name
        name: String,
    },
    /// Keep a member from signing in, and end their sessions and API tokens
    Disable {
        /// Sign-in name
        name: String,
    },
    /// Let a disabled member sign in again
    Enable {
        /// Sign-in name
        name: String,
    },
}

const MEMBERS: &str = "\
Examples:
  pharos member invite ada --role admin --content content
  pharos member list --content content";

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).ok_or_else(|| "write viewer, responder, editor or admin".into())
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
