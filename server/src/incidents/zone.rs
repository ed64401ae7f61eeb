//! Time zones, by the database that is built in.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use model::time::{At, SECOND};

/// Milliseconds that local time in a zone is ahead of UTC at an instant; none in a zone that does not exist.
pub(super) fn offset(zone: &str, at: At) -> i64 {
    let instant = DateTime::from_timestamp_millis(at.0).map(|instant| instant.naive_utc());
    let Some((zone, instant)) = zone.parse::<Tz>().ok().zip(instant) else { return 0 };
    i64::from(zone.offset_from_utc_datetime(&instant).fix().local_minus_utc()) * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::time::HOUR;

    #[test]
    fn clocks_are_put_forward_in_spring() {
        let berlin = |text| At::parse(text).map(|at| offset("Europe/Berlin", at));
        assert_eq!(berlin("2026-03-29T00:59:59Z"), Some(HOUR));
        assert_eq!(berlin("2026-03-29T01:00:00Z"), Some(2 * HOUR));
    }
}
