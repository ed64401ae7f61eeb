//! The fold by example.

use super::*;
use crate::estate::{Check, Group, Metric};
use crate::incident::{Severity, State};
use crate::options::Options;
use crate::public::{PublicImpact, headline};
use crate::time::{DAY, HOUR};
use crate::timeline::Turn;

fn check(id: &str, down_means: Status) -> Check {
    Check { down_means, ..Check::new(id, "tcp", "secret-host:9042") }
}

fn component(id: &str, name: &str, depends_on: &[&str]) -> Component {
    let checks = vec![
        check(&format!("{id}/a"), Status::PartialOutage),
        check(&format!("{id}/b"), Status::MajorOutage),
    ];
    let metrics = vec![metric(&format!("{id}/rate"), true), metric(&format!("{id}/lag"), false)];
    let depends_on = depends_on.iter().map(|id| (*id).into()).collect();
    Component { ports: vec![9042], depends_on, metrics, ..Component::new(id, name, "all", checks) }
}

fn metric(id: &str, public: bool) -> Metric {
    Metric {
        id: id.into(),
        name: if public { "Requests".into() } else { "secret lag".into() },
        unit: "/s".into(),
        kind: "prometheus".into(),
        target: "http://secret-host:9090".into(),
        options: Options::default(),
        interval: 60_000,
        rate: false,
        public,
    }
}

fn estate() -> Estate {
    let components = vec![component("s/db", "Database", &[]), component("s/web", "Web", &["s/db"])];
    let groups = vec![Group::new("all", "All"), Group::new("none", "None")];
    Estate { systems: vec![System { groups, components, ..System::new("s", "S") }] }
}

fn record(turns: &[(i64, Status)]) -> Record {
    let turns = turns.iter().map(|(from, state)| Turn {
        from: At(*from),
        state: *state,
        why: "secret reason".into(),
    });
    Record { timeline: Timeline::new(turns), ..Record::default() }
}

#[test]
fn a_component_shows_the_worst_that_its_checks_mean() {
    let component = component("s/db", "Database", &[]);
    assert_eq!(merge(&component, |_| Verdict::Up), Status::Operational);
    let one_down = |id: &str| if id == "s/db/a" { Verdict::Down } else { Verdict::Slow };
    assert_eq!(merge(&component, one_down), Status::PartialOutage);
    assert_eq!(merge(&component, |_| Verdict::Unknown), Status::Unknown);
}

#[test]
fn a_component_whose_parts_are_all_down_is_down() {
    let mut component = component("s/db", "Database", &[]);
    component.checks.iter_mut().for_each(|check| check.down_means = Status::PartialOutage);
    assert_eq!(merge(&component, |_| Verdict::Down), Status::MajorOutage);
    let one_up = |id: &str| if id == "s/db/a" { Verdict::Down } else { Verdict::Up };
    assert_eq!(merge(&component, one_up), Status::PartialOutage);
    component.checks.truncate(1);
    assert_eq!(merge(&component, |_| Verdict::Down), Status::PartialOutage);
}

#[test]
fn dependencies_are_known_from_both_sides() {
    let public = fold_of(&estate(), &BTreeMap::new(), &[], 1, At(0));
    let components: Vec<_> = public.components().collect();
    assert_eq!(components[0].neighbours.needed_by, [("s/web".into(), "Web".into())]);
    assert_eq!(components[1].neighbours.needs, [("s/db".into(), "Database".into())]);
}

#[test]
fn a_group_without_components_is_left_out() {
    let public = fold_of(&estate(), &BTreeMap::new(), &[], 1, At(0));
    assert_eq!(public.systems[0].groups.len(), 1);
}

#[test]
fn a_whole_goes_by_its_worst_part_or_by_weight() {
    let down = || record(&[(0, Status::MajorOutage)]);
    let up = || record(&[(0, Status::Operational)]);
    let records = BTreeMap::from([("s/db".to_string(), down()), ("s/web".to_string(), up())]);
    let statuses = |estate: &Estate| {
        let public = fold_of(estate, &records, &[], 1, At(HOUR));
        (public.systems[0].groups[0].status, public.systems[0].status)
    };
    let mut estate = estate();
    assert_eq!(statuses(&estate), (Status::MajorOutage, Status::MajorOutage));
    estate.systems[0].groups[0].whole = Whole::Weight;
    estate.systems[0].components[1].weight = 3;
    assert_eq!(statuses(&estate), (Status::PartialOutage, Status::PartialOutage));
    estate.systems[0].whole = Whole::Weight;
    estate.systems[0].components[1].weight = 19;
    assert_eq!(statuses(&estate), (Status::Degraded, Status::Degraded));
}

#[test]
fn what_a_component_needs_explains_its_trouble_if_it_is_as_bad_or_would_be_but_for_planned_work() {
    let explained = |web, db: Status, behind| {
        let database = Record { behind, ..record(&[(0, db)]) };
        let records = BTreeMap::from([("s/db".to_string(), database), ("s/web".into(), record(&[(0, web)]))]);
        let public = fold_of(&estate(), &records, &[], 1, At(HOUR));
        public.components().nth(1).unwrap().affected_by.clone()
    };
    let (up, slow, down) = (Status::Operational, Status::Degraded, Status::MajorOutage);
    assert_eq!(explained(slow, down, None).as_deref(), Some("s/db"));
    assert_eq!(explained(down, slow, None), None);
    assert_eq!(explained(up, down, None), None);
    assert_eq!(explained(slow, Status::Maintenance, Some(down)).as_deref(), Some("s/db"));
    assert_eq!(explained(slow, Status::Maintenance, Some(up)), None);
}

