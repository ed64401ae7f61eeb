//! Real servers: Debian's redis-server and redis-sentinel.

#![allow(clippy::unwrap_used)]
use super::with;
use crate::loopback::daemon::{self, Daemon, until};
use crate::loopback::program::free_port;
use crate::loopback::{CERTIFICATE_FILE, KEY_FILE, put};
use model::sample::Outcome;
use std::fs;

/// Starts a server that keeps nothing, with these lines in its configuration besides.
async fn start(program: &str, lines: &str) -> Daemon {
    daemon::start(program, program, |port, folder| {
        let file = folder.join("redis.conf");
        let dir = folder.display();
        fs::write(&file, format!("bind 127.0.0.1\nport {port}\ndir {dir}\n{lines}\n")).unwrap();
        vec![file.display().to_string()]
    })
    .await
}

#[tokio::test]
async fn a_master_and_its_replica_say_what_they_are() {
    let master = start("redis-server", "save \"\"").await;
    let alone = ["[BODY].role == master", "[BODY].connected_replicas == 0"];
    let answer = until(Outcome::Pass, &with(&master.target(), &[], &alone)).await;
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_some());

    let replica = start("redis-server", &format!("save \"\"\nreplicaof 127.0.0.1 {}", master.port)).await;
    let address = format!("[BODY].master == {}", master.target());
    let follows = ["[BODY].role == replica", "[BODY].link == up", "[BODY].lag_bytes == 0", &address];
    until(Outcome::Pass, &with(&replica.target(), &[], &follows)).await;
    let followed = ["[BODY].connected_replicas == 1", "[BODY].lag_bytes < 1000"];
    until(Outcome::Pass, &with(&master.target(), &[], &followed)).await;

    let target = master.target();
    drop(master);
    let answer = until(Outcome::Slow, &with(&replica.target(), &[], &["[BODY].link == down"])).await;
    assert!(
        answer.detail.starts_with(&format!("the link to its master {target} is down since ")),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_password_is_wanted_and_sent() {
    let server = start("redis-server", "requirepass hunter2\nuser pharos on >hunter3 +ping +info").await;
    let answer = until(Outcome::Blind, &with(&server.target(), &[], &[])).await;
    assert_eq!(answer.detail, "it wants a password; set the option password");
    let master = ["[BODY].role == master"];
    for options in [&[("password", "hunter2")][..], &[("user", "pharos"), ("password", "hunter3")]] {
        let answer = put(&with(&server.target(), options, &master)).await;
        assert_eq!(answer.outcome, Outcome::Pass, "{}", answer.detail);
    }
    let answer = put(&with(&server.target(), &[("password", "wrong")], &[])).await;
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "AUTH is refused: WRONGPASS"));
}

#[tokio::test]
async fn tls_is_spoken_and_verified() {
    let (port, plain) = (free_port(), "save \"\"\ntls-auth-clients no");
    let lines =
        format!("{plain}\ntls-port {port}\ntls-cert-file {CERTIFICATE_FILE}\ntls-key-file {KEY_FILE}");
    let _server = start("redis-server", &lines).await;
    let target = format!("localhost:{port}");
    let answer =
        until(Outcome::Pass, &with(&target, &[("tls", "require")], &["[BODY].role == master"])).await;
    assert!(answer.phases.tls.is_some());
    assert_eq!(put(&with(&target, &[], &[])).await.outcome, Outcome::Fail);
    let answer = put(&with(&target, &[("tls", "require"), ("tls_ca", KEY_FILE)], &[])).await;
    let detail = "the file of tls_ca has no certificate in PEM";
    assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Blind, detail));
}

#[tokio::test]
async fn a_sentinel_says_whether_it_could_fail_over() {
    let master = start("redis-server", "save \"\"").await;
    until(Outcome::Pass, &with(&master.target(), &[], &[])).await;
    let monitor =
        |name: &str, quorum: u8| format!("sentinel monitor {name} 127.0.0.1 {} {quorum}\n", master.port);
    let sentinel = start("redis-sentinel", &(monitor("main", 1) + &monitor("vain", 2))).await;

    let address = format!("[BODY].master == {}", master.target());
    let facts = [
        "[BODY].role == sentinel",
        "[BODY].master_down == false",
        "[BODY].replicas == 0",
        "[BODY].sentinels == 1",
        "[BODY].quorum == 1",
        "[BODY].quorum_reachable == true",
        &address,
    ];
    until(Outcome::Pass, &with(&sentinel.target(), &[("sentinel", "main")], &facts)).await;

    let answer =
        put(&with(&sentinel.target(), &[("sentinel", "vain")], &["[BODY].quorum_reachable == false"])).await;
    assert_eq!(answer.outcome, Outcome::Slow, "{}", answer.detail);
    assert!(
        answer.detail.starts_with("no failover is possible: NOQUORUM 1 usable Sentinels"),
        "{}",
        answer.detail
    );

    let answer = put(&with(&sentinel.target(), &[("sentinel", "other")], &[])).await;
    assert_eq!(answer.outcome, Outcome::Fail);
    assert!(answer.detail.starts_with("SENTINEL MASTER is refused: ERR No such master"), "{}", answer.detail);
}
