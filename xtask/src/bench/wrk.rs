//! The load generator: wrk, pinned to a core of its own.

use crate::process;
use anyhow::{Context, Result};
use std::process::Command;

/// Seconds that one measurement lasts.
pub const SECONDS: u32 = 4;
/// Connections kept open at once.
pub const CONNECTIONS: u32 = 32;

/// What one run of wrk saw.
#[derive(Debug, PartialEq)]
pub struct Load {
    /// Requests answered.
    pub requests: f64,
    /// Requests a second.
    pub rate: f64,
    /// Answers with a status outside 2xx and 3xx, and connections that failed.
    pub errors: f64,
    /// Bytes received, headers included, as wrk rounds them.
    pub bytes: f64,
    /// Milliseconds within which 99 of 100 were answered.
    pub p99: f64,
}

/// Asks a port of this machine for `/` with one header, from core 1, for some seconds.
pub fn run(port: u16, header: &str, seconds: u32) -> Result<Load> {
    run_at(port, "/", header, seconds)
}

/// The same for any path, which may have a query.
pub fn run_at(port: u16, path: &str, header: &str, seconds: u32) -> Result<Load> {
    load(port, path, header, CONNECTIONS, seconds)
}

/// The same for `/`, by so many connections.
pub fn herd(port: u16, header: &str, connections: u32, seconds: u32) -> Result<Load> {
    load(port, "/", header, connections, seconds)
}

fn load(port: u16, path: &str, header: &str, connections: u32, seconds: u32) -> Result<Load> {
    let (duration, connections) = (format!("-d{seconds}s"), format!("-c{connections}"));
    let mut wrk = Command::new("taskset");
    wrk.args(["-c", "1", "wrk", "-t1", "--latency", &connections, &duration, "-H", header]);
    parse(&process::text(wrk.arg(format!("http://127.0.0.1:{port}{path}")))?)
        .context("wrk's output has another form")
}

fn parse(text: &str) -> Option<Load> {
    let summary = text.lines().find(|line| line.contains(" requests in "))?;
    let requests = summary.trim().split(' ').next()?.parse().ok()?;
    let (_, read) = summary.rsplit_once(", ")?;
    let rate = after(text, "Requests/sec:")?.parse().ok()?;
    let refused =
        after(text, "Non-2xx or 3xx responses:").and_then(|count| count.parse().ok()).unwrap_or(0.0);
    let broken: f64 = after(text, "Socket errors:")
        .map_or(0.0, |counts| counts.split([' ', ',']).filter_map(|word| word.parse::<f64>().ok()).sum());
    let p99 = millis(after(text, "99%")?)?;
    Some(Load { requests, rate, errors: refused + broken, bytes: bytes(read.strip_suffix(" read")?)?, p99 })
}

/// The rest of the line after a label.
fn after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim)
}

/// A size as wrk prints it, in steps of 1,024: `1.50GB`.
fn bytes(text: &str) -> Option<f64> {
    let units = [("GB", 1024.0_f64.powi(3)), ("MB", 1024.0_f64.powi(2)), ("KB", 1024.0), ("B", 1.0)];
    units.iter().find_map(|(unit, factor)| Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * factor))
}

/// A length of time as wrk prints it, in milliseconds: `1.23ms`.
fn millis(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1_000.0), ("m", 60_000.0)];
    units.iter().find_map(|(unit, factor)| Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "Running 8s test @ http://127.0.0.1:1/\n  1 threads and 32 connections\n  \
        Thread Stats   Avg      Stdev     Max   +/- Stdev\n  Latency Distribution\n     50%  310.00us\n     99%    1.25ms\n  \
        80000 requests in 8.00s, 1.50MB read\n";

    #[test]
    fn the_summary_is_read() {
        let text = format!("{OUTPUT}Requests/sec:  10000.50\nTransfer/sec:      0.19MB\n");
        let bytes = 1.5 * 1024.0 * 1024.0;
        let expected = Load { requests: 80_000.0, rate: 10_000.5, errors: 0.0, bytes, p99: 1.25 };
        assert_eq!([millis("250us"), millis("1.5s"), millis("x")], [Some(0.25), Some(1_500.0), None]);
        assert_eq!(parse(&text), Some(expected));
        assert_eq!(parse("unable to connect"), None);
    }

    #[test]
    fn failures_count() {
        let errors =
            "  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 4\n";
        let text = format!("{OUTPUT}{errors}Requests/sec:  10000.50\n");
        assert!(parse(&text).is_some_and(|load| load.errors == 10.0));
    }
}