#[test]
fn trouble_is_listed_newest_first_and_stays_open_while_it_lasts() {
    let turns = [
        (0, Status::Operational),
        (HOUR, Status::Degraded),
        (2 * HOUR, Status::Operational),
        (3 * HOUR, Status::MajorOutage),
    ];
    let records = BTreeMap::from([("s/db".to_string(), record(&turns))]);
    let public = fold_of(&estate(), &records, &[], 7, At(4 * HOUR));
    let database = public.components().next().unwrap();
    assert_eq!(
        database.troubles,
        [
            Trouble { status: Status::MajorOutage, from: At(3 * HOUR), to: None },
            Trouble { status: Status::Degraded, from: At(HOUR), to: Some(At(2 * HOUR)) },
        ]
    );
    assert_eq!(public.systems[0].status, Status::MajorOutage);
    assert_eq!(headline(public.components()), "Database is down.");
}

#[test]
fn the_bar_holds_ninety_days_and_no_more() {
    let mut record = record(&[(0, Status::Operational)]);
    let now = At(200 * DAY + HOUR);
    record.days = (0..200)
        .filter_map(|day| DayRollup::of(&record.timeline, crate::time::Day(day), now, None))
        .collect();
    record.today = DayRollup::of(&record.timeline, now.day(), now, None);
    let public = fold_of(&estate(), &BTreeMap::from([("s/db".to_string(), record)]), &[], 1, now);
    let days = &public.components().next().unwrap().days;
    assert_eq!((days.len() as i64, days[89].day), (BAR_DAYS, now.day()));
    assert_eq!(days[89].clocks.up, HOUR);
}

#[test]
fn what_is_internal_is_not_in_the_public_type() {
    let mut known = record(&[(0, Status::MajorOutage)]);
    for (id, value) in [("s/db/rate", 12.5), ("s/db/lag", 987_654.5)] {
        let mut trace = Trace::default();
        trace.add(At(HOUR), value);
        known.traces.insert(id.into(), Arc::new(trace));
    }
    let records = BTreeMap::from([("s/db".to_string(), known)]);
    let shown = format!("{:?}", fold_of(&estate(), &records, &[], 1, At(HOUR)));
    for secret in ["secret-host", "secret reason", "9042", "secret lag", "987654"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
    assert!(shown.contains("Requests") && shown.contains("12.5"), "{shown}");
}

/// An incident because of which `component` shows `status` since the hour 1.
fn incident(component: &str, status: Status, state: State) -> Arc<PublicIncident> {
    let impact =
        PublicImpact { component: component.into(), name: "x".into(), turns: vec![(At(HOUR), status)] };
    Arc::new(PublicIncident {
        id: "odd-prices".into(),
        title: "Odd prices".into(),
        severity: Severity::P2,
        state,
        began: At(HOUR),
        resolved: None,
        impacts: vec![impact],
        updates: vec![],
        promised: None,
        merged: None,
        postmortem: None,
    })
}

#[test]
fn an_open_incident_is_shown_by_what_it_affects_and_all_above_it_and_leaves_uptime_as_measured() {
    let up = record(&[(0, Status::Operational)]);
    let mut records = BTreeMap::from([("s/db".to_string(), up.clone()), ("s/web".to_string(), up)]);
    for record in records.values_mut() {
        record.today = DayRollup::of(&record.timeline, At(0).day(), At(2 * HOUR), None);
    }
    let drawn = |state| {
        let incidents = vec![incident("s/web", Status::PartialOutage, state)];
        let public = fold_of(&estate(), &records, &incidents, 1, At(2 * HOUR));
        Public { incidents: Arc::new(incidents), ..public }
    };
    let open = drawn(State::Monitoring);
    let [database, web] = [0, 1].map(|at| open.components().nth(at).unwrap().clone());
    assert_eq!(
        (database.status, web.status, web.since),
        (Status::Operational, Status::PartialOutage, At(HOUR))
    );
    assert_eq!(web.affecting.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Odd prices"]);
    assert_eq!((open.systems[0].groups[0].status, open.systems[0].status), (web.status, web.status));
    assert_eq!((web.measured, web.clocks().up), (Status::Operational, 2 * HOUR));
    let live = open.live();
    assert_eq!((live.headline.as_str(), live.incidents[0].affects), ("Web is partly down.", true));
    let over = drawn(State::Resolved);
    assert_eq!((over.systems[0].status, over.live().incidents.len()), (Status::Operational, 0));
}

#[test]
fn an_incident_without_effect_leaves_the_statuses_and_is_told() {
    for (component, status) in [("s/web", Status::Operational), ("s/gone", Status::MajorOutage)] {
        let incidents = vec![incident(component, status, State::Investigating)];
        let records = ["s/db", "s/web"].map(|id| (id.to_string(), record(&[(0, Status::Operational)])));
        let public = fold_of(&estate(), &BTreeMap::from(records), &incidents, 1, At(2 * HOUR));
        let live = Public { incidents: Arc::new(incidents), ..public }.live();
        assert_eq!(live.headline, "All systems are operational.");
        assert_eq!((live.incidents.len(), live.incidents[0].affects), (1, false));
    }
}
