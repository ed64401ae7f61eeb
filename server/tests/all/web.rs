//! The web side as a client sees it: validators, encodings, policies, access.

use crate::support::{NOW, TestSite, fixture};
use axum::body::{Body, BodyDataStream};
use http::Request;
use model::incident::{Declaration, Severity};
use model::member::{Actor, Role};
use model::metric::Reading;
use model::sample::{Outcome, Phases, Sample};
use pharos::incidents::By;
use pharos::web::access::Section;
use pharos::web::route::TABLE;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::StreamExt;

/// Every page that the small site has.
const PAGES: [&str; 9] = [
    "/",
    "/status/shop",
    "/status/shop/web",
    "/history",
    "/report",
    "/incidents",
    "/docs",
    "/docs/shop",
    "/demo",
];

#[tokio::test]
async fn every_page_is_complete_and_strict() {
    let site = TestSite::new(&fixture(), true);
    for path in PAGES {
        let answer = site.get(path, &[]).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(answer.text.starts_with("<!DOCTYPE html>") && answer.text.contains("</html>"), "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert!(!answer.text.contains("<script>") && !answer.text.contains("<script nonce"), "{path}");
        assert!(!answer.text.contains(" style=") && !answer.text.contains(" onclick="), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.header("strict-transport-security").contains("max-age"), "{path}");
    }
}

#[tokio::test]
async fn a_page_is_the_same_bytes_until_something_changes() {
    let mut site = TestSite::new(&fixture(), false);
    let first = site.get("/", &[]).await;
    let tag = first.header("etag").to_string();
    assert!(
        tag.starts_with('"')
            && first.header("vary") == "accept-encoding, accept-language, cookie, accept, user-agent"
            && first.header("cache-control") == "no-cache"
    );
    let again = site.get("/", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));

    let fail = Sample {
        check: "shop/web/health".into(),
        location: "local".into(),
        at: NOW,
        outcome: Outcome::Fail,
        latency: 1_000,
        phases: Phases::default(),
        detail: "status 503 from internal-web".into(),
    };
    for minute in 1..=3 {
        site.collector.take(Sample { at: NOW + minute * 60_000, ..fail.clone() });
    }
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 200_000)));
    let changed = site.get("/", &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, 200);
    assert!(changed.text.contains("Web is down."), "{}", changed.text);
    let live = site.get("/api/status.json", &[]).await;
    assert!(live.text.contains("\"headline\":\"Web is down.\""), "{}", live.text);
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let site = TestSite::new(&fixture(), false);
    let get = site.get("/docs/shop", &[]).await;
    let head = site.send(Request::head("/docs/shop").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    for name in ["etag", "content-length", "content-type", "cache-control"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
}

#[tokio::test]
async fn what_is_internal_is_on_no_public_answer() {
    let site = TestSite::new(&fixture(), true);
    for path in
        ["/", "/status/shop", "/status/shop/web", "/status/shop/db", "/api/status.json", "/demo", "/none"]
    {
        let answer = site.get(path, &[]).await;
        assert!(!answer.text.contains("internal-"), "{path} shows a target");
    }
}

#[tokio::test]
async fn public_metrics_are_on_the_page_of_their_component_and_others_are_not() {
    let mut site = TestSite::new(&fixture(), false);
    let before = site.get("/status/shop/db", &[]).await.text;
    assert!(before.contains("<h3>Connections</h3>") && before.contains("No reading yet"), "{before}");
    for (metric, value) in [("shop/db/connections", 42.0), ("shop/db/queue", 87_654.0)] {
        site.collector.read(Reading { metric: metric.into(), at: NOW, value });
    }
    site.snapshots.send_replace(Arc::new(site.collector.snapshot(NOW + 1_000)));
    let after = site.get("/status/shop/db", &[]).await.text;
    assert!(after.contains("<strong>42</strong>") && !after.contains("No reading yet"), "{after}");
    assert!(!after.contains("internal-") && !after.contains("87,654"), "{after}");
    assert!(!site.get("/api/status.json", &[]).await.text.contains("Connections"));
}

#[tokio::test]
async fn a_heartbeat_needs_a_token_that_a_check_has() {
    let site = TestSite::new(&fixture(), false);
    assert_eq!(site.post("/api/heartbeat/0123456789abcdef", "", &[]).await.status, 404);
    assert_eq!(site.get("/api/heartbeat/0123456789abcdef", &[]).await.status, 405);
    assert_eq!(site.post("/api/heartbeat/0123456789abcdef?status=maybe", "", &[]).await.status, 400);
}

#[tokio::test]
async fn the_demo_is_there_only_in_the_demo() {
    let (demo, real) = (TestSite::new(&fixture(), true), TestSite::new(&fixture(), false));
    for row in TABLE.iter().filter(|row| row.rule.section == Section::Demo) {
        let answer = real.get(row.path, &[]).await;
        assert_eq!(answer.status, 404, "{}", row.path);
    }
    let form = "component=shop%2Fweb&kind=gone&minutes=1";
    assert_eq!(demo.post("/demo/faults", form, &[("sec-fetch-site", "same-origin")]).await.status, 303);
    assert!(demo.get("/demo", &[]).await.text.contains("refuses connections"));
    assert_eq!(demo.post("/demo/faults", form, &[("sec-fetch-site", "cross-site")]).await.status, 403);
    for wrong in [
        "component=shop%2Fx&kind=gone&minutes=1",
        "component=shop%2Fweb&kind=x&minutes=1",
        "component=shop%2Fweb&kind=gone&minutes=999",
        "component=shop%2Fweb&kind=expiring&minutes=1",
    ] {
        assert_eq!(demo.post("/demo/faults", wrong, &[]).await.status, 400, "{wrong}");
    }
    assert_eq!(demo.post("/demo/faults", &"x".repeat(100_000), &[]).await.status, 413);
}

#[tokio::test]
async fn nothing_is_at_an_address_that_nobody_made() {
    let site = TestSite::new(&fixture(), false);
    for path in [
        "/none",
        "/status/none",
        "/status/shop/none",
        "/docs/none",
        "/docs/../pharos.toml",
        "/pkg/none.js",
        "/capacity/none",
        "/status/shop/web/",
    ] {
        let answer = site.get(path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text.contains("[site]"), "{path}");
    }
    let (one, other) = (site.get("/none", &[]).await, site.get("/nothing", &[]).await);
    assert_eq!(one.header("etag"), other.header("etag"));
    assert!(one.text.contains("no page here"));
}

#[tokio::test]
async fn a_failure_is_a_page_for_people_and_words_for_machines() {
    let site = TestSite::new(&fixture(), false).failing_at("/boom");
    let page = site.get("/boom", &[("accept", "text/html,*/*")]).await;
    assert_eq!((page.status, page.header("content-type")), (500, "text/html; charset=utf-8"));
    assert!(page.text.contains("could not be drawn") && page.header("x-content-type-options") == "nosniff");
    let words = site.get("/boom", &[]).await;
    assert_eq!((words.status, words.header("content-type")), (500, "text/plain; charset=utf-8"));
    for answer in [page, words] {
        assert!(!answer.text.contains("secret"), "{}", answer.text);
    }
}

#[tokio::test]
async fn health_is_told_to_whoever_keeps_it_running() {
    let site = TestSite::new(&fixture(), false);
    assert_eq!(site.get("/healthz", &[]).await.text, "ok\n");
    let ready = site.get("/readyz", &[]).await;
    assert_eq!(
        (ready.status, ready.text.as_str(), ready.header("cache-control")),
        (200, "ready\n", "no-store")
    );
}

#[tokio::test]
async fn events_name_the_version_that_is_and_each_one_that_comes() {
    let mut site = TestSite::new(&fixture(), false);
    let mut events = site.open("/api/events", &[]).await;
    assert_eq!(next(&mut events).await, "event: version\ndata: 1\n\n");
    let snapshot = site.collector.snapshot(NOW + 1_000);
    site.snapshots.send_replace(Arc::new(snapshot));
    assert_eq!(next(&mut events).await, "event: version\ndata: 2\n\n");
    site.stop.send_replace(true);
    assert!(events.next().await.is_none(), "an open stream keeps the program from stopping");
}

#[tokio::test]
async fn members_hear_of_a_draft_and_visitors_do_not() {
    let site = TestSite::new(&fixture(), false).signed_in(Role::Viewer);
    let mut of_visitor = site.open("/api/events", &[]).await;
    let mut of_member = site.open("/api/events", &[("cookie", site.session.as_deref().unwrap())]).await;
    assert_eq!(next(&mut of_visitor).await, "event: version\ndata: 1\n\n");
    let begun = [next(&mut of_member).await, next(&mut of_member).await];
    assert!(begun.contains(&"event: desk\ndata: changed\n\n".to_owned()), "{begun:?}");
    let declaration = Declaration {
        title: "Odd prices".into(),
        severity: Severity::P2,
        impacts: vec![],
        publish: false,
        text: String::new(),
        evidence: vec![],
    };
    site.incidents.declare(By::new(Actor::Console), declaration).await.unwrap().unwrap();
    assert_eq!(next(&mut of_member).await, "event: desk\ndata: changed\n\n");
    let silent = tokio::time::timeout(Duration::from_millis(200), of_visitor.next()).await;
    assert!(silent.is_err(), "a visitor hears that something is drafted");
}

async fn next(events: &mut BodyDataStream) -> String {
    let bytes = tokio::time::timeout(Duration::from_secs(5), events.next()).await.unwrap().unwrap().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
