//! Subscribers as a visitor, a mail program and an admin meet them: asking, confirming, changing, ending.

use crate::support::{Answer, NOW, TestSite, fixture};
use crate::told::MAIL;
use model::member::Role;
use model::notice::What;
use model::subscriber::{Pace, Subscriber};
use pharos::config;
use pharos::config::environment::Environment;
use pharos::members::secret::Random;
use pharos::subscribers::link::Links;
use store::records::notices::Listed;

const FORM: &str =
    "address=ada%40example.org&topic=incident&topic=update&severity=P1&severity=P2&pace=at-once";

fn site_with(settings: &str) -> TestSite {
    let settings = format!("[site]\nname = \"x\"\nurl = \"https://x\"\n{settings}");
    TestSite::new(&fixture().with("pharos.toml", &settings), false)
}

fn site() -> TestSite {
    site_with(&format!("[subscribers]\nemail = \"mail\"\nwebhook = true\nunconfirmed = \"2h\"\n{MAIL}"))
}

/// What waits to be sent, oldest first.
fn outbox(site: &TestSite) -> Vec<Listed> {
    let mut notices = site.records.lock().unwrap().notices(None, None, 100).unwrap();
    notices.reverse();
    notices
}

/// The subscriber who asked last, and the paths of their links: to confirm, and to change everything.
fn last(site: &TestSite) -> (Subscriber, String, String) {
    let mut records = site.records.lock().unwrap();
    let id = records.subscribers(None, 1).unwrap()[0].id;
    let (subscriber, salt) = records.subscriber(id).unwrap().unwrap();
    let links = Links::of(&mut records, &Random::system()).unwrap();
    let confirm = format!("/subscribe/confirm/{}", links.confirm(&salt, &subscriber.way).text());
    (subscriber, confirm, format!("/subscriptions/{}", links.manage(&salt).text()))
}

async fn confirmed(site: &TestSite) -> String {
    assert_eq!(site.post("/subscribe", FORM, &[]).await.status, 303);
    let (_, confirm, manage) = last(site);
    assert_eq!(site.post(&confirm, "", &[]).await.status, 200);
    manage
}

