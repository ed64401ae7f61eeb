//! Going on after a restart: the store's records become the collector's knowledge.

use super::component::ComponentState;
use super::{CheckState, Collector, VERDICTS_KEPT};
use model::alert::Alert;
use model::estate::{Component, Estate, Metric};
use model::judge::{Streak, Verdict};
use model::metric::{Gauge, Reading, Trace};
use model::public::BAR_DAYS;
use model::sample::Sample;
use model::status::Status;
use model::time::{At, Day};
use model::timeline::{Timeline, Turn};
use model::uptime::DayRollup;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Error, Store};

/// What the store holds that a collector needs.
#[derive(Default)]
pub struct Stored {
    streaks: BTreeMap<String, Streak>,
    verdicts: BTreeMap<String, Vec<Turn<Verdict>>>,
    statuses: BTreeMap<String, Vec<Turn<Status>>>,
    days: BTreeMap<String, Vec<DayRollup>>,
    alerts: Vec<Alert>,
    latest_day: Vec<Sample>,
    readings: BTreeMap<String, Vec<Reading>>,
}

/// Reads what a collector for `estate` needs to go on at `now`.
pub fn stored(store: &Store, estate: &Estate, now: At) -> Result<Stored, Error> {
    let first = Day(now.day().0 - BAR_DAYS);
    // The last day that was seen: its latencies are in no rollup yet.
    let day = store.last_seen()?.map_or(now, |seen| seen.min(now)).day();
    let mut latest_day = Vec::new();
    for check in estate.components().flat_map(|component| &component.checks) {
        latest_day.extend(store.samples(&check.id, day.start(), day.end())?);
    }
    latest_day.sort_by_key(|sample| sample.at);
    let mut readings = BTreeMap::new();
    for metric in estate.metrics().filter(|metric| metric.public) {
        // The first rate of the day needs the reading before it.
        let from = Trace::start(now) - metric.gap();
        readings.insert(metric.id.clone(), store.readings(&metric.id, from, now + 1)?);
    }
    Ok(Stored {
        streaks: store.streaks()?.into_iter().collect(),
        verdicts: store.verdicts(now - VERDICTS_KEPT)?,
        statuses: store.statuses(first.start())?,
        days: store.days(first)?,
        alerts: store.open_alerts()?,
        latest_day,
        readings,
    })
}

/// A collector that knows what was stored.
pub(super) fn collector(estate: Arc<Estate>, mut stored: Stored, now: At) -> Collector {
    let mut checks = BTreeMap::new();
    let mut components = BTreeMap::new();
    for component in estate.components() {
        components.insert(component.id.clone(), component_state(component, &mut stored));
        for check in &component.checks {
            let state = CheckState {
                streak: stored.streaks.remove(&check.id).unwrap_or_else(|| Streak::new(now)),
                verdicts: Timeline::new(stored.verdicts.remove(&check.id).unwrap_or_default()),
                component: component.id.clone(),
                check: check.clone(),
            };
            checks.insert(Arc::from(check.id.as_str()), state);
        }
    }
    for sample in &stored.latest_day {
        let component = checks.get(&sample.check).map(|state: &CheckState| &state.component);
        if let Some(state) = component.and_then(|id| components.get_mut(id)) {
            state.see(sample);
        }
    }
    let today = stored.latest_day.last().map_or(now.day(), |sample| sample.at.day()).min(now.day());
    let reached = stored.latest_day.last().map_or(now, |sample| sample.at.min(now));
    let known = stored.alerts.into_iter().filter(|alert| components.contains_key(&alert.component));
    let alerts = known.map(|alert| (alert.component.clone(), alert)).collect();
    let (batch, touched) = Default::default();
    Collector {
        estate,
        checks,
        components,
        alerts,
        today,
        reached,
        version: 0,
        unstored: None,
        batch,
        touched,
    }
}

fn component_state(component: &Component, stored: &mut Stored) -> ComponentState {
    let mut gauge = |metric: &Metric| {
        let mut gauge = Gauge::new(metric);
        let readings = stored.readings.remove(&metric.id).unwrap_or_default();
        readings.into_iter().for_each(|reading| gauge.take(reading.at, reading.value));
        (Arc::from(metric.id.as_str()), gauge)
    };
    let gauges = component.metrics.iter().filter(|metric| metric.public).map(&mut gauge).collect();
    ComponentState {
        timeline: Timeline::new(stored.statuses.remove(&component.id).unwrap_or_default()),
        days: stored.days.remove(&component.id).unwrap_or_default(),
        gauges,
        ..ComponentState::default()
    }
}
