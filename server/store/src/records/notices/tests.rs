#![allow(clippy::unwrap_used)]

use super::*;
use crate::records::incidents::Maker;
use model::estate::Estate;
use model::incident::{Declaration, Severity, Step};
use model::member::Actor;
use model::notice::{Event, What, of_change};
use model::time::{DAY, MINUTE};
use std::collections::BTreeSet;

/// A notice to `to`: what happened to `about`.
fn notice(to: &str, about: &str, what: What, minute: i64) -> NewNotice {
    let at = At(minute * MINUTE);
    let about_it = format!("incident/{about}");
    let event = Event { what, about: about_it, at, severity: None, components: vec![], public: true };
    let message = Message {
        event,
        title: about.into(),
        state: None,
        said: vec![],
        path: format!("/incidents/{about}"),
        others: vec![],
    };
    let key = format!("incident/{about}/{minute}/{to}");
    NewNotice { key, to: to.into(), made: at, due: at, gather: None, message }
}

/// All that is due at an instant while no receiver is busy.
fn take(records: &mut Records, now: i64) -> Vec<Waiting> {
    records.due_notices(At(now), 9, &BTreeSet::new()).unwrap()
}

fn due(records: &mut Records, minute: i64) -> Vec<(String, String)> {
    let due = take(records, minute * MINUTE);
    due.into_iter()
        .map(|it| (it.to, format!("{} {}", it.message.title, it.message.event.what.slug())))
        .collect()
}

fn pairs<const N: usize>(wanted: [(&str, &str); N]) -> Vec<(String, String)> {
    wanted.map(|(to, what)| (to.into(), what.into())).into()
}

#[test]
fn a_key_is_kept_once() {
    let mut records = Records::memory().unwrap();
    let it = notice("channel:a", "x", What::Declared, 1);
    assert_eq!(records.put_notices(&[it.clone(), it.clone()]).unwrap(), 1);
    assert_eq!(records.put_notices(&[it]).unwrap(), 0);
    assert_eq!(records.heard("incident/x").unwrap(), ["channel:a"]);
}

#[test]
fn a_lane_goes_on_only_when_its_first_is_done_and_other_lanes_do_not_wait_for_it() {
    let mut records = Records::memory().unwrap();
    let put = [
        notice("channel:a", "x", What::Declared, 1),
        notice("channel:a", "x", What::Resolved, 2),
        notice("channel:a", "y", What::Declared, 3),
        notice("channel:b", "x", What::Declared, 4),
    ];
    records.put_notices(&put).unwrap();
    let (x, y) = (("channel:a", "x declared"), ("channel:a", "y declared"));
    let b = ("channel:b", "x declared");
    assert_eq!(due(&mut records, 5), pairs([x, b]), "of each receiver one");
    let first = take(&mut records, MINUTE).remove(0);
    records.attempt(first.id, (At(5 * MINUTE), 7), (Ending::Again(At(9 * MINUTE)), "refused")).unwrap();
    assert_eq!(due(&mut records, 8), pairs([y, b]), "the end waits for the beginning");
    let busy = BTreeSet::from(["channel:a".to_string()]);
    assert_eq!(records.due_notices(At(DAY), 9, &busy).unwrap().len(), 1, "what is busy gets nothing");
    records.attempt(first.id, (At(9 * MINUTE), 7), (Ending::Sent, "ok")).unwrap();
    assert_eq!(due(&mut records, 9)[0], ("channel:a".into(), "x resolved".into()));
    assert_eq!(due(&mut records, 1), [], "nothing is due before its time");
    let listed = records.notices(Some(State::Sent), None, 9).unwrap();
    let attempts: Vec<_> =
        listed[0].attempts.iter().map(|it| (it.outcome.as_str(), it.detail.as_str())).collect();
    assert_eq!(attempts, [("again", "refused"), ("sent", "ok")]);
    assert_eq!(records.notice_counts().unwrap(), (3, 0));
}

#[test]
fn what_waits_is_folded_and_says_with_what_it_was_told() {
    let mut records = Records::memory().unwrap();
    let put = [What::Declared, What::Updated, What::Updated, What::Resolved];
    let put: Vec<_> = (1..).zip(put).map(|(minute, what)| notice("channel:a", "x", what, minute)).collect();
    records.put_notices(&put).unwrap();
    let sent = take(&mut records, DAY);
    assert_eq!((sent.len(), sent[0].key.as_str()), (1, "incident/x/3/channel:a"));
    assert_eq!(sent[0].message.event.what, What::Declared);
    let states: Vec<_> =
        records.notices(None, None, 9).unwrap().iter().map(|it| (it.state, it.within)).collect();
    let folded = |within| (State::Folded, Some(within));
    assert_eq!(states, [(State::Waiting, None), (State::Waiting, None), folded(3), folded(2)]);
    assert_eq!(take(&mut records, DAY), sent, "it stays what it is until it is done");
}

