//! `cargo xtask bench collector`: CPU of checks, judging and durable storage included, next to Debian's
//! prometheus-blackbox-exporter, which only probes. Both take turns on core 0; what they probe, and the load that drives
//! the exporter, is on core 1. How many checks there were, the probed server counts.

use super::server::{Server, ensure, free_port};
use super::{http, nginx, procfs, wrk};
use crate::workspace::Workspace;
use crate::{build, process};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Checks a second at which CPU is measured.
const STEADY: usize = 1_000;

/// Checks a second that are more than a core can do.
const TOO_MANY: usize = 16_000;

/// Seconds that one measurement of Pharos lasts, after as many for warming up as [`WARM`].
const SECONDS: u64 = 12;

/// Seconds in which everything is checked for the first time.
const WARM: u64 = 4;

/// A way to check.
struct Case {
    name: &'static str,
    kind: &'static str,
    /// Module of the exporter that does the same.
    module: &'static str,
    /// Whether the target keeps connections.
    kept: bool,
}

/// Checks of the last measurement, each once a minute.
const MANY: usize = 10_000;

const CASES: [Case; 3] = [
    Case { name: "HTTP, connection kept", kind: "http", module: "http_2xx", kept: true },
    Case { name: "HTTP, connection each", kind: "http", module: "http_2xx", kept: false },
    Case { name: "TCP", kind: "tcp", module: "tcp_connect", kept: true },
];

/// What is probed.
struct Target {
    server: Server,
    kept: u16,
    closed: u16,
}

/// The command: builds, measures, prints a table.
pub fn run(workspace: &Workspace) -> Result<()> {
    const EXPORTER: &str = "prometheus-blackbox-exporter";
    ensure(&[("wrk", "wrk"), ("nginx", "nginx-light"), ("taskset", "util-linux"), (EXPORTER, EXPORTER)])?;
    let binary = build::release(workspace)?;
    let folder = workspace.notes("bench-collector");
    let target = target(&folder)?;
    let clock = procfs::Clock::new()?;
    println!(
        "{:<24} {:<10} {:>12} {:>16} {:>14}",
        "check", "program", "checks/s", "CPU s / 1,000", "at most/s"
    );
    for case in &CASES {
        let (rate, cpu) = pharos(&clock, &binary, &folder, case, &target, STEADY)?;
        let (most, _) = pharos(&clock, &binary, &folder, case, &target, TOO_MANY)?;
        println!("{:<24} {:<10} {rate:>12.0} {cpu:>16.4} {most:>14.0}", case.name, "pharos");
        let (rate, peer) = exporter(&clock, EXPORTER, &folder, case, &target)?;
        println!("{:<24} {:<10} {rate:>12.0} {peer:>16.4} {rate:>14.0}", case.name, "exporter");
        println!("{:<24} {:<10} {:>12} {:>16.2} {:>14.2}", case.name, "ratio", "", cpu / peer, most / rate);
    }
    many(&clock, &binary, &folder, &target)?;
    println!("the exporter keeps no connection, no history and judges nothing");
    process::run(workspace.cargo().args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "store",
        "--example",
        "rates",
    ]))
}

fn target(folder: &Path) -> Result<Target> {
    let (kept, closed) = (free_port()?, free_port()?);
    let process = nginx::start_target(&folder.join("target"), 1, kept, closed)?;
    let server = Server { name: "nginx", port: kept, process };
    http::wait(kept, Duration::from_secs(5))?;
    Ok(Target { server, kept, closed })
}

impl Target {
    fn port(&self, case: &Case) -> u16 {
        if case.kept { self.kept } else { self.closed }
    }

    /// Requests that came so far, or connections for a check that only connects.
    fn count(&self, case: &Case) -> Result<f64> {
        let answer = http::get_at(self.server.port, "/count", "Accept: */*")?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        // The third line: accepted and handled connections, requests.
        let mut numbers = text.lines().nth(2).unwrap_or_default().split_whitespace();
        let number = if case.kind == "tcp" { numbers.next() } else { numbers.nth(2) };
        number.and_then(|number| number.parse().ok()).context("nginx's count has another form")
    }
}

/// 10,000 checks a minute: the share of the core that they take, and how late they start.
fn many(clock: &procfs::Clock, binary: &Path, folder: &Path, target: &Target) -> Result<()> {
    let case = &CASES[0];
    let server = start(binary, folder, &estate(case, target.kept, MANY, "60s"))?;
    std::thread::sleep(Duration::from_secs(60));
    let before = clock.cpu_seconds(server.process.id())?;
    std::thread::sleep(Duration::from_secs(60));
    let share = (clock.cpu_seconds(server.process.id())? - before) / 60.0;
    server.stop()?;
    let log = fs::read_to_string(folder.join("pharos.log"))?;
    let told =
        log.lines().find(|line| line.contains("how long after")).context("no word on lateness in the log")?;
    println!("{MANY} checks a minute take {:.1} % of a core; {told}", share * 100.0);
    Ok(())
}

