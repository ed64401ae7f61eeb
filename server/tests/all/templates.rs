//! Templates that editors change: who may, what holds from then on, and how the file's comes back.

use crate::support::{Answer, TestSite, fixture};
use model::member::Role;

fn site(role: Role) -> TestSite {
    let files = fixture().with("templates/update.md", "From the file: {{title}}");
    TestSite::new(&files, false).signed_in(role)
}

async fn send(site: &TestSite, name: &str, form: &str) -> Answer {
    let session = [("cookie", site.session.as_deref().unwrap()), ("sec-fetch-site", "same-origin")];
    site.post(&format!("/templates/{name}"), form, &session).await
}

/// What an update on an incident begins with.
async fn begun(site: &TestSite) -> String {
    let path = "/api/v1/incidents/x/messages/update";
    let listed = site.get_json("/api/v1/incidents").await.text;
    let id = listed.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap();
    site.get_json(&path.replace("/x/", &format!("/{id}/"))).await.text
}

#[tokio::test]
async fn an_editor_changes_a_template_and_has_the_files_again() {
    let site = site(Role::Editor);
    let declared = r#"{"incident":{"title":"Odd","severity":"P2"}}"#;
    assert_eq!(site.post_json("/api/v1/incidents", declared, &[]).await.status, 201);
    assert_eq!(begun(&site).await, "From the file: Odd");
    let form = "seen=0&do=save&text=Ours:+%7B%7Btitle%7D%7D%0D%0AMore";
    let saved = send(&site, "update", form).await;
    assert_eq!((saved.status, saved.header("location")), (303, "/templates#update"), "{}", saved.text);
    assert_eq!(begun(&site).await, "Ours: Odd\nMore");
    let late = send(&site, "update", form).await;
    assert!(late.status == 409 && late.text.contains("Ours: {{title}}"), "{}", late.text);
    assert_eq!(send(&site, "update", "seen=1&do=restore").await.status, 303);
    assert_eq!(begun(&site).await, "From the file: Odd");
    let log = site.get_json("/api/v1/audit").await.text;
    assert!(log.contains("template.changed") && log.contains("template.restored"), "{log}");
}

#[tokio::test]
async fn what_cannot_be_a_template_is_refused_with_what_was_typed() {
    let site = site(Role::Editor);
    for (form, words) in [
        ("seen=0&do=save&text=Mine+%7B%7Bseverety%7D%7D", "Did you mean"),
        ("seen=0&do=save&text=+", "says something"),
    ] {
        let refused = send(&site, "start", form).await;
        assert!(refused.status == 422 && refused.text.contains(words), "{}", refused.text);
    }
    assert!(send(&site, "start", "seen=0&do=save&text=Mine+%7B%7Bx%7D%7D").await.text.contains("Mine {{x}}"));
    assert_eq!(send(&site, "none", "seen=0&do=save&text=x").await.status, 404);
    assert_eq!(self::site(Role::Responder).get_json("/templates").await.status, 200);
}
