#![allow(clippy::unwrap_used, clippy::expect_used)]

mod durable;
mod history;
mod readings;
mod records;

use crate::{Batch, Store};
use model::sample::{Outcome, Phases, Sample};
use model::time::{At, MINUTE};

/// A sample a minute of one check from one location.
fn sample(check: &str, location: &str, minute: i64) -> Sample {
    let outcome = Outcome::ALL[(minute % 7 / 4) as usize];
    let detail = if outcome == Outcome::Pass { String::new() } else { format!("late by {} us", minute % 13) };
    let latency = 4_000 + (minute * 7_919 % 1_009) as u32;
    let at = At(minute * MINUTE + minute % 3);
    Sample {
        check: check.into(),
        location: location.into(),
        at,
        outcome,
        latency,
        phases: Phases::default(),
        detail,
    }
}

fn minutes(check: &str, location: &str, minutes: impl IntoIterator<Item = i64>) -> Batch {
    let samples = minutes.into_iter().map(|minute| sample(check, location, minute)).collect();
    Batch { samples, ..Batch::default() }
}

fn all(store: &Store, check: &str) -> Vec<Sample> {
    store.samples(check, At(i64::MIN), At(i64::MAX)).unwrap()
}

fn count(store: &Store, table: &str) -> i64 {
    store.db.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}
