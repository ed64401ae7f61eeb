//! Runs: what they began with, and their entries. Each act is checked against the run as it is at that moment, in the
//! transaction that keeps it; the timeline of the run's incident and the audit log are told in the same.

use super::Records;
use super::incidents::Maker;
use crate::error::{Error, Fault};
use model::incident::Refusal;
use model::run::{Act, Run, Started, Step};
use model::time::At;
use rusqlite::Transaction;

mod rows;
mod tell;
#[cfg(test)]
mod tests;

/// Why a change was not made; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is no such run.
    #[error("There is no run {0}.")]
    Missing(String),
    /// There is no such incident.
    #[error("There is no incident {0}.")]
    NoIncident(String),
    /// The request was made before, and asked for something else.
    #[error("This Idempotency-Key was used for another request. Use another key.")]
    KeyTaken,
    /// What was wanted does not fit the run.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The run after a change, or why it was not made.
pub type Changed = Result<Run, Denied>;

/// Which runs are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that began before this instant.
    Before(At),
    /// Those that have not ended.
    Open,
    /// Those of a page, by its path.
    Page(String),
    /// Those of an incident, by its id.
    Incident(String),
}

impl Records {
    /// Starts a run, under an id made of its day and title.
    pub fn start_run(&mut self, started: Started, request: Option<&str>) -> Result<Changed, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            if let Some(run) = rows::started_by(tx, request)? {
                let same = run.started.page == started.page && run.started.incident == started.incident;
                return Ok(if same { Ok(run) } else { Err(Denied::KeyTaken) });
            }
            if rows::acted_by(tx, request)?.is_some() {
                return Ok(Err(Denied::KeyTaken));
            }
            if let Some(id) =
                started.incident.as_ref().filter(|id| !rows::has_incident(tx, id).unwrap_or(false))
            {
                return Ok(Err(Denied::NoIncident(id.clone())));
            }
            let id = rows::free_id(tx, &started)?;
            let run = Run::replay(id, started, Vec::new());
            rows::insert(tx, &run, request)?;
            tell::started((tx, &teller), &run)?;
            Ok(Ok(run))
        })
    }

    /// Does an act in a run whose page has the steps `page`; none if there is no such page.
    pub fn act_in_run(
        &mut self,
        id: &str,
        page: impl FnOnce(&Run) -> Option<Vec<Step>>,
        maker: &Maker<'_>,
        act: Act,
    ) -> Result<Changed, Error> {
        let teller = self.teller.clone();
        self.write(|tx| {
            let Some(run) = rows::read(tx, id)? else { return Ok(Err(Denied::Missing(id.into()))) };
            if let Some((of, entry)) = rows::acted_by(tx, maker.request)? {
                return Ok(if of == id && entry.act == act { Ok(run) } else { Err(Denied::KeyTaken) });
            }
            if rows::started_by(tx, maker.request)?.is_some() {
                return Ok(Err(Denied::KeyTaken));
            }
            let page = page(&run);
            let run = if let Some(page) = page { run.on(&page) } else { run };
            let entry = match run.with(maker.at, maker.happened, maker.by.clone(), act) {
                Ok(entry) => entry,
                Err(refusal) => return Ok(Err(refusal.into())),
            };
            rows::append(tx, id, &entry, maker.request)?;
            let entries = run.entries.iter().cloned().chain([entry.clone()]).collect();
            let run = Run::replay(run.id, run.started, entries);
            rows::update(tx, &run)?;
            tell::acted((tx, &teller), &run, &entry)?;
            Ok(Ok(run))
        })
    }

    /// A run.
    pub fn run(&mut self, id: &str) -> Result<Option<Run>, Error> {
        self.read(|tx| rows::read(tx, id))
    }

    /// At most `most` runs, those that began last first.
    pub fn runs(&mut self, which: &Which, most: u32) -> Result<Vec<Run>, Error> {
        self.read(|tx| all(tx, which, most))
    }
}

fn all(tx: &Transaction<'_>, which: &Which, most: u32) -> Result<Vec<Run>, Fault> {
    let ids = rows::ids(tx, which, most)?;
    ids.iter().map(|id| rows::read(tx, id)).filter_map(Result::transpose).collect()
}
