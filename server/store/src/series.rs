//! Small integers for what rows are about, so that no row repeats a name.

use crate::error::Fault;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// The ids that were looked up: subject, then location and id.
#[derive(Debug, Default)]
pub(crate) struct Series {
    known: HashMap<String, Vec<(String, i64)>>,
}

impl Series {
    /// The id of `subject`, a check or a component, as such.
    pub fn of(&mut self, db: &Connection, subject: &str) -> Result<i64, Fault> {
        self.at(db, subject, "")
    }

    /// The id of the check `subject` from `location`; a new one if it has none.
    pub fn at(&mut self, db: &Connection, subject: &str, location: &str) -> Result<i64, Fault> {
        let known =
            self.known.get(subject).and_then(|places| places.iter().find(|place| place.0 == location));
        if let Some((_, id)) = known {
            return Ok(*id);
        }
        let id = match find(db, subject, location)? {
            Some(id) => id,
            None => insert(db, subject, location)?,
        };
        self.known.entry(subject.to_owned()).or_default().push((location.to_owned(), id));
        Ok(id)
    }
}

fn find(db: &Connection, subject: &str, location: &str) -> Result<Option<i64>, Fault> {
    let mut query = db.prepare_cached("SELECT id FROM series WHERE subject = ?1 AND location = ?2")?;
    Ok(query.query_row([subject, location], |row| row.get(0)).optional()?)
}

fn insert(db: &Connection, subject: &str, location: &str) -> Result<i64, Fault> {
    let next = "SELECT COALESCE(MAX(id), 0) + 1 FROM series";
    let id: i64 = db.prepare_cached(next)?.query_row([], |row| row.get(0))?;
    let insert = "INSERT INTO series (id, subject, location) VALUES (?1, ?2, ?3)";
    db.prepare_cached(insert)?.execute((id, subject, location))?;
    Ok(id)
}
