//! The demo as a process, over an estate of somebody's own.

use crate::process::{PHAROS, Program, free_port, get, post, wait_until, wait_until_ready};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const SITE: &str = "[site]\nname = \"Shop\"\nurl = \"http://127.0.0.1\"\n";

/// What has no listener: a ping, which the kernel answers, and a heartbeat, which is not asked for.
const ESTATE: &str = r#"
    [system]
    id = "shop"
    name = "Shop"
    [[group]]
    id = "all"
    name = "All"

    [[component]]
    id = "router"
    name = "Router"
    group = "all"
    [[component.check]]
    id = "ping"
    kind = "icmp"
    target = "router.example"

    [[component]]
    id = "backup"
    name = "Backup"
    group = "all"
    [[component.check]]
    id = "nightly"
    kind = "heartbeat"
    target = "nightly-backup-7Hq2vX9d"
    interval = "1d"
    timeout = "1h"
"#;

/// Starts the demo over [`ESTATE`]; its history is kept in `folder` too.
fn start(folder: &Path, port: u16) -> Program {
    std::fs::create_dir_all(folder.join("content/estate")).unwrap();
    std::fs::write(folder.join("content/pharos.toml"), SITE).unwrap();
    std::fs::write(folder.join("content/estate/shop.toml"), ESTATE).unwrap();
    let (mut pharos, port) = (Command::new(PHAROS), port.to_string());
    let arguments = ["demo", "--content", "content", "--no-open", "--strict-port", "--port", &port];
    Program::start(pharos.args(arguments).current_dir(folder).env("TMPDIR", folder))
}

/// What each component shows, in the order of the estate.
fn shown(port: u16) -> Vec<String> {
    let answer = get(port, "/api/status.json").unwrap_or_default();
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let Ok(live) = serde_json::from_str::<serde_json::Value>(body) else { return Vec::new() };
    let components = live["components"].as_array().cloned().unwrap_or_default();
    components.iter().map(|component| component["status"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pings_are_answered_and_heartbeats_come_unless_a_fault_is_ordered() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let _demo = start(folder.path(), port);
    wait_until_ready(port);
    // The history alone would show it so at first, until two heartbeats were missed.
    std::thread::sleep(Duration::from_secs(6));
    let well = ["operational", "operational"];
    assert_eq!(shown(port), well);
    for (component, kind) in [("router", "fail"), ("backup", "gone")] {
        let form = format!("component=shop%2F{component}&kind={kind}&minutes=5");
        assert!(post(port, "/demo/faults", &form).unwrap().starts_with("HTTP/1.1 303"), "{form}");
    }
    wait_until("both are broken", || shown(port) == ["major-outage", "major-outage"]);
    post(port, "/demo/faults/clear", "").unwrap();
    wait_until("both are well again", || shown(port) == well);
}

#[test]
fn a_visitor_subscribes_by_the_mail_in_the_mailbox() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let _demo = start(folder.path(), port);
    wait_until_ready(port);
    let form = "address=ada%40example.org&topic=incident&severity=P1&pace=at-once";
    assert!(post(port, "/subscribe", form).unwrap().starts_with("HTTP/1.1 303"));
    let address = format!("http://127.0.0.1:{port}/subscribe/confirm/");
    let link = || {
        let page = get(port, "/demo/mailbox").unwrap_or_default();
        let secret = page.split_once(&address)?.1.split('"').next()?;
        Some(format!("/subscribe/confirm/{secret}"))
    };
    wait_until("the mail is there", || link().is_some());
    let confirmed = post(port, &link().unwrap(), "").unwrap();
    assert!(confirmed.starts_with("HTTP/1.1 200") && confirmed.contains("ada@example.org"), "{confirmed}");
}
