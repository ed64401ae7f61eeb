//! `[[prometheus]]`: what members may ask for measured figures from the planner, by the server or from their browser.

use super::estate;
use super::problem::Problem;
use super::table::Table;
use model::estate::Check;
use model::options::Options;
use model::time::SECOND;
use std::collections::BTreeSet;

/// The longest that an answer may take.
const TIMEOUT: i64 = 10 * SECOND;

/// A Prometheus that may be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Prometheus {
    /// Its name for people, and in addresses.
    pub name: String,
    /// Where it is, and how it is asked.
    pub check: Check,
    /// Whether browsers ask it first, with a token that they alone know; pages of the planner may then connect to it.
    pub browser: bool,
}

impl Prometheus {
    /// Its scheme, host and port, as a policy has them.
    pub fn origin(&self) -> String {
        let mut parts = self.check.target.splitn(4, '/');
        parts.by_ref().take(3).collect::<Vec<_>>().join("/")
    }
}

/// Reads all of them.
pub(super) fn all(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<Prometheus> {
    let mut seen = BTreeSet::new();
    let tables = file.tables("prometheus", problems);
    tables.into_iter().filter_map(|table| one(table, &mut seen, problems)).collect()
}

fn one(mut table: Table<'_>, seen: &mut BTreeSet<String>, problems: &mut Vec<Problem>) -> Option<Prometheus> {
    let kind = probe::kind("prometheus");
    let name = table.need_text("name", problems);
    if let Some(name) = &name
        && !seen.insert(name.value.clone())
    {
        let message = format!("Two [[prometheus]] are called \"{}\".", name.value);
        problems.push(table.problem(name.at, message, "Give each its own name."));
    }
    let mut options = Options::default();
    let target = estate::check::target(&mut table, kind, &mut options, problems);
    if let Some(query) = table.text("query", problems) {
        let message = "A Prometheus that members ask has no `query` of its own.";
        problems.push(table.problem(query.at, message, "Leave it out."));
    }
    let options = estate::check::with_options(options, &mut table, kind, problems);
    let browser = table.truth("browser", problems).is_some_and(|truth| truth.value);
    table.finish(problems);
    let check = Check { options, timeout: TIMEOUT, ..Check::new("prometheus", "prometheus", target) };
    Some(Prometheus { name: name?.value, check, browser })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_ends_before_the_path() {
        let at = |target: &str| {
            let check = Check::new("prometheus", "prometheus", target);
            Prometheus { name: "x".into(), check, browser: true }.origin()
        };
        assert_eq!(at("https://metrics.example/prometheus/"), "https://metrics.example");
        assert_eq!(at("http://127.0.0.1:9090"), "http://127.0.0.1:9090");
    }
}
