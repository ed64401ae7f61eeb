//! `[[component.metric]]`: one number of a component that is kept.

use super::{check, distinct, id};
use crate::config::problem::Problem;
use crate::config::table::Table;
use model::estate::Metric;
use model::options::Options;
use model::time::SECOND;

/// Reads the metrics of `component` (its full id) from its table.
pub(super) fn all(table: &mut Table<'_>, component: &str, problems: &mut Vec<Problem>) -> Vec<Metric> {
    let tables = table.tables("metric", problems);
    let read = |table: Table<'_>, problems: &mut Vec<Problem>| metric(table, component, problems);
    distinct::all(tables, "metric", |metric: &Metric| &metric.id, problems, read)
}

fn metric(mut table: Table<'_>, component: &str, problems: &mut Vec<Problem>) -> Metric {
    let kind = check::kind_among(&mut table, |kind| kind.number().is_some(), problems);
    let mut options = Options::default();
    let target = check::target(&mut table, kind, &mut options, problems);
    let metric = Metric {
        id: format!("{component}/{}", id(&mut table, problems)),
        name: table.need_text("name", problems).map(|text| text.value).unwrap_or_default(),
        unit: table.text("unit", problems).map(|text| text.value).unwrap_or_default(),
        kind: kind.map(|kind| kind.name.into()).unwrap_or_default(),
        target,
        options: with_number(options, &mut table, kind, problems),
        interval: table.length("interval", problems).map_or(60 * SECOND, |length| length.value),
        rate: table.truth("rate", problems).is_some_and(|truth| truth.value),
        public: table.truth("public", problems).is_some_and(|truth| truth.value),
    };
    table.finish(problems);
    metric
}

/// The options that its kind takes, with the one that says which number is meant.
fn with_number(
    options: Options,
    table: &mut Table<'_>,
    kind: Option<&probe::Kind>,
    problems: &mut Vec<Problem>,
) -> Options {
    let number = kind.and_then(probe::Kind::number);
    let missing = number.filter(|number| !table.has(number.name));
    if let Some(number) = missing {
        let message = format!("`{}` is missing in [[component.metric]].", number.name);
        problems.push(table.problem(table.at(), message, format!("Add it. {}", number.about)));
    }
    check::with_options(options, table, kind, problems)
}
