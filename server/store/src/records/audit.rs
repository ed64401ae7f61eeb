//! The audit log: rows are added in the transaction of the change that they tell of, and never changed.

use super::Records;
use crate::error::{Error, Fault};
use model::audit::{Checked, Entry, Hash};
use model::member::Actor;
use model::time::At;
use rusqlite::{OptionalExtension, Row, Transaction};
use sha2::{Digest, Sha256};

/// Bytes that are kept of a row's detail.
const MOST_DETAIL: usize = 1_000;

/// Adds a row that tells of the change that `tx` makes.
pub(crate) fn note(
    tx: &Transaction<'_>,
    at: At,
    actor: &Actor,
    action: &str,
    subject: &str,
    detail: &str,
) -> Result<(), Fault> {
    let mut last = tx.prepare_cached("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")?;
    let last = last.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (number, before): (i64, Hash) = last.unwrap_or_default();
    let entry = Entry {
        number: number + 1,
        at,
        actor: actor.clone(),
        action: action.into(),
        subject: subject.into(),
        detail: detail[..detail.floor_char_boundary(MOST_DETAIL)].into(),
    };
    let (kind, name) = actor.parts();
    tx.prepare_cached(
        "INSERT INTO audit (number, at, actor_kind, actor, action, subject, detail, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((entry.number, at.0, kind, name, action, subject, &entry.detail, hash(&before, &entry)))?;
    Ok(())
}

fn hash(before: &Hash, entry: &Entry) -> Hash {
    Sha256::new().chain_update(before).chain_update(entry.canonical()).finalize().into()
}

impl Records {
    /// At most `most` rows of the audit log, newest first, from before row `before` on, or from the newest.
    pub fn audit(&mut self, before: Option<i64>, most: usize) -> Result<Vec<Entry>, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare_cached(
                "SELECT number, at, actor_kind, actor, action, subject, detail FROM audit
                 WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
            )?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let rows = rows.query_and_then((before.unwrap_or(i64::MAX), most), entry)?;
            rows.collect()
        })
    }

    /// Gives each row of the audit log to `each`, oldest first, and says whether the chain holds.
    pub fn check_audit(&mut self, mut each: impl FnMut(&Entry)) -> Result<Checked, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare(
                "SELECT number, at, actor_kind, actor, action, subject, detail, hash FROM audit ORDER BY number",
            )?;
            let mut rows = rows.query([])?;
            let (mut last, mut count) = (Hash::default(), 0);
            while let Some(row) = rows.next()? {
                let number = count + 1;
                let broken = |why| Ok(Checked::Broken { number, why });
                let Ok(entry) = entry(row) else { return broken("it is not a row that Pharos writes") };
                if entry.number != number {
                    return broken("it is missing");
                }
                let hash = hash(&last, &entry);
                if row.get::<_, Hash>(7).ok() != Some(hash) {
                    return broken("it is not what was written, or was put in");
                }
                each(&entry);
                (last, count) = (hash, number);
            }
            Ok(Checked::Whole { rows: count, last })
        })
    }
}

fn entry(row: &Row<'_>) -> Result<Entry, Fault> {
    let kind: String = row.get(2)?;
    let actor = Actor::of_parts(&kind, row.get(3)?);
    Ok(Entry {
        number: row.get(0)?,
        at: At(row.get(1)?),
        actor: actor.ok_or_else(|| Fault::Damaged(format!("there is no actor {kind:?}")))?,
        action: row.get(4)?,
        subject: row.get(5)?,
        detail: row.get(6)?,
    })
}
