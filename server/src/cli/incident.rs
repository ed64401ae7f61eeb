//! `pharos incident`: what it takes.

use super::Place;
use clap::{Args, Subcommand};
use model::incident::{Severity, State};

/// `pharos incident`. Works on the database, whether Pharos serves it at the moment or not.
#[derive(Debug, Args)]
#[command(after_help = INCIDENTS)]
pub struct Incident {
    /// What to do
    #[command(subcommand)]
    pub action: IncidentAction,
    /// Where the incidents are.
    #[command(flatten)]
    pub place: Place,
}

const INCIDENTS: &str = "\
Examples:
  pharos incident declare 'Kafka is down' --severity P1 --impact butterfly/kafka=major-outage --publish --text 'We look at it.'
  pharos incident update 2026-11-21-kafka-is-down --state identified --text 'The disk is full.' --next 30
  pharos incident resolve 2026-11-21-kafka-is-down --text 'There is room again.'
  pharos incident list";

/// What to do about incidents.
#[derive(Debug, Subcommand)]
pub enum IncidentAction {
    /// Begin an incident: a draft, or published at once
    Declare(Declare),
    /// Tell how an incident is
    Update(Update),
    /// End an incident
    Resolve(Resolve),
    /// List those that are open
    List(List),
}

/// `pharos incident declare`.
#[derive(Debug, Args)]
pub struct Declare {
    /// In a few words, what is wrong
    pub title: String,
    /// How bad it is: P1 to P4
    #[arg(long, default_value = "P3", value_parser = severity)]
    pub severity: Severity,
    /// A component and what it shows; may stand several times
    #[arg(long, value_name = "COMPONENT=STATUS")]
    pub impact: Vec<String>,
    /// What visitors are told first, in markdown
    #[arg(long)]
    pub text: Option<String>,
    /// Visitors see it at once
    #[arg(long)]
    pub publish: bool,
    /// How many minutes ago it began
    #[arg(long, value_name = "MINUTES")]
    pub minutes_ago: Option<u32>,
}

/// `pharos incident update`.
#[derive(Debug, Args)]
pub struct Update {
    /// The incident
    pub id: String,
    /// How far it has come: investigating, identified or monitoring
    #[arg(long, value_parser = state)]
    pub state: State,
    /// What visitors are told, in markdown
    #[arg(long)]
    pub text: String,
    /// A component and what it shows from here on; may stand several times
    #[arg(long, value_name = "COMPONENT=STATUS")]
    pub impact: Vec<String>,
    /// In how many minutes the next update is promised
    #[arg(long, value_name = "MINUTES")]
    pub next: Option<u32>,
}

/// `pharos incident resolve`.
#[derive(Debug, Args)]
pub struct Resolve {
    /// The incident
    pub id: String,
    /// What visitors are told, in markdown
    #[arg(long)]
    pub text: String,
}

/// `pharos incident list`.
#[derive(Debug, Args)]
pub struct List {
    /// Also those of the last 90 days that are over
    #[arg(long)]
    pub all: bool,
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::named(text).ok_or_else(|| "write P1, P2, P3 or P4".into())
}

fn state(text: &str) -> Result<State, String> {
    let open = State::from_slug(text).filter(|state| state.is_open());
    open.ok_or_else(|| "write investigating, identified or monitoring".into())
}
