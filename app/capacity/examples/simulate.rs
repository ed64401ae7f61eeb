//! What `cargo xtask bench capacity` measures natively: the simulation of a plan. Takes the plan's file and a folder; leaves
//! `plan.json`, `kernel.json` for others that simulate the same, and `found.bin`, all needs that were found; prints
//! nanoseconds a scenario and how far P95 of `POINTS` scenarios is from that of `MANY`.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement tells what the clock says"
)]

use capacity::evaluate::{Kernel, Spread, together};
use capacity::panel::spread::SEED;
use capacity::{Plan, Scenario};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Scenarios of a run, and runs; the fastest counts.
const POINTS: u32 = 65_536;
const RUNS: u32 = 9;
/// Scenarios that the figures of `POINTS` are held against, and seeds that are tried.
const MANY: u32 = 1 << 22;
const SEEDS: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (plan, folder) = args.next().zip(args.next()).ok_or("give a plan's file and a folder")?;
    let (plan, folder): (Plan, _) = (toml::from_str(&std::fs::read_to_string(plan)?)?, Path::new(&folder));
    let kernel = Kernel::new(&plan, &Scenario::base())?;
    std::fs::write(folder.join("plan.json"), serde_json::to_vec(&plan)?)?;
    std::fs::write(folder.join("kernel.json"), serde_json::to_vec(&kernel)?)?;
    let mut least = f64::INFINITY;
    let mut found = Vec::new();
    for _ in 0..RUNS {
        let mut run = Spread::new(kernel.clone(), POINTS, SEED)?;
        let begun = Instant::now();
        run.step(usize::MAX);
        least = least.min(begun.elapsed().as_secs_f64());
        found = run.found();
    }
    let bytes: Vec<u8> = found.iter().flat_map(|need| need.to_le_bytes()).collect();
    std::fs::write(folder.join("found.bin"), bytes)?;
    let at = |points, seed| -> Result<[f64; 4], Box<dyn Error>> {
        let found = Spread::new(kernel.clone(), points, seed)?.found();
        let runs = together(&found).ok_or("a part of a run")?;
        let mut p95 = [0.0; 4];
        for (place, run) in p95.iter_mut().zip(&runs) {
            *place = run.percentile(0.95)?.value;
        }
        Ok(p95)
    };
    let exact = at(MANY, SEED)?;
    let mut squares = [0.0; 4];
    for seed in 0..SEEDS {
        for ((sum, got), exact) in squares.iter_mut().zip(at(POINTS, 1000 + 100 * seed)?).zip(exact) {
            *sum += (got / exact - 1.0) * (got / exact - 1.0) / SEEDS as f64;
        }
    }
    let errors = squares.map(|square| format!("{:.4} %", 100.0 * square.sqrt()));
    println!("{} inputs, {} items", kernel.inputs().len(), plan.items.len());
    println!("{:.1}", least * 1e9 / f64::from(POINTS));
    println!("{}", errors.join(", "));
    Ok(())
}
