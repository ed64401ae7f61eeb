//! Subscribers: who asked to be told, who confirmed it, who is told no more. Their addresses stand in no audit log.

use super::notices::{NewNotice, put};
use super::{Digest, Records, audit};
use crate::error::{Error, Fault};
use model::member::Actor;
use model::subscriber::{PATIENCE, Subscriber, Way, WayKind, Wish, receiver};
use model::time::At;
use rusqlite::Transaction;

mod browser;
mod rows;
#[cfg(test)]
mod tests;

pub use browser::Proof;

/// The most subscribers of one Pharos, with those who have not confirmed.
const MOST: i64 = 100_000;

/// The most who have not confirmed: whoever fills in forms with made-up addresses fills no disk.
const MOST_UNCONFIRMED: i64 = 10_000;

/// Somebody who asks to be told.
#[derive(Clone, Debug)]
pub struct NewSubscriber {
    /// In which way, and where.
    pub way: Way,
    /// What they wish.
    pub wish: Wish,
    /// What their links are made of, with the key `subscriptions`.
    pub salt: [u8; 16],
    /// SHA-256 of the secret in the link to confirm by.
    pub confirm: Digest,
    /// SHA-256 of the secret in the link to see and change everything.
    pub manage: Digest,
    /// When the link to confirm by ends.
    pub expires: At,
}

/// What somebody is who asks to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Somebody who is to confirm it.
    ToConfirm(Subscriber),
    /// Somebody who is told already, or was until nothing arrived any more. What they wish stays as it is, because
    /// whoever asks has not proved to be them.
    Known(Subscriber),
    /// One too many.
    Full,
}

/// How many there are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub kind: WayKind,
    /// Those who are told.
    pub told: u64,
    /// Those who have not confirmed.
    pub unconfirmed: u64,
    /// Those to whom nothing arrives any more.
    pub disabled: u64,
}

impl Records {
    /// Keeps that somebody asks to be told, and the notice that `notice` makes for them, in one transaction. Who has
    /// asked before and not confirmed keeps their links, and wishes what they ask for this time.
    pub fn subscribe(
        &mut self,
        new: &NewSubscriber,
        now: At,
        notice: impl FnOnce(&Asked) -> Option<NewNotice>,
    ) -> Result<Asked, Error> {
        self.write(|tx| {
            let known = rows::of_address(tx, &new.way)?;
            let asked = match known {
                Some(known) if known.confirmed.is_some() => Asked::Known(known),
                Some(known) => {
                    rows::ask_again(tx, known.id, new)?;
                    Asked::ToConfirm(Subscriber { wish: new.wish.clone(), way: new.way.clone(), ..known })
                }
                None if is_full(tx)? => Asked::Full,
                None => Asked::ToConfirm(rows::insert(tx, new, now)?),
            };
            if let Some(notice) = notice(&asked) {
                put(tx, &notice)?;
            }
            Ok(asked)
        })
    }

    /// Who may confirm by the link with this SHA-256, if it has not ended.
    pub fn unconfirmed(&mut self, confirm: &Digest, now: At) -> Result<Option<Subscriber>, Error> {
        self.read(|tx| rows::of_confirm(tx, confirm, now))
    }

    /// Confirms by the link with this SHA-256, which ends with it; nobody if it has ended.
    pub fn confirm(&mut self, confirm: &Digest, now: At) -> Result<Option<Subscriber>, Error> {
        self.write(|tx| {
            let Some(found) = rows::of_confirm(tx, confirm, now)? else { return Ok(None) };
            rows::set_confirmed(tx, found.id, now)?;
            note(tx, now, &by_themselves(found.id), "subscriber.confirmed", &found)?;
            Ok(Some(Subscriber { confirmed: Some(now), ..found }))
        })
    }

    /// Whose the link with this SHA-256 is by which a subscriber sees and changes everything.
    pub fn subscription(&mut self, manage: &Digest) -> Result<Option<Subscriber>, Error> {
        self.read(|tx| rows::of_manage(tx, manage))
    }

    /// Changes what the subscriber of a link wishes; where nothing arrived any more, it is tried again. False if the link
    /// is nobody's.
    pub fn change_subscription(&mut self, manage: &Digest, wish: &Wish, now: At) -> Result<bool, Error> {
        self.write(|tx| {
            let Some(found) = rows::of_manage(tx, manage)? else { return Ok(false) };
            rows::set_wish(tx, found.id, wish)?;
            note(tx, now, &by_themselves(found.id), "subscriber.changed", &found)?;
            Ok(true)
        })
    }

