//! Cassandra: one node answers CQL, and its peers accept connections.
//!
//! The body is `{"cluster", "version", "data_center", "peers", "peers_up"}`: of the node what it says of itself,
//! and of the other nodes that it knows how many there are, at most 64, and how many of these accept a TCP
//! connection on the same port within half of the time that is left. A peer that does not makes the answer slow:
//! the cluster serves, but has lost a replica.

mod connection;
mod peers;
mod rows;

use serde_json::json;
use std::net::IpAddr;

use self::connection::Connection;
use self::rows::{address, text};
use crate::address::Address;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption, any_text};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;
use crate::wire::{self, Wire};

pub(super) const KIND: Kind = Kind {
    name: "cassandra",
    about: "Passes when a Cassandra node answers CQL and its peers accept connections.",
    example: "cassandra-1.example:9042",
    validate: |target| Address::parse(target).map(drop),
    options: &[
        KindOption {
            name: "password",
            about: "The password of `user`; by default it is empty.",
            validate: any_text,
        },
        wire::TLS,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
        KindOption {
            name: "user",
            about: "Who signs in if the node wants that (PasswordAuthenticator); by default nobody does.",
            validate: any_text,
        },
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const LOCAL: &str = "SELECT cluster_name, release_version, data_center FROM system.local";
const PEERS: &str = "SELECT peer, rpc_address FROM system.peers";

/// Peers that are asked at most.
const ASKED: usize = 64;

/// Peers that a detail names.
const NAMED: usize = 4;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let target = Address::parse(&question.target).map_err(Fault::blind)?;
    let mut node = Connection::over(Wire::open(prober, question, watch).await?);
    let user = question.option("user").map(|user| (user, question.option("password").unwrap_or("")));
    node.start(user, watch).await?;
    let local = rows::read::<3>(&node.query(LOCAL, watch).await?)?;
    let [cluster, version, data_center] =
        local.first().ok_or_else(|| Fault::fail("the node says nothing of itself"))?.each_ref().map(text);
    let known = rows::read::<2>(&node.query(PEERS, watch).await?)?;
    let mut peers: Vec<_> = known.iter().filter_map(|[peer, rpc]| reached_at(rpc, peer)).collect();
    peers.truncate(ASKED);
    let down = peers::down(&peers, target.port, watch.share(2)).await?;
    Ok(Found::json(json!({
        "cluster": cluster,
        "version": version,
        "data_center": data_center,
        "peers": peers.len(),
        "peers_up": peers.len() - down.len(),
    }))
    .judged(judge(&down, peers.len())))
}

/// Where clients reach a peer: at its `rpc_address`, unless that stands for all of its addresses.
fn reached_at(rpc: &Option<Vec<u8>>, peer: &Option<Vec<u8>>) -> Option<IpAddr> {
    address(rpc).filter(|rpc| !rpc.is_unspecified()).or_else(|| address(peer))
}

fn judge(down: &[IpAddr], peers: usize) -> Result<(), Fault> {
    if down.is_empty() {
        return Ok(());
    }
    let named: Vec<_> = down.iter().take(NAMED).map(IpAddr::to_string).collect();
    let more = if down.len() > NAMED { ", ..." } else { "" };
    let named = named.join(", ");
    Err(Fault::slow(format!("{} of {peers} peers down: {named}{more}", down.len())))
}

#[cfg(test)]
mod tests;