#[test]
fn what_began_together_is_told_once_and_its_ends_follow_in_the_same_lane() {
    let mut records = Records::memory().unwrap();
    let gathered = |about, minute| NewNotice {
        gather: Some(At((minute - 2) * MINUTE)),
        due: At((minute + 2) * MINUTE),
        ..notice("channel:a", about, What::Declared, minute)
    };
    records
        .put_notices(&[gathered("x", 1), gathered("y", 2), gathered("z", 3), gathered("late", 9)])
        .unwrap();
    records.put_notices(&[notice("channel:a", "y", What::Resolved, 3)]).unwrap();
    let sent = take(&mut records, 4 * MINUTE);
    assert_eq!(sent.len(), 1, "{sent:?}");
    let others: Vec<_> = sent[0].message.others.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(others, ["y", "z"]);
    records.attempt(sent[0].id, (At(0), 0), (Ending::Sent, "ok")).unwrap();
    let over = take(&mut records, 4 * MINUTE);
    assert_eq!((over[0].message.title.as_str(), over[0].still), ("y", 2));
    assert_eq!(over[0].lane, sent[0].lane);
}

#[test]
fn a_receiver_that_asks_for_time_gets_it_for_all_of_its_notices() {
    let mut records = Records::memory().unwrap();
    let put = ["channel:a", "channel:b"].map(|to| notice(to, "x", What::Declared, 1));
    records.put_notices(&put).unwrap();
    records.hold_notices("channel:a", At(8 * MINUTE)).unwrap();
    assert_eq!(due(&mut records, 7), pairs([("channel:b", "x declared")]));
    assert_eq!(due(&mut records, 8).len(), 2);
}

#[test]
fn what_is_done_with_is_forgotten_and_what_waits_is_not() {
    let mut records = Records::memory().unwrap();
    let put = [What::Declared, What::Updated].map(|what| notice("channel:a", "x", what, what as i64));
    records.put_notices(&put).unwrap();
    let sent = take(&mut records, DAY).remove(0);
    records.forget_notices(At(DAY)).unwrap();
    assert_eq!(records.notices(None, None, 9).unwrap().len(), 1);
    records.attempt(sent.id, (At(DAY), 1), (Ending::Failed, "given up")).unwrap();
    records.forget_notices(At(DAY)).unwrap();
    assert_eq!(records.notices(None, None, 9).unwrap(), []);
}

#[test]
fn a_change_and_its_notices_are_kept_together_or_not_at_all() {
    let tell = |change: &Change<'_>| -> Vec<NewNotice> {
        let message = of_change(change.incident, &Estate::default()).into_iter();
        let heard = change.heard.len();
        message
            .map(|message| NewNotice {
                key: format!("{}/{}", message.event.about, change.incident.version()),
                message: Message { title: format!("{} after {heard}", message.event.what.slug()), ..message },
                ..notice("channel:a", "x", What::Test, 0)
            })
            .collect()
    };
    let mut records = Records::memory().unwrap().telling(Teller::new(tell));
    let maker = |minute| Maker::new(At(minute * MINUTE), Actor::Console);
    let declaration = || Declaration {
        title: "Down".into(),
        severity: Severity::P1,
        impacts: vec![],
        publish: true,
        text: String::new(),
        evidence: vec![],
    };
    let resolve = || Step::Resolve { text: "over".into() };
    let part = records.declare(&maker(0), declaration()).unwrap().unwrap();
    let whole = records.declare(&maker(1), declaration()).unwrap().unwrap();
    records.step(&whole.id, None, &maker(2), resolve()).unwrap().unwrap();
    records.step(&whole.id, None, &maker(3), resolve()).unwrap().unwrap_err();
    records.merge(&part.id, None, &whole.id, &maker(4)).unwrap().unwrap_err();
    records.follow("alert", &maker(5), |_| vec![Step::Declare(declaration())]).unwrap();
    let mut told: Vec<_> =
        records.notices(None, None, 9).unwrap().into_iter().map(|it| it.message.title).collect();
    told.reverse();
    assert_eq!(told, ["declared after 0", "declared after 0", "resolved after 1", "declared after 0"]);
}
