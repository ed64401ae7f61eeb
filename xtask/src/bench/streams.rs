//! Open event streams, and what they hear: one thread each, which is cheap for who only waits.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// Bytes of the stack of a thread that only reads lines.
const STACK: usize = 128 << 10;

/// How long a stream may take to be opened, and an event to reach all.
const PATIENCE: Duration = Duration::from_secs(60);

/// A version of the snapshot and when a stream heard of it.
type Heard = (u64, Instant);

/// Streams that are open until this goes.
pub struct Streams {
    open: Vec<TcpStream>,
    heard: Receiver<Heard>,
    versions: BTreeMap<u64, Tally>,
}

/// Who heard of a version.
struct Tally {
    count: usize,
    first: Instant,
    last: Instant,
}

impl Streams {
    /// Opens so many streams of events at a port of this machine, and waits until they have heard of a version.
    pub fn open(port: u16, count: usize) -> Result<Streams> {
        let (tell, heard) = channel();
        let mut streams = Streams { open: Vec::with_capacity(count), heard, versions: BTreeMap::new() };
        for number in 0..count {
            let stream = listen(port, tell.clone()).with_context(|| {
                format!(
                    "stream {number} of {count} cannot be opened; `ulimit -n` has to be above twice as many"
                )
            })?;
            streams.open.push(stream);
        }
        streams.wait(|versions| versions.values().map(|tally| tally.count).sum::<usize>() >= count)?;
        Ok(streams)
    }

    /// Waits for the next version that all hear of, and gives the milliseconds from the first to the last who did.
    pub fn spread(&mut self) -> Result<f64> {
        let known = self.versions.keys().last().copied().unwrap_or_default();
        let count = self.open.len();
        self.wait(|versions| reached(versions, known, count).is_some())?;
        let spread = reached(&self.versions, known, count).unwrap_or_default();
        Ok(spread.as_secs_f64() * 1_000.0)
    }

    /// Takes what streams hear until this is so.
    fn wait(&mut self, done: impl Fn(&BTreeMap<u64, Tally>) -> bool) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while !done(&self.versions) {
            let left = until.saturating_duration_since(Instant::now());
            let heard = self.heard.recv_timeout(left).context("no version reached all streams in time")?;
            note(&mut self.versions, heard);
        }
        Ok(())
    }
}

fn note(versions: &mut BTreeMap<u64, Tally>, (version, at): Heard) {
    let tally = versions.entry(version).or_insert(Tally { count: 0, first: at, last: at });
    tally.count += 1;
    (tally.first, tally.last) = (tally.first.min(at), tally.last.max(at));
}

/// The time from the first to the last of `count` streams that heard of a version after `known`; nothing while none has
/// reached so many.
fn reached(versions: &BTreeMap<u64, Tally>, known: u64, count: usize) -> Option<Duration> {
    let mut later = versions.range(known + 1..).map(|(_, tally)| tally);
    later.find(|tally| tally.count >= count).map(|tally| tally.last.duration_since(tally.first))
}

impl Drop for Streams {
    fn drop(&mut self) {
        for stream in &self.open {
            // Whoever is gone already needs no end.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn listen(port: u16, tell: Sender<Heard>) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(format!("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes())?;
    let mut lines = BufReader::with_capacity(512, stream.try_clone()?);
    let mut head = String::new();
    lines.read_line(&mut head)?;
    ensure!(head.starts_with("HTTP/1.1 200 "), "{}", head.trim_end());
    Builder::new().stack_size(STACK).spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            let version = line.strip_prefix("data: ").and_then(|version| version.parse().ok());
            if version.is_some_and(|version| tell.send((version, Instant::now())).is_err()) {
                return;
            }
        }
    })?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_counts_when_all_have_heard_of_it() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut versions = BTreeMap::new();
        for (version, millis) in [(7, 0), (8, 10), (7, 1), (8, 40), (7, 2)] {
            note(&mut versions, (version, at(millis)));
        }
        assert_eq!(reached(&versions, 7, 3), None);
        note(&mut versions, (8, at(25)));
        assert_eq!(reached(&versions, 7, 3), Some(Duration::from_millis(30)));
        assert_eq!(reached(&versions, 8, 3), None);
    }
}
