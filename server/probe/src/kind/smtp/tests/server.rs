//! Debian's aiosmtpd.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, CERTIFICATE_FILE, KEY_FILE, Python, judged, with_options};
use crate::{Prober, Question};
use model::sample::Outcome;

/// A server, and the `host:port` that its certificate is for.
fn server(arguments: &[&str]) -> (Python, String) {
    let script = include_str!("../../../../testdata/smtp.py");
    let arguments = [&[CERTIFICATE_FILE, KEY_FILE], arguments].concat();
    let mut server = Python::start("python3-aiosmtpd", script, &arguments);
    let target = format!("localhost:{}", server.line());
    (server, target)
}

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

#[tokio::test]
async fn a_mail_server_is_greeted() {
    let (_server, target) = server(&[]);
    let expect =
        ["[STATUS] == 250", "[BODY].banner == mx.example loopback", "[BODY].extensions[0] == SIZE 1000"];
    assert_eq!(judged("smtp", &target, &[], &expect).await, pass());

    let over_tls = [("starttls", "true"), ("tls_ca", CERTIFICATE_FILE)];
    let expect = ["[CERTIFICATE_EXPIRATION] > 48h", "[BODY].banner == mx.example loopback"];
    assert_eq!(judged("smtp", &target, &over_tls, &expect).await, pass());
    let question = Question::of(&with_options("smtp", &target, &over_tls[..1])).unwrap();
    let strange = Prober::new().ask(&question, loopback::NOW).await.detail;
    assert!(
        strange.starts_with("certificate not trusted") || strange.contains("ca-certificates"),
        "{strange}"
    );

    let certificate = [("starttls", "smtp"), ("tls_ca", CERTIFICATE_FILE)];
    assert_eq!(judged("tls", &target, &certificate, &["[BODY].names[0] == localhost"]).await, pass());
}

#[tokio::test]
async fn tls_may_come_first() {
    let (_server, target) = server(&["tls"]);
    let options = [("tls", "require"), ("tls_ca", CERTIFICATE_FILE)];
    assert_eq!(judged("smtp", &target, &options, &["[BODY].banner == mx.example loopback"]).await, pass());
}
