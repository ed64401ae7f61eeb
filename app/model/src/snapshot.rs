//! The fold: estate and records in, the immutable picture out from which every page and feed is drawn.

use crate::alert::Alert;
use crate::estate::{Component, Estate, Group, System};
use crate::judge::{Streak, Verdict};
use crate::metric::Trace;
use crate::public::{
    BAR_DAYS, Neighbours, Public, PublicComponent, PublicGroup, PublicMetric, PublicSystem, Trouble,
};
use crate::status::{Status, Whole};
use crate::time::At;
use crate::timeline::Timeline;
use crate::uptime::DayRollup;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many stretches of trouble a component's page lists.
const TROUBLES: usize = 50;

/// What is known of a component.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What it showed, as far back as the bar goes.
    pub timeline: Timeline<Status>,
    /// Finished days, oldest first.
    pub days: Vec<DayRollup>,
    /// The current day.
    pub today: Option<DayRollup>,
    /// When it was last looked at.
    pub checked: Option<At>,
    /// How long its latest good answer took, in microseconds.
    pub latency: Option<u32>,
    /// The last day of its metrics, by id.
    pub traces: BTreeMap<Arc<str>, Arc<Trace>>,
}

/// The picture at one instant.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// What anyone may see.
    pub public: Arc<Public>,
    /// Why each check is held to be what it is, for members: check id and streak.
    pub evidence: Vec<(String, Streak)>,
    /// Open alerts, for members.
    pub alerts: Vec<Alert>,
}

/// The status that a component shows, given what its checks are held to be: the worst of what they mean.
///
/// Checks whose failure is a partial outage ask one part each; when all of several parts are down, so is the whole.
pub fn merge(component: &Component, verdict: impl Fn(&str) -> Verdict) -> Status {
    let mut parts = component.checks.iter().filter(|check| check.down_means == Status::PartialOutage);
    let several = parts.clone().nth(1).is_some();
    if several && parts.all(|check| verdict(&check.id) == Verdict::Down) {
        return Status::MajorOutage;
    }
    Status::worst(component.checks.iter().map(|check| match verdict(&check.id) {
        Verdict::Unknown => Status::Unknown,
        Verdict::Up => Status::Operational,
        Verdict::Slow => Status::Degraded,
        Verdict::Down => check.down_means,
    }))
}

/// Draws what anyone may see of `estate` as `records` (by component id) have it at `now`, as version `version`. What else
/// is told, such as planned work that comes, is left out.
pub fn fold(estate: &Estate, records: &BTreeMap<String, Record>, version: u64, now: At) -> Public {
    let systems = estate.systems.iter().map(|system| public_system(estate, system, records, now)).collect();
    Public { version, at: now, systems, ..Public::default() }
}

fn public_system(
    estate: &Estate,
    system: &System,
    records: &BTreeMap<String, Record>,
    now: At,
) -> PublicSystem {
    let groups = system.groups.iter().map(|group| public_group(estate, system, group, records, now));
    let groups: Vec<_> = groups.filter(|group| !group.components.is_empty()).collect();
    let status = match system.whole {
        Whole::Worst => Status::worst(groups.iter().map(|group| group.status)),
        Whole::Weight => Whole::Weight.of(weighed(system.components.iter(), records)),
    };
    PublicSystem {
        id: system.id.clone(),
        name: system.name.clone(),
        summary: system.summary.clone(),
        docs: system.docs.clone(),
        status,
        groups,
    }
}

fn public_group(
    estate: &Estate,
    system: &System,
    group: &Group,
    records: &BTreeMap<String, Record>,
    now: At,
) -> PublicGroup {
    let components = || system.components.iter().filter(|component| component.group == group.id);
    let public =
        |component: &Component| public_component(estate, system, component, records.get(&component.id), now);
    PublicGroup {
        id: group.id.clone(),
        name: group.name.clone(),
        status: group.whole.of(weighed(components(), records)),
        components: components().map(public).collect(),
    }
}

/// What each component shows, and its weight.
fn weighed<'a>(
    components: impl Iterator<Item = &'a Component>,
    records: &BTreeMap<String, Record>,
) -> impl Iterator<Item = (Status, u32)> {
    components.map(|component| {
        let latest = records.get(&component.id).and_then(|record| record.timeline.latest());
        (latest.map_or(Status::Unknown, |turn| turn.state), component.weight)
    })
}

fn public_component(
    estate: &Estate,
    system: &System,
    component: &Component,
    record: Option<&Record>,
    now: At,
) -> PublicComponent {
    let latest = record.and_then(|record| record.timeline.latest());
    PublicComponent {
        id: component.id.clone(),
        name: component.name.clone(),
        summary: component.summary.clone(),
        docs: component.docs.clone(),
        neighbours: neighbours(estate, component),
        status: latest.map_or(Status::Unknown, |turn| turn.state),
        since: latest.map_or(now, |turn| turn.from),
        checked: record.and_then(|record| record.checked),
        latency: record.and_then(|record| record.latency),
        days: record.map(|record| bar(record, now)).unwrap_or_default(),
        maintenance_counts: system.maintenance_counts,
        troubles: record.map(|record| troubles(&record.timeline, now)).unwrap_or_default(),
        metrics: PublicMetric::all(component, record.map(|record| &record.traces)),
    }
}

fn neighbours(estate: &Estate, component: &Component) -> Neighbours {
    let named = |other: &Component| (other.id.clone(), other.name.clone());
    Neighbours {
        needs: component.depends_on.iter().filter_map(|id| estate.component(id)).map(named).collect(),
        needed_by: estate
            .components()
            .filter(|other| other.depends_on.contains(&component.id))
            .map(named)
            .collect(),
    }
}

fn bar(record: &Record, now: At) -> Vec<DayRollup> {
    let first = now.day().0 - BAR_DAYS + 1;
    record.days.iter().chain(&record.today).filter(|rollup| rollup.day.0 >= first).copied().collect()
}

fn troubles(timeline: &Timeline<Status>, now: At) -> Vec<Trouble> {
    let from = crate::time::Day(now.day().0 - BAR_DAYS + 1).start();
    let mut troubles: Vec<_> = timeline
        .spans(from, now)
        .filter(|span| span.state != Status::Operational)
        .map(|span| Trouble { status: span.state, from: span.from, to: (span.to < now).then_some(span.to) })
        .collect();
    troubles.reverse();
    troubles.truncate(TROUBLES);
    troubles
}

#[cfg(test)]
mod tests;
