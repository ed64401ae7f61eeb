//! `estate/*.toml`: one system a file, with its groups, components, checks, metrics and dependencies.

use super::problem::{Problem, instead};
use super::table::{Placed, Source, Table};
use model::estate::{Component, Estate, Group, System};
use model::slo::Slo;
use model::status::Whole;
use std::collections::BTreeSet;

pub(super) mod check;
mod distinct;
mod doubt;
mod freeze;
mod maintenance;
mod metric;
pub(super) mod response;
mod rule;
pub(in crate::config) mod secret;
mod slo;
mod when;

pub use doubt::doubts;

/// A reference that can be followed only when every file has been read.
struct Reference {
    component: usize,
    placed: Placed<String>,
}

/// A system and what of it still has to be looked up.
struct Draft<'a> {
    source: Source<'a>,
    system: System,
    references: Vec<Reference>,
}

/// Reads all estate files, in the order of their names; every problem is added to `problems`.
pub fn read(sources: &[Source<'_>], problems: &mut Vec<Problem>) -> Estate {
    let mut drafts: Vec<_> = sources.iter().filter_map(|source| draft(*source, problems)).collect();
    unique_systems(&drafts, problems);
    let known: BTreeSet<String> = drafts
        .iter()
        .flat_map(|draft| &draft.system.components)
        .map(|component| component.id.clone())
        .collect();
    for draft in &mut drafts {
        resolve(draft, &known, problems);
    }
    Estate { systems: drafts.into_iter().map(|draft| draft.system).collect() }
}

fn draft<'a>(source: Source<'a>, problems: &mut Vec<Problem>) -> Option<Draft<'a>> {
    let mut file = Table::parse(source, problems)?;
    let mut system = system(file.table("system", problems), problems);
    let groups = file.tables("group", problems).into_iter();
    system.groups = groups.map(|table| group(table, system.slo, problems)).collect();
    let mut references = Vec::new();
    let mut seen = BTreeSet::new();
    for table in file.tables("component", problems) {
        let at = table.at();
        let (component, wants) = component(table, &system, problems);
        if !seen.insert(component.id.clone()) {
            let message = format!("The component \"{}\" stands here a second time.", component.id);
            problems.push(source.problem(at, message, "Give each component of a system its own id."));
        }
        references
            .extend(wants.into_iter().map(|placed| Reference { component: system.components.len(), placed }));
        system.components.push(component);
    }
    if system.components.is_empty() {
        problems.push(source.problem(0, "The system has no component.", "Add at least one `[[component]]`."));
    }
    let freezes = file.tables("freeze", problems);
    system.freezes = freezes.into_iter().map(|table| freeze::read(table, problems)).collect();
    system.policy = response::read(&mut file, problems);
    let works = file.tables("maintenance", problems);
    system.maintenance = works.into_iter().map(|table| maintenance::read(table, &system, problems)).collect();
    file.finish(problems);
    Some(Draft { source, system, references })
}

fn system(mut table: Table<'_>, problems: &mut Vec<Problem>) -> System {
    let system = System {
        id: id(&mut table, problems),
        name: table.need_text("name", problems).map(|text| text.value).unwrap_or_default(),
        summary: table.text("summary", problems).map(|text| text.value).unwrap_or_default(),
        docs: table.text("docs", problems).map(|text| text.value),
        whole: whole(&mut table, problems),
        groups: Vec::new(),
        components: Vec::new(),
        maintenance: Vec::new(),
        maintenance_counts: table.truth("maintenance_counts", problems).is_some_and(|it| it.value),
        slo: slo::read(&mut table, None, problems),
        freezes: Vec::new(),
        policy: Default::default(),
    };
    table.finish(problems);
    system
}

fn group(mut table: Table<'_>, slo: Option<Slo>, problems: &mut Vec<Problem>) -> Group {
    let name = table.need_text("name", problems).map(|text| text.value).unwrap_or_default();
    let id = id(&mut table, problems);
    let (whole, slo) = (whole(&mut table, problems), slo::read(&mut table, slo, problems));
    let group = Group { id, name, whole, slo };
    table.finish(problems);
    group
}

