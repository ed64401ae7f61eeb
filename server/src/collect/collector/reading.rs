//! Readings of metrics: kept as they were read, and shown if visitors may see them.

use super::Collector;
use model::metric::Reading;

impl Collector {
    /// Takes one reading. One of a component that the estate does not have is dropped.
    pub fn read(&mut self, reading: Reading) {
        let component = reading.metric.rsplit_once('/').map(|(component, _)| component);
        let Some(state) = component.and_then(|id| self.components.get_mut(id)) else { return };
        if let Some(gauge) = state.gauges.get_mut(&reading.metric) {
            gauge.take(reading.at, reading.value);
        }
        self.batch.readings.push(reading);
    }
}

#[cfg(test)]
mod tests {
    use crate::collect::collector::{Collector, Stored, stored};
    use model::estate::{Check, Component, Estate, Group, Metric, System};
    use model::metric::Reading;
    use model::public::PublicMetric;
    use model::time::{At, DAY, MINUTE};
    use std::sync::Arc;
    use store::Store;

    const START: At = At(100 * DAY);

    fn metric(id: &str, rate: bool, public: bool) -> Metric {
        Metric {
            id: format!("s/web/{id}"),
            name: id.into(),
            unit: String::new(),
            kind: "exposition".into(),
            target: "http://web:80/metrics".into(),
            options: Default::default(),
            interval: MINUTE,
            rate,
            public,
        }
    }

    fn estate() -> Arc<Estate> {
        let checks = vec![Check::new("s/web/health", "tcp", "web:1")];
        let metrics =
            vec![metric("requests", true, true), metric("cpu", false, true), metric("lag", false, false)];
        let components = vec![Component { metrics, ..Component::new("s/web", "Web", "all", checks) }];
        let groups = vec![Group::new("all", "All")];
        let system = System { groups, components, ..System::new("s", "S") };
        Arc::new(Estate { systems: vec![system] })
    }

    /// Readings a minute: the counter grows by 60 a minute and is reset at the twentieth.
    fn minutes(collector: &mut Collector, from: i64, to: i64) {
        for minute in from..to {
            let counter = if minute < 20 { minute * 60 } else { (minute - 20) * 60 };
            for (id, value) in [("requests", counter as f64), ("cpu", 0.5), ("lag", minute as f64)] {
                let metric = format!("s/web/{id}").into();
                collector.read(Reading { metric, at: START + minute * MINUTE, value });
            }
        }
    }

    fn shown(collector: &mut Collector, now: At) -> Vec<PublicMetric> {
        collector.snapshot(now).public.components().next().unwrap().metrics.clone()
    }

    #[test]
    fn a_counter_is_kept_as_read_and_shown_as_its_rate() {
        let mut collector = Collector::new(estate(), Stored::default(), START);
        minutes(&mut collector, 0, 30);
        collector.read(Reading { metric: "s/gone/cpu".into(), at: START, value: 1.0 });
        let kept = collector.drain().readings;
        assert_eq!((kept.len(), kept[3].value), (90, 60.0));
        let now = START + 30 * MINUTE;
        let shown = shown(&mut collector, now);
        assert_eq!(shown.iter().map(|metric| metric.name.as_str()).collect::<Vec<_>>(), ["requests", "cpu"]);
        assert_eq!(shown[0].trace.latest(now), Some((START + 29 * MINUTE, 1.0)));
        // At the reset nothing was counted yet.
        assert_eq!(shown[0].trace.extent(now).map(|extent| (extent.least, extent.most)), Some((0.0, 1.0)));
        assert_eq!(shown[1].trace.extent(now).map(|extent| extent.mean), Some(0.5));
    }

    #[test]
    fn a_restart_changes_nothing_that_is_shown() {
        let end = START + 40 * MINUTE;
        let mut whole = Collector::new(estate(), Stored::default(), START);
        minutes(&mut whole, 0, 40);
        let whole = shown(&mut whole, end);
        for cut in [1, 10, 20, 21, 39] {
            let mut store = Store::memory().unwrap();
            let mut before = Collector::new(estate(), Stored::default(), START);
            minutes(&mut before, 0, cut);
            store.append(&before.drain()).unwrap();
            let now = START + cut * MINUTE - 1;
            let mut after = Collector::new(estate(), stored(&store, &estate(), now).unwrap(), now);
            minutes(&mut after, cut, 40);
            assert_eq!(shown(&mut after, end), whole, "cut at minute {cut}");
            store.append(&after.drain()).unwrap();
            assert_eq!(store.readings("s/web/lag", START, end).unwrap().len(), 40);
        }
    }
}
