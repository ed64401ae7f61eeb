//! `${NAME}` in an option stands for what the environment has under that name, so that no file holds a password.

use crate::config::problem::Problem;
use crate::config::table::{Placed, Table};
use model::options::Options;

/// The value with every `${NAME}` filled in from the environment of the table; what was filled in is hidden from
/// then on. A name that the environment does not have is a problem. `$$` is a dollar.
pub(in crate::config) fn fill(
    value: Placed<String>,
    table: &Table<'_>,
    options: &mut Options,
    problems: &mut Vec<Problem>,
) -> Placed<String> {
    let (mut filled, mut rest) = (String::new(), value.value.as_str());
    while let Some(at) = rest.find('$') {
        filled.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            filled.push('$');
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            match table.environment().get(name) {
                Some(secret) => {
                    options.hide(secret);
                    filled.push_str(secret);
                }
                None => problems.push(missing(name, value.at, table)),
            }
            rest = after;
        } else {
            filled.push('$');
        }
    }
    filled.push_str(rest);
    Placed { value: filled, at: value.at }
}

fn missing(name: &str, at: usize, table: &Table<'_>) -> Problem {
    let message = format!("The environment has no `{name}`.");
    table.problem(at, message, format!("Set it where Pharos is started, such as `{name}=... pharos serve`."))
}
