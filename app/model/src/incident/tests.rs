#![allow(clippy::unwrap_used)]

use super::*;
use crate::time::{DAY, HOUR, MINUTE};
use proptest::prelude::*;
use proptest::sample::select;

fn ada() -> Actor {
    Actor::Member("ada".into())
}

fn declaration(publish: bool) -> Declaration {
    let impacts = vec![Impact { component: "s/db".into(), status: Status::MajorOutage }];
    let evidence = vec![];
    Declaration {
        title: "Down".into(),
        severity: Severity::P2,
        impacts,
        publish,
        text: "Looking".into(),
        evidence,
    }
}

/// An incident that began at minute 0.
fn incident() -> Incident {
    Incident::declare("x".into(), At(0), None, Actor::Component("s/db".into()), declaration(true)).unwrap()
}

fn update(state: State) -> Step {
    Step::Update(Update { state, text: format!("it is {state}"), impacts: vec![], next_minutes: None })
}

fn resolve() -> Step {
    Step::Resolve { text: "It is over".into() }
}

/// The incident after these steps, each at its minute.
fn after(steps: &[(i64, Step)]) -> Result<Incident, Refusal> {
    steps.iter().try_fold(incident(), |incident, (minute, step)| {
        incident.with(At(minute * MINUTE), None, ada(), step.clone())
    })
}

fn states(incident: &Incident) -> Vec<State> {
    incident.told.iter().map(|told| told.state).collect()
}

#[test]
fn an_incident_goes_from_investigating_to_postmortem() {
    let postmortem = Step::Postmortem { text: "# What happened".into(), publish: true };
    let over = after(&[
        (5, update(State::Identified)),
        (9, update(State::Monitoring)),
        (20, resolve()),
        (60, postmortem),
    ]);
    let over = over.unwrap();
    assert_eq!((over.state, over.version()), (State::Postmortem, 5));
    assert_eq!(states(&over), [State::Investigating, State::Identified, State::Monitoring, State::Resolved]);
    assert_eq!((over.time_to_acknowledge(), over.time_to_resolve()), (Some(5 * MINUTE), Some(20 * MINUTE)));
    assert_eq!(over.impact("s/db"), Some(Status::Operational));
    let spans: Vec<_> =
        over.impacts["s/db"].spans(At(0), At(HOUR)).map(|span| (span.millis(), span.state)).collect();
    assert_eq!(spans, [(20 * MINUTE, Status::MajorOutage), (40 * MINUTE, Status::Operational)]);
}

#[test]
fn what_does_not_fit_is_refused_with_the_remedy() {
    let late = |step| after(&[(20, resolve()), (21, step)]).unwrap_err().to_string();
    assert_eq!(late(update(State::Monitoring)), "It is resolved. To make it monitoring, reopen it.");
    assert_eq!(late(Step::Acknowledge), "It is over. Reopen it first.");
    let early = |step| after(&[(21, step)]).unwrap_err().to_string();
    assert_eq!(early(update(State::Resolved)), "It is investigating. To make it resolved, resolve it.");
    assert_eq!(early(Step::Publish), "Visitors see it already.");
    assert_eq!(
        early(Step::EditUpdate { update: 7, text: "x".into() }),
        "Entry 7 is no update of this incident."
    );
    assert_eq!(early(Step::Merge { into: "x".into() }), "It cannot be a part of itself.");
    assert_eq!(early(Step::Note { text: " ".into() }), "`text` is empty. Fill it in.");
    let merged = after(&[(3, Step::Merge { into: "y".into() }), (4, resolve())]).unwrap_err();
    assert_eq!(merged.to_string(), "It is a part of y. Do that there.");
}

#[test]
fn an_edit_replaces_the_words_and_keeps_what_was_said() {
    let edit = Step::EditUpdate { update: 2, text: "It is the disk".into() };
    let edited = after(&[(5, update(State::Identified)), (8, edit)]).unwrap();
    assert_eq!(
        (edited.told[1].text.as_str(), edited.told[1].edited),
        ("It is the disk", Some(At(8 * MINUTE)))
    );
    assert!(edited.entries.iter().any(|entry| entry.step == update(State::Identified)));
}

