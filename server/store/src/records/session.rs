//! Sessions: in which browsers members are signed in.

use super::member::{end_all, role};
use super::{Digest, Records, audit};
use crate::error::{Error, Fault};
use model::member::session::{MOST_AGENT, MOST_SESSIONS, Session, expires, worth_noting};
use model::member::{Actor, Role};
use model::time::At;
use rusqlite::{Row, Transaction};

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Sign-in name.
    pub name: String,
    /// What the member may do at this moment.
    pub role: Role,
}

impl Records {
    /// Begins a session of the member who proved to know the password with this PHC hash; gives false, and begins none, if
    /// the password has been changed or the member disabled meanwhile. `hash` is the SHA-256 of the cookie.
    pub fn begin_session(
        &mut self,
        name: &str,
        password: &str,
        hash: &Digest,
        agent: &str,
        now: At,
    ) -> Result<bool, Error> {
        self.write(|tx| {
            let mut same = tx.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM member WHERE name = ?1 AND password = ?2 AND disabled = 0)",
            )?;
            let same = same.query_row((name, password), |row| row.get(0))?;
            if same {
                insert(tx, name, hash, agent, now)?;
            }
            Ok(same)
        })
    }

    /// Whose session the cookie with this SHA-256 is, if it has not ended. Notes coarsely that it is used.
    pub fn session(&mut self, hash: &Digest, now: At) -> Result<Option<SignedIn>, Error> {
        let found = self.read(|tx| find(tx, hash, now))?;
        let Some((signed_in, began, seen)) = found else { return Ok(None) };
        if worth_noting(seen, now) {
            self.write(|tx| {
                let mut note =
                    tx.prepare_cached("UPDATE session SET seen = ?2, expires = ?3 WHERE hash = ?1")?;
                Ok(note.execute((hash, now.0, expires(began, now).0))?)
            })?;
        }
        Ok(Some(signed_in))
    }

    /// The sessions of a member that have not ended, the one used last first.
    pub fn sessions(&mut self, name: &str, now: At) -> Result<Vec<Session>, Error> {
        self.read(|tx| {
            let mut rows = tx.prepare_cached(
                "SELECT began, seen, expires, agent FROM session WHERE member = ?1 AND expires > ?2 ORDER BY seen DESC",
            )?;
            rows.query_and_then((name, now.0), session)?.collect()
        })
    }

    /// Ends the session of the cookie with this SHA-256.
    pub fn end_session(&mut self, hash: &Digest) -> Result<(), Error> {
        self.write(|tx| {
            tx.execute("DELETE FROM session WHERE hash = ?1", [hash])?;
            Ok(())
        })
    }

    /// Ends all sessions and links of a member.
    pub fn end_sessions(&mut self, name: &str, by: &Actor, now: At) -> Result<(), Error> {
        self.write(|tx| {
            end_all(tx, name)?;
            audit::note(tx, now, by, "session.ended", name, "all of them")
        })
    }
}

/// Adds a session and tells of it. Sessions that are over are cleared away, and the least used one if there are too many.
pub(super) fn insert(
    tx: &Transaction<'_>,
    name: &str,
    hash: &Digest,
    agent: &str,
    now: At,
) -> Result<(), Fault> {
    tx.execute("DELETE FROM session WHERE expires <= ?1", [now.0])?;
    tx.execute(
        "DELETE FROM session WHERE member = ?1 AND hash NOT IN
           (SELECT hash FROM session WHERE member = ?1 ORDER BY seen DESC LIMIT ?2)",
        (name, MOST_SESSIONS as i64 - 1),
    )?;
    let agent: String = agent.chars().filter(|letter| !letter.is_control()).take(MOST_AGENT).collect();
    tx.execute(
        "INSERT INTO session (hash, member, began, seen, expires, agent) VALUES (?1, ?2, ?3, ?3, ?4, ?5)",
        (hash, name, now.0, expires(now, now).0, &agent),
    )?;
    audit::note(tx, now, &Actor::Member(name.into()), "session.began", name, "")
}

fn find(tx: &Transaction<'_>, hash: &Digest, now: At) -> Result<Option<(SignedIn, At, At)>, Fault> {
    let mut found = tx.prepare_cached(
        "SELECT member.name, member.role, began, seen FROM session JOIN member ON member.name = session.member
         WHERE hash = ?1 AND expires > ?2 AND disabled = 0",
    )?;
    let found = found.query_and_then((hash, now.0), |row| {
        let signed_in = SignedIn { name: row.get(0)?, role: role(row, 1)? };
        Ok((signed_in, At(row.get(2)?), At(row.get(3)?)))
    })?;
    found.into_iter().next().transpose()
}

fn session(row: &Row<'_>) -> Result<Session, Fault> {
    let at = |column| row.get(column).map(At);
    Ok(Session { began: at(0)?, seen: at(1)?, expires: at(2)?, agent: row.get(3)? })
}
