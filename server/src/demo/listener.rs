//! Listeners that stand for the checks and metrics of a simulated estate, each really speaking its protocol.
//!
//! ```text
//! listen --a connection--> Protocol::speak --each request--> Simulated::turn: well, late, broken or gone
//! ```
//!
//! A protocol is one file under `listener/` and one line in the table `PROTOCOLS`. It speaks as much as the probe of
//! its kind understands, and says that it is broken in its own words. A check of a kind that the table does not have is
//! simulated by a connection.

mod actuator;
mod cassandra;
mod clickhouse;
mod exposition;
mod grafana;
mod gremlin;
mod http;
mod kafka;
mod llm;
mod loki;
mod mongodb;
mod postgres;
mod prometheus;
mod redis;
mod schema_registry;
mod simulated;
mod tcp;
mod tls;
#[cfg(test)]
pub(super) mod trial;

use super::faults::Faults;
use model::estate::{Check, Component, Metric};
use model::options::Options;
use model::sample::Outcome;
use model::time::At;
use probe::{Question, certificate_outlook};
use simulated::{Role, Simulated};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// How often a listener looks whether it should be there at all.
const LOOK: Duration = Duration::from_millis(100);

/// Every protocol, by the kind of its checks.
const PROTOCOLS: &[Protocol] = &[
    actuator::PROTOCOL,
    cassandra::PROTOCOL,
    clickhouse::PROTOCOL,
    exposition::PROTOCOL,
    grafana::PROTOCOL,
    gremlin::PROTOCOL,
    http::PROTOCOL,
    kafka::PROTOCOL,
    llm::PROTOCOL,
    loki::PROTOCOL,
    mongodb::PROTOCOL,
    postgres::PROTOCOL,
    prometheus::PROTOCOL,
    redis::PROTOCOL,
    schema_registry::PROTOCOL,
    tcp::PROTOCOL,
    tls::PROTOCOL,
];

/// A conversation on one connection; an error ends it.
type Speaking<'a> = Pin<Box<dyn Future<Output = io::Result<()>> + Send + 'a>>;

/// How a listener meets the probe of one kind.
struct Protocol {
    /// The word of the kind.
    kind: &'static str,
    /// The options of a check that it heeds.
    options: &'static [&'static str],
    /// Whether it says anything at all, so that it can be late and say that it is broken.
    answers: bool,
    /// Speaks until the other side is done.
    speak: fn(&Simulated, TcpStream) -> Speaking<'_>,
    /// What the probe makes of a component that is broken.
    broken: fn(&Role) -> (Outcome, String),
}

fn of(kind: &str) -> &'static Protocol {
    PROTOCOLS.iter().find(|protocol| protocol.kind == kind).unwrap_or(&tcp::PROTOCOL)
}

/// What the probe of `check` makes of it while `component` is broken: the outcome, and why.
pub fn broken(component: &Component, check: &Check) -> (Outcome, String) {
    (of(&check.kind).broken)(&Role::of(component, &check.options))
}

/// What the probe of `check` makes at `now` of a certificate that ends at `end`; nothing if it looks at none.
pub fn expiring(check: &Check, end: At, now: At) -> Option<(Outcome, String)> {
    let question = (check.kind == tls::PROTOCOL.kind).then(|| Question::of(check).ok())?;
    question.map(|question| certificate_outlook(&question, end, now))
}

/// Whether `check` can be late: what only accepts connections cannot.
pub fn can_be_late(check: &Check) -> bool {
    of(&check.kind).answers
}

/// Starts the listener for `check` of `component` on a free port of the loopback interface, and gives the check with
/// its address as target. Options that the listener does not heed, such as credentials, are left out.
pub async fn start(component: &Component, check: &Check, faults: Arc<Faults>) -> io::Result<Check> {
    let protocol = of(&check.kind);
    let address = open(protocol, component, &check.options, faults).await?;
    Ok(aimed(protocol, check, address))
}

/// The same for a metric.
pub async fn start_metric(component: &Component, metric: &Metric, faults: Arc<Faults>) -> io::Result<Metric> {
    let protocol = of(&metric.kind);
    let address = open(protocol, component, &metric.options, faults).await?;
    let options = heeded(protocol, &metric.options);
    Ok(Metric { target: target(&metric.target, address), options, ..metric.clone() })
}

