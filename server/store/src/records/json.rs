//! Parts of a row that are kept as JSON: what is only ever read as a whole.

use crate::error::Fault;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The text that is kept of `value`.
pub(super) fn text(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Damaged(error.to_string()))
}

/// What the text in column number `at` of a row says, from 0; a fault names the column.
pub(super) fn column<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> Result<T, Fault> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|error| {
        let name = row.as_ref().column_name(at).unwrap_or_default();
        Fault::Damaged(format!("the column {name}: {error}"))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use model::member::Actor;

    #[test]
    fn what_is_kept_is_read_again_and_damage_names_its_column() {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        let by = Actor::Member("ada".into());
        let kept = text(&by).unwrap();
        let read =
            |sql: &str, value: &str| db.query_row_and_then(sql, [value], |row| column::<Actor>(row, 0));
        assert_eq!(read("SELECT ?1 AS actor", &kept).unwrap(), by);
        let damaged = read("SELECT ?1 AS actor", "{").unwrap_err();
        assert!(
            matches!(&damaged, Fault::Damaged(why) if why.starts_with("the column actor: ")),
            "{damaged:?}"
        );
    }
}
