//! Uptime as an integral over time: every millisecond of a component's life is on exactly one of five clocks.
//!
//! ```text
//! uptime = (up + degraded) / (up + degraded + down)
//! ```
//!
//! Maintenance and unknown time are in neither numerator nor denominator: planned work is not an outage, and
//! what nobody saw is neither up nor down. Partial and major outages are both down. Where an operator says so,
//! maintenance is down too.
//!
//! It is about what was measured. What people say of a component in an incident changes what the component shows, and no
//! clock: nobody can talk an uptime up or down.

use crate::status::Status;
use crate::time::{At, Day};
use crate::timeline::Timeline;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Milliseconds on each clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// Operational.
    pub up: i64,
    /// Degraded.
    pub degraded: i64,
    /// Partial or major outage.
    pub down: i64,
    /// Maintenance.
    pub maintenance: i64,
    /// Nobody looked, or who looked was blind.
    pub unknown: i64,
}

impl Clocks {
    /// The clocks of `timeline` over `[from, to)`; the time before its first turn is on none of them.
    pub fn over(timeline: &Timeline<Status>, from: At, to: At) -> Clocks {
        let mut clocks = Clocks::default();
        for span in timeline.spans(from, to) {
            *clocks.of(span.state) += span.millis();
        }
        clocks
    }

    fn of(&mut self, status: Status) -> &mut i64 {
        match status {
            Status::Operational => &mut self.up,
            Status::Degraded => &mut self.degraded,
            Status::PartialOutage | Status::MajorOutage => &mut self.down,
            Status::Maintenance => &mut self.maintenance,
            Status::Unknown => &mut self.unknown,
        }
    }

    /// All five together, in milliseconds.
    pub fn total(&self) -> i64 {
        self.up + self.degraded + self.down + self.maintenance + self.unknown
    }

    /// The denominator of uptime in milliseconds: the time in which the component was seen and meant to be up.
    pub fn counted(&self) -> i64 {
        self.up + self.degraded + self.down
    }

    /// The same time with maintenance as down, as it is where planned work counts against uptime.
    pub fn with_maintenance_down(self) -> Clocks {
        Clocks { down: self.down + self.maintenance, maintenance: 0, ..self }
    }

    /// Uptime from 0 to 1; nothing if there is no time to count.
    pub fn uptime(&self) -> Option<f64> {
        (self.counted() > 0).then(|| (self.up + self.degraded) as f64 / self.counted() as f64)
    }
}

impl AddAssign for Clocks {
    fn add_assign(&mut self, other: Clocks) {
        self.up += other.up;
        self.degraded += other.degraded;
        self.down += other.down;
        self.maintenance += other.maintenance;
        self.unknown += other.unknown;
    }
}

impl std::iter::Sum for Clocks {
    fn sum<I: Iterator<Item = Clocks>>(parts: I) -> Clocks {
        parts.fold(Clocks::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}

/// Uptime in percent with three decimals, rounded down, so that 100 % means that nothing was lost.
pub fn percent(uptime: f64) -> String {
    let thousandths = (uptime * 100_000.0 + 1e-6).floor() / 1_000.0;
    if thousandths >= 100.0 { "100 %".into() } else { format!("{thousandths:.3} %") }
}

/// One UTC day of a component.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayRollup {
    /// Which day.
    pub day: Day,
    /// How its time was spent.
    pub clocks: Clocks,
    /// The worst trouble that it saw; `Unknown` if it saw none and was not seen for most of its time.
    pub worst: Status,
    /// Its latency, if anything answered.
    pub latency: Option<Quantiles>,
}

/// Latency of a day in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantiles {
    /// Half of the answers took at most this.
    pub p50: u32,
    /// 95 of 100.
    pub p95: u32,
    /// 99 of 100.
    pub p99: u32,
}

