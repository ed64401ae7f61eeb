//! `page` and `status`: which page it is, and how all of it is.

use super::{id, incident};
use crate::Source;
use crate::instant::iso;
use model::public::PublicIncident;
use model::status::Status;
use model::time::At;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Page<'a> {
    id: String,
    name: &'a str,
    url: &'a str,
    time_zone: &'static str,
    updated_at: String,
}

#[derive(Serialize)]
pub(super) struct Overall {
    pub(super) indicator: &'static str,
    pub(super) description: &'static str,
}

/// The page's id.
pub(super) fn page_id(source: &Source<'_>) -> String {
    id("page", source.url)
}

impl<'a> Page<'a> {
    pub(super) fn of(source: &Source<'a>) -> Page<'a> {
        Page {
            id: page_id(source),
            name: source.name,
            url: source.url,
            time_zone: "Etc/UTC",
            updated_at: iso(updated(source)),
        }
    }
}

/// When what it shows last changed: it stands still as long as nothing does, so that validators hold.
fn updated(source: &Source<'_>) -> At {
    let components = source.public.components().map(|it| it.since);
    let incidents = source.public.incidents.iter().map(|it| it.updated());
    components.chain(incidents).max().unwrap_or_default()
}

impl Overall {
    /// The worse of what components show and of what open incidents say.
    pub(super) fn of(source: &Source<'_>) -> Overall {
        let open = source.public.incidents.iter().filter(|it| it.is_open());
        let told = open.map(|it| rank(it)).max().unwrap_or(0);
        let status = source.public.status();
        let (shown, indicator, description) = match status {
            Status::Operational => (0, "none", "All Systems Operational"),
            Status::Maintenance => (0, "maintenance", "Service Under Maintenance"),
            Status::Unknown => (1, "minor", "Status Partly Unknown"),
            Status::Degraded => (1, "minor", "Partially Degraded Service"),
            Status::PartialOutage => (2, "major", "Partial System Outage"),
            Status::MajorOutage => (3, "critical", "Major Service Outage"),
        };
        match told {
            1 if shown < 1 => Overall { indicator: "minor", description: "Minor Service Outage" },
            2 if shown < 2 => Overall { indicator: "major", description: "Partial System Outage" },
            3 if shown < 3 => Overall { indicator: "critical", description: "Major Service Outage" },
            _ => Overall { indicator, description },
        }
    }
}

/// How bad an incident is: from 0, which is none, to 3, which is critical.
fn rank(it: &PublicIncident) -> usize {
    incident::IMPACTS.iter().position(|impact| *impact == incident::impact(it.severity)).unwrap_or(0)
}
