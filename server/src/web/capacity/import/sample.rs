//! Samples of what can be brought in, to try it with; `app::capacity::SAMPLES` names them for people.

/// Their names and texts.
const ALL: [(&str, &str); 6] = [
    ("openmetrics", include_str!("samples/openmetrics.txt")),
    ("query-range", include_str!("samples/query-range.json")),
    ("tsdb-dump", include_str!("samples/tsdb-dump.txt")),
    ("pg-stat", include_str!("samples/pg-stat.txt")),
    ("redis-info", include_str!("samples/redis-info.txt")),
    ("load-test", include_str!("samples/load-test.csv")),
];

/// The text of a sample.
pub fn text(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(its, _)| *its == name).map(|(_, text)| *text)
}
