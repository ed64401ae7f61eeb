//! Subscribers: who is kept, who is told, by which link, until when, and what the audit log does not say.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::records::notices::State;
use model::notice::{Choice, Event, Message, What};
use model::time::{DAY, HOUR};

const NOW: At = At(1_000 * DAY);

fn new(address: &str, seed: u8) -> NewSubscriber {
    let way = Way::email(address).unwrap();
    let (confirm, manage) = ([seed; 32], [seed + 100; 32]);
    let expires = NOW + DAY;
    NewSubscriber { way, wish: Wish::default(), salt: [seed; 16], confirm, manage, expires }
}

fn notice(to: &Subscriber, key: &str) -> NewNotice {
    let event = Event {
        what: What::Confirm,
        about: to.receiver(),
        at: NOW,
        severity: None,
        components: Vec::new(),
        public: true,
    };
    let (title, said, others) = ("Please confirm".into(), Vec::new(), Vec::new());
    let message = Message { event, title, state: None, said, path: "/".into(), others };
    NewNotice { key: key.into(), to: to.receiver(), made: NOW, due: NOW, gather: None, message }
}

/// Subscribes, and gives who that is.
fn subscribe(records: &mut Records, new: &NewSubscriber) -> Subscriber {
    let asked = records.subscribe(new, NOW, |asked| match asked {
        Asked::ToConfirm(it) | Asked::Known(it) => Some(notice(it, &format!("confirm/{}", it.id))),
        Asked::Full => None,
    });
    match asked.unwrap() {
        Asked::ToConfirm(found) | Asked::Known(found) => found,
        Asked::Full => panic!("full"),
    }
}

fn wish(component: &str) -> Wish {
    Wish { choice: Choice { components: vec![component.into()], ..Choice::default() }, ..Wish::default() }
}

#[test]
fn nobody_is_told_who_has_not_confirmed_by_a_link_that_works_once_and_ends() {
    let mut records = Records::memory().unwrap();
    let ada = subscribe(&mut records, &new("ada@example.org", 1));
    assert!(!ada.is_told() && records.subscription(&[101; 32]).unwrap().is_none());
    assert_eq!(records.notices(None, None, 10).unwrap()[0].to, ada.receiver());
    assert_eq!(records.confirm(&[2; 32], NOW).unwrap(), None);
    assert_eq!(records.confirm(&[1; 32], NOW + DAY).unwrap(), None);
    assert!(records.unconfirmed(&[1; 32], NOW + DAY - 1).unwrap().is_some());
    assert!(records.confirm(&[1; 32], NOW + HOUR).unwrap().unwrap().is_told());
    assert_eq!(records.confirm(&[1; 32], NOW + HOUR).unwrap(), None);
    let found = records.subscription(&[101; 32]).unwrap().unwrap();
    assert_eq!((found.id, found.confirmed), (ada.id, Some(NOW + HOUR)));
    assert_eq!(records.subscriber(ada.id).unwrap(), Some((found, [1; 16])));
}

#[test]
fn who_asks_for_an_address_changes_nothing_of_whoever_has_confirmed_it() {
    let mut records = Records::memory().unwrap();
    let first = subscribe(&mut records, &new("ada@example.org", 1));
    let again = NewSubscriber { wish: wish("shop"), ..new("ada@EXAMPLE.org", 2) };
    let again = subscribe(&mut records, &again);
    assert_eq!((again.id, &again.wish), (first.id, &wish("shop")));
    // The link that was sent first still works, and the second one was never made.
    assert_eq!(records.confirm(&[2; 32], NOW).unwrap(), None);
    assert_eq!(records.confirm(&[1; 32], NOW).unwrap().unwrap().wish, wish("shop"));
    let third = NewSubscriber { wish: wish("bank"), ..new("ada@example.org", 3) };
    let asked = records.subscribe(&third, NOW, |_| None).unwrap();
    assert!(matches!(&asked, Asked::Known(known) if known.wish == wish("shop")), "{asked:?}");
    assert_eq!(records.subscribers(None, 10).unwrap().len(), 1);
}

