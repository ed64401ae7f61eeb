//! Planned work that is written as it may be, and is hardly what was meant.

use crate::config::files::Files;
use crate::config::problem::Problem;
use calendar::{Zone, plan, windows};
use model::estate::{Estate, System};
use model::maintenance::{Maintenance, Recurring, When};
use model::time::At;

/// A warning for each single window in a freeze, and for each rule that does not begin where it is said to.
pub fn doubts(estate: &Estate, files: &Files) -> Vec<Problem> {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    works.filter_map(|(system, work)| doubt(system, work, files)).collect()
}

fn doubt(system: &System, work: &Maintenance, files: &Files) -> Option<Problem> {
    let (message, remedy) = match &work.when {
        When::Once(window) => {
            let freeze = plan::freeze(system, *window)?;
            let message =
                format!("\"{}\" falls into the freeze \"{}\" and is not held.", work.id, freeze.title);
            (message, format!("Move it before {} or after {}.", freeze.window.from, freeze.window.to))
        }
        When::Recurring(recurring) => {
            let first = first(&work.when, recurring)?;
            let message = format!("`from` of \"{}\" is no day of its rule.", work.id);
            (message, format!("Write the first window, which begins at {first}."))
        }
    };
    let (file, line) = files.find("estate/", &format!("\"{}\"", work.id));
    Some(Problem { file, line, message, remedy })
}

/// When the first window begins, on the wall, if that is not where the rule is said to begin.
fn first(when: &When, recurring: &Recurring) -> Option<String> {
    let zone = Zone::named(&recurring.zone).ok()?;
    let first = windows(when, At(i64::MIN), At(i64::MAX)).next()?.from;
    let is_excepted = recurring.except.contains(&recurring.from.date());
    (!is_excepted && first > zone.instant(recurring.from)).then(|| zone.written(first))
}
