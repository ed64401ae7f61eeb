//! `/api/v2/*.json`: Statuspage's public API v2, field by field in its order, so that programs made for it work here.
//!
//! ```text
//! Source -- page, component, incident, maintenance --> one document each
//! ```
//! What a Statuspage cannot say is said as follows. A status that nobody knows is `degraded_performance`: neither up nor
//! down. A system's groups are groups by the names of both. An incident that became a part of another is left out, for
//! the other one tells of it; work that was called off is left out too. P1 to P4 are critical, major, minor and none.

use crate::Source;
use crate::json::written;
use incident::Incident;
use maintenance::Maintenance;
use model::public::PublicIncident;
use page::{Overall, Page};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use notice::posted;

mod component;
mod incident;
mod maintenance;
mod notice;
mod page;

/// The most incidents, and the most windows of planned work, of a list.
const MOST: usize = 50;

/// Draws a document.
pub type Draw = fn(&Source<'_>) -> String;

/// Each document's name below `/api/v2/`, and what draws it.
pub const DOCUMENTS: [(&str, Draw); 8] = [
    ("summary.json", summary),
    ("status.json", status),
    ("components.json", components),
    ("incidents.json", |source| incidents(source, |_| true)),
    ("incidents/unresolved.json", |source| incidents(source, PublicIncident::is_open)),
    ("scheduled-maintenances.json", |source| maintenances(source, |_| true)),
    ("scheduled-maintenances/upcoming.json", |source| maintenances(source, |it| it.is_upcoming())),
    ("scheduled-maintenances/active.json", |source| maintenances(source, |it| it.is_active())),
];

#[derive(Serialize)]
struct Summary<'a> {
    page: Page<'a>,
    components: Vec<component::Component<'a>>,
    incidents: Vec<Incident<'a>>,
    scheduled_maintenances: Vec<Maintenance<'a>>,
    status: Overall,
}

fn summary(source: &Source<'_>) -> String {
    let comes = |it: &Maintenance<'_>| it.is_upcoming() || it.is_active();
    written(&Summary {
        page: Page::of(source),
        components: component::all(source),
        incidents: incident::all(source, PublicIncident::is_open),
        scheduled_maintenances: maintenance::all(source).into_iter().filter(comes).collect(),
        status: Overall::of(source),
    })
}

fn status(source: &Source<'_>) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        page: Page<'a>,
        status: Overall,
    }
    written(&Document { page: Page::of(source), status: Overall::of(source) })
}

fn components(source: &Source<'_>) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        page: Page<'a>,
        components: Vec<component::Component<'a>>,
    }
    written(&Document { page: Page::of(source), components: component::all(source) })
}

fn incidents(source: &Source<'_>, is_meant: fn(&PublicIncident) -> bool) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        page: Page<'a>,
        incidents: Vec<Incident<'a>>,
    }
    written(&Document { page: Page::of(source), incidents: incident::all(source, is_meant) })
}

fn maintenances(source: &Source<'_>, is_meant: fn(&Maintenance<'_>) -> bool) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        page: Page<'a>,
        scheduled_maintenances: Vec<Maintenance<'a>>,
    }
    let mut scheduled_maintenances = maintenance::all(source);
    scheduled_maintenances.retain(is_meant);
    written(&Document { page: Page::of(source), scheduled_maintenances })
}

/// The id of what has this name among all things of that kind: 12 of a to z and 0 to 9, the same for good.
fn id(kind: &str, name: &str) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let digest = Sha256::digest(format!("{kind} {name}").as_bytes());
    let mut number = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    let letters = (0..12).map(|_| {
        let letter = LETTERS.get((number % 36) as usize).copied().unwrap_or(b'a');
        number /= 36;
        char::from(letter)
    });
    letters.collect()
}

#[cfg(test)]
mod tests;
