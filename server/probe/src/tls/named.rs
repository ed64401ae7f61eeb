//! Trusts whom authorities vouch for, and besides the very certificates that a check names.
//!
//! What `openssl req -x509` makes for a server says of itself that it is an authority's, unless told otherwise, and path
//! validation (RFC 5280, section 4.2.1.9) has no place for that at the end of a path. Who names that certificate trusts it
//! all the same, as `curl --cacert` does; its name and its dates count as ever, and the key must be the one in it.

use model::time::{At, SECOND};
use std::sync::Arc;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{WebPkiServerVerifier, verify_server_name};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

use super::{Certificate, is_authority_of_its_own};

/// Trusts authorities and named certificates.
#[derive(Debug)]
pub(super) struct Named {
    /// Follows paths to the authorities.
    pub paths: Arc<WebPkiServerVerifier>,
    /// Trusted as they are.
    pub certificates: Vec<CertificateDer<'static>>,
}

impl Named {
    /// Whether a certificate is one of those that are named.
    fn names(&self, shown: &CertificateDer<'_>) -> bool {
        self.certificates.iter().any(|named| named.as_ref() == shown.as_ref())
    }
}

impl ServerCertVerifier for Named {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match self.paths.verify_server_cert(shown, others, name, ocsp, now) {
            Err(Error::InvalidCertificate(reason))
                if is_authority_of_its_own(&reason) && self.names(shown) =>
            {
                verify_server_name(&ParsedCertificate::try_from(shown)?, name)?;
                in_date(shown, now)
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.paths.verify_tls12_signature(message, shown, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.paths.verify_tls13_signature(message, shown, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.paths.supported_verify_schemes()
    }
}

/// Whether a certificate is good at `now`, by its own word.
fn in_date(shown: &CertificateDer<'_>, now: UnixTime) -> Result<ServerCertVerified, Error> {
    let read = Certificate::read(shown).ok_or(CertificateError::BadEncoding)?;
    let now = At(i64::try_from(now.as_secs()).unwrap_or(i64::MAX).saturating_mul(SECOND));
    match () {
        () if now < read.not_before => Err(CertificateError::NotValidYet.into()),
        () if now > read.not_after => Err(CertificateError::Expired.into()),
        () => Ok(ServerCertVerified::assertion()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;
    use tokio_rustls::rustls::RootCertStore;
    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject;

    const OWN: &[u8] = include_bytes!("../../testdata/loopback-own-ca.pem");

    /// The word on the certificate for `name` at `seconds` since 1970, where `named` certificates are named.
    fn verified(named: usize, name: &str, seconds: u64) -> Result<(), Error> {
        let own = CertificateDer::from_pem_slice(OWN).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(own.clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let paths = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
        let verifier = Named { paths, certificates: vec![own.clone(); named] };
        let (name, now) =
            (ServerName::try_from(name).unwrap(), UnixTime::since_unix_epoch(Duration::from_secs(seconds)));
        verifier.verify_server_cert(&own, &[], &name, &[], now).map(drop)
    }

    /// In 2026; in 2019; in 2121.
    const TIMES: [u64; 3] = [1_780_000_000, 1_560_000_000, 4_780_000_000];

    fn reason(word: Result<(), Error>) -> String {
        let Err(Error::InvalidCertificate(reason)) = word else { panic!("{word:?}") };
        super::super::untrusted(&reason)
    }

    #[test]
    fn a_named_certificate_is_trusted_within_its_dates_for_its_name() {
        let [good, before, after] = TIMES;
        verified(1, "localhost", good).unwrap();
        assert_eq!(reason(verified(1, "other.example", good)), "certificate is for another name");
        assert_eq!(reason(verified(1, "localhost", before)), "certificate not valid yet");
        assert_eq!(reason(verified(1, "localhost", after)), "certificate expired");
        assert!(reason(verified(0, "localhost", good)).contains("it is self-signed, as a CA's own"));
    }

    #[test]
    fn dates_are_looked_at_here_too() {
        let own = CertificateDer::from_pem_slice(OWN).unwrap();
        let at = |seconds| in_date(&own, UnixTime::since_unix_epoch(Duration::from_secs(seconds)));
        let [good, before, after] = TIMES.map(|seconds| at(seconds).map(drop));
        good.unwrap();
        assert_eq!(reason(before), "certificate not valid yet");
        assert_eq!(reason(after), "certificate expired");
    }
}
