//! A real Alertmanager fires and resolves into a site; and deliveries as it makes them, repeated and out of order.

use crate::support::{TestSite, content, fixture};
use model::incident::{Incident, State};
use pharos::config::environment::Environment;
use pharos::config::files::Files;
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const PATH: &str = "/api/alertmanager/ops";

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The small site, which takes alerts and publishes what it makes of them.
fn site() -> TestSite {
    let settings = format!(
        "[site]\nname = \"Shop\"\nurl = \"http://x\"\n\n[[alertmanager]]\nreceiver = \"ops\"\ntoken = \"{TOKEN}\"\nincident = \"publish\"\n"
    );
    TestSite::new(&fixture().with("pharos.toml", &settings), false)
}

/// A delivery in the documented form, of alerts with their fingerprints, phases, and minutes after ten.
fn delivery(alerts: &[(&str, &str, u32)]) -> String {
    let alerts: Vec<_> = alerts
        .iter()
        .map(|(fingerprint, phase, minute)| {
            let ends = if *phase == "firing" { "0001-01-01T00:00:00Z" } else { "2023-11-14T11:00:00Z" };
            json!({ "status": phase, "labels": { "alertname": "Lag" }, "annotations": { "summary": "Consumers lag" },
                    "startsAt": format!("2023-11-14T10:{minute:02}:00Z"), "endsAt": ends,
                    "generatorURL": "http://prometheus/graph", "fingerprint": fingerprint })
        })
        .collect();
    json!({ "version": "4", "groupKey": "{}:{alertname=\"Lag\"}", "truncatedAlerts": 0, "status": "firing",
            "receiver": "ops", "groupLabels": { "alertname": "Lag" }, "commonLabels": {}, "commonAnnotations": {},
            "externalURL": "http://alertmanager:9093", "alerts": alerts })
    .to_string()
}

async fn send(site: &TestSite, body: &str) {
    let answer = site.post_json(PATH, body, &[("authorization", &format!("Bearer {TOKEN}"))]).await;
    assert_eq!(answer.status, 204, "{}", answer.text);
}

fn all(site: &TestSite) -> Vec<Incident> {
    site.incidents.kept().all.clone()
}

#[tokio::test]
async fn a_delivery_needs_the_token_of_its_receiver() {
    let site = site();
    let body = delivery(&[("f1", "firing", 0)]);
    for (path, token) in
        [(PATH, "Bearer wrong"), (PATH, ""), ("/api/alertmanager/other", &*format!("Bearer {TOKEN}"))]
    {
        let answer = site.post_json(path, &body, &[("authorization", token)]).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"), "{path} {token}");
    }
    let authorization = format!("Bearer {TOKEN}");
    let refused =
        site.post_json(PATH, &body.replace("\"4\"", "\"3\""), &[("authorization", &authorization)]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("version 4"), "{}", refused.text);
    assert!(all(&site).is_empty());
}

#[tokio::test]
async fn what_is_delivered_again_or_late_changes_nothing() {
    let site = site();
    let (fires, over) = (delivery(&[("f1", "firing", 0)]), delivery(&[("f1", "resolved", 0)]));
    for _ in 0..3 {
        send(&site, &fires).await;
    }
    assert_eq!(all(&site).iter().map(Incident::version).collect::<Vec<_>>(), [1]);
    for _ in 0..2 {
        send(&site, &over).await;
    }
    assert_eq!((all(&site)[0].state, all(&site)[0].version()), (State::Resolved, 3));
    send(&site, &fires).await;
    assert_eq!((all(&site).len(), all(&site)[0].state), (1, State::Resolved));
    send(&site, &delivery(&[("f1", "firing", 30)])).await;
    assert_eq!(all(&site).len(), 2);
    // The end of an alert that was never seen to begin comes before its beginning.
    send(&site, &delivery(&[("f9", "resolved", 40)])).await;
    send(&site, &delivery(&[("f9", "firing", 40)])).await;
    assert_eq!(all(&site)[0].alarms.len(), 1);
}

