//! The fold: estate and records in, the immutable picture out from which every page and feed is drawn.

use crate::alert::{Alert, explanation};
use crate::estate::{Component, Estate, Group, Index, System};
use crate::judge::{Streak, Verdict};
use crate::metric::Trace;
use crate::public::{
    Affecting, BAR_DAYS, Neighbours, Public, PublicComponent, PublicGroup, PublicIncident, PublicMetric,
    PublicSystem, Trouble, by_component, shown,
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
    /// How bad it is by its checks behind the planned work that it shows; none if it shows none.
    pub behind: Option<Status>,
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

/// What a picture is drawn from.
struct Known<'a> {
    estate: &'a Estate,
    index: &'a Index,
    records: &'a BTreeMap<String, Record>,
    affecting: BTreeMap<&'a str, Vec<Affecting>>,
    now: At,
}

/// Draws what anyone may see of `estate`, whose index is given, as `records` (by component id) and the open ones of `incidents` have it at `now`,
/// as version `version`. What else is told, such as planned work that comes, is left out.
pub fn fold(
    (estate, index): (&Estate, &Index),
    records: &BTreeMap<String, Record>,
    incidents: &[Arc<PublicIncident>],
    version: u64,
    now: At,
) -> Public {
    let known = Known { estate, index, records, affecting: by_component(incidents), now };
    let systems = estate.systems.iter().map(|system| known.system(system)).collect();
    Public { version, at: now, systems, ..Public::default() }
}

/// The same of an estate that was not indexed.
#[cfg(test)]
pub(crate) fn fold_of(
    estate: &Estate,
    records: &BTreeMap<String, Record>,
    incidents: &[Arc<PublicIncident>],
    version: u64,
    now: At,
) -> Public {
    fold((estate, &Index::of(estate)), records, incidents, version, now)
}

impl Known<'_> {
    fn system(&self, system: &System) -> PublicSystem {
        let groups = system.groups.iter().map(|group| self.group(system, group));
        let groups: Vec<_> = groups.filter(|group| !group.components.is_empty()).collect();
        let status = match system.whole {
            Whole::Worst => Status::worst(groups.iter().map(|group| group.status)),
            Whole::Weight => Whole::Weight.of(self.weighed(system.components.iter())),
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

    fn group(&self, system: &System, group: &Group) -> PublicGroup {
        let components = || system.components.iter().filter(|component| component.group == group.id);
        PublicGroup {
            id: group.id.clone(),
            name: group.name.clone(),
            status: group.whole.of(self.weighed(components())),
            components: components().map(|component| self.component(system, component)).collect(),
        }
    }

    /// What each component shows, and its weight.
    fn weighed<'b>(
        &self,
        components: impl Iterator<Item = &'b Component>,
    ) -> impl Iterator<Item = (Status, u32)> {
        components.map(|component| (self.shown(component).0, component.weight))
    }

    /// What a component shows, and since when.
    fn shown(&self, component: &Component) -> (Status, At) {
        shown(self.measured(component), self.affecting(component))
    }

    /// What its checks say, and since when.
    fn measured(&self, component: &Component) -> (Status, At) {
        let latest = self.records.get(&component.id).and_then(|record| record.timeline.latest());
        latest.map_or((Status::Unknown, self.now), |turn| (turn.state, turn.from))
    }

    fn affecting(&self, component: &Component) -> &[Affecting] {
        self.affecting.get(component.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The component that explains why `component` shows `status`, as visitors can see it: by what it shows, or by what it
    /// would show but for planned work.
    fn affected_by(&self, component: &Component, status: Status) -> Option<String> {
        let condition = |id: &str| {
            let shown = self.index.component(self.estate, id).map(|its| self.shown(its).0);
            let behind = self.records.get(id).and_then(|record| record.behind);
            shown.max(behind).unwrap_or(Status::Operational)
        };
        let needs = |id: &str| self.index.component(self.estate, id);
        let cause = status.is_trouble().then(|| explanation(needs, &component.id, status, condition));
        cause.flatten().map(str::to_owned)
    }

    fn neighbours(&self, component: &Component) -> Neighbours {
        let named = |other: &Component| (other.id.clone(), other.name.clone());
        let needs = component.depends_on.iter().filter_map(|id| self.index.component(self.estate, id));
        let needed_by = self.index.dependents(self.estate, &component.id);
        Neighbours { needs: needs.map(named).collect(), needed_by: needed_by.map(named).collect() }
    }

    fn component(&self, system: &System, component: &Component) -> PublicComponent {
        let (record, (status, since)) = (self.records.get(&component.id), self.shown(component));
        PublicComponent {
            id: component.id.clone(),
            name: component.name.clone(),
            summary: component.summary.clone(),
            docs: component.docs.clone(),
            neighbours: self.neighbours(component),
            status,
            since,
            measured: self.measured(component).0,
            affecting: self.affecting(component).to_vec(),
            affected_by: self.affected_by(component, status),
            checked: record.and_then(|record| record.checked),
            latency: record.and_then(|record| record.latency),
            days: record.map(|record| bar(record, self.now)).unwrap_or_default(),
            maintenance_counts: system.maintenance_counts,
            slo: component.slo,
            troubles: record.map(|record| troubles(&record.timeline, self.now)).unwrap_or_default(),
            metrics: PublicMetric::all(component, record.map(|record| &record.traces)),
        }
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
