//! Incidents: their entries, and what lists are chosen by. Each change is checked against the incident as it is at that
//! moment, in the transaction that makes it.

use super::Records;
use super::notices::{Teller, tell};
use crate::error::{Error, Fault};
use model::incident::{Declaration, Impact, Incident, Refusal, Step};
use model::member::Actor;
use model::time::At;
use rusqlite::Transaction;

mod alarm;
mod rows;
#[cfg(test)]
mod tests;

pub use alarm::Report;

/// Why a change was not made; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is no such incident.
    #[error("There is no incident {0}.")]
    Missing(String),
    /// Someone else changed it since it was looked at.
    #[error(
        "It has changed since: it is at version {0}. Look at what was added, and send yours again if it still fits."
    )]
    Conflict(u32),
    /// The request was made before, and asked for something else.
    #[error("This Idempotency-Key was used for another request. Use another key.")]
    KeyTaken,
    /// What was wanted does not fit the incident.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a change gives, or why it was not made.
pub type Changed<T> = Result<T, Denied>;

/// Who makes a change, and when.
#[derive(Clone, Debug)]
pub struct Maker<'a> {
    /// When it is made.
    pub at: At,
    /// When that happened which it tells of; none for now.
    pub happened: Option<At>,
    /// Who makes it.
    pub by: Actor,
    /// What names the request, so that it is done once however often it comes; at most 200 bytes.
    pub request: Option<&'a str>,
}

impl Maker<'_> {
    /// A change that `by` makes at `at`, of what happens then.
    pub fn new(at: At, by: Actor) -> Maker<'static> {
        Maker { at, happened: None, by, request: None }
    }
}

/// Which incidents are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are not over.
    Open,
    /// Those that began at the first instant or later, and before the second.
    Began(At, At),
}

impl Records {
    /// Declares an incident, under an id made of its day and title.
    pub fn declare(
        &mut self,
        maker: &Maker<'_>,
        declaration: Declaration,
    ) -> Result<Changed<Incident>, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            let step = Step::Declare(declaration.clone());
            if let Some(done) = done_before(tx, maker, None, &step)? {
                return Ok(done);
            }
            declare((tx, &teller), None, maker, declaration)
        })
    }

    /// Adds a step to an incident of which `seen` entries were seen; of any number of them if that is none.
    pub fn step(
        &mut self,
        id: &str,
        seen: Option<u32>,
        maker: &Maker<'_>,
        step: Step,
    ) -> Result<Changed<Incident>, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            if let Some(done) = done_before(tx, maker, Some(id), &step)? {
                return Ok(done);
            }
            match current(tx, id, seen)? {
                Ok(incident) => add((tx, &teller), &incident, maker, step),
                Err(denied) => Ok(Err(denied)),
            }
        })
    }

    /// Makes an incident, of which `seen` entries were seen, a part of another, and gives that other one.
    pub fn merge(
        &mut self,
        id: &str,
        seen: Option<u32>,
        into: &str,
        maker: &Maker<'_>,
    ) -> Result<Changed<Incident>, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            let (part, whole) = match (current(tx, id, seen)?, current(tx, into, None)?) {
                (Ok(part), Ok(whole)) => (part, whole),
                (Err(denied), _) | (_, Err(denied)) => return Ok(Err(denied)),
            };
            let absorb = Step::Absorb { incident: id.into(), impacts: worse(&part, &whole) };
            let maker = Maker { happened: None, ..maker.clone() };
            // Checked before anything is written: both change, or neither does.
            if let Err(refusal) = whole.with(maker.at, None, maker.by.clone(), absorb.clone()) {
                return Ok(Err(refusal.into()));
            }
            match add((tx, &teller), &part, &maker, Step::Merge { into: into.into() })? {
                Ok(_) => add((tx, &teller), &whole, &Maker { request: None, ..maker }, absorb),
                Err(denied) => Ok(Err(denied)),
            }
        })
    }

    /// Lets `decide` say, from the latest incident that `origin` made, what is to be done; a declaration begins another
    /// incident. What does not fit is left out. Gives the incident if anything was done.
    pub fn follow(
        &mut self,
        origin: &str,
        maker: &Maker<'_>,
        decide: impl FnOnce(Option<&Incident>) -> Vec<Step>,
    ) -> Result<Option<Incident>, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            let latest = rows::latest_of(tx, origin)?;
            let steps = decide(latest.as_ref());
            follow((tx, &teller), origin, maker, latest, steps)
        })
    }

    /// An incident.
    pub fn incident(&mut self, id: &str) -> Result<Option<Incident>, Error> {
        self.read(|tx| rows::read(tx, id))
    }

    /// At most `most` incidents, those that began last first.
    pub fn incidents(&mut self, which: Which, most: u32) -> Result<Vec<Incident>, Error> {
        self.read(|tx| {
            let ids = rows::ids(tx, which, most)?;
            let incidents = ids.iter().map(|id| rows::read(tx, id));
            incidents.filter_map(Result::transpose).collect()
        })
    }

    /// The open incidents that no person made, each with what made it.
    pub fn origins(&mut self) -> Result<Vec<(String, Incident)>, Error> {
        self.read(|tx| {
            let made = rows::origins(tx)?.into_iter();
            let read = made.map(|(origin, id)| Ok(rows::read(tx, &id)?.map(|incident| (origin, incident))));
            read.filter_map(Result::transpose).collect()
        })
    }

    /// A number that grows with each change to any incident, whoever makes it.
    pub fn incidents_mark(&mut self) -> Result<i64, Error> {
        self.read(|tx| {
            let mark = "SELECT COALESCE(MAX(rowid), 0) FROM incident_entry";
            Ok(tx.prepare_cached(mark)?.query_row([], |row| row.get(0))?)
        })
    }
}

