//! Browsers among the subscribers: a page says where their push service takes messages, which anyone can make up. So they
//! are told nothing before one of them has come back by the browser itself.

use super::{Asked, NewSubscriber, by_themselves, is_full, note, rows};
use crate::error::{Error, Fault};
use crate::records::notices::{NewNotice, put};
use crate::records::{Digest, Records};
use model::subscriber::{Subscriber, Way};
use model::time::At;
use rusqlite::Transaction;

/// What proves that a message arrives at a browser.
pub struct Proof {
    /// SHA-256 of the secret in the message.
    pub confirm: Digest,
    /// The message.
    pub notice: NewNotice,
    /// When the secret ends.
    pub expires: At,
}

impl Records {
    /// Keeps a browser that asks to be told, and puts the notice that `notice` makes to see whether it arrives, in one
    /// transaction. Who is told already and shows the same keys wishes what is asked for this time.
    ///
    /// By other keys a browser that is told is somebody else, for whom there is no place; one that has proved nothing gives
    /// way, and its links end.
    pub fn subscribe_browser(
        &mut self,
        new: &NewSubscriber,
        now: At,
        notice: impl FnOnce(&Subscriber) -> NewNotice,
    ) -> Result<Asked, Error> {
        self.write(|tx| {
            let known = rows::of_address(tx, &new.way)?;
            match known {
                Some(known) if known.confirmed.is_some() && known.way != new.way => return Ok(Asked::Full),
                Some(known) if known.confirmed.is_some() => {
                    rows::set_wish(tx, known.id, &new.wish)?;
                    note(tx, now, &by_themselves(known.id), "subscriber.changed", &known)?;
                    return Ok(Asked::Known(Subscriber { wish: new.wish.clone(), ..known }));
                }
                Some(known) => rows::remove(tx, known.id, "the browser has begun anew", now)?,
                None if is_full(tx)? => return Ok(Asked::Full),
                None => {}
            }
            let made = rows::insert(tx, new, now)?;
            put(tx, &notice(&made))?;
            Ok(Asked::ToConfirm(made))
        })
    }

    /// Tells a browser at another address and by other keys, which its push service gave it in place of `was`, as soon as
    /// it has proved by what `proof` makes that a message arrives there. `proof` is given who it is, and what its links are
    /// made of. False if there is no such browser, or there is one at that address.
    pub fn move_browser(
        &mut self,
        was: &Way,
        is: &Way,
        now: At,
        proof: impl FnOnce(&Subscriber, &[u8; 16]) -> Proof,
    ) -> Result<bool, Error> {
        self.write(|tx| {
            let found = rows::of_address(tx, was)?.filter(|found| found.way == *was);
            let (Some(found), None) = (found, rows::of_address(tx, is)?) else { return Ok(false) };
            relocate(tx, found, is, now, proof)?;
            Ok(true)
        })
    }
}

fn relocate(
    tx: &Transaction<'_>,
    found: Subscriber,
    to: &Way,
    now: At,
    proof: impl FnOnce(&Subscriber, &[u8; 16]) -> Proof,
) -> Result<(), Fault> {
    let salt = rows::salt(tx, found.id)?;
    let moved = Subscriber { way: to.clone(), confirmed: None, ..found };
    let Proof { confirm, notice, expires } = proof(&moved, &salt);
    rows::set_way(tx, moved.id, to)?;
    rows::ask_for_proof(tx, moved.id, &confirm, expires)?;
    put(tx, &notice)?;
    note(tx, now, &by_themselves(moved.id), "subscriber.moved", &moved)
}
