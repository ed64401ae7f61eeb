//! Listeners that stand for the checks and metrics of a simulated estate, each really speaking its protocol.
//!
//! ```text
//! listen --a connection or datagram--> Speak --each request--> Simulated::turn: well, late, broken or gone
//! ```
//!
//! A protocol is one file under `listener/` and one line in the table `PROTOCOLS`. It speaks as much as the probe of
//! its kind understands, and says that it is broken in its own words. Two kinds have no listener: pings are answered by
//! the kernel (see [`ping`](super::ping)), and a heartbeat is sent by what it stands for.

mod actuator;
mod cassandra;
mod clickhouse;
mod dns;
mod exposition;
mod grafana;
mod gremlin;
mod grpc;
mod heartbeat;
mod http;
mod icmp;
mod kafka;
mod listen;
mod llm;
mod loki;
mod mongodb;
mod postgres;
mod prometheus;
mod protocol;
#[cfg(test)]
mod published;
mod redis;
mod schema_registry;
mod simulated;
mod smtp;
mod tcp;
mod tls;
#[cfg(test)]
pub(super) mod trial;
mod websocket;

use super::behaviour::SLOW;
use super::faults::Faults;
use model::estate::{Check, Component, Metric};
use model::latency::rounded;
use model::sample::Outcome;
use model::time::At;
use probe::{Question, certificate_outlook};
use protocol::{Protocol, Speak, Speaking, Stream};
use simulated::{Role, Simulated};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

/// Every protocol, by the kind of its checks.
const PROTOCOLS: &[Protocol] = &[
    actuator::PROTOCOL,
    cassandra::PROTOCOL,
    clickhouse::PROTOCOL,
    dns::PROTOCOL,
    exposition::PROTOCOL,
    grafana::PROTOCOL,
    gremlin::PROTOCOL,
    grpc::PROTOCOL,
    heartbeat::PROTOCOL,
    http::PROTOCOL,
    icmp::PROTOCOL,
    kafka::PROTOCOL,
    llm::PROTOCOL,
    loki::PROTOCOL,
    mongodb::PROTOCOL,
    postgres::PROTOCOL,
    prometheus::PROTOCOL,
    redis::PROTOCOL,
    schema_registry::PROTOCOL,
    smtp::PROTOCOL,
    tcp::PROTOCOL,
    tls::PROTOCOL,
    websocket::PROTOCOL,
];

fn of(kind: &str) -> &'static Protocol {
    // Every kind has its line, as a test sees.
    PROTOCOLS.iter().find(|protocol| protocol.kind == kind).unwrap_or(&tcp::PROTOCOL)
}

/// What the probe of `check` makes of it while `component` is broken: the outcome, and why.
pub fn broken(component: &Component, check: &Check) -> (Outcome, String) {
    let protocol = of(&check.kind);
    (protocol.broken)(&Role::of(component, &check.target, protocol.heeded(&check.options), check.timeout))
}

/// What becomes of `check` at `at` while nothing is there, where a good answer takes `usual` microseconds: the outcome,
/// the latency, and why.
pub fn gone(check: &Check, at: At, usual: u32) -> (Outcome, u32, String) {
    let (latency, why) = match of(&check.kind).speak {
        Speak::Connections(_) | Speak::Datagrams(_) => (usual / 20, "connection refused".into()),
        Speak::Kernel(_) => icmp::silence(check.timeout),
        Speak::Unasked => (0, format!("no heartbeat since {}", at - check.interval)),
    };
    (Outcome::Fail, latency, why)
}

/// The same while its component is slow. What only accepts connections cannot be late.
pub fn late(check: &Check, usual: u32) -> (Outcome, u32, String) {
    if !of(&check.kind).answers {
        return (Outcome::Pass, usual, String::new());
    }
    let latency = rounded(usual.saturating_add(SLOW as u32 * 1_000));
    match check.slow {
        Some(slow) if slow <= SLOW => {
            (Outcome::Slow, latency, format!("answered in {} ms, slow from {slow} ms", latency / 1_000))
        }
        _ => (Outcome::Pass, latency, String::new()),
    }
}

/// Whether `check` is one that no listener can answer.
pub fn is_answered_by_the_kernel(check: &Check) -> bool {
    matches!(of(&check.kind).speak, Speak::Kernel(_))
}

/// What the probe of `check` makes at `now` of a certificate that ends at `end`; nothing if it looks at
/// none.
pub fn expiring(check: &Check, end: At, now: At) -> Option<(Outcome, String)> {
    let question = Question::of(check).ok().filter(Question::looks_at_certificate)?;
    Some(certificate_outlook(&question, end, now))
}

/// Starts what stands for `check` of `component` on the loopback interface, and gives the check that asks it. Options
/// that it does not heed, such as credentials, are left out. Heartbeats are sent to the Pharos that listens at `pharos`.
pub async fn start(
    component: &Component,
    check: &Check,
    faults: Arc<Faults>,
    pharos: SocketAddr,
) -> io::Result<Check> {
    let protocol = of(&check.kind);
    let role = Role::of(component, &check.target, protocol.heeded(&check.options), check.timeout);
    let simulated = Arc::new(Simulated::new(component.id.clone(), role, faults));
    if check.is_pushed() {
        tokio::spawn(heartbeat::report(simulated.clone(), check.clone(), pharos));
    }
    let target = protocol.open(simulated, &check.target).await?;
    Ok(Check { target, options: protocol.trusting(&check.options), ..check.clone() })
}

/// The same for a metric.
pub async fn start_metric(component: &Component, metric: &Metric, faults: Arc<Faults>) -> io::Result<Metric> {
    let protocol = of(&metric.kind);
    let role = Role::of(component, &metric.target, protocol.heeded(&metric.options), metric.timeout());
    let simulated = Arc::new(Simulated::new(component.id.clone(), role, faults));
    let target = protocol.open(simulated, &metric.target).await?;
    Ok(Metric { target, options: protocol.trusting(&metric.options), ..metric.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_protocol_and_heeds_its_own_options() {
        let kinds: Vec<_> = probe::KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(PROTOCOLS.iter().map(|protocol| protocol.kind).collect::<Vec<_>>(), kinds);
        for protocol in PROTOCOLS {
            let kind = probe::kind(protocol.kind).unwrap();
            assert!(protocol.options.iter().all(|name| kind.option(name).is_some()), "{}", protocol.kind);
        }
    }
}