/// The incident, if it is the one that was seen.
fn current(tx: &Transaction<'_>, id: &str, seen: Option<u32>) -> Result<Changed<Incident>, Fault> {
    Ok(match rows::read(tx, id)? {
        None => Err(Denied::Missing(id.into())),
        Some(it) if seen.is_some_and(|seen| seen != it.version()) => Err(Denied::Conflict(it.version())),
        Some(incident) => Ok(incident),
    })
}

/// Where a change is made, and who says whom it is told.
type Place<'a> = (&'a Transaction<'a>, &'a Teller);

fn declare(
    (tx, teller): Place<'_>,
    origin: Option<&str>,
    maker: &Maker<'_>,
    declaration: Declaration,
) -> Result<Changed<Incident>, Fault> {
    let id = rows::free_id(tx, maker.happened.unwrap_or(maker.at), &declaration.title)?;
    match Incident::declare(id, maker.at, maker.happened, maker.by.clone(), declaration) {
        Ok(incident) => {
            rows::insert(tx, &incident, origin)?;
            rows::append(tx, &incident, maker.request)?;
            tell(tx, teller, &incident)?;
            Ok(Ok(incident))
        }
        Err(refusal) => Ok(Err(refusal.into())),
    }
}

fn add(
    (tx, teller): Place<'_>,
    to: &Incident,
    maker: &Maker<'_>,
    step: Step,
) -> Result<Changed<Incident>, Fault> {
    match to.with(maker.at, maker.happened, maker.by.clone(), step) {
        Ok(incident) => {
            rows::append(tx, &incident, maker.request)?;
            rows::update(tx, &incident)?;
            tell(tx, teller, &incident)?;
            Ok(Ok(incident))
        }
        Err(refusal) => Ok(Err(refusal.into())),
    }
}

/// Does `steps` to the latest incident of an origin. A step that does not fit is left out: what watches knows less of the
/// incident than those who handle it.
fn follow(
    place: Place<'_>,
    origin: &str,
    maker: &Maker<'_>,
    latest: Option<Incident>,
    steps: Vec<Step>,
) -> Result<Option<Incident>, Fault> {
    let (mut latest, mut changed) = (latest, None);
    for step in steps {
        let done = match (step, &latest) {
            (Step::Declare(declaration), _) => declare(place, Some(origin), maker, declaration)?,
            (step, Some(incident)) => add(place, incident, maker, step)?,
            (_, None) => continue,
        };
        if let Ok(incident) = done {
            changed = Some(incident.clone());
            latest = Some(incident);
        }
    }
    Ok(changed)
}

/// What was done when the same request came before.
fn done_before(
    tx: &Transaction<'_>,
    maker: &Maker<'_>,
    id: Option<&str>,
    step: &Step,
) -> Result<Option<Changed<Incident>>, Fault> {
    let Some(request) = maker.request else { return Ok(None) };
    let Some((incident, made)) = rows::requested(tx, request)? else { return Ok(None) };
    let is_same = made.step == *step && id.is_none_or(|id| id == incident);
    Ok(Some(match rows::read(tx, &incident)? {
        Some(incident) if is_same => Ok(incident),
        _ => Err(Denied::KeyTaken),
    }))
}

/// What components show when a part is added to the whole: each the worse of the two.
fn worse(part: &Incident, whole: &Incident) -> Vec<Impact> {
    let shown = part.impacts_now().into_iter();
    shown.filter(|impact| whole.impact(&impact.component).is_none_or(|now| now < impact.status)).collect()
}
