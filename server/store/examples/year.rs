//! Writes a year of history of made-up components `bench/c0`, `bench/c1` and so on into a file, for a server to start from.
//!
//! `cargo run --release -p store --example year -- FILE COMPONENTS LAST_DAY`; the day is counted from 1970-01-01 and left out.

use model::status::Status;
use model::time::{At, DAY, Day, MINUTE};
use model::timeline::{Timeline, Turn};
use model::uptime::{DayRollup, Quantiles};
use std::path::PathBuf;
use store::{Batch, Store};

/// Days of the history.
const DAYS: i64 = 365;

/// Days from one outage of a component to its next.
const OUTAGES: i64 = 9;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut arg = |name: &str| args.next().ok_or(format!("{name} is missing: FILE COMPONENTS LAST_DAY"));
    let file = PathBuf::from(arg("FILE")?);
    let (components, last): (i64, i64) = (arg("COMPONENTS")?.parse()?, arg("LAST_DAY")?.parse()?);
    let mut store = Store::open(&file)?;
    for number in 0..components {
        store.append(&history(number, Day(last)))?;
    }
    Ok(())
}

/// The year before `last` of a component: up but for half an hour every few days.
fn history(number: i64, last: Day) -> Batch {
    let id = format!("bench/c{number}");
    let first = Day(last.0 - DAYS);
    let turns = turns(first, number);
    let timeline = Timeline::new(turns.iter().cloned());
    let latency = |day: i64| {
        let p50 = 2_000 + (day * 37 + number * 11).rem_euclid(500) as u32;
        Quantiles { p50, p95: 3 * p50, p99: 8 * p50 }
    };
    let days = (first.0..last.0).filter_map(|day| {
        let rollup = DayRollup::of(&timeline, Day(day), last.start(), Some(latency(day)))?;
        Some((id.clone(), rollup))
    });
    Batch { days: days.collect(), statuses: vec![(id.clone(), first.start(), turns)], ..Batch::default() }
}

fn turns(first: Day, number: i64) -> Vec<Turn<Status>> {
    let turn = |from: At, state, why: &str| Turn { from, state, why: why.into() };
    let mut turns = vec![turn(first.start(), Status::Operational, "it passed")];
    for day in (number.rem_euclid(OUTAGES)..DAYS).step_by(OUTAGES as usize) {
        let from = first.start() + day * DAY + 600 * MINUTE;
        turns.push(turn(from, Status::MajorOutage, "3 in a row failed"));
        turns.push(turn(from + 30 * MINUTE, Status::Operational, "2 in a row passed"));
    }
    turns
}
