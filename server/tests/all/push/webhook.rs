//! What an endpoint of a subscriber is posted, over TLS and by the client for addresses that strangers have named.

use super::{client, header, sender, service};
use crate::support::{TestSite, fixture};
use crate::told::{send, tell};
use notices::Outcome;
use notices::channel::webhook::Secret;
use serde_json::Value;

/// The path of what stands behind the site's address in `url`.
fn path(url: &Value) -> String {
    url.as_str().unwrap().strip_prefix("https://x").unwrap().to_owned()
}

#[tokio::test]
async fn an_endpoint_gets_the_shape_that_its_owner_chose_signed_and_with_the_way_out() {
    let settings = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n[subscribers]\nwebhook = true\n";
    for (shape, fields) in
        [("pharos", ["data", "timestamp", "type"]), ("statuspage", ["incident", "meta", "page"])]
    {
        let site = TestSite::new(&fixture().with("pharos.toml", settings), false);
        let (port, taken) = service("200 OK").await;
        let sender = sender(&site, client(port));
        let form =
            format!("address=https%3A%2F%2Fpush.example.net%2Fhook&topic=incident&severity=P2&shape={shape}");
        assert_eq!(site.post("/subscribe", &form, &[]).await.status, 303);
        assert!(matches!(send(&site, &sender).await[..], [Outcome::Sent(_)]));
        let read =
            |place: usize| -> Value { serde_json::from_slice(&taken.lock().unwrap()[place].1).unwrap() };
        let question = read(0);
        assert_eq!(question["type"], "subscription.confirm", "the question is the same for all");
        let confirmed = site.post(&path(&question["data"]["url"]), "", &[]).await;
        let chosen = format!("value=\"{shape}\" checked");
        assert!(confirmed.status == 200 && confirmed.text.contains(&chosen), "{}", confirmed.text);

        tell(&site, "orders");
        assert!(matches!(send(&site, &sender).await[..], [Outcome::Sent(_)]));
        let told = read(1);
        assert_eq!(told.as_object().unwrap().keys().collect::<Vec<_>>(), fields, "{told}");
        let secret = Secret::parse(question["data"]["secret"].as_str().unwrap()).unwrap();
        let (head, body) = taken.lock().unwrap()[1].clone();
        let seconds = header(&head, "webhook-timestamp").parse().unwrap();
        let signature = secret.sign(&header(&head, "webhook-id"), seconds, &body);
        assert_eq!(header(&head, "webhook-signature"), signature);
        if shape == "statuspage" {
            assert_eq!(
                (&told["incident"]["name"], &told["incident"]["impact"]),
                (&"Kafka is down".into(), &"major".into())
            );
            let gone = site.post(&path(&told["meta"]["unsubscribe"]), "", &[]).await;
            assert_eq!(gone.status, 200);
            assert_eq!(crate::told::subscribers(&site), []);
        }
    }
}
