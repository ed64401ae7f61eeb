//! What answers mean, and servers that do not speak gRPC; and a real one.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::loopback::{self, outcome, page};
use model::sample::Outcome;

mod server;

fn reply(code: Option<usize>, body: &[u8]) -> Reply {
    Reply { http: StatusCode::OK, code, message: "why".into(), body: body.to_vec() }
}

#[test]
fn the_reported_status_decides() {
    let rule = |code, body: &[u8]| found(&reply(code, body)).and_then(|found| found.rule);
    assert_eq!(rule(Some(0), &[0, 0, 0, 0, 2, 8, 1]), Ok(()));
    assert_eq!(rule(Some(0), &[0, 0, 0, 0, 2, 8, 2]), Err(Fault::fail("reports NOT_SERVING")));
    assert_eq!(rule(Some(0), &[0, 0, 0, 0, 0]), Err(Fault::slow("reports UNKNOWN")));
    assert_eq!(rule(Some(0), &[]), Err(Fault::fail("malformed health check answer")));
    assert_eq!(rule(Some(5), &[]), Err(Fault::fail("the server does not know the service")));
    assert_eq!(rule(Some(12), &[]), Err(Fault::fail("the server has no health service")));
    assert_eq!(rule(Some(14), &[]), Err(Fault::fail("the health check failed: UNAVAILABLE why")));
    assert_eq!(rule(Some(99), &[]), Err(Fault::fail("the health check failed: CODE_99 why")));
    assert_eq!(rule(None, &[]), Err(Fault::fail("the answer is not gRPC: it has no grpc-status")));
    let gateway = Reply { http: StatusCode::BAD_GATEWAY, ..reply(None, &[]) };
    assert_eq!(found(&gateway).unwrap_err(), Fault::fail("status 502 Bad Gateway, wanted gRPC"));
}

#[test]
fn a_target_has_no_path() {
    assert!(parse("https://capsule.example").is_ok());
    assert!(parse("http://capsule.example:9090/health").unwrap_err().contains("has a path"));
}

#[tokio::test]
async fn what_is_not_http_2_fails() {
    let (closed, _held) = loopback::refusing();
    let refused = outcome("grpc", &format!("http://{closed}")).await;
    assert_eq!(refused, (Outcome::Fail, "connection refused".to_owned()));

    let old = loopback::respond(|_| page("400 Bad Request", "")).await;
    let (failed, detail) = outcome("grpc", &format!("http://{old}")).await;
    assert!(failed == Outcome::Fail && detail.starts_with("HTTP/2 failed: "), "{detail}");

    let closing = loopback::serve(|_, stream| async move { drop(stream) }).await;
    let (failed, detail) = outcome("grpc", &format!("http://{closing}")).await;
    assert_eq!(failed, Outcome::Fail, "{detail}");

    let tls = loopback::respond_tls(|_| page("200 OK", "")).await;
    let (failed, detail) = outcome("grpc", &format!("https://localhost:{}", tls.port())).await;
    assert_eq!(failed, Outcome::Fail, "{detail}");
}
