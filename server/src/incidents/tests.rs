use super::*;
use crate::config::environment::Environment;
use crate::config::files::Files;
use model::alert::Alert;
use model::incident::{Declaration, Severity, State};
use model::snapshot::Snapshot;
use model::time::MINUTE;
use store::Store;

const ESTATE: &str = r#"
[system]
id = "s"
name = "S"

[[escalation]]
level = 1
who = "On-call engineer"
after = "15m"
until = "acknowledged"

[[escalation]]
level = 2
who = "Senior engineer"
after = "30m"

[[group]]
id = "all"
name = "All"

[[component]]
id = "db"
name = "Database"
group = "all"
incident = "publish"
[[component.check]]
id = "port"
kind = "tcp"
target = "db:5432"
"#;

fn estate() -> Arc<Estate> {
    let files = Files::of([("estate/s.toml", ESTATE)]);
    let (content, report) = crate::config::read(&files, &Environment::default());
    Arc::new(content.unwrap_or_else(|| panic!("{report:?}")).estate)
}

fn incidents(records: Records, minute: i64) -> Incidents {
    Incidents::new(Arc::new(Mutex::new(records)), estate(), Clock::fixed(At(minute * MINUTE))).unwrap()
}

fn declaration(component: &str) -> Declaration {
    Declaration {
        title: "Down".into(),
        severity: Severity::P2,
        impacts: vec![Impact { component: component.into(), status: model::status::Status::Degraded }],
        publish: true,
        text: String::new(),
        evidence: vec![],
    }
}

fn ada() -> By {
    By::new(Actor::Member("ada".into()))
}

/// Follows one snapshot in which these alerts are open.
async fn follow(incidents: &Incidents, opened: &[i64]) {
    let alerts = opened.iter().map(|at| Alert::new("s/db".into(), At(*at), "3 of 3 failed".into())).collect();
    let (sender, receiver) = watch::channel(Arc::new(Snapshot { alerts, ..Snapshot::default() }));
    drop(sender);
    alerts::run(incidents.clone(), receiver).await;
}

#[tokio::test]
async fn an_alert_makes_one_incident_over_any_number_of_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pharos.db");
    let _store = Store::open(&file).unwrap();
    for minute in 1..4 {
        let incidents = incidents(Records::open(&file).unwrap(), minute);
        follow(&incidents, &[7]).await;
        assert_eq!(incidents.kept().all.len(), 1);
        assert!(incidents.kept().all[0].is_open());
    }
    // It ended while nobody looked.
    let later = incidents(Records::open(&file).unwrap(), 9);
    follow(&later, &[]).await;
    let kept = later.kept();
    assert_eq!((kept.all[0].state, kept.all[0].version()), (State::Resolved, 3));
    assert_eq!(later.shown().borrow()[0].state, State::Resolved);
    follow(&incidents(Records::open(&file).unwrap(), 10), &[]).await;
    assert_eq!(later.one(kept.all[0].id.clone()).await.unwrap().unwrap().version(), 3);
}

#[tokio::test]
async fn a_component_that_does_not_exist_is_refused_with_the_nearest() {
    let incidents = incidents(Records::memory().unwrap(), 1);
    let refused = incidents.declare(ada(), declaration("s/bd")).await.unwrap().unwrap_err();
    assert_eq!(refused.to_string(), "There is no component \"s/bd\". Did you mean \"s/db\"?");
    assert!(incidents.kept().all.is_empty());
}

#[tokio::test]
async fn nobody_answers_so_the_next_level_is_called_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pharos.db");
    let _store = Store::open(&file).unwrap();
    let declared = incidents(Records::open(&file).unwrap(), 0)
        .declare(ada(), declaration("s/db"))
        .await
        .unwrap()
        .unwrap();
    for (minute, level, version) in [(15, 0, 1), (16, 1, 2), (20, 1, 2), (31, 2, 3), (90, 2, 3)] {
        let incidents = incidents(Records::open(&file).unwrap(), minute);
        due::escalate(&incidents).await;
        let incident = incidents.one(declared.id.clone()).await.unwrap().unwrap();
        assert_eq!((incident.level, incident.version()), (level, version), "minute {minute}");
    }
}

#[tokio::test]
async fn what_another_process_changes_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pharos.db");
    let _store = Store::open(&file).unwrap();
    let (here, elsewhere) =
        (incidents(Records::open(&file).unwrap(), 1), incidents(Records::open(&file).unwrap(), 1));
    elsewhere.declare(ada(), declaration("s/db")).await.unwrap().unwrap();
    assert!(here.shown().borrow().is_empty());
    here.0.look().unwrap();
    assert_eq!(here.shown().borrow().len(), 1);
}
