//! Against a node that speaks by the codec of the DataStax driver, and nodes that speak nonsense.

#![allow(clippy::unwrap_used)]
use super::connection::{refused, unwrapped};
use super::rows;
use crate::loopback::{self, Python, check, outcome, put};
use model::estate::Check;
use model::sample::Outcome;
use proptest::prelude::*;

/// A check of a node that wants this password, if any, and knows these peers.
fn node(arguments: &[&str]) -> (Python, Check) {
    let script = include_str!("../../../testdata/cassandra.py");
    let mut node = Python::start("python3-cassandra", script, arguments);
    let target = format!("127.0.0.1:{}", node.line());
    (node, check("cassandra", &target))
}

#[tokio::test]
async fn a_cluster_in_order_passes() {
    let (_node, mut check) = node(&["", "127.0.0.2"]);
    check.expect =
        ["cluster == Loop back", "version == 4.1.3", "data_center == dc1", "peers == 1", "peers_up == 1"]
            .map(|condition| format!("[BODY].{condition}"))
            .into();
    let answer = put(&check).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
    assert!(answer.phases.first_byte.is_some());
}

#[tokio::test]
async fn a_peer_that_is_down_makes_it_slow() {
    let (_node, mut check) = node(&["", "127.0.0.3", "127.0.0.4", "127.0.0.2"]);
    check.expect = vec!["[BODY].peers == 3".to_owned(), "[BODY].peers_up == 1".to_owned()];
    let answer = put(&check).await;
    assert_eq!(answer.outcome, Outcome::Slow);
    assert_eq!(answer.detail, "2 of 3 peers down: 127.0.0.3, 127.0.0.4");
}

#[tokio::test]
async fn a_node_alone_has_no_peers() {
    let (_node, mut check) = node(&[""]);
    check.expect = vec!["[BODY].peers == 0".to_owned()];
    assert_eq!(put(&check).await.detail, "");
}

#[tokio::test]
async fn credentials_are_sent_and_may_be_refused() {
    let (_node, mut check) = node(&["hunter2"]);
    assert_eq!(put(&check).await.detail, "the node wants a user and a password");
    check.options.set("user", "probe");
    check.options.set("password", "hunter2");
    assert_eq!(put(&check).await.detail, "");
    check.options.set("password", "hunter3");
    let answer = put(&check).await;
    assert_eq!(answer.outcome, Outcome::Fail);
    assert_eq!(answer.detail, "the node refuses user or password");
}

#[tokio::test]
async fn what_is_not_cql_fails() {
    let http = loopback::shout("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let not_cql = (Outcome::Fail, "the answer is not CQL's".to_owned());
    assert_eq!(outcome("cassandra", &http.to_string()).await, not_cql);
    let (closed, _held) = loopback::refusing();
    assert_eq!(outcome("cassandra", &closed.to_string()).await.1, "connection refused");
    for (answer, detail) in [
        (&b"\x84\0\0\0\x02\x7f\xff\xff\xff"[..], "the answer is not CQL's"),
        (b"\x84\0\0\x01\x02\0\0\0\0", "the answer is not CQL's"),
        (b"\x84\x01\0\0\x02\0\0\0\0", "the answer has flags that were not asked for"),
        (b"\x84\0\0\0\x08\0\0\0\0", "the node is not ready"),
        (b"\x84\0\0\0\x02\0\0\0\x05", "connection closed early"),
        // Cassandra 2.1, which speaks version 3 at most.
        (b"\x83\0\0\0\0\0\0\0\x09\0\0\0\x0a\0\x03old", "the node reports error 0x000A: old"),
    ] {
        let server = loopback::serve(move |_, mut stream| async move {
            let mut request = [0; 31];
            tokio::io::AsyncReadExt::read_exact(&mut stream, &mut request).await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await.unwrap();
        })
        .await;
        assert_eq!(outcome("cassandra", &server.to_string()).await.1, detail);
    }
}

#[test]
fn warnings_are_passed_over() {
    assert_eq!(unwrapped(0x08, b"\0\x02\0\x01a\0\x02bcrest").unwrap(), b"rest");
    assert_eq!(unwrapped(0x08, b"\0\x02\0\x01a").unwrap_err().detail, "the answer ends too soon");
}

#[test]
fn rows_of_each_form_are_read() {
    let tail = b"\0\0\0\x01\0\0\0\x01x\xff\xff\xff\xff";
    let global = b"\0\x01k\0\x01t\0\x01a\0\x0d\0\x01b\0\x10";
    let each = b"\0\x01k\0\x01t\0\x01a\0\x0d\0\x01k\0\x01t\0\x01b\0\x10";
    for (flags, columns) in [(1, &global[..]), (0, each), (4, b""), (6, b"\0\0\0\x01p")] {
        let result = [&[0, 0, 0, 2, 0, 0, 0, flags, 0, 0, 0, 2], columns, tail].concat();
        assert_eq!(rows::read::<2>(&result).unwrap(), [[Some(b"x".to_vec()), None]], "{flags}");
        let other = rows::read::<3>(&result).unwrap_err().detail;
        assert_eq!(other, "malformed rows: the number of columns is another");
    }
    assert_eq!(rows::read::<1>(&[0, 0, 0, 1]).unwrap_err().detail, "malformed rows: the result has none");
}

proptest! {
    #[test]
    fn no_answer_panics(bytes in proptest::collection::vec(any::<u8>(), 0..100), flags: u8) {
        let _ = (unwrapped(flags, &bytes).is_ok(), refused(&bytes));
        let head = [0, 0, 0, 2, 0, 0, 0, flags & 7, 0, 0, 0, 2];
        for row in rows::read::<2>(&[&head, &bytes[..]].concat()).unwrap_or_default() {
            let _ = row.each_ref().map(|value| (rows::text(value), rows::address(value)));
        }
    }
}
