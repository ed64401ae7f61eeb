//! The latencies of a component over a stretch of time, as a chart shows them: quantiles of each hour, or of each day.

use super::Sketch;
use crate::time::{At, DAY, HOUR};
use crate::uptime::{DayRollup, Quantiles};
use std::collections::BTreeMap;

/// How far back a chart goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 90 days, as far as the bars go.
    Quarter,
    /// 365 days.
    Year,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Latencies {
    /// How far back it goes.
    pub range: Range,
    /// Its first instant.
    pub first: At,
    /// The quantiles of each hour or day in which something answered, by its place from `first` on, in order.
    pub points: Vec<(i64, Quantiles)>,
}

impl Range {
    /// All of them, the shortest first.
    pub const ALL: [Range; 5] = [Range::Day, Range::Week, Range::Month, Range::Quarter, Range::Year];

    /// Its word in URLs.
    pub fn slug(self) -> &'static str {
        match self {
            Range::Day => "day",
            Range::Week => "week",
            Range::Month => "month",
            Range::Quarter => "quarter",
            Range::Year => "year",
        }
    }

    /// The one with this word.
    pub fn from_slug(slug: &str) -> Option<Range> {
        Range::ALL.into_iter().find(|range| range.slug() == slug)
    }

    /// How many hours, for a day, or days it has.
    pub fn places(self) -> i64 {
        match self {
            Range::Day => 24,
            Range::Week => 7,
            Range::Month => 30,
            Range::Quarter => 90,
            Range::Year => 365,
        }
    }

    /// Milliseconds of one of them.
    pub fn step(self) -> i64 {
        if self == Range::Day { HOUR } else { DAY }
    }

    /// The first instant of a chart whose last hour or day is that of `now`.
    pub fn first(self, now: At) -> At {
        At((now.0.div_euclid(self.step()) + 1 - self.places()) * self.step())
    }

    /// The place of an instant in a chart at `now`; nothing if it is not in it.
    fn place(self, at: At, now: At) -> Option<i64> {
        let place = at.since(self.first(now)).div_euclid(self.step());
        Some(place).filter(|place| (0..self.places()).contains(place))
    }
}

impl Latencies {
    /// What `days`, oldest first, have within `range` at `now`.
    pub fn of_days<'a>(range: Range, days: impl IntoIterator<Item = &'a DayRollup>, now: At) -> Latencies {
        let point = |rollup: &DayRollup| Some((range.place(rollup.day.start(), now)?, rollup.latency?));
        Latencies { range, first: range.first(now), points: days.into_iter().filter_map(point).collect() }
    }

    /// What good answers, each with its instant and its latency in microseconds, were hour by hour in the day up to `now`.
    pub fn of_answers(answers: impl IntoIterator<Item = (At, u32)>, now: At) -> Latencies {
        let mut hours: BTreeMap<i64, Sketch> = BTreeMap::new();
        for (at, latency) in answers {
            if let Some(place) = Range::Day.place(at, now) {
                hours.entry(place).or_default().add(latency);
            }
        }
        let points = hours.into_iter().filter_map(|(place, sketch)| Some((place, sketch.quantiles()?)));
        Latencies { range: Range::Day, first: Range::Day.first(now), points: points.collect() }
    }

    /// The first instant of a place.
    pub fn at(&self, place: i64) -> At {
        self.first + place * self.range.step()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::status::Status;
    use crate::time::Day;
    use crate::uptime::Clocks;

    const NOW: At = At(1_795_216_179_000);

    #[test]
    fn a_range_is_found_by_its_word() {
        for range in Range::ALL {
            assert_eq!(Range::from_slug(range.slug()), Some(range));
        }
        assert_eq!(Range::from_slug("decade"), None);
    }

    #[test]
    fn a_chart_ends_with_the_hour_or_day_of_now() {
        for range in Range::ALL {
            let last = range.first(NOW) + (range.places() - 1) * range.step();
            assert!(last <= NOW && NOW < last + range.step(), "{range:?}");
            assert_eq!(range.place(NOW, NOW), Some(range.places() - 1));
            assert_eq!(range.place(range.first(NOW) - 1, NOW), None);
        }
    }

    #[test]
    fn days_without_answers_and_before_the_range_have_no_point() {
        let today = NOW.day();
        let quantiles = Quantiles { p50: 1, p95: 2, p99: 3 };
        let day = |ago: i64, latency| DayRollup {
            day: Day(today.0 - ago),
            clocks: Clocks::default(),
            worst: Status::Operational,
            latency,
        };
        let days = [day(7, Some(quantiles)), day(6, Some(quantiles)), day(3, None), day(0, Some(quantiles))];
        let over = Latencies::of_days(Range::Week, &days, NOW);
        assert_eq!(over.points, [(0, quantiles), (6, quantiles)]);
        assert_eq!(over.at(6), today.start());
    }

    #[test]
    fn answers_are_told_hour_by_hour() {
        let answers =
            [(NOW, 1_000), (NOW - 1, 1_000), (NOW - HOUR, 9_000), (NOW - 2 * DAY, 5), (NOW + HOUR, 7)];
        let over = Latencies::of_answers(answers, NOW);
        let places: Vec<_> = over.points.iter().map(|(place, its)| (*place, its.p50 > 5_000)).collect();
        assert_eq!(places, [(22, true), (23, false)]);
    }
}
