//! TLS by rustls with the ring provider, verified against the root certificates of this machine.

use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::Resumption;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error, InvalidMessage, RootCertStore};
use url::Host;

use crate::fault::Fault;
use crate::stopwatch::{self, Stopwatch};

/// How to agree on TLS; without a connector if this machine has no root certificates.
#[derive(Clone)]
pub(crate) struct Tls(Option<TlsConnector>);

impl Tls {
    /// Trusts what this machine trusts: the system's store, or `SSL_CERT_FILE` and `SSL_CERT_DIR` if set.
    pub fn native() -> Tls {
        let mut roots = RootCertStore::empty();
        // One unreadable certificate in the store must not take the others away.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Tls::trusting(roots)
    }

    /// Trusts these roots alone.
    pub fn trusting(roots: RootCertStore) -> Tls {
        if roots.is_empty() {
            return Tls(None);
        }
        let provider = Arc::new(ring::default_provider());
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        Tls(versions.ok().map(|builder| {
            let mut config = builder.with_root_certificates(roots).with_no_client_auth();
            // A resumed session skips the certificate, and an expired one would go unnoticed.
            config.resumption = Resumption::disabled();
            TlsConnector::from(Arc::new(config))
        }))
    }

    /// Shakes hands, verifies the certificate for `host`, and notes the phase.
    pub async fn handshake(
        &self,
        host: &Host<String>,
        stream: TcpStream,
        watch: &mut Stopwatch,
    ) -> Result<TlsStream<TcpStream>, Fault> {
        let Tls(Some(connector)) = self else {
            return Err(Fault::blind(
                "no root certificates here; install ca-certificates or set SSL_CERT_FILE",
            ));
        };
        let since = Instant::now();
        let agreed = connector.connect(server_name(host)?, stream).await;
        stopwatch::add(&mut watch.phases.tls, since.elapsed());
        agreed.map_err(|error| refused(&error))
    }
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
        // webpki's word for what `openssl req -x509` makes unless told otherwise; it is not re-exported as a type.
        E::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "certificate not trusted: it is self-signed, as a CA's own".to_owned()
        }
        other => format!("certificate not trusted: {other}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::address::Address;
    use crate::dial::dial;
    use crate::loopback;
    use std::time::Duration;

    async fn shake(tls: &Tls, name: &str, port: u16) -> Result<(), Fault> {
        let mut watch = Stopwatch::start(Duration::from_secs(60));
        let stream = dial(&Address::parse(&format!("127.0.0.1:{port}")).unwrap(), &mut watch).await?;
        tls.handshake(&Host::parse(name).unwrap(), stream, &mut watch).await.map(drop)?;
        assert!(watch.phases.tls.is_some());
        Ok(())
    }

    #[tokio::test]
    async fn trust_decides() {
        let port = loopback::respond_tls(|_| String::new()).await.port();
        let trusting = Tls::trusting(loopback::roots());
        shake(&trusting, "localhost", port).await.unwrap();
        shake(&trusting, "127.0.0.1", port).await.unwrap();
        let other = shake(&trusting, "other.example", port).await.unwrap_err();
        assert_eq!(other, Fault::fail("certificate is for another name"));

        // An anchor of another name, so that the store is not empty, and yet the issuer is unknown.
        let mut strange = loopback::roots();
        strange.roots[0].subject = vec![0x31, 0x00].into();
        let unknown = shake(&Tls::trusting(strange), "localhost", port).await.unwrap_err();
        assert_eq!(unknown, Fault::fail("certificate not trusted: unknown issuer"));
    }

    #[tokio::test]
    async fn plain_text_is_not_tls() {
        let port = loopback::shout("SSH-2.0-loopback\r\n").await.port();
        let fault = shake(&Tls::trusting(loopback::roots()), "localhost", port).await.unwrap_err();
        assert_eq!(fault, Fault::fail("the other side does not speak TLS"));
    }

    #[tokio::test]
    async fn a_machine_without_roots_is_blind() {
        let port = loopback::respond_tls(|_| String::new()).await.port();
        let fault = shake(&Tls::trusting(RootCertStore::empty()), "localhost", port).await.unwrap_err();
        assert_eq!(fault.outcome, model::sample::Outcome::Blind);
        assert!(fault.detail.contains("install ca-certificates"));
    }
}
