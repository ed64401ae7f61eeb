//! `pharos judge`: what recorded samples amount to, by the same code that judges live ones.

use super::{RunError, content, say};
use crate::cli;
use crate::collect::collector::{Collector, Stored};
use model::estate::{Check, Component, Estate, Group, System};
use model::judge::rule::{Flapping, Quorum, Rule, Threshold};
use model::sample::{Outcome, Sample};
use model::time::MINUTE;
use report::Report;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;

mod line;
mod report;

/// The shortest distance between samples that is taken for the interval of a check where nobody says it.
const INTERVAL: i64 = MINUTE;

/// Judges what comes in on standard input and prints what it amounts to.
pub fn run(args: &cli::Judge) -> Result<ExitCode, RunError> {
    let mut samples = line::read(std::io::stdin().lock()).map_err(RunError::Given)?;
    samples.sort_by_key(|sample| sample.at);
    let base = match &args.content {
        Some(folder) => content(Some(folder))?.estate,
        None => Estate::default(),
    };
    let flags =
        Flags { rule: rule(args).map_err(RunError::Given)?, interval: args.interval, slow: args.slow };
    let estate = with_unknown(base, &samples, &flags);
    let report = judge(Arc::new(estate), samples);
    say(&if args.json { report.as_json() } else { report.as_text() });
    Ok(ExitCode::SUCCESS)
}

/// What the flags say of checks that the estate does not have.
#[derive(Default)]
struct Flags {
    rule: Rule,
    interval: Option<i64>,
    slow: Option<i64>,
}

/// Lets a collector without a past take the samples, which are in order of time.
fn judge(estate: Arc<Estate>, samples: Vec<Sample>) -> Report {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return Report::default() };
    let (from, to) = (first.at, last.at);
    let checks: BTreeMap<_, _> = estate.components().flat_map(checks).collect();
    let mut report = Report::default();
    let mut collector = Collector::new(estate.clone(), Stored::default(), from);
    for mut sample in samples {
        if let Some((component, check)) = checks.get(&*sample.check) {
            report.begins(&component.id, sample.at);
            heed_latency(check, &mut sample);
        }
        collector.tick(sample.at);
        collector.take(sample);
        report.note(collector.drain());
    }
    report.over(from, to)
}

/// The checks of a component by their ids.
fn checks(component: &Component) -> impl Iterator<Item = (&str, (&Component, &Check))> {
    component.checks.iter().map(move |check| (check.id.as_str(), (component, check)))
}

/// Makes a pass slow that took as long as the check calls slow, as the probe would have.
fn heed_latency(check: &Check, sample: &mut Sample) {
    let millis = i64::from(sample.latency) / 1_000;
    if let Some(slow) = check.slow.filter(|slow| sample.outcome == Outcome::Pass && millis >= *slow) {
        sample.outcome = Outcome::Slow;
        sample.detail = format!("answered in {millis} ms, slow from {slow} ms");
    }
}

/// The rule that the flags state.
fn rule(args: &cli::Judge) -> Result<Rule, String> {
    fn flag<T>(
        text: &Option<String>,
        default: T,
        parse: fn(&str) -> Option<T>,
        remedy: &str,
    ) -> Result<T, String> {
        text.as_deref()
            .map_or(Ok(default), |text| parse(text).ok_or_else(|| format!("Write {remedy}, not \"{text}\".")))
    }
    let default = Rule::default();
    Ok(Rule {
        failures: flag(&args.failures, default.failures, Threshold::parse, "--failures 3 or \"3 of 5\"")?,
        successes: flag(&args.successes, default.successes, Threshold::parse, "--successes 2 or \"2 of 3\"")?,
        grace: args.grace.unwrap_or(default.grace),
        quorum: flag(&args.quorum, default.quorum, Quorum::parse, "--quorum any, majority, all or a number")?,
        flapping: flag(&args.flapping, default.flapping, Flapping::parse, "--flapping \"20 to 5\" or off")?,
    })
}

/// The estate with a component of its own for each check of the samples that it does not have.
fn with_unknown(mut estate: Estate, samples: &[Sample], flags: &Flags) -> Estate {
    let known: BTreeSet<_> = estate.components().flat_map(checks).map(|(id, _)| id).collect();
    let mut unknown: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| !known.contains(&*sample.check)) {
        unknown.entry(&sample.check).or_default().push(sample);
    }
    let check = |id: &str, samples: &[&Sample]| {
        let interval = flags.interval.unwrap_or_else(|| usual_distance(samples).max(INTERVAL));
        Check { interval, rule: flags.rule, slow: flags.slow, ..Check::new(id, "recorded", "") }
    };
    let component =
        |(id, samples): (&str, Vec<&Sample>)| Component::new(id, id, "recorded", vec![check(id, &samples)]);
    let components: Vec<_> = unknown.into_iter().map(component).collect();
    let groups = vec![Group::new("recorded", "Recorded")];
    estate.systems.push(System { groups, components, ..System::new("recorded", "Recorded") });
    estate
}

/// The median of the milliseconds between neighbouring samples of a location, which are in order of time; 0 without any.
fn usual_distance(samples: &[&Sample]) -> i64 {
    let mut latest = BTreeMap::new();
    let mut distances: Vec<_> = samples
        .iter()
        .filter_map(|sample| Some(sample.at.since(latest.insert(&*sample.location, sample.at)?)))
        .filter(|distance| *distance > 0)
        .collect();
    distances.sort_unstable();
    distances.get(distances.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
