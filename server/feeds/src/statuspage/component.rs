//! `components`: each group before the components that are in it.

use super::id;
use super::page::page_id;
use crate::Source;
use crate::instant::iso;
use model::public::{PublicComponent, PublicGroup, PublicSystem};
use model::status::Status;
use model::time::At;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Component<'a> {
    id: String,
    name: String,
    status: &'static str,
    created_at: String,
    updated_at: String,
    position: usize,
    description: Option<&'a str>,
    showcase: bool,
    start_date: Option<String>,
    group_id: Option<String>,
    page_id: String,
    group: bool,
    only_show_if_degraded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<String>>,
}

/// All groups and components.
pub(super) fn all<'a>(source: &Source<'a>) -> Vec<Component<'a>> {
    let systems = source.public.systems.iter();
    let groups = systems.flat_map(|system| system.groups.iter().map(move |group| (system, group)));
    let all = groups.zip(1..).flat_map(|((system, group), position)| {
        let head = head(source, system, group, position);
        let within = group.components.iter().zip(1..);
        let group_id = head.id.clone();
        let parts = within.map(move |(it, position)| one(source, it, (Some(group_id.clone()), position)));
        std::iter::once(head).chain(parts.collect::<Vec<_>>())
    });
    all.collect()
}

/// The components with these ids that there are.
pub(super) fn some<'a>(source: &Source<'a>, ids: &[&str]) -> Vec<Component<'a>> {
    let systems = source.public.systems.iter();
    let groups = systems.flat_map(|system| system.groups.iter().map(move |group| (system, group)));
    let found = groups.flat_map(|(system, group)| {
        let within = group.components.iter().zip(1..).filter(|(it, _)| ids.contains(&it.id.as_str()));
        within.map(move |(it, at)| one(source, it, (Some(group_id(system, group)), at)))
    });
    found.collect()
}

/// The id of a component.
pub(super) fn component_id(id: &str) -> String {
    super::id("component", id)
}

fn group_id(system: &PublicSystem, group: &PublicGroup) -> String {
    id("group", &system.group_id(group))
}

/// A group, by its name; of several systems, by the system's name too.
fn head<'a>(
    source: &Source<'_>,
    system: &'a PublicSystem,
    group: &'a PublicGroup,
    position: usize,
) -> Component<'a> {
    let name = match (source.public.systems.len(), system.groups.len()) {
        (1, _) => group.name.clone(),
        (_, 1) => system.name.clone(),
        _ => format!("{}: {}", system.name, group.name),
    };
    let since = group.components.iter().map(|it| it.since).max().unwrap_or_default();
    let created = group.components.iter().map(created).min().unwrap_or_default();
    Component {
        id: group_id(system, group),
        name,
        status: word(group.status),
        created_at: iso(created),
        updated_at: iso(since),
        position,
        description: None,
        showcase: false,
        start_date: None,
        group_id: None,
        page_id: page_id(source),
        group: true,
        only_show_if_degraded: false,
        components: Some(group.components.iter().map(|it| component_id(&it.id)).collect()),
    }
}

fn one<'a>(
    source: &Source<'_>,
    it: &'a PublicComponent,
    (group_id, position): (Option<String>, usize),
) -> Component<'a> {
    Component {
        id: component_id(&it.id),
        name: it.name.clone(),
        status: word(it.status),
        created_at: iso(created(it)),
        updated_at: iso(it.since),
        position,
        description: Some(it.summary.as_str()).filter(|summary| !summary.is_empty()),
        showcase: true,
        start_date: it.days.first().map(|first| first.day.to_string()),
        group_id,
        page_id: page_id(source),
        group: false,
        only_show_if_degraded: false,
        components: None,
    }
}

/// The first instant that is known of it.
fn created(it: &PublicComponent) -> At {
    it.days.first().map_or(it.since, |first| first.day.start().min(it.since))
}

/// What a Statuspage calls a status.
pub(super) fn word(status: Status) -> &'static str {
    match status {
        Status::Operational => "operational",
        Status::Maintenance => "under_maintenance",
        Status::Unknown | Status::Degraded => "degraded_performance",
        Status::PartialOutage => "partial_outage",
        Status::MajorOutage => "major_outage",
    }
}
