//! Finds the address of a host once and connects to that address, as far as it is allowed, with TLS or without.

use crate::outcome::tidy;
use std::io;
use std::net::{IpAddr, SocketAddr};
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

/// How to reach receivers.
#[derive(Clone)]
pub(crate) struct Dialer {
    /// None if there is no root certificate to verify by.
    tls: Option<TlsConnector>,
    allowed: Allowed,
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
        Dialer { tls: config.map(|config| TlsConnector::from(Arc::new(config))), allowed }
    }

    /// Connects to a host; the error is in words.
    pub async fn connect(&self, host: &Host<&str>, port: u16) -> Result<TcpStream, String> {
        let found = match host {
            Host::Ipv4(ip) => vec![SocketAddr::from((*ip, port))],
            Host::Ipv6(ip) => vec![SocketAddr::from((*ip, port))],
            Host::Domain(name) => lookup(name, port).await?,
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

async fn lookup(name: &str, port: u16) -> Result<Vec<SocketAddr>, String> {
    let found = lookup_host((name, port)).await;
    Ok(found.map_err(|error| format!("the name cannot be looked up: {}", words(&error)))?.collect())
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
