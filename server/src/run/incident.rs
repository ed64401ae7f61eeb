//! `pharos incident`: declares, tells, resolves and lists incidents, in the database of a Pharos that may be running.

use super::{RunError, content, database, say};
use crate::cli;
use crate::collect::clock::Clock;
use crate::incidents::{By, Incidents};
use crate::notices::teller;
use model::incident::{Declaration, Impact, Incident, Step, Update};
use model::member::Actor;
use model::status::Status;
use model::time::{At, DAY, MINUTE, length};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use store::Records;
use store::records::incidents::{Changed, Which};

/// How many incidents are listed at most.
const MOST: u32 = 100;

/// Does what is asked for, and prints what became of it.
pub async fn run(args: cli::Incident) -> Result<ExitCode, RunError> {
    let content = content(args.place.content.as_deref())?;
    let records = Records::open_beside(&database(&content, args.place.data.as_deref()))?;
    let (clock, estate) = (Clock::system(), Arc::new(content.estate.clone()));
    // Whoever serves delivers; what is to be told is kept with the change.
    let records = records.telling(teller::teller(&content, estate.clone()));
    let incidents = Incidents::new(Arc::new(Mutex::new(records)), estate, clock.clone())?;
    let by = By::new(Actor::Console);
    match args.action {
        cli::IncidentAction::Declare(it) => {
            let by = By { happened: ago(it.minutes_ago, clock.now()), ..by };
            tell(incidents.declare(by, declaration(&it)?).await?)
        }
        cli::IncidentAction::Update(it) => {
            let (id, step) = (it.id.clone(), Step::Update(update(it)?));
            tell(incidents.step(id, by, step).await?)
        }
        cli::IncidentAction::Resolve(it) => {
            tell(incidents.step(it.id, by, Step::Resolve { text: it.text }).await?)
        }
        cli::IncidentAction::List(it) => {
            let now = clock.now();
            let which = if it.all { Which::Began(now - 90 * DAY, At(i64::MAX)) } else { Which::Open };
            let all = incidents.list(which, MOST).await?;
            all.iter().for_each(|incident| say(&line(incident, now)));
            if all.is_empty() {
                say("None.");
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints what an incident is after a change; a refusal is told with its words.
fn tell(changed: Changed<Incident>) -> Result<ExitCode, RunError> {
    let incident = changed.map_err(|denied| RunError::Given(denied.to_string()))?;
    let draft = if incident.is_draft() { ", a draft" } else { "" };
    say(&format!("{} is {} at version {}{draft}.", incident.id, incident.state, incident.version()));
    Ok(ExitCode::SUCCESS)
}

fn line(incident: &Incident, now: At) -> String {
    let Incident { id, title, severity, state, .. } = incident;
    let (lasted, draft) = (length(incident.lasted(now)), if incident.is_draft() { " (draft)" } else { "" });
    format!("{id}  {severity}  {state}{draft}  {lasted}  {title}")
}

fn declaration(args: &cli::Declare) -> Result<Declaration, RunError> {
    Ok(Declaration {
        title: args.title.clone(),
        severity: args.severity,
        impacts: impacts(&args.impact)?,
        publish: args.publish,
        text: args.text.clone().unwrap_or_default(),
        evidence: Vec::new(),
    })
}

fn update(args: cli::Update) -> Result<Update, RunError> {
    Ok(Update {
        state: args.state,
        text: args.text,
        impacts: impacts(&args.impact)?,
        next_minutes: args.next,
    })
}

fn impacts(words: &[String]) -> Result<Vec<Impact>, RunError> {
    let impact = |word: &String| {
        let (component, status) = word.split_once('=')?;
        Some(Impact { component: component.into(), status: Status::from_slug(status)? })
    };
    let wrong = |word: &String| {
        let words = format!("\"{word}\" is no impact. Write one such as butterfly/kafka=major-outage.");
        RunError::Given(words)
    };
    words.iter().map(|word| impact(word).ok_or_else(|| wrong(word))).collect()
}

fn ago(minutes: Option<u32>, now: At) -> Option<At> {
    minutes.map(|minutes| now - i64::from(minutes) * MINUTE)
}