#[test]
fn who_unsubscribes_is_forgotten_with_what_waits_for_them() {
    let mut records = Records::memory().unwrap();
    let ada = subscribe(&mut records, &new("ada@example.org", 1));
    records.confirm(&[1; 32], NOW).unwrap();
    assert!(records.change_subscription(&[101; 32], &wish("shop/db"), NOW).unwrap());
    assert_eq!(records.subscription(&[101; 32]).unwrap().unwrap().wish, wish("shop/db"));
    assert!(!records.unsubscribe(&[1; 32], NOW).unwrap());
    assert!(records.unsubscribe(&[101; 32], NOW).unwrap());
    assert!(!records.unsubscribe(&[101; 32], NOW).unwrap());
    assert_eq!(records.notices(Some(State::Waiting), None, 10).unwrap(), []);
    let dropped = records.notices(Some(State::Dropped), None, 10).unwrap();
    let why: Vec<_> = dropped.iter().flat_map(|it| &it.attempts).map(|it| it.detail.as_str()).collect();
    assert_eq!((dropped.len(), why), (1, vec!["they have unsubscribed"]));
    assert_eq!(records.notice_counts().unwrap(), (0, 0), "nothing of it has failed");
    let bob = subscribe(&mut records, &new("bob@example.org", 2));
    assert!(bob.id > ada.id, "a number is given twice");
    assert!(records.remove_subscriber(bob.id, &Actor::Console, NOW).unwrap());
    assert!(!records.remove_subscriber(bob.id, &Actor::Console, NOW).unwrap());
    assert_eq!(records.subscribers(None, 10).unwrap(), []);
}

#[test]
fn the_audit_log_tells_each_change_and_no_address() {
    let mut records = Records::memory().unwrap();
    subscribe(&mut records, &new("ada@example.org", 1));
    records.confirm(&[1; 32], NOW).unwrap();
    records.change_subscription(&[101; 32], &Wish::default(), NOW).unwrap();
    records.unsubscribe(&[101; 32], NOW).unwrap();
    let log = records.audit(None, 10).unwrap();
    let actions: Vec<_> = log.iter().rev().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["subscriber.confirmed", "subscriber.changed", "subscriber.unsubscribed"]);
    assert!(!format!("{log:?}").contains("example"), "{log:?}");
    assert_eq!(log[0].actor, Actor::Subscriber("1".into()));
}

#[test]
fn links_that_nobody_followed_are_forgotten_when_they_have_ended() {
    let mut records = Records::memory().unwrap();
    subscribe(&mut records, &new("ada@example.org", 1));
    subscribe(&mut records, &new("bob@example.org", 2));
    records.confirm(&[2; 32], NOW).unwrap();
    assert_eq!(records.forget_unconfirmed(NOW + DAY - 1).unwrap(), 0);
    assert_eq!(records.forget_unconfirmed(NOW + DAY).unwrap(), 1);
    let left = records.subscribers(None, 10).unwrap();
    assert_eq!(left.iter().map(|it| it.way.address()).collect::<Vec<_>>(), ["bob@example.org"]);
}

#[test]
fn where_nothing_arrives_for_days_nothing_more_is_sent_until_it_is_wished_again() {
    let mut records = Records::memory().unwrap();
    let hook = NewSubscriber { way: Way::webhook("https://example.org/x").unwrap(), ..new("x@y.example", 1) };
    let id = subscribe(&mut records, &hook).id;
    records.confirm(&[1; 32], NOW).unwrap();
    let told = |records: &mut Records| records.subscriber(id).unwrap().unwrap().0;
    records.note_arrival(id, Some("503"), NOW).unwrap();
    records.note_arrival(id, None, NOW + DAY).unwrap();
    records.note_arrival(id, Some("503"), NOW + 2 * DAY).unwrap();
    records.note_arrival(id, Some("503"), NOW + 2 * DAY + PATIENCE - 1).unwrap();
    assert!(told(&mut records).is_told());
    records.note_arrival(id, Some("it answers 503"), NOW + 2 * DAY + PATIENCE).unwrap();
    assert_eq!(told(&mut records).disabled.as_deref(), Some("it answers 503"));
    let counts = records.count_subscribers().unwrap();
    let webhooks = counts.iter().find(|count| count.kind == WayKind::Webhook).unwrap();
    assert_eq!((webhooks.told, webhooks.unconfirmed, webhooks.disabled), (0, 0, 1));
    assert!(records.change_subscription(&[101; 32], &Wish::default(), NOW).unwrap());
    assert!(told(&mut records).is_told());
}

