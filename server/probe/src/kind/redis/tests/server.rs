//! Real servers: Debian's redis-server and redis-sentinel.

#![allow(clippy::unwrap_used)]
use super::with;
use crate::loopback::daemon::{Daemon, free_port, until};
use crate::loopback::put;
use model::sample::Outcome;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A server, and the folder that it works in.
struct Redis {
    port: u16,
    _daemon: Daemon,
    _folder: TempDir,
}

impl Redis {
    /// Starts a server that keeps nothing, with these lines in its configuration besides.
    fn start(program: &str, lines: &str) -> Redis {
        let (port, folder) = (free_port(), TempDir::new().unwrap());
        let file = folder.path().join("redis.conf");
        let dir = folder.path().display();
        fs::write(&file, format!("bind 127.0.0.1\nport {port}\ndir {dir}\n{lines}\n")).unwrap();
        let mut command = Command::new(program);
        let daemon = Daemon::start(command.arg(&file).stdout(Stdio::null()).stderr(Stdio::null()), program);
        Redis { port, _daemon: daemon, _folder: folder }
    }

    fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

#[tokio::test]
async fn a_master_and_its_replica_say_what_they_are() {
    let master = Redis::start("redis-server", "save \"\"");
    let alone = ["[BODY].role == master", "[BODY].connected_replicas == 0"];
    let answer = until(Outcome::Pass, &with(&master.target(), &[], &alone)).await;
    assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_some());

    let replica = Redis::start("redis-server", &format!("save \"\"\nreplicaof 127.0.0.1 {}", master.port));
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
    let server = Redis::start("redis-server", "requirepass hunter2\nuser pharos on >hunter3 +ping +info");
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
    let testdata = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback");
    let (port, plain) = (free_port(), "save \"\"\ntls-auth-clients no");
    let lines = format!(
        "{plain}\ntls-port {port}\ntls-cert-file {testdata}-cert.pem\ntls-key-file {testdata}-key.pem"
    );
    let _server = Redis::start("redis-server", &lines);
    let target = format!("localhost:{port}");
    let answer =
        until(Outcome::Pass, &with(&target, &[("tls", "require")], &["[BODY].role == master"])).await;
    assert!(answer.phases.tls.is_some());
    assert_eq!(put(&with(&target, &[], &[])).await.outcome, Outcome::Fail);
}

#[tokio::test]
async fn a_sentinel_says_whether_it_could_fail_over() {
    let master = Redis::start("redis-server", "save \"\"");
    until(Outcome::Pass, &with(&master.target(), &[], &[])).await;
    let monitor =
        |name: &str, quorum: u8| format!("sentinel monitor {name} 127.0.0.1 {} {quorum}\n", master.port);
    let sentinel = Redis::start("redis-sentinel", &(monitor("main", 1) + &monitor("vain", 2)));

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
