//! Push messages against a push service on loopback, which checks who sends, and a browser, which reads what it is sent.

mod webhook;

use crate::support::{NOW, TestSite, fixture};
use crate::told::{send, subscribers, tell};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::subscriber::of_receiver;
use notices::strict::{Strict, is_public};
use notices::{Client, Outcome, Site};
use pharos::subscribers::send::Sender;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::SystemRandom;
use ring::signature;
use serde_json::Value;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring as provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

fn site() -> TestSite {
    let settings = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n[subscribers]\npush = true\n";
    TestSite::new(&fixture().with("pharos.toml", settings), false)
}

/// A browser that can read one message.
struct Browser {
    private: EphemeralPrivateKey,
    public: Vec<u8>,
}

const SECRET: [u8; 16] = [7; 16];

impl Browser {
    fn new() -> Browser {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = private.compute_public_key().unwrap().as_ref().to_vec();
        Browser { private, public }
    }

    /// The form that its page sends.
    fn form(&self, endpoint: &str) -> String {
        let (key, secret) = (URL_SAFE_NO_PAD.encode(&self.public), URL_SAFE_NO_PAD.encode(SECRET));
        let endpoint = endpoint.replace(':', "%3A").replace('/', "%2F");
        format!("endpoint={endpoint}&key={key}&secret={secret}&topic=incident&severity=P2&pace=at-once")
    }

    /// The receiver's side of RFC 8291, section 3.4, and RFC 8188, section 2.
    fn read(self, body: &[u8]) -> Value {
        let (salt, sender) = (&body[..16], &body[21..86]);
        let derive = |salt: &[u8], input: &[u8], info: &[&[u8]], bytes: usize| {
            let mut out = [0; 32];
            let prk = Salt::new(HKDF_SHA256, salt).extract(input);
            prk.expand(info, HKDF_SHA256).unwrap().fill(&mut out).unwrap();
            out[..bytes].to_vec()
        };
        let peer = UnparsedPublicKey::new(&ECDH_P256, sender);
        let public = &self.public;
        let text = agree_ephemeral(self.private, &peer, |shared| {
            let input = derive(&SECRET, shared, &[b"WebPush: info\0", public, sender], 32);
            let key = derive(salt, &input, &[b"Content-Encoding: aes128gcm\0"], 16);
            let nonce = derive(salt, &input, &[b"Content-Encoding: nonce\0"], 12);
            let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).unwrap());
            let mut record = body[86..].to_vec();
            let nonce = Nonce::try_assume_unique_for_key(&nonce).unwrap();
            key.open_in_place(nonce, Aad::empty(), &mut record).unwrap().to_vec()
        });
        let text = text.unwrap();
        assert_eq!(text.last(), Some(&2), "it is the last record");
        serde_json::from_slice(&text[..text.len() - 1]).unwrap()
    }
}

/// Enters a browser whose first message has come back, as its service worker sends it.
async fn entered(site: &TestSite, form: &str) {
    let entered = site.post("/subscribe/push", form, &[]).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/subscribe/sent"), "{}", entered.text);
    let pending = site.records.lock().unwrap().due_notices(NOW, 9, &BTreeSet::new()).unwrap().remove(0);
    let sent = store::records::notices::Ending::Sent;
    site.records.lock().unwrap().attempt(pending.id, (NOW, 1), (sent, "")).unwrap();
    let id = of_receiver(&pending.to).unwrap();
    let (subscriber, salt) = site.records.lock().unwrap().subscriber(id).unwrap().unwrap();
    let secret = site.subscribers().links().confirm(&salt, &subscriber.way);
    let confirmed = site.post(&format!("/subscribe/confirm/{}", secret.text()), "", &[]).await;
    assert_eq!(confirmed.status, 200);
}

/// What a push service was sent: the head and the body.
type Taken = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A push service named push.example.net that answers everything so, its port, and what it took.
async fn service(answer: &'static str) -> (u16, Taken) {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("push/certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("push/key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(provider::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Taken::default();
    let kept = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = acceptor.accept(stream).await.unwrap();
            let mut bytes = Vec::new();
            let (head, length) = loop {
                bytes.push(stream.read_u8().await.unwrap());
                if bytes.ends_with(b"\r\n\r\n") {
                    let head = String::from_utf8(bytes.clone()).unwrap();
                    let length = header(&head, "content-length").parse().unwrap();
                    break (head, length);
                }
            };
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await.unwrap();
            kept.lock().unwrap().push((head, body));
            let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (port, taken)
}

fn header(head: &str, name: &str) -> String {
    let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {head}")).into()
}

