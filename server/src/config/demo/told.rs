//! `[[incident]]` of `demo.toml`: what people were told of a fault in the history of the demo.

use super::super::problem::{Problem, instead};
use super::super::table::{Placed, Table};
use super::{Past, component, missing};
use model::estate::Estate;
use model::incident::{Impact, Severity, State};
use model::status::Status;

/// An incident that the history of the demo has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The fault that it is about.
    pub fault: Past,
    /// In a few words, what was wrong.
    pub title: String,
    /// How bad it was.
    pub severity: Severity,
    /// What components showed because of it, that of the fault first.
    pub impacts: Vec<Impact>,
    /// What visitors were told, oldest first: first that it is looked into, last that it is over.
    pub updates: Vec<Update>,
    /// What was learnt, for visitors; empty if nothing was published.
    pub postmortem: String,
}

/// What visitors were told at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Milliseconds after the fault began.
    pub after: i64,
    /// How far it had come.
    pub state: State,
    /// In which words.
    pub text: String,
}

/// The incident of a table; `past` are the faults that there were.
pub(super) fn incident(
    mut table: Table<'_>,
    estate: &Estate,
    past: &[Past],
    problems: &mut Vec<Problem>,
) -> Option<Incident> {
    let at = table.at();
    let fault = fault(&mut table, estate, past, problems);
    let title = table.need_text("title", problems);
    let severity =
        chosen(&mut table, "severity", Severity::named, &Severity::ALL.map(Severity::name), problems);
    let status = chosen(&mut table, "status", Status::from_slug, &Status::ALL.map(Status::slug), problems);
    let affects: Vec<_> = table.texts("affects", problems);
    let postmortem = table.text("postmortem", problems).map(|text| text.value).unwrap_or_default();
    let updates: Vec<_> =
        table.tables("update", problems).into_iter().filter_map(|table| update(table, problems)).collect();
    let in_order = updates.is_sorted_by_key(|update| update.after);
    let ends = [updates.first(), updates.last()].map(|update| update.map(|update| update.state));
    if !in_order || ends != [Some(State::Investigating), Some(State::Resolved)] {
        let message = "The updates are no course of an incident.";
        let remedy = "Write them in order, the first \"investigating\" and the last \"resolved\".";
        problems.push(table.problem(at, message, remedy));
    }
    for unknown in affects.iter().filter(|its| estate.component(&its.value).is_none()) {
        let message = format!("There is no component \"{}\".", unknown.value);
        problems.push(table.problem(unknown.at, message, "Write an id such as \"system/component\"."));
    }
    table.finish(problems);
    let (fault, status) = (fault?, status?);
    let all = std::iter::once(fault.component.clone()).chain(affects.into_iter().map(|its| its.value));
    let impacts = all.map(|component| Impact { component, status }).collect();
    Some(Incident { fault, title: title?.value, severity: severity?, impacts, updates, postmortem })
}

/// The fault that a table names by its component and its day.
fn fault(table: &mut Table<'_>, estate: &Estate, past: &[Past], problems: &mut Vec<Problem>) -> Option<Past> {
    let component = component(table, estate, problems);
    let days_ago = table.number("days_ago", 0..=3_650, problems);
    missing(table, &[("days_ago", days_ago.is_some())], problems);
    let (component, days_ago) = (component?, days_ago?);
    let fault = past.iter().find(|its| its.component == component.id && its.days_ago == days_ago.value);
    if fault.is_none() {
        let message = format!("{} had no fault {} days ago.", component.id, days_ago.value);
        let remedy = "Name the component and the day of a `[[fault]]`.";
        problems.push(table.problem(days_ago.at, message, remedy));
    }
    fault.cloned()
}

fn update(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Option<Update> {
    let after = table.length("after", problems);
    missing(&table, &[("after", after.is_some())], problems);
    let state = chosen(&mut table, "state", State::from_slug, &State::ALL.map(State::slug), problems);
    let text = table.need_text("text", problems);
    table.finish(problems);
    Some(Update { after: after?.value, state: state?, text: text?.value })
}

/// The value that a word names, which is one of `known`.
fn chosen<T>(
    table: &mut Table<'_>,
    key: &'static str,
    named: fn(&str) -> Option<T>,
    known: &[&str],
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let Placed { value, at } = table.need_text(key, problems)?;
    let found = named(&value);
    if found.is_none() {
        let message = format!("`{key}` is \"{value}\", which is none.");
        problems.push(table.problem(at, message, instead(&value, known)));
    }
    found
}
