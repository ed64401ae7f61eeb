//! Servers that are unwell or are no servers, from loopback; and real servers.

#![allow(clippy::unwrap_used)]
use super::message;
use crate::loopback::{self, put, with_options};
use model::estate::Check;
use model::sample::Outcome;

mod server;

fn with(target: &str, options: &[(&str, &str)], expect: &[&str]) -> Check {
    let expect = expect.iter().map(|&text| text.into()).collect();
    Check { expect, ..with_options("postgres", target, options) }
}

/// The outcome for a user when the server says this, whatever it hears.
async fn said(text: &'static str, options: &[(&str, &str)]) -> (Outcome, String) {
    let target = loopback::shout(text).await.to_string();
    let answer = put(&with(&target, options, &[])).await;
    (answer.outcome, answer.detail)
}

const USER: &[(&str, &str)] = &[("user", "pharos"), ("password", "hunter2")];

/// A server's refusal.
fn error(code: &str, message: &str) -> &'static str {
    let fields = format!("SFATAL\0C{code}\0M{message}\0\0");
    String::from_utf8(message::write(b'E', fields.as_bytes())).unwrap().leak()
}

#[tokio::test]
async fn a_server_that_starts_takes_no_connections() {
    let fail = |detail: &str| (Outcome::Fail, detail.to_owned());
    let starting = error("57P03", "the database is starting");
    assert_eq!(said(starting, &[]).await, fail("the database is starting (57P03)"));
    assert_eq!(said(starting, USER).await, fail("the login is refused: the database is starting (57P03)"));
    assert_eq!(said(error("28000", "no such role"), &[]).await, (Outcome::Pass, String::new()));
}

#[tokio::test]
async fn a_password_that_the_server_repeats_is_not_shown() {
    assert_eq!(
        said(error("28P01", "not hunter2"), USER).await,
        (Outcome::Fail, "the login is refused".to_owned())
    );
}

#[tokio::test]
async fn another_protocol_or_login_fails() {
    let garbage = (Outcome::Fail, "the answer is not PostgreSQL's protocol".to_owned());
    for options in [&[][..], USER, &[("tls", "require")]] {
        assert_eq!(said("HTTP/1.1 400 Bad Request\r\n\r\n", options).await, garbage);
    }
    assert_eq!(said("R\0\0\0\x04", USER).await, garbage);
    let kerberos = (Outcome::Fail, "it wants a login that is not spoken here (method 7)".to_owned());
    assert_eq!(said("R\0\0\0\x08\0\0\0\x07", USER).await, kerberos);
    let plus = said("R\0\0\0\x1d\0\0\0\x0aSCRAM-SHA-256-PLUS\0\0\0", USER).await;
    assert_eq!(plus.1, "it offers no login by SCRAM-SHA-256");
    let unproven = said("R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I", USER).await;
    assert_eq!(unproven, garbage);
}

#[tokio::test]
async fn notices_without_end_are_read_only_so_far() {
    let notices = "N\0\0\x40\0".to_owned() + &"x".repeat(0x3ffc);
    let detail = "the answer is longer than 1 MiB".to_owned();
    assert_eq!(said(notices.repeat(65).leak(), &[]).await, (Outcome::Fail, detail));
}
