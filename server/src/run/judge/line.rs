//! One line of recorded samples: what is in it, and what is wrong with it.

use model::sample::{LOCAL, Outcome, Phases, Sample};
use model::time::At;
use serde::Deserialize;
use serde_json::Value;
use std::io::BufRead;

/// One line of the input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    check: String,
    #[serde(default)]
    location: Option<String>,
    at: Value,
    outcome: String,
    #[serde(default)]
    latency_us: Option<f64>,
    #[serde(default)]
    detail: Option<String>,
}

/// The first and the last instant that RFC 3339 can write of the years from 1 on, in milliseconds since 1970.
const WRITTEN: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// What to write instead of a line that cannot be read.
const REMEDY: &str = "`pharos judge --help` shows one.";

/// Reads all samples, in the order of their lines. The error names the first line that is none, why, and the remedy.
pub(super) fn read(input: impl BufRead) -> Result<Vec<Sample>, String> {
    let mut samples = Vec::new();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.map_err(|error| format!("Line {number} cannot be read: {error}. {REMEDY}"))?;
        // Some programs begin a file of UTF-8 with a byte order mark.
        let line = line.trim_start_matches('\u{feff}').trim();
        if !line.is_empty() {
            samples.push(sample(line).map_err(|why| format!("Line {number} is no sample: {why}. {REMEDY}"))?);
        }
    }
    Ok(samples)
}

fn sample(line: &str) -> Result<Sample, String> {
    // The position that serde names is within this one line.
    let line: Line =
        serde_json::from_str(line).map_err(|error| error.to_string().replace(" at line 1 ", " at "))?;
    let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.word() == line.outcome);
    if line.check.trim().is_empty() {
        return Err("`check` is empty".into());
    }
    Ok(Sample {
        check: line.check.into(),
        location: line.location.as_deref().unwrap_or(LOCAL).into(),
        at: instant(&line.at)?,
        outcome: outcome.ok_or("`outcome` is none of pass, slow, fail, blind")?,
        latency: latency(line.latency_us.unwrap_or(0.0))?,
        phases: Phases::default(),
        detail: line.detail.unwrap_or_default(),
    })
}

/// Milliseconds since 1970, of which parts are cut off, or RFC 3339.
fn instant(value: &Value) -> Result<At, String> {
    let at = match value {
        Value::Number(number) => {
            number.as_i64().or_else(|| number.as_f64().map(|millis| millis.floor() as i64)).map(At)
        }
        Value::String(text) => At::parse(text),
        _ => None,
    };
    let at = at.ok_or("`at` is neither milliseconds since 1970 nor RFC 3339")?;
    if WRITTEN.contains(&at.0) { Ok(at) } else { Err("`at` is not within the years 1 to 9999".into()) }
}

/// Whole microseconds, as many as fit.
fn latency(micros: f64) -> Result<u32, String> {
    if micros < 0.0 { Err("`latency_us` is less than 0".into()) } else { Ok(micros as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(rest: &str) -> String {
        format!("{{\"check\":\"a\",\"outcome\":\"pass\",{rest}}}")
    }

    #[test]
    fn a_line_that_is_no_sample_is_told_by_its_number_with_what_to_write() {
        let good = line("\"at\":1,\"latency_us\":1");
        for (bad, words) in [
            ("{}".to_owned(), "missing field `check`"),
            (line("\"at\":\"noon\""), "`at` is neither milliseconds since 1970 nor RFC 3339"),
            (line("\"at\":\"2026-02-30T00:00:00Z\""), "`at` is neither"),
            (line("\"at\":[1]"), "`at` is neither"),
            (line("\"at\":9223372036854775807"), "`at` is not within the years 1 to 9999"),
            (line("\"at\":-9223372036854775808"), "`at` is not within"),
            (line("\"at\":1e300"), "`at` is not within"),
            (line("\"at\":1,\"latency_us\":-1"), "`latency_us` is less than 0"),
            (line("\"at\":1,\"latency_us\":\"9\""), "invalid type: string \"9\", expected f64 at column"),
            (line("\"at\":1,\"place\":\"x\""), "unknown field `place`"),
            (line("\"at\":1").replace("pass", "up"), "`outcome` is none of pass, slow, fail, blind"),
            (line("\"at\":1").replace("\"a\"", "\" \""), "`check` is empty"),
            ("[]".to_owned(), "invalid length 0"),
            ("pass".to_owned(), "expected value at column 1"),
        ] {
            let why = read(format!("{good}\n\n{bad}\n{good}\n").as_bytes()).unwrap_err();
            assert!(why.starts_with("Line 3 is no sample: ") && why.contains(words), "{bad}: {why}");
            assert!(why.ends_with(REMEDY), "{why}");
        }
        let why = read(&b"\n\xff\n"[..]).unwrap_err();
        assert!(why.starts_with("Line 2 cannot be read: ") && why.ends_with(REMEDY), "{why}");
    }

    #[test]
    fn a_sample_may_be_written_in_several_ways() {
        let first = |text: &str| read(text.as_bytes()).unwrap().remove(0);
        let sample =
            first(&line("\"at\":1767225600000,\"location\":\"local\",\"latency_us\":950,\"detail\":\"\""));
        for text in [
            line("\"at\":\"2026-01-01T00:00:00Z\",\"latency_us\":950"),
            line("\"at\":\"2026-01-01T02:00:00.0004+02:00\",\"latency_us\":950.7"),
            line("\"at\":1767225600000.9,\"latency_us\":950,\"location\":null,\"detail\":null"),
            format!("\u{feff}\r\n  {}  \r\n", line("\"at\":1767225600000,\"latency_us\":950")),
        ] {
            assert_eq!(first(&text), sample, "{text}");
        }
        assert_eq!(first(&line("\"at\":1")).latency, 0);
        assert_eq!(first(&line("\"at\":1,\"latency_us\":1e12")).latency, u32::MAX);
        assert_eq!(first(&line("\"at\":1,\"latency_us\":null")).latency, 0);
    }
}
