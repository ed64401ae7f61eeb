//! Instants in UTC as the pages of members and of the docs write them, which speak English: `20 Nov 2026, 23:09 UTC`. What
//! visitors read is in [`super::when`]; the time of day is the same in all languages.

use model::time::{At, Day, SECOND};

pub use messages::clock;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `4 Nov 2026`.
pub fn date(day: Day) -> String {
    let (year, month, date) = day.civil();
    let month = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
    format!("{date} {month} {year}")
}

/// A time of day to the second: `23:09:39 UTC`; the end of a day is `24:00:00 UTC` in `day`.
pub fn second(at: At, day: Day) -> String {
    let seconds = at.since(day.start()).div_euclid(SECOND);
    format!("{:02}:{:02}:{:02} UTC", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// An instant to the minute: `20 Nov 2026, 23:09 UTC`.
pub fn moment(at: At) -> String {
    format!("{}, {}", date(at.day()), clock(at))
}

/// An instant as briefly as `now` allows: without its day if that is the day of `now`.
pub fn brief(at: At, now: At) -> String {
    if at.day() == now.day() { clock(at) } else { moment(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::{DAY, MINUTE};

    const NOW: At = At(1_795_216_179_000);

    #[test]
    fn instants_are_written_with_their_zone() {
        assert_eq!(NOW.to_string(), "2026-11-20T23:09:39Z");
        assert_eq!(moment(NOW), "20 Nov 2026, 23:09 UTC");
        assert_eq!(moment(At(-1)), "31 Dec 1969, 23:59 UTC");
    }

    #[test]
    fn a_day_ends_at_24_hours() {
        assert_eq!(second(NOW, NOW.day()), "23:09:39 UTC");
        assert_eq!(second(NOW.day().end(), NOW.day()), "24:00:00 UTC");
    }

    #[test]
    fn only_another_day_needs_its_date() {
        assert_eq!(brief(NOW - MINUTE, NOW), "23:08 UTC");
        assert_eq!(brief(NOW - DAY, NOW), "19 Nov 2026, 23:09 UTC");
    }
}
