//! Rows of a panel whose figures are explained one at a time: which of them the scenario asks for, and the ways to the
//! others.

use super::Panel;
use super::markup::escape;
use crate::export;
use crate::scenario::Ask;
use crate::{Plan, Scenario};

/// A row of a panel's table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// Its place in the table, from 0.
    pub place: usize,
    /// What addresses and explanations call it.
    pub name: &'a str,
    /// What it shows.
    pub cells: &'a [String],
}

/// What each row of a panel is called in addresses and explanations: its first cell, or the first two where only both tell
/// it from others; with a number behind it where others are called the same.
pub fn names(panel: &Panel) -> Vec<String> {
    let both = matches!(panel.id, "reverse" | "assumptions");
    let mut names: Vec<String> = Vec::with_capacity(panel.table.rows.len());
    for row in &panel.table.rows {
        let cells: Vec<&str> = row.iter().take(if both { 2 } else { 1 }).map(String::as_str).collect();
        let name = cells.join(", ");
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let mut free = std::iter::once(name.clone()).chain(numbered).filter(|name| !names.contains(name));
        names.extend(free.next());
    }
    names
}

/// The row of this panel that the scenario asks for; none if it asks for none, or for one that there is not.
pub(super) fn chosen<'a>(scenario: &Scenario, panel: &'a Panel, names: &'a [String]) -> Option<Row<'a>> {
    let (id, asked) = scenario.ask(Ask::Explain)?.split_once(':')?;
    let place = names.iter().position(|name| name == asked).filter(|_| id == panel.id)?;
    Some(Row { place, name: names.get(place)?, cells: panel.table.rows.get(place)? })
}

/// Which row is explained, and the way to each; nothing where there is no choice.
pub(super) fn ways(
    plan: &Plan,
    scenario: &Scenario,
    panel: &Panel,
    names: &[String],
    row: Option<Row<'_>>,
) -> String {
    let rows = names.get(..explained(panel)).unwrap_or(names);
    if rows.len() < 2 {
        return String::new();
    }
    let others = scenario.with(plan, "explain", "").map(|others| export::address(plan, &others));
    let others = others.unwrap_or_default();
    let others = others.strip_prefix(&plan.id).unwrap_or_default();
    // What is asked beside it stands before it.
    let before = if others.is_empty() { "?".to_owned() } else { format!("{others}&") };
    let usual = ("what matters most", if others.is_empty() { "?" } else { others }.to_owned());
    let asked = rows.iter().map(|name| {
        let row = export::encoded(&format!("{}:{name}", panel.id));
        (name.as_str(), format!("{before}explain={row}"))
    });
    let here = row.map_or(usual.0, |row| row.name);
    let links = std::iter::once(usual.clone()).chain(asked).map(|(name, to)| {
        // All of them stay, so that the focus does when another one is chosen.
        let current = if name == here { " aria-current=\"true\"" } else { "" };
        let (to, name) = (escape(&to), escape(name));
        format!("<a href=\"{to}#panel-{}\" data-asks=\"explain\"{current}>{name}</a>", panel.id)
    });
    let links: Vec<_> = links.collect();
    format!(
        "<p class=\"capacity-rows\">Explained here: <b>{}</b>. Rows: {}</p>",
        escape(here),
        links.join(" ")
    )
}

/// How many rows, from the first on, have figures that follow from others.
fn explained(panel: &Panel) -> usize {
    let rows = &panel.table.rows;
    let is_last =
        |row: &Vec<String>| panel.id == "scenarios" && row.first().is_some_and(|name| name == "Network");
    // Below the effects of scenarios stand their inputs.
    rows.iter().position(is_last).map_or(rows.len(), |last| last + 1)
}
