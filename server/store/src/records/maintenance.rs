//! Work that members declare: made, cancelled, listed.

use super::{Records, audit, json};
use crate::error::{Error, Fault};
use model::incident::Refusal;
use model::maintenance::{Declared, Intent, Window};
use model::member::Actor;
use model::time::At;
use rusqlite::{Row, Transaction};

/// The most works that have not ended.
const MOST: i64 = 500;

/// Why a change was not made; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is no such work.
    #[error("Nobody declared a maintenance {0}.")]
    Missing(String),
    /// Someone else changed it since it was looked at.
    #[error("It has changed since: it is at version {0}. Look at it, and send yours again if it still fits.")]
    Conflict(u32),
    /// The request was made before, and asked for something else.
    #[error("This Idempotency-Key was used for another request. Use another key.")]
    KeyTaken,
    /// What was wanted cannot be.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a change gives, or why it was not made.
pub type Changed = Result<Declared, Denied>;

impl Records {
    /// Declares work. The same `request`, of at most 200 bytes, declares it once.
    pub fn declare_maintenance(
        &mut self,
        intent: &Intent,
        request: Option<&str>,
        by: &Actor,
        now: At,
    ) -> Result<Changed, Error> {
        self.write(|tx| {
            if let Some(made) = request.map(|request| requested(tx, request)).transpose()?.flatten() {
                return Ok(if is_of(&made, intent) { Ok(made) } else { Err(Denied::KeyTaken) });
            }
            let waiting = "SELECT COUNT(*) FROM maintenance WHERE to_at > ?1 AND cancelled IS NULL";
            if tx.query_row(waiting, [now.0], |row| row.get::<_, i64>(0))? >= MOST {
                let words = format!("{MOST} works are declared already. Cancel one first.");
                return Ok(Err(Refusal::NotNow(words).into()));
            }
            let work = match free(tx, intent, by, now)? {
                Ok(work) => work,
                Err(refusal) => return Ok(Err(refusal.into())),
            };
            insert(tx, &work, request)?;
            let detail = format!("from {} to {}", work.window.from, work.window.to);
            audit::note(tx, now, by, "maintenance.declared", &work.id, &detail)?;
            Ok(Ok(work))
        })
    }

    /// Cancels work of which this version was seen; whatever version it has if that is none.
    pub fn cancel_maintenance(
        &mut self,
        id: &str,
        seen: Option<u32>,
        by: &Actor,
        now: At,
    ) -> Result<Changed, Error> {
        self.write(|tx| {
            let work = match find(tx, id)? {
                None => return Ok(Err(Denied::Missing(id.into()))),
                Some(work) if seen.is_some_and(|seen| seen != work.version) => {
                    return Ok(Err(Denied::Conflict(work.version)));
                }
                Some(work) => work,
            };
            let work = match work.cancel(now) {
                Ok(work) => work,
                Err(refusal) => return Ok(Err(refusal.into())),
            };
            tx.execute(
                "UPDATE maintenance SET version = ?2, cancelled = ?3 WHERE id = ?1",
                (id, work.version, now.0),
            )?;
            audit::note(tx, now, by, "maintenance.cancelled", id, "")?;
            Ok(Ok(work))
        })
    }

    /// Declared work, cancelled or not.
    pub fn declared_maintenance(&mut self, id: &str) -> Result<Option<Declared>, Error> {
        self.read(|tx| find(tx, id))
    }

    /// All declared work that was to end after `after`, in the order of its beginnings.
    pub fn declared_after(&mut self, after: At) -> Result<Vec<Declared>, Error> {
        self.read(|tx| {
            let sql = format!("SELECT {COLUMNS} FROM maintenance WHERE to_at > ?1 ORDER BY from_at, id");
            tx.prepare_cached(&sql)?.query_and_then([after.0], declared)?.collect()
        })
    }
}

