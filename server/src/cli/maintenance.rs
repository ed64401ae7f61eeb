//! `pharos maintenance`.

use super::length;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
