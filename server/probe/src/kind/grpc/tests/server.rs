//! The gRPC of its C core, by Debian's grpcio.

#![allow(clippy::unwrap_used)]
use crate::loopback::{CERTIFICATE_FILE, KEY_FILE, Python, judged};
use model::sample::Outcome;

/// A server, and the `host:port` that its certificate is for.
fn server(arguments: &[&str]) -> (Python, String) {
    let script = include_str!("../../../../testdata/grpc.py");
    let mut server = Python::start("python3-grpcio", script, arguments);
    let target = format!("localhost:{}", server.line());
    (server, target)
}

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

#[tokio::test]
async fn the_health_service_is_asked() {
    let (_server, target) = server(&[]);
    let target = format!("http://{target}");
    let expect = ["[BODY].status == SERVING", "[BODY].code == OK", "[STATUS] == 200"];
    assert_eq!(judged("grpc", &target, &[], &expect).await, pass());
    let asked = async |service| judged("grpc", &target, &[("service", service)], &[]).await;
    assert_eq!(asked("shop.Bad").await, fail("reports NOT_SERVING"));
    assert_eq!(asked("shop.New").await, (Outcome::Slow, "reports UNKNOWN".to_owned()));
    assert_eq!(asked("shop.Gone").await, fail("the server does not know the service"));
}

#[tokio::test]
async fn a_server_without_the_service_says_so() {
    let (_server, target) = server(&["--no-health"]);
    let answer = judged("grpc", &format!("http://{target}"), &[], &[]).await;
    assert_eq!(answer, fail("the server has no health service"));
}

#[tokio::test]
async fn it_is_asked_over_tls() {
    let (_server, target) = server(&[CERTIFICATE_FILE, KEY_FILE]);
    let target = format!("https://{target}");
    let expect = ["[BODY].status == SERVING", "[CERTIFICATE_EXPIRATION] > 48h"];
    assert_eq!(judged("grpc", &target, &[("tls_ca", CERTIFICATE_FILE)], &expect).await, pass());
}
