//! The busiest value of each day, from what was read of a metric.

use model::estate::Metric;
use model::metric::{Rate, Reading};
use model::time::Day;

/// A day of which less than this share of the usual readings is there says nothing of how busy it was.
const ENOUGH: f64 = 0.5;

/// The busiest value of each day, the oldest first; of a counter, of its rate. Days with few readings are left out.
pub fn busiest(metric: &Metric, readings: &[Reading]) -> Vec<f64> {
    let mut rate = metric.rate.then(|| Rate::new(metric.gap()));
    let mut days: Vec<(Day, usize, f64)> = Vec::new();
    for reading in readings {
        let value = match &mut rate {
            Some(rate) => rate.step(reading.at, reading.value),
            None => Some(reading.value),
        };
        let Some(value) = value.filter(|value| value.is_finite()) else { continue };
        match days.last_mut().filter(|(day, ..)| *day == reading.at.day()) {
            Some((_, count, most)) => (*count, *most) = (*count + 1, most.max(value)),
            None => days.push((reading.at.day(), 1, value)),
        }
    }
    let usual = days.iter().map(|(_, count, _)| *count).max().unwrap_or(0) as f64;
    let whole = days.iter().filter(|(_, count, _)| *count as f64 >= ENOUGH * usual);
    whole.map(|(.., most)| *most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::{At, DAY, MINUTE};

    #[test]
    fn days_tell_their_most_and_those_that_were_hardly_seen_are_left_out() {
        let metric = Metric {
            id: "s/c/m".into(),
            name: "M".into(),
            unit: String::new(),
            kind: "exposition".into(),
            target: String::new(),
            options: Default::default(),
            interval: MINUTE,
            rate: false,
            public: true,
        };
        let reading = |day: i64, minute: i64, value: f64| Reading {
            metric: "s/c/m".into(),
            at: At(day * DAY + minute * MINUTE),
            value,
        };
        let days = (0..3).flat_map(|day| (0..10).map(move |minute| (day, minute)));
        let mut readings: Vec<_> =
            days.map(|(day, minute)| reading(day, minute, (day * 100 + minute) as f64)).collect();
        readings.push(reading(3, 0, 999.0));
        assert_eq!(busiest(&metric, &readings), [9.0, 109.0, 209.0]);
        // Each minute counts 60 more, and a new day begins with a gap.
        let counter = Metric { rate: true, ..metric };
        let counts: Vec<_> = readings
            .iter()
            .zip(0..)
            .map(|(it, place)| Reading { value: f64::from(place) * 60.0, ..it.clone() })
            .collect();
        assert_eq!(busiest(&counter, &counts), [1.0, 1.0, 1.0]);
    }
}
