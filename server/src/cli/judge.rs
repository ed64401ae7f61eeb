//! `pharos judge`.

use super::length;
use clap::Args;
use std::path::PathBuf;

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
    /// From when on a recorded pass is slow, by its latency
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub slow: Option<i64>,
    /// From one sample of a location to the next; by default what is usual in the recording, 60s at least
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub interval: Option<i64>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

const JUDGING: &str = "\
Each line of the input is a sample:
  {\"check\": \"shop/db/tcp\", \"location\": \"local\", \"at\": \"2026-01-01T10:31:05Z\", \"outcome\": \"fail\", \"latency_us\": 950}
`at` may be milliseconds since 1970 too; `outcome` is pass, slow, fail or blind; `detail` may say what was wrong;
`location` and `latency_us` may be missing. Lines may stand in any order; of samples of the same check, location and
instant the first one counts. Where no sample came for three intervals, or only blind ones, a check is unknown.";
