//! Identities that members link to the account that they have, and unlink. A member always has a way to sign in.

use super::{Identity, Refused, audit};
use crate::error::{Error, Fault};
use crate::records::Records;
use crate::records::member::Changed;
use model::member::Actor;
use model::time::At;
use rusqlite::{OptionalExtension, Transaction};

/// An identity of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The provider, as it calls itself.
    pub issuer: String,
    /// Names the person there for good.
    pub subject: String,
    /// Since when.
    pub made: At,
}

impl Records {
    /// The identities of a member, the oldest first.
    pub fn identities(&mut self, member: &str) -> Result<Vec<Linked>, Error> {
        self.read(|tx| {
            let sql =
                "SELECT issuer, subject, made FROM identity WHERE member = ?1 ORDER BY made, issuer, subject";
            let mut rows = tx.prepare_cached(sql)?;
            let rows = rows.query_and_then([member], |row| {
                Ok(Linked { issuer: row.get(0)?, subject: row.get(1)?, made: At(row.get(2)?) })
            })?;
            rows.collect()
        })
    }

    /// Lets a member sign in as whom a provider calls so, whatever role it gives them. Once more is no error.
    pub fn link_identity(
        &mut self,
        member: &str,
        (issuer, subject): (&str, &str),
        by: &Actor,
        now: At,
    ) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            match owner(tx, issuer, subject)? {
                Some(owner) if owner == member => return Ok(Ok(())),
                Some(_) => return Ok(Err(Refused::IdentityTaken)),
                None => {}
            }
            let sql =
                "INSERT INTO identity (issuer, subject, member, made, linked) VALUES (?1, ?2, ?3, ?4, 1)";
            tx.execute(sql, (issuer, subject, member, now.0))?;
            audit::note(tx, now, by, "identity.linked", member, &format!("by {issuer}"))?;
            Ok(Ok(()))
        })
    }

    /// Lets a member sign in so no more. Refused where nothing else is left to sign in by.
    pub fn unlink_identity(
        &mut self,
        member: &str,
        (issuer, subject): (&str, &str),
        by: &Actor,
        now: At,
    ) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            if owner(tx, issuer, subject)?.as_deref() != Some(member) {
                return Ok(Err(Refused::NoIdentity));
            }
            if is_last_way(tx, member)? {
                return Ok(Err(Refused::LastWay));
            }
            tx.execute("DELETE FROM identity WHERE issuer = ?1 AND subject = ?2", (issuer, subject))?;
            audit::note(tx, now, by, "identity.unlinked", member, &format!("by {issuer}"))?;
            Ok(Ok(()))
        })
    }
}

/// Whether a member linked this identity to an account that was there before.
pub(super) fn is_linked(tx: &Transaction<'_>, identity: Identity<'_>) -> Result<bool, Fault> {
    let mut linked = tx.prepare_cached("SELECT linked FROM identity WHERE issuer = ?1 AND subject = ?2")?;
    let linked = linked.query_row((identity.issuer, identity.subject), |row| row.get(0)).optional()?;
    Ok(linked.unwrap_or(false))
}

fn owner(tx: &Transaction<'_>, issuer: &str, subject: &str) -> Result<Option<String>, Fault> {
    let mut found = tx.prepare_cached("SELECT member FROM identity WHERE issuer = ?1 AND subject = ?2")?;
    Ok(found.query_row((issuer, subject), |row| row.get(0)).optional()?)
}

/// Whether a member has no password, and one identity alone.
fn is_last_way(tx: &Transaction<'_>, member: &str) -> Result<bool, Fault> {
    let sql = "SELECT password IS NULL AND (SELECT COUNT(*) FROM identity WHERE member = ?1) = 1
               FROM member WHERE name = ?1";
    Ok(tx.query_row(sql, [member], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::records::Joining;
    use model::member::Role;

    const NOW: At = At(1_700_000_000_000);
    const COMPANY: &str = "https://id.example";

    /// Records in which `ada` has joined as the first admin, with a password.
    fn with_ada() -> Records {
        let mut records = Records::memory().unwrap();
        records.first_link(&[1; 32], NOW + 1).unwrap();
        let joining = Joining { name: "ada", display: "Ada", password: "$argon2id$x" };
        records.join(&[1; 32], joining, NOW).unwrap().unwrap();
        records
    }

    fn enter(records: &mut Records, subject: &str, session: u8) -> String {
        let (display, email, role) = ("", "", Role::Viewer);
        let identity = Identity { issuer: COMPANY, subject, name: "eve", display, email, role };
        records.enter_as(identity, &[session; 32], "", NOW).unwrap().unwrap()
    }

    #[test]
    fn a_member_signs_in_by_what_they_linked_and_keeps_their_role() {
        let mut records = with_ada();
        let by = Actor::Member("ada".into());
        for _ in 0..2 {
            assert_eq!(records.link_identity("ada", (COMPANY, "1"), &by, NOW).unwrap(), Ok(()));
        }
        assert_eq!(records.identities("ada").unwrap().len(), 1);
        assert_eq!(enter(&mut records, "1", 7), "ada");
        assert_eq!(records.member("ada").unwrap().unwrap().role, Role::Admin);
        assert_eq!(records.unlink_identity("ada", (COMPANY, "1"), &by, NOW).unwrap(), Ok(()));
        assert_eq!(enter(&mut records, "1", 8), "eve", "it is somebody else from then on");
        let told: Vec<_> = records.audit(None, 9).unwrap().into_iter().map(|row| row.action).collect();
        assert!(
            told.contains(&"identity.linked".into()) && told.contains(&"identity.unlinked".into()),
            "{told:?}"
        );
    }

    #[test]
    fn an_identity_is_of_one_member_who_always_has_a_way_in() {
        let mut records = with_ada();
        assert_eq!(enter(&mut records, "1", 7), "eve");
        let by = Actor::Member("ada".into());
        let taken = records.link_identity("ada", (COMPANY, "1"), &by, NOW).unwrap();
        assert_eq!(taken, Err(Refused::IdentityTaken));
        let mut unlink =
            |member, subject| records.unlink_identity(member, (COMPANY, subject), &by, NOW).unwrap();
        assert_eq!(unlink("ada", "1"), Err(Refused::NoIdentity));
        assert_eq!(unlink("eve", "1"), Err(Refused::LastWay));
        records.link_identity("eve", (COMPANY, "2"), &by, NOW).unwrap().unwrap();
        assert_eq!(records.unlink_identity("eve", (COMPANY, "1"), &by, NOW).unwrap(), Ok(()));
    }
}
