//! What promtool prints: `tsdb dump`, and `query` in its own words. What it prints as JSON is read as such.
//!
//! `{__name__="up", job="a"} 1 1700000000000` is a line of a dump, with milliseconds; `up{job="a"} =>`, then lines of
//! `1 @[1700000000.5]`, is a range, and both on one line an instant.

use super::exposition::called;
use super::gathered::{Gathered, Labels, Moment};
use capacity::import::Series;

/// A name for what has none, so that its labels can be read.
const NAMELESS: &str = "_";

/// Whether a text begins with this line of a dump.
pub fn is_dump(line: &str) -> bool {
    line.starts_with("{__name__=")
}

/// Whether a text begins with this line of an answer.
pub fn is_answer(line: &str) -> bool {
    line.contains("} =>") || line.contains(" => ")
}

/// The series of a dump; the error names the line that is none.
pub fn dump(text: &str, moment: Moment) -> Result<Vec<Series>, String> {
    let mut gathered = Gathered::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = if line.starts_with('{') { format!("{NAMELESS}{line}") } else { line.to_owned() };
        let read = probe::series(&line).map_err(|why| format!("The line {number} is no sample: {why}."))?;
        if let Some(series) = read {
            let (name, labels) = called(&series.name);
            gathered.add(&name, labels, series.time.map(|time| time / 1e3), series.value);
        }
    }
    Ok(gathered.series(moment))
}

/// The series of an answer; the error names the line that belongs to none.
pub fn answer(text: &str, moment: Moment) -> Result<Vec<Series>, String> {
    let mut gathered = Gathered::default();
    let mut current: Option<(String, Labels)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let wrong = || format!("The line {number} is no answer of promtool.");
        let sample = match line.split_once("=>") {
            Some((series, sample)) => {
                current = Some(series_of(series.trim()).ok_or_else(wrong)?);
                sample
            }
            None => line,
        };
        if sample.trim().is_empty() {
            continue;
        }
        let ((name, labels), (value, at)) = current.as_ref().zip(pair(sample)).ok_or_else(wrong)?;
        gathered.add(name, labels.clone(), Some(at), value);
    }
    Ok(gathered.series(moment))
}

fn series_of(text: &str) -> Option<(String, Labels)> {
    let is_nameless = text.starts_with('{');
    let text = if is_nameless { format!("{NAMELESS}{text} 0") } else { format!("{text} 0") };
    let (name, labels) = called(&probe::series(&text).ok()??.name);
    Some((if is_nameless { String::new() } else { name }, labels))
}

/// `1 @[1700000000.5]` as value and time.
fn pair(text: &str) -> Option<(f64, f64)> {
    let (value, at) = text.split_once("@[")?;
    Some((value.trim().parse().ok()?, at.trim_end().strip_suffix(']')?.parse().ok()?))
}
