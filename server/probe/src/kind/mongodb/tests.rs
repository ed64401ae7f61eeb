//! Members of every role, written and read by the BSON codec of MongoDB's own Python driver; and broken answers.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, Python, check, put};
use model::estate::Check;
use model::sample::Outcome;

/// What a member of a set says besides its role, with every type that BSON has not deprecated.
const MEMBER: &str = r#""topologyVersion": {"processId": {"$oid": "65a000000000000000000001"},
    "counter": {"$numberLong": "6"}}, "setName": "rs0", "setVersion": 1, "hosts": ["m1:27017", "m2:27017"],
    "passives": ["m3:27017"], "arbiters": ["m4:27017"], "me": "m1:27017", "tags": {"zone": "a"},
    "electionId": {"$oid": "7fffffff0000000000000001"}, "localTime": {"$date": "2026-01-01T00:00:00Z"},
    "lastWrite": {"opTime": {"ts": {"$timestamp": {"t": 1, "i": 2}}}}, "connectionId": 9, "readOnly": false,
    "operationTime": {"$timestamp": {"t": 1, "i": 2}}, "hash": {"$binary": "AAAA", "$type": "00"},
    "pattern": {"$regex": "a", "$options": "i"}, "price": {"$numberDecimal": "1.5"}, "least": {"$minKey": 1},
    "most": {"$maxKey": 1}, "long": {"$numberLong": "0"}, "nothing": null, "ok": 1.0"#;

/// A server that answers with this document.
fn member(reply: &str) -> (Python, String) {
    let script = include_str!("../../../testdata/mongodb.py");
    let mut server = Python::start("python3-bson", script, &[reply]);
    let target = format!("127.0.0.1:{}", server.line());
    (server, target)
}

/// The outcome with this answer to `hello`, if the conditions hold.
async fn said(reply: &str, expect: &[&str]) -> (Outcome, String) {
    let (_server, target) = member(reply);
    let expect = expect.iter().map(|&text| text.into()).collect();
    let answer = put(&Check { expect, ..check("mongodb", &target) }).await;
    (answer.outcome, answer.detail)
}

fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

#[tokio::test]
async fn members_of_a_set_say_what_they_are() {
    let set = ["[BODY].set == rs0", "[BODY].members == 4"];
    let primary =
        format!(r#"{{"isWritablePrimary": true, "secondary": false, "primary": "m1:27017", {MEMBER}}}"#);
    assert_eq!(
        said(&primary, &[set[0], set[1], "[BODY].role == primary", "[BODY].primary == m1:27017"]).await,
        pass()
    );
    let secondary =
        format!(r#"{{"isWritablePrimary": false, "secondary": true, "primary": "m2:27017", {MEMBER}}}"#);
    assert_eq!(
        said(&secondary, &[set[0], "[BODY].role == secondary", "[BODY].primary == m2:27017"]).await,
        pass()
    );
    let arbiter =
        format!(r#"{{"isWritablePrimary": false, "secondary": false, "arbiterOnly": true, {MEMBER}}}"#);
    assert_eq!(said(&arbiter, &["[BODY].role == arbiter"]).await, pass());
}

#[tokio::test]
async fn members_that_do_not_serve_are_no_pass() {
    let alone = format!(r#"{{"isWritablePrimary": false, "secondary": true, {MEMBER}}}"#);
    let detail = "a secondary that knows no primary";
    assert_eq!(said(&alone, &["[BODY].role == secondary"]).await, (Outcome::Slow, detail.into()));
    let recovering =
        format!(r#"{{"isWritablePrimary": false, "secondary": false, "primary": "m2:27017", {MEMBER}}}"#);
    let detail = "a member of rs0 that serves nobody: starting, recovering or rolled back";
    assert_eq!(said(&recovering, &["[BODY].role == other"]).await, (Outcome::Slow, detail.into()));
    let ghost = r#"{"isWritablePrimary": false, "secondary": false, "isreplicaset": true, "ok": 1.0}"#;
    let detail = "a member of a set that was never initiated";
    assert_eq!(said(ghost, &[]).await, (Outcome::Fail, detail.into()));
    let old = r#"{"ok": 0.0, "errmsg": "no such command: 'hello'", "code": 59}"#;
    assert_eq!(said(old, &[]).await, (Outcome::Fail, "hello is refused: no such command: 'hello'".into()));
}

#[tokio::test]
async fn servers_without_a_set_say_what_they_are() {
    let standalone = r#"{"isWritablePrimary": true, "ok": 1.0}"#;
    assert_eq!(said(standalone, &["[BODY].role == standalone", "[BODY].set == null"]).await, pass());
    let mongos = r#"{"isWritablePrimary": true, "msg": "isdbgrid", "ok": 1.0}"#;
    assert_eq!(said(mongos, &["[BODY].role == mongos"]).await, pass());
}

#[tokio::test]
async fn another_protocol_and_half_an_answer_fail() {
    for (text, detail) in [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "the answer is not MongoDB's protocol"),
        (
            "\x1a\0\0\0\t\0\0\0\x01\0\0\0\u{5}\x07\0\0\0\0\0\0\0\x05\0\0\0\0",
            "the answer is not MongoDB's protocol",
        ),
    ] {
        let target = loopback::shout(text).await.to_string();
        assert_eq!(loopback::outcome("mongodb", &target).await, (Outcome::Fail, detail.to_owned()));
    }
}