/// Starts Pharos on core 0 over this estate, with an empty history; its log goes to `pharos.log`.
fn start(binary: &Path, folder: &Path, estate: &str) -> Result<Server> {
    let (content, data) = (folder.join("content"), folder.join("data"));
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    fs::create_dir_all(content.join("estate"))?;
    fs::write(content.join("pharos.toml"), SETTINGS)?;
    fs::write(content.join("estate/bench.toml"), estate)?;
    let port = free_port()?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(binary).args(["serve", "--port", &port.to_string(), "--content"]);
    command.arg(&content).arg("--data").arg(&data).stdout(Stdio::null());
    let process = command
        .stderr(fs::File::create(folder.join("pharos.log"))?)
        .spawn()
        .context("cannot start pharos")?;
    let server = Server { name: "pharos", port, process };
    http::wait(port, Duration::from_secs(30))?;
    Ok(server)
}

/// Lets Pharos check `checks` things each second: how many it did a second, and CPU seconds per 1,000 of them.
fn pharos(
    clock: &procfs::Clock,
    binary: &Path,
    folder: &Path,
    case: &Case,
    target: &Target,
    checks: usize,
) -> Result<(f64, f64)> {
    let server = start(binary, folder, &estate(case, target.port(case), checks, "1s"))?;
    std::thread::sleep(Duration::from_secs(WARM));
    let before = (target.count(case)?, clock.cpu_seconds(server.process.id())?, Instant::now());
    std::thread::sleep(Duration::from_secs(SECONDS));
    let done = target.count(case)? - before.0;
    let cpu = clock.cpu_seconds(server.process.id())? - before.1;
    Ok((done / before.2.elapsed().as_secs_f64(), cpu / done * 1_000.0))
}

const SETTINGS: &str = "[site]\nname = \"Bench\"\nurl = \"http://127.0.0.1\"\n\
    [collect]\nconcurrency = 256\nper_host = 256\n";

/// An estate with so many components, each with one check every `interval`.
fn estate(case: &Case, port: u16, checks: usize, interval: &str) -> String {
    let mut text =
        "[system]\nid = \"bench\"\nname = \"Bench\"\n[[group]]\nid = \"all\"\nname = \"All\"\n".to_owned();
    let target = match case.kind {
        "tcp" => format!("127.0.0.1:{port}"),
        _ => format!("http://127.0.0.1:{port}/"),
    };
    for number in 0..checks {
        let kind = case.kind;
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "[[component]]\nid = \"c{number}\"\nname = \"{number}\"\ngroup = \"all\"\n[[component.check]]\n\
             id = \"x\"\nkind = \"{kind}\"\ntarget = \"{target}\"\ninterval = \"{interval}\"\ntimeout = \"1s\"\n"
        );
    }
    text
}

/// Lets wrk ask the exporter to probe as often as it can: probes a second, and CPU seconds per 1,000 of them.
fn exporter(
    clock: &procfs::Clock,
    program: &str,
    folder: &Path,
    case: &Case,
    target: &Target,
) -> Result<(f64, f64)> {
    let config = folder.join("exporter.yml");
    fs::write(&config, "modules:\n  http_2xx: { prober: http }\n  tcp_connect: { prober: tcp }\n")?;
    let port = free_port()?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0", program]).arg(format!("--config.file={}", config.display()));
    command.arg(format!("--web.listen-address=127.0.0.1:{port}")).stdout(Stdio::null()).stderr(Stdio::null());
    let process = command.spawn().context("cannot start the exporter")?;
    let server = Server { name: "exporter", port, process };
    http::wait(port, Duration::from_secs(10))?;
    let target = match case.kind {
        "tcp" => format!("127.0.0.1:{}", target.port(case)),
        _ => format!("http://127.0.0.1:{}/", target.port(case)),
    };
    let path = format!("/probe?module={}&target={target}", case.module);
    wrk::run_at(port, &path, "Accept: */*", 1)?;
    let before = clock.cpu_seconds(server.process.id())?;
    let load = wrk::run_at(port, &path, "Accept: */*", 8)?;
    let cpu = clock.cpu_seconds(server.process.id())? - before;
    Ok((load.rate, cpu / load.requests * 1_000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estate_has_as_many_checks_as_were_asked_for() {
        let text = estate(&CASES[2], 4_711, 3, "1s");
        assert_eq!(text.matches("target = \"127.0.0.1:4711\"").count(), 3);
        assert!(estate(&CASES[0], 4_711, 1, "1s").contains("http://127.0.0.1:4711/"));
    }
}
