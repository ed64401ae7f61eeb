//! Time zones of the IANA database: from the clock on the wall to instants, and back.

use crate::error::CalendarError;
use chrono::offset::LocalResult;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{GapInfo, Tz};
use model::time::At;

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// The zone without summer time that all others are told from.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The zone with this name, such as `Europe/Berlin`.
    pub fn named(name: &str) -> Result<Zone, CalendarError> {
        name.parse().map(Zone).map_err(|_| CalendarError::Zone(name.chars().take(60).collect()))
    }

    /// Every name that [`Zone::named`] takes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The instant at which the clock shows `local`, by RFC 5545, section 3.3.5: of two, the first; a time that the
    /// clock skips is taken by the offset before it was put forward, so that it comes out later by what was skipped.
    pub fn instant(self, local: NaiveDateTime) -> At {
        let offset = match self.0.offset_from_local_datetime(&local) {
            LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => Some(offset),
            LocalResult::None => {
                GapInfo::new(&local, &self.0).and_then(|gap| gap.begin).map(|(_, offset)| offset)
            }
        };
        let ahead = offset.map_or(0, |offset| offset.fix().local_minus_utc());
        At(local.and_utc().timestamp_millis()) - i64::from(ahead) * model::time::SECOND
    }

    /// What the clock shows at an instant, and by how many seconds that is ahead of UTC.
    pub fn local(self, at: At) -> (NaiveDateTime, i32) {
        let utc = naive(at);
        let ahead = self.0.offset_from_utc_datetime(&utc).fix();
        (utc.checked_add_offset(ahead).unwrap_or(utc), ahead.local_minus_utc())
    }

    /// An instant as the clock shows it, in RFC 3339: `2026-11-21T03:00:00+01:00`.
    pub fn written(self, at: At) -> String {
        let ahead = self.0.offset_from_utc_datetime(&naive(at)).fix();
        format!("{:?}{ahead}", self.local(at).0)
    }
}

/// The wall clock of UTC at an instant, cut off where the calendar ends, a quarter of a million years from now.
pub(crate) fn naive(at: At) -> NaiveDateTime {
    let end = if at.0 < 0 { DateTime::<chrono::Utc>::MIN_UTC } else { DateTime::<chrono::Utc>::MAX_UTC };
    DateTime::from_timestamp_millis(at.0).unwrap_or(end).naive_utc()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn told(zone: &str, local: &str) -> String {
        let zone = Zone::named(zone).unwrap();
        zone.written(zone.instant(local.parse().unwrap()))
    }

    #[test]
    fn a_skipped_time_comes_later_and_of_two_the_first_is_meant() {
        // RFC 5545, section 3.3.5, in New York: 2:30 does not exist, and 1:30 is twice.
        assert_eq!(told("America/New_York", "2007-03-11T02:30:00"), "2007-03-11T03:30:00-04:00");
        assert_eq!(told("America/New_York", "2007-11-04T01:30:00"), "2007-11-04T01:30:00-04:00");
        // Half an hour, at midnight, a whole day.
        assert_eq!(told("Australia/Lord_Howe", "2026-10-04T02:10:00"), "2026-10-04T02:40:00+11:00");
        assert_eq!(told("America/Havana", "2026-03-08T00:00:00"), "2026-03-08T01:00:00-04:00");
        assert_eq!(told("Pacific/Apia", "2011-12-30T12:00:00"), "2011-12-31T12:00:00+14:00");
        assert_eq!(told("UTC", "2026-11-21T02:00:00"), "2026-11-21T02:00:00+00:00");
    }

    #[test]
    fn a_zone_has_a_name_of_the_database() {
        assert_eq!(Zone::named("Europe/Berlim"), Err(CalendarError::Zone("Europe/Berlim".into())));
        assert!(Zone::names().all(|name| Zone::named(name).unwrap().name() == name));
    }

    proptest! {
        #[test]
        fn the_clock_shows_what_it_was_asked_for_unless_it_skips_it(index in 0usize..590, second in 0i64..4_000_000_000) {
            let zone = Zone::named(Zone::names().nth(index).unwrap()).unwrap();
            let (local, _) = zone.local(At(second * 1_000));
            let instant = zone.instant(local);
            // It is shown at that instant, or was shown before: the first of two.
            prop_assert!(instant <= At(second * 1_000));
            prop_assert_eq!(zone.local(instant).0, local);
        }

        #[test]
        fn no_instant_is_out_of_reach(millis: i64) {
            let zone = Zone::named("Pacific/Kiritimati").unwrap();
            let written = zone.written(At(millis));
            let offsets = ["-10:29:20", "-10:40", "-10:00", "+14:00"];
            prop_assert!(offsets.iter().any(|offset| written.ends_with(offset)), "{}", written);
        }
    }
}
