//! Requests that are done once however often they come, where what they give is a secret that is shown once and stored
//! nowhere: a link that signs in, a token. Who sends one again is told that it was done, not what it gave.

use super::{Digest, Refused};
use crate::error::Fault;
use model::member::Actor;
use model::time::{At, DAY};
use rusqlite::{OptionalExtension, Transaction};

/// Milliseconds for which it is known which requests were done.
const MEMORY: i64 = 7 * DAY;

/// What names a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Its key, with who chose it.
    pub request: String,
    /// SHA-256 of what it asks for.
    pub asked: Digest,
}

/// Who makes a change, by which request if it has a name.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The request.
    pub once: Option<&'a Once>,
}

impl<'a> From<&'a Actor> for By<'a> {
    fn from(actor: &'a Actor) -> By<'a> {
        By { actor, once: None }
    }
}

impl By<'_> {
    /// Why the request is not to be done: it was done before, or its key names another one.
    pub(super) fn refused(&self, tx: &Transaction<'_>, now: At) -> Result<Option<Refused>, Fault> {
        let Some(once) = self.once else { return Ok(None) };
        let known = "SELECT asked FROM request WHERE name = ?1 AND made > ?2";
        let known: Option<Digest> =
            tx.query_row(known, (&once.request, (now - MEMORY).0), |row| row.get(0)).optional()?;
        Ok(known.map(|asked| if asked == once.asked { Refused::Done } else { Refused::KeyTaken }))
    }

    /// Notes that the request is done, and forgets those of long ago.
    pub(super) fn done(&self, tx: &Transaction<'_>, now: At) -> Result<(), Fault> {
        let Some(once) = self.once else { return Ok(()) };
        tx.execute("DELETE FROM request WHERE made <= ?1", [(now - MEMORY).0])?;
        let sql = "INSERT INTO request (name, asked, made) VALUES (?1, ?2, ?3)";
        tx.execute(sql, (&once.request, once.asked, now.0))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::Records;
    use model::member::Role;

    const NOW: At = At(1_000 * DAY);

    fn reset(records: &mut Records, key: &str, asked: u8, link: u8, now: At) -> Result<(), Refused> {
        let once = Once { request: key.into(), asked: [asked; 32] };
        let by = By { actor: &Actor::Console, once: Some(&once) };
        records.reset("ada", (&[link; 32], now + DAY), by, now).unwrap()
    }

    #[test]
    fn a_request_is_done_once_and_its_key_names_no_other() {
        let mut records = Records::memory().unwrap();
        records.entry_link("ada", Role::Admin, (&[0; 32], NOW + DAY), NOW).unwrap();
        assert_eq!(reset(&mut records, "a", 1, 1, NOW), Ok(()));
        assert_eq!(reset(&mut records, "a", 1, 2, NOW), Err(Refused::Done));
        assert_eq!(reset(&mut records, "a", 2, 3, NOW), Err(Refused::KeyTaken));
        assert!(records.link(&[1; 32], NOW).unwrap().is_some(), "the link of the first is good");
        assert_eq!(reset(&mut records, "b", 1, 4, NOW), Ok(()));
        assert_eq!(reset(&mut records, "a", 1, 5, NOW + MEMORY), Ok(()), "a week later");
    }

    #[test]
    fn what_was_refused_may_be_asked_again() {
        let mut records = Records::memory().unwrap();
        assert_eq!(reset(&mut records, "a", 1, 1, NOW), Err(Refused::Unknown));
        records.entry_link("ada", Role::Admin, (&[0; 32], NOW + DAY), NOW).unwrap();
        assert_eq!(reset(&mut records, "a", 1, 1, NOW), Ok(()));
    }
}
