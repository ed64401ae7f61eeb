//! Answers that a server gives when it is unwell, from loopback; and real servers.

#![allow(clippy::unwrap_used)]
use crate::loopback::{self, put, with_options};
use model::estate::Check;
use model::sample::Outcome;

mod server;

/// The target of a server that says this to whoever connects, whatever it is asked.
async fn saying(text: impl Into<String>) -> String {
    loopback::shout(text.into().leak()).await.to_string()
}

fn with(target: &str, options: &[(&str, &str)], expect: &[&str]) -> Check {
    let expect = expect.iter().map(|&text| text.into()).collect();
    Check { expect, ..with_options("redis", target, options) }
}

#[tokio::test]
async fn what_is_not_pong_says_why() {
    for (ping, outcome, detail) in [
        ("-LOADING Redis is loading the dataset in memory\r\n", Outcome::Slow, "it is loading its data"),
        (
            "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.\r\n",
            Outcome::Fail,
            "the link to its master is down, and it serves no stale data",
        ),
        (
            "-NOAUTH Authentication required.\r\n",
            Outcome::Blind,
            "it wants a password; set the option password",
        ),
        ("-MISCONF Errors writing\r\n", Outcome::Fail, "PING is refused: MISCONF Errors writing"),
        ("+WHAT\r\n", Outcome::Fail, "PING is not answered by PONG"),
        ("HTTP/1.1 400 Bad Request\r\n", Outcome::Fail, "the answer is not Redis' protocol"),
    ] {
        let target = saying(format!("{ping}-ERR no\r\n")).await;
        let answer = put(&with(&target, &[], &[])).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (outcome, detail));
    }
}

#[tokio::test]
async fn a_server_without_info_passes_and_has_no_facts() {
    let target = saying("+PONG\r\n-NOPERM this user has no permissions\r\n").await;
    assert_eq!(put(&with(&target, &[], &[])).await.outcome, Outcome::Pass);
    let answer = put(&with(&target, &[], &["[BODY].role == master"])).await;
    assert_eq!(answer.outcome, Outcome::Fail, "{}", answer.detail);
}

#[tokio::test]
async fn a_replica_that_copies_its_data_is_slow() {
    let info = "role:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:down\r\n\
                master_sync_in_progress:1\r\n";
    let target = saying(format!("+PONG\r\n${}\r\n{info}\r\n", info.len())).await;
    let answer = put(&with(&target, &[], &[])).await;
    let detail = "the link to its master 10.0.0.1:6379 is down; it copies its data";
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Slow, detail));
}

#[tokio::test]
async fn a_master_is_as_far_ahead_as_its_last_replica_is_behind() {
    let info = "role:master\r\nconnected_slaves:2\r\nslave0:ip=10.0.0.2,port=6379,state=online,offset=950,lag=0\r\n\
                slave1:ip=10.0.0.3,port=6379,state=online,offset=700,lag=1\r\nmaster_repl_offset:1000\r\n";
    let target = saying(format!("+PONG\r\n${}\r\n{info}\r\n", info.len())).await;
    let answer =
        put(&with(&target, &[], &["[BODY].lag_bytes == 300", "[BODY].connected_replicas == 2"])).await;
    assert_eq!(answer.outcome, Outcome::Pass, "{}", answer.detail);
}

#[tokio::test]
async fn a_refused_password_is_not_repeated() {
    let target = saying("-ERR unknown command 'AUTH', with args beginning with: 'hunter2'\r\n").await;
    let answer = put(&with(&target, &[("password", "hunter2")], &[])).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "AUTH is refused: ERR"));
    let answer = put(&with(&target, &[("user", "pharos")], &[])).await;
    assert_eq!(answer.outcome, Outcome::Blind, "{}", answer.detail);
}

#[tokio::test]
async fn a_sentinel_says_when_its_master_is_down() {
    const VIEW: &str = "*6\r\n$2\r\nip\r\n$8\r\n10.0.0.1\r\n$4\r\nport\r\n$4\r\n6379\r\n$5\r\nflags\r\n";
    for (flags, expected) in [
        ("master,s_down", (Outcome::Slow, "this Sentinel does not reach the master 10.0.0.1:6379")),
        ("s_down,o_down,master", (Outcome::Fail, "the master 10.0.0.1:6379 is down: the Sentinels agree")),
    ] {
        let view = format!("{VIEW}${}\r\n{flags}\r\n", flags.len());
        let target = saying(format!("+PONG\r\n{view}+OK 3 usable Sentinels\r\n")).await;
        let answer = put(&with(&target, &[("sentinel", "main")], &[])).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), expected);
    }
}

#[tokio::test]
async fn an_answer_without_end_fails() {
    let target = saying("+PONG\r\n$2000000\r\n").await;
    let answer = put(&with(&target, &[], &[])).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "the answer is longer than 1 MiB"));
}
