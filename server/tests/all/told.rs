//! What subscribers are sent: mail by a server on loopback, with links that work; nothing to addresses of our own.

use crate::support::{NOW, TestSite, fixture};
use model::incident::Severity;
use model::notice::{Event, Message, Said, What};
use model::subscriber::Subscriber;
use notices::channel::smtp::{Protection, Smtp, mailbox};
use notices::strict::Strict;
use notices::{Outcome, Site};
use pharos::subscribers::fan;
use pharos::subscribers::send::Sender;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The channel by whose mail server subscribers get theirs.
pub(crate) const MAIL: &str = "[[channel]]\nname = \"mail\"\nkind = \"smtp\"\nhost = \"localhost\"\ntls = \"none\"\n\
                               from = \"status@shop.example\"\nto = [\"ops@shop.example\"]\n";

const FORM: &str = "address=ada%40example.org&topic=incident&severity=P1&severity=P2&pace=at-once";

fn site() -> TestSite {
    let site = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n";
    let settings = format!("{site}[subscribers]\nemail = \"mail\"\nwebhook = true\n{MAIL}");
    TestSite::new(&fixture().with("pharos.toml", &settings), false)
}

/// A mail server that takes everything, and what it took.
async fn sink() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            take(BufReader::new(stream), &kept).await;
        }
    });
    (port, taken)
}

async fn take(mut stream: BufReader<TcpStream>, taken: &Mutex<Vec<String>>) {
    stream.write_all(b"220 sink\r\n").await.unwrap();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let answer = match line.get(..4) {
            Some("EHLO") => "250-sink\r\n250 8BITMIME\r\n",
            Some("DATA") => {
                stream.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while !mail.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut mail).await.unwrap();
                }
                // Long lines are broken for the way (RFC 2045, section 6.7).
                taken.lock().unwrap().push(mail.replace("=\r\n", ""));
                "250 taken\r\n"
            }
            _ => "250 ok\r\n",
        };
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

fn sender(site: &TestSite, port: u16) -> Sender {
    let from = mailbox("status@shop.example").unwrap();
    let (host, protection) = ("127.0.0.1".into(), Protection::Nothing);
    let smtp = Smtp { host, port, protection, login: None, from, to: Vec::new() };
    Sender {
        locales: messages::Locales::embedded(),
        subscribers: site.subscribers(),
        site: Site { name: "Shop".into(), url: "https://x".into() },
        pages: BTreeMap::new(),
        seen: None,
        mailer: Some(smtp),
        strict: Strict::native(),
    }
}

/// Sends what is due, and gives what became of it.
pub async fn send(site: &TestSite, sender: &Sender) -> Vec<Outcome> {
    let due = site.records.lock().unwrap().due_notices(NOW, 9, &BTreeSet::new()).unwrap();
    let mut outcomes = Vec::new();
    for notice in due {
        outcomes.push(sender.deliver(&notice, NOW).await);
        let ending = store::records::notices::Ending::Sent;
        site.records.lock().unwrap().attempt(notice.id, (NOW, 1), (ending, "")).unwrap();
    }
    outcomes
}

pub fn subscribers(site: &TestSite) -> Vec<Subscriber> {
    site.records.lock().unwrap().told_subscribers().unwrap()
}

/// Puts the notices of an incident that has begun.
pub fn tell(site: &TestSite, number: &str) {
    let event = Event {
        what: What::Declared,
        about: format!("incident/{number}"),
        at: NOW,
        severity: Some(Severity::P2),
        components: Vec::new(),
        public: true,
    };
    let said = vec![Said::typed(NOW, "We look at it.")];
    let (title, path) = ("Kafka is down".into(), "/incidents/x".into());
    let message = Message { event, title, state: None, said, path, others: Vec::new() };
    let notices = fan::notices(&format!("incident/{number}/1"), &message, NOW, &[], &subscribers(site));
    site.records.lock().unwrap().put_notices(&notices).unwrap();
}

/// The path that follows `before` in a mail, up to where the address ends.
fn path(mail: &str, before: &str) -> String {
    let after = mail.split(before).nth(1).unwrap_or_else(|| panic!("{before} is not in {mail}"));
    after.split(|c: char| c.is_whitespace() || matches!(c, '>' | '"')).next().unwrap().to_string()
}

