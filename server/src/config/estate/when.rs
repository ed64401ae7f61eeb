//! When planned work is done: `from` and `to`, with `zone`, `rule` and `except` where they are times on the wall.

use crate::config::problem::Problem;
use crate::config::table::{Placed, Table};
use crate::config::time::{date, local};
use calendar::{CalendarError, Zone};
use chrono::{NaiveDate, NaiveDateTime};
use model::maintenance::{When, Window};
use model::time::At;

/// The most days that may be excepted from a rule.
const MOST_EXCEPTIONS: usize = 1_000;

/// Reads one window, or those of a rule.
pub(super) fn read(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> When {
    let zone = zone(table, problems);
    let except = except(table, problems);
    match table.text("rule", problems) {
        Some(rule) => recurring(table, &rule, zone, except, problems).unwrap_or(When::Once(NONE)),
        None if except.is_empty() => When::Once(window(table, zone, problems)),
        None => {
            let message = "`except` names days of a rule, and there is no `rule`.";
            problems.push(table.problem(table.at(), message, "Add `rule = \"...\"` or remove `except`."));
            When::Once(window(table, zone, problems))
        }
    }
}

/// What stands for a window that was told as a problem.
const NONE: Window = Window { from: At(0), to: At(0) };

/// Reads `from` and `to`: instants, or times on the wall of `zone`.
pub(super) fn window(table: &mut Table<'_>, zone: Option<Zone>, problems: &mut Vec<Problem>) -> Window {
    let from = instant(table, "from", zone, problems).unwrap_or_default();
    let to = instant(table, "to", zone, problems);
    if let Some(to) = to.filter(|to| *to <= from) {
        let message = format!("`to` is {to}, which is not after `from`, {from}.");
        problems.push(table.problem(table.at(), message, "Write an end that is later than the start."));
    }
    Window { from, to: to.unwrap_or_default() }
}

/// Reads `zone`, on whose walls `from` and `to` are times. One that does not exist is told, and stands for UTC.
pub(super) fn zone(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Zone> {
    let name = table.text("zone", problems)?;
    let zone = Zone::named(&name.value);
    Some(zone.unwrap_or_else(|error| {
        problems.push(told(table, name.at, &error));
        Zone::UTC
    }))
}

fn instant(
    table: &mut Table<'_>,
    key: &'static str,
    zone: Option<Zone>,
    problems: &mut Vec<Problem>,
) -> Option<At> {
    let Placed { value, at } = table.need_text(key, problems)?;
    let (message, remedy) = match (At::parse(&value), local(&value), zone) {
        (Some(instant), _, None) => return Some(instant),
        (_, Some(local), Some(zone)) => return Some(zone.instant(local)),
        (Some(_), _, Some(_)) => (
            format!("`{key}` is \"{value}\", and there is a `zone` too."),
            "Write a time on the wall, such as \"2027-01-16T02:00\", or remove `zone`.",
        ),
        (None, Some(_), None) => (
            format!("`{key}` is \"{value}\", and nothing says in which zone."),
            "Add `zone = \"Europe/Berlin\"`, or write an instant, such as \"2027-01-16T02:00:00Z\".",
        ),
        (None, None, _) => (
            format!("`{key}` is \"{value}\", not an instant."),
            "Write date, time and zone, such as \"2027-01-16T02:00:00Z\".",
        ),
    };
    problems.push(table.problem(at, message, remedy));
    None
}

fn recurring(
    table: &mut Table<'_>,
    rule: &Placed<String>,
    zone: Option<Zone>,
    except: Vec<NaiveDate>,
    problems: &mut Vec<Problem>,
) -> Option<When> {
    let (from, to) = (on_the_wall(table, "from", problems), on_the_wall(table, "to", problems));
    if zone.is_none() {
        let message = "A rule repeats times on the wall, and nothing says in which zone.";
        problems.push(table.problem(
            rule.at,
            message,
            "Add `zone = \"Europe/Berlin\"`, or `zone = \"UTC\"`.",
        ));
    }
    let (from, to, zone) = (from?, to?, zone?);
    match calendar::recurring(&rule.value, (from.value, to.value), zone.name(), except) {
        Ok(recurring) => Some(When::Recurring(Box::new(recurring))),
        Err(error) => {
            let at = match error {
                CalendarError::Year(_) => from.at,
                CalendarError::Order { .. } | CalendarError::Long => to.at,
                _ => rule.at,
            };
            problems.push(told(table, at, &error));
            None
        }
    }
}

fn told(table: &Table<'_>, at: usize, error: &CalendarError) -> Problem {
    table.problem(at, error.to_string(), error.remedy())
}

fn on_the_wall(
    table: &mut Table<'_>,
    key: &'static str,
    problems: &mut Vec<Problem>,
) -> Option<Placed<NaiveDateTime>> {
    let Placed { value, at } = table.need_text(key, problems)?;
    let found = local(&value);
    if found.is_none() {
        let message = format!("`{key}` of a window with a rule is \"{value}\", not a time on the wall.");
        problems.push(table.problem(at, message, "Write date and time, such as \"2027-01-16T02:00\"."));
    }
    found.map(|value| Placed { value, at })
}

fn except(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<NaiveDate> {
    let texts = table.texts("except", problems);
    if let Some(over) = texts.get(MOST_EXCEPTIONS) {
        let message = format!("`except` names more than {MOST_EXCEPTIONS} days.");
        problems.push(table.problem(over.at, message, "Write a rule that needs fewer."));
    }
    let mut day = |text: &Placed<String>| {
        let day = date(&text.value);
        if day.is_none() {
            let message = format!("`except` has \"{}\", which is no day.", text.value);
            problems.push(table.problem(text.at, message, "Write a date, such as \"2026-12-26\"."));
        }
        day
    };
    texts.iter().take(MOST_EXCEPTIONS).filter_map(&mut day).collect()
}