fn browser(at: &str, key: char, seed: u8) -> NewSubscriber {
    let key = key.to_string().repeat(87);
    let way = Way::push(&format!("https://push.example/{at}"), &key, &"s".repeat(22)).unwrap();
    NewSubscriber { way, ..new("x@y.example", seed) }
}

fn enter(records: &mut Records, new: &NewSubscriber, at: At) -> Asked {
    records.subscribe_browser(new, at, |it| notice(it, &format!("confirm/{}/{at}", it.id))).unwrap()
}

#[test]
fn a_browser_is_told_when_a_message_has_arrived_and_nobody_takes_its_place_without_its_keys() {
    let mut records = Records::memory().unwrap();
    assert!(matches!(enter(&mut records, &browser("a", 'k', 1), NOW), Asked::ToConfirm(_)));
    assert_eq!(records.told_subscribers().unwrap(), []);
    assert_eq!(records.due_notices(NOW, 9, &Default::default()).unwrap().len(), 1);
    records.confirm(&[1; 32], NOW).unwrap().unwrap();
    let again = NewSubscriber { wish: wish("shop"), ..browser("a", 'k', 2) };
    assert!(matches!(enter(&mut records, &again, NOW + HOUR), Asked::Known(it) if it.id == 1));
    let other = NewSubscriber { wish: wish("bank"), ..browser("a", 'x', 3) };
    assert_eq!(enter(&mut records, &other, NOW + HOUR), Asked::Full);
    let told = records.told_subscribers().unwrap();
    assert_eq!((told.len(), &told[0].wish, told[0].confirmed), (1, &wish("shop"), Some(NOW)));
    assert!(records.subscription(&[101; 32]).unwrap().is_some(), "its links stay");
}

#[test]
fn a_browser_that_has_proved_nothing_keeps_nobody_out() {
    let mut records = Records::memory().unwrap();
    enter(&mut records, &browser("a", 'x', 1), NOW);
    enter(&mut records, &browser("a", 'k', 2), NOW);
    assert_eq!(records.confirm(&[1; 32], NOW).unwrap(), None, "the links of the first have ended");
    assert_eq!(records.confirm(&[2; 32], NOW).unwrap().unwrap().way, browser("a", 'k', 2).way);
    enter(&mut records, &browser("b", 'k', 3), NOW);
    assert_eq!(records.forget_unconfirmed(NOW + DAY).unwrap(), 1);
}

#[test]
fn a_browser_that_moves_stays_who_it_is_and_proves_it_anew() {
    let mut records = Records::memory().unwrap();
    let [a, b, c, forged] = [("a", 'k'), ("b", 'l'), ("c", 'm'), ("a", 'x')]
        .map(|(at, key)| browser(at, key, at.as_bytes()[0] - 96));
    for (new, confirm) in [(&a, [1; 32]), (&c, [3; 32])] {
        enter(&mut records, new, NOW);
        records.confirm(&confirm, NOW).unwrap().unwrap();
    }
    let mut moved = |was: &NewSubscriber, is: &NewSubscriber| {
        let proof = |it: &Subscriber, salt: &[u8; 16]| {
            assert_eq!(salt, &[1; 16]);
            Proof { confirm: [9; 32], notice: notice(it, "proof"), expires: NOW + DAY }
        };
        records.move_browser(&was.way, &is.way, NOW, proof).unwrap()
    };
    assert!(!moved(&forged, &b), "without its keys");
    assert!(!moved(&a, &c), "where another one is");
    assert!(moved(&a, &b));
    assert!(!moved(&a, &b), "twice");
    assert_eq!(records.told_subscribers().unwrap().len(), 1);
    assert_eq!(records.confirm(&[1; 32], NOW).unwrap(), None, "by what it proved before");
    records.confirm(&[9; 32], NOW).unwrap().unwrap();
    let moved = records.subscription(&[101; 32]).unwrap().unwrap();
    assert_eq!((moved.way == b.way, moved.confirmed), (true, Some(NOW)));
}
