//! When a subscriber is told: at once or in a digest, and not in quiet hours.

use crate::incident::{Offset, instant};
use crate::time::{At, DAY, HOUR, MINUTE};
use serde::{Deserialize, Serialize};

/// The local time at which digests are sent, in milliseconds of the day: 08:00.
const MORNING: i64 = 8 * HOUR;

/// The remainder by 7 of Mondays among the days since 1970-01-01, a Thursday.
const MONDAY: i64 = 4;

/// More minutes than any day has, whatever is done to the clock.
const MOST_MINUTES: i64 = 2_880;

/// How often a subscriber is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// Of each thing when it happens.
    #[default]
    AtOnce,
    /// Of a day's things together, in the morning.
    Daily,
    /// Of a week's things together, on Monday morning.
    Weekly,
}

impl Pace {
    /// All of them, from the fastest to the slowest.
    pub const ALL: [Pace; 3] = [Pace::AtOnce, Pace::Daily, Pace::Weekly];

    /// Its name in forms and in the database: `at-once`.
    pub fn name(self) -> &'static str {
        match self {
            Pace::AtOnce => "at-once",
            Pace::Daily => "daily",
            Pace::Weekly => "weekly",
        }
    }

    /// The pace of that name.
    pub fn named(name: &str) -> Option<Pace> {
        Pace::ALL.into_iter().find(|pace| pace.name() == name)
    }
}

/// Hours of each day in which a subscriber is told nothing, by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// From which minute of the day, below 1,440.
    pub from: u16,
    /// Until which minute of the day, below 1,440; on the next day if that is not later than `from`.
    pub to: u16,
}

impl Quiet {
    /// Milliseconds that are left of quiet hours when the clock shows `local` milliseconds since 1970-01-01 00:00; 0
    /// outside of them. Hours that begin when they end are none.
    fn left(self, local: i64) -> i64 {
        let (from, to) = (i64::from(self.from) * MINUTE, i64::from(self.to) * MINUTE);
        let whole = (to - from).rem_euclid(DAY);
        (whole - (local - from).rem_euclid(DAY)).max(0)
    }

    /// The first instant from `at` on that is not in quiet hours.
    fn over(self, zone: &str, at: At, offset: Offset) -> At {
        let left = |at: At| self.left((at + offset(zone, at)).0);
        let end = at + left(at);
        if offset(zone, at) == offset(zone, end) {
            return end;
        }
        // The clock is changed meanwhile: some minutes are skipped, or come twice.
        let minute = at - at.0.rem_euclid(MINUTE);
        let mut minutes = (1..MOST_MINUTES).map(|number| minute + number * MINUTE);
        minutes.find(|minute| left(*minute) == 0).unwrap_or(end)
    }
}

/// When a subscriber is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// The zone of the clock on the wall, by its name in the IANA database.
    pub zone: String,
    /// How often.
    pub pace: Pace,
    /// When not.
    pub quiet: Option<Quiet>,
    /// Whether what is critical is told at once, whatever the pace and the hour.
    pub urgent: bool,
}

impl Default for Timing {
    fn default() -> Timing {
        Timing { zone: "UTC".into(), pace: Pace::AtOnce, quiet: None, urgent: true }
    }
}

impl Timing {
    /// When that is told which happens at `at`; `critical` is what belongs to a P1.
    pub fn due(&self, at: At, critical: bool, offset: Offset) -> At {
        let told = match self.pace {
            _ if critical && self.urgent => return at,
            Pace::AtOnce => at,
            Pace::Daily => self.morning(at, offset, |_| true),
            Pace::Weekly => self.morning(at, offset, |day| day.rem_euclid(7) == MONDAY),
        };
        self.quiet.map_or(told, |quiet| quiet.over(&self.zone, told, offset))
    }

    /// Whether it is told by itself, not in a digest.
    pub fn at_once(&self, critical: bool) -> bool {
        self.pace == Pace::AtOnce || (critical && self.urgent)
    }

