//! `slo` and `slo_window`: what components are to reach; of the system, of a group, or of a component.

use crate::config::problem::Problem;
use crate::config::table::Table;
use model::slo::{MOST_DAYS, Slo};
use model::time::DAY;

/// Reads what a table states; `inherited` holds where it states nothing.
pub(super) fn read(
    table: &mut Table<'_>,
    inherited: Option<Slo>,
    problems: &mut Vec<Problem>,
) -> Option<Slo> {
    let wanted = "`slo = 99.9`: percent above 0 and below 100, with at most three decimals";
    let stated = table.decimal("slo", wanted, problems, Slo::parse);
    let window = table.length("slo_window", problems);
    // A window alone is another window of the objective that is inherited.
    let slo = stated.map(|it| it.value.over(inherited.map_or(it.value.days, |its| its.days)));
    let slo = slo.or(inherited);
    let Some(window) = window else { return slo };
    let days = window.value / DAY;
    if window.value % DAY != 0 || !(1..=MOST_DAYS).contains(&days) {
        let remedy = format!("Write whole days, from \"1d\" to \"{MOST_DAYS}d\".");
        problems.push(table.problem(window.at, "`slo_window` is no window of an objective.", remedy));
        return slo;
    }
    if slo.is_none() {
        let message = "`slo_window` is the window of no objective.";
        problems.push(table.problem(window.at, message, "Add `slo = 99.9`, or remove it."));
    }
    slo.map(|slo| slo.over(days))
}
