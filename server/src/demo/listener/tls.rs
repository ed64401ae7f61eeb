//! The end of TLS in front of a service: a real handshake, then silence; or an alert instead, as from a server that
//! cannot load its key.
//!
//! Each handshake has a certificate of its own, so that one has as long left as it should however long the demo runs.
//! Alerts: RFC 8446, section 6, in the records of section 5.1.

mod certificate;

use super::simulated::Simulated;
use super::{Protocol, Speak::Connections, Speaking, Stream};
use certificate::certificate;
use model::sample::Outcome;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::{default_provider, sign::any_ecdsa_type};
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::sign::{CertifiedKey, SigningKey, SingleCertAndKey};

/// The option by which a check takes a certificate that nobody but itself has signed, and its value.
pub(super) const TRUST: (&str, &str) = ("tls_verify", "false");

/// The first byte of a connection that begins with TLS: a record of type handshake.
pub(super) const HANDSHAKE: u8 = 22;

/// A record of type alert (21), for TLS 1.2 or later, of two bytes: fatal, `internal_error`.
const ALERT: [u8; 7] = [21, 3, 3, 0, 2, 2, 80];

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "tls",
    options: &[],
    answers: true,
    speak: Connections(speak),
    broken: |_| (Outcome::Fail, "TLS failed: received fatal alert: InternalError".into()),
};

fn speak(simulated: &Simulated, mut stream: Stream) -> Speaking<'_> {
    Box::pin(async move {
        match simulated.turn().await {
            None => Ok(()),
            Some(false) => refuse(&mut stream).await,
            Some(true) => {
                let mut stream = accept(simulated, stream).await?;
                let mut bytes = [0; 1_024];
                while stream.read(&mut bytes).await? > 0 {}
                Ok(())
            }
        }
    })
}

/// Agrees on TLS with whoever begins it, with a certificate as [`Simulated::certificate`] has it.
pub(super) async fn accept(simulated: &Simulated, stream: Stream) -> io::Result<Stream> {
    let acceptor = TlsAcceptor::from(Arc::new(settings(simulated)?));
    Ok(Box::new(acceptor.accept(stream).await?))
}

/// Reads the first record of the other side, so that the alert is not lost to a reset, and answers with that.
async fn refuse(stream: &mut Stream) -> io::Result<()> {
    let mut header = [0; 5];
    stream.read_exact(&mut header).await?;
    let length = u16::from_be_bytes([header[3], header[4]]);
    tokio::io::copy(&mut (&mut *stream).take(length.into()), &mut tokio::io::sink()).await?;
    stream.write_all(&ALERT).await?;
    stream.shutdown().await
}

/// TLS with a new certificate, as long good as it should be at this instant of the demo.
fn settings(simulated: &Simulated) -> io::Result<ServerConfig> {
    let key = key()?;
    let (from, to) = simulated.certificate();
    let certificate = certificate(&*key, from, to).map_err(io::Error::other)?;
    let shown = SingleCertAndKey::from(CertifiedKey::new(vec![certificate], key));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    Ok(config.with_no_client_auth().with_cert_resolver(Arc::new(shown)))
}

/// A new key on the curve P-256.
fn key() -> io::Result<Arc<dyn SigningKey>> {
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
    let pkcs8 = pkcs8.map_err(|_| io::Error::other("no random numbers for a key"))?;
    any_ecdsa_type(&PrivatePkcs8KeyDer::from(pkcs8.as_ref()).into()).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail, slow};

    fn trial() -> Trial {
        Trial::of("tls", "load-balancer:443").with("server_name", "shop.example")
    }

    #[tokio::test]
    async fn a_certificate_about_to_expire_is_slow_by_the_condition_of_the_check() {
        let trial = trial().expects("[CERTIFICATE_EXPIRATION] > 48h").expects("[BODY].protocol == TLSv1.3");
        let trial = trial.slow_unless("[CERTIFICATE_EXPIRATION] > 14d");
        let soon = slow("[CERTIFICATE_EXPIRATION] (432000000) > 14d does not hold");
        assert_eq!(trial.expiring(), Some(soon));
        trial.meets(fail("TLS failed: received fatal alert: InternalError")).await;
    }

    #[tokio::test]
    async fn without_a_condition_it_is_slow_by_the_rule_of_the_probe() {
        assert_eq!(trial().expiring(), Some(slow("certificate expires in 5 d, on 2024-10-09")));
        trial().meets(fail("TLS failed: received fatal alert: InternalError")).await;
    }

    #[tokio::test]
    async fn whatever_is_asked_over_tls_shows_a_certificate() {
        let over_tls = |kind, target| Trial::of(kind, target).slow_unless("[CERTIFICATE_EXPIRATION] > 14d");
        let site = over_tls("http", "https://shop/health");
        let cache = over_tls("redis", "redis:6380").with("tls", "require");
        let database = over_tls("postgres", "postgres:5432").with("tls", "require");
        let soon = Some(slow("[CERTIFICATE_EXPIRATION] (432000000) > 14d does not hold"));
        assert_eq!(
            [site.expiring(), cache.expiring(), database.expiring()],
            [soon.clone(), soon.clone(), soon]
        );
        tokio::join!(
            site.meets(fail("status 503 Service Unavailable, wanted 2xx")),
            cache.meets(slow("it is loading its data")),
            database.meets(fail("the database system is in recovery mode (57P03)"))
        );
    }
}
