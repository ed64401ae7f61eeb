//! `pharos judge`: what recorded samples amount to, by the same code that judges live ones.

use super::{RunError, content, say};
use crate::cli;
use crate::collect::collector::{Collector, Stored};
use model::estate::{Check, Component, Estate, Group, System};
use model::judge::rule::{Flapping, Quorum, Rule, Threshold};
use model::sample::{Outcome, Phases, Sample};
use model::time::At;
use report::Report;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::io::BufRead;
use std::process::ExitCode;
use std::sync::Arc;

mod report;

/// One line of the input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    check: String,
    #[serde(default)]
    location: Option<String>,
    at: Instant,
    outcome: String,
    latency_us: u32,
    #[serde(default)]
    detail: String,
}

/// Milliseconds since 1970, or RFC 3339.
#[derive(Deserialize)]
#[serde(untagged)]
enum Instant {
    Millis(i64),
    Text(String),
}

/// Judges what comes in on standard input and prints what it amounts to.
pub fn run(args: &cli::Judge) -> Result<ExitCode, RunError> {
    let mut samples = read(std::io::stdin().lock()).map_err(RunError::Given)?;
    samples.sort_by_key(|sample| sample.at);
    let base = match &args.content {
        Some(folder) => content(Some(folder))?.estate,
        None => Estate::default(),
    };
    let rule = rule(args).map_err(RunError::Given)?;
    let estate = with_unknown(base, &samples, args.interval, rule);
    let report = judge(Arc::new(estate), samples);
    say(&if args.json { report.as_json() } else { report.as_text() });
    Ok(ExitCode::SUCCESS)
}

/// Lets a collector without a past take the samples, which are in order of time.
fn judge(estate: Arc<Estate>, samples: Vec<Sample>) -> Report {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return Report::default() };
    let (from, to) = (first.at, last.at);
    let mut collector = Collector::new(estate, Stored::default(), from);
    let mut verdicts = Vec::new();
    for sample in samples {
        collector.tick(sample.at);
        collector.take(sample);
        verdicts.extend(collector.drain().verdicts);
    }
    Report::of(&collector, verdicts, from, to)
}

fn read(input: impl BufRead) -> Result<Vec<Sample>, String> {
    let mut samples = Vec::new();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.map_err(|error| format!("Line {number} cannot be read: {error}."))?;
        if !line.trim().is_empty() {
            samples
                .push(sample(&line).map_err(|why| format!("Line {number} is no sample: {why}. {REMEDY}"))?);
        }
    }
    Ok(samples)
}

const REMEDY: &str = "`pharos judge --help` shows one.";

fn sample(line: &str) -> Result<Sample, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.word() == line.outcome);
    let at = match line.at {
        Instant::Millis(millis) => Some(At(millis)),
        Instant::Text(text) => At::parse(&text),
    };
    Ok(Sample {
        check: line.check.into(),
        location: line.location.as_deref().unwrap_or("local").into(),
        at: at.ok_or("`at` is neither milliseconds since 1970 nor RFC 3339")?,
        outcome: outcome.ok_or("`outcome` is none of pass, slow, fail, blind")?,
        latency: line.latency_us,
        phases: Phases::default(),
        detail: line.detail,
    })
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
fn with_unknown(mut estate: Estate, samples: &[Sample], interval: i64, rule: Rule) -> Estate {
    let known: BTreeSet<_> =
        estate.components().flat_map(|component| &component.checks).map(|check| check.id.as_str()).collect();
    let unknown: BTreeSet<_> =
        samples.iter().map(|sample| &*sample.check).filter(|check| !known.contains(check)).collect();
    let components = unknown.into_iter().map(|id| Component {
        id: id.into(),
        name: id.into(),
        group: "recorded".into(),
        summary: String::new(),
        ports: Vec::new(),
        replicas: None,
        depends_on: Vec::new(),
        docs: None,
        checks: vec![Check { interval, rule, ..Check::new(id, "recorded", "") }],
        metrics: Vec::new(),
    });
    let components: Vec<_> = components.collect();
    let groups = vec![Group { id: "recorded".into(), name: "Recorded".into() }];
    let (id, name, summary) = ("recorded".into(), "Recorded".into(), String::new());
    estate.systems.push(System { id, name, summary, docs: None, groups, components });
    estate
}

#[cfg(test)]
mod tests;
