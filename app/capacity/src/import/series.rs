//! Measured series, and what several of them come to at each time.

use std::collections::BTreeMap;

/// A series as it was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The name of its metric; empty for the result of a query, and where nothing names it.
    pub name: String,
    /// Names and values of its labels.
    pub labels: Vec<(String, String)>,
    /// Seconds since 1970 and value, by rising time.
    pub samples: Vec<(f64, f64)>,
    /// True if it tells how fast a counter goes, and not how far it is.
    pub is_rate: bool,
}

impl Series {
    /// The value of a label; nothing if it has none by this name.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str())
    }

    /// How fast its counter went by the second, at the end of each step. A value below the one before is that of a counter
    /// which began anew. Source: Prometheus, query functions, `rate`.
    pub(super) fn rates(&self) -> Vec<(f64, f64)> {
        if self.is_rate {
            return self.samples.clone();
        }
        let step = |pair: &[(f64, f64)]| {
            let [(from, before), (to, after)] = pair else { return None };
            let grown = if after >= before { after - before } else { *after };
            Some((*to, grown / (to - from))).filter(|(_, rate)| rate.is_finite() && to > from)
        };
        self.samples.windows(2).filter_map(step).collect()
    }
}

/// What a quantity was like over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// The most.
    pub most: f64,
    /// The mean of all times.
    pub mean: f64,
    /// Seconds since 1970 of the last sample.
    pub at: f64,
    /// How many times there are.
    pub times: usize,
}

/// How lines of time and value are put together at each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// Added up.
    Sum,
    /// The largest.
    Most,
}

/// What these lines come to together. Samples of one step of time belong together, because nobody reads all of them at
/// the same instant. Nothing without a sample.
pub(super) fn extent(lines: &[Vec<(f64, f64)>], together: Together) -> Option<Extent> {
    let step = lines.iter().filter_map(|line| gap(line)).fold(0.0, f64::max);
    let step = if step > 0.0 { step } else { f64::INFINITY };
    let mut sums: BTreeMap<i64, f64> = BTreeMap::new();
    for line in lines {
        // Several samples of one line within a step count as their mean.
        let mut own: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        for (at, value) in line {
            let entry = own.entry(libm::floor(at / step) as i64).or_default();
            *entry = (entry.0 + value, entry.1 + 1.0);
        }
        for (place, (sum, count)) in own {
            let value = sum / count;
            let entry = sums.entry(place).or_insert(if together == Together::Sum { 0.0 } else { value });
            *entry = if together == Together::Sum { *entry + value } else { entry.max(value) };
        }
    }
    let at = lines.iter().flatten().map(|(at, _)| *at).reduce(f64::max)?;
    let most = sums.values().copied().reduce(f64::max)?;
    let mean = sums.values().sum::<f64>() / sums.len() as f64;
    Some(Extent { most, mean, at, times: sums.len() })
        .filter(|its| its.most.is_finite() && its.mean.is_finite())
}

/// The middle one of the steps between samples.
fn gap(line: &[(f64, f64)]) -> Option<f64> {
    let mut gaps: Vec<_> =
        line.windows(2).filter_map(|pair| Some(pair.get(1)?.0 - pair.first()?.0)).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().filter(|gap| *gap > 0.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_counter_that_begins_anew_went_on_from_zero() {
        let samples = vec![(0.0, 10.0), (10.0, 40.0), (20.0, 5.0), (20.0, 9.0)];
        let counter = Series { samples, ..Series::default() };
        assert_eq!(counter.rates(), [(10.0, 3.0), (20.0, 0.5)]);
        let rate = Series { is_rate: true, ..counter };
        assert_eq!(rate.rates().len(), 4);
    }

    #[test]
    fn lines_are_put_together_although_they_were_not_read_at_the_same_instant() {
        let lines = [vec![(0.0, 1.0), (60.0, 3.0)], vec![(7.0, 10.0), (67.0, 20.0)]];
        let sum = extent(&lines, Together::Sum).unwrap();
        assert_eq!((sum.most, sum.mean, sum.at, sum.times), (23.0, 17.0, 67.0, 2));
        assert_eq!(extent(&lines, Together::Most).unwrap().most, 20.0);
        // One sample each, as of an instant query.
        assert_eq!(extent(&[vec![(5.0, 1.0)], vec![(9.0, 2.0)]], Together::Sum).unwrap().most, 3.0);
        assert_eq!(extent(&[vec![]], Together::Sum), None);
        assert_eq!(extent(&[vec![(0.0, f64::MAX)], vec![(0.0, f64::MAX)]], Together::Sum), None);
    }
}
