//! Business hours: on which days of the week, from when to when, in which time zone.

use crate::time::{At, DAY, Day, MINUTE};

/// Milliseconds that local time in a zone of the IANA database, such as `Europe/Berlin`, is ahead of UTC at an instant.
/// The zones come from outside: this crate has no time zone database.
pub type Offset<'a> = &'a dyn Fn(&str, At) -> i64;

/// How many days are looked through for working time: far more than any deadline needs. What is left then passes by the clock.
const MOST_DAYS: i64 = 3_660;

/// When people work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The zone, by its name in the IANA database.
    pub zone: String,
    /// Which days, from Monday to Sunday.
    pub days: [bool; 7],
    /// From which minute of the day.
    pub from: u16,
    /// Until which minute of the day; later than `from`, at most 1,440.
    pub to: u16,
}

impl Hours {
    /// The instant at which `millis` of working time have passed since `start`.
    ///
    /// A working day is as long as clocks in its zone say: on the day on which they are put forward it may be shorter.
    pub fn after(&self, start: At, millis: i64, offset: Offset) -> At {
        let mut left = millis.max(0);
        let first = (start + offset(&self.zone, start)).day().0;
        for day in (first - 1..first + MOST_DAYS).map(Day).filter(|day| self.has(*day)) {
            let (from, to) = self.window(day, offset);
            let from = from.max(start);
            if from > to {
                continue;
            }
            if left <= to.since(from) {
                return from + left;
            }
            left -= to.since(from);
        }
        instant(&self.zone, (first + MOST_DAYS) * DAY, offset).max(start) + left
    }

    /// Whether people work on that day.
    fn has(&self, day: Day) -> bool {
        // 1970-01-01 was a Thursday.
        let weekday = (day.0 + 3).rem_euclid(7);
        usize::try_from(weekday).is_ok_and(|weekday| self.days.get(weekday) == Some(&true))
    }

    /// When work begins and ends on a local day.
    fn window(&self, day: Day, offset: Offset) -> (At, At) {
        let at = |minute: u16| instant(&self.zone, day.0 * DAY + i64::from(minute) * MINUTE, offset);
        (at(self.from), at(self.to))
    }
}

/// The instant at which clocks in a zone show `local` milliseconds since 1970-01-01 00:00; near a change of the clocks, by
/// the offset that holds shortly before.
pub(crate) fn instant(zone: &str, local: i64, offset: Offset) -> At {
    let near = At(local) - offset(zone, At(local) - DAY);
    At(local) - offset(zone, near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;
    use proptest::prelude::*;

    /// Berlin in the year 2026: summer time from 29 March, 01:00 UTC, to 25 October, 01:00 UTC.
    fn berlin(_: &str, at: At) -> i64 {
        let summer = At::parse("2026-03-29T01:00:00Z").zip(At::parse("2026-10-25T01:00:00Z"));
        if summer.is_some_and(|(from, to)| from <= at && at < to) { 2 * HOUR } else { HOUR }
    }

    fn office() -> Hours {
        Hours {
            zone: "Europe/Berlin".into(),
            days: [true, true, true, true, true, false, false],
            from: 540,
            to: 1_020,
        }
    }

    #[test]
    fn what_comes_in_on_friday_evening_is_due_on_monday() {
        for (start, hours, due) in [
            ("2026-11-20T15:30:00Z", 1, "2026-11-23T08:30:00Z"),
            ("2026-11-20T17:00:00Z", 1, "2026-11-23T09:00:00Z"),
            ("2026-11-18T09:00:00Z", 1, "2026-11-18T10:00:00Z"),
            ("2026-11-18T02:00:00Z", 8, "2026-11-18T16:00:00Z"),
            // Over the weekend on which clocks go forward, nine in the morning comes an hour earlier.
            ("2026-03-27T16:00:00Z", 1, "2026-03-30T08:00:00Z"),
            ("2026-10-23T15:00:00Z", 1, "2026-10-26T09:00:00Z"),
        ] {
            let found = At::parse(start).map(|start| office().after(start, hours * HOUR, &berlin));
            assert_eq!(found, At::parse(due), "{start}");
        }
    }

    #[test]
    fn a_time_that_takes_longer_than_is_looked_through_is_still_later_than_a_shorter_one() {
        let hours =
            Hours { days: [true, true, true, false, true, false, false], from: 1_437, to: 1_440, ..office() };
        let due = |millis| hours.after(At(1_767_225_600_000), millis, &berlin);
        assert!(due(305_026_097 + 71_353_904) >= due(305_026_097) + 71_353_904);
    }

    #[test]
    fn where_nobody_ever_works_a_deadline_is_far_and_never_past() {
        let hours = Hours { days: [false; 7], ..office() };
        assert!(hours.after(At(1_767_225_600_000), HOUR, &berlin) >= At(1_767_225_600_000) + 3_000 * DAY);
    }

    proptest! {
        #[test]
        fn a_later_start_and_a_longer_time_are_never_due_earlier(
            start in 1_767_225_600_000i64..1_798_761_600_000, later in 0i64..4 * DAY,
            millis in 0i64..100 * HOUR, longer in 0i64..20 * HOUR, from in 0u16..1_439, length in 1u16..1_440, day in 0usize..7
        ) {
            let mut hours = Hours { from, to: (from + length).min(1_440), ..office() };
            hours.days[day] = !hours.days[day];
            let due = |start, millis| hours.after(At(start), millis, &berlin);
            prop_assert!(due(start, millis) >= At(start + millis));
            prop_assert!(due(start + later, millis) >= due(start, millis));
            prop_assert!(due(start, millis + longer) >= due(start, millis) + longer);
        }
    }
}
