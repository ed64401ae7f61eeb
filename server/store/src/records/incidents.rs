//! Incidents: their entries, and what lists are chosen by. Each change is checked against the incident as it is at that
//! moment, in the transaction that makes it.

use super::Records;
use crate::error::{Error, Fault};
use model::incident::{Declaration, Impact, Incident, Step};
use rusqlite::Transaction;
use write::{add, declare, follow};

mod alarm;
mod change;
mod rows;
#[cfg(test)]
mod tests;
mod write;

pub use alarm::Report;
pub use change::{Changed, Denied, Maker, Which};
pub(super) use write::{Place, note};

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
