//! Lines of time and value, such as a spreadsheet or a dashboard saves. Lines without a number in the second column, such as
//! a head, are passed over.

use super::gathered::{Gathered, Moment};
use capacity::import::{self, Series};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// The series, under the name that the head has for it if that is a known metric's.
pub fn series(text: &str, moment: Moment) -> Vec<Series> {
    let mut gathered = Gathered::default();
    let mut name = "";
    for line in text.lines() {
        let mut cells = line.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"'));
        let (Some(time), Some(value)) = (cells.next(), cells.next()) else { continue };
        match value.parse() {
            Ok(value) => gathered.add(name, Vec::new(), instant(time), value),
            Err(_) if import::is_known(value) => name = value,
            Err(_) => {}
        }
    }
    gathered.series(moment)
}

/// A time as one writes it, or as seconds or milliseconds since 1970, in seconds. What could be a mere number is none.
fn instant(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return [1.0, 1e3].map(|unit| number / unit).into_iter().find(|at| (1e9..1e11).contains(at));
    }
    let date = |text: &str| Some(text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)?.and_utc());
    let local = |form| NaiveDateTime::parse_from_str(text, form).ok().map(|at| at.and_utc());
    let at = DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    let at = at
        .or_else(|| local("%Y-%m-%d %H:%M:%S%.f"))
        .or_else(|| local("%Y-%m-%dT%H:%M:%S%.f"))
        .or_else(|| date(text))?;
    Some(at.timestamp_millis() as f64 / 1e3)
}
