//! The first page in five states at one instant, as `end2end/states/*.html`, of which `end2end/states.spec.ts` takes pictures:
//! what the pages say is compared here, how they look there.

#![allow(clippy::unwrap_used)]

use super::sample::{NOW, component, document, frame, system, trouble};
use crate::frame::{Frame, Site};
use crate::page::Page;
use model::incident::{Severity, State, Told};
use model::maintenance::Window;
use model::public::{
    Affecting, Public, PublicComponent, PublicImpact, PublicIncident, PublicWindow, PublicWork,
};
use model::status::Status;
use model::time::{At, DAY, HOUR, MINUTE};
use std::path::Path;
use std::sync::Arc;

/// What makes a state of the one in which all is well.
type Change = fn(&mut Public);

/// Names and meanings.
const STATES: [(&str, Change); 5] = [
    ("good", good),
    ("degraded", degraded),
    ("outage", outage),
    ("maintenance", maintenance),
    ("blind", blind),
];

/// The environment's word to write the files instead of comparing them.
const WRITE: &str = "PHAROS_WRITE_STATES";

fn estate() -> Public {
    let mut shop = ["Web shop", "Checkout", "Orders", "Database"].map(|name| {
        let id = format!("shop/{}", name.to_lowercase().replace(' ', "-"));
        component(&id, name, 90)
    });
    for (at, days, status, minutes) in [
        (0, 12, Status::Degraded, 35),
        (1, 40, Status::PartialOutage, 50),
        (1, 39, Status::PartialOutage, 20),
        (2, 3, Status::MajorOutage, 28),
        (3, 71, Status::Maintenance, 120),
    ] {
        trouble(&mut shop[at], days, status, minutes);
    }
    let stock = [component("warehouse/stock", "Stock", 90), component("warehouse/labels", "Labels", 30)];
    let systems = vec![
        system("shop", "Shop", Status::Operational, shop.into()),
        system("warehouse", "Warehouse", Status::Operational, stock.into()),
    ];
    Public { version: 7, at: NOW, systems, ..Public::default() }
}

/// Lets a component show `status` since so many minutes.
fn show<'a>(public: &'a mut Public, id: &str, status: Status, minutes: i64) -> &'a mut PublicComponent {
    let system = public.systems.iter_mut().find(|system| id.starts_with(&system.id)).unwrap();
    let group = &mut system.groups[0];
    (system.status, group.status) = (system.status.max(status), group.status.max(status));
    let component = group.components.iter_mut().find(|component| component.id == id).unwrap();
    if status != Status::Unknown {
        trouble(component, 0, status, minutes);
    }
    (component.status, component.measured, component.since) = (status, status, NOW - minutes * MINUTE);
    component
}

fn good(public: &mut Public) {
    let began = NOW - 3 * DAY - 28 * MINUTE;
    let ended =
        Told { text: "Orders are taken again.".into(), ..told(3, began + 28 * MINUTE, State::Resolved) };
    let past = PublicIncident {
        resolved: Some(ended.happened),
        state: State::Resolved,
        ..incident(began, vec![ended])
    };
    public.incidents = Arc::new(vec![Arc::new(past)]);
}

fn degraded(public: &mut Public) {
    show(public, "shop/checkout", Status::Degraded, 25);
}

fn outage(public: &mut Public) {
    let began = NOW - 42 * MINUTE;
    let found = told(2, began + 20 * MINUTE, State::Identified);
    let update = Told { text: "A disk of the **database** failed. We go over to its copy.".into(), ..found };
    let first = Told { text: "We look at it.".into(), ..told(1, began, State::Investigating) };
    let open = incident(began, vec![update, first]);
    let affecting = Affecting {
        incident: open.id.clone(),
        title: open.title.clone(),
        status: Status::MajorOutage,
        since: began,
    };
    show(public, "shop/database", Status::MajorOutage, 42).affecting = vec![affecting];
    show(public, "shop/orders", Status::PartialOutage, 40).affected_by = Some("shop/database".into());
    public.incidents = Arc::new(vec![Arc::new(PublicIncident { promised: Some(NOW + 20 * MINUTE), ..open })]);
}

fn maintenance(public: &mut Public) {
    show(public, "warehouse/stock", Status::Maintenance, 50);
    let window =
        |from: At, hours: i64| PublicWindow { window: Window { from, to: from + hours * HOUR }, local: None };
    let work = |system: &str, title: &str, (id, name): (&str, &str), windows| PublicWork {
        system: system.into(),
        title: title.into(),
        components: vec![(id.into(), name.into())],
        windows,
    };
    let running = window(NOW - 50 * MINUTE, 2);
    let coming = vec![window(NOW + 3 * DAY, 3), window(NOW + 10 * DAY, 3)];
    public.planned = vec![
        work("warehouse", "Stocktaking", ("warehouse/stock", "Stock"), vec![running]),
        work("shop", "New disks", ("shop/database", "Database"), coming),
    ];
}

fn blind(public: &mut Public) {
    public.unseen = Some((NOW - 95 * MINUTE, NOW - 20 * MINUTE));
    public.unstored = Some(NOW - 12 * MINUTE);
    for id in ["shop/web-shop", "warehouse/stock", "warehouse/labels"] {
        show(public, id, Status::Unknown, 18).checked = Some(NOW - 19 * MINUTE);
    }
    let never = show(public, "warehouse/labels", Status::Unknown, 18);
    (never.days, never.checked, never.latency) = (Vec::new(), None, None);
}

fn told(entry: u32, happened: At, state: State) -> Told {
    Told { entry, happened, state, text: String::new(), edited: None }
}

fn incident(began: At, updates: Vec<Told>) -> PublicIncident {
    PublicIncident {
        id: "2026-11-20-orders-are-not-taken".into(),
        title: "Orders are not taken".into(),
        severity: Severity::P1,
        state: updates[0].state,
        began,
        resolved: None,
        impacts: vec![PublicImpact {
            component: "shop/database".into(),
            name: "Database".into(),
            turns: vec![(began, Status::MajorOutage)],
        }],
        updates,
        promised: None,
        merged: None,
        postmortem: None,
    }
}

/// The document, broken into lines where that adds no blank to it, so that a difference can be read.
fn drawn(change: fn(&mut Public)) -> String {
    let mut public = estate();
    change(&mut public);
    let frame = frame();
    let site =
        Site { name: "Shop".into(), summary: "How the shop is doing.".into(), demo: false, ..frame.site };
    let html = document(&Frame { site, ..frame }, &Page::Overview(Arc::new(public)));
    html.replace("><", "\n><") + "\n"
}

#[test]
fn the_first_page_is_what_pictures_are_taken_of() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end/states");
    for (name, change) in STATES {
        let (file, html) = (folder.join(format!("{name}.html")), drawn(change));
        if std::env::var_os(WRITE).is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &html).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        let first = kept.lines().zip(html.lines()).find(|(kept, drawn)| kept != drawn);
        assert!(
            kept == html,
            "{} is not the first page any more: {first:?}. Look at it, run this test with {WRITE}=1, then \
             `npx playwright test states --update-snapshots` in end2end, and look at the pictures.",
            file.display()
        );
    }
}
