//! Notices and subscribers as JSON.

use super::{of, send};
use crate::support::{NOW, TestSite, fixture};
use model::member::Role;
use serde_json::{Value, json};

/// A site that sends e-mail to subscribers.
fn mailing(role: Role) -> TestSite {
    let settings = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n[subscribers]\nemail = \"mail\"\n[[channel]]\n\
                    name = \"mail\"\nkind = \"smtp\"\nhost = \"x\"\nfrom = \"a@x.example\"\nto = [\"b@x.example\"]\n";
    TestSite::new(&fixture().with("pharos.toml", settings), false).signed_in(role)
}

#[tokio::test]
async fn subscribers_are_proposed_shown_veiled_and_removed() {
    let site = mailing(Role::Admin);
    let wish = json!({ "components": ["shop/db"], "topics": ["incident"], "quiet": { "from": "22:00", "to": "07:00" } });
    let body = json!({ "address": "bob@example.org", "wish": wish }).to_string();
    let proposed = site.post_json("/api/v1/subscribers", &body, &[]).await;
    assert_eq!((proposed.status, proposed.text.as_str()), (202, ""));
    let listed = site.get_json("/api/v1/subscribers").await;
    assert!(!listed.text.contains("bob@"), "{}", listed.text);
    let view = &of(&listed)["subscribers"][0];
    assert_eq!((&view["address"], &view["confirmed"]), (&json!("b...@example.org"), &Value::Null));
    assert_eq!(
        (&view["wish"]["topics"], &view["wish"]["quiet"]["to"]),
        (&json!(["incident"]), &json!("07:00"))
    );
    assert_eq!(&of(&site.get_json("/api/v1/subscribers/1").await), view);
    for (wrong, words) in [
        (json!({ "address": "bob" }), "e-mail"),
        (json!({ "address": "https://x.example/" }), "e-mail addresses"),
        (json!({ "address": "eve@x.example", "wish": { "components": ["none"] } }), "no component"),
        (json!({ "address": "eve@x.example", "wish": { "zone": "Europe/Berlim" } }), "time zone"),
        (
            json!({ "address": "eve@x.example", "wish": { "topics": ["update", "update"] } }),
            "`topics` names something twice",
        ),
    ] {
        let refused = site.post_json("/api/v1/subscribers", &wrong.to_string(), &[]).await;
        assert!(refused.status == 422 && refused.text.contains(words), "{}", refused.text);
    }
    assert_eq!(send(&site, "DELETE", "/api/v1/subscribers/1", "", &[]).await.status, 204);
    for (method, path) in [("DELETE", "/api/v1/subscribers/1"), ("GET", "/api/v1/subscribers/x")] {
        assert_eq!(send(&site, method, path, "", &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn notices_are_read_with_their_attempts_and_without_addresses() {
    let site = mailing(Role::Viewer);
    let way = model::subscriber::Way::email("bob@example.org").unwrap();
    site.subscribers().propose(way, Default::default()).await.unwrap();
    let sent = store::records::notices::Ending::Sent;
    site.records.lock().unwrap().attempt(1, (NOW, 7), (sent, "answered 250")).unwrap();
    let listed = site.get_json("/api/v1/notices?state=sent").await;
    assert!(!listed.text.contains("bob"), "{}", listed.text);
    let notice = &of(&listed)["notices"][0];
    assert_eq!(
        (&notice["to"], &notice["what"], &notice["attempts"]),
        (&json!("subscriber:1"), &json!("confirm"), &json!(1))
    );
    assert_eq!(&of(&site.get_json("/api/v1/notices/1").await), notice);
    let attempts = of(&site.get_json("/api/v1/notices/1/attempts").await);
    assert_eq!(
        attempts["attempts"],
        json!([{ "at": NOW.0, "took": 7, "outcome": "sent", "detail": "answered 250" }])
    );
    assert_eq!(of(&site.get_json("/api/v1/notices?state=waiting").await)["notices"], json!([]));
    assert_eq!(of(&site.get_json("/api/v1/notices?before=1").await)["notices"], json!([]));
    for (path, status) in
        [("/api/v1/notices/2", 404), ("/api/v1/notices/x/attempts", 404), ("/api/v1/notices?before=0", 400)]
    {
        assert_eq!(site.get_json(path).await.status, status, "{path}");
    }
}
