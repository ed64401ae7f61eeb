//! An estate to draw in tests: four quiet systems' worth of parts with one outage, one young and one unseen part.

#![allow(clippy::unwrap_used)]

use crate::frame::{Assets, Frame, Site};
use crate::page::Page;
use leptos::prelude::*;
use model::public::{Neighbours, Public, PublicComponent, PublicGroup, PublicSystem, Trouble};
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
    let capsule = PublicComponent { neighbours: needs_cassandra(), ..up("butterfly/capsule", "CAPSULE") };
    let mut mcp = up("ai-challenge/mcp-server", "MCP server");
    (mcp.status, mcp.days, mcp.checked, mcp.latency) = (Status::Unknown, Vec::new(), None, None);
    let loki = component("ai-challenge/loki", "Loki", 9);
    let butterfly = system("butterfly", "BUTTERFLY", Status::MajorOutage, vec![capsule, cassandra]);
    let challenge = system("ai-challenge", "AI Challenge", Status::Unknown, vec![loki, mcp]);
    Public { version: 7, at: NOW, systems: vec![butterfly, challenge] }
}

/// The component of `public` with this name.
pub fn with_name<'a>(public: &'a Public, name: &str) -> &'a PublicComponent {
    public.components().find(|component| component.name == name).unwrap()
}

/// The whole document of `page`.
pub fn html(page: &Page) -> String {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
    owner.with(|| crate::document(&frame(), page).to_html())
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
        },
        assets: Assets {
            css: "/main.css".into(),
            live: "/live.js".into(),
            planner: "/planner.js".into(),
            dev: None,
        },
        path: "/".into(),
    }
}

fn needs_cassandra() -> Neighbours {
    Neighbours { needs: vec![("butterfly/cassandra".into(), "Cassandra".into())], needed_by: Vec::new() }
}

fn component(id: &str, name: &str, lived: i64) -> PublicComponent {
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
        checked: Some(NOW - 20_000),
        latency: Some(3_400),
        days: (today.0 + 1 - lived..=today.0).map(day).collect(),
        troubles: Vec::new(),
    }
}

fn trouble(component: &mut PublicComponent, days_ago: i64, status: Status, minutes: i64) {
    let at = NOW - days_ago * DAY - minutes * MINUTE;
    let day = component.days.iter_mut().find(|day| day.day == at.day()).unwrap();
    day.worst = status;
    day.clocks.up -= minutes * MINUTE;
    day.clocks.down += minutes * MINUTE;
    let to = (days_ago > 0).then_some(at + minutes * MINUTE);
    component.troubles.insert(0, Trouble { status, from: at, to });
}

fn system(id: &str, name: &str, status: Status, components: Vec<PublicComponent>) -> PublicSystem {
    let group = PublicGroup { id: "services".into(), name: "Services".into(), components };
    PublicSystem {
        id: id.into(),
        name: name.into(),
        summary: format!("What {name} is for."),
        docs: Some(id.into()),
        status,
        groups: vec![group],
    }
}

