//! Certificates that are good, about to expire, expired and not trusted, and what is said before TLS.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, NOW};
use crate::{Answer, Question, certificate_outlook};
use model::estate::Check;
use model::sample::Outcome;
use model::time::{At, DAY, HOUR};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The last good instant of the loopback certificate: 2120-01-01T00:00:00Z.
const END: At = At(4_733_510_400_000);

async fn server() -> Check {
    let server = loopback::respond_tls(|_| String::new()).await;
    loopback::check("tls", &format!("localhost:{}", server.port()))
}

async fn ask(check: &Check, now: At) -> (Outcome, String) {
    let Answer { outcome, detail, .. } = loopback::prober().ask(&Question::of(check).unwrap(), now).await;
    (outcome, detail)
}

fn slow(detail: &str) -> (Outcome, String) {
    (Outcome::Slow, detail.to_owned())
}

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

fn with(check: &Check, option: (&str, &str)) -> Check {
    let mut check = check.clone();
    check.options.set(option.0, option.1);
    check
}

#[tokio::test]
async fn the_certificate_is_told() {
    let expect = [
        "[BODY].not_after == 2120-01-01T00:00:00Z",
        "[BODY].days_left == 34332",
        "[BODY].subject == CN=loopback test",
        "[BODY].issuer == CN=loopback test",
        "[BODY].names[1] == 127.0.0.1",
        "[BODY].protocol == TLSv1.3",
        "[CERTIFICATE_EXPIRATION] > 48h",
    ];
    let check = Check { expect: expect.map(str::to_owned).to_vec(), ..server().await };
    assert_eq!(ask(&check, NOW).await, (Outcome::Pass, String::new()));
}

#[tokio::test]
async fn two_weeks_before_its_end_it_is_slow_unless_a_condition_says_when() {
    let check = server().await;
    assert_eq!(ask(&check, END - 14 * DAY).await.0, Outcome::Pass);
    let soon = END - 13 * DAY - 6 * HOUR;
    assert_eq!(ask(&check, soon).await, slow("certificate expires in 13 d 6 h, on 2120-01-01"));
    assert_eq!(ask(&check, END + DAY).await, slow("certificate expired 1 d ago"));

    let condition = vec!["[CERTIFICATE_EXPIRATION] > 48h".to_owned()];
    let strict = Check { expect: condition.clone(), ..check.clone() };
    assert_eq!(ask(&strict, soon).await.0, Outcome::Pass);
    assert_eq!(ask(&strict, END - 47 * HOUR).await.0, Outcome::Fail);
    let lenient = Check { slow_unless: condition, ..check };
    assert_eq!(ask(&lenient, soon).await.0, Outcome::Pass);
    assert_eq!(ask(&lenient, END - 47 * HOUR).await.0, Outcome::Slow);
}

#[tokio::test]
async fn what_a_certificate_will_bring_is_known_without_asking() {
    let plain = server().await;
    let conditions = |text: &str| vec![text.to_owned(), "[CONNECTED] == true".to_owned()];
    let strict = Check { expect: conditions("[CERTIFICATE_EXPIRATION] > 48h"), ..plain.clone() };
    let both = Check { slow_unless: conditions("[CERTIFICATE_EXPIRATION] > 14d"), ..strict.clone() };
    for check in [plain, strict, both] {
        for left in [15 * DAY, 13 * DAY, 47 * HOUR, -DAY] {
            let told = certificate_outlook(&Question::of(&check).unwrap(), END, END - left);
            assert_eq!(told, ask(&check, END - left).await, "{:?} {left}", check.expect);
        }
    }
}

#[tokio::test]
async fn the_name_decides_unless_nobody_verifies() {
    let check = with(&server().await, ("server_name", "other.example"));
    assert_eq!(ask(&check, NOW).await, fail("certificate is for another name"));
    assert_eq!(ask(&with(&check, ("tls_verify", "false")), NOW).await.0, Outcome::Pass);
    assert!(
        Question::of(&with(&check, ("server_name", "two words"))).unwrap_err().contains("write a host name")
    );
}

/// Says these texts in turn, each but the first after a line from the other side.
async fn saying(texts: &'static [&'static str], protocol: &str) -> (Outcome, String) {
    let server = loopback::serve(move |_, mut stream| async move {
        for text in texts {
            stream.write_all(text.as_bytes()).await.unwrap();
            let _ = stream.read(&mut [0; 100]).await;
        }
    });
    let check = loopback::check("tls", &server.await.to_string());
    ask(&with(&check, ("starttls", protocol)), NOW).await
}

#[tokio::test]
async fn refusals_before_tls_are_told() {
    let refused = saying(&["220 hello\r\n", "250-x\r\n250 STARTTLS\r\n", "454 later\r\n"], "smtp").await;
    assert_eq!(refused, fail("before TLS: STARTTLS is refused: 454 later"));
    let unknown = saying(&["220 hello\r\n", "250 x\r\n"], "smtp").await;
    assert_eq!(unknown, fail("before TLS: STARTTLS is not offered"));
    let busy = saying(&["* BYE later\r\n"], "imap").await;
    assert_eq!(busy, fail("before TLS: no IMAP greeting: * BYE later"));
    let refused = saying(&["* OK hello\r\n", "* CAPABILITY IMAP4rev2\r\na BAD what\r\n"], "imap").await;
    assert_eq!(refused, fail("before TLS: STARTTLS is refused: BAD what"));
    // An empty text first: the other side speaks first.
    assert_eq!(saying(&["", "N"], "postgres").await, fail("before TLS: TLS is not offered"));
    assert_eq!(
        saying(&["", "E"], "postgres").await,
        fail("before TLS: the answer is not PostgreSQL's protocol")
    );
}

#[tokio::test]
async fn after_consent_comes_the_handshake() {
    for (protocol, texts) in [
        ("smtp", &["220 hello\r\n", "250-x\r\n250 starttls\r\n", "220 go\r\n", "plain\r\n"][..]),
        ("imap", &["* OK hello\r\n", "* OK wait\r\na OK go\r\n", "plain\r\n"]),
        ("postgres", &["", "S", "plain\r\n"]),
    ] {
        assert_eq!(saying(texts, protocol).await, fail("the other side does not speak TLS"), "{protocol}");
    }
}
