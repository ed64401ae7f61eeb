//! Measures the store on made-up samples and readings: bytes of each, how many a second, and the time to open.
//!
//! Times are those that the thread spent on a core, so that a busy machine does not blur them; Linux only.
//!
//! `cargo run --release -p store --example rates`

use model::judge::{Streak, Verdict};
use model::latency::rounded;
use model::metric::Reading;
use model::sample::{Outcome, Phases, Sample};
use model::status::Status;
use model::time::{At, DAY, Day, MINUTE, SECOND};
use model::timeline::Turn;
use model::uptime::{Clocks, DayRollup, Quantiles};
use std::io::Write;
use std::path::Path;
use std::time::Duration;
use store::{Batch, Store};

type Outcomes<T> = Result<T, Box<dyn std::error::Error>>;

const CHECKS: usize = 40;
const DAYS: i64 = 30;
/// 2026-01-01.
const FIRST: Day = Day(20_454);

fn main() -> Outcomes<()> {
    let folder = tempfile::tempdir()?;
    let mut out = std::io::stdout().lock();
    for (name, median, spread) in [
        ("TCP, 0.8 ms", 800.0, 0.25),
        ("actuator, 4 ms", 4_000.0, 0.35),
        ("remote HTTPS, 25 ms", 25_000.0, 0.4),
    ] {
        let path = folder.path().join(name);
        let (took, count) = replay(&path, median, spread)?;
        let rate = count as f64 / took.as_secs_f64() / 1e6;
        writeln!(out, "{name:<20} {count} samples: {rate:.2} million/s; {}", sizes(&path)?)?;
    }
    readings(&folder.path().join("readings"), &mut out)?;
    live(&folder.path().join("live"), &mut out)?;
    year(&folder.path().join("year"), &mut out)
}

/// What this thread has spent on a core; see the kernel's `Documentation/scheduler/sched-stats.rst`.
fn cpu() -> Outcomes<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let spent = told.split(' ').next().ok_or("schedstat is empty")?;
    Ok(Duration::from_nanos(spent.parse()?))
}

/// Appends 30 days of 40 checks a minute, a day at a time.
fn replay(path: &Path, median: f64, spread: f64) -> Outcomes<(Duration, usize)> {
    let mut noise = Noise(7);
    let mut store = Store::open(path)?;
    let (mut took, mut count) = (Duration::ZERO, 0);
    for day in 0..DAYS {
        let samples = (0..CHECKS).flat_map(|check| {
            let starts =
                (0..1_440).map(move |n| Day(FIRST.0 + day).start() + n * MINUTE + check as i64 * 977);
            starts.map(move |at| (check, at)).collect::<Vec<_>>()
        });
        let samples = samples.map(|(check, at)| noise.sample(check, at, median, spread)).collect();
        let batch = Batch { samples, ..Batch::default() };
        let begun = cpu()?;
        store.append(&batch)?;
        took += cpu()? - begun;
        count += batch.samples.len();
    }
    let begun = cpu()?;
    drop(store);
    Ok((took + (cpu()? - begun), count))
}

/// Appends 30 days of readings a minute of a counter, of memory in pages, and of a ratio.
fn readings(path: &Path, out: &mut impl Write) -> Outcomes<()> {
    let mut noise = Noise(17);
    let mut store = Store::open(path)?;
    let (mut took, mut counter) = (Duration::ZERO, 0.0);
    for day in 0..DAYS {
        let mut batch = Batch::default();
        for minute in 0..1_440 {
            let at = Day(FIRST.0 + day).start() + minute * MINUTE + (noise.normal().abs() * 1.5) as i64;
            counter += (900.0 + 60.0 * noise.normal()).round();
            let pages = (100_000.0 + 4_000.0 * noise.normal()).round() * 4_096.0;
            let numbers = [("requests", counter), ("heap", pages), ("cpu", noise.uniform())];
            let numbers = numbers.map(|(metric, value)| Reading { metric: metric.into(), at, value });
            batch.readings.extend(numbers);
        }
        let begun = cpu()?;
        store.append(&batch)?;
        took += cpu()? - begun;
    }
    drop(store);
    let rate = (DAYS * 1_440 * 3) as f64 / took.as_secs_f64() / 1e6;
    let db = rusqlite::Connection::open(path)?;
    let sql = "SELECT subject, SUM(LENGTH(bytes)) * 1.0 / SUM(readings) FROM reading_block
               JOIN series ON series.id = series GROUP BY subject";
    let mut sizes = db.prepare(sql)?;
    let sizes = sizes
        .query_map([], |row| Ok(format!("{} {:.2}", row.get::<_, String>(0)?, row.get::<_, f64>(1)?)))?;
    let sizes = sizes.collect::<Result<Vec<_>, _>>()?.join(", ");
    writeln!(out, "readings: {rate:.2} million/s; bytes a reading in blocks: {sizes}")?;
    Ok(())
}