/// Knows the push service's certificate and that its name leads to loopback.
fn client(port: u16) -> Client {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(include_bytes!("push/certificate.pem")).unwrap()).unwrap();
    Client::trusting(roots).naming(move |name, _| {
        assert_eq!(name, "push.example.net");
        vec![SocketAddr::from(([127, 0, 0, 1], port))]
    })
}

fn sender(site: &TestSite, client: Client) -> Sender {
    let named = Site { name: "Shop".into(), url: "https://x".into() };
    let pages = std::collections::BTreeMap::new();
    Sender {
        locales: messages::Locales::embedded(),
        subscribers: site.subscribers(),
        site: named,
        pages,
        seen: None,
        mailer: None,
        strict: Strict::over(client),
    }
}

/// Checks the word by which a sender is known (RFC 8292), and gives its key.
fn checked(authorization: &str) -> String {
    let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let (signed, signed_by) = token.rsplit_once('.').unwrap();
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let public = signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, decode(key));
    public.verify(signed.as_bytes(), &decode(signed_by)).unwrap();
    let claims: Value = serde_json::from_slice(&decode(signed.split_once('.').unwrap().1)).unwrap();
    assert_eq!((&claims["aud"], &claims["sub"]), (&"https://push.example.net".into(), &"https://x".into()));
    let life = claims["exp"].as_i64().unwrap() - NOW.0 / 1_000;
    assert!(life > 0 && life <= 24 * 60 * 60, "{life}");
    key.into()
}

#[tokio::test]
async fn a_browser_is_told_when_it_sends_back_what_nobody_else_can_read() {
    let site = site();
    let (port, taken) = service("201 Created").await;
    let page = site.get("/subscribe", &[]).await.text;
    let browser = Browser::new();
    let form = browser.form("https://push.example.net/send/s3cret");
    let entered = site.post("/subscribe/push", &form, &[]).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/subscribe/sent"), "{}", entered.text);
    tell(&site, "x");
    assert_eq!(
        send(&site, &sender(&site, client(port))).await,
        [Outcome::Sent("answered 201 Created".into())]
    );
    let (head, body) = taken.lock().unwrap().remove(0);
    assert!(head.starts_with("POST /send/s3cret HTTP/1.1\r\n"), "{head}");
    let rows = ["content-encoding", "ttl"].map(|name| header(&head, name));
    assert_eq!(rows, ["aes128gcm", "86400"]);
    assert_eq!(header(&head, "topic").len(), 32);
    let key = checked(&header(&head, "authorization"));
    assert!(page.contains(&format!("data-push-key=\"{key}\"")), "browsers ask for another key: {page}");
    let asked = browser.read(&body);
    assert_eq!((&asked["confirm"], subscribers(&site).len()), (&true.into(), 0));

    let (path, manage) = (asked["path"].as_str().unwrap(), asked["manage"].as_str().unwrap());
    assert_eq!(site.get(manage, &[]).await.status, 404);
    let worker = [("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")];
    assert_eq!(site.post(path, "", &worker).await.status, 200);
    let chosen = site.get(manage, &[]).await;
    assert!(chosen.status == 200 && chosen.text.contains("https://push.example.net/..."), "{}", chosen.text);
    assert!(!chosen.text.contains("s3cret"));
    assert_eq!(site.post(path, "", &worker).await.status, 404, "it is sent back once");
    let again = site.post("/subscribe/push", &form, &[]).await;
    assert_eq!((again.header("location"), again.header("referrer-policy")), (manage, "no-referrer"));
    let ended = site.post(&format!("{manage}/unsubscribe"), "", &[]).await;
    assert_eq!((ended.status, subscribers(&site).len()), (200, 0));
}

#[tokio::test]
async fn a_browser_shows_what_happened() {
    let site = site();
    let (port, taken) = service("201 Created").await;
    let browser = Browser::new();
    entered(&site, &browser.form("https://push.example.net/x")).await;
    tell(&site, "x");
    send(&site, &sender(&site, client(port))).await;
    let (head, body) = taken.lock().unwrap().remove(0);
    assert_eq!(header(&head, "urgency"), "high");
    let shown = browser.read(&body);
    assert_eq!(shown["title"], "[P2] New incident: Kafka is down");
    assert_eq!((&shown["path"], &shown["confirm"]), (&"/incidents/x".into(), &false.into()));
    assert_eq!(site.get(shown["manage"].as_str().unwrap(), &[]).await.status, 200);
}

