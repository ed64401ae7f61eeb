//! What of the checklists of planned work is done, by whom and when.

use super::{Records, audit, json};
use crate::error::{Error, Fault};
use model::maintenance::{Item, Phase, Tick};
use model::member::Actor;
use model::time::At;
use rusqlite::Row;

impl Records {
    /// Ticks a step, or takes the tick away. What is so already stays as it is, with whoever was first.
    pub fn tick(&mut self, item: &Item, done: bool, by: &Actor, now: At) -> Result<(), Error> {
        self.write(|tx| {
            let Item { system, work, window, phase, step } = item;
            let changed = match done {
                true => {
                    let actor = json::text(by)?;
                    let sql = "INSERT INTO tick (window_from, system, work, phase, step, at, actor)
                               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
                    tx.prepare_cached(sql)?.execute((window.0, system, work, phase.word(), step, now.0, actor))?
                }
                false => {
                    let sql = "DELETE FROM tick
                               WHERE window_from = ?1 AND system = ?2 AND work = ?3 AND phase = ?4 AND step = ?5";
                    tx.prepare_cached(sql)?.execute((window.0, system, work, phase.word(), step))?
                }
            };
            if changed == 0 {
                return Ok(());
            }
            let action = if done { "maintenance.ticked" } else { "maintenance.unticked" };
            let detail = format!("window of {window}, {}: {step}", phase.word());
            audit::note(tx, now, by, action, &format!("{system}/{work}"), &detail)
        })
    }

    /// The ticks of windows that begin at `from` or later.
    pub fn ticks(&mut self, from: At) -> Result<Vec<Tick>, Error> {
        self.read(|tx| {
            let sql =
                "SELECT window_from, system, work, phase, step, at, actor FROM tick WHERE window_from >= ?1
                       ORDER BY window_from, system, work, phase, step";
            tx.prepare_cached(sql)?.query_and_then([from.0], tick)?.collect()
        })
    }
}

fn tick(row: &Row<'_>) -> Result<Tick, Fault> {
    let word: String = row.get(3)?;
    let phase = Phase::of_word(&word).ok_or_else(|| Fault::Damaged(format!("there is no part {word:?}")))?;
    let by = json::column(row, 6)?;
    let (window, system, work, step) = (At(row.get(0)?), row.get(1)?, row.get(2)?, row.get(4)?);
    Ok(Tick { item: Item { system, work, window, phase, step }, at: At(row.get(5)?), by })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_step_is_ticked_once_and_every_change_is_in_the_log() {
        let mut records = Records::memory().unwrap();
        let [ada, joe] = ["ada", "joe"].map(|name| Actor::Member(name.into()));
        let (system, work, step) = ("s".to_string(), "w".to_string(), "Tell support".to_string());
        let item = Item { system, work, window: At(100), phase: Phase::Before, step };
        records.tick(&item, true, &ada, At(5)).unwrap();
        records.tick(&item, true, &joe, At(6)).unwrap();
        assert_eq!(records.ticks(At(100)).unwrap(), [Tick { item: item.clone(), at: At(5), by: ada }]);
        assert_eq!(records.ticks(At(101)).unwrap(), []);
        records.tick(&item, false, &joe, At(7)).unwrap();
        assert_eq!(records.ticks(At(0)).unwrap(), []);
        let log: Vec<_> =
            records.audit(None, 9).unwrap().into_iter().map(|row| (row.action, row.subject)).collect();
        let row = |action: &str| (action.to_string(), "s/w".to_string());
        assert_eq!(log, [row("maintenance.unticked"), row("maintenance.ticked")]);
    }
}