    /// The first morning after `at` of a local day, counted from 1970-01-01, that `fits`.
    fn morning(&self, at: At, offset: Offset, fits: impl Fn(i64) -> bool) -> At {
        let today = (at + offset(&self.zone, at)).day().0;
        let mornings = (today - 1..today + 10).filter(|day| fits(*day));
        let mut mornings = mornings.map(|day| instant(&self.zone, day * DAY + MORNING, offset));
        mornings.find(|morning| *morning > at).unwrap_or(at + DAY)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    /// Berlin in the year 2026: summer time from 29 March, 01:00 UTC, to 25 October, 01:00 UTC.
    fn berlin(_: &str, at: At) -> i64 {
        let summer = At::parse("2026-03-29T01:00:00Z").zip(At::parse("2026-10-25T01:00:00Z"));
        if summer.is_some_and(|(from, to)| from <= at && at < to) { 2 * HOUR } else { HOUR }
    }

    fn timing(pace: Pace, quiet: Option<(u16, u16)>) -> Timing {
        let quiet = quiet.map(|(from, to)| Quiet { from, to });
        Timing { zone: "Europe/Berlin".into(), pace, quiet, urgent: false }
    }

    fn due(timing: &Timing, at: &str) -> String {
        timing.due(At::parse(at).unwrap(), false, &berlin).to_string()
    }

    #[test]
    fn what_happens_in_quiet_hours_is_told_when_they_end() {
        let night = timing(Pace::AtOnce, Some((22 * 60, 7 * 60)));
        for (at, told) in [
            ("2026-11-20T20:59:59Z", "2026-11-20T20:59:59Z"),
            ("2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z"),
            ("2026-11-21T05:59:59Z", "2026-11-21T06:00:00Z"),
            ("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z"),
            // The night in which an hour is skipped, and the one in which an hour comes twice.
            ("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"),
            ("2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z"),
        ] {
            assert_eq!(due(&night, at), told, "{at}");
        }
        // 02:30 does not come on that day.
        let skipped = timing(Pace::AtOnce, Some((60, 150)));
        assert_eq!(due(&skipped, "2026-03-29T00:30:00Z"), "2026-03-29T01:00:00Z");
        let noon = timing(Pace::AtOnce, Some((12 * 60, 13 * 60)));
        assert_eq!(due(&noon, "2026-11-20T11:30:00Z"), "2026-11-20T12:00:00Z");
        let none = timing(Pace::AtOnce, Some((60, 60)));
        assert_eq!(due(&none, "2026-11-20T00:00:00Z"), "2026-11-20T00:00:00Z");
    }

    #[test]
    fn digests_come_in_the_morning_and_never_in_quiet_hours() {
        let daily = timing(Pace::Daily, None);
        assert_eq!(due(&daily, "2026-11-20T06:59:59Z"), "2026-11-20T07:00:00Z");
        assert_eq!(due(&daily, "2026-11-20T07:00:00Z"), "2026-11-21T07:00:00Z");
        let weekly = timing(Pace::Weekly, None);
        assert_eq!(due(&weekly, "2026-11-20T12:00:00Z"), "2026-11-23T07:00:00Z");
        assert_eq!(due(&weekly, "2026-11-23T07:00:00Z"), "2026-11-30T07:00:00Z");
        let late = timing(Pace::Daily, Some((22 * 60, 9 * 60)));
        assert_eq!(due(&late, "2026-11-20T03:00:00Z"), "2026-11-20T08:00:00Z");
    }

    #[test]
    fn what_is_critical_waits_only_where_that_is_wished() {
        let night = timing(Pace::Weekly, Some((0, 1_439)));
        let urgent = Timing { urgent: true, ..night.clone() };
        let at = At::parse("2026-11-20T03:00:00Z").unwrap();
        assert_eq!(urgent.due(at, true, &berlin), at);
        assert!(urgent.due(at, false, &berlin) > at && night.due(at, true, &berlin) > at);
        assert!(urgent.at_once(true) && !urgent.at_once(false) && !night.at_once(true));
    }

    proptest! {
        /// Nothing is told before it happens, in quiet hours, or before what happened earlier; and nothing is forgotten.
        #[test]
        fn what_is_told_is_told_soon_in_order_and_not_in_quiet_hours(
            at in 1_767_225_600_000i64..1_798_761_600_000, later in 0i64..3 * DAY,
            from in 0u16..1_440, to in 0u16..1_440, pace in 0usize..3,
        ) {
            let timing = timing(Pace::ALL[pace], Some((from, to)));
            let due = |at: i64| timing.due(At(at), false, &berlin);
            let told = due(at);
            prop_assert!(told >= At(at) && told.since(At(at)) <= 9 * DAY);
            let local = (told + berlin("", told)).0;
            prop_assert_eq!(Quiet { from, to }.left(local), 0);
            prop_assert!(due(at + later) >= told);
        }
    }
}
