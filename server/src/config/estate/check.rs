//! `[[component.check]]`: one question about a component.

use super::{distinct, id, rule, secret};
use crate::config::problem::{Problem, instead};
use crate::config::table::Table;
use model::estate::Check;
use model::options::Options;
use model::status::Status;
use model::time::SECOND;

/// Reads the checks of `component` (its full id) from its table.
pub(super) fn all(table: &mut Table<'_>, component: &str, problems: &mut Vec<Problem>) -> Vec<Check> {
    let tables = table.tables("check", problems);
    if tables.is_empty() {
        let message = format!("The component \"{component}\" has no check, so nothing could be said of it.");
        problems.push(table.problem(
            table.at(),
            message,
            "Add a `[[component.check]]` with `kind` and `target`.",
        ));
    }
    let read = |table: Table<'_>, problems: &mut Vec<Problem>| check(table, component, problems);
    distinct::all(tables, "check", |check: &Check| &check.id, problems, read)
}

fn check(mut table: Table<'_>, component: &str, problems: &mut Vec<Problem>) -> Check {
    let kind = kind(&mut table, problems);
    let mut options = Options::default();
    let target = target(&mut table, kind, &mut options, problems);
    let interval = table.length("interval", problems).map_or(60 * SECOND, |length| length.value);
    let timeout = table.length("timeout", problems);
    if let Some(timeout) = &timeout
        && timeout.value > interval
    {
        let message = "`timeout` is longer than `interval`, so checks would overtake each other.";
        problems.push(table.problem(timeout.at, message, "Write a shorter timeout or a longer interval."));
    }
    let id = format!("{component}/{}", id(&mut table, problems));
    let default = Check::new(id, kind.map_or("", |kind| kind.name), target);
    let check = Check {
        interval,
        timeout: timeout.map_or((5 * SECOND).min(interval), |length| length.value),
        slow: table.length("slow", problems).map(|length| length.value),
        rule: rule::read(&mut table, default.rule, problems),
        down_means: down_means(&mut table, problems),
        options: with_options(options, &mut table, kind, problems),
        expect: conditions(&mut table, "expect", problems),
        slow_unless: conditions(&mut table, "slow_unless", problems),
        ..default
    };
    table.finish(problems);
    check
}

/// The probe kind that a table names.
pub(in crate::config) fn kind(
    table: &mut Table<'_>,
    problems: &mut Vec<Problem>,
) -> Option<&'static probe::Kind> {
    kind_among(table, |_| true, problems)
}

/// The same, of those that fit.
pub(super) fn kind_among(
    table: &mut Table<'_>,
    fits: fn(&probe::Kind) -> bool,
    problems: &mut Vec<Problem>,
) -> Option<&'static probe::Kind> {
    let word = table.need_text("kind", problems)?;
    let found = probe::kind(&word.value).filter(|kind| fits(kind));
    if found.is_none() {
        let known: Vec<_> = probe::KINDS.iter().filter(|kind| fits(kind)).map(|kind| kind.name).collect();
        let message = match probe::kind(&word.value) {
            Some(_) => format!("A probe of kind \"{}\" gives no number.", word.value),
            None => format!("There is no probe kind \"{}\".", word.value),
        };
        problems.push(table.problem(word.at, message, instead(&word.value, &known)));
    }
    found
}

/// The target that a table names, if it suits the kind.
pub(in crate::config) fn target(
    table: &mut Table<'_>,
    kind: Option<&probe::Kind>,
    options: &mut Options,
    problems: &mut Vec<Problem>,
) -> String {
    let Some(target) = table.need_text("target", problems) else { return String::new() };
    let target = secret::fill(target, table, options, problems);
    if let Some(kind) = kind
        && let Err(why) = (kind.validate)(&target.value)
    {
        let message = format!("`target` does not suit the kind \"{}\": {why}", kind.name);
        problems.push(table.problem(target.at, message, format!("Write one such as \"{}\".", kind.example)));
    }
    target.value
}

fn down_means(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Status {
    const KNOWN: [&str; 3] = ["degraded", "partial-outage", "major-outage"];
    let Some(word) = table.text("down_means", problems) else { return Status::MajorOutage };
    match Status::from_slug(&word.value).filter(|status| status.is_trouble()) {
        Some(status) => status,
        None => {
            let message = format!("`down_means` is \"{}\".", word.value);
            problems.push(table.problem(word.at, message, instead(&word.value, &KNOWN)));
            Status::MajorOutage
        }
    }
}

/// The options that a kind takes; `${NAME}` in a value stands for what the environment has under that name.
pub(in crate::config) fn with_options(
    mut options: Options,
    table: &mut Table<'_>,
    kind: Option<&probe::Kind>,
    problems: &mut Vec<Problem>,
) -> Options {
    for option in kind.into_iter().flat_map(|kind| kind.options) {
        let Some(value) = table.text(option.name, problems) else { continue };
        let value = secret::fill(value, table, &mut options, problems);
        if let Err(why) = (option.validate)(&value.value) {
            let message = format!("`{}` does not suit: {why}.", option.name);
            problems.push(table.problem(value.at, message, option.about));
        }
        options.set(option.name, value.value);
    }
    options
}

fn conditions(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Vec<String> {
    let texts = table.texts(key, problems);
    for text in &texts {
        if let Err(why) = probe::Condition::parse(&text.value) {
            let message = format!("\"{}\" is no condition: {why}.", text.value);
            problems.push(table.problem(text.at, message, "Write one such as \"[STATUS] == 200\"."));
        }
    }
    texts.into_iter().map(|text| text.value).collect()
}
