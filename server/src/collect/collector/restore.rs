//! Going on after a restart: the store's records become the collector's knowledge.

use super::component::ComponentState;
use super::{CheckState, Collector, SAVE, VERDICTS_KEPT};
use model::alert::{AGAIN, Alert};
use model::estate::{Component, Estate, Index, Metric};
use model::judge::{Streak, Verdict};
use model::latency::Today;
use model::metric::{Gauge, Reading, Trace};
use model::public::BAR_DAYS;
use model::sample::Sample;
use model::status::Status;
use model::time::{At, Day};
use model::timeline::{Timeline, Turn};
use model::uptime::DayRollup;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Batch, Error, Store};

/// What the store holds that a collector needs.
#[derive(Default)]
pub struct Stored {
    streaks: BTreeMap<String, Streak>,
    verdicts: BTreeMap<String, Vec<Turn<Verdict>>>,
    statuses: BTreeMap<String, Vec<Turn<Status>>>,
    days: BTreeMap<String, Vec<DayRollup>>,
    alerts: Vec<Alert>,
    todays: BTreeMap<String, Today>,
    /// Samples that no stored streak has counted, in order of time.
    uncounted: Vec<Sample>,
    last_seen: Option<At>,
    readings: BTreeMap<String, Vec<Reading>>,
}

/// Reads what a collector for `estate` needs to go on at `now`.
pub fn stored(store: &Store, estate: &Estate, now: At) -> Result<Stored, Error> {
    let first = Day(now.day().0 - BAR_DAYS);
    let last_seen = store.last_seen()?;
    let streaks = store.streaks()?;
    let mut uncounted = Vec::new();
    for check in estate.checks() {
        let views = streaks.get(&check.id).map(|streak| &streak.views);
        let counted = views.and_then(|views| views.values().map(|view| view.seen).min());
        // What no streak has counted is of the last day that was seen, and not from long before its end: a location that
        // is silent for good does not make the whole history be read.
        let latest = last_seen.unwrap_or(now);
        let from = counted.map_or_else(|| latest.day().start(), |seen| (seen + 1).max(latest - 2 * SAVE));
        uncounted.extend(store.samples(&check.id, from, At(i64::MAX))?);
    }
    uncounted.sort_by_key(|sample| sample.at);
    let mut readings = BTreeMap::new();
    for metric in estate.metrics().filter(|metric| metric.public) {
        // The first rate of the day needs the reading before it.
        let from = Trace::start(now) - metric.gap();
        readings.insert(metric.id.clone(), store.readings(&metric.id, from, now + 1)?);
    }
    Ok(Stored {
        streaks,
        verdicts: store.verdicts(now - VERDICTS_KEPT)?,
        statuses: store.statuses(first.start())?,
        days: store.days(first)?,
        alerts: store.unsettled_alerts(now - AGAIN)?,
        todays: store.todays()?,
        uncounted,
        last_seen,
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
    let last_seen = stored.last_seen.unwrap_or(now).min(now);
    let today = last_seen.day();
    for (id, state) in &mut components {
        resume(state, stored.todays.remove(id), today, last_seen);
    }
    let mut changes = Vec::new();
    for sample in &stored.uncounted {
        let Some(state) = checks.get_mut(&sample.check) else { continue };
        if is_counted(state, sample) {
            continue;
        }
        changes.extend(state.streak.step(&state.check, sample).map(|change| (sample.check.clone(), change)));
        if let Some(component) = components.get_mut(&state.component) {
            component.see(sample, today);
        }
    }
    let known = stored.alerts.into_iter().filter(|alert| components.contains_key(&alert.component));
    let alerts = known.map(|alert| (alert.component.clone(), alert)).collect();
    let mut collector = Collector {
        index: Index::of(&estate),
        estate,
        checks,
        components,
        alerts,
        today,
        reached: last_seen,
        quiet_until: last_seen,
        version: 0,
        unstored: None,
        ahead: None,
        unseen: None,
        incidents: Arc::default(),
        batch: Batch::default(),
    };
    // Only under other rules than when they came do samples change what is stored with them.
    for (check, change) in changes {
        collector.turn(&check, &change);
    }
    collector
}

/// Goes on from what was known of a component's day, if that is `today`; what was stored was so at `last_seen` or before.
fn resume(state: &mut ComponentState, known: Option<Today>, today: Day, last_seen: At) {
    let Today { day, checked, latency, sketch } = known.unwrap_or_default();
    (state.checked, state.latency, state.saved) = (checked, latency, last_seen);
    if day == today {
        state.sketch = sketch;
    }
}

/// Whether the streak of a check has counted a sample.
fn is_counted(state: &CheckState, sample: &Sample) -> bool {
    state.streak.views.get(&sample.location).is_some_and(|view| sample.at <= view.seen)
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
