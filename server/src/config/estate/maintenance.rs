//! `[[maintenance]]`: planned work on components of a system.

use super::id;
use crate::config::problem::{Problem, instead};
use crate::config::table::{Placed, Table};
use model::estate::System;
use model::maintenance::{Maintenance, Window};
use model::time::At;

/// Reads planned work on `system`, whose components are known; on all of them if it names none.
pub(super) fn read(mut table: Table<'_>, system: &System, problems: &mut Vec<Problem>) -> Maintenance {
    let id = id(&mut table, problems);
    let title = table.need_text("title", problems).map(|text| text.value).unwrap_or_default();
    let components = components(&mut table, system, problems);
    let window = window(&mut table, problems);
    table.finish(problems);
    Maintenance { id, title, components, window }
}

fn components(table: &mut Table<'_>, system: &System, problems: &mut Vec<Problem>) -> Vec<String> {
    let known: Vec<_> = system.components.iter().map(|component| component.id.as_str()).collect();
    let named = table.texts("components", problems);
    if named.is_empty() {
        return known.into_iter().map(str::to_owned).collect();
    }
    let full = |word: &Placed<String>| format!("{}/{}", system.id, word.value);
    for word in named.iter().filter(|word| !known.contains(&full(word).as_str())) {
        let words: Vec<_> = known.iter().filter_map(|id| id.split_once('/')).map(|(_, id)| id).collect();
        let message = format!("There is no component \"{}\" in this system.", word.value);
        problems.push(table.problem(word.at, message, instead(&word.value, &words)));
    }
    named.iter().map(full).collect()
}

fn window(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Window {
    let from = instant(table, "from", problems).unwrap_or_default();
    let to = instant(table, "to", problems);
    if let Some(to) = to.filter(|to| *to <= from) {
        let message = format!("`to` is {to}, which is not after `from`, {from}.");
        problems.push(table.problem(table.at(), message, "Write an end that is later than the start."));
    }
    Window { from, to: to.unwrap_or_default() }
}

fn instant(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<At> {
    let text = table.need_text(key, problems)?;
    let at = At::parse(&text.value);
    if at.is_none() {
        let message = format!("`{key}` is \"{}\", not an instant.", text.value);
        let remedy = "Write date, time and zone, such as \"2027-01-16T02:00:00Z\".";
        problems.push(table.problem(text.at, message, remedy));
    }
    at
}
