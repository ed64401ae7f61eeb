//! `pharos maintenance list`: which windows planned work has, by the same calendar that the collector keeps to.

use super::{RunError, content, say};
use crate::cli;
use crate::config::time::{date, local};
use calendar::{Zone, plan};
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use model::estate::Estate;
use model::maintenance::{Maintenance, When, Window};
use model::time::{At, length};
use serde_json::json;
use std::process::ExitCode;

/// One window and whose it is: a system's id and its work, or nobody's, for a rule from the command line.
struct Row<'a> {
    of: Option<(&'a str, &'a Maintenance)>,
    window: Window,
}

/// Prints the windows that hold an instant from one time until another, in the order of their beginnings.
pub fn list(args: &cli::Windows) -> Result<ExitCode, RunError> {
    lines(args)?.iter().for_each(|line| say(line));
    Ok(ExitCode::SUCCESS)
}

fn lines(args: &cli::Windows) -> Result<Vec<String>, RunError> {
    let zone = Zone::named(&args.zone).map_err(|error| given(&error))?;
    let (from, to) = (instant("--from", &args.from, zone)?, instant("--to", &args.to, zone)?);
    let estate =
        if args.rule.is_none() { content(args.content.as_deref())?.estate } else { Estate::default() };
    let when = args.rule.as_deref().map(|rule| ruled(args, rule, zone)).transpose()?;
    let own = when.iter().flat_map(|when| calendar::windows(when, from, to));
    let own = own.map(|window| Row { of: None, window });
    let mut rows: Vec<_> = planned(&estate, from, to).chain(own).collect();
    rows.sort_by_key(|row| (row.window.from, row.window.to));
    Ok(match args.json {
        true => rows.iter().map(|row| as_json(row, zone)).collect(),
        false => as_text(&rows, zone),
    })
}

fn planned(estate: &Estate, from: At, to: At) -> impl Iterator<Item = Row<'_>> {
    let works =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    works.flat_map(move |(system, work)| {
        let of = Some((system.id.as_str(), work));
        plan::held(system, work, from, to).map(move |window| Row { of, window })
    })
}

/// The windows of the rule on the command line.
fn ruled(args: &cli::Windows, rule: &str, zone: Zone) -> Result<When, RunError> {
    let wall = |name: &str, text: &str| {
        instant(name, text, zone).map(|at| local(text).unwrap_or_else(|| zone.local(at).0))
    };
    let start = wall("--start", args.start.as_deref().unwrap_or_default())?;
    let end = match &args.end {
        Some(end) => wall("--end", end)?,
        None => start.checked_add_signed(TimeDelta::milliseconds(args.length)).unwrap_or(NaiveDateTime::MAX),
    };
    let except = args.except.iter().map(|text| date(text).ok_or_else(|| no_time("--except", text)));
    let except = except.collect::<Result<_, _>>()?;
    let recurring =
        calendar::recurring(rule, (start, end), zone.name(), except).map_err(|error| given(&error))?;
    Ok(When::Recurring(Box::new(recurring)))
}

/// A date, which is its midnight, a time on the wall of `zone`, or an instant.
fn instant(name: &str, text: &str, zone: Zone) -> Result<At, RunError> {
    let wall = local(text).or_else(|| Some(date(text)?.and_time(NaiveTime::MIN)));
    At::parse(text).or_else(|| Some(zone.instant(wall?))).ok_or_else(|| no_time(name, text))
}

fn no_time(name: &str, text: &str) -> RunError {
    RunError::Given(format!(
        "{name} is \"{text}\". Write 2027-03-01, 2027-03-01T02:30 or 2027-03-01T02:30:00Z."
    ))
}

fn given(error: &calendar::CalendarError) -> RunError {
    RunError::Given(format!("{error} {}", error.remedy()))
}

/// A table whose times are those on the wall of `zone`, each with how far that is from UTC.
fn as_text(rows: &[Row<'_>], zone: Zone) -> Vec<String> {
    let head =
        format!("{:<25}  {:<25}  {:<12}  maintenance", format!("from ({})", zone.name()), "to", "length");
    let line = |row: &Row<'_>| {
        let (from, to) = (zone.written(row.window.from), zone.written(row.window.to));
        let lasts = length(row.window.to.since(row.window.from));
        let what =
            row.of.map_or_else(String::new, |(system, work)| format!("{system}/{}: {}", work.id, work.title));
        format!("{from:<25}  {to:<25}  {lasts:<12}  {what}").trim_end().to_owned()
    };
    if rows.is_empty() {
        return vec!["No planned work in this time.".into()];
    }
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

/// An object with instants in UTC and as the clock in `zone` shows them.
fn as_json(row: &Row<'_>, zone: Zone) -> String {
    let Window { from, to } = row.window;
    let mut object = json!({
        "from": from.to_string(), "to": to.to_string(), "zone": zone.name(),
        "local_from": zone.written(from), "local_to": zone.written(to),
    });
    if let Some((system, work)) = row.of {
        object["system"] = json!(system);
        object["id"] = json!(work.id);
        object["title"] = json!(work.title);
        object["components"] = json!(work.components);
    }
    object.to_string()
}

#[cfg(test)]
mod tests;
