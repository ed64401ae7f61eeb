//! Servers on loopback that tests talk to.
#![allow(clippy::unwrap_used)]

pub mod daemon;
pub mod program;
mod python;

use model::estate::Check;
use model::sample::Outcome;
use model::time::At;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::tls::Tls;
use crate::{Answer, Prober, Question};

pub use self::python::Python;

/// For `localhost` and 127.0.0.1, signed by itself, valid from 2020 to 2120.
const CERTIFICATE: &[u8] = include_bytes!("../testdata/loopback-cert.pem");
const KEY: &[u8] = include_bytes!("../testdata/loopback-key.pem");

/// The files of both.
pub const CERTIFICATE_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-cert.pem");
pub const KEY_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-key.pem");

/// When tests take place: 2026-01-01T00:00:00Z.
pub const NOW: At = At(1_767_225_600_000);

/// Long enough that a busy machine never reaches it.
pub const PATIENT: Duration = Duration::from_secs(60);

/// A check of this kind and target that never runs out of time.
pub fn check(kind: &str, target: &str) -> Check {
    Check { timeout: PATIENT.as_millis() as i64, ..Check::new("system/component/check", kind, target) }
}

/// Asks a new prober that trusts the loopback certificate.
pub async fn ask(kind: &str, target: &str) -> Answer {
    put(&check(kind, target)).await
}

/// The same for a check with settings of its own.
pub async fn put(check: &Check) -> Answer {
    prober().ask(&Question::of(check).unwrap(), NOW).await
}

/// A check of this kind and target with these options.
pub fn with_options(kind: &str, target: &str, options: &[(&str, &str)]) -> Check {
    let mut check = check(kind, target);
    options.iter().for_each(|(name, value)| check.options.set(*name, *value));
    check
}

/// Asks with these options and conditions, and gives what does not depend on time.
pub async fn judged(
    kind: &str,
    target: &str,
    options: &[(&str, &str)],
    expect: &[&str],
) -> (Outcome, String) {
    let expect = expect.iter().map(|text| (*text).to_owned()).collect();
    let answer = put(&Check { expect, ..with_options(kind, target, options) }).await;
    (answer.outcome, answer.detail)
}

/// The same without either.
pub async fn outcome(name: &str, target: &str) -> (Outcome, String) {
    let answer = ask(name, target).await;
    (answer.outcome, answer.detail)
}

/// A prober that trusts the loopback certificate alone.
pub fn prober() -> Prober {
    Prober::with(Tls::trusting(roots()))
}

/// The loopback certificate as the only root.
pub fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(certificate()).unwrap();
    roots
}

/// The loopback certificate.
pub fn certificate() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(CERTIFICATE).unwrap()
}

/// Serves every connection with `handle`, which gets its number from 0.
pub async fn serve<H, F>(handle: H) -> SocketAddr
where
    H: Fn(usize, TcpStream) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for number in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(handle(number, stream));
        }
    });
    address
}

/// Answers each request, whose head `answer` gets, on connections that stay open.
pub async fn respond(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> SocketAddr {
    let answer = Arc::new(answer);
    serve(move |_, stream| converse(stream, answer.clone())).await
}

/// The same over TLS.
pub async fn respond_tls(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> SocketAddr {
    let (certificate, key) = (certificate(), PrivateKeyDer::from_pem_slice(KEY));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key.unwrap())
        .unwrap();
    let (acceptor, answer) = (TlsAcceptor::from(Arc::new(config)), Arc::new(answer));
    serve(move |_, stream| {
        let (acceptor, answer) = (acceptor.clone(), answer.clone());
        async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                converse(stream, answer).await;
            }
        }
    })
    .await
}

/// Writes these bytes to whoever connects and reads until the other side leaves.
pub async fn shout(text: &'static str) -> SocketAddr {
    serve(move |_, mut stream| async move {
        let _ = stream.write_all(text.as_bytes()).await;
        drain(stream).await;
    })
    .await
}

/// Accepts and never says a word.
pub async fn silent() -> SocketAddr {
    serve(|_, stream| drain(stream)).await
}

/// An address that refuses as long as the socket is held: bound, but not listening.
pub fn refusing() -> (SocketAddr, TcpSocket) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    (socket.local_addr().unwrap(), socket)
}

/// An answer with this status line and body.
pub fn page(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// A site with these pages, each a path, a status line and a body; other paths are 404.
pub async fn site(pages: &[(&str, &str, &str)]) -> String {
    let pages: Vec<_> =
        pages.iter().map(|(path, status, body)| (format!("GET {path}"), page(status, body))).collect();
    let server = respond(move |head| {
        let path = head.split_once(['?']).or(head.split_once(" HTTP")).unwrap().0;
        let found = pages.iter().find(|(known, _)| known == path);
        found.map_or_else(|| page("404 Not Found", "{}"), |(_, answer)| answer.clone())
    });
    format!("http://{}", server.await)
}

/// Reads until the other side leaves.
pub async fn drain(mut stream: TcpStream) {
    let mut bytes = [0; 1024];
    while matches!(stream.read(&mut bytes).await, Ok(1..)) {}
}

/// Reads the head of a request; `None` when the other side has left.
pub async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(char::from(stream.read_u8().await.ok()?));
    }
    Some(head)
}

async fn converse<A: Fn(&str) -> String>(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: Arc<A>) {
    while let Some(head) = head(&mut stream).await {
        if stream.write_all(answer(&head).as_bytes()).await.is_err() {
            return;
        }
    }
}