#[test]
fn zz_write_pages() {
    use model::public::LiveComponent;
    let mut public = public();
    let names: &[(&str, &str, &[(&str, &[&str])])] = &[
        ("butterfly", "BUTTERFLY", &[("Gateway", &["NEXUS"]), ("Backend services", &["CAPSULE", "ODYSSEY", "PERCEPTION", "PLATO"]), ("Messaging", &["Kafka", "Schema Registry"]), ("Data stores", &["Cassandra", "Redis", "JanusGraph", "ClickHouse", "PostgreSQL"])]),
        ("jack", "Jack The Butler", &[("Edge", &["Gateway"]), ("Services", &["AI engine", "Channel service", "Integration service", "Automation engine"]), ("Data stores", &["PostgreSQL (Jack)", "Redis (Jack)", "MongoDB"])]),
        ("ai-challenge", "AI Challenge", &[("Application", &["Backend", "Web client", "LLM API", "MCP server"]), ("Observability", &["Prometheus", "Grafana", "Loki"]) ]),
    ];
    let summaries = ["Five services behind one gateway, with the messaging and the data stores they run on.", "A butler for hotels: guests write, Jack answers.", "The chat that students learn with."];
    let troubles = [(3usize, 64i64, Status::PartialOutage, 55i64), (7, 37, Status::MajorOutage, 42), (7, 0, Status::MajorOutage, 12), (1, 37, Status::MajorOutage, 43), (3, 2, Status::Degraded, 40), (8, 26, Status::MajorOutage, 7), (13, 88, Status::Degraded, 35), (13, 41, Status::Maintenance, 60), (14, 5, Status::PartialOutage, 24), (21,30,Status::MajorOutage,340), (21, 6, Status::Degraded, 95), (21,34,Status::Degraded,105), (24, 20, Status::Degraded, 45)];
    let mut n = 0;
    public.systems = names.iter().zip(summaries).map(|((id, name, groups), summary)| {
        let groups: Vec<PublicGroup> = groups.iter().map(|(group, names)| PublicGroup {
            id: group.to_lowercase(),
            name: (*group).into(),
            components: names.iter().map(|name| {
                let mut c = component(&format!("{id}/{}", name.to_lowercase().replace(' ', "-")), name, if *name == "Loki" { 9 } else { 90 });
                for (i, ago, status, minutes) in troubles { if i == n { trouble(&mut c, ago, status, minutes); } }
                if n == 16 { for d in 20..24 { c.days[d].worst = Status::Unknown; } }
                if n == 7 { c.status = Status::MajorOutage; c.since = NOW - 12 * MINUTE; c.neighbours.needed_by = vec![("butterfly/capsule".into(), "CAPSULE".into()), ("butterfly/plato".into(), "PLATO".into())]; c.neighbours.needs = vec![("butterfly/kafka".into(), "Kafka".into())]; c.docs = Some("butterfly/components#cassandra".into()); }
                if n == 13 { c.status = Status::Degraded; c.since = NOW - 42 * MINUTE; }
                if *name == "MCP server" { c.status = Status::Unknown; c.days.clear(); c.checked = None; c.latency = None; }
                n += 1;
                c
            }).collect(),
        }).collect();
        let status = Status::worst(groups.iter().flat_map(|g| &g.components).map(|c| c.status));
        PublicSystem { id: (*id).into(), name: (*name).into(), summary: summary.into(), docs: Some((*id).into()), status, groups }
    }).collect();
    let dir = std::path::Path::new("/tmp/pages");
    let save = |name: &str, html: String| { let p = dir.join(name); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, html).unwrap() };
    save("api/status.json", {
        let mut live = public.live();
        live.version += 1;
        live.components.iter_mut().for_each(|c: &mut LiveComponent| if c.name == "Kafka" { c.status = Status::PartialOutage; c.since = NOW; });
        live.systems[0].1 = Status::MajorOutage;
        live.headline = "Cassandra is down, really.".into();
        serde_json::to_string(&live).unwrap()
    });
    let public = Arc::new(public);
    save("index.html", html(&Page::Overview(public.clone())));
    let mut calm = (*public).clone();
    for s in &mut calm.systems { s.status = Status::Operational; for g in &mut s.groups { for c in &mut g.components { c.status = Status::Operational; } } }
    save("calm.html", html(&Page::Overview(Arc::new(calm))));
    save("system.html", html(&Page::System(public.clone(), "butterfly".into())));
    save("component.html", html(&Page::Component(public.clone(), "butterfly/cassandra".into())));
    save("unseen.html", html(&Page::Component(public.clone(), "ai-challenge/mcp-server".into())));
    save("404.html", html(&Page::Problem(crate::problem::Problem::missing(Some(("/status/butterfly".into(), "BUTTERFLY status".into()))))));
    let demo = crate::demo::DemoPage {
        components: public.systems.iter().flat_map(|s| s.components().map(|c| (c.id.clone(), c.name.clone(), s.name.clone()))).collect(),
        faults: vec![crate::demo::DemoFault { component: "butterfly/cassandra".into(), name: "Cassandra".into(), kind: "gone".into(), until: NOW + 4 * MINUTE }],
        kinds: [("fail", "answers 503 or refuses"), ("slow", "answers after 1.5 s"), ("half", "every second request fails"), ("flap", "passes and fails in blocks of 3 minutes"), ("gone", "connection refused")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec(),
    };
    save("demo.html", html(&Page::Demo(demo)));
}