/// The work under an id that no other has.
fn free(
    tx: &Transaction<'_>,
    intent: &Intent,
    by: &Actor,
    now: At,
) -> Result<Result<Declared, Refusal>, Fault> {
    for nth in 1.. {
        let work = match Declared::declare(intent.clone(), nth, now, by.clone()) {
            Ok(work) => work,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if find(tx, &work.id)?.is_none() {
            return Ok(Ok(work));
        }
    }
    Err(Fault::Damaged("there is more maintenance than can be".into()))
}

/// Whether a request that made this work asks for the same. One that leaves its beginning out asks for any.
fn is_of(made: &Declared, intent: &Intent) -> bool {
    let from = intent.from.is_none_or(|from| from == made.window.from);
    from && made.title == intent.title && made.components == intent.components && made.window.to == intent.to
}

fn insert(tx: &Transaction<'_>, work: &Declared, request: Option<&str>) -> Result<(), Fault> {
    let (components, actor) = (json::text(&work.components)?, json::text(&work.by)?);
    let Window { from, to } = work.window;
    tx.prepare_cached(
        "INSERT INTO maintenance (id, version, title, components, from_at, to_at, made, actor, request)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        &work.id,
        work.version,
        &work.title,
        components,
        from.0,
        to.0,
        work.made.0,
        actor,
        request,
    ))?;
    Ok(())
}

const COLUMNS: &str = "id, version, title, components, from_at, to_at, cancelled, made, actor";

fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Declared>, Fault> {
    one(tx, "id", id)
}

/// What a request made.
fn requested(tx: &Transaction<'_>, request: &str) -> Result<Option<Declared>, Fault> {
    one(tx, "request", request)
}

fn one(tx: &Transaction<'_>, column: &str, value: &str) -> Result<Option<Declared>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM maintenance WHERE {column} = ?1");
    tx.prepare_cached(&sql)?.query_and_then([value], declared)?.next().transpose()
}

fn declared(row: &Row<'_>) -> Result<Declared, Fault> {
    Ok(Declared {
        id: row.get(0)?,
        version: row.get(1)?,
        title: row.get(2)?,
        components: json::column(row, 3)?,
        window: Window { from: At(row.get(4)?), to: At(row.get(5)?) },
        cancelled: row.get::<_, Option<i64>>(6)?.map(At),
        made: At(row.get(7)?),
        by: json::column(row, 8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::HOUR;

    const NOW: At = At(1_700_000_000_000);

    fn intent(title: &str) -> Intent {
        let components = vec!["s/db".to_string()];
        Intent { title: title.into(), components, from: Some(NOW + HOUR), to: NOW + 2 * HOUR }
    }

    #[test]
    fn what_is_declared_is_read_back_and_the_log_tells_of_it() {
        let (mut records, ada) = (Records::memory().unwrap(), Actor::Member("ada".into()));
        let work = records.declare_maintenance(&intent("Disks"), None, &ada, NOW).unwrap().unwrap();
        let other = records.declare_maintenance(&intent("Disks"), None, &ada, NOW).unwrap().unwrap();
        assert_eq!((work.id.as_str(), other.id.as_str()), ("2023-11-14-disks", "2023-11-14-disks-2"));
        assert_eq!(records.declared_maintenance(&work.id).unwrap(), Some(work.clone()));
        let cancelled = records.cancel_maintenance(&work.id, Some(1), &ada, NOW + 1).unwrap().unwrap();
        assert_eq!(records.declared_after(NOW).unwrap(), [cancelled, other]);
        assert_eq!(records.declared_after(NOW + 2 * HOUR).unwrap(), []);
        let told: Vec<_> = records.audit(None, 9).unwrap().into_iter().map(|row| row.action).collect();
        assert_eq!(told, ["maintenance.cancelled", "maintenance.declared", "maintenance.declared"]);
    }

    #[test]
    fn a_request_that_comes_again_is_done_once_and_never_overwrites() {
        let (mut records, by) = (Records::memory().unwrap(), Actor::Console);
        let key = Some("ada 1");
        let work = records.declare_maintenance(&intent("Disks"), key, &by, NOW).unwrap().unwrap();
        assert_eq!(
            records.declare_maintenance(&intent("Disks"), key, &by, NOW + 9).unwrap(),
            Ok(work.clone())
        );
        let other = records.declare_maintenance(&intent("Logs"), key, &by, NOW).unwrap();
        assert_eq!(other, Err(Denied::KeyTaken));
        assert_eq!(records.declared_after(NOW).unwrap().len(), 1);
        let cancel =
            |records: &mut Records, id: &str, seen| records.cancel_maintenance(id, seen, &by, NOW).unwrap();
        assert_eq!(cancel(&mut records, &work.id, Some(2)), Err(Denied::Conflict(1)));
        assert!(cancel(&mut records, &work.id, None).is_ok());
        assert!(matches!(cancel(&mut records, &work.id, Some(2)), Err(Denied::Refused(Refusal::NotNow(_)))));
        assert!(matches!(cancel(&mut records, "none", None), Err(Denied::Missing(_))));
    }
}
