//! TLS by rustls with the ring provider, verified against the root certificates of this machine.
//!
//! A kind that speaks TLS asks [`Prober::tls`](crate::Prober) for it, which heeds the options of the question,
//! and lists those options among its own, in the order of their names: `tls::CA, tls::CLIENT_CERT,
//! tls::CLIENT_KEY, tls::VERIFY`.

mod certificate;
mod choice;
mod der;
mod named;
mod settings;
mod verifier;

use std::hash::{Hash, Hasher};
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::Resumption;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{
    AlertDescription, CertificateError, ClientConfig, Error, InvalidMessage, RootCertStore,
};
use url::Host;

use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};

pub(crate) use self::certificate::Certificate;
pub(crate) use self::choice::Choices;
pub(crate) use self::settings::{CA, CLIENT_CERT, CLIENT_KEY, Settings, VERIFY};

/// How to agree on TLS. Two are the same if they stem from the same one, so that connections can be shared.
#[derive(Clone)]
pub(crate) struct Tls {
    /// `None` if there is no root certificate to verify by.
    config: Option<Arc<ClientConfig>>,
    /// What this machine trusts.
    roots: Arc<RootCertStore>,
}

impl PartialEq for Tls {
    fn eq(&self, other: &Tls) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Tls {}

impl Hash for Tls {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

impl Tls {
    /// The address of what it holds, which nothing else can have as long as this is held.
    fn identity(&self) -> Option<*const ClientConfig> {
        self.config.as_ref().map(Arc::as_ptr)
    }

    /// Trusts what this machine trusts: the system's store, or `SSL_CERT_FILE` and `SSL_CERT_DIR` if set.
    pub fn native() -> Tls {
        let mut roots = RootCertStore::empty();
        // One unreadable certificate in the store must not take the others away.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Tls::trusting(roots)
    }

    /// Trusts these roots alone.
    pub fn trusting(roots: RootCertStore) -> Tls {
        let roots = Arc::new(roots);
        let known = (!roots.is_empty()).then(|| roots.clone());
        let config = known.and_then(|known| {
            let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
            let builder = builder.with_safe_default_protocol_versions().ok()?;
            Some(unresumed(builder.with_root_certificates(known).with_no_client_auth()))
        });
        Tls { config, roots }
    }

    /// The same, offering `protocol` alone by ALPN (RFC 7301): `h2`.
    pub fn offering(&self, protocol: &str) -> Tls {
        let config = self.config.as_deref().map(|config| {
            let mut config = config.clone();
            config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
            Arc::new(config)
        });
        Tls { config, ..self.clone() }
    }

    /// Shakes hands, verifies the certificate for `host`, and notes the phase and until when the certificate is
    /// good.
    pub async fn handshake(
        &self,
        host: &Host<String>,
        stream: TcpStream,
        watch: &mut Stopwatch,
    ) -> Result<TlsStream<TcpStream>, Fault> {
        let config = self.config.clone().ok_or_else(|| {
            Fault::blind("no root certificates here; install ca-certificates or set SSL_CERT_FILE")
        })?;
        let name = server_name(host)?;
        let since = Instant::now();
        let agreed = TlsConnector::from(config).connect(name, stream).await;
        stopwatch::add(&mut watch.phases.tls, since.elapsed());
        let stream = agreed.map_err(|error| refused(&error))?;
        watch.certificate = Certificate::of(&stream).map(|leaf| leaf.not_after);
        Ok(stream)
    }
}

/// Resumption off: a resumed session skips the certificate, and an expired one would go unnoticed.
fn unresumed(mut config: ClientConfig) -> Arc<ClientConfig> {
    config.resumption = Resumption::disabled();
    Arc::new(config)
}

fn server_name(host: &Host<String>) -> Result<ServerName<'static>, Fault> {
    match host {
        Host::Ipv4(ip) => Ok(ServerName::from(std::net::IpAddr::from(*ip))),
        Host::Ipv6(ip) => Ok(ServerName::from(std::net::IpAddr::from(*ip))),
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(|_| {
            Fault::blind("the host's name cannot stand in a certificate, so TLS cannot verify it")
        }),
    }
}

fn refused(error: &io::Error) -> Fault {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match inner {
        Some(Error::InvalidCertificate(reason)) => Fault::fail(untrusted(reason)),
        Some(Error::InvalidMessage(InvalidMessage::InvalidContentType)) => {
            Fault::fail("the other side does not speak TLS")
        }
        Some(Error::AlertReceived(AlertDescription::NoApplicationProtocol)) => {
            Fault::fail("the other side does not speak this protocol over TLS")
        }
        Some(other) => Fault::fail(format!("TLS failed: {other}")),
        None => Fault::from(error).after("TLS failed"),
    }
}

fn untrusted(reason: &CertificateError) -> String {
    use CertificateError as E;
    match reason {
        E::Expired | E::ExpiredContext { .. } => "certificate expired".to_owned(),
        E::NotValidYet | E::NotValidYetContext { .. } => "certificate not valid yet".to_owned(),
        E::NotValidForName | E::NotValidForNameContext { .. } => "certificate is for another name".to_owned(),
        E::Revoked => "certificate revoked".to_owned(),
        E::UnknownIssuer => "certificate not trusted: unknown issuer".to_owned(),
        reason if is_authority_of_its_own(reason) => {
            "certificate not trusted: it is self-signed, as a CA's own; name it with tls_ca to trust it"
                .to_owned()
        }
        other => format!("certificate not trusted: {other}"),
    }
}

/// Whether a certificate is refused for being that of an authority itself, as `openssl req -x509` makes it unless told
/// otherwise. It is webpki's word, which is not re-exported as a type.
fn is_authority_of_its_own(reason: &CertificateError) -> bool {
    matches!(reason, CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity"))
}

#[cfg(test)]
mod tests;
