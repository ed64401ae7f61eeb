//! Incidents over the JSON API, on the public pages, and from the command line.

use crate::support::{Answer, TestSite, fixture};
use model::member::Role;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const API: &str = "/api/v1/incidents";

fn declaration(publish: bool) -> String {
    let impacts = json!([{ "component": "shop/db", "status": "major-outage" }]);
    let incident = json!({ "title": "Database down", "severity": "P2", "impacts": impacts, "publish": publish,
                           "text": "We **look** at it." });
    json!({ "incident": incident }).to_string()
}

fn update(state: &str, text: &str) -> String {
    json!({ "step": { "do": "update", "state": state, "text": text, "next_minutes": 30 } }).to_string()
}

fn of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

/// Declares one, and gives the address of its steps.
async fn declared(site: &TestSite, publish: bool) -> String {
    let answer = site.post_json(API, &declaration(publish), &[]).await;
    assert_eq!((answer.status, answer.header("etag")), (201, "\"1\""), "{}", answer.text);
    format!("{}/steps", answer.header("location"))
}

#[tokio::test]
async fn two_responders_never_overwrite_each_other() {
    let site = TestSite::new(&fixture(), true).signed_in(Role::Responder);
    let steps = declared(&site, true).await;
    let one =
        site.post_json(&steps, &update("identified", "It is the disk."), &[("if-match", "\"1\"")]).await;
    assert_eq!((one.status, one.header("etag")), (200, "\"2\""), "{}", one.text);
    assert_eq!(of(&one)["due"][0]["duty"], "update");
    let other = site.post_json(&steps, &update("monitoring", "Done."), &[("if-match", "\"1\"")]).await;
    assert_eq!((other.status, other.header("content-type")), (412, "application/problem+json"));
    assert_eq!((&of(&other)["version"], &of(&other)["status"]), (&json!(2), &json!(412)));
    assert_eq!(site.post_json(&steps, &update("monitoring", "Done."), &[]).await.status, 428);
    assert_eq!(
        site.post_json(&steps, &update("monitoring", "Done."), &[("if-match", "*")]).await.status,
        200
    );
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once() {
    let site = TestSite::new(&fixture(), true).signed_in(Role::Responder);
    let key = [("idempotency-key", "a1")];
    let (one, other) = (
        site.post_json(API, &declaration(true), &key).await,
        site.post_json(API, &declaration(true), &key).await,
    );
    assert_eq!((one.status, &one.text), (201, &other.text));
    assert_eq!(of(&site.get_json(API).await)["incidents"].as_array().unwrap().len(), 1);
    assert_eq!(site.post_json(API, &declaration(false), &key).await.status, 422);
    assert_eq!(
        site.post_json(API, &declaration(false), &[("idempotency-key", &"x".repeat(101))]).await.status,
        400
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_in_words() {
    let site = TestSite::new(&fixture(), true).signed_in(Role::Responder);
    let steps = declared(&site, true).await;
    let any = [("if-match", "*")];
    for (path, body, status, words) in [
        (API, "{".to_string(), 400, "EOF"),
        (API, declaration(true).replace("shop/db", "shop/bd"), 422, "Did you mean \\\"shop/db\\\"?"),
        (API, declaration(true).replace("major-outage", "unknown"), 422, "major-outage"),
        (&*steps, update("resolved", "x"), 409, "resolve it"),
        (&*steps, update("monitoring", ""), 422, "`text` is empty"),
        (&*steps, json!({ "step": { "do": "dance" } }).to_string(), 400, "dance"),
        ("/api/v1/incidents/none/steps", update("monitoring", "x"), 404, "There is no incident none."),
    ] {
        let answer = site.post_json(path, &body, &any).await;
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.text);
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    assert_eq!(site.post(API, "incident=x", &session).await.status, 415);
    assert_eq!(site.get_json("/api/v1/incidents/none").await.status, 404);
    assert_eq!(site.get_json("/api/v1/incidents?state=odd").await.status, 400);
}

#[tokio::test]
async fn a_message_is_filled_from_the_incident() {
    let files =
        fixture().with("templates/update.md", "{{severity}}: {{service}} for {{minutes}} minutes, [why]");
    let site = TestSite::new(&files, true).signed_in(Role::Responder);
    let messages = declared(&site, true).await.replace("/steps", "/messages");
    let update = site.get_json(&format!("{messages}/update")).await;
    assert_eq!((update.status, update.text.as_str()), (200, "P2: Database for 0 minutes, [why]"));
    assert_eq!(update.header("content-type"), "text/markdown; charset=utf-8");
    assert_eq!(site.get_json(&format!("{messages}/odd")).await.status, 404);
}

#[tokio::test]
async fn only_members_see_and_change_incidents_with_all_that_belongs_to_them() {
    let site = TestSite::new(&fixture(), false);
    for path in [API, "/api/v1/incidents/x"] {
        assert_eq!(site.get(path, &[]).await.status, 401, "{path}");
    }
    for path in [API, "/api/v1/incidents/x/steps"] {
        assert_eq!(
            site.post_json(path, &declaration(true), &[("if-match", "*")]).await.status,
            401,
            "{path}"
        );
    }
}

#[tokio::test]
async fn visitors_see_what_was_published_and_nothing_else() {
    let mut site = TestSite::new(&fixture(), true).signed_in(Role::Responder);
    let steps = declared(&site, true).await;
    let draft = declared(&site, false).await;
    for body in
        [json!({ "do": "note", "text": "secret-note" }), json!({ "do": "assign", "to": "secret-ada" })]
    {
        let body = json!({ "step": body }).to_string();
        assert_eq!(site.post_json(&steps, &body, &[("if-match", "*")]).await.status, 200);
    }
    site.show_incidents();
    let page = |path: &str| path.replace("/api/v1", "").replace("/steps", "");
    for path in ["/".to_string(), "/incidents".into(), page(&steps)] {
        let answer = site.get(&path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.text.contains("Database down") && !answer.text.contains("secret"),
            "{path}: {}",
            answer.text
        );
        assert!(!answer.text.contains(&page(&draft)), "{path} shows a draft");
    }
    assert!(site.get(&page(&steps), &[]).await.text.contains("We <strong>look</strong> at it."));
    assert_eq!(site.get(&page(&draft), &[]).await.status, 404);
}

#[tokio::test]
async fn a_document_may_be_long_and_a_body_may_not_be_endless() {
    let site = TestSite::new(&fixture(), true).signed_in(Role::Responder);
    let steps = declared(&site, true).await;
    let any = [("if-match", "*")];
    let send =
        |length: usize| json!({ "step": { "do": "postmortem", "text": "x".repeat(length) } }).to_string();
    site.post_json(&steps, &json!({ "step": { "do": "resolve", "text": "Over." } }).to_string(), &any).await;
    assert_eq!(site.post_json(&steps, &send(150_000), &any).await.status, 200);
    assert_eq!(site.post_json(&steps, &send(250_000), &any).await.status, 422);
    assert_eq!(site.post_json(&steps, &send(600_000), &any).await.status, 413);
    let endless = site.post_json("/api/alertmanager/ops", &"x".repeat(2 << 20), &[]).await;
    assert_eq!(endless.status, 413);
}

/// What the program prints, and whether it did what it was asked for.
fn pharos(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_pharos"));
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/content");
    program.args(["incident", "--content", content, "--data"]).arg(folder).args(arguments);
    let ran = program.output().unwrap();
    let words = [ran.stdout, ran.stderr].concat();
    (ran.status.success(), String::from_utf8(words).unwrap())
}

#[test]
fn an_incident_is_handled_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (done, words) = pharos(folder.path(), &["list"]);
    assert!(!done && words.contains("Start `pharos serve` once"), "{words}");
    drop(store::Store::open(&folder.path().join("pharos.db")).unwrap());
    let (done, words) = pharos(
        folder.path(),
        &["declare", "Shop down", "--severity", "p1", "--impact", "shop/web=degraded", "--publish"],
    );
    assert!(done && words.contains("-shop-down is investigating at version 1."), "{words}");
    let id = words.split(' ').next().unwrap().to_string();
    let (done, words) =
        pharos(folder.path(), &["update", &id, "--state", "identified", "--text", "It is the disk."]);
    assert!(done && words.contains("identified at version 2"), "{words}");
    assert!(pharos(folder.path(), &["list"]).1.contains("P1  identified"));
    assert!(pharos(folder.path(), &["resolve", &id, "--text", "Over."]).0);
    assert_eq!(pharos(folder.path(), &["list"]).1, "None.\n");
    assert!(pharos(folder.path(), &["list", "--all"]).1.contains(&id));
    let (done, words) = pharos(folder.path(), &["resolve", &id, "--text", "Over."]);
    assert!(!done && words.contains("It is over. Reopen it first."), "{words}");
}