#[test]
fn what_is_told_afterwards_stands_where_it_happened() {
    let now = after(&[(5, update(State::Identified)), (30, update(State::Monitoring))]).unwrap();
    let backfill = |minute: i64, step| now.with(At(HOUR), Some(At(minute * MINUTE)), ada(), step);
    let told = backfill(10, update(State::Investigating)).unwrap();
    assert_eq!(
        states(&told),
        [State::Investigating, State::Identified, State::Investigating, State::Monitoring]
    );
    assert_eq!(
        (told.state, told.version(), told.newest().unwrap().happened),
        (State::Monitoring, 4, At(10 * MINUTE))
    );
    assert_eq!(
        backfill(61, resolve()).unwrap_err().to_string(),
        "1970-01-01T01:01:00Z has not come yet. Give an instant in the past, or none."
    );
    assert!(backfill(-1, resolve()).unwrap_err().to_string().contains("began at 1970-01-01T00:00:00Z"));
    assert_eq!(
        backfill(10, resolve()).unwrap_err().to_string(),
        "Entry 4 cannot stand before the update of 1970-01-01T00:30:00Z: It is resolved. To make it monitoring, reopen it."
    );
}

#[test]
fn what_is_due_follows_the_policy() {
    let level = |number, minutes, until| Level {
        number,
        who: String::new(),
        after: Some(minutes * MINUTE),
        until,
        severities: Severity::ALL.into(),
        channels: vec![],
    };
    let levels = vec![level(1, 15, Until::Acknowledged), level(2, 30, Until::Resolved)];
    let policy = Policy { levels, ..Policy::default() };
    let due = |incident: &Incident| -> Vec<_> {
        due(incident, &policy, &|_, _| 0).into_iter().map(|due| (due.at.0 / MINUTE, due.duty)).collect()
    };
    let (first, second) = ((15, Duty::Escalate(1)), (30, Duty::Escalate(2)));
    assert_eq!(due(&incident()), [first, second, (60, Duty::Acknowledge)]);
    let promise = Step::Update(Update {
        state: State::Identified,
        text: "x".into(),
        impacts: vec![],
        next_minutes: Some(20),
    });
    let answered = after(&[(12, promise)]).unwrap();
    assert_eq!(due(&answered), [second, (32, Duty::Update)]);
    let followed = Step::FollowUp { text: "Add a disk".into(), owner: None, due: Some(At(DAY)) };
    let over = after(&[(40, followed.clone()), (50, resolve())]).unwrap();
    assert_eq!(due(&over), [(24 * 60, Duty::FollowUp(2)), (50 + 48 * 60, Duty::Postmortem)]);
    let done = after(&[(40, followed), (41, Step::FollowedUp { follow_up: 2 })]).unwrap();
    assert_eq!(due(&done).len(), 3, "only what is open is due");
}

/// Any step, possible or not.
fn step() -> impl Strategy<Value = Step> {
    let status =
        select(vec![Status::Operational, Status::Degraded, Status::PartialOutage, Status::MajorOutage]);
    let component = select(vec!["s/db", "s/web"]).prop_map(String::from);
    let impacts = (component, status).prop_map(|(component, status)| vec![Impact { component, status }]);
    let updates = (select(State::ALL.to_vec()), impacts.clone(), proptest::option::of(1u32..60));
    let updates = updates.prop_map(|(state, impacts, next_minutes)| {
        Step::Update(Update { state, text: "words".into(), impacts, next_minutes })
    });
    let evidence = any::<bool>().prop_map(|firing| {
        Step::Evidence(Evidence {
            source: "s/db".into(),
            firing,
            since: At(1),
            text: "seen".into(),
            runbook: None,
            labels: Default::default(),
        })
    });
    let some = |step: Step| Just(step).boxed();
    let text = || String::from("words");
    prop_oneof![
        4 => updates,
        2 => some(resolve()),
        2 => impacts.clone().prop_map(move |impacts| Step::Reopen { text: text(), impacts }),
        1 => impacts.prop_map(|impacts| Step::Absorb { incident: "y".into(), impacts }),
        1 => evidence,
        1 => (1u32..12).prop_map(move |update| Step::EditUpdate { update, text: text() }),
        1 => (1u8..4).prop_map(|level| Step::Escalate { level }),
        1 => any::<bool>().prop_map(move |publish| Step::Postmortem { text: text(), publish }),
        1 => select(Severity::ALL.to_vec()).prop_map(|severity| Step::ChangeSeverity { severity }),
        3 => select(vec![
            Step::Publish, Step::Acknowledge, Step::Assign { to: "bob".into() }, Step::Note { text: text() },
            Step::HandOver { to: "eve".into(), text: String::new() }, Step::Merge { into: "z".into() },
            Step::FollowUp { text: text(), owner: None, due: None }, Step::FollowedUp { follow_up: 3 },
        ]),
    ]
}

