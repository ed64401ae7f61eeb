//! What is held for the same moment of one receiver is told together; and what is not held takes along what is.

use super::{NewNotice, rows};
use crate::error::Fault;
use crate::records::json;
use model::notice::{Message, digest};
use rusqlite::{Row, Transaction};

/// Lets a notice that is held, not tried yet and due at the same moment tell of this as well; gives its id.
pub(super) fn join(tx: &Transaction<'_>, notice: &NewNotice) -> Result<Option<i64>, Fault> {
    if notice.gather.is_some() || notice.due <= notice.made {
        return Ok(None);
    }
    let sql = "SELECT id, message FROM notice WHERE receiver = ?1 AND due = ?2 AND state = 'waiting' AND attempts = 0
               AND gathers = 0 AND made < due ORDER BY id LIMIT 1";
    let read = |row: &Row<'_>| -> Result<(i64, Message), Fault> { Ok((row.get(0)?, json::column(row, 1)?)) };
    let held =
        tx.prepare_cached(sql)?.query_and_then((&notice.to, notice.due.0), read)?.next().transpose()?;
    let Some((id, message)) = held else { return Ok(None) };
    rows::set_message(tx, id, &digest(&message, &notice.message))?;
    Ok(Some(id))
}

/// Lets nothing that is held, and that tells of the same thing, be due later than this notice: it would hold it up, or be
/// told after it.
pub(super) fn hasten(tx: &Transaction<'_>, notice: &NewNotice) -> Result<(), Fault> {
    let sql = "UPDATE notice SET due = ?3 WHERE receiver = ?1 AND state = 'waiting' AND attempts = 0 AND gathers = 0
               AND due > ?3 AND (about = ?2 OR id IN (
                 SELECT within FROM notice WHERE receiver = ?1 AND about = ?2 AND state = 'folded'))";
    let about = &notice.message.event.about;
    tx.prepare_cached(sql)?.execute((&notice.to, about, notice.due.0))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::State;
    use super::*;
    use crate::Records;
    use model::notice::{Event, What};
    use model::time::{At, HOUR};

    const MORNING: At = At(8 * HOUR);

    fn notice(about: &str, what: What, made: i64, due: At) -> NewNotice {
        let about = format!("incident/{about}");
        let event = Event {
            what,
            about: about.clone(),
            at: At(made),
            severity: None,
            components: Vec::new(),
            public: true,
        };
        let message = Message {
            event,
            title: about.clone(),
            state: None,
            said: vec![],
            path: "/".into(),
            others: vec![],
        };
        let key = format!("{about}/{made}/subscriber:1");
        NewNotice { key, to: "subscriber:1".into(), made: At(made), due, gather: None, message }
    }

    /// The titles and times of what waits, oldest first.
    fn waiting(records: &mut Records) -> Vec<(String, At)> {
        let all = records.notices(Some(State::Waiting), None, 9).unwrap();
        all.into_iter().rev().map(|it| (it.message.title, it.due)).collect()
    }

    #[test]
    fn what_is_held_for_the_morning_is_one_notice() {
        let mut records = Records::memory().unwrap();
        let held = |about, what, made| notice(about, what, made, MORNING);
        records
            .put_notices(&[
                held("x", What::Declared, 1),
                held("y", What::Declared, 2),
                held("x", What::Resolved, 3),
                notice("z", What::Declared, 4, At(4)),
            ])
            .unwrap();
        let wanted = [("3 changes".to_string(), MORNING), ("incident/z".to_string(), At(4))];
        assert_eq!(waiting(&mut records), wanted);
        assert_eq!(records.heard("incident/y").unwrap(), ["subscriber:1"]);
        records.put_notices(&[held("x", What::Resolved, 3)]).unwrap();
        assert_eq!(waiting(&mut records), wanted, "a key is told once");
    }

    #[test]
    fn what_cannot_wait_takes_along_what_was_held_of_the_same_thing() {
        let mut records = Records::memory().unwrap();
        let held = |about, made| notice(about, What::Declared, made, MORNING);
        records.put_notices(&[held("x", 1), held("y", 2), held("w", 3)]).unwrap();
        records.put_notices(&[notice("y", What::Updated, 5, At(5))]).unwrap();
        let wanted = [("3 changes".to_string(), At(5)), ("incident/y".to_string(), At(5))];
        assert_eq!(waiting(&mut records), wanted);
    }
}
