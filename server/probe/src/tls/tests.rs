//! Whom TLS trusts, and what questions may say about it.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::address::Address;
use crate::dial::dial;
use crate::loopback;
use crate::question::Question;
use model::sample::Outcome;
use model::time::At;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-cert.pem");
const OWN_CA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-own-ca.pem");
const PRIVATE_KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-key.pem");

/// The last good instant of the loopback certificate: 2120-01-01T00:00:00Z.
const END: At = At(4_733_510_400_000);

async fn shake(tls: &Tls, name: &str, port: u16) -> Result<(), Fault> {
    let mut watch = Stopwatch::start(Duration::from_secs(60));
    let stream = dial(&Address::parse(&format!("127.0.0.1:{port}")).unwrap(), &mut watch).await?;
    tls.handshake(&Host::parse(name).unwrap(), stream, &mut watch).await.map(drop)?;
    assert!(watch.phases.tls.is_some());
    assert_eq!(watch.certificate, Some(END));
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
    assert_eq!(fault.outcome, Outcome::Blind);
    assert!(fault.detail.contains("install ca-certificates"));
}

/// A machine that trusts nobody.
fn suspicious() -> Tls {
    Tls::trusting(RootCertStore::empty())
}

fn settings(options: &[(&str, &str)]) -> Result<Settings, Fault> {
    let mut question = Question::of(&loopback::check("tcp", "localhost:1")).unwrap();
    options.iter().for_each(|(name, value)| question.options.set(*name, *value));
    Settings::of(&question)
}

async fn choose(options: &[(&str, &str)]) -> Result<Tls, Fault> {
    Choices::default().get(&suspicious(), settings(options)?).await
}

#[tokio::test]
async fn a_check_may_trust_another_authority_or_anyone() {
    let port = loopback::respond_tls(|_| String::new()).await.port();
    let unset = choose(&[("tls_verify", "true")]).await.unwrap();
    assert_eq!(shake(&unset, "localhost", port).await.unwrap_err().outcome, Outcome::Blind);

    let named = choose(&[("tls_ca", CERTIFICATE)]).await.unwrap();
    shake(&named, "localhost", port).await.unwrap();
    let other = shake(&named, "other.example", port).await.unwrap_err();
    assert_eq!(other, Fault::fail("certificate is for another name"));

    let anyone = choose(&[("tls_verify", "false")]).await.unwrap();
    shake(&anyone, "other.example", port).await.unwrap();
}

#[tokio::test]
async fn a_self_signed_certificate_that_calls_itself_an_authority_is_trusted_where_it_is_named() {
    let chain = vec![CertificateDer::from_pem_file(OWN_CA).unwrap()];
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(PRIVATE_KEY).unwrap());
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let address = loopback::serve(move |_, stream| {
        let acceptor = acceptor.clone();
        async move { drop(acceptor.accept(stream).await) }
    });
    let port = address.await.port();
    let named = choose(&[("tls_ca", OWN_CA)]).await.unwrap();
    shake(&named, "localhost", port).await.unwrap();
    let other = shake(&named, "other.example", port).await.unwrap_err();
    assert_eq!(other, Fault::fail("certificate is for another name"));
    // Trusting an authority with the same key, or nobody but others, is not trusting this one.
    let unnamed = choose(&[("tls_ca", CERTIFICATE)]).await.unwrap();
    assert_eq!(shake(&unnamed, "localhost", port).await.unwrap_err().outcome, Outcome::Fail);
}

/// Says `hello` to whoever shows the loopback certificate.
async fn members_only() -> u16 {
    let provider = Arc::new(ring::default_provider());
    let roots = Arc::new(loopback::roots());
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider.clone()).build().unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![CertificateDer::from_pem_file(CERTIFICATE).unwrap()],
            PrivateKeyDer::from_pem_file(PRIVATE_KEY).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let address = loopback::serve(move |_, stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                stream.write_all(b"hello").await.unwrap();
                let _ = stream.read(&mut [0]).await;
            }
        }
    });
    address.await.port()
}

async fn greeting(options: &[(&str, &str)]) -> io::Result<[u8; 5]> {
    let mut watch = Stopwatch::start(loopback::PATIENT);
    let address = Address::parse(&format!("localhost:{}", members_only().await)).unwrap();
    let stream = dial(&address, &mut watch).await.unwrap();
    let tls = choose(options).await.unwrap();
    let mut stream = tls.handshake(&address.host, stream, &mut watch).await.unwrap();
    let mut greeting = [0; 5];
    stream.read_exact(&mut greeting).await.map(|_| greeting)
}

#[tokio::test]
async fn a_check_may_show_a_certificate_of_its_own() {
    let member = [("tls_ca", CERTIFICATE), ("tls_client_cert", CERTIFICATE), ("tls_client_key", PRIVATE_KEY)];
    assert_eq!(&greeting(&member).await.unwrap(), b"hello");
    let refused = greeting(&member[..1]).await.unwrap_err();
    assert!(refused.to_string().contains("CertificateRequired"), "{refused}");
}

#[tokio::test]
async fn what_cannot_be_used_is_said() {
    let absent = Path::new(CERTIFICATE).with_file_name("absent.pem");
    let absent = absent.to_str().unwrap();
    let client = |certificate, key| vec![("tls_client_cert", certificate), ("tls_client_key", key)];
    for (options, words) in [
        (vec![("tls_ca", absent)], "the file of tls_ca cannot be read: No such file"),
        (vec![("tls_ca", PRIVATE_KEY)], "the file of tls_ca has no certificate in PEM"),
        (client(absent, PRIVATE_KEY), "the file of tls_client_cert cannot be read: No such file"),
        (client(CERTIFICATE, CERTIFICATE), "the file of tls_client_key has no private key in PEM"),
        (vec![("tls_client_key", PRIVATE_KEY)], "tls_client_cert and tls_client_key are only good together"),
    ] {
        let anyone = [options, vec![("tls_verify", "false")]].concat();
        let Err(fault) = choose(&anyone).await else { panic!("{anyone:?} can be used") };
        assert_eq!(fault.outcome, Outcome::Blind);
        assert!(fault.detail.starts_with(words), "{}", fault.detail);
    }
}

#[tokio::test(start_paused = true)]
async fn a_changed_file_is_read_within_five_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::copy(CERTIFICATE, &file).unwrap();
    let (choices, settings) = (Choices::default(), settings(&[("tls_ca", file.to_str().unwrap())]).unwrap());
    let get = async || choices.get(&suspicious(), settings.clone()).await.map(drop);
    get().await.unwrap();
    std::fs::write(&file, "renewed").unwrap();
    get().await.unwrap();
    tokio::time::advance(Duration::from_secs(301)).await;
    assert!(get().await.unwrap_err().detail.contains("no certificate"));
}

#[tokio::test]
async fn only_so_many_choices_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let choices = Choices::default();
    for number in 0..70 {
        let file = folder.path().join(number.to_string());
        std::fs::copy(CERTIFICATE, &file).unwrap();
        let settings = settings(&[("tls_ca", file.to_str().unwrap())]).unwrap();
        choices.get(&suspicious(), settings).await.unwrap();
    }
    assert_eq!(choices.count(), 64);
}
