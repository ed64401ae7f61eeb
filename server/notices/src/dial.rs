//! Finds the address of a host once and connects to that address, as far as it is allowed, with TLS or without.

use crate::outcome::tidy;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Host;

/// Says which addresses may be connected to.
pub type Allowed = fn(IpAddr) -> bool;

/// The addresses of a name, with a port, as they come.
type Found = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// How names are looked up.
type Names = Arc<dyn Fn(String, u16) -> Found + Send + Sync>;

/// How to reach receivers.
#[derive(Clone)]
pub(crate) struct Dialer {
    /// None if there is no root certificate to verify by.
    tls: Option<TlsConnector>,
    allowed: Allowed,
    names: Names,
}

impl Dialer {
    /// Trusts these roots, and connects to what is allowed.
    pub fn new(roots: RootCertStore, allowed: Allowed) -> Dialer {
        let roots = (!roots.is_empty()).then_some(roots);
        let config = roots.and_then(|roots| {
            let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
            let builder = builder.with_safe_default_protocol_versions().ok()?;
            Some(builder.with_root_certificates(roots).with_no_client_auth())
        });
        Dialer {
            tls: config.map(|config| TlsConnector::from(Arc::new(config))),
            allowed,
            names: Arc::new(system),
        }
    }

    /// The same, that connects only to what is allowed.
    pub fn only(self, allowed: Allowed) -> Dialer {
        Dialer { allowed, ..self }
    }

    /// The same, that asks `names` for the addresses of a name and a port, not this machine.
    pub fn naming(self, names: impl Fn(&str, u16) -> Vec<SocketAddr> + Send + Sync + 'static) -> Dialer {
        let names: Names = Arc::new(move |name, port| {
            let found = names(&name, port);
            Box::pin(async move { Ok(found) })
        });
        Dialer { names, ..self }
    }

    /// Connects to a host; the error is in words.
    pub async fn connect(&self, host: &Host<&str>, port: u16) -> Result<TcpStream, String> {
        let found = match host {
            Host::Ipv4(ip) => vec![SocketAddr::from((*ip, port))],
            Host::Ipv6(ip) => vec![SocketAddr::from((*ip, port))],
            Host::Domain(name) => self.lookup(name, port).await?,
        };
        let mut why = "the name has no address".to_owned();
        for address in &found {
            // A name that leads to one address that is not allowed is not followed to the others either.
            if !(self.allowed)(address.ip()) {
                return Err("the address is none that messages may be sent to".into());
            }
        }
        for address in found {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => why = words(&error),
            }
        }
        Err(why)
    }

    async fn lookup(&self, name: &str, port: u16) -> Result<Vec<SocketAddr>, String> {
        let found = (self.names)(name.to_owned(), port).await;
        found.map_err(|error| format!("the name cannot be looked up: {}", words(&error)))
    }

    /// Shakes hands, and verifies the certificate for `host`; the error is in words.
    pub async fn secure(&self, host: &Host<&str>, stream: TcpStream) -> Result<TlsStream<TcpStream>, String> {
        let tls = self.tls.as_ref().ok_or("there are no root certificates here; install ca-certificates")?;
        let name = match host {
            Host::Ipv4(ip) => ServerName::from(IpAddr::from(*ip)),
            Host::Ipv6(ip) => ServerName::from(IpAddr::from(*ip)),
            Host::Domain(name) => ServerName::try_from((*name).to_owned())
                .map_err(|_| "the host's name cannot stand in a certificate")?,
        };
        tls.connect(name, stream).await.map_err(|error| format!("TLS failed: {}", words(&error)))
    }
}

/// What this machine finds.
fn system(name: String, port: u16) -> Found {
    Box::pin(async move { Ok(lookup_host((name, port)).await?.collect()) })
}

/// What the system or TLS says, on one line.
fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused".into(),
        io::ErrorKind::ConnectionReset => "connection reset".into(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe => "connection closed early".into(),
        _ => tidy(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::sync::Mutex;
    use tokio::net::TcpListener;

    /// A dialer to 127.0.0.1 alone that is told these addresses one after the other, and how many are left.
    fn told(answers: &[&[&str]]) -> (Dialer, Arc<Mutex<Vec<Vec<IpAddr>>>>) {
        let parsed = |answer: &&[&str]| answer.iter().map(|ip| ip.parse().unwrap()).collect();
        let left = Arc::new(Mutex::new(answers.iter().rev().map(parsed).collect::<Vec<Vec<IpAddr>>>()));
        let known = left.clone();
        let names: Names = Arc::new(move |_, port| {
            let found = known.lock().unwrap().pop().unwrap();
            Box::pin(async move { Ok(found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()) })
        });
        let dialer = Dialer::new(RootCertStore::empty(), |ip| ip == IpAddr::from([127, 0, 0, 1]));
        (Dialer { names, ..dialer }, left)
    }

    #[tokio::test]
    async fn a_name_whose_answers_change_is_asked_once_and_leads_to_what_was_looked_at() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (dialer, left) = told(&[&["127.0.0.1"], &["127.0.0.2"], &["127.0.0.1", "127.0.0.2"], &[]]);
        let host = Host::Domain("rebind.example");
        let stream = dialer.connect(&host, port).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap().ip(), IpAddr::from([127, 0, 0, 1]));
        assert_eq!(left.lock().unwrap().len(), 3);
        for _ in 0..2 {
            assert!(
                dialer.connect(&host, port).await.unwrap_err().contains("none that messages may be sent to")
            );
        }
        assert!(dialer.connect(&host, port).await.unwrap_err().contains("no address"));
    }
}