fn is_kept_secret(answer: &Answer) {
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    assert_eq!(answer.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn who_asks_is_told_nothing_before_they_confirm_by_a_button() {
    let site = site();
    let form = site.get("/subscribe?component=shop%2Fweb", &[]).await;
    assert!(form.status == 200 && form.text.contains(r#"action="/subscribe""#), "{}", form.text);
    let chosen = form.text.split("<input ").find(|tag| tag.contains("shop/web")).unwrap();
    assert!(chosen.split('>').next().unwrap().contains("checked"), "{chosen}");
    let asked = site.post("/subscribe", FORM, &[]).await;
    assert_eq!((asked.status, asked.header("location")), (303, "/subscribe/sent"));
    let sent = site.get("/subscribe/sent", &[]).await;
    assert!(sent.status == 200 && sent.text.contains("2 h"), "{}", sent.text);
    let (ada, confirm, manage) = last(&site);
    let waiting = outbox(&site);
    assert_eq!((waiting.len(), waiting[0].to.as_str()), (1, ada.receiver().as_str()));
    assert_eq!(waiting[0].message.event.what, What::Confirm);
    // Whoever reads the database finds no link in it.
    assert!(!format!("{waiting:?}").contains(confirm.rsplit('/').next().unwrap()));
    assert_eq!(site.get(&manage, &[]).await.status, 404);
    // A program that follows each link of a mail confirms nothing.
    let button = site.get(&confirm, &[]).await;
    assert!(button.status == 200 && button.text.contains("ada@example.org"), "{}", button.text);
    is_kept_secret(&button);
    assert!(last(&site).0.confirmed.is_none());
    let done = site.post(&confirm, "", &[]).await;
    assert!(done.status == 200 && done.text.contains("Confirmed."), "{}", done.text);
    assert_eq!(last(&site).0.confirmed, Some(NOW));
    assert_eq!(site.get(&confirm, &[]).await.status, 404);
    assert_eq!(site.post(&confirm, "", &[]).await.status, 404);
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_an_address_is_known() {
    let site = site();
    let manage = confirmed(&site).await;
    let unknown = site.post("/subscribe", &FORM.replace("ada", "bob"), &[]).await;
    let known = site.post("/subscribe", &FORM.replace("P1", "P4"), &[]).await;
    assert_eq!(
        (known.status, &known.headers, &known.text),
        (unknown.status, &unknown.headers, &unknown.text)
    );
    // And whoever typed a known address has changed nothing of what its owner wishes.
    let ada = site.records.lock().unwrap().subscribers(None, 9).unwrap().pop().unwrap();
    assert!(ada.wish.choice.severities.iter().all(|severity| severity.name() != "P4"));
    let told = outbox(&site).pop().unwrap();
    assert!(told.to == ada.receiver() && told.message.title.contains("subscribed already"));
    assert_eq!(site.get(&manage, &[]).await.status, 200);
}

#[tokio::test]
async fn a_subscriber_sees_and_changes_everything() {
    let site = site();
    let manage = confirmed(&site).await;
    let page = site.get(&manage, &[]).await;
    assert!(page.status == 200 && page.text.contains("ada@example.org"), "{}", page.text);
    is_kept_secret(&page);
    let form = "component=shop%2Fweb&topic=maintenance&severity=P3&pace=daily&from=22%3A00&to=07%3A00&zone=Europe%2FBerlin";
    let saved = site.post(&manage, form, &[]).await;
    assert!(saved.status == 200 && saved.text.contains("Saved."), "{}", saved.text);
    let wish = last(&site).0.wish;
    assert_eq!((wish.choice.components, wish.timing.pace), (vec!["shop/web".to_string()], Pace::Daily));
    assert_eq!(wish.timing.zone, "Europe/Berlin");
    let wrong = site.post(&manage, &form.replace("Berlin", "%3Cb%3E"), &[]).await;
    assert!(wrong.status == 422 && wrong.text.contains("no such time zone"), "{}", wrong.text);
    assert!(!wrong.text.contains("<b>"));
    for unknown in ["/subscriptions/x", &format!("/subscriptions/{}", "x".repeat(43))] {
        assert_eq!(site.get(unknown, &[]).await.status, 404);
        assert_eq!(site.post(unknown, form, &[]).await.status, 404);
    }
}

#[tokio::test]
async fn one_click_of_a_mail_program_ends_it_and_a_look_does_not() {
    let site = site();
    let end = format!("{}/unsubscribe", confirmed(&site).await);
    let looked = site.get(&end, &[]).await;
    assert!(looked.status == 200 && looked.text.contains("Your subscription"), "{}", looked.text);
    assert_eq!(site.records.lock().unwrap().subscribers(None, 9).unwrap().len(), 1);
    // RFC 8058, section 3.1: without cookies, from elsewhere, and not redirected.
    let from = [("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
    for _ in 0..2 {
        let ended = site.post(&end, "List-Unsubscribe=One-Click", &from).await;
        assert!(ended.status == 200 && ended.text.contains("told no more"), "{}", ended.text);
    }
    assert_eq!(site.records.lock().unwrap().subscribers(None, 9).unwrap(), []);
}

#[tokio::test]
async fn nobody_floods_an_address_or_the_site() {
    let site = site();
    for _ in 0..5 {
        assert_eq!(site.post("/subscribe", FORM, &[]).await.status, 303);
    }
    assert_eq!(outbox(&site).len(), 1, "one moment, one message");
    for number in 0..5 {
        let form = FORM.replace("ada", &format!("ada{number}"));
        assert_eq!(site.post("/subscribe", &form, &[]).await.status, 303);
    }
    let waits = site.post("/subscribe", FORM, &[]).await;
    assert_eq!((waits.status, waits.header("retry-after")), (429, "60"));
    assert!(waits.text.contains("Too many attempts"), "{}", waits.text);
}

#[tokio::test]
async fn what_cannot_be_told_is_said() {
    let site = site();
    for (form, words) in [
        (FORM.replace("ada%40example.org", ""), "Write the e-mail address"),
        (FORM.replace("ada%40example.org", "http%3A%2F%2Fx"), "A webhook is an address such as https://"),
        (FORM.replace("ada%40example.org", "%22%3E%3Cscript%3E"), "An e-mail address is written such as"),
        (FORM.replace("topic", "t"), "Choose what you want to be told of"),
        (String::new(), "Write the e-mail address"),
    ] {
        let wrong = site.post("/subscribe", &form, &[]).await;
        assert!(wrong.status == 422 && wrong.text.contains(words), "{form}: {}", wrong.text);
        assert!(!wrong.text.contains("\"><script>"));
    }
    assert_eq!(outbox(&site), []);
}

#[tokio::test]
async fn a_site_that_sends_nothing_offers_nothing() {
    let site = site_with("");
    assert!(!site.get("/", &[]).await.text.contains("/subscribe"));
    let page = site.get("/subscribe", &[]).await;
    assert!(page.status == 200 && page.text.contains("This site sends no messages"), "{}", page.text);
    assert_eq!(site.post("/subscribe", FORM, &[]).await.status, 422);
    assert!(self::site().get("/", &[]).await.text.contains(r#"href="/subscribe""#));
}

#[tokio::test]
async fn an_admin_sees_how_many_there_are_and_removes_one() {
    let site = site();
    let manage = confirmed(&site).await;
    let cookie = site.member("root", Role::Admin);
    let cookie = format!("__Host-pharos={}", cookie.text());
    let own = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let page = site.get("/subscribers", &own).await;
    assert!(page.status == 200 && page.text.contains("a...@example.org"), "{}", page.text);
    assert!(!page.text.contains("ada@"));
    let (ada, ..) = last(&site);
    let removed = site.post("/subscribers/remove", &format!("id={}", ada.id), &own).await;
    assert_eq!((removed.status, removed.header("location")), (303, "/subscribers"));
    assert_eq!(site.get(&manage, &[]).await.status, 404);
    let log = site.get("/audit", &own).await.text;
    assert!(log.contains("subscriber.removed") && log.contains("subscriber.confirmed"), "{log}");
    assert!(!log.contains("example.org"), "{log}");
}

#[test]
fn how_long_somebody_has_to_confirm_is_bounded() {
    for wrong in ["1m", "31d"] {
        let settings =
            format!("[site]\nname = \"x\"\nurl = \"https://x\"\n[subscribers]\nunconfirmed = \"{wrong}\"\n");
        let files = fixture().with("pharos.toml", &settings);
        let (_, report) = config::read(&files, &Environment::default());
        let [problem] = &report.errors[..] else { panic!("{:?}", report.errors) };
        assert!(problem.line == 5 && problem.message.contains("`unconfirmed`"), "{problem}");
    }
}

#[test]
fn the_mail_server_has_to_be_a_channel_that_sends_mail() {
    let slack = "[[channel]]\nname = \"chat\"\nkind = \"slack\"\nurl = \"https://x\"\n";
    for (channels, remedy) in
        [("", "Add one with this name."), (slack, "Add one with this name."), (MAIL, "mail")]
    {
        let settings =
            format!("[site]\nname = \"x\"\nurl = \"https://x\"\n[subscribers]\nemail = \"mial\"\n{channels}");
        let files = fixture().with("pharos.toml", &settings);
        let (_, report) = config::read(&files, &Environment::default());
        let [problem] = &report.errors[..] else { panic!("{:?}", report.errors) };
        assert!(problem.line == 5 && problem.remedy.contains(remedy), "{problem}");
    }
}