impl DayRollup {
    /// The rollup of `day` as `timeline` has it until `now`; nothing if the component did not live then.
    pub fn of(
        timeline: &Timeline<Status>,
        day: Day,
        now: At,
        latency: Option<Quantiles>,
    ) -> Option<DayRollup> {
        let (from, to) = (day.start(), day.end().min(now));
        let clocks = Clocks::over(timeline, from, to);
        let seen =
            timeline.spans(from, to).map(|span| span.state).filter(|status| *status != Status::Unknown);
        let worst = match Status::worst(seen) {
            trouble if trouble.is_trouble() => trouble,
            _ if 2 * clocks.unknown > clocks.total() => Status::Unknown,
            calm => calm,
        };
        (clocks.total() > 0).then_some(DayRollup { day, clocks, worst, latency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;
    use crate::timeline::Turn;
    use proptest::prelude::*;

    fn timeline(turns: &[(i64, Status)]) -> Timeline<Status> {
        Timeline::new(turns.iter().map(|(from, state)| Turn {
            from: At(*from),
            state: *state,
            why: String::new(),
        }))
    }

    #[test]
    fn a_known_day_adds_up() {
        let timeline = timeline(&[
            (0, Status::Operational),
            (1_000, Status::MajorOutage),
            (4_000, Status::Maintenance),
            (5_000, Status::Unknown),
            (7_000, Status::Degraded),
        ]);
        let clocks = Clocks::over(&timeline, At(0), At(10_000));
        assert_eq!(
            clocks,
            Clocks { up: 1_000, degraded: 3_000, down: 3_000, maintenance: 1_000, unknown: 2_000 }
        );
        assert_eq!(clocks.uptime(), Some(4.0 / 7.0));
    }

    #[test]
    fn planned_work_is_an_outage_where_it_is_said_to_be() {
        let clocks = Clocks { up: 6, degraded: 1, down: 1, maintenance: 2, unknown: 5 };
        assert_eq!((clocks.uptime(), clocks.with_maintenance_down().uptime()), (Some(0.875), Some(0.7)));
        assert_eq!(clocks.with_maintenance_down().total(), clocks.total());
    }

    #[test]
    fn nothing_seen_is_no_uptime() {
        assert_eq!(Clocks { unknown: 5, maintenance: 9, ..Clocks::default() }.uptime(), None);
    }

    #[test]
    fn a_day_shows_its_worst_trouble_and_unknown_only_if_it_was_mostly_unseen() {
        let worst =
            |turns: &[(i64, Status)]| DayRollup::of(&timeline(turns), Day(0), At(1_000), None).unwrap().worst;
        assert_eq!(worst(&[(0, Status::Operational), (900, Status::Unknown)]), Status::Operational);
        assert_eq!(worst(&[(0, Status::Operational), (400, Status::Unknown)]), Status::Unknown);
        assert_eq!(worst(&[(0, Status::Unknown), (990, Status::Degraded)]), Status::Degraded);
    }

    #[test]
    fn percent_never_rounds_an_outage_away() {
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.999_999), "99.999 %");
        assert_eq!(percent(0.5), "50.000 %");
    }

    fn turns() -> impl Strategy<Value = Vec<(i64, Status)>> {
        prop::collection::vec((0i64..3 * DAY, prop::sample::select(Status::ALL.to_vec())), 1..30)
    }

    proptest! {
        #[test]
        fn five_clocks_are_wall_time(mut turns in turns(), to in 0i64..4 * DAY) {
            turns.push((0, Status::Operational));
            let clocks = Clocks::over(&timeline(&turns), At(0), At(to));
            prop_assert_eq!(clocks.total(), to);
            prop_assert!(clocks.uptime().is_none_or(|uptime| (0.0..=1.0).contains(&uptime)));
        }

        #[test]
        fn splitting_an_interval_changes_nothing(turns in turns(), cut in 0i64..3 * DAY) {
            let timeline = timeline(&turns);
            let whole = Clocks::over(&timeline, At(0), At(3 * DAY));
            let mut parts = Clocks::over(&timeline, At(0), At(cut));
            parts += Clocks::over(&timeline, At(cut), At(3 * DAY));
            prop_assert_eq!(parts, whole);
        }

        #[test]
        fn days_add_up_to_the_whole(turns in turns()) {
            let timeline = timeline(&turns);
            let days: Clocks = (0..3)
                .filter_map(|day| DayRollup::of(&timeline, Day(day), At(3 * DAY), None))
                .map(|rollup| rollup.clocks)
                .sum();
            prop_assert_eq!(days, Clocks::over(&timeline, At(0), At(3 * DAY)));
        }
    }
}
