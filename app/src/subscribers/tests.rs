//! The pages as HTML: what is chosen, what is hidden, what is said.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::page::Page;
use crate::status::sample::html;
use model::incident::Severity;
use model::member::Role;
use model::notice::{Choice, Topic};
use model::subscriber::{Pace, Quiet, Subscriber, Timing, Way, Wish};
use model::time::At;
use wish::{Part, WishForm};

fn drawn(page: SubscribersPage) -> String {
    html(&Page::Subscribers(page))
}

fn parts() -> Vec<Part> {
    let components = vec![("shop/db".into(), "Database".into()), ("shop/web".into(), "Web".into())];
    vec![Part { id: "shop".into(), name: "Shop".into(), components }]
}

fn wish() -> Wish {
    let quiet = Some(Quiet { from: 22 * 60, to: 7 * 60 + 30 });
    let timing = Timing { zone: "Europe/Berlin".into(), pace: Pace::Daily, quiet, urgent: false };
    let choice = Choice {
        components: vec!["shop/db".into()],
        topics: vec![Topic::Update],
        severities: vec![Severity::P1],
        internal: false,
    };
    Wish { choice, timing, ..Wish::default() }
}

fn subscriber(way: Way) -> Subscriber {
    let at = Some(At(0));
    Subscriber { id: 7, way, wish: wish(), made: At(0), confirmed: at, failing: None, disabled: None }
}

/// The tags of inputs that are chosen, by `name=value`.
fn chosen(html: &str) -> Vec<String> {
    let inputs = html.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    let value = |tag: &str, key: &str| {
        tag.split(&format!("{key}=\"")).nth(1).map(|it| it.split('"').next().unwrap().to_owned())
    };
    inputs
        .filter(|tag| tag.contains("checked"))
        .map(|tag| format!("{}={}", value(tag, "name").unwrap(), value(tag, "value").unwrap()))
        .collect()
}

fn subscribe(ways: Vec<WayKind>, wish: &Wish) -> String {
    let wish = WishForm::of(wish);
    let (address, problem) = (String::new(), None);
    let push = ways.contains(&WayKind::Push).then(|| "BPk3y".into());
    let page = SubscribePage { ways, push, parts: parts(), wish, address, problem, listed: true };
    drawn(SubscribersPage::Subscribe(Box::new(page)))
}

#[test]
fn the_form_offers_what_messages_can_be_sent_by() {
    let both = subscribe(vec![WayKind::Email, WayKind::Webhook], &Wish::default());
    assert!(both.contains("or the https:// address of a webhook") && both.contains(r#"action="/subscribe""#));
    assert!(subscribe(vec![WayKind::Email], &Wish::default()).contains(r#"type="email""#));
    let none = subscribe(vec![], &Wish::default());
    assert!(none.contains("This site sends no messages") && !none.contains("<form"));
}

#[test]
fn a_browser_that_cannot_show_messages_is_offered_none() {
    let both = subscribe(vec![WayKind::Email, WayKind::Push], &Wish::default());
    assert!(
        both.contains(r#"data-push-key="BPk3y""#)
            && both.contains(r#"later." hidden class="subscribers-push""#),
        "{both}"
    );
    assert!(both.contains(r#"<script type="module" src="/push.js"></script>"#));
    // The first button is what the Enter key stands for.
    assert!(
        both.find(">Subscribe</button>").unwrap() < both.find(r#"formaction="/subscribe/push""#).unwrap()
    );
    let alone = subscribe(vec![WayKind::Push], &Wish::default());
    assert!(!alone.contains(r#"name="address""#) && alone.contains("runs no scripts here"), "{alone}");
    assert!(!subscribe(vec![WayKind::Email], &Wish::default()).contains("push"));
}

#[test]
fn what_is_wished_is_what_is_chosen() {
    let all = chosen(&subscribe(vec![WayKind::Email], &Wish::default()));
    assert!(!all.iter().any(|it| it.starts_with("component=")), "{all:?}");
    assert_eq!(all.iter().filter(|it| it.starts_with("topic=")).count(), 3);
    assert_eq!(all.iter().filter(|it| it.starts_with("severity=")).count(), 4);
    assert!(all.contains(&"pace=at-once".into()) && all.contains(&"urgent=yes".into()));
    let html = subscribe(vec![WayKind::Email], &wish());
    assert_eq!(chosen(&html), ["component=shop/db", "topic=update", "severity=P1", "pace=daily", "lang=en"]);
    assert!(html.contains(r#"value="22:00""#) && html.contains(r#"value="07:30""#));
    assert!(html.contains("<details open"), "what is chosen can be seen");
}

#[test]
fn a_subscriber_sees_all_and_members_see_no_whole_address() {
    let way = Way::email("ada@example.org").unwrap();
    let page = PreferencesPage {
        secret: "s3cret".into(),
        subscriber: Subscriber { disabled: Some("answered 503".into()), ..subscriber(way.clone()) },
        parts: parts(),
        wish: WishForm::of(&wish()),
        signing: None,
        done: None,
        problem: None,
    };
    let html = drawn(SubscribersPage::Preferences(Box::new(page)));
    assert!(html.contains("ada@example.org") && html.contains("answered 503"));
    assert!(html.contains(r#"action="/subscriptions/s3cret/unsubscribe""#));
    assert!(html.contains(r#"<meta name="robots" content="noindex""#));
    let (counts, more) = (vec![(WayKind::Email, [1, 2, 3])], None);
    let list = ListPage { role: Role::Admin, counts, subscribers: vec![subscriber(way)], more };
    let html = drawn(SubscribersPage::List(list));
    assert!(html.contains("a...@example.org") && !html.contains("ada@"), "{html}");
    assert!(html.contains("Remove subscriber 7"));
}

#[test]
fn a_link_is_confirmed_by_a_button() {
    let page =
        ConfirmPage { secret: "s3cret".into(), way: WayKind::Email, address: "ada@example.org".into() };
    let html = drawn(SubscribersPage::Confirm(page));
    assert!(html.contains(r#"<form"#) && html.contains(r#"action="/subscribe/confirm/s3cret""#));
    assert!(drawn(SubscribersPage::Sent(86_400_000)).contains("1 d"));
}
