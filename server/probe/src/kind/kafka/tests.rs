//! Against librdkafka's mock cluster, and brokers made by hand that are in every kind of trouble.

#![allow(clippy::unwrap_used)]
mod broker;

use self::broker::{broker, version_1};
use super::connection::read_versions;
use super::metadata;
use crate::Question;
use crate::loopback::{self, Python, check, outcome, put};
use model::sample::Outcome;
use proptest::prelude::*;

#[tokio::test]
async fn a_cluster_in_order_passes() {
    let script = include_str!("../../../testdata/kafka.py");
    let mut cluster = Python::start("python3-confluent-kafka", script, &[]);
    let partitions = cluster.line();
    for _ in 0..3 {
        let mut check = check("kafka", &format!("127.0.0.1:{}", cluster.line()));
        check.expect = vec![
            "[BODY].brokers == 3".to_owned(),
            // The mock has an id for it that none of its brokers has.
            "[BODY].controller >= 0".to_owned(),
            "[BODY].topics == 1".to_owned(),
            format!("[BODY].partitions == {partitions}"),
            "[BODY].offline_partitions == 0".to_owned(),
            "[BODY].under_replicated == 0".to_owned(),
        ];
        let answer = put(&check).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
        assert!(answer.phases.first_byte.is_some());
    }
}

async fn judged(controller: i32, partitions: &[(i32, &[i32], &[i32])]) -> (Outcome, String) {
    let broker = broker((0, 1), version_1(controller, partitions), None).await;
    outcome("kafka", &broker.to_string()).await
}

#[tokio::test]
async fn the_cluster_decides() {
    let whole: (i32, &[i32], &[i32]) = (1, &[1, 2], &[2, 1]);
    let lagging: (i32, &[i32], &[i32]) = (1, &[1, 2], &[1]);
    let offline: (i32, &[i32], &[i32]) = (-1, &[1, 2], &[]);
    assert_eq!(judged(1, &[whole, whole]).await, (Outcome::Pass, String::new()));
    assert_eq!(
        judged(1, &[whole, lagging]).await,
        (Outcome::Slow, "1 (t-1) of 2 partitions under-replicated".to_owned())
    );
    assert_eq!(
        judged(1, &[offline; 4]).await,
        (Outcome::Fail, "4 (t-0, t-1, t-2, ...) of 4 partitions offline".to_owned())
    );
    assert_eq!(judged(-1, &[whole]).await, (Outcome::Fail, "no controller among 2 brokers".to_owned()));
}

#[tokio::test]
async fn an_offline_partition_is_counted_in_the_body() {
    let metadata = version_1(2, &[(-1, &[1, 2], &[])]);
    let mut check = check("kafka", &broker((0, 1), metadata, None).await.to_string());
    check.expect = ["controller == 2", "offline_partitions == 1", "under_replicated == 1", "topics == 1"]
        .map(|condition| format!("[BODY].{condition}"))
        .into();
    assert_eq!(put(&check).await.detail, "1 (t-0) of 1 partitions offline");
}

#[test]
fn every_version_is_read_as_its_own() {
    let topic = b"\0\0\0\x01\0\0\0\x01t\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\x01";
    let (epoch, in_sync, offline) = (b"\0\0\0\x09", b"\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01", b"\0\0\0\0");
    for version in 1..=7 {
        let mut bytes = if version >= 3 { vec![0; 4] } else { vec![] };
        bytes.extend_from_slice(&[0, 0, 0, 0]);
        bytes.extend_from_slice(if version >= 2 { b"\0\x01c" } else { b"" });
        bytes.extend_from_slice(&[0, 0, 0, 1]);
        bytes.extend_from_slice(topic);
        bytes.extend_from_slice(if version >= 7 { epoch } else { b"" });
        bytes.extend_from_slice(in_sync);
        bytes.extend_from_slice(if version >= 5 { offline } else { b"" });
        let cluster = metadata::read(&bytes, version).unwrap();
        let counts = (cluster.controller, cluster.partitions, cluster.under_replicated.number);
        assert_eq!(counts, (Some(1), 1, 0), "{version}");
        assert!(metadata::read(&bytes[..bytes.len() - 1], version).is_err(), "{version}");
    }
    assert_eq!(metadata::request(3), [0xff; 4]);
    assert_eq!(metadata::request(4), [0xff, 0xff, 0xff, 0xff, 0], "topics must not be created");
}

#[tokio::test]
async fn a_broker_of_another_age_is_named() {
    let new = broker((9, 13), Vec::new(), None).await;
    let detail = "the broker speaks versions 9 to 13 of metadata, this probe 1 to 7";
    assert_eq!(outcome("kafka", &new.to_string()).await, (Outcome::Fail, detail.to_owned()));
}

#[tokio::test]
async fn credentials_are_sent_and_may_be_refused() {
    let whole: (i32, &[i32], &[i32]) = (1, &[1], &[1]);
    let broker = broker((0, 1), version_1(1, &[whole]), Some(b"\0probe\0hunter2")).await;
    let mut check = check("kafka", &broker.to_string());
    check.options.set("user", "probe");
    check.options.set("password", "hunter2");
    assert_eq!(put(&check).await.detail, "");
    check.options.set("password", "hunter3");
    assert_eq!(put(&check).await.detail, "the broker refuses user or password");
    let unsigned = outcome("kafka", &broker.to_string()).await.1;
    assert_eq!(unsigned, "asked for metadata: connection closed early");
}

#[tokio::test]
async fn what_is_not_kafka_fails() {
    let http = loopback::shout("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    assert_eq!(outcome("kafka", &http.to_string()).await.1, "the answer is not Kafka's");
    let other = loopback::shout("\0\0\0\x0a\0\0\0\x07\0\0\0\0\0\0").await;
    assert_eq!(outcome("kafka", &other.to_string()).await.1, "the answer is not Kafka's");
    let refusing = loopback::shout("\0\0\0\x06\0\0\0\x01\0\x23").await;
    assert_eq!(outcome("kafka", &refusing.to_string()).await.1, "asked for versions: error 35");
    let (closed, _held) = loopback::refusing();
    assert_eq!(outcome("kafka", &closed.to_string()).await.1, "connection refused");
    let truncated = broker((0, 1), version_1(1, &[(1, &[1], &[1])])[..30].to_vec(), None).await;
    let detail = outcome("kafka", &truncated.to_string()).await.1;
    assert_eq!(detail, "malformed metadata: the answer ends too soon");
}

#[tokio::test]
async fn tls_is_asked_for() {
    let plain = loopback::shout("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let mut check = check("kafka", &plain.to_string());
    check.options.set("tls", "require");
    assert_eq!(put(&check).await.detail, "the other side does not speak TLS");
    check.options.set("tls", "yes");
    assert_eq!(Question::of(&check).unwrap_err(), "tls: write disable or require");
}

proptest! {
    #[test]
    fn no_answer_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), version in 1_i16..=7) {
        let _ = (metadata::read(&bytes, version), read_versions(&bytes));
    }

    #[test]
    fn a_damaged_answer_does_not_panic(at in 0_usize..80, byte: u8) {
        let mut bytes = version_1(1, &[(1, &[1, 2], &[1, 2])]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = metadata::read(&bytes, 1);
    }
}
