//! Appends batches to the history that it is given until it is killed, and says the number of each that is kept.

use model::alert::Alert;
use model::judge::{Streak, Verdict};
use model::sample::{Outcome, Phases, Sample};
use model::status::Status;
use model::time::{At, Day};
use model::timeline::Turn;
use model::uptime::{Clocks, DayRollup};
use std::io::Write;
use std::path::Path;
use store::{Batch, Store};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("say which file")?;
    let mut store = Store::open(Path::new(&path))?;
    let first = store.streaks()?.get("steady").map_or(0, |streak| streak.since.0 + 1);
    let mut out = std::io::stdout().lock();
    for number in first.. {
        store.append(&batch(number))?;
        writeln!(out, "{number}")?;
        out.flush()?;
    }
    Ok(())
}

/// Everything that batch `number` holds says `number`; every twentieth brings a block of its own.
fn batch(number: i64) -> Batch {
    let mut samples: Vec<_> = (number * 10..number * 10 + 10).map(|at| sample("steady", at)).collect();
    samples.push(sample("other", number));
    if number % 20 == 0 {
        samples.extend((0..1_100).map(|n| sample("bulk", number * 1_100 + n)));
    }
    let verdict = if number % 2 == 0 { Verdict::Up } else { Verdict::Down };
    let status = if number % 2 == 0 { Status::Operational } else { Status::MajorOutage };
    let at = At(number);
    Batch {
        samples,
        streaks: vec![("steady".into(), Streak { verdict, ..Streak::new(at) })],
        verdicts: vec![("steady".into(), Turn { from: at, state: verdict, why: String::new() })],
        statuses: vec![("part".into(), at, vec![Turn { from: at, state: status, why: String::new() }])],
        days: vec![("part".into(), day(number))],
        todays: Vec::new(),
        alerts: vec![Alert { component: "part".into(), opened: at, resolved: None, why: String::new() }],
        readings: Vec::new(),
    }
}

fn day(number: i64) -> DayRollup {
    let clocks = Clocks { up: number, ..Clocks::default() };
    DayRollup { day: Day(0), clocks, worst: Status::Operational, latency: None }
}

fn sample(check: &str, at: i64) -> Sample {
    let (outcome, latency) = (Outcome::Pass, (at * 7_919 % 5_003) as u32);
    let (check, location) = (check.into(), "local".into());
    Sample { check, location, at: At(at), outcome, latency, phases: Phases::default(), detail: String::new() }
}