#[tokio::test]
async fn the_links_of_the_mails_confirm_and_end_in_one_click() {
    let site = site();
    let (port, taken) = sink().await;
    let sender = sender(&site, port);
    assert_eq!(site.post("/subscribe", FORM, &[]).await.status, 303);
    assert!(matches!(&send(&site, &sender).await[..], [Outcome::Sent(_)]));
    let asked = taken.lock().unwrap().remove(0);
    assert!(asked.contains("\r\nTo: ada@example.org\r\n"), "{asked}");
    assert!(asked.contains("\r\nSubject: Shop: Confirm your subscription\r\n"), "{asked}");
    assert!(!asked.contains("List-Unsubscribe"), "nobody has subscribed yet: {asked}");
    tell(&site, "early");
    assert_eq!(send(&site, &sender).await, [], "nobody is told who has not confirmed");
    let confirm = path(&asked, "Read more: https://x");
    assert_eq!(site.post(&confirm, "", &[]).await.status, 200, "{confirm}");

    tell(&site, "x");
    assert!(matches!(&send(&site, &sender).await[..], [Outcome::Sent(_)]));
    let told = taken.lock().unwrap().remove(0);
    assert!(told.contains("\r\nSubject: [P2] New incident: Kafka is down\r\n"), "{told}");
    assert!(told.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{told}");
    let manage = path(&told, "Change what you are told, or unsubscribe: https://x");
    assert_eq!(site.get(&manage, &[]).await.status, 200, "{manage}");
    let end = path(&told, "List-Unsubscribe: <https://x");
    assert_eq!(end, format!("{manage}/unsubscribe"));
    tell(&site, "y");
    let waiting = site.records.lock().unwrap().due_notices(NOW, 9, &BTreeSet::new()).unwrap().remove(0);
    assert_eq!(site.post(&end, "List-Unsubscribe=One-Click", &[]).await.status, 200);
    let late = sender.deliver(&waiting, NOW).await;
    assert_eq!(late, Outcome::Unwanted("they have unsubscribed".into()));
    assert_eq!((taken.lock().unwrap().len(), subscribers(&site).len()), (0, 0));
}

#[tokio::test]
async fn who_asks_on_a_page_of_another_language_is_told_in_it_until_they_choose_one() {
    let site = site();
    let (port, taken) = sink().await;
    let sender = sender(&site, port);
    assert_eq!(site.post("/subscribe", FORM, &[("accept-language", "de")]).await.status, 303);
    send(&site, &sender).await;
    let asked = taken.lock().unwrap().remove(0);
    assert!(
        asked.contains("Folgen Sie innerhalb von 1 d") && asked.contains("<html lang=3D\"de\">"),
        "{asked}"
    );
    let confirm = path(&asked, "Mehr dazu: https://x");
    assert_eq!(site.post(&confirm, "", &[]).await.status, 200, "{confirm}");
    tell(&site, "x");
    send(&site, &sender).await;
    let told = taken.lock().unwrap().remove(0);
    assert!(told.contains("Kafka is down") && !told.contains("New incident"), "{told}");
    let manage = path(&told, "ndern oder abbestellen: https://x");
    let page = site.get(&manage, &[]).await.text;
    let german = page.split("<input ").find(|tag| tag.contains("value=\"de\"")).unwrap();
    assert!(german.split('>').next().unwrap().contains("checked"), "{german}");
    let change = format!("{}&lang=en", FORM.split_once('&').unwrap().1);
    assert_eq!(site.post(&manage, &change, &[("accept-language", "de")]).await.status, 200);
    tell(&site, "y");
    send(&site, &sender).await;
    let told = taken.lock().unwrap().remove(0);
    assert!(told.contains("\r\nSubject: [P2] New incident: Kafka is down\r\n"), "{told}");
}

#[tokio::test]
async fn a_webhook_that_leads_to_our_own_networks_is_asked_nothing() {
    let site = site();
    let sender = sender(&site, 1);
    for (number, host) in
        ["127.0.0.1:1", "0x7f000001", "metadata.google.internal", "[::1]"].iter().enumerate()
    {
        let form = FORM.replace("ada%40example.org", &format!("https%3A%2F%2F{host}%2Fhook-{number}"));
        assert_eq!(site.post("/subscribe", &form, &[]).await.status, 303, "{host}");
        let outcomes = send(&site, &sender).await;
        let [Outcome::Refused(words)] = &outcomes[..] else { panic!("{host}: {outcomes:?}") };
        assert!(words.contains("is not a public"), "{words}");
    }
    assert_eq!(subscribers(&site), []);
}