async fn open(
    protocol: &'static Protocol,
    component: &Component,
    options: &Options,
    faults: Arc<Faults>,
) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let simulated = Arc::new(Simulated::new(component.id.clone(), Role::of(component, options), faults));
    tokio::spawn(listen(protocol, simulated, listener, address));
    Ok(address)
}

/// The options that a listener heeds.
fn heeded(protocol: &Protocol, options: &Options) -> Options {
    let mut heeded = Options::default();
    for (name, value) in options.iter().filter(|(name, _)| protocol.options.contains(name)) {
        heeded.set(name, value);
    }
    heeded
}

/// The check that asks the listener at `address`.
fn aimed(protocol: &Protocol, check: &Check, address: SocketAddr) -> Check {
    let options = heeded(protocol, &check.options);
    let mut aimed = Check { kind: protocol.kind.into(), options, ..check.clone() };
    aimed.target = target(&check.target, address);
    if protocol.kind == tls::PROTOCOL.kind {
        aimed.options.set(tls::TRUST.0, tls::TRUST.1);
    }
    if protocol.kind != check.kind {
        aimed.target = address.to_string();
        (aimed.expect, aimed.slow_unless) = (Vec::new(), Vec::new());
    }
    aimed
}

/// The configured `target` with `address` in the place of its host and port, and without TLS.
fn target(target: &str, address: SocketAddr) -> String {
    let Some((scheme, rest)) = target.split_once("://") else { return address.to_string() };
    let scheme = if scheme.starts_with("ws") { "ws" } else { "http" };
    format!("{scheme}://{address}{}", rest.find('/').map_or("/", |slash| &rest[slash..]))
}

async fn listen(
    protocol: &'static Protocol,
    simulated: Arc<Simulated>,
    listener: TcpListener,
    address: SocketAddr,
) {
    let mut listening = Some(listener);
    loop {
        if simulated.is_gone(protocol.answers) {
            listening = None;
        } else if listening.is_none() {
            listening = TcpListener::bind(address).await.ok();
        }
        let Some(listener) = &listening else {
            tokio::time::sleep(LOOK).await;
            continue;
        };
        if let Ok(Ok((stream, _))) = tokio::time::timeout(LOOK, listener.accept()).await {
            // Answers are written in parts, none of which may wait for the other side to confirm the one before.
            drop(stream.set_nodelay(true));
            let simulated = simulated.clone();
            // A conversation that breaks off is the other side's business.
            tokio::spawn(async move { drop((protocol.speak)(&simulated, stream).await) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_sorted_and_their_kinds_and_options_are_those_of_probes() {
        assert!(PROTOCOLS.is_sorted_by(|a, b| a.kind < b.kind));
        for protocol in PROTOCOLS {
            let kind = probe::kind(protocol.kind).unwrap();
            assert!(protocol.options.iter().all(|name| kind.option(name).is_some()), "{}", protocol.kind);
        }
    }

    #[test]
    fn a_target_keeps_its_path_and_loses_its_host_and_tls() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9));
        let target = |text| target(text, address);
        assert_eq!(target("http://capsule:8080/actuator/health"), "http://127.0.0.1:9/actuator/health");
        assert_eq!(target("https://x"), "http://127.0.0.1:9/");
        assert_eq!(target("wss://janusgraph:8182/gremlin"), "ws://127.0.0.1:9/gremlin");
        assert_eq!(target("kafka-0:9092"), "127.0.0.1:9");
    }

    #[test]
    fn a_kind_without_a_listener_is_simulated_by_a_connection() {
        let mut check = Check::new("a/b/c", "dns", "example.org");
        check.expect = vec!["[DNS_RCODE] == NOERROR".into()];
        let aimed = aimed(of("dns"), &check, SocketAddr::from(([127, 0, 0, 1], 9)));
        assert_eq!((aimed.kind.as_str(), aimed.target.as_str()), ("tcp", "127.0.0.1:9"));
        assert_eq!(aimed.expect, Vec::<String>::new());
    }
}
