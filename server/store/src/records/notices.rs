//! The outbox: notices are put in the transaction of the change that they tell of, and stay until they are delivered,
//! given up, or wanted by nobody. Each attempt is kept.

use super::{Records, json, subscribers};
use crate::error::{Error, Fault};
use model::incident::Incident;
use model::notice::{Message, gather};
use model::subscriber::Subscriber;
use model::time::At;
use rusqlite::{OptionalExtension, Row, Transaction};
use std::fmt;
use std::sync::Arc;

mod lane;
mod list;
mod rows;
#[cfg(test)]
mod tests;
mod together;

pub use lane::{Ending, Waiting};
pub use list::{Attempt, Listed, State};

/// One message to one receiver, to be kept until it is delivered.
#[derive(Clone, Debug, PartialEq)]
pub struct NewNotice {
    /// What names it for good, also to the receiver: letters, digits and `/ : -`. The same key is kept once.
    pub key: String,
    /// The receiver: `channel:ops`, `subscriber:7`.
    pub to: String,
    /// When it is made.
    pub made: At,
    /// When it is to be delivered first.
    pub due: At,
    /// Since when another notice that waits for this receiver may tell of this as well, if an incident begins with both;
    /// none if each is told by itself.
    pub gather: Option<At>,
    /// What is said. `event.about` says what it is about.
    pub message: Message,
}

/// A change of an incident, as it is told.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The incident after it.
    pub incident: &'a Incident,
    /// The receivers who were told something of this incident before.
    pub heard: &'a [String],
    /// The subscribers who are told.
    pub subscribers: &'a [Subscriber],
}

/// Says whom a change is told, and what. Pure: the same change gives the same notices.
pub type Tell = dyn Fn(&Change<'_>) -> Vec<NewNotice> + Send + Sync;

/// Who says whom a change is told; nobody by default.
#[derive(Clone)]
pub struct Teller(Arc<Tell>);

impl Teller {
    /// The one that says it by `tell`.
    pub fn new(tell: impl Fn(&Change<'_>) -> Vec<NewNotice> + Send + Sync + 'static) -> Teller {
        Teller(Arc::new(tell))
    }
}

impl Default for Teller {
    fn default() -> Teller {
        Teller::new(|_| Vec::new())
    }
}

impl fmt::Debug for Teller {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Teller")
    }
}

impl Records {
    /// The same records, whose changes of incidents are told as `teller` says.
    pub fn telling(self, teller: Teller) -> Records {
        Records { teller, ..self }
    }

    /// Keeps notices of what is no change of an incident; those whose keys are kept already are left out. Gives how many
    /// are kept.
    pub fn put_notices(&mut self, notices: &[NewNotice]) -> Result<usize, Error> {
        self.write(|tx| {
            let mut kept = 0;
            for notice in notices {
                kept += usize::from(put(tx, notice)?);
            }
            Ok(kept)
        })
    }

    /// The latest message about each thing of a kind, such as `maintenance`, of which something was told since `since`.
    pub fn latest_messages(&mut self, kind: &str, since: At) -> Result<Vec<Message>, Error> {
        self.read(|tx| {
            // A zero is the character after the slash.
            let (from, to) = (format!("{kind}/"), format!("{kind}0"));
            let sql = "SELECT message FROM notice WHERE id IN (
                         SELECT MAX(id) FROM notice WHERE about >= ?1 AND about < ?2 AND made >= ?3 GROUP BY about)";
            let mut rows = tx.prepare_cached(sql)?;
            rows.query_and_then((from, to, since.0), |row| json::column(row, 0))?.collect()
        })
    }

    /// The receivers who were told something about `about`.
    pub fn heard(&mut self, about: &str) -> Result<Vec<String>, Error> {
        self.read(|tx| heard(tx, about))
    }
}

/// Tells of the change of an incident that `tx` has just made.
pub(super) fn tell(tx: &Transaction<'_>, teller: &Teller, incident: &Incident) -> Result<(), Fault> {
    let heard = heard(tx, &format!("incident/{}", incident.id))?;
    let subscribers = subscribers::told(tx)?;
    let change = Change { incident, heard: &heard, subscribers: &subscribers };
    for notice in (teller.0)(&change) {
        put(tx, &notice)?;
    }
    Ok(())
}

/// Drops all that waits for a receiver who wants no more from `now` on, and notes why.
pub(super) fn drop_waiting(tx: &Transaction<'_>, to: &str, why: &str, now: At) -> Result<(), Fault> {
    rows::drop_waiting(tx, to, why, now)
}

fn heard(tx: &Transaction<'_>, about: &str) -> Result<Vec<String>, Fault> {
    let mut rows = tx.prepare_cached("SELECT DISTINCT receiver FROM notice WHERE about = ?1")?;
    rows.query_and_then([about], |row| Ok(row.get(0)?))?.collect()
}

/// Keeps a notice; false if its key is kept already.
pub(crate) fn put(tx: &Transaction<'_>, notice: &NewNotice) -> Result<bool, Fault> {
    let known = "SELECT EXISTS (SELECT 1 FROM notice WHERE key = ?1)";
    if tx.prepare_cached(known)?.query_row([&notice.key], |row| row.get(0))? {
        return Ok(false);
    }
    if let Some(within) = together::join(tx, notice)? {
        rows::insert(tx, notice, &lane(tx, notice)?, Some(within))?;
        return Ok(true);
    }
    together::hasten(tx, notice)?;
    match gathered(tx, notice)? {
        Some((within, lane)) => rows::insert(tx, notice, &lane, Some(within))?,
        None => rows::insert(tx, notice, &lane(tx, notice)?, None)?,
    }
    Ok(true)
}

/// The lane in which the receiver was told of the same thing before; one of its own if they were not.
fn lane(tx: &Transaction<'_>, notice: &NewNotice) -> Result<String, Fault> {
    let about = &notice.message.event.about;
    let last = "SELECT lane FROM notice WHERE about = ?1 AND receiver = ?2 ORDER BY id DESC LIMIT 1";
    let known = tx.prepare_cached(last)?.query_row((about, &notice.to), |row| row.get(0)).optional()?;
    Ok(known.unwrap_or_else(|| about.clone()))
}

/// Lets a notice that waits for the same receiver, and was not tried yet, tell of this as well; gives its id and lane.
fn gathered(tx: &Transaction<'_>, notice: &NewNotice) -> Result<Option<(i64, String)>, Fault> {
    let Some(since) = notice.gather else { return Ok(None) };
    let waiting =
        "SELECT id, lane, message FROM notice WHERE receiver = ?1 AND state = 'waiting' AND attempts = 0
                   AND gathers = 1 AND made >= ?2 ORDER BY id DESC LIMIT 1";
    let read = |row: &Row<'_>| -> Result<(i64, String, Message), Fault> {
        Ok((row.get(0)?, row.get(1)?, json::column(row, 2)?))
    };
    let found =
        tx.prepare_cached(waiting)?.query_and_then((&notice.to, since.0), read)?.next().transpose()?;
    let Some((id, lane, mut message)) = found else { return Ok(None) };
    if !gather(&mut message, &notice.message) {
        return Ok(None);
    }
    rows::set_message(tx, id, &message)?;
    Ok(Some((id, lane)))
}
