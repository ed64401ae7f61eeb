//! The JSON API: planned work, members, tokens, the audit log, and what every refusal looks like.

mod told;

use crate::support::{Answer, NOW, TestSite, fixture};
use axum::body::Body;
use http::Request;
use model::member::Role;
use model::status::Status;
use model::time::HOUR;
use serde_json::{Value, json};

fn site(role: Role) -> TestSite {
    TestSite::new(&fixture(), false).signed_in(role)
}

fn of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{}", answer.text))
}

/// Sends JSON by any method, in the session of the site.
async fn send(site: &TestSite, method: &str, path: &str, json: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    for (name, value) in headers.iter().chain(&session).chain(&[("content-type", "application/json")]) {
        request = request.header(*name, *value);
    }
    site.send(request.body(Body::from(json.to_owned())).unwrap()).await
}

fn work(hours: i64) -> String {
    let (from, to) = (NOW.0 + hours * HOUR, NOW.0 + (hours + 1) * HOUR);
    json!({ "title": "Disk change", "components": ["shop/db"], "from": from, "to": to }).to_string()
}

#[tokio::test]
async fn planned_work_is_declared_once_shown_and_cancelled_by_who_saw_it() {
    let site = site(Role::Responder);
    let key = [("idempotency-key", "a1")];
    let one = site.post_json("/api/v1/maintenance", &work(1), &key).await;
    assert_eq!((one.status, one.header("etag")), (201, "\"1\""), "{}", one.text);
    assert_eq!(site.post_json("/api/v1/maintenance", &work(1), &key).await.text, one.text);
    assert_eq!(site.post_json("/api/v1/maintenance", &work(2), &key).await.status, 422);
    let listed = of(&site.get_json("/api/v1/maintenance").await);
    assert_eq!(listed["windows"].as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(
        (&listed["windows"][0]["held"], &listed["windows"][0]["system"]),
        (&json!(true), &json!("shop"))
    );
    let path = one.header("location").to_owned();
    assert_eq!(of(&site.get_json(&path).await)["by"], json!({ "kind": "member", "name": "ada" }));
    for (tag, status) in [("\"2\"", 412), ("\"x\"", 412), ("x", 400), ("\"1\"", 200), ("*", 409)] {
        assert_eq!(send(&site, "DELETE", &path, "", &[("if-match", tag)]).await.status, status, "{tag}");
    }
    assert_eq!(send(&site, "DELETE", &path, "", &[]).await.status, 428);
    assert_eq!(of(&site.get_json("/api/v1/maintenance").await)["windows"], json!([]));
    assert_eq!(of(&site.get_json(&path).await)["cancelled"], json!(NOW.0));
}

#[tokio::test]
async fn components_show_maintenance_while_declared_work_is_held() {
    let mut site = site(Role::Responder);
    let declared = site.post_json("/api/v1/maintenance", &work(0), &[]).await;
    let shown = |site: &mut TestSite| {
        site.collector.note_planned(site.works.estate(), NOW);
        let snapshot = site.collector.snapshot(NOW);
        let status = snapshot.public.components().find(|it| it.id == "shop/db").unwrap().status;
        (status, snapshot.public.planned.len())
    };
    assert_eq!(shown(&mut site), (Status::Maintenance, 1));
    send(&site, "DELETE", declared.header("location"), "", &[("if-match", "*")]).await;
    let (status, planned) = shown(&mut site);
    assert!(status != Status::Maintenance && planned == 0, "{status:?}");
}

#[tokio::test]
async fn members_are_managed_by_who_saw_how_they_are() {
    let site = site(Role::Admin);
    let body = json!({ "name": "joe", "role": "viewer" }).to_string();
    let invited = site.post_json("/api/v1/members", &body, &[]).await;
    assert_eq!(
        (invited.status, invited.header("location")),
        (201, "/api/v1/members/joe"),
        "{}",
        invited.text
    );
    let link = of(&invited)["link"]["url"].as_str().unwrap().to_owned();
    assert_eq!(site.get(link.strip_prefix("https://status.shop.example").unwrap(), &[]).await.status, 200);
    assert_eq!(site.post_json("/api/v1/members", &body, &[]).await.status, 409);
    let seen = site.get_json("/api/v1/members/joe").await;
    let (tag, change) =
        (seen.header("etag").to_owned(), json!({ "role": "editor", "disabled": false }).to_string());
    let changed = send(&site, "PUT", "/api/v1/members/joe", &change, &[("if-match", &tag)]).await;
    assert_eq!((changed.status, &of(&changed)["role"]), (200, &json!("editor")), "{}", changed.text);
    let late = send(&site, "PUT", "/api/v1/members/joe", &change, &[("if-match", &tag)]).await;
    assert_eq!(late.status, 412, "{}", late.text);
    assert_eq!(send(&site, "PUT", "/api/v1/members/none", &change, &[("if-match", "*")]).await.status, 404);
    assert_eq!(site.post_json("/api/v1/members/joe/links", "", &[]).await.status, 201);
    let rows = of(&site.get_json("/api/v1/audit").await);
    let told: Vec<_> =
        rows["rows"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert!(told.contains(&"member.role") && told.contains(&"member.reset"), "{told:?}");
    let older = of(&site.get_json("/api/v1/audit?before=2").await);
    assert_eq!(older["rows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_member_makes_lists_and_ends_tokens_of_their_own() {
    let site = site(Role::Responder);
    let body = |scope: &str| json!({ "name": "deploy", "scopes": [scope], "days": 3 }).to_string();
    assert_eq!(site.post_json("/api/v1/tokens", &body("edit"), &[]).await.status, 422);
    assert_eq!(site.post_json("/api/v1/tokens", &body("manage"), &[]).await.status, 400);
    let made = site.post_json("/api/v1/tokens", &body("respond"), &[]).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let bearer = format!("Bearer {}", of(&made)["secret"].as_str().unwrap());
    assert_eq!(site.post_json("/api/v1/tokens", &body("read"), &[]).await.status, 409);
    let listed = site.get_json("/api/v1/tokens").await;
    assert_eq!(of(&listed)["tokens"][0]["name"], "deploy");
    assert!(!listed.text.contains("pharos_"), "a secret is shown twice");
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(site.get("/api/v1/incidents", &headers).await.status, 403);
    assert_eq!(site.get("/api/v1/tokens", &headers).await.status, 403);
    assert_eq!(send(&site, "DELETE", "/api/v1/tokens/deploy", "", &[]).await.status, 204);
    assert_eq!(send(&site, "DELETE", "/api/v1/tokens/deploy", "", &[]).await.status, 404);
    assert_eq!(site.get("/api/v1/incidents", &headers).await.status, 401);
}

#[tokio::test]
async fn every_refusal_is_a_problem_whoever_refuses() {
    let site = site(Role::Viewer);
    let long = "x".repeat(70_000);
    for (method, path, body, status) in [
        ("GET", "/api/v1/none", "", 404),
        ("GET", "/api/v1", "", 404),
        ("PATCH", "/api/v1/incidents", "{}", 405),
        ("GET", "/api/v1/incidents?state=odd", "", 400),
        ("GET", "/api/v1/incidents?before=soon", "", 400),
        ("GET", "/api/v1/incidents?odd=1", "", 400),
        ("GET", "/api/v1/incidents/%ff", "", 400),
        ("GET", "/api/v1/components/shop/none", "", 404),
        ("GET", "/api/v1/maintenance?from=2&to=1", "", 422),
        ("POST", "/api/v1/incidents", "{}", 403),
        ("GET", "/api/v1/members", "", 403),
        ("POST", "/api/v1/tokens", "{", 400),
        ("POST", "/api/v1/tokens", &long, 413),
    ] {
        let answer = send(&site, method, path, body, &[("accept", "text/html")]).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
        let problem = of(&answer);
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["detail"].as_str().unwrap().len() > 10, "{problem}");
    }
    let wrong = send(&site, "PATCH", "/api/v1/incidents", "{}", &[]).await;
    assert!(wrong.header("allow").contains("POST"), "{:?}", wrong.headers);
    let visitor = site.get("/api/v1/incidents", &[("accept", "text/html")]).await;
    assert_eq!((visitor.status, visitor.header("www-authenticate")), (401, "Bearer"));
    assert_eq!(visitor.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn what_components_show_has_a_tag_and_is_not_sent_twice() {
    let site = TestSite::new(&fixture(), false);
    let all = site.get("/api/v1/components", &[]).await;
    let components = of(&all)["components"].clone();
    assert!(components.as_array().unwrap().iter().any(|it| it["id"] == "shop/db"), "{components}");
    let again = site.get("/api/v1/components", &[("if-none-match", all.header("etag"))]).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let one = of(&site.get("/api/v1/components/shop/db", &[]).await);
    assert_eq!(one["component"]["id"], "shop/db");
    let document = site.get("/api/v1/openapi.json", &[]).await;
    assert_eq!((document.status, document.header("content-type")), (200, "application/json"));
    assert!(of(&document)["paths"].as_object().unwrap().len() >= 10);
}

#[tokio::test]
async fn what_gives_a_secret_is_done_once_and_shows_it_once() {
    let site = site(Role::Admin);
    let invitation = json!({ "name": "joe", "role": "viewer" }).to_string();
    let token = json!({ "name": "deploy", "scopes": ["read"], "days": 3 }).to_string();
    for (path, body, key) in [
        ("/api/v1/members", invitation.as_str(), "k1"),
        ("/api/v1/members/joe/links", "", "k2"),
        ("/api/v1/tokens", &token, "k3"),
    ] {
        let key = [("idempotency-key", key)];
        assert_eq!(site.post_json(path, body, &key).await.status, 201, "{path}");
        let again = site.post_json(path, body, &key).await;
        assert_eq!(again.status, 409, "{}", again.text);
        assert!(again.text.contains("was done already") && !again.text.contains("/join/"), "{}", again.text);
        assert!(!again.text.contains("pharos_"), "{}", again.text);
    }
    let other = json!({ "name": "eve", "role": "viewer" }).to_string();
    let taken = site.post_json("/api/v1/members", &other, &[("idempotency-key", "k1")]).await;
    assert_eq!(taken.status, 422, "{}", taken.text);
    let another = site.post_json("/api/v1/members/joe/links", "", &[("idempotency-key", "k4")]).await;
    assert_eq!(another.status, 201, "{}", another.text);
}