#[test]
fn a_token_comes_from_the_environment_and_is_shown_nowhere() {
    let settings = "[site]\nname = \"x\"\nurl = \"http://x\"\n\n[[alertmanager]]\nreceiver = \"ops\"\ntoken = \"${AM}\"\n";
    let files: Files = fixture().with("pharos.toml", settings);
    let (_, report) = pharos::config::read(&files, &Environment::default());
    assert!(report.errors[0].message.contains("The environment has no `AM`"), "{report:?}");
    let (found, _) = pharos::config::read(&files, &Environment::of([("AM", TOKEN)]));
    assert!(!format!("{:?}", found.unwrap().settings).contains(TOKEN));
    let (_, report) = pharos::config::read(&files, &Environment::of([("AM", "short")]));
    assert!(report.errors[0].message.contains("fewer than 16"), "{report:?}");
    assert_eq!(content(&fixture()).settings.alertmanagers, []);
}

/// A program that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts an Alertmanager that sends to the site at `port`, and listens on its own port.
fn alertmanager(folder: &Path, port: u16, own: u16) -> Program {
    let config = folder.join("alertmanager.yml");
    let text = format!(
        "route: {{receiver: ops, group_by: [alertname], group_wait: 100ms, group_interval: 1s, repeat_interval: 1h}}\n\
         receivers:\n- name: ops\n  webhook_configs:\n  - url: http://127.0.0.1:{port}{PATH}\n    send_resolved: true\n    \
         http_config: {{authorization: {{credentials: {TOKEN}}}}}\n"
    );
    std::fs::write(&config, text).unwrap();
    let program = Command::new("prometheus-alertmanager")
        .arg(format!("--config.file={}", config.display()))
        .arg(format!("--storage.path={}", folder.join("data").display()))
        .arg(format!("--web.listen-address=127.0.0.1:{own}"))
        .arg("--cluster.listen-address=")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Program(program.unwrap_or_else(|error| match error.kind() {
        ErrorKind::NotFound => {
            panic!("prometheus-alertmanager is missing: apt-get install prometheus-alertmanager")
        }
        _ => panic!("prometheus-alertmanager does not start: {error}"),
    }))
}

/// Tells the Alertmanager at `port` of an alert that ends at `ends`; false if it does not listen yet.
fn tell(port: u16, ends: Option<&str>) -> bool {
    let labels = json!({ "alertname": "Lag", "component": "db", "severity": "critical" });
    let annotations = json!({ "summary": "Consumers lag", "runbook_url": "https://runbooks.example/lag" });
    let mut alert =
        json!({ "labels": labels, "annotations": annotations, "startsAt": "2023-11-14T10:00:00Z" });
    if let Some(ends) = ends {
        alert["endsAt"] = json!(ends);
    }
    let body = json!([alert]).to_string();
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let length = body.len();
    write!(
        stream,
        "POST /api/v2/alerts HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 200")
}

/// Waits until something is so, a minute at most.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "{what} does not come");
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_alertmanager_fires_and_resolves() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let own = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let _program = alertmanager(folder.path(), site.serve().await, own);
    until("an Alertmanager that takes alerts", || tell(own, None)).await;
    until("an incident", || !all(&site).is_empty()).await;
    let incident = &all(&site)[0];
    assert_eq!((incident.title.as_str(), incident.is_open()), ("Consumers lag", true));
    assert!(incident.impacts.contains_key("shop/db"));
    assert_eq!(incident.runbooks, ["https://runbooks.example/lag"]);
    assert!(tell(own, Some("2023-11-14T10:05:00Z")));
    // The component of the small site wants drafts, which only people end.
    until("its end", || !all(&site)[0].is_firing()).await;
    assert!(incident.is_draft() && all(&site)[0].is_open());
}
