//! A certificate for `localhost` that its own key has signed, and no more in it than there must be.
//!
//! Format: RFC 5280, section 4.1, in DER (ITU-T X.690). Written by hand: for one certificate of nine fields, the crate
//! `rcgen` brings six others.

use model::time::At;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::sign::SigningKey;
use tokio_rustls::rustls::{Error, SignatureScheme};

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const TEXT: u8 = 0x0c;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Version 3, in its explicit tag.
const VERSION: &[u8] = &[0xa0, 3, INTEGER, 1, 2];

/// The algorithm `ecdsa-with-SHA256` (RFC 5758, section 3.2).
const ALGORITHM: &[u8] = &[SEQUENCE, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];

/// The attribute `commonName` (RFC 5280, appendix A.1).
const COMMON_NAME: &[u8] = &[6, 3, 0x55, 4, 3];

/// The extension `subjectAltName` (section 4.2.1.6), and the tag of a host name in it.
const ALTERNATIVE_NAMES: &[u8] = &[6, 3, 0x55, 0x1d, 17];
const HOST: u8 = 0x82;

/// The tag of the extensions.
const EXTENSIONS: u8 = 0xa3;

/// A certificate of `key`, which is one on the curve P-256, good in `[from, to]` to the second.
pub(super) fn certificate(key: &dyn SigningKey, from: At, to: At) -> Result<CertificateDer<'static>, Error> {
    let signer = key.choose_scheme(&[SignatureScheme::ECDSA_NISTP256_SHA256]);
    let (Some(signer), Some(public)) = (signer, key.public_key()) else {
        return Err(Error::General("the key is not one on the curve P-256".into()));
    };
    let name = der(SEQUENCE, &[&der(SET, &[&der(SEQUENCE, &[COMMON_NAME, &der(TEXT, &[b"Pharos demo"])])])]);
    let validity = der(SEQUENCE, &[&time(from), &time(to)]);
    let names = der(OCTETS, &[&der(SEQUENCE, &[&der(HOST, &[b"localhost"])])]);
    let extensions = der(SEQUENCE, &[&der(SEQUENCE, &[ALTERNATIVE_NAMES, &names])]);
    let extensions = der(EXTENSIONS, &[&extensions]);
    let signed = der(
        SEQUENCE,
        &[VERSION, &serial(to), ALGORITHM, &name, &validity, &name, public.as_ref(), &extensions],
    );
    let signature = signer.sign(&signed)?;
    // A string of bits begins with how many bits of its last byte do not count.
    Ok(der(SEQUENCE, &[&signed, ALGORITHM, &der(BITS, &[&[0], &signature])]).into())
}

/// A number that certificates of other instants do not have; its highest bits make it positive and of eight bytes.
fn serial(to: At) -> Vec<u8> {
    der(INTEGER, &[&(to.0 & i64::MAX >> 2 | 1 << 62).to_be_bytes()])
}

/// A point in time, in years of two digits up to 2049 and of four from 2050 on (section 4.1.2.5).
fn time(at: At) -> Vec<u8> {
    let digits: String = at.to_string().chars().filter(|c| c.is_ascii_digit() || *c == 'Z').collect();
    match digits.strip_prefix("20") {
        Some(short) if short < "5" => der(UTC_TIME, &[short.as_bytes()]),
        _ => der(GENERALIZED_TIME, &[digits.as_bytes()]),
    }
}

/// A value of these parts, at most 64 KiB, with its tag and length in front.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let [high, low] = (contents.len() as u16).to_be_bytes();
    let head: &[u8] = match (high, low) {
        (0, 0..0x80) => &[tag, low],
        (0, _) => &[tag, 0x81, low],
        _ => &[tag, 0x82, high, low],
    };
    [head, &contents].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::{DAY, SECOND};
    use std::sync::Arc;
    use std::time::Duration;
    use tokio_rustls::rustls::RootCertStore;
    use tokio_rustls::rustls::client::WebPkiServerVerifier;
    use tokio_rustls::rustls::client::danger::ServerCertVerifier;
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::{ServerName, UnixTime};

    /// Whether rustls trusts it at this instant for this host, when it is a root itself.
    fn is_good(certificate: &CertificateDer<'static>, host: &'static str, at: At) -> bool {
        let mut roots = RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::new(default_provider()));
        let name = ServerName::try_from(host).unwrap();
        let at = UnixTime::since_unix_epoch(Duration::from_millis(at.0 as u64));
        verifier.build().unwrap().verify_server_cert(certificate, &[], &name, &[], at).is_ok()
    }

    #[test]
    fn it_is_good_for_its_host_from_its_first_second_to_its_last() {
        // The first days of 2024 and of 2050: years of two and of four digits.
        for from in [At(19_723 * DAY), At(29_220 * DAY)] {
            let to = from + 90 * DAY;
            let made = certificate(&*super::super::key().unwrap(), from, to).unwrap();
            for (host, at, good) in [
                ("localhost", from, true),
                ("localhost", to, true),
                ("localhost", from - SECOND, false),
                ("localhost", to + SECOND, false),
                ("other.example", from, false),
            ] {
                assert_eq!(is_good(&made, host, at), good, "{host} at {at}");
            }
        }
    }

    #[test]
    fn lengths_take_as_few_bytes_as_they_can() {
        let head = |length: usize| {
            let mut whole = der(OCTETS, &[&vec![0; length]]);
            whole.truncate(whole.len() - length);
            whole
        };
        assert_eq!(head(127), [OCTETS, 127]);
        assert_eq!(head(128), [OCTETS, 0x81, 128]);
        assert_eq!(head(256), [OCTETS, 0x82, 1, 0]);
    }
}
