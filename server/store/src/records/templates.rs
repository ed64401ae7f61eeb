//! Templates that editors wrote in the place of the files': each version, by whom and when. The audit log names the version.

use super::member::Changed;
use super::{Records, Refused, audit, json};
use crate::error::{Error, Fault};
use model::member::Actor;
use model::time::At;
use rusqlite::{Row, Transaction};

/// How many versions of a template are kept.
const MOST: u32 = 100;

/// A version of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// What it says; none where it is the file's again.
    pub text: Option<String>,
    /// When it was made.
    pub at: At,
    /// By whom.
    pub by: Actor,
}

impl Records {
    /// The version of a template that holds; none if nobody ever changed the file's.
    pub fn template(&mut self, name: &str) -> Result<Option<Version>, Error> {
        self.read(|tx| latest(tx, name))
    }

    /// The versions of a template that are kept, the latest first.
    pub fn template_versions(&mut self, name: &str) -> Result<Vec<Version>, Error> {
        self.read(|tx| {
            let sql = "SELECT version, text, at, actor FROM template WHERE name = ?1 ORDER BY version DESC";
            tx.prepare_cached(sql)?.query_and_then([name], version)?.collect()
        })
    }

    /// Gives a template this text, or the file's again without one, if `seen` is the version that holds: 0 for none. Gives
    /// the version that holds from then on.
    pub fn set_template(
        &mut self,
        name: &str,
        text: Option<&str>,
        seen: u32,
        by: &Actor,
        now: At,
    ) -> Result<Changed<u32>, Error> {
        self.write(|tx| {
            let last = latest(tx, name)?.map_or(0, |it| it.number);
            if last != seen {
                return Ok(Err(Refused::Conflict));
            }
            let number = last + 1;
            let actor = json::text(by)?;
            let sql = "INSERT INTO template (name, version, text, at, actor) VALUES (?1, ?2, ?3, ?4, ?5)";
            tx.execute(sql, (name, number, text, now.0, actor))?;
            let old = "DELETE FROM template WHERE name = ?1 AND version <= ?2";
            tx.execute(old, (name, number.saturating_sub(MOST)))?;
            let (action, detail) = match text {
                Some(text) => ("template.changed", format!("version {number}, {} bytes", text.len())),
                None => ("template.restored", format!("version {number}, the file's")),
            };
            audit::note(tx, now, by, action, name, &detail)?;
            Ok(Ok(number))
        })
    }
}

fn latest(tx: &Transaction<'_>, name: &str) -> Result<Option<Version>, Fault> {
    let sql = "SELECT version, text, at, actor FROM template WHERE name = ?1 ORDER BY version DESC LIMIT 1";
    tx.prepare_cached(sql)?.query_and_then([name], version)?.next().transpose()
}

fn version(row: &Row<'_>) -> Result<Version, Fault> {
    let by = json::column(row, 3)?;
    Ok(Version { number: row.get(0)?, text: row.get(1)?, at: At(row.get(2)?), by })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const NOW: At = At(1_700_000_000_000);

    #[test]
    fn a_template_has_versions_and_two_editors_do_not_overwrite_each_other() {
        let mut records = Records::memory().unwrap();
        let mut set = |text, seen| records.set_template("start", text, seen, &Actor::Console, NOW).unwrap();
        assert_eq!(set(Some("one"), 0), Ok(1));
        assert_eq!(set(Some("other"), 0), Err(Refused::Conflict));
        assert_eq!(set(Some("two"), 1), Ok(2));
        assert_eq!(set(None, 2), Ok(3));
        let texts: Vec<_> =
            records.template_versions("start").unwrap().into_iter().map(|it| it.text).collect();
        assert_eq!(texts, [None, Some("two".into()), Some("one".into())]);
        assert_eq!(records.template("start").unwrap().unwrap().number, 3);
        assert_eq!(records.template("update").unwrap(), None);
        let told: Vec<_> =
            records.audit(None, 9).unwrap().into_iter().map(|it| (it.action, it.detail)).collect();
        assert_eq!(told[0], ("template.restored".into(), "version 3, the file's".into()));
        assert_eq!(told[1], ("template.changed".into(), "version 2, 3 bytes".into()));
    }

    #[test]
    fn old_versions_are_forgotten() {
        let mut records = Records::memory().unwrap();
        for seen in 0..MOST + 5 {
            records.set_template("start", Some("x"), seen, &Actor::Console, NOW).unwrap().unwrap();
        }
        assert_eq!(records.template_versions("start").unwrap().len(), MOST as usize);
    }
}
