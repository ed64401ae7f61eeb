//! Writing what a change makes of an incident, and whom it is told, in the transaction of the change.

use super::{Changed, Maker, rows};
use crate::error::Fault;
use crate::records::notices::{Teller, tell};
use model::incident::{Declaration, Incident, Step};
use rusqlite::Transaction;

/// Where a change is made, and who says whom it is told.
pub(in crate::records) type Place<'a> = (&'a Transaction<'a>, &'a Teller);

/// Declares an incident, which `origin` made if it is one.
pub(super) fn declare(
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

/// Adds a step to an incident.
pub(super) fn add(
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

/// Adds a note to an incident, if it can take one: what it tells of has happened either way.
pub(in crate::records) fn note(
    place: Place<'_>,
    id: &str,
    maker: &Maker<'_>,
    text: String,
) -> Result<(), Fault> {
    if let Some(incident) = rows::read(place.0, id)? {
        // A refusal changes nothing, and is no fault of whoever works through a page.
        let _ = add(place, &incident, maker, Step::Note { text })?;
    }
    Ok(())
}

/// Does `steps` to the latest incident of an origin. A step that does not fit is left out: what watches knows less of the
/// incident than those who handle it.
pub(super) fn follow(
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
