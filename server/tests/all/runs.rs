//! Runs of pages: started and worked through by forms and over the JSON API, in an incident and alone.

use crate::support::{Answer, NOW, TestSite, fixture};
use model::member::Role;
use model::time::SECOND;
use serde_json::{Value, json};
use std::time::Duration;
use tokio_stream::StreamExt;

const API: &str = "/api/v1/runs";
const RUNBOOK: &str = "---\nalerts: [ShopWebDown]\ncomponents: [shop/web]\nowner: Shop team\n---\n# When the shop is down\n\n\
    ## Procedure\n\n1. Look at the *disk*\n2. Restart <it>\n\n## Verification\n\n- [ ] The shop answers\n";

fn site() -> TestSite {
    let files = fixture().with("docs/shop/runbooks/web.md", RUNBOOK);
    TestSite::new(&files, true).signed_in(Role::Responder)
}

fn of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|error| panic!("{error}: {}", answer.text))
}

async fn send(site: &TestSite, path: &str, form: &str) -> Answer {
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    site.post(path, form, &session).await
}

/// Starts a run by the form, and gives its path.
async fn started(site: &TestSite, more: &str) -> String {
    let answer = send(site, "/docs/runs", &format!("page=shop/runbooks/web{more}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_string()
}

fn api(path: &str) -> String {
    path.replace("/docs/runs", API)
}

async fn step(site: &TestSite, path: &str, index: usize) -> String {
    of(&site.get_json(&api(path)).await)["steps"][index]["id"].as_str().unwrap().to_string()
}

#[tokio::test]
async fn a_run_is_worked_through_by_forms_and_the_page_then_says_how() {
    let site = site();
    let before = site.get_json("/docs/shop/runbooks/web").await.text;
    assert!(before.contains("No run yet") && before.contains("3 steps"), "{before}");
    let path = started(&site, "&incident=").await;
    assert_eq!(path, "/docs/runs/2023-11-14-when-the-shop-is-down");
    let step = step(&site, &path, 0).await;
    let refused = send(&site, &path, &format!("step={step}&text=+&do=skip")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Say why it is skipped."), "{}", refused.text);
    for form in [format!("step={step}&text=Known&do=skip"), "text=Well&do=finish".into()] {
        let answer = send(&site, &path, &form).await;
        assert_eq!((answer.status, answer.header("location")), (303, path.as_str()), "{}", answer.text);
    }
    let page = site.get_json(&path).await.text;
    for words in
        ["It was finished by ada", "Skipped by ada at", "0 of 3 steps done, 1 skipped", "Restart &lt;it&gt;"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let after = site.get_json("/docs/shop/runbooks/web").await.text;
    for words in ["Last used</a>", "Left out in runs: Look at the disk (1)"] {
        assert!(after.contains(words), "{words}: {after}");
    }
    let list = site.get_json("/docs/runs").await.text;
    assert!(list.contains(&path) && list.contains("finished, 0 of 3"), "{list}");
    assert_eq!(send(&site, &path, "do=dance").await.status, 400);
    assert_eq!(send(&site, "/docs/runs", "page=nowhere").await.status, 404);
}

#[tokio::test]
async fn a_run_belongs_to_its_incident_and_stands_in_its_timeline() {
    let site = site();
    let form = "title=Odd&severity=P2&component=shop/web&status=partial-outage&text=We+look.";
    let incident = send(&site, "/desk/declare", form).await.header("location").to_string();
    let page = site.get_json("/docs/shop/runbooks/web").await.text;
    let id = incident.trim_start_matches("/desk/");
    assert!(page.contains(&format!("value=\"{id}\" selected")), "{page}");
    let beside = site.get_json(&incident).await.text;
    assert!(beside.contains(&format!("name=\"incident\" value=\"{id}\"")), "{beside}");
    let path = started(&site, &format!("&incident={id}")).await;
    let step = step(&site, &path, 1).await;
    send(&site, &path, &format!("step={step}&do=skip&text=No+need")).await;
    send(&site, &path, "do=abandon&text=").await;
    let desk = site.get_json(&incident).await.text;
    for words in [
        "Started a run of",
        "Abandoned the run of",
        "Skipped: Restart &lt;it&gt;: No need",
        "abandoned, 0 of 3",
        &path,
    ] {
        assert!(desk.contains(words), "{words}: {desk}");
    }
    let runs = of(&site.get_json(&format!("{API}?incident={id}")).await);
    assert_eq!(runs["runs"][0]["incident"], *id);
    assert_eq!(send(&site, "/docs/runs", "page=shop/runbooks/web&incident=none").await.status, 400);
}

#[tokio::test]
async fn programs_start_runs_and_of_two_who_tick_the_first_counts() {
    let site = site();
    let start = json!({ "page": "shop/runbooks/web" }).to_string();
    let key = [("idempotency-key", "start")];
    let run = site.post_json(API, &start, &key).await;
    assert_eq!((run.status, run.header("etag")), (201, "\"0\""), "{}", run.text);
    let again = site.post_json(API, &start, &key).await;
    assert_eq!((again.status, &again.text), (201, &run.text));
    let path = run.header("location").to_string();
    let step = of(&run)["steps"][2]["id"].clone();
    assert_eq!(
        (&of(&run)["steps"][2]["words"], &of(&run)["steps"][2]["section"]),
        (&json!("The shop answers"), &json!("Verification"))
    );
    let acts = format!("{path}/acts");
    let tick =
        |happened: i64| json!({ "act": { "do": "tick", "step": step }, "happened": happened }).to_string();
    for (key, happened) in [("a", NOW.0), ("a", NOW.0), ("b", NOW.0 - 5 * SECOND)] {
        let done = site.post_json(&acts, &tick(happened), &[("idempotency-key", key)]).await;
        assert_eq!(done.status, 200, "{}", done.text);
    }
    let done = of(&site.get_json(&path).await);
    assert_eq!((done["entries"].as_array().unwrap().len(), &done["steps"][2]["state"]), (2, &json!("done")));
    assert!(done["steps"][2]["told"].as_str().unwrap().contains("Also by ada"), "{done}");
    for (path, body, status) in [
        (&*acts, json!({ "act": { "do": "tick", "step": "none" } }), 422),
        (&*acts, json!({ "act": { "do": "dance" } }), 400),
        (API, json!({ "page": "none" }), 404),
        (API, json!({ "page": "shop/runbooks/web", "incident": "none" }), 422),
        ("/api/v1/runs/none/acts", json!({ "act": { "do": "finish" } }), 404),
    ] {
        let answer = site.post_json(path, &body.to_string(), &[]).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/problem+json"),
            "{path}"
        );
    }
    let taken = site
        .post_json(&acts, &json!({ "act": { "do": "finish" } }).to_string(), &[("idempotency-key", "a")])
        .await;
    assert_eq!(taken.status, 422, "{}", taken.text);
    let end = site.post_json(&acts, &json!({ "act": { "do": "finish" } }).to_string(), &[]).await;
    assert_eq!((end.status, &of(&end)["state"]), (200, &json!("finished")));
    let late = json!({ "act": { "do": "abandon" } }).to_string();
    assert_eq!(site.post_json(&acts, &late, &[]).await.status, 409);
}

#[tokio::test]
async fn members_hear_that_a_run_has_changed_and_visitors_do_not() {
    let site = site();
    let mut of_member = site.open("/api/events", &[("cookie", site.session.as_deref().unwrap())]).await;
    let mut of_visitor = site.open("/api/events", &[]).await;
    started(&site, "").await;
    let (mut heard, mut seen) = (String::new(), String::new());
    while !heard.contains("event: runs\ndata: 1\n\n") {
        let next = tokio::time::timeout(Duration::from_secs(30), of_member.next()).await;
        heard.push_str(&String::from_utf8_lossy(&next.unwrap().unwrap().unwrap()));
    }
    site.stop.send_replace(true);
    while let Some(Ok(bytes)) = of_visitor.next().await {
        seen.push_str(&String::from_utf8_lossy(&bytes));
    }
    assert!(!seen.contains("runs"), "{seen}");
}

#[tokio::test]
async fn viewers_read_and_visitors_see_nothing_of_runs() {
    let site = site();
    let path = started(&site, "").await;
    let public = site.get("/docs/shop/runbooks/web", &[]).await;
    assert!(public.status == 200 && !public.text.contains("runs-use"), "{}", public.text);
    let viewer = site.member("vera", Role::Viewer);
    let cookie = format!("__Host-pharos={0}; pharos={0}", viewer.text());
    let session = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let page = site.get("/docs/shop/runbooks/web", &session).await.text;
    assert!(page.contains("Run of ada") && !page.contains("Start a run"), "{page}");
    let run = site.get(&path, &session).await;
    assert!(run.status == 200 && !run.text.contains("runs-tick"), "{}", run.text);
    assert_eq!(site.post(&path, "do=finish", &session).await.status, 403);
}