    /// Forgets the subscriber of a link, and what waits for them. False if the link is nobody's.
    pub fn unsubscribe(&mut self, manage: &Digest, now: At) -> Result<bool, Error> {
        self.write(|tx| {
            let Some(found) = rows::of_manage(tx, manage)? else { return Ok(false) };
            rows::remove(tx, found.id, "they have unsubscribed", now)?;
            note(tx, now, &by_themselves(found.id), "subscriber.unsubscribed", &found)?;
            Ok(true)
        })
    }

    /// Forgets a subscriber, and what waits for them. False if there is none of this number.
    pub fn remove_subscriber(&mut self, id: i64, by: &Actor, now: At) -> Result<bool, Error> {
        self.write(|tx| {
            let Some(found) = rows::of_id(tx, id)? else { return Ok(false) };
            rows::remove(tx, id, "the subscriber is removed", now)?;
            note(tx, now, by, "subscriber.removed", &found)?;
            Ok(true)
        })
    }

    /// The subscriber with this number, and what their links are made of.
    pub fn subscriber(&mut self, id: i64) -> Result<Option<(Subscriber, [u8; 16])>, Error> {
        self.read(|tx| {
            let Some(found) = rows::of_id(tx, id)? else { return Ok(None) };
            Ok(Some((found, rows::salt(tx, id)?)))
        })
    }

    /// At most `most` subscribers, those who asked last first, from before number `before` on, or from the newest.
    pub fn subscribers(&mut self, before: Option<i64>, most: u32) -> Result<Vec<Subscriber>, Error> {
        self.read(|tx| rows::list(tx, before, most))
    }

    /// Those who are told: they have confirmed, and what is sent arrives.
    pub fn told_subscribers(&mut self) -> Result<Vec<Subscriber>, Error> {
        self.read(told)
    }

    /// How many subscribers there are, by kind.
    pub fn count_subscribers(&mut self) -> Result<Vec<Count>, Error> {
        self.read(|tx| WayKind::ALL.into_iter().map(|kind| rows::count(tx, kind)).collect())
    }

    /// Notes that something arrived at a subscriber's, or, with a reason, that it did not. Where nothing has arrived for
    /// [`PATIENCE`], nothing more is sent.
    pub fn note_arrival(&mut self, id: i64, failed: Option<&str>, now: At) -> Result<(), Error> {
        self.write(|tx| {
            let Some(found) = rows::of_id(tx, id)? else { return Ok(()) };
            let failing = failed.map(|_| found.failing.unwrap_or(now));
            tx.execute("UPDATE subscriber SET failing = ?2 WHERE id = ?1", (id, failing.map(|at| at.0)))?;
            match (failed, failing) {
                (Some(why), Some(since)) if now.since(since) >= PATIENCE && found.disabled.is_none() => {
                    rows::disable(tx, id, why, now)?;
                    note(tx, now, &Actor::Pharos, "subscriber.disabled", &found)
                }
                _ => Ok(()),
            }
        })
    }

    /// Forgets those whose link to confirm by has ended.
    pub fn forget_unconfirmed(&mut self, now: At) -> Result<usize, Error> {
        self.write(|tx| {
            let ended = "SELECT id FROM subscriber WHERE confirmed IS NULL AND expires <= ?1";
            let mut ended = tx.prepare_cached(ended)?;
            let ids = ended.query_map([now.0], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            ids.iter().try_for_each(|id| rows::remove(tx, *id, "they have not confirmed in time", now))?;
            Ok(ids.len())
        })
    }
}

/// Those who are told: they have confirmed, and what is sent arrives.
pub(super) fn told(tx: &Transaction<'_>) -> Result<Vec<Subscriber>, Fault> {
    rows::told(tx)
}

fn is_full(tx: &Transaction<'_>) -> Result<bool, Fault> {
    let sql = "SELECT COUNT(*), COUNT(*) - COUNT(confirmed) FROM subscriber";
    let counts: (i64, i64) = tx.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.0 >= MOST || counts.1 >= MOST_UNCONFIRMED)
}

fn by_themselves(id: i64) -> Actor {
    Actor::Subscriber(id.to_string())
}

fn note(tx: &Transaction<'_>, now: At, by: &Actor, action: &str, about: &Subscriber) -> Result<(), Fault> {
    let detail = format!("by {}", about.way.kind().name());
    audit::note(tx, now, by, action, &receiver(about.id), &detail)
}
