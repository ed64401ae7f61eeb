//! Instants as each format writes them.

use model::time::{At, DAY, SECOND};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// ISO 8601 to the millisecond: `2026-11-20T23:09:39.250Z`.
pub fn iso(at: At) -> String {
    let seconds = at.to_string();
    format!("{}.{:03}Z", seconds.trim_end_matches('Z'), at.0.rem_euclid(SECOND))
}

/// RFC 5322, as RSS 2.0 writes it: `Fri, 20 Nov 2026 23:09:39 +0000`.
pub fn rfc_5322(at: At) -> String {
    let weekday = WEEKDAYS.get(at.day().0.rem_euclid(7) as usize).copied().unwrap_or_default();
    let ((year, _, date), (hour, minute)) = (at.day().civil(), clock(at));
    let second = at.0.rem_euclid(60 * SECOND) / SECOND;
    format!("{weekday}, {date:02} {} {year:04} {hour:02}:{minute:02}:{second:02} +0000", month(at))
}

/// Its month: `Nov`.
pub fn month(at: At) -> &'static str {
    let (_, month, _) = at.day().civil();
    MONTHS.get(month as usize - 1).copied().unwrap_or_default()
}

/// Its hour and minute in UTC.
pub fn clock(at: At) -> (i64, i64) {
    let minutes = at.0.rem_euclid(DAY) / (60 * SECOND);
    (minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_way() {
        let at = At(1_795_216_179_025);
        assert_eq!(iso(at), "2026-11-20T23:09:39.025Z");
        assert_eq!(rfc_5322(at), "Fri, 20 Nov 2026 23:09:39 +0000");
        assert_eq!(rfc_5322(At(-1)), "Wed, 31 Dec 1969 23:59:59 +0000");
    }
}
