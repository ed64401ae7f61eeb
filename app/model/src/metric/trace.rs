//! The last day of a metric, thinned to means of ten minutes, as much as a line on a page can show.

use crate::time::{At, DAY, MINUTE};

/// Milliseconds of which a point is the mean.
pub const POINT: i64 = 10 * MINUTE;

/// How many points a day has.
pub const DAY_POINTS: i64 = DAY / POINT;

/// The last day of a metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    latest: Option<(At, f64)>,
    /// In order of time, at most [`DAY_POINTS`].
    points: Vec<Point>,
}

/// The values of ten minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    /// Which ten minutes, counted from the epoch.
    number: i64,
    count: u32,
    extent: Extent,
}

/// How small, how large and how much on average something was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The smallest value.
    pub least: f64,
    /// The mean of all values.
    pub mean: f64,
    /// The largest value.
    pub most: f64,
}

impl Trace {
    /// Adds a value that was true at `at`; one that is older than the latest is left out, as is what is no number.
    pub fn add(&mut self, at: At, value: f64) {
        if !value.is_finite() || self.latest.is_some_and(|(latest, _)| at <= latest) {
            return;
        }
        self.latest = Some((at, value));
        let number = number(at);
        match self.points.last_mut().filter(|point| point.number == number) {
            Some(point) => point.add(value),
            None => self.points.push(Point::of(number, value)),
        }
        self.points.retain(|point| point.number > number - DAY_POINTS);
    }

    /// The first instant of the day that ends at `now`, as points divide it.
    pub fn start(now: At) -> At {
        At((number(now) + 1 - DAY_POINTS) * POINT)
    }

    /// The latest value and when it was read, if that was within the day that ends at `now`.
    pub fn latest(&self, now: At) -> Option<(At, f64)> {
        self.latest.filter(|(at, _)| *at >= Trace::start(now))
    }

    /// The means of the day that ends at `now`, each with its place in it, from 0 to [`DAY_POINTS`] exclusive.
    pub fn points(&self, now: At) -> impl Iterator<Item = (i64, f64)> {
        let first = number(now) + 1 - DAY_POINTS;
        let places = self.points.iter().map(move |point| (point.number - first, point.extent.mean));
        places.filter(|(place, _)| (0..DAY_POINTS).contains(place))
    }

    /// What the day that ends at `now` was like; nothing if it has no value.
    pub fn extent(&self, now: At) -> Option<Extent> {
        let first = number(now) + 1 - DAY_POINTS;
        let of_the_day = self.points.iter().filter(|point| point.number >= first).copied();
        of_the_day.reduce(Point::and).map(|all| all.extent)
    }
}

impl Point {
    fn of(number: i64, value: f64) -> Point {
        Point { number, count: 1, extent: Extent { least: value, mean: value, most: value } }
    }

    fn add(&mut self, value: f64) {
        *self = self.and(Point::of(self.number, value));
    }

    /// Both together, as a mean that cannot overflow.
    fn and(self, other: Point) -> Point {
        let count = self.count.saturating_add(other.count);
        let share = |point: Point| point.extent.mean * (f64::from(point.count) / f64::from(count));
        let (one, two) = (self.extent, other.extent);
        let extent = Extent {
            least: one.least.min(two.least),
            mean: share(self) + share(other),
            most: one.most.max(two.most),
        };
        Point { number: other.number, count, extent }
    }
}

/// Which ten minutes hold an instant.
fn number(at: At) -> i64 {
    at.0.div_euclid(POINT)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const NOW: At = At(200 * DAY + DAY / 2 + 7);

    fn trace(values: &[(i64, f64)]) -> Trace {
        let mut trace = Trace::default();
        values.iter().for_each(|(ago, value)| trace.add(NOW - *ago, *value));
        trace
    }

    #[test]
    fn values_of_ten_minutes_are_one_point() {
        let trace = trace(&[(3 * POINT, 4.0), (POINT, 2.0), (5, 5.0), (0, 7.0)]);
        let places: Vec<_> = trace.points(NOW).collect();
        assert_eq!(places, [(DAY_POINTS - 4, 4.0), (DAY_POINTS - 2, 2.0), (DAY_POINTS - 1, 6.0)]);
        assert_eq!(trace.latest(NOW), Some((NOW, 7.0)));
        assert_eq!(trace.extent(NOW), Some(Extent { least: 2.0, mean: 4.5, most: 7.0 }));
    }

    #[test]
    fn after_a_day_nothing_is_left() {
        let trace = trace(&[(5, 1.0)]);
        assert_eq!(trace.points(NOW + DAY - POINT).collect::<Vec<_>>(), [(0, 1.0)]);
        let later = NOW + DAY;
        assert_eq!((trace.points(later).count(), trace.latest(later), trace.extent(later)), (0, None, None));
    }

    #[test]
    fn what_is_late_or_no_number_is_left_out() {
        let trace = trace(&[(10, 1.0), (10, 2.0), (20, 3.0), (5, f64::NAN), (4, f64::INFINITY)]);
        assert_eq!(trace.extent(NOW), Some(Extent { least: 1.0, mean: 1.0, most: 1.0 }));
    }

    proptest! {
        #[test]
        fn a_day_has_no_more_points_than_it_may_and_a_mean_between_its_ends(
            values in prop::collection::vec((1i64..3_000_000, any::<f64>()), 1..400),
        ) {
            let (mut trace, mut at) = (Trace::default(), At(0));
            for (passed, value) in values {
                at = at + passed;
                trace.add(at, value);
                prop_assert!(trace.points.len() as i64 <= DAY_POINTS);
            }
            if let Some(Extent { least, mean, most }) = trace.extent(at) {
                let slack = 1e-12 * least.abs().max(most.abs());
                prop_assert!(least - slack <= mean && mean <= most + slack, "{least} {mean} {most}");
            }
        }

        /// Whoever goes on from readings of the last day, and those that its first rate needs, shows the same.
        #[test]
        fn the_last_day_is_enough_to_go_on(
            readings in prop::collection::vec((1_000i64..1_200_000, 0u32..500), 1..400),
            cut in any::<prop::sample::Index>(),
        ) {
            let metric = crate::estate::Metric {
                id: "s/c/m".into(),
                name: String::new(),
                unit: String::new(),
                kind: "exposition".into(),
                target: String::new(),
                options: Default::default(),
                interval: MINUTE,
                rate: true,
                public: true,
            };
            let (mut at, mut total, mut whole) = (At(0), 0.0, crate::metric::Gauge::new(&metric));
            let mut taken = Vec::new();
            for (passed, growth) in readings {
                at = at + passed;
                total += f64::from(growth);
                taken.push((at, total));
            }
            taken.iter().for_each(|(at, value)| whole.take(*at, *value));
            let restart = taken[cut.index(taken.len())].0;
            let mut again = crate::metric::Gauge::new(&metric);
            let from = Trace::start(restart) - metric.gap();
            taken.iter().filter(|(at, _)| *at >= from).for_each(|(at, value)| again.take(*at, *value));
            prop_assert_eq!(again.trace.latest(at), whole.trace.latest(at));
            prop_assert_eq!(again.trace.extent(at), whole.trace.extent(at));
        }
    }
}
