//! `pharos probe`.

use super::length;
use clap::Args;

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

The exit code is 0 if it passes, also if late; 1 if it fails; 2 if it could not be asked.

`pharos probe` lists the kinds and what each can be told.";
