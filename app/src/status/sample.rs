//! An estate to draw in tests: two systems, in them one component that is down, one young and one unseen.

#![allow(clippy::unwrap_used)]

use crate::frame::{Account, Assets, Frame, Site};
use crate::page::Page;
use leptos::prelude::*;
use messages::{Lang, Locale, Locales};
use model::metric::Trace;
use model::public::{Neighbours, Public, PublicComponent, PublicGroup, PublicMetric, PublicSystem, Trouble};
use model::status::Status;
use model::time::{At, DAY, Day, MINUTE};
use model::uptime::{Clocks, DayRollup, Quantiles};
use std::sync::Arc;

/// 20 Nov 2026, 23:09:39 UTC.
pub const NOW: At = At(1_795_216_179_000);

/// The estate, with Cassandra down for 12 minutes.
pub fn public() -> Public {
    let up = |id: &str, name: &str| component(id, name, 90);
    let mut cassandra = up("butterfly/cassandra", "Cassandra");
    cassandra.docs = Some("butterfly/components#cassandra".into());
    cassandra.neighbours.needed_by = vec![("butterfly/capsule".into(), "CAPSULE".into())];
    trouble(&mut cassandra, 37, Status::MajorOutage, 42);
    trouble(&mut cassandra, 0, Status::MajorOutage, 12);
    cassandra.status = Status::MajorOutage;
    cassandra.since = NOW - 12 * MINUTE;
    let metrics = vec![
        metric("Requests", "/s", &[(11, 10.0), (0, 14.4)]),
        metric("Response time, p95", "seconds", &[]),
    ];
    let capsule =
        PublicComponent { neighbours: needs_cassandra(), metrics, ..up("butterfly/capsule", "CAPSULE") };
    let mut mcp = up("ai-challenge/mcp-server", "MCP server");
    (mcp.status, mcp.days, mcp.checked, mcp.latency) = (Status::Unknown, Vec::new(), None, None);
    let loki = component("ai-challenge/loki", "Loki", 9);
    let butterfly = system("butterfly", "BUTTERFLY", Status::MajorOutage, vec![capsule, cassandra]);
    let challenge = system("ai-challenge", "AI Challenge", Status::Unknown, vec![loki, mcp]);
    Public { version: 7, at: NOW, systems: vec![butterfly, challenge], ..Public::default() }
}

/// The component of `public` with this name.
pub fn with_name<'a>(public: &'a Public, name: &str) -> &'a PublicComponent {
    public.components().find(|component| component.name == name).unwrap()
}

/// The whole document of `page`.
pub fn html(page: &Page) -> String {
    document(&frame(), page)
}

/// The same within another frame.
pub fn document(frame: &Frame, page: &Page) -> String {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
    owner.with(|| crate::document(frame, page).to_html())
}

/// The language of that frame.
pub fn english() -> Arc<Locale> {
    Locales::embedded().get(Lang::En)
}

/// A frame in which everything may be linked.
pub fn frame() -> Frame {
    Frame {
        site: Site {
            name: "Pharos".into(),
            url: "https://status.example.org".into(),
            summary: "See how BUTTERFLY and AI Challenge are doing.".into(),
            demo: true,
            docs: true,
            capacity: true,
            desk: false,
            subscribe: true,
            edit: Some("https://git.example.org/edit/{path}".into()),
            account: Account::None,
            links: vec![("Imprint".into(), "https://example.org/imprint".into())],
        },
        assets: Assets {
            css: "/main.css".into(),
            docs_css: "/docs.css".into(),
            brand: None,
            logo: None,
            live: Some("/live.js".into()),
            planner: "/planner.js".into(),
            tree: Some("/docs/tree/0123456789abcdef".into()),
            golden: "/golden.js".into(),
            kernels: ["/kernel.js".into(), "/simd.js".into()],
            dev: None,
        },
        path: "/".into(),
        locale: english(),
        translated: true,
        runbooks: Arc::new(
            [("butterfly/cassandra".into(), vec![("Ring".into(), "butterfly/runbooks/ring".into())])].into(),
        ),
        roles: Arc::default(),
        names: Arc::new([("butterfly/capsule".to_string(), "CAPSULE".to_string())].into()),
    }
}

fn needs_cassandra() -> Neighbours {
    Neighbours { needs: vec![("butterfly/cassandra".into(), "Cassandra".into())], needed_by: Vec::new() }
}

/// A component that has been operational for so many days.
pub fn component(id: &str, name: &str, lived: i64) -> PublicComponent {
    let today = NOW.day();
    let day = |day: i64| DayRollup {
        day: Day(day),
        clocks: Clocks { up: NOW.since(Day(day).start()).min(DAY), ..Clocks::default() },
        worst: Status::Operational,
        latency: Some(Quantiles { p50: 3_400, p95: 9_100, p99: 24_000 }),
    };
    PublicComponent {
        id: id.into(),
        name: name.into(),
        summary: format!("What {name} does."),
        docs: None,
        neighbours: Neighbours::default(),
        status: Status::Operational,
        since: NOW - 30 * DAY,
        measured: Status::Operational,
        affecting: Vec::new(),
        affected_by: None,
        checked: Some(NOW - 20_000),
        latency: Some(3_400),
        days: (today.0 + 1 - lived..=today.0).map(day).collect(),
        maintenance_counts: false,
        slo: None,
        troubles: Vec::new(),
        metrics: Vec::new(),
    }
}

/// A metric with a value so many minutes before now, give or take 20 seconds.
fn metric(name: &str, unit: &str, values: &[(i64, f64)]) -> PublicMetric {
    let mut trace = Trace::default();
    values.iter().for_each(|(ago, value)| trace.add(NOW - 20_000 - ago * MINUTE, *value));
    PublicMetric { name: name.into(), unit: unit.into(), trace: Arc::new(trace) }
}

/// Lets a component have been in trouble so many days ago, or until now, for so many minutes of that day.
pub fn trouble(component: &mut PublicComponent, days_ago: i64, status: Status, minutes: i64) {
    let at = NOW - days_ago * DAY - minutes * MINUTE;
    let day = component.days.iter_mut().find(|day| day.day == at.day()).unwrap();
    day.worst = status;
    day.clocks.up -= minutes * MINUTE;
    let clock = match status {
        Status::Degraded => &mut day.clocks.degraded,
        Status::Maintenance => &mut day.clocks.maintenance,
        _ => &mut day.clocks.down,
    };
    *clock += minutes * MINUTE;
    let to = (days_ago > 0).then_some(at + minutes * MINUTE);
    component.troubles.insert(0, Trouble { status, from: at, to });
}

/// A system with one group of components.
pub fn system(id: &str, name: &str, status: Status, components: Vec<PublicComponent>) -> PublicSystem {
    let group = PublicGroup { id: "services".into(), name: "Services".into(), status, components };
    PublicSystem {
        id: id.into(),
        name: name.into(),
        summary: format!("What {name} is for."),
        docs: Some(id.into()),
        status,
        groups: vec![group],
    }
}