/// Steps, each some minutes after the one before it and telling of something that many minutes ago.
fn steps() -> impl Strategy<Value = Vec<(i64, i64, Step)>> {
    prop::collection::vec((0i64..20, prop_oneof![3 => Just(0i64), 1 => 0i64..90], step()), 0..30)
}

/// The incident after those of the steps that it takes.
fn accepted(publish: bool, steps: Vec<(i64, i64, Step)>) -> Incident {
    let begun = Incident::declare("x".into(), At(0), None, ada(), declaration(publish)).unwrap();
    let (incident, _) = steps.into_iter().fold((begun, 0), |(incident, minute), (gap, ago, step)| {
        let minute = minute + gap;
        let happened = (ago > 0).then_some(At((minute - ago) * MINUTE));
        (incident.with(At(minute * MINUTE), happened, ada(), step).unwrap_or(incident), minute)
    });
    incident
}

proptest! {
    #[test]
    fn an_incident_is_the_same_when_it_is_read_back(publish: bool, steps in steps(), turned in 0usize..30) {
        let incident = accepted(publish, steps);
        let mut entries = incident.entries.clone();
        let turned = turned % entries.len();
        entries.rotate_left(turned);
        prop_assert_eq!(Incident::replay("x".into(), entries), Some(incident));
    }

    #[test]
    fn no_state_is_left_for_one_that_it_does_not_lead_to(publish: bool, steps in steps()) {
        let incident = accepted(publish, steps);
        let mut states = vec![State::Investigating];
        for until in 1..=incident.entries.len() {
            let part = incident.entries[..until].to_vec();
            states.push(Incident::replay("x".into(), part).unwrap().state);
        }
        prop_assert!(states.windows(2).all(|pair| pair[0].leads_to(pair[1])), "{:?}", states);
        prop_assert_eq!(incident.resolved.is_some(), !incident.state.is_open());
        prop_assert!(!incident.state.is_open() || incident.postmortem.published.is_none() || states.contains(&State::Postmortem));
    }

    #[test]
    fn entries_stand_in_the_order_in_which_things_happened(publish: bool, steps in steps()) {
        let incident = accepted(publish, steps);
        prop_assert!(incident.entries.is_sorted_by_key(|entry| (entry.happened, entry.number)));
        prop_assert!(incident.told.is_sorted_by_key(|told| told.happened));
        let numbers: std::collections::BTreeSet<_> = incident.entries.iter().map(|entry| entry.number).collect();
        prop_assert_eq!(numbers, (1..=incident.version()).collect());
        prop_assert!(incident.entries.iter().all(|entry| entry.happened <= entry.at));
    }

    #[test]
    fn what_is_over_affects_nothing_and_promises_nothing(publish: bool, steps in steps()) {
        let incident = accepted(publish, steps);
        if incident.merged.is_some() {
            prop_assert!(incident.impacts.keys().all(|id| incident.impact(id) == Some(Status::Operational)));
        }
        prop_assert!(incident.is_open() || incident.promised.is_none());
    }

    #[test]
    fn what_begins_later_is_due_later(later in 0i64..10 * DAY, severity in select(Severity::ALL.to_vec())) {
        let begun = |at| {
            let declared = Declaration { severity, ..declaration(true) };
            Incident::declare("x".into(), At(at), None, ada(), declared).unwrap()
        };
        let hours = Hours { zone: String::new(), days: [true, true, false, true, true, false, false], from: 480, to: 960 };
        let mut policy = Policy { hours: Some(hours), ..Policy::default() };
        policy.responses[3].always = false;
        let at = |start| due(&begun(start), &policy, &|_, _| HOUR).first().map(|due| due.at);
        prop_assert!(at(0) <= at(later) && at(later) >= Some(At(later)));
    }
}
