//! What members see of notices: what waits, what was sent, each attempt.

use crate::error::{Error, Fault};
use crate::records::{Records, json};
use model::notice::Message;
use model::time::At;
use rusqlite::{Row, Transaction};

/// What has become of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is to be delivered.
    Waiting,
    /// It is delivered.
    Sent,
    /// It was given up.
    Failed,
    /// It was told with another one.
    Folded,
    /// It was not told, because nobody wants it any more.
    Dropped,
}

impl State {
    /// All of them.
    pub const ALL: [State; 5] = [State::Waiting, State::Sent, State::Failed, State::Folded, State::Dropped];

    /// As it is stored and shown: `waiting`.
    pub fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Sent => "sent",
            State::Failed => "failed",
            State::Folded => "folded",
            State::Dropped => "dropped",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A notice as members see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its number here.
    pub id: i64,
    /// What names it, also to the receiver.
    pub key: String,
    /// The receiver.
    pub to: String,
    /// When it was made.
    pub made: At,
    /// When it is to be tried next, or was last.
    pub due: At,
    /// What has become of it.
    pub state: State,
    /// The number of the notice that it was told with.
    pub within: Option<i64>,
    /// What is said.
    pub message: Message,
    /// Each attempt, oldest first.
    pub attempts: Vec<Attempt>,
}

/// One attempt to deliver a notice, or why there are no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: At,
    /// How many milliseconds it took.
    pub took: i64,
    /// `sent`, `again`, `failed` or `dropped`.
    pub outcome: String,
    /// What the receiver answered, or what went wrong, in words.
    pub detail: String,
}

impl Records {
    /// At most `most` notices, newest first, from before number `before` on, or from the newest; of one state, or of all.
    pub fn notices(
        &mut self,
        state: Option<State>,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Listed>, Error> {
        self.read(|tx| {
            let sql = "SELECT id, key, receiver, made, due, state, within, message FROM notice
                       WHERE id < ?1 AND (?2 IS NULL OR state = ?2) ORDER BY id DESC LIMIT ?3";
            let mut rows = tx.prepare_cached(sql)?;
            let key = (before.unwrap_or(i64::MAX), state.map(State::name), most);
            let found: Vec<Listed> = rows.query_and_then(key, listed)?.collect::<Result<_, _>>()?;
            let with = |it: Listed| Ok(Listed { attempts: attempts(tx, it.id)?, ..it });
            found.into_iter().map(with).collect()
        })
    }

    /// The notice of this number, if there is one.
    pub fn notice(&mut self, id: i64) -> Result<Option<Listed>, Error> {
        let Some(after) = id.checked_add(1) else { return Ok(None) };
        let found = self.notices(None, Some(after), 1)?;
        Ok(found.into_iter().find(|notice| notice.id == id))
    }

    /// How many notices wait, and how many were given up.
    pub fn notice_counts(&mut self) -> Result<(u64, u64), Error> {
        self.read(|tx| {
            let count = |state: State| -> Result<u64, Fault> {
                let sql = "SELECT COUNT(*) FROM notice WHERE state = ?1";
                let count: i64 = tx.prepare_cached(sql)?.query_row([state.name()], |row| row.get(0))?;
                Ok(count.unsigned_abs())
            };
            Ok((count(State::Waiting)?, count(State::Failed)?))
        })
    }
}

fn listed(row: &Row<'_>) -> Result<Listed, Fault> {
    let state: String = row.get(5)?;
    Ok(Listed {
        id: row.get(0)?,
        key: row.get(1)?,
        to: row.get(2)?,
        made: At(row.get(3)?),
        due: At(row.get(4)?),
        state: State::named(&state)
            .ok_or_else(|| Fault::Damaged(format!("a notice is in no state {state:?}")))?,
        within: row.get(6)?,
        message: json::column(row, 7)?,
        attempts: Vec::new(),
    })
}

fn attempts(tx: &Transaction<'_>, id: i64) -> Result<Vec<Attempt>, Fault> {
    let sql = "SELECT at, took, outcome, detail FROM notice_attempt WHERE notice = ?1 ORDER BY number";
    let mut rows = tx.prepare_cached(sql)?;
    let attempts = rows.query_and_then([id], |row| {
        Ok(Attempt { at: At(row.get(0)?), took: row.get(1)?, outcome: row.get(2)?, detail: row.get(3)? })
    })?;
    attempts.collect()
}
