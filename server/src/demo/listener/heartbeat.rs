//! A job that reports by itself: that it did its work, how long that took, or that it failed. One that is gone is silent.

use super::simulated::Simulated;
use super::{Protocol, Speak::Unasked};
use model::estate::{Check, HEARTBEAT};
use model::sample::Outcome;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval};

/// What a job that failed says.
const WHY: &str = "it ended with exit code 1";

/// The most that is read of an answer.
const ANSWER: u64 = 4 << 10;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: HEARTBEAT,
    options: &[],
    answers: false,
    speak: Unasked,
    broken: |_| (Outcome::Fail, WHY.into()),
};

/// Runs the job of `check` for good, once an interval; its reports go to the Pharos that listens at `pharos`.
pub(super) async fn report(simulated: Arc<Simulated>, check: Check, pharos: SocketAddr) {
    let mut due = interval(Duration::from_millis(check.interval.unsigned_abs()));
    due.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        due.tick().await;
        let began = Instant::now();
        if let Some(well) = simulated.turn().await {
            let took = began.elapsed().as_millis().max(1);
            // One that is not taken, because Pharos begins or ends, is followed by the next.
            drop(send(pharos, &query(&check.target, well, took)).await);
        }
    }
}

/// Path and query of a report on work that took so many milliseconds.
fn query(token: &str, well: bool, took: u128) -> String {
    let said =
        if well { "status=ok".into() } else { format!("status=fail&detail={}", WHY.replace(' ', "+")) };
    format!("/api/heartbeat/{token}?took_ms={took}&{said}")
}

async fn send(pharos: SocketAddr, query: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(pharos).await?;
    let head =
        format!("POST {query} HTTP/1.1\r\nhost: {pharos}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.take(ANSWER).read_to_end(&mut Vec::new()).await?;
    Ok(())
}
