//! Metrics in the text format of Prometheus and in OpenMetrics, one scrape or several, one behind the other.

use super::gathered::{Gathered, Labels, Moment};
use capacity::import::Series;

/// Whether the first line that is no comment is a series.
pub fn is_one(text: &str) -> bool {
    text.contains("# TYPE ")
        || text.lines().find_map(|line| probe::series(line).transpose()).is_some_and(|it| it.is_ok())
}

/// The series; the error names the line that is none.
pub fn series(text: &str, moment: Moment) -> Result<Vec<Series>, String> {
    // Only OpenMetrics ends so, and counts time in seconds.
    let unit = if text.contains("# EOF") { 1.0 } else { 1e3 };
    let mut gathered = Gathered::default();
    for (number, line) in (1..).zip(text.lines()) {
        let read = probe::series(line).map_err(|why| format!("The line {number} is no metric: {why}."))?;
        if let Some(series) = read {
            let (name, labels) = called(&series.name);
            gathered.add(&name, labels, series.time.map(|time| time / unit), series.value);
        }
    }
    Ok(gathered.series(moment))
}

/// Name and labels as they are kept. A name among the labels is the name.
pub fn called(name: &probe::Name<'_>) -> (String, Labels) {
    let labels = name.labels.iter().map(|(name, value)| ((*name).to_owned(), value.to_string()));
    let (names, labels): (Labels, Labels) = labels.partition(|(name, _)| name == "__name__");
    (names.into_iter().next().map_or_else(|| name.name.to_owned(), |(_, name)| name), labels)
}
