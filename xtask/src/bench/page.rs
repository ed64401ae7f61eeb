//! `cargo xtask bench page`: requests a second, p99 and CPU of the status page from the byte cache, next to nginx
//! serving the same bytes from a file. Servers take turns on core 0; the load comes from core 1. Then the page in a crowd,
//! and with 1,000 components and a year of history.

use super::server::{Server, free_port};
use super::wrk::{self, Load};
use super::{crowd, http, nginx, procfs, server, year};
use crate::build;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Measurements of each server and kind of answer.
const ROUNDS: usize = 3;

/// One measurement.
struct Row {
    rate: f64,
    /// CPU seconds of the server per 1,000 requests.
    cpu: f64,
    /// Bytes received per request, headers included.
    bytes: f64,
    /// Milliseconds within which 99 of 100 were answered.
    p99: f64,
}

/// The command: builds, measures, prints a table.
pub fn run(workspace: &Workspace) -> Result<()> {
    ensure!(std::thread::available_parallelism()?.get() >= 2, "this needs two cores: one a side");
    server::ensure(&[("wrk", "wrk"), ("nginx", "nginx-light"), ("taskset", "util-linux")])?;
    let binary = build::release(workspace)?;
    let pharos = pharos(&binary)?;
    let folder = workspace.notes("bench");
    let body = |header: &str| http::get(pharos.port, header).map(|answer| answer.body);
    let port = free_port()?;
    let process =
        nginx::start(&folder, port, &body("Accept-Encoding: identity")?, &body("Accept-Encoding: br")?)?;
    let nginx = Server { name: "nginx", port, process };
    http::wait(nginx.port, Duration::from_secs(5))?;

    let clock = procfs::Clock::new()?;
    let idle = idle(&clock, &pharos)?;
    println!(
        "pharos alone, without a request, takes {:.1} % of its core; that is in its figures",
        idle * 100.0
    );
    println!(
        "{} connections; server on core 0, wrk on core 1; median of {ROUNDS} rounds of {} s, taking turns",
        wrk::CONNECTIONS,
        wrk::SECONDS
    );
    println!(
        "{:<10} {:<8} {:>12} {:>16} {:>16} {:>10}",
        "answer", "server", "requests/s", "CPU s / 1,000", "bytes/request", "p99 ms"
    );
    for kind in ["identity", "brotli", "304"] {
        compare(&clock, kind, [&pharos, &nginx])?;
    }
    drop(nginx);
    year::run(workspace, &binary)?;
    crowd::run(&clock, &pharos)
}

/// Measures one kind of answer on both servers in turn, and prints three lines of the table.
fn compare(clock: &procfs::Clock, kind: &str, servers: [&Server; 2]) -> Result<()> {
    let mut rows: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (server, rows) in servers.iter().zip(&mut rows) {
            rows.push(measure(clock, server, kind)?);
        }
    }
    let medians = rows.map(|rows| {
        let of: [fn(&Row) -> f64; 4] = [|row| row.rate, |row| row.cpu, |row| row.bytes, |row| row.p99];
        of.map(|of| median(&rows, of))
    });
    for (server, [rate, cpu, bytes, p99]) in servers.iter().zip(&medians) {
        println!("{kind:<10} {:<8} {rate:>12.0} {cpu:>16.4} {bytes:>16.0} {p99:>10.2}", server.name);
    }
    let [pharos, nginx] = medians;
    println!("{kind:<10} {:<8} {:>12.2} {:>16.2}", "ratio", pharos[0] / nginx[0], pharos[1] / nginx[1]);
    Ok(())
}

/// The middle one of what some rows have.
fn median(rows: &[Row], of: fn(&Row) -> f64) -> f64 {
    let mut values: Vec<f64> = rows.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Starts the demo on core 0 and waits for its page, which comes after 90 days of history.
fn pharos(binary: &Path) -> Result<Server> {
    let port = free_port()?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(binary).args([
        "demo",
        "--no-open",
        "--strict-port",
        "--port",
        &port.to_string(),
    ]);
    let process =
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start pharos")?;
    let server = Server { name: "pharos", port, process };
    http::wait(port, Duration::from_secs(120)).context("the demo does not come up")?;
    Ok(server)
}

/// Share of a core that a server takes without requests, over three seconds.
fn idle(clock: &procfs::Clock, server: &Server) -> Result<f64> {
    const SECONDS: u64 = 3;
    let before = clock.cpu_seconds(server.process.id())?;
    std::thread::sleep(Duration::from_secs(SECONDS));
    Ok((clock.cpu_seconds(server.process.id())? - before) / SECONDS as f64)
}

/// Loads a server with one kind of request, after a second of warming up.
fn measure(clock: &procfs::Clock, server: &Server, kind: &str) -> Result<Row> {
    let header = header(server, kind)?;
    wrk::run(server.port, header, 1)?;
    let before = clock.cpu_seconds(server.process.id())?;
    let Load { requests, rate, errors, bytes, p99 } = wrk::run(server.port, header, wrk::SECONDS)?;
    let cpu = clock.cpu_seconds(server.process.id())? - before;
    ensure!(errors == 0.0, "{} answered {errors} requests with an error", server.name);
    Ok(Row { rate, cpu: cpu / requests * 1000.0, bytes: bytes / requests, p99 })
}

/// The header that asks for a kind of answer, tried once.
fn header(server: &Server, kind: &str) -> Result<&'static str> {
    let header = match kind {
        "identity" => "Accept-Encoding: identity",
        "brotli" => "Accept-Encoding: br",
        // Any version will do: the demo's page changes while it is measured.
        _ => "If-None-Match: *",
    };
    let answer = http::get(server.port, header)?;
    let encoding = answer.header("content-encoding");
    match (kind, answer.status) {
        ("identity", 200) if encoding.is_none() => Ok(header),
        ("brotli", 200) if encoding == Some("br") => Ok(header),
        ("304", 304) => Ok(header),
        (_, status) => bail!("{} answers `{header}` with {status}, encoding {encoding:?}", server.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        let rows = [9.0, 1.0, 5.0].map(|rate| Row { rate, cpu: 0.0, bytes: 0.0, p99: 0.0 });
        assert_eq!(median(&rows, |row| row.rate), 5.0);
    }
}
