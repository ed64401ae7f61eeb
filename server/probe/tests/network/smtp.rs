//! Debian's aiosmtpd.

use crate::program::{CERTIFICATE, KEY, Program, ask, free_port, pass};

const PACKAGE: &str = "python3-aiosmtpd";

#[tokio::test]
async fn a_mail_server_is_greeted() {
    let port = free_port();
    let _server = Program::python("mail_server.py", PACKAGE, port, &[CERTIFICATE, KEY]);
    let target = format!("localhost:{port}");
    let expect =
        ["[STATUS] == 250", "[BODY].banner == mx.example loopback", "[BODY].extensions[0] == SIZE 1000"];
    assert_eq!(ask("smtp", &target, &[], &expect).await, pass());

    let over_tls = [("starttls", "true"), ("tls_ca", CERTIFICATE)];
    let expect = ["[CERTIFICATE_EXPIRATION] > 48h", "[BODY].banner == mx.example loopback"];
    assert_eq!(ask("smtp", &target, &over_tls, &expect).await, pass());
    let strange = ask("smtp", &target, &over_tls[..1], &[]).await;
    assert!(
        strange.1.starts_with("certificate not trusted") || strange.1.contains("ca-certificates"),
        "{strange:?}"
    );

    let certificate = [("starttls", "smtp"), ("tls_ca", CERTIFICATE)];
    assert_eq!(ask("tls", &target, &certificate, &["[BODY].names[0] == localhost"]).await, pass());
}

#[tokio::test]
async fn tls_may_come_first() {
    let port = free_port();
    let _server = Program::python("mail_server.py", PACKAGE, port, &[CERTIFICATE, KEY, "tls"]);
    let target = format!("localhost:{port}");
    let options = [("tls", "require"), ("tls_ca", CERTIFICATE)];
    assert_eq!(ask("smtp", &target, &options, &["[BODY].banner == mx.example loopback"]).await, pass());
}
