//! E-mail handed to a real server of Debian's, by the real program, over a way that is protected.

use crate::process::PHAROS;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// For `localhost` and 127.0.0.1, signed by itself.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/probe/testdata/loopback-cert.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/probe/testdata/loopback-key.pem");

/// The certificate as the only root.
pub fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(CERTIFICATE).unwrap()).unwrap();
    roots
}

/// A port on which what is behind `port` is reached over TLS.
pub async fn behind_tls(port: u16) -> u16 {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::from_pem_file(KEY).unwrap())
        .unwrap();
    let (acceptor, listener) =
        (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut outer) = acceptor.accept(stream).await else { return };
                let mut inner = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut outer, &mut inner).await;
            });
        }
    });
    address.port()
}

/// A mail server by aiosmtpd that asks for a password, and prints its port and then each message that it takes.
struct Server {
    program: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Server {
    /// Protected by STARTTLS, or from the start on.
    fn start(from_start: bool) -> (Server, String) {
        let mut command = Command::new("/usr/bin/python3");
        command.args(["-u", "-c", include_str!("mail.py"), CERTIFICATE, KEY]);
        let kind = if from_start { "tls" } else { "starttls" };
        let started = command.arg(kind).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut program = started.unwrap_or_else(|error| panic!("{error}: apt-get install python3"));
        let output = BufReader::new(program.stdout.take().unwrap());
        let mut server = Server { program, output };
        let port = server.line();
        (server, port)
    }

    /// The next line that it prints.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the mail server ended: apt-get install python3-aiosmtpd");
        line.trim_end().to_owned()
    }
}

/// Writes a content folder with a channel that hands mail to `port`.
fn write(folder: &Path, port: &str, tls: &str) {
    crate::crash::write_content(folder, "127.0.0.1:1");
    let settings = format!(
        "[site]\nname = \"Shop\"\nurl = \"http://status.example\"\n\n[[channel]]\nname = \"mail\"\nkind = \"smtp\"\n\
         host = \"localhost\"\nport = {port}\ntls = \"{tls}\"\nuser = \"pharos\"\npassword = \"${{WORD}}\"\n\
         from = \"Shop <status@shop.example>\"\nto = [\"ada@shop.example\"]\n"
    );
    std::fs::write(folder.join("pharos.toml"), settings).unwrap();
}

fn tested(folder: &Path, word: &str, trusted: &str) -> Output {
    Command::new(PHAROS)
        .args(["notice", "test", "mail", "--content", "content"])
        .current_dir(folder)
        .env("WORD", word)
        .env("SSL_CERT_FILE", trusted)
        .output()
        .unwrap()
}

#[test]
fn a_real_mail_server_takes_a_message_over_a_protected_way_alone() {
    for (from_start, tls) in [(false, "starttls"), (true, "implicit")] {
        let (mut server, port) = Server::start(from_start);
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("content"), &port, tls);
        let sent = tested(folder.path(), "s3cret", CERTIFICATE);
        let words = String::from_utf8_lossy(&sent.stdout).into_owned();
        assert!(sent.status.success() && words.contains("answered 250"), "{tls}: {sent:?}");
        let message = server.line();
        for part in [
            "pharos:s3cret ",
            "Subject: Test: Do messages arrive?",
            "Message-ID: <test.",
            "@status.example>",
            "Auto-Submitted: auto-generated",
            "To: ada@shop.example",
        ] {
            assert!(message.contains(part), "{tls}: {part} is not in {message}");
        }
        let untrusted = tested(folder.path(), "s3cret", KEY);
        assert!(!untrusted.status.success(), "{tls}: {untrusted:?}");
        let refused = tested(folder.path(), "wr0ng", CERTIFICATE);
        let words = String::from_utf8_lossy(&refused.stdout).into_owned();
        assert!(!refused.status.success() && words.contains("535"), "{tls}: {refused:?}");
        assert!(!words.contains("wr0ng") && !words.contains("s3cret"), "{words}");
    }
}