/// Appends as a running Pharos does: a batch a second, each with the checks that are due in it.
fn live(path: &Path, out: &mut impl Write) -> Outcomes<()> {
    let mut noise = Noise(11);
    let mut store = Store::open(path)?;
    let (mut took, mut count) = (Duration::ZERO, 0);
    for second in 0..7_500 {
        let due = (0..170).map(|check| (check, FIRST.start() + second * SECOND));
        let samples = due.map(|(check, at)| noise.sample(check, at, 4_000.0, 0.35)).collect();
        let batch = Batch { samples, ..Batch::default() };
        let begun = cpu()?;
        store.append(&batch)?;
        took += cpu()? - begun;
        count += batch.samples.len();
    }
    drop(store);
    let each = took.as_secs_f64() * 1e3 / count as f64 * 170.0;
    writeln!(out, "live: {each:.2} ms for a batch of 170 samples; {}", sizes(path)?)?;
    Ok(())
}

/// Bytes a sample: of the blocks alone, and of all the file for all samples, tail rows too.
fn sizes(path: &Path) -> Outcomes<String> {
    let db = rusqlite::Connection::open(path)?;
    let sql = "SELECT SUM(samples), SUM(LENGTH(bytes)), (SELECT COUNT(*) FROM sample) FROM block";
    let (sealed, bytes, tail): (i64, i64, i64) =
        db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let file = std::fs::metadata(path)?.len() as f64 / (sealed + tail) as f64;
    Ok(format!(
        "{:.3} bytes a sample in blocks, {file:.3} in the file ({tail} in the tail)",
        bytes as f64 / sealed as f64
    ))
}

/// Opens a year of 1,000 components with a check each, and reads what the server starts from.
fn year(path: &Path, out: &mut impl Write) -> Outcomes<()> {
    let mut noise = Noise(13);
    let mut store = Store::open(path)?;
    for check in 0..1_000 {
        let starts = (0..1_024 * 11 + 500).map(|n| FIRST.start() + n * 47 * MINUTE);
        store.append(&Batch {
            samples: starts.map(|at| noise.sample(check, at, 4_000.0, 0.35)).collect(),
            ..records(check)
        })?;
    }
    drop(store);
    let now = FIRST.start() + 365 * DAY;
    let begun = cpu()?;
    let store = Store::open(path)?;
    let opened = cpu()? - begun;
    let streaks = store.streaks()?.len();
    let turns: usize = store.statuses(now - 90 * DAY)?.values().map(Vec::len).sum();
    let verdicts: usize = store.verdicts(now - 90 * DAY)?.values().map(Vec::len).sum();
    let days: usize = store.days((now - 90 * DAY).day())?.values().map(Vec::len).sum();
    let seen = store.last_seen()?.ok_or("nothing was seen")?;
    let ready = cpu()? - begun;
    writeln!(
        out,
        "open: {opened:.1?}; with {streaks} streaks, {turns} statuses, {verdicts} verdicts, {days} days: {ready:.1?} (seen {seen})"
    )?;
    Ok(())
}

fn records(check: usize) -> Batch {
    let (name, component) = (format!("demo/c{check}/health"), format!("demo/c{check}"));
    let clocks = Clocks { up: DAY, ..Clocks::default() };
    let latency = Some(Quantiles { p50: 4_000, p95: 9_000, p99: 20_000 });
    let day = |n| DayRollup { day: Day(FIRST.0 + n), clocks, worst: Status::Operational, latency };
    let instant = |n: i64| FIRST.start() + n * 3 * DAY;
    let verdict = |n: i64| if n % 2 == 0 { Verdict::Up } else { Verdict::Down };
    let status = |n: i64| if n % 2 == 0 { Status::Operational } else { Status::MajorOutage };
    let why = "3 samples in a row failed: status 503";
    Batch {
        streaks: vec![(name.clone(), Streak::new(FIRST.start()))],
        verdicts: (0..120)
            .map(|n| (name.clone(), Turn { from: instant(n), state: verdict(n), why: why.into() }))
            .collect(),
        statuses: vec![(
            component.clone(),
            FIRST.start(),
            (0..120).map(|n| Turn { from: instant(n), state: status(n), why: why.into() }).collect(),
        )],
        days: (0..365).map(|n| (component.clone(), day(n))).collect(),
        ..Batch::default()
    }
}

/// SplitMix64, by Sebastiano Vigna (<https://prng.di.unimi.it/splitmix64.c>).
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.uniform()).ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Latency lognormal, every fiftieth up to ten times as long; start up to a few milliseconds late; one in
    /// 500 fails.
    fn sample(&mut self, check: usize, due: At, median: f64, spread: f64) -> Sample {
        let tail = if self.uniform() < 0.02 { 1.0 + 9.0 * self.uniform() } else { 1.0 };
        let latency = median * (spread * self.normal()).exp() * tail;
        let late = self.normal().abs() * if self.uniform() < 0.01 { 20.0 } else { 1.5 };
        let fails = self.uniform() < 0.002;
        Sample {
            check: format!("demo/c{check}/health").into(),
            location: "local".into(),
            at: due + late as i64,
            outcome: if fails { Outcome::Fail } else { Outcome::Pass },
            latency: rounded(latency as u32),
            phases: Phases::default(),
            detail: if fails { format!("status 503 after {latency:.0} us") } else { String::new() },
        }
    }
}