#[tokio::test]
async fn who_names_addresses_of_others_reaches_nobody() {
    let site = site();
    for (path, allowed) in [("a", 303), ("a", 303), ("a", 303), ("a", 429)] {
        let form = Browser::new().form(&format!("https://push.example.net/{path}"));
        assert_eq!(site.post("/subscribe/push", &form, &[]).await.status, allowed);
    }
    assert_eq!(subscribers(&site), []);
    let due = site.records.lock().unwrap().due_notices(NOW, 9, &BTreeSet::new()).unwrap();
    assert_eq!(due.len(), 1, "the last who asks is asked, the others are forgotten");
}

#[tokio::test]
async fn a_browser_that_its_push_service_knows_no_more_is_forgotten_and_no_other() {
    for (answer, left) in [
        ("410 Gone", 0),
        ("404 Not Found", 0),
        ("413 Content Too Large", 1),
        ("429 Too Many Requests\r\nretry-after: 60", 1),
        ("503 Service Unavailable", 1),
    ] {
        let site = site();
        let (port, taken) = service(answer).await;
        let form = Browser::new().form("https://push.example.net/x");
        entered(&site, &form).await;
        tell(&site, "x");
        let outcomes = send(&site, &sender(&site, client(port))).await;
        match &outcomes[..] {
            [Outcome::Later { after: Some(60_000), .. }] => assert!(answer.starts_with("429"), "{answer}"),
            [Outcome::Later { after: None, .. }] => assert!(answer.starts_with("503"), "{answer}"),
            [Outcome::Refused(_)] => assert!(answer.starts_with("413"), "{answer}"),
            [Outcome::Unwanted(_)] => assert_eq!(left, 0, "{answer}"),
            other => panic!("{answer}: {other:?}"),
        }
        assert_eq!((subscribers(&site).len(), taken.lock().unwrap().len()), (left, 1), "{answer}");
    }
}

#[tokio::test]
async fn nothing_is_sent_to_our_own_networks() {
    let site = site();
    for host in ["127.0.0.1:1", "0x7f000001", "metadata.google.internal", "[::1]", "user@push.example.net"] {
        let form = Browser::new().form(&format!("https://{host}/x"));
        let refused = site.post("/subscribe/push", &form, &[]).await;
        assert!(refused.status == 422 && refused.text.contains("cannot be used"), "{host}: {}", refused.text);
    }
    assert_eq!(subscribers(&site), []);
    let (port, taken) = service("201 Created").await;
    let form = Browser::new().form("https://push.example.net/x");
    entered(&site, &form).await;
    tell(&site, "x");
    let outcomes = send(&site, &sender(&site, client(port).only(is_public))).await;
    assert!(
        matches!(&outcomes[..], [Outcome::Later { why, .. }] if why.contains("none that messages may be sent to"))
    );
    assert_eq!(taken.lock().unwrap().len(), 0, "its name leads to loopback");
}

#[tokio::test]
async fn a_browser_says_where_it_is_told_from_now_on() {
    let site = site();
    let (before, after) = (Browser::new(), Browser::new());
    let old = before.form("https://push.example.net/old");
    entered(&site, &old).await;
    let old = old.split("&topic").next().unwrap();
    let old = old
        .replace("endpoint=", "old_endpoint=")
        .replace("&key", "&old_key")
        .replace("&secret", "&old_secret");
    let both = format!("{}&{old}", after.form("https://push.example.net/new"));
    let stranger = both.replace("old_secret=B", "old_secret=C");
    assert_ne!(both, stranger);
    assert_eq!(site.post("/subscribe/push/move", &stranger, &[]).await.status, 404);
    assert_eq!(site.post("/subscribe/push/move", &both, &[]).await.status, 204);
    assert_eq!(subscribers(&site), [], "until a message has arrived there");
    let (port, taken) = service("201 Created").await;
    send(&site, &sender(&site, client(port))).await;
    let asked = after.read(&taken.lock().unwrap().remove(0).1);
    assert_eq!(site.post(asked["path"].as_str().unwrap(), "", &[]).await.status, 200);
    assert_eq!(subscribers(&site)[0].way.address(), "https://push.example.net/new");
    assert_eq!(site.get(asked["manage"].as_str().unwrap(), &[]).await.status, 200);
}

#[tokio::test]
async fn a_site_that_pushes_nothing_takes_no_browsers() {
    let settings = "[site]\nname = \"Shop\"\nurl = \"https://x\"\n[subscribers]\nwebhook = true\n";
    let site = TestSite::new(&fixture().with("pharos.toml", settings), false);
    let form = Browser::new().form("https://push.example.net/x");
    assert_eq!(site.post("/subscribe/push", &form, &[]).await.status, 404);
    assert!(!site.get("/subscribe", &[]).await.text.contains("push.js"));
}
