//! The page while many are there: 5,000 streams of events, readers who do not read, and a herd that asks for one version all
//! at once. The server has core 0; all who ask, the streams among them, share core 1.

use super::server::Server;
use super::streams::Streams;
use super::{procfs, wrk};
use crate::process;
use anyhow::{Context, Result};
use std::io::Write;
use std::net::TcpStream;
use std::process::Command;

/// Streams of events.
const STREAMS: usize = 5_000;

/// Readers who ask for the page without compression and read nothing of it.
const SLOW: usize = 500;

/// Connections of the herd.
const HERD: u32 = 1_000;

/// Seconds of the herd, in which at least one version is drawn: the demo's page changes every ten seconds.
const SECONDS: u32 = 15;

/// Versions whose way to all streams is measured.
const VERSIONS: usize = 3;

/// The header by which the page is asked for.
const HEADER: &str = "Accept-Encoding: br";

/// Measures a server whose page changes by itself, and prints what was found.
pub fn run(clock: &procfs::Clock, server: &Server) -> Result<()> {
    // Threads that are started from here on are on core 1, as wrk is.
    let pid = std::process::id().to_string();
    process::text(Command::new("taskset").args(["-a", "-c", "-p", "1", &pid]))?;
    println!("p99 of the page in ms, {} connections as fast as they can:", wrk::CONNECTIONS);
    page(server, "alone")?;
    let before = procfs::resident(server.process.id())?;
    let mut streams = Streams::open(server.port, STREAMS)?;
    let each = (procfs::resident(server.process.id())? - before) / STREAMS as f64;
    page(server, &format!("{STREAMS} event streams"))?;
    fan_out(clock, server, &mut streams)?;
    let readers: Vec<_> = (0..SLOW).map(|_| slow(server.port)).collect::<Result<_>>()?;
    page(server, &format!("and {} slow readers", readers.len()))?;
    let herd = wrk::herd(server.port, HEADER, HERD, SECONDS)?;
    println!("  {:<28} {:>8.2}   {HERD} connections, {:.0}/s", "and a herd", herd.p99, herd.rate);
    println!("a stream takes {:.1} kB of memory; {} errors in the herd", each / 1e3, herd.errors);
    drop(streams);
    Ok(())
}

fn page(server: &Server, with: &str) -> Result<()> {
    let load = wrk::run(server.port, HEADER, wrk::SECONDS)?;
    println!("  {with:<28} {:>8.2}   {:.0}/s", load.p99, load.rate);
    Ok(())
}

/// How long a version takes to reach all streams once the first has it, and what each stream costs of the server's core.
fn fan_out(clock: &procfs::Clock, server: &Server, streams: &mut Streams) -> Result<()> {
    streams.spread()?;
    let before = clock.cpu_seconds(server.process.id())?;
    let spreads: Vec<_> = (0..VERSIONS).map(|_| streams.spread()).collect::<Result<_>>()?;
    let cpu = (clock.cpu_seconds(server.process.id())? - before) / VERSIONS as f64;
    let most = spreads.iter().copied().fold(0.0, f64::max);
    println!(
        "an event reaches {STREAMS} streams within {most:.1} ms of the first; {cpu:.3} CPU s a version in all"
    );
    Ok(())
}

fn slow(port: u16) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).context("a slow reader cannot connect")?;
    stream.write_all(format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes())?;
    Ok(stream)
}
