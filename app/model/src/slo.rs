//! Service level objectives: how much of the time a component is to be up, and how long that lets it be down.
//!
//! ```text
//! error budget = (100 % - objective) * counted, rounded down
//! left = error budget - down
//! ```
//!
//! What is counted is the denominator of uptime, so that budget is left, or just used up, exactly where uptime is not below
//! the objective. Source: Google, The Site Reliability Workbook (2018), chapters 2 and 5, for time in the place of requests.

use crate::time::Day;
use crate::uptime::{Clocks, DayRollup};

/// What is 100 %: objectives are in thousandths of a percent.
const WHOLE: u32 = 100_000;

/// The longest window of an objective in days: as long as the bars are.
pub const MOST_DAYS: i64 = crate::public::BAR_DAYS;

/// What a component is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slo {
    /// Thousandths of a percent of its time that it is to be up; below 100 %.
    objective: u32,
    /// Days of its window, the current one included.
    pub days: i64,
}

/// What an objective allows within some time, and what of that is used; milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The time of which the objective takes its share.
    pub counted: i64,
    /// How long it lets a component be down.
    pub allowed: i64,
    /// How long the component was down.
    pub used: i64,
}

impl Slo {
    /// The objective that is written in percent with at most three decimals, such as `99.95`, over a window of 30 days; nothing
    /// if it is not above 0 and below 100.
    pub fn parse(percent: &str) -> Option<Slo> {
        let (whole, decimals) = percent.split_once('.').unwrap_or((percent, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 2 || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
            return None;
        }
        let objective =
            format!("{whole}{decimals:0<3}").parse().ok().filter(|its| (1..WHOLE).contains(its))?;
        Some(Slo { objective, days: 30 })
    }

    /// The same over a window of so many days.
    pub fn over(self, days: i64) -> Slo {
        Slo { days, ..self }
    }

    /// The share of its time that it is to be up, between 0 and 1.
    pub fn share(&self) -> f64 {
        f64::from(self.objective) / f64::from(WHOLE)
    }

    /// The objective as people write it: `99.9 %`.
    pub fn percent(&self) -> String {
        let text = format!("{}.{:03}", self.objective / 1_000, self.objective % 1_000);
        format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// The budget for time that counts like this.
    pub fn budget(&self, counting: Clocks) -> Budget {
        let (counted, used) = (counting.counted(), counting.down);
        let allowed = i128::from(counted) * i128::from(WHOLE - self.objective) / i128::from(WHOLE);
        Budget { counted, allowed: allowed as i64, used }
    }

    /// Those of `days` that are in its window, of which `today` is the last day.
    pub fn within<'a>(&self, days: &'a [DayRollup], today: Day) -> impl Iterator<Item = &'a DayRollup> {
        latest(days, self.days, today)
    }
}

/// The latest `count` of `days`, up to `today`.
pub fn latest(days: &[DayRollup], count: i64, today: Day) -> impl Iterator<Item = &DayRollup> {
    days.iter().filter(move |rollup| (today.0 - count + 1..=today.0).contains(&rollup.day.0))
}

impl Budget {
    /// What is left; below zero if more is used than there was.
    pub fn left(&self) -> i64 {
        self.allowed - self.used
    }

    /// What is left, in tenths of a percent of the budget, rounded down; nothing without a budget.
    pub fn tenths_left(&self) -> Option<i64> {
        (self.allowed > 0).then(|| (self.left() * 1_000).div_euclid(self.allowed))
    }

    /// The share of the time that was down, from 0 to 1; nothing if there is no time to count.
    pub fn down(&self) -> Option<f64> {
        (self.counted > 0).then(|| self.used as f64 / self.counted as f64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::time::{DAY, MINUTE};
    use proptest::prelude::*;

    #[test]
    fn an_objective_is_read_as_it_is_written() {
        for text in ["99.9", "99", "99.995", "0.001", "5"] {
            assert_eq!(Slo::parse(text).unwrap().percent(), format!("{text} %"));
        }
        for wrong in ["", "100", "0", "0.000", "-1", "99.9999", "99,9", ".5", "1e1", "+9", "nan", "99.9 "] {
            assert_eq!(Slo::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn three_nines_of_thirty_days_are_43_minutes() {
        let clocks = Clocks { up: 30 * DAY - 12 * MINUTE, down: 12 * MINUTE, ..Clocks::default() };
        let budget = Slo::parse("99.9").unwrap().budget(clocks);
        assert_eq!(budget.allowed, 43 * MINUTE + 12_000);
        assert_eq!((budget.left(), budget.tenths_left()), (31 * MINUTE + 12_000, Some(722)));
        assert_eq!(Slo::parse("99.9").unwrap().budget(Clocks::default()).tenths_left(), None);
    }

    #[test]
    fn a_window_ends_with_today() {
        let day = |day: i64| DayRollup {
            day: Day(day),
            clocks: Clocks::default(),
            worst: crate::status::Status::Operational,
            latency: None,
        };
        let days: Vec<_> = (1..=50).map(day).collect();
        let within: Vec<_> = Slo::parse("99").unwrap().within(&days, Day(49)).map(|its| its.day.0).collect();
        assert_eq!((within.first(), within.last(), within.len()), (Some(&20), Some(&49), 30));
    }

    proptest! {
        #[test]
        fn budget_is_left_exactly_where_uptime_reaches_the_objective(
            up in 0i64..90 * DAY, down in 0i64..90 * DAY, objective in 1u32..WHOLE
        ) {
            let slo = Slo { objective, days: 30 };
            let clocks = Clocks { up, down, ..Clocks::default() };
            let reached = i128::from(up) * i128::from(WHOLE) >= i128::from(objective) * i128::from(up + down);
            prop_assert_eq!(slo.budget(clocks).left() >= 0, reached);
        }
    }
}
