//! The parts of a component, each with an id of its own.

use crate::config::problem::Problem;
use crate::config::table::Table;
use std::collections::BTreeSet;

/// Reads each table as a part; one whose `id` another one has is a problem. `what` says what the parts are.
pub(super) fn all<'a, T>(
    tables: Vec<Table<'a>>,
    what: &str,
    id: impl Fn(&T) -> &str,
    problems: &mut Vec<Problem>,
    mut read: impl FnMut(Table<'a>, &mut Vec<Problem>) -> T,
) -> Vec<T> {
    let (mut seen, mut parts) = (BTreeSet::new(), Vec::new());
    for table in tables {
        let (source, at) = (table.source(), table.at());
        let part = read(table, problems);
        if !seen.insert(id(&part).to_owned()) {
            let message = format!("The {what} \"{}\" stands here a second time.", id(&part));
            let remedy = format!("Give each {what} of a component its own id.");
            problems.push(source.problem(at, message, remedy));
        }
        parts.push(part);
    }
    parts
}
