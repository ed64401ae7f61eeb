//! What is to be delivered, lane by lane, and what became of it.

use super::rows;
use crate::error::{Error, Fault};
use crate::records::{Records, json};
use model::notice::{Message, fold};
use model::time::At;
use rusqlite::Transaction;
use std::collections::BTreeSet;

/// Bytes that are kept of what an attempt came to.
const MOST_DETAIL: usize = 500;

/// A notice that is to be delivered.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its number here.
    pub id: i64,
    /// What names it, also to the receiver.
    pub key: String,
    /// The receiver.
    pub to: String,
    /// What it is delivered in order with; the same for all incidents that were told of in one notice.
    pub lane: String,
    /// When it was made.
    pub made: At,
    /// How often it was tried.
    pub attempts: u32,
    /// What is said.
    pub message: Message,
    /// How many other things of its lane the receiver heard begin, and not end.
    pub still: u32,
}

/// What an attempt leaves a notice in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is delivered.
    Sent,
    /// It is tried again at that time.
    Again(At),
    /// It is given up.
    Failed,
    /// Nobody wants it any more.
    Dropped,
}

impl Ending {
    /// As it is stored and shown: `sent`.
    pub fn name(self) -> &'static str {
        match self {
            Ending::Sent => "sent",
            Ending::Again(_) => "again",
            Ending::Failed => "failed",
            Ending::Dropped => "dropped",
        }
    }
}

impl Records {
    /// At most `most` notices that are due at `now`, one of each receiver that is not `busy`; each is the first of its lane.
    /// One is folded into what waits behind it in the same lane, where nothing is lost.
    ///
    /// The same notices come again until [`Records::attempt`] is told of them; what is being delivered keeps its receiver
    /// busy.
    pub fn due_notices(
        &mut self,
        now: At,
        most: u32,
        busy: &BTreeSet<String>,
    ) -> Result<Vec<Waiting>, Error> {
        let mut heads = self.read(|tx| rows::due(tx, now, most))?;
        heads.retain(|head| !busy.contains(&head.to));
        // Most often nothing waits, and then nothing is written.
        if heads.is_empty() {
            return Ok(heads);
        }
        self.write(|tx| heads.into_iter().map(|head| folded(tx, head)).collect())
    }

    /// Notes that a notice was tried at `at` for `took` milliseconds, and what became of it; `detail` holds no secret.
    pub fn attempt(
        &mut self,
        id: i64,
        (at, took): (At, i64),
        (ending, detail): (Ending, &str),
    ) -> Result<(), Error> {
        let detail = &detail[..detail.floor_char_boundary(MOST_DETAIL)];
        self.write(|tx| rows::note(tx, id, (at, took), (ending, detail)))
    }

    /// Lets nothing that waits for a receiver be due before `until`: it asked for that.
    pub fn hold_notices(&mut self, to: &str, until: At) -> Result<(), Error> {
        self.write(|tx| {
            let sql = "UPDATE notice SET due = ?2 WHERE receiver = ?1 AND state = 'waiting' AND due < ?2";
            tx.prepare_cached(sql)?.execute((to, until.0))?;
            Ok(())
        })
    }

    /// Forgets what was done with before `before`.
    pub fn forget_notices(&mut self, before: At) -> Result<(), Error> {
        self.write(|tx| {
            for sql in [
                "DELETE FROM notice_attempt WHERE notice IN (SELECT id FROM notice WHERE made < ?1 AND state <> 'waiting')",
                "UPDATE notice SET within = NULL WHERE within IN (SELECT id FROM notice WHERE made < ?1 AND state <> 'waiting')",
                "DELETE FROM notice WHERE made < ?1 AND state <> 'waiting'",
            ] {
                tx.prepare_cached(sql)?.execute([before.0])?;
            }
            Ok(())
        })
    }
}

/// What is sent instead of `head` and as many as possible of those behind it.
fn folded(tx: &Transaction<'_>, head: Waiting) -> Result<Waiting, Fault> {
    let mut sent = head;
    for next in rows::behind(tx, &sent)? {
        let Some(message) = fold(&sent.message, &next.message) else { break };
        rows::set_message(tx, next.id, &message)?;
        rows::fold(tx, sent.id, next.id)?;
        sent = Waiting { message, ..next };
    }
    sent.still = still(tx, &sent)?;
    Ok(sent)
}

/// How many other things of the lane of a notice its receiver heard begin and not end, up to that notice.
fn still(tx: &Transaction<'_>, notice: &Waiting) -> Result<u32, Fault> {
    let sql = "SELECT message FROM notice WHERE receiver = ?1 AND lane = ?2 AND about <> ?3 AND id IN (
                 SELECT MAX(id) FROM notice WHERE receiver = ?1 AND lane = ?2 AND id < ?4 GROUP BY about)";
    let key = (&notice.to, &notice.lane, &notice.message.event.about, notice.id);
    let mut rows = tx.prepare_cached(sql)?;
    let mut open = 0;
    for message in rows.query_and_then(key, |row| json::column::<Message>(row, 0))? {
        open += u32::from(!message?.event.what.ends());
    }
    Ok(open)
}
