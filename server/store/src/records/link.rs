//! One-time links: to the first admin, to an account after an invitation, to a password that was forgotten. Each works
//! once: who is let in and that the link ends is one transaction.

use super::member::{Changed, add, count, end_all, find};
use super::request::By;
use super::session::insert;
use super::{Digest, Records, Refused, audit};
use crate::error::{Error, Fault};
use model::member::{Actor, Role};
use model::time::At;
use rusqlite::{OptionalExtension, Transaction};

/// Whom a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Whoever comes first: becomes the first admin, under a name of their own choice.
    FirstAdmin,
    /// This member, who chooses a password.
    Member(String),
    /// This member, who is signed in without a password.
    Enters(String),
}

/// What somebody typed who follows a link.
#[derive(Clone, Copy, Debug)]
pub struct Joining<'a> {
    /// The sign-in name: the first admin's choice, or that of the member whom the link is for.
    pub name: &'a str,
    /// The name for display.
    pub display: &'a str,
    /// The hash of the password, in PHC form.
    pub password: &'a str,
}

impl Records {
    /// Makes the link to the first admin and ends the one before; gives false, and makes none, if there are members.
    pub fn first_link(&mut self, hash: &Digest, expires: At) -> Result<bool, Error> {
        self.write(|tx| {
            let nobody = count(tx)? == 0;
            tx.execute("DELETE FROM link WHERE member IS NULL", [])?;
            if nobody {
                put(tx, hash, None, false, expires)?;
            }
            Ok(nobody)
        })
    }

    /// Adds a member, who joins by the link with this SHA-256.
    pub fn invite<'a>(
        &mut self,
        name: &str,
        role: Role,
        link: (&Digest, At),
        by: impl Into<By<'a>>,
        now: At,
    ) -> Result<Changed<()>, Error> {
        let by = by.into();
        self.write(|tx| {
            if let Some(refused) = by.refused(tx, now)? {
                return Ok(Err(refused));
            }
            if let Err(refused) = add(tx, name, role, now)? {
                return Ok(Err(refused));
            }
            put(tx, link.0, Some(name), false, link.1)?;
            audit::note(tx, now, by.actor, "member.invited", name, &format!("as {}", role.name()))?;
            by.done(tx, now).map(Ok)
        })
    }

    /// Makes a link by which a member chooses another password; the links before it end.
    pub fn reset<'a>(
        &mut self,
        name: &str,
        link: (&Digest, At),
        by: impl Into<By<'a>>,
        now: At,
    ) -> Result<Changed<()>, Error> {
        let by = by.into();
        self.write(|tx| {
            if let Some(refused) = by.refused(tx, now)? {
                return Ok(Err(refused));
            }
            match find(tx, name)? {
                None => return Ok(Err(Refused::Unknown)),
                Some(member) if member.disabled => return Ok(Err(Refused::Disabled)),
                Some(_) => {}
            }
            tx.execute("DELETE FROM link WHERE member = ?1", [name])?;
            put(tx, link.0, Some(name), false, link.1)?;
            audit::note(tx, now, by.actor, "member.reset", name, "")?;
            by.done(tx, now).map(Ok)
        })
    }

    /// Makes a link that signs a member in without a password, and the member if there is none; the links before it end.
    pub fn entry_link(&mut self, name: &str, role: Role, link: (&Digest, At), now: At) -> Result<(), Error> {
        self.write(|tx| {
            let _known_already = add(tx, name, role, now)?;
            tx.execute("DELETE FROM link WHERE member = ?1", [name])?;
            put(tx, link.0, Some(name), true, link.1)
        })
    }

    /// Whom the link with this SHA-256 is for, if it has not ended.
    pub fn link(&mut self, hash: &Digest, now: At) -> Result<Option<Invited>, Error> {
        self.read(|tx| find_link(tx, hash, now))
    }

    /// Follows a link: the first admin, or the member whom it is for, has this password. All sessions and links of the
    /// member end, this one among them.
    pub fn join(&mut self, hash: &Digest, joining: Joining<'_>, now: At) -> Result<Changed<()>, Error> {
        self.write(|tx| {
            let detail = match find_link(tx, hash, now)? {
                Some(Invited::FirstAdmin) if count(tx)? == 0 => {
                    if let Err(refused) = add(tx, joining.name, Role::Admin, now)? {
                        return Ok(Err(refused));
                    }
                    "as the first admin"
                }
                Some(Invited::Member(name)) if name == joining.name => "by a link; all sessions ended",
                _ => return Ok(Err(Refused::LinkEnded)),
            };
            tx.execute("DELETE FROM link WHERE hash = ?1 OR member IS NULL", [hash])?;
            end_all(tx, joining.name)?;
            tx.execute(
                "UPDATE member SET display = ?2, password = ?3 WHERE name = ?1",
                (joining.name, joining.display, joining.password),
            )?;
            audit::note(tx, now, &Actor::Member(joining.name.into()), "member.joined", joining.name, detail)?;
            Ok(Ok(()))
        })
    }

    /// Follows a link that signs in without a password: begins a session, ends the link, gives the member's name.
    pub fn enter(
        &mut self,
        hash: &Digest,
        session: &Digest,
        agent: &str,
        now: At,
    ) -> Result<Changed<String>, Error> {
        self.write(|tx| {
            let Some(Invited::Enters(name)) = find_link(tx, hash, now)? else {
                return Ok(Err(Refused::LinkEnded));
            };
            tx.execute("DELETE FROM link WHERE hash = ?1", [hash])?;
            insert(tx, &name, session, agent, now)?;
            Ok(Ok(name))
        })
    }
}

fn put(
    tx: &Transaction<'_>,
    hash: &Digest,
    member: Option<&str>,
    enters: bool,
    expires: At,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO link (hash, member, enters, expires) VALUES (?1, ?2, ?3, ?4)",
        (hash, member, enters, expires.0),
    )?;
    Ok(())
}

fn find_link(tx: &Transaction<'_>, hash: &Digest, now: At) -> Result<Option<Invited>, Fault> {
    let mut found = tx.prepare_cached(
        "SELECT link.member, enters FROM link LEFT JOIN member ON member.name = link.member
         WHERE hash = ?1 AND expires > ?2 AND COALESCE(disabled, 0) = 0",
    )?;
    let found: Option<(Option<String>, bool)> =
        found.query_row((hash, now.0), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|link| match link {
        (None, _) => Invited::FirstAdmin,
        (Some(name), true) => Invited::Enters(name),
        (Some(name), false) => Invited::Member(name),
    }))
}
