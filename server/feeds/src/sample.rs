//! A small estate for tests, and texts that mean something to some format.

use crate::Source;
use messages::{Lang, Locale, SOURCES};
use model::incident::{Severity, State, Told};
use model::maintenance::{When, Window};
use model::public::{
    Affecting, Neighbours, Public, PublicComponent, PublicGroup, PublicImpact, PublicIncident, PublicPlan,
    PublicSystem,
};
use model::status::Status;
use model::time::{At, DAY, Day, HOUR, MINUTE};
use model::uptime::{Clocks, DayRollup, Quantiles};
use std::sync::{Arc, LazyLock};

/// 20 Nov 2026, 23:09:39 UTC.
pub const NOW: At = At(1_795_216_179_000);

/// Texts that would be code, another field or no text at all if they were not escaped.
pub const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></text><foreignObject>",
    "a\r\nATTACH:http://x\r\nEND:VCALENDAR",
    "\u{0}\u{1}\u{8}\u{b}\u{1b}\u{7f}\u{85}\u{fffe}",
    "a;b,c\\n:d\\",
    "\u{202e}\u{1f525}\u{2028}&amp;&#0;",
];

/// What English has for words.
pub static ENGLISH: LazyLock<Locale> = LazyLock::new(|| Locale::of(Lang::En, SOURCES[0].1));

/// What German has for words.
pub static GERMAN: LazyLock<Locale> = LazyLock::new(|| Locale::of(Lang::De, SOURCES[1].1));

/// The site with these pictures.
pub fn source<'a>(public: &'a Public, plans: &'a [PublicPlan]) -> Source<'a> {
    Source { name: "Shop & status", url: "https://status.example.org", public, plans, locale: &ENGLISH }
}

/// The same in German.
pub fn german<'a>(public: &'a Public, plans: &'a [PublicPlan]) -> Source<'a> {
    Source { locale: &GERMAN, ..source(public, plans) }
}

/// The shop, whose database is down since 12 minutes ago, which an incident tells of.
pub fn public() -> Public {
    named("Database", "Orders fail")
}

/// The same with a component, its system and an incident called so.
pub fn named(name: &str, title: &str) -> Public {
    let mut db = component("shop/db", name);
    (db.status, db.since) = (Status::MajorOutage, NOW - 12 * MINUTE);
    db.affecting = vec![Affecting {
        incident: "2026-11-20-orders".into(),
        title: title.into(),
        status: Status::MajorOutage,
        since: NOW - 12 * MINUTE,
    }];
    let group = |components: Vec<PublicComponent>, id: &str| PublicGroup {
        id: id.into(),
        name: format!("{id} {name}"),
        status: Status::worst(components.iter().map(|it| it.status)),
        components,
    };
    let shop = PublicSystem {
        id: "shop".into(),
        name: name.into(),
        summary: title.into(),
        docs: None,
        status: Status::MajorOutage,
        groups: vec![group(vec![component("shop/web", "Web")], "front"), group(vec![db], "back")],
    };
    let incidents = vec![
        incident("2026-11-20-orders", name, title, true),
        incident("2026-11-01-slow", name, title, false),
    ];
    let incidents = Arc::new(incidents.into_iter().map(Arc::new).collect());
    Public { version: 7, at: NOW, systems: vec![shop], incidents, ..Public::default() }
}

/// Work in a window that begins an hour from now.
pub fn plan(title: &str) -> PublicPlan {
    PublicPlan {
        id: "shop/disks".into(),
        title: title.into(),
        components: vec![("shop/db".into(), "Database".into())],
        when: When::Once(Window { from: NOW + HOUR, to: NOW + 3 * HOUR }),
        made: NOW - DAY,
        changed: NOW - HOUR,
        sequence: 0,
        cancelled: false,
    }
}

fn component(id: &str, name: &str) -> PublicComponent {
    let day = |day: i64| DayRollup {
        day: Day(day),
        clocks: Clocks { up: DAY - 864_000, down: 864_000, ..Clocks::default() },
        worst: Status::MajorOutage,
        latency: Some(Quantiles { p50: 3_400, p95: 9_100, p99: 24_000 }),
    };
    PublicComponent {
        id: id.into(),
        name: name.into(),
        summary: format!("What {name} does."),
        docs: None,
        neighbours: Neighbours::default(),
        status: Status::Operational,
        since: NOW - 3 * DAY,
        measured: Status::Operational,
        affected_by: None,
        slo: None,
        affecting: Vec::new(),
        checked: Some(NOW - 20_000),
        latency: Some(3_400),
        days: (NOW.day().0 - 9..=NOW.day().0).map(day).collect(),
        maintenance_counts: false,
        troubles: Vec::new(),
        metrics: Vec::new(),
    }
}

fn incident(id: &str, name: &str, title: &str, open: bool) -> PublicIncident {
    let began = if open { NOW - 12 * MINUTE } else { NOW - 19 * DAY };
    let told = |entry, minutes: i64, state| Told {
        entry,
        happened: began + minutes * MINUTE,
        state,
        text: format!("We look at it: {title}"),
        edited: None,
    };
    let last = if open { State::Identified } else { State::Resolved };
    PublicIncident {
        id: id.into(),
        title: title.into(),
        severity: Severity::P1,
        state: last,
        began,
        resolved: (!open).then(|| began + 10 * MINUTE),
        impacts: vec![PublicImpact {
            component: "shop/db".into(),
            name: name.into(),
            turns: vec![(began, Status::MajorOutage)],
        }],
        updates: vec![told(2, 10, last), told(1, 0, State::Investigating)],
        promised: None,
        merged: None,
        postmortem: None,
    }
}