/// How the statuses of parts make that of the whole.
fn whole(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Whole {
    let Some(word) = table.text("status", problems) else { return Whole::default() };
    let found = Whole::parse(&word.value);
    if found.is_none() {
        let message = format!("`status` is \"{}\".", word.value);
        problems.push(table.problem(word.at, message, instead(&word.value, &["worst", "weight"])));
    }
    found.unwrap_or_default()
}

fn component(
    mut table: Table<'_>,
    system: &System,
    problems: &mut Vec<Problem>,
) -> (Component, Vec<Placed<String>>) {
    let id = format!("{}/{}", system.id, id(&mut table, problems));
    let group = group_of(&mut table, system, problems);
    let inherited = system.groups.iter().find(|its| its.id == group).map_or(system.slo, |its| its.slo);
    let component = Component {
        name: table.need_text("name", problems).map(|text| text.value).unwrap_or_default(),
        group,
        summary: table.text("summary", problems).map(|text| text.value).unwrap_or_default(),
        ports: table.ports("ports", problems),
        replicas: table.number("replicas", 1..=10_000, problems).and_then(|n| u32::try_from(n.value).ok()),
        weight: table
            .number("weight", 1..=1_000, problems)
            .and_then(|n| u32::try_from(n.value).ok())
            .unwrap_or(1),
        slo: slo::read(&mut table, inherited, problems),
        depends_on: Vec::new(),
        docs: table.text("docs", problems).map(|text| text.value),
        checks: check::all(&mut table, &id, problems),
        metrics: metric::all(&mut table, &id, problems),
        on_alert: response::on_alert(&mut table, problems),
        id,
    };
    let wants = table.texts("depends_on", problems);
    table.finish(problems);
    (component, wants)
}

fn group_of(table: &mut Table<'_>, system: &System, problems: &mut Vec<Problem>) -> String {
    let Some(word) = table.need_text("group", problems) else { return String::new() };
    if !system.groups.iter().any(|group| group.id == word.value) {
        let known: Vec<_> = system.groups.iter().map(|group| group.id.as_str()).collect();
        let message = format!("There is no group \"{}\" in this system.", word.value);
        problems.push(table.problem(word.at, message, instead(&word.value, &known)));
    }
    word.value
}

fn id(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> String {
    let Some(id) = table.need_text("id", problems) else { return String::new() };
    let fits =
        id.value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !fits || id.value.len() > 64 {
        let message = format!("The id \"{}\" cannot stand in a URL.", id.value);
        problems.push(table.problem(id.at, message, "Use at most 64 of a to z, 0 to 9 and \"-\"."));
    }
    id.value
}

fn unique_systems(drafts: &[Draft<'_>], problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for draft in drafts {
        if !seen.insert(&draft.system.id) {
            let message = format!("The system \"{}\" stands in another file too.", draft.system.id);
            problems.push(draft.source.problem(0, message, "Give each system its own id."));
        }
    }
}

fn resolve(draft: &mut Draft<'_>, known: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    for Reference { component, placed } in &draft.references {
        let full = match placed.value.contains('/') {
            true => placed.value.clone(),
            false => format!("{}/{}", draft.system.id, placed.value),
        };
        let own = &draft.system.components[*component].id;
        if !known.contains(&full) {
            let words: Vec<_> = known.iter().map(|id| within(&draft.system.id, id)).collect();
            let message = format!("\"{own}\" depends on \"{}\", which is no component.", placed.value);
            problems.push(draft.source.problem(placed.at, message, instead(&placed.value, &words)));
        } else if full == *own {
            let message = format!("\"{own}\" depends on itself.");
            problems.push(draft.source.problem(placed.at, message, "Remove it from `depends_on`."));
        } else {
            draft.system.components[*component].depends_on.push(full);
        }
    }
}

fn within<'a>(system: &str, id: &'a str) -> &'a str {
    id.strip_prefix(system).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id)
}
