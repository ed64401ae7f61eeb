//! The desk as a browser without scripts meets it: forms, refusals and conflicts that lose nothing.

use crate::support::{Answer, NOW, TestSite, fixture};
use model::incident::Incident;
use model::member::Role;

fn site() -> TestSite {
    TestSite::new(&fixture(), true).signed_in(Role::Responder)
}

async fn send(site: &TestSite, path: &str, form: &str) -> Answer {
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    site.post(path, form, &session).await
}

/// Declares one that affects the database, and gives the address of its page.
async fn declared(site: &TestSite, more: &str) -> String {
    let form =
        format!("title=Odd+prices&severity=P2&component=shop/db&status=partial-outage&text=We+look.{more}");
    let answer = send(site, "/desk/declare", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_string()
}

async fn of(site: &TestSite, path: &str) -> Incident {
    site.incidents.one(path.trim_start_matches("/desk/").into()).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_incident_is_handled_from_its_declaration_to_its_postmortem_by_forms() {
    let site = site();
    let path = declared(&site, "").await;
    let page = site.get_json(&path).await;
    assert!(page.status == 200 && page.text.contains("Draft") && page.text.contains("Publish the draft"));
    for (seen, form) in [
        (1, "do=acknowledge"),
        (2, "do=publish"),
        (3, "do=update&state=identified&text=It+is+a+rate.&next=30&impact.shop/db=degraded"),
        (4, "do=change-severity&severity=P3"),
        (5, "do=hand-over&to=joe&text=All+in+the+log."),
        (6, "do=edit-update&update=4&text=It+is+an+exchange+rate."),
        (7, "do=resolve&text=Repaired.&state=identified&next="),
        (8, "do=follow-up&text=Test+rates&owner=&due=2023-11-20T10:00"),
        (9, "do=postmortem&text=It+was+a+rate.&publish=true"),
    ] {
        let answer = send(&site, &path, &format!("seen={seen}&{form}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, path.as_str()),
            "{form}: {}",
            answer.text
        );
    }
    let incident = of(&site, &path).await;
    assert_eq!((incident.version(), incident.owner.as_deref()), (10, Some("joe")));
    assert_eq!(incident.told[1].text, "It is an exchange rate.");
    assert_eq!(incident.postmortem.published.as_deref(), Some("It was a rate."));
    let page = site.get_json(&path).await.text;
    assert!(
        page.contains("It is a rate.") && page.contains("It is an exchange rate."),
        "the history of an edit is lost"
    );
    let desk = site.get_json("/desk").await;
    assert!(desk.status == 200 && desk.text.contains("Follow-up: Test rates"), "{}", desk.text);
}

#[tokio::test]
async fn of_two_who_publish_at_once_the_second_sees_the_first_and_keeps_what_was_typed() {
    let site = site();
    let path = declared(&site, "&publish=true").await;
    let update = |text: &str| format!("seen=1&do=update&state=identified&next=&text={text}");
    assert_eq!(send(&site, &path, &update("It+is+the+disk.")).await.status, 303);
    let second = send(&site, &path, &update("It+is+%3Cthe%3E+network.")).await;
    assert_eq!(second.status, 409);
    for words in
        ["someone else changed the incident", "It is the disk.", "It is &lt;the&gt; network.</textarea>"]
    {
        assert!(second.text.contains(words), "{words}: {}", second.text);
    }
    assert!(second.text.contains(r#"name="seen" value="2""#));
    assert_eq!(of(&site, &path).await.version(), 2);
}

#[tokio::test]
async fn what_cannot_be_done_comes_back_with_the_reason_and_what_was_typed() {
    let site = site();
    let path = declared(&site, "").await;
    for (form, words) in [
        ("do=update&state=identified&next=soon&text=abc", "is no number"),
        ("do=update&state=identified&next=0&text=abc", "goes from 1"),
        ("do=update&state=identified&next=&text=abc&happened=2099-01-01T00:00", "has not come yet"),
        ("do=update&state=identified&next=&component=shop/bd&status=degraded&text=abc", "Did you mean"),
        ("do=note&text=", "is empty"),
        ("do=dance&text=abc", "not of this page"),
    ] {
        let answer = send(&site, &path, &format!("seen=1&{form}")).await;
        assert!(answer.status == 422 && answer.text.contains(words), "{form}: {}", answer.text);
        assert!(
            !form.contains("do=update") || answer.text.contains("\nabc</textarea>"),
            "{form} loses the text"
        );
    }
    let preview = send(&site, &path, "seen=1&do=preview&state=identified&next=&text=**So**").await;
    assert!(preview.status == 200 && preview.text.contains("<strong>So</strong>"), "{}", preview.text);
    assert_eq!(of(&site, &path).await.version(), 1);
    let declared = send(&site, "/desk/declare", "title=&severity=P2&text=abc").await;
    assert!(declared.status == 422 && declared.text.contains("\nabc</textarea>"), "{}", declared.text);
    assert_eq!(send(&site, "/desk/none", "do=note&text=x").await.status, 404);
}

#[tokio::test]
async fn a_message_and_the_runbook_of_the_component_stand_on_the_page() {
    let files = fixture().with("templates/update.md", "{{severity}}: [why]");
    let site = TestSite::new(&files, true).signed_in(Role::Responder);
    let form = "title=Slow&severity=P1&component=shop/web&status=degraded&text=";
    let path = send(&site, "/desk/declare", form).await.header("location").to_string();
    let page = site.get_json(&format!("{path}?template=update")).await.text;
    assert!(page.contains("\nP1: [why]</textarea>") && page.contains("autofocus"), "{page}");
    assert!(page.contains("href=\"/docs/shop#web\"") && page.contains("class=\"docs-body\""), "{page}");
    assert!(!site.get_json(&path).await.text.contains("autofocus"));
    let other = TestSite::new(&files, true).signed_in(Role::Viewer);
    assert!(!other.get_json("/desk").await.text.contains("Declare an incident"));
}

/// A site with a window that runs now.
fn planned() -> TestSite {
    let work = r#"
[[maintenance]]
id = "disks"
title = "More disks"
from = "2023-11-14T22:00:00Z"
to = "2023-11-14T23:00:00Z"
before = ["Tell support."]
[maintenance.roles]
carries-out = "the night shift"
"#;
    let file = fixture().text("estate/shop.toml", &mut Vec::new()).unwrap().to_string();
    TestSite::new(&fixture().with("estate/shop.toml", &(file + work)), true).signed_in(Role::Responder)
}

#[tokio::test]
async fn a_checklist_is_ticked_by_forms_and_nothing_else_can_be() {
    let site = planned();
    let form = |window: i64, step: &str, done: bool| {
        format!("system=shop&work=disks&window={window}&phase=before&step={step}&done={done}")
    };
    let window = NOW.0 - 13 * 60_000 - 20_000;
    assert!(site.get_json("/desk").await.text.contains("Tick: Tell support."));
    let ticked = send(&site, "/desk/ticks", &form(window, "Tell+support.", true)).await;
    assert_eq!((ticked.status, ticked.header("location")), (303, "/desk#desk-plans"), "{}", ticked.text);
    assert!(site.get_json("/desk").await.text.contains("Take back: Tell support."));
    assert_eq!(send(&site, "/desk/ticks", &form(window, "Dance.", true)).await.status, 400);
    assert_eq!(send(&site, "/desk/ticks", &form(window + 1, "Tell+support.", true)).await.status, 400);
    send(&site, "/desk/ticks", &form(window, "Tell+support.", false)).await;
    assert!(site.get_json("/desk").await.text.contains("Tick: Tell support."));
    assert!(site.get_json("/audit").await.text.contains("maintenance.unticked"));
}

#[tokio::test]
async fn who_does_planned_work_is_told_to_members_alone() {
    let site = planned();
    for path in ["/status/shop", "/status/shop/db", "/status/shop"] {
        assert!(site.get_json(path).await.text.contains("the night shift"), "{path}");
        assert!(!site.get(path, &[]).await.text.contains("the night shift"), "{path}");
    }
}

#[tokio::test]
async fn the_runbook_beside_an_incident_is_filled_with_the_labels_of_its_alert() {
    let token = "0123456789abcdef0123456789abcdef";
    let settings = format!(
        "[site]\nname = \"Shop\"\nurl = \"http://x\"\n[[alertmanager]]\nreceiver = \"ops\"\ntoken = \"{token}\"\n"
    );
    let runbook = "---\nalerts: [ShopPodDown]\n---\n# Pod down\n\n## Look\n\n[on](#look)\n\n\
        ```bash\nkubectl -n <namespace> logs <pod> --context <component>\n```\n";
    let files = fixture().with("pharos.toml", &settings).with("docs/shop/runbooks/pod.md", runbook);
    let site = TestSite::new(&files, false).signed_in(Role::Responder);
    let labels = r#"{"alertname": "ShopPodDown", "pod": "web 2&", "namespace": "shop", "component": "db"}"#;
    let delivery = format!(
        r#"{{"version": "4", "groupKey": "g", "alerts": [{{"status": "firing", "labels": {labels}, "fingerprint": "f1",
            "startsAt": "2023-11-14T10:00:00Z"}}]}}"#
    );
    let bearer = format!("Bearer {token}");
    let sent = site.post_json("/api/alertmanager/ops", &delivery, &[("authorization", &bearer)]).await;
    assert_eq!(sent.status, 204, "{}", sent.text);
    let incident = site.incidents.kept().all[0].clone();
    let page = site.get_json(&format!("/desk/{}", incident.id)).await.text;
    let filled = "/docs/shop/runbooks/pod?var.component=db&amp;var.namespace=shop&amp;var.pod=web%202%26";
    assert!(page.contains(&format!("<a href=\"{filled}\">Pod down</a>")), "{page}");
    assert!(page.contains(&format!("href=\"{filled}#look\"")), "{page}");
    assert!(page.contains(">&#39;web 2&amp;&#39;</var>") && page.contains(">shop</var>"), "{page}");
    let beside =
        site.get(&filled.replace("&amp;", "&"), &[("cookie", site.session.as_deref().unwrap())]).await;
    assert!(beside.text.contains(">&#39;web 2&amp;&#39;</var>"), "{}", beside.text);
}
