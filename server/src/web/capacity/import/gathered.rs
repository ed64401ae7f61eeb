//! Samples on their way to series: readings of the same series one after the other, with their times or without.

use capacity::import::Series;
use std::collections::BTreeMap;

/// Where the times come from that a text does not say.
#[derive(Clone, Copy)]
pub struct Moment {
    /// When its last reading was, in seconds since 1970.
    pub now: f64,
    /// Seconds from one reading to the next.
    pub apart: f64,
}

/// Names and values of labels.
pub type Labels = Vec<(String, String)>;

/// Readings by the name and the labels of their series.
#[derive(Default)]
pub struct Gathered(BTreeMap<(String, Labels), Readings>);

/// Values, each with its time in seconds since 1970 if it says one.
type Readings = Vec<(Option<f64>, f64)>;

impl Gathered {
    /// Adds a reading, with its time in seconds since 1970 if it says one. What is no number is left out.
    pub fn add(&mut self, name: &str, labels: Labels, at: Option<f64>, value: f64) {
        let readings = self.0.entry((name.to_owned(), labels)).or_default();
        if value.is_finite() && at.is_none_or(f64::is_finite) {
            readings.push((at, value));
        }
    }

    /// All of them as series. The last readings without a time were at the moment, those before them earlier.
    pub fn series(self, moment: Moment) -> Vec<Series> {
        let most = self.0.values().map(Vec::len).max().unwrap_or(0);
        let all = self.0.into_iter().map(|((name, labels), readings)| {
            let late = |place: usize| moment.now - (most.saturating_sub(place + 1)) as f64 * moment.apart;
            let readings = readings.into_iter().enumerate();
            let mut samples: Vec<_> =
                readings.map(|(place, (at, value))| (at.unwrap_or_else(|| late(place)), value)).collect();
            samples.sort_by(|a, b| a.0.total_cmp(&b.0));
            Series { name, labels, samples, is_rate: false }
        });
        all.filter(|series| !series.samples.is_empty()).collect()
    }
}
