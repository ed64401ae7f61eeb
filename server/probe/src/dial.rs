//! Finding an address and connecting to it over TCP.
//!
//! Names are looked up in DNS, with answers kept by their TTL ([`Names`]), and what is not found
//! there by the system's own lookup, which knows other sources (nsswitch.conf) and has words for what is wrong.

use std::io;
use std::net::SocketAddr;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};
use url::Host;

use crate::address::Address;
use crate::fault::Fault;
use crate::names::Names;
use crate::stopwatch::{self, Stopwatch};

/// Resolves and connects, noting both phases; an IP address has no resolve phase.
pub(crate) async fn dial(address: &Address, watch: &mut Stopwatch) -> Result<TcpStream, Fault> {
    let found = resolve(address, watch).await?;
    let since = Instant::now();
    let connected = connect(&found, watch).await;
    stopwatch::add(&mut watch.phases.connect, since.elapsed());
    watch.ip = connected.as_ref().ok().and_then(|stream| Some(stream.peer_addr().ok()?.ip()));
    connected
}

/// All addresses of a host, in the order in which to try them; at least one.
pub(crate) async fn resolve(address: &Address, watch: &mut Stopwatch) -> Result<Vec<SocketAddr>, Fault> {
    let name = match &address.host {
        Host::Ipv4(ip) => return Ok(vec![SocketAddr::from((*ip, address.port))]),
        Host::Ipv6(ip) => return Ok(vec![SocketAddr::from((*ip, address.port))]),
        Host::Domain(name) => name,
    };
    let since = Instant::now();
    let found = lookup(name, address.port, watch.names.as_deref()).await;
    stopwatch::add(&mut watch.phases.resolve, since.elapsed());
    let found = found.map_err(|error| unresolved(&error))?;
    if found.is_empty() { Err(Fault::fail("name lookup failed: the name has no address")) } else { Ok(found) }
}

async fn lookup(name: &str, port: u16, names: Option<&Names>) -> io::Result<Vec<SocketAddr>> {
    let known = match names {
        Some(names) => names.find(name).await,
        None => Vec::new(),
    };
    if known.is_empty() {
        return Ok(lookup_host((name, port)).await?.collect());
    }
    Ok(known.into_iter().map(|ip| SocketAddr::from((ip, port))).collect())
}

fn unresolved(error: &io::Error) -> Fault {
    let whole = error.to_string();
    // getaddrinfo's own words follow a prefix of the standard library.
    let reason = whole.split_once("information: ").map_or(whole.as_str(), |(_, reason)| reason);
    Fault::fail(format!("name lookup failed: {reason}"))
}

/// Tries the addresses in their order. Each gets an equal share of the time left, so that
/// a dead IPv6 route does not hide an IPv4 address that answers.
async fn connect(addresses: &[SocketAddr], watch: &Stopwatch) -> Result<TcpStream, Fault> {
    let mut fault = Fault::fail("name lookup failed: the name has no address");
    for (tried, address) in addresses.iter().enumerate() {
        let until = watch.share(addresses.len() - tried);
        match timeout_at(until, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Ok(Err(error)) => fault = Fault::from(error),
            Err(_) => fault = Fault::from(io::Error::from(io::ErrorKind::TimedOut)),
        }
    }
    Err(fault)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loopback;
    use std::time::Duration;

    fn watch() -> Stopwatch {
        Stopwatch::start(Duration::from_secs(60))
    }

    #[tokio::test]
    async fn the_second_address_is_tried_when_the_first_refuses() {
        let (refusing, _held) = loopback::refusing();
        let open = loopback::respond(|_| String::new()).await;
        assert_eq!(connect(&[refusing, open], &watch()).await.unwrap().peer_addr().unwrap(), open);
        assert_eq!(connect(&[refusing], &watch()).await.unwrap_err(), Fault::fail("connection refused"));
        assert!(connect(&[], &watch()).await.unwrap_err().detail.contains("no address"));
    }

    #[tokio::test]
    async fn only_names_have_a_resolve_phase() {
        let open = loopback::respond(|_| String::new()).await;
        let mut numeric = watch();
        dial(&Address::parse(&open.to_string()).unwrap(), &mut numeric).await.unwrap();
        assert_eq!(numeric.phases.resolve, None);
        assert!(numeric.phases.connect.is_some());

        let mut named = watch();
        dial(&Address::parse(&format!("localhost:{}", open.port())).unwrap(), &mut named).await.unwrap();
        assert!(named.phases.resolve.is_some());
    }

    #[tokio::test]
    async fn an_unknown_name_says_so() {
        // `.invalid` never resolves (RFC 6761, section 6.4).
        let unknown = Address::parse("db.invalid:1").unwrap();
        let asking = watch().with(std::sync::Arc::new(Names::default()));
        for mut watch in [watch(), asking] {
            let fault = dial(&unknown, &mut watch).await.unwrap_err();
            assert!(fault.detail.starts_with("name lookup failed: "), "{}", fault.detail);
        }
    }
}
