//! A Prometheus that members ask: only the one that is configured, only for ranges, and visitors learn nothing of it.

use super::PLAN;
use crate::support::{TestSite, fixture};
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use model::member::Role;
use std::sync::{Arc, Mutex};

/// What was asked: paths with their queries, and credentials.
type Asked = Arc<Mutex<Vec<(String, String)>>>;

/// A server that answers every path in the same way.
async fn prometheus(status: StatusCode, body: &'static str) -> (String, Asked) {
    let asked = Asked::default();
    let heard = asked.clone();
    let answer = move |request: Request| {
        let credentials =
            request.headers().get("authorization").map_or("", |it| it.to_str().unwrap()).to_owned();
        heard.lock().unwrap().push((request.uri().to_string(), credentials));
        async move { (status, [("location", "http://127.0.0.1:1/elsewhere")], body).into_response() }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
    (address, asked)
}

fn site(prometheus: &str) -> TestSite {
    let files = fixture().with("plans/shop.toml", PLAN);
    let settings =
        format!("[site]\nname = \"x\"\nurl = \"https://x\"\n[access]\ncapacity = \"public\"\n{prometheus}");
    TestSite::new(&files.with("pharos.toml", &settings), false)
}

const RANGE: &str = r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},
    "values":[[1699999940,"12"],[1699999970,"20"]]}]}}"#;
const LIVE: &str =
    "/capacity/shop/live?source=main&hours=1&days=30&query=sum(rate(http_requests_total%5B5m%5D))";

#[tokio::test]
async fn members_ask_the_one_that_is_configured_for_a_range() {
    let (address, asked) = prometheus(StatusCode::OK, RANGE).await;
    let site =
        site(&format!("[[prometheus]]\nname = \"main\"\ntarget = \"{address}\"\nbearer = \"let-me-in\"\n"));
    let site = site.signed_in(Role::Viewer);
    let led = site.get_json(LIVE).await;
    let to = "/capacity/shop?days=30&traffic=20+rps+measured+2023-11-14";
    assert_eq!((led.status, led.header("location")), (303, to), "{}", led.text);
    let (path, credentials) = asked.lock().unwrap()[0].clone();
    assert_eq!(credentials, "Bearer let-me-in");
    assert!(
        path.starts_with("/api/v1/query_range?query=sum%28rate%28http_requests_total%5B5m%5D%29%29&"),
        "{path}"
    );
    assert!(path.ends_with("&start=1699996400&end=1700000000&step=15"), "{path}");
    assert_eq!(site.get_json("/capacity/shop/live?source=other&query=up").await.status, 404);
    assert_eq!(site.get_json("/capacity/shop/live?source=http://127.0.0.1:1&query=up").await.status, 404);
    assert_eq!(site.get_json("/capacity/shop/live?source=main&query=").await.status, 400);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_it_says_instead_is_told_and_redirects_lead_nowhere() {
    let wrong = r#"{"status":"error","errorType":"bad_data","error":"parse error: <b>"}"#;
    for (status, body, told) in [
        (StatusCode::BAD_REQUEST, wrong, "Prometheus says: parse error: <b>."),
        (StatusCode::FOUND, "", "main gives no answer: GET /api/v1/query_range: status 302"),
        (StatusCode::OK, "hello", "malformed JSON"),
        (StatusCode::OK, "{}", "neither a file"),
    ] {
        let (address, asked) = prometheus(status, body).await;
        let site = site(&format!("[[prometheus]]\nname = \"main\"\ntarget = \"{address}\"\n"))
            .signed_in(Role::Viewer);
        let answer = site.get_json(LIVE).await;
        assert!(answer.status == 400 && answer.text.contains(told), "{status}: {}", answer.text);
        assert_eq!(asked.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_page_connects_to_it_for_members_alone_and_only_if_browsers_ask() {
    let section = |browser: bool| {
        format!(
            "[[prometheus]]\nname = \"main\"\ntarget = \"https://prometheus.example/path/\"\nbrowser = {browser}\n"
        )
    };
    let visited = site(&section(true)).get("/capacity/shop", &[]).await;
    assert!(!visited.text.contains("prometheus.example") && !visited.text.contains("capacity-live"));
    assert!(visited.header("content-security-policy").contains("connect-src 'self';"));
    let asked = site(&section(true)).get(LIVE, &[]).await;
    assert!(
        [303, 401, 403].contains(&asked.status) && !asked.text.contains("prometheus.example"),
        "{}",
        asked.status
    );
    let member = site(&section(true)).signed_in(Role::Viewer).get_json("/capacity/shop").await;
    let policy = member.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' https://prometheus.example;"), "{policy}");
    assert!(member.text.contains("data-address=\"https://prometheus.example/path\""), "{}", member.text);
    let by_server = site(&section(false)).signed_in(Role::Viewer).get_json("/capacity/shop").await;
    assert!(by_server.text.contains("capacity-live") && !by_server.text.contains("prometheus.example"));
    assert!(by_server.header("content-security-policy").contains("connect-src 'self';"));
}
