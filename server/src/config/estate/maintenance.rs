//! `[[maintenance]]`: planned work on components of a system.

use super::{id, when};
use crate::config::problem::{Problem, instead};
use crate::config::table::{Placed, Table};
use model::estate::System;
use model::maintenance::{Checklist, Maintenance};

/// Reads planned work on `system`, whose components are known; on all of them if it names none.
pub(super) fn read(mut table: Table<'_>, system: &System, problems: &mut Vec<Problem>) -> Maintenance {
    let work = Maintenance {
        id: id(&mut table, problems),
        title: table.need_text("title", problems).map(|text| text.value).unwrap_or_default(),
        components: components(&mut table, system, problems),
        when: when::read(&mut table, problems),
        checklist: checklist(&mut table, problems),
        roles: table.table("roles", problems).rest(problems),
    };
    table.finish(problems);
    work
}

fn checklist(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Checklist {
    let mut steps = |key| table.texts(key, problems).into_iter().map(|text| text.value).collect();
    Checklist { before: steps("before"), during: steps("during"), after: steps("after") }
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
