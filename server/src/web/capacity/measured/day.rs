//! What the last day of each metric was like that a plan names, for whoever may see it: visitors what is public, members all.

use crate::web::error::HttpError;
use crate::web::state::Web;
use capacity::Plan;
use capacity::plan::RATIO;
use model::estate::Metric;
use model::metric::{Extent, Gauge, Reading};
use model::public::Public;
use model::time::{At, DAY};
use std::collections::BTreeMap;

/// Units and extents by component and metric: `nexus/requests`.
#[derive(Default)]
pub struct Days(BTreeMap<String, (String, Extent)>);

impl Days {
    /// The days of all metrics that the plan names; of internal ones only for a member.
    pub async fn of(web: &Web, plan: &Plan, member: bool) -> Result<Days, HttpError> {
        let public = web.public();
        let mut days = Days::default();
        let mut internal = Vec::new();
        for name in plan.measured.values().flat_map(|its| its.split(RATIO)) {
            let id = format!("{}/{name}", plan.system);
            let Some(metric) = web.content.estate.metrics().find(|metric| metric.id == id) else { continue };
            match shown(&public, web, metric) {
                Some(day) => days.add(name, metric, day),
                None if member && !metric.public => internal.push((name.to_owned(), metric.clone())),
                None => {}
            }
        }
        days.read(web, internal, public.at).await?;
        Ok(days)
    }

    /// The unit of a metric and what its day was like; nothing where nothing was read, or who asks may not see it.
    pub fn get(&self, name: &str) -> Option<(&str, Extent)> {
        self.0.get(name).map(|(unit, day)| (unit.as_str(), *day))
    }

    fn add(&mut self, name: &str, metric: &Metric, day: Extent) {
        self.0.insert(name.to_owned(), (metric.unit.clone(), day));
    }

    /// Reads the days of these metrics from the store.
    async fn read(&mut self, web: &Web, metrics: Vec<(String, Metric)>, now: At) -> Result<(), HttpError> {
        let ids: Vec<String> = metrics.iter().map(|(_, metric)| metric.id.clone()).collect();
        let from = now - DAY;
        let each = web.members.records(move |records, _| {
            ids.iter().map(|id| records.readings(id, from, now)).collect::<Result<Vec<_>, _>>()
        });
        for ((name, metric), readings) in metrics.iter().zip(each.await?) {
            if let Some(day) = of(metric, &readings, now) {
                self.add(name, metric, day);
            }
        }
        Ok(())
    }
}

/// Whether the plan names a metric that a member, or else a visitor, may see.
pub fn offers(web: &Web, plan: &Plan, member: bool) -> bool {
    let is_public = |name: &str| {
        let id = format!("{}/{name}", plan.system);
        web.content.estate.metrics().any(|metric| metric.id == id && metric.public)
    };
    let mut names = plan.measured.values().flat_map(|its| its.split(RATIO));
    names.any(|name| member || is_public(name))
}

/// The day of a public metric as pages show it.
fn shown(public: &Public, web: &Web, metric: &Metric) -> Option<Extent> {
    let component =
        web.content.estate.components().find(|it| it.metrics.iter().any(|its| its.id == metric.id))?;
    let mut shown = component.metrics.iter().filter(|metric| metric.public);
    let place = shown.position(|its| its.id == metric.id)?;
    public.components().find(|it| it.id == component.id)?.metrics.get(place)?.trace.extent(public.at)
}

/// The day that ends at `now`, by what was read in it; of a counter, by its rate.
fn of(metric: &Metric, readings: &[Reading], now: At) -> Option<Extent> {
    let mut gauge = Gauge::new(metric);
    readings.iter().for_each(|reading| gauge.take(reading.at, reading.value));
    gauge.trace.extent(now)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use model::time::MINUTE;

    #[test]
    fn a_day_is_that_of_its_readings_and_of_a_counter_that_of_its_rate() {
        let metric = Metric {
            id: "s/c/m".into(),
            name: "M".into(),
            unit: "/s".into(),
            kind: "prometheus".into(),
            target: String::new(),
            options: Default::default(),
            interval: MINUTE,
            rate: false,
            public: false,
        };
        let now = At(20_000 * DAY);
        let reading = |minute: i64| Reading {
            metric: "s/c/m".into(),
            at: now - (60 - minute) * MINUTE,
            value: 120.0 * minute as f64,
        };
        let readings: Vec<_> = (0..60).map(reading).collect();
        let day = of(&metric, &readings, now).unwrap();
        assert_eq!((day.least, day.most), (0.0, 120.0 * 59.0));
        let day = of(&Metric { rate: true, ..metric.clone() }, &readings, now).unwrap();
        assert_eq!((day.least, day.mean, day.most), (2.0, 2.0, 2.0));
        assert!(of(&metric, &[], now).is_none());
    }
}
