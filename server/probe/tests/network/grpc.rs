//! The gRPC of its C core, by Debian's grpcio.

use crate::program::{CERTIFICATE, KEY, Program, ask, fail, free_port, pass};
use model::sample::Outcome;

const PACKAGE: &str = "python3-grpcio";

#[tokio::test]
async fn the_health_service_is_asked() {
    let port = free_port();
    let _server = Program::python("health_server.py", PACKAGE, port, &[]);
    let target = format!("http://127.0.0.1:{port}");
    let expect = ["[BODY].status == SERVING", "[BODY].code == OK", "[STATUS] == 200"];
    assert_eq!(ask("grpc", &target, &[], &expect).await, pass());
    let asked = async |service| ask("grpc", &target, &[("service", service)], &[]).await;
    assert_eq!(asked("shop.Bad").await, fail("reports NOT_SERVING"));
    assert_eq!(asked("shop.New").await, (Outcome::Slow, "reports UNKNOWN".to_owned()));
    assert_eq!(asked("shop.Gone").await, fail("the server does not know the service"));
}

#[tokio::test]
async fn a_server_without_the_service_says_so() {
    let port = free_port();
    let _server = Program::python("health_server.py", PACKAGE, port, &["--no-health"]);
    let answer = ask("grpc", &format!("http://127.0.0.1:{port}"), &[], &[]).await;
    assert_eq!(answer, fail("the server has no health service"));
}

#[tokio::test]
async fn it_is_asked_over_tls() {
    let port = free_port();
    let _server = Program::python("health_server.py", PACKAGE, port, &[CERTIFICATE, KEY]);
    let target = format!("https://localhost:{port}");
    let expect = ["[BODY].status == SERVING", "[CERTIFICATE_EXPIRATION] > 48h"];
    assert_eq!(ask("grpc", &target, &[("tls_ca", CERTIFICATE)], &expect).await, pass());
}
