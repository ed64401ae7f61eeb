//! What psql prints of `pg_stat_database`, as a table, line by line (`-x`) or with commas (`--csv`), under the names that
//! its exporter gives. With `now()` and `pg_database_size(datid)` beside it, times and sizes are told too; without, readings
//! one behind the other are taken to be as far apart as said.

use super::gathered::{Gathered, Moment};
use capacity::import::Series;
use chrono::DateTime;
use std::collections::BTreeMap;

/// Columns, and what the exporter calls them.
const COUNTERS: [(&str, &str); 2] =
    [("xact_commit", "pg_stat_database_xact_commit"), ("xact_rollback", "pg_stat_database_xact_rollback")];

/// A row by the names of its columns.
type Row<'a> = BTreeMap<&'a str, &'a str>;

/// Whether a text is that.
pub fn is_statistics(text: &str) -> bool {
    let named = |line: &str| line.contains("xact_commit") && line.contains(['|', ',']);
    text.lines().any(named)
}

/// Its series, one for each database and column. A counter went up from zero at the time at which it was reset.
pub fn series(text: &str, moment: Moment) -> Vec<Series> {
    let mut gathered = Gathered::default();
    let mut resets = BTreeMap::new();
    for row in rows(text) {
        let Some(name) = row.get("datname").filter(|name| !name.is_empty()) else { continue };
        let labels = vec![("datname".to_owned(), (*name).to_owned())];
        let at = row.get("now").and_then(|text| instant(text));
        let number = |column: &str| row.get(column)?.parse::<f64>().ok();
        for (column, metric) in COUNTERS {
            if let Some(value) = number(column) {
                gathered.add(metric, labels.clone(), at, value);
            }
        }
        if let Some(size) = number("pg_database_size") {
            gathered.add("pg_database_size_bytes", labels.clone(), at, size);
        }
        if let Some(reset) = row.get("stats_reset").and_then(|text| instant(text)) {
            resets.insert((*name).to_owned(), reset);
        }
    }
    let mut all = gathered.series(moment);
    for series in all.iter_mut().filter(|series| series.samples.len() == 1) {
        let reset = series.label("datname").and_then(|name| resets.get(name));
        if let (Some(reset), true) = (reset, COUNTERS.iter().any(|(_, name)| *name == series.name)) {
            series.samples.insert(0, (*reset, 0.0));
        }
    }
    all
}

/// The rows of all tables in the text, whichever way they are printed.
fn rows(text: &str) -> Vec<Row<'_>> {
    let (mut rows, mut head, mut wide): (Vec<Row<'_>>, Vec<&str>, bool) = (Vec::new(), Vec::new(), false);
    for line in text.lines().map(str::trim) {
        let sign = if line.contains('|') { '|' } else { ',' };
        let cells: Vec<_> = line.split(sign).map(str::trim).collect();
        if line.starts_with("-[ RECORD") {
            wide = true;
            rows.push(Row::new());
        } else if wide {
            if let ([name, value], Some(row)) = (cells.as_slice(), rows.last_mut()) {
                row.insert(name, value);
            }
        } else if cells.contains(&"xact_commit") {
            head = cells;
        } else if cells.len() == head.len() && !line.starts_with('-') {
            rows.push(head.iter().copied().zip(cells).collect());
        }
    }
    rows
}

/// A timestamp as PostgreSQL prints it with a zone, in seconds since 1970.
fn instant(text: &str) -> Option<f64> {
    let instant = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z").ok()?;
    Some(instant.timestamp_micros() as f64 / 1e6)
}
