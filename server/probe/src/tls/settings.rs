//! What a check says about TLS: the options that every kind with TLS takes, and the configuration they make.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::named::Named;
use super::verifier::Anyone;
use super::{Tls, unresumed};
use crate::fault::Fault;
use crate::kind::{KindOption, truth};
use crate::question::Question;

/// Whom to trust.
pub(crate) const CA: KindOption = KindOption {
    name: "tls_ca",
    about: "PEM file of the certificates to trust, of authorities or the server's own; by default this machine's.",
    validate: path,
};

/// Who asks.
pub(crate) const CLIENT_CERT: KindOption = KindOption {
    name: "tls_client_cert",
    about: "PEM file of the certificate, and its chain, to show to a server that asks for one; by default none.",
    validate: path,
};

/// Its key.
pub(crate) const CLIENT_KEY: KindOption = KindOption {
    name: "tls_client_key",
    about: "PEM file of the private key to tls_client_cert.",
    validate: path,
};

/// Whether to trust at all.
pub(crate) const VERIFY: KindOption = KindOption {
    name: "tls_verify",
    about: "Whether the certificate must be trusted, of this name and in date; true by default.",
    validate: truth,
};

/// Bytes of a PEM file at most: 4 MiB, the certificates of ten machines.
const LONGEST: u64 = 4 << 20;

/// What sets one way to agree on TLS apart from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    anyone: bool,
    ca: Option<PathBuf>,
    /// Certificate and key.
    client: Option<(PathBuf, PathBuf)>,
}

impl Settings {
    /// What a question says; blind if it says only half of it.
    pub fn of(question: &Question) -> Result<Settings, Fault> {
        let path = |option: &KindOption| question.option(option.name).map(PathBuf::from);
        let client = match (path(&CLIENT_CERT), path(&CLIENT_KEY)) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            _ => return Err(Fault::blind("tls_client_cert and tls_client_key are only good together")),
        };
        Ok(Settings { anyone: question.option(VERIFY.name) == Some("false"), ca: path(&CA), client })
    }

    /// The same without a client certificate.
    pub fn anonymous(self) -> Settings {
        Settings { client: None, ..self }
    }

    /// Makes it on the base of what this machine trusts; reads files, so it may block. Blind if one is not as it
    /// should be.
    pub(super) fn make(&self, base: &Tls) -> Result<Tls, Fault> {
        let named = self.ca.as_deref().map_or_else(|| Ok(Vec::new()), |path| certificates(path, &CA))?;
        let roots = if self.ca.is_some() { Arc::new(authorities(&named)?) } else { base.roots.clone() };
        if roots.is_empty() && !self.anyone {
            return Ok(base.clone());
        }
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| Fault::blind(format!("TLS cannot be set up: {error}")))?;
        let builder = if self.anyone {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(Anyone(provider)))
        } else {
            let paths = WebPkiServerVerifier::builder_with_provider(roots.clone(), provider)
                .build()
                .map_err(|error| Fault::blind(format!("TLS cannot be set up: {error}")))?;
            let verifier = Arc::new(Named { paths, certificates: named });
            builder.dangerous().with_custom_certificate_verifier(verifier)
        };
        let config = match &self.client {
            None => builder.with_no_client_auth(),
            Some((certificate, key)) => builder
                .with_client_auth_cert(certificates(certificate, &CLIENT_CERT)?, private_key(key)?)
                .map_err(|error| {
                    Fault::blind(format!("tls_client_cert does not go with its key: {error}"))
                })?,
        };
        Ok(Tls { config: Some(unresumed(config)), roots })
    }
}

fn path(value: &str) -> Result<(), String> {
    if value.is_empty() { Err("write the path of a PEM file".into()) } else { Ok(()) }
}

fn authorities(named: &[CertificateDer<'static>]) -> Result<RootCertStore, Fault> {
    let mut roots = RootCertStore::empty();
    for certificate in named {
        let added = roots.add(certificate.clone());
        added.map_err(|error| {
            Fault::blind(format!("tls_ca has a certificate that cannot be used: {error}"))
        })?;
    }
    Ok(roots)
}

/// All certificates of a file, at least one.
fn certificates(path: &Path, option: &KindOption) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let pem = read(path, option)?;
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    all.ok()
        .filter(|all| !all.is_empty())
        .ok_or_else(|| Fault::blind(format!("the file of {} has no certificate in PEM", option.name)))
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, Fault> {
    PrivateKeyDer::from_pem_slice(&read(path, &CLIENT_KEY)?)
        .map_err(|_| Fault::blind("the file of tls_client_key has no private key in PEM"))
}

fn read(path: &Path, option: &KindOption) -> Result<Vec<u8>, Fault> {
    let mut pem = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST).read_to_end(&mut pem))
        .map_err(|error| Fault::blind(format!("the file of {} cannot be read: {error}", option.name)))?;
    Ok(pem)
}
