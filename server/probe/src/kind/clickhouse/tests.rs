//! Answers of ClickHouse's documentation, and what else may come.
//! <https://clickhouse.com/docs/interfaces/http>

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, page, site};
use model::sample::Outcome;

const REPLICAS: [(&str, &str); 1] = [("replicas", "true")];

const PING: (&str, &str, &str) = ("/ping", "200 OK", "Ok.\n");

fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}

/// The outcome when this row comes after a good ping.
async fn row(body: &str, expect: &[&str]) -> (Outcome, String) {
    let site = site(&[PING, ("/", "200 OK", body)]).await;
    loopback::judged("clickhouse", &site, &REPLICAS, expect).await
}

#[tokio::test]
async fn a_ping_is_enough_unless_replicas_are_asked_for() {
    let pinged = site(&[PING]).await;
    let expect = ["[BODY].ping == Ok.", "has([BODY].replicas) == false"];
    let pass = (Outcome::Pass, String::new());
    assert_eq!(loopback::judged("clickhouse", &pinged, &[("replicas", "false")], &expect).await, pass);
    let asked = loopback::judged("clickhouse", &pinged, &REPLICAS, &[]).await;
    assert_eq!(asked, fail("GET /: status 404 Not Found, wanted 2xx"));

    let other = site(&[("/ping", "200 OK", "pong")]).await;
    let words = "GET /ping: says something else than \"Ok.\"";
    assert_eq!(loopback::outcome("clickhouse", &other).await, fail(words));
}

#[tokio::test]
async fn a_read_only_replica_is_slow() {
    let good = r#"{"replicas":3,"readonly":0,"delay_seconds":7,"version":"24.8.4.13"}"#;
    let expect = ["[BODY].replicas == 3", "[BODY].delay_seconds < 10", "[BODY].version == pat(24.*)"];
    assert_eq!(row(&format!("{good}\n"), &expect).await, (Outcome::Pass, String::new()));
    let bad = good.replace("\"readonly\":0", "\"readonly\":2");
    assert_eq!(row(&bad, &[]).await, (Outcome::Slow, "2 of 3 replicas are read-only".to_owned()));
    for unlike in ["{}", "[]", "1", r#"{"replicas":"3","readonly":"0","delay_seconds":"0","version":"1"}"#] {
        assert_eq!(row(unlike, &[]).await, fail("GET /: the JSON is not the row that was asked for"));
    }
    assert!(row("3\t0\t0\n", &[]).await.1.starts_with("GET /: malformed JSON"));
}

/// Answers a ping, and a query in the name of `ops` alone; to others it says what ClickHouse says.
async fn guarded(code: &'static str) -> String {
    let server = loopback::respond(move |head| {
        let is_known =
            head.contains("x-clickhouse-user: ops\r\n") && head.contains("x-clickhouse-key: hunter2\r\n");
        match (head.starts_with("GET /ping "), is_known) {
            (true, _) => page("200 OK", "Ok.\n"),
            (_, true) if head.starts_with("GET /?query=SELECT+toUInt32%28count%28%29%29+AS+replicas") => {
                page("200 OK", r#"{"replicas":0,"readonly":0,"delay_seconds":0,"version":"24.8"}"#)
            }
            _ => format!(
                "HTTP/1.1 403 Forbidden\r\nX-ClickHouse-Exception-Code: {code}\r\nContent-Length: 7\r\n\r\nhunter3"
            ),
        }
    });
    format!("http://{}", server.await)
}

#[tokio::test]
async fn the_user_asks_for_replicas() {
    let asked = async |code, password: &str| {
        let options = [("replicas", "true"), ("user", "ops"), ("password", password)];
        loopback::judged("clickhouse", &guarded(code).await, &options, &[]).await
    };
    assert_eq!(asked("516", "hunter2").await, (Outcome::Pass, String::new()));
    let refused = "ClickHouse refuses the user or the password";
    assert_eq!(asked("516", "hunter3").await, (Outcome::Blind, refused.to_owned()));
    assert_eq!(asked("497", "hunter3").await.0, Outcome::Blind);
    assert_eq!(asked("159", "hunter3").await, fail("the query on replicas fails: ClickHouse error 159"));
    assert!(asked("\u{fc}x", "hunter3").await.1.starts_with("GET /: status 403 Forbidden"));
}
