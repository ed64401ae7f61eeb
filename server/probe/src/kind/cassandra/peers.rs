//! Which peers accept connections.

use model::sample::Outcome;
use std::net::IpAddr;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use crate::fault::Fault;

/// Those of `peers` that have accepted no TCP connection on `port` by `until`, in the order of their addresses;
/// all are asked at the same time. Errors when this side has no means left to connect.
pub(super) async fn down(peers: &[IpAddr], port: u16, until: Instant) -> Result<Vec<IpAddr>, Fault> {
    let mut asked = JoinSet::new();
    for peer in peers.iter().copied() {
        asked.spawn(async move { (peer, timeout_at(until, TcpStream::connect((peer, port))).await) });
    }
    let mut down = Vec::new();
    while let Some(answer) = asked.join_next().await {
        match answer {
            Ok((_, Ok(Ok(_)))) => {}
            Ok((peer, Err(_))) => down.push(peer),
            Ok((peer, Ok(Err(error)))) => {
                Some(Fault::from(error))
                    .filter(|fault| fault.outcome == Outcome::Blind)
                    .map_or(Ok(()), Err)?;
                down.push(peer);
            }
            Err(_) => return Err(Fault::blind("the runtime ends")),
        }
    }
    down.sort();
    Ok(down)
}
