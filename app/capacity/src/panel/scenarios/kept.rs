//! Scenarios that a visitor keeps beside the one at hand: a list in the address, `Autumn;traffic=2|Winter;traffic=3`, so that a
//! link shares it, and what keeps, opens, drops and compares them.

use std::fmt::Write;

use super::{Column, columns};
use crate::panel::markup::escape;
use crate::scenario::Ask;
use crate::{Plan, Scenario, export};

/// The most that are kept.
pub const MOST: usize = 6;
/// The most letters of a name.
const NAME: usize = 40;

/// The scenarios that are kept beside `scenario`, each with its name; what makes no sense in them is left out.
pub fn list(plan: &Plan, scenario: &Scenario) -> Vec<(String, Scenario)> {
    let text = scenario.ask(Ask::Keep).unwrap_or_default();
    text.split('|')
        .filter(|entry| !entry.trim().is_empty())
        .take(MOST)
        .map(|entry| read(plan, entry))
        .collect()
}

fn read(plan: &Plan, entry: &str) -> (String, Scenario) {
    let (name, rest) = entry.split_once(';').unwrap_or((entry, ""));
    let pairs = rest.split(';').filter_map(|pair| pair.split_once('='));
    let inputs = pairs.filter(|(key, _)| is_kept(key)).map(|(key, value)| (key.to_owned(), value.to_owned()));
    (cleaned(name), Scenario::parse(plan, &inputs.collect::<Vec<_>>()).0)
}

/// Whether it is an input, or tells where inputs are from; nothing else that is asked belongs to a scenario that is kept.
fn is_kept(key: &str) -> bool {
    key.contains('.') || ["traffic", "utilisation", "days", "percentile", "scenario"].contains(&key)
}

fn write(list: &[(String, Scenario)]) -> String {
    let entry = |(name, scenario): &(String, Scenario)| {
        let pairs = scenario.to_pairs();
        let kept = pairs.iter().filter(|(key, value)| is_kept(key) && !value.contains([';', '|']));
        kept.fold(name.clone(), |text, (key, value)| format!("{text};{key}={value}"))
    };
    list.iter().map(entry).collect::<Vec<_>>().join("|")
}

/// A name without what has a meaning in the list.
fn cleaned(name: &str) -> String {
    let plain = |letter: char| if letter.is_control() || matches!(letter, ';' | '|') { ' ' } else { letter };
    name.trim().chars().take(NAME).map(plain).collect::<String>().trim().to_owned()
}

/// What a scenario is called that nobody named: by what it changes.
pub fn usual_name(scenario: &Scenario) -> String {
    let pairs = scenario.to_pairs();
    let own: Vec<_> = pairs.iter().filter(|(key, _)| is_kept(key) && key != "scenario").collect();
    let shown: Vec<_> = own.iter().take(2).map(|(key, value)| format!("{key} {value}")).collect();
    let more = if own.len() > shown.len() {
        format!(" and {} more", own.len() - shown.len())
    } else {
        String::new()
    };
    if shown.is_empty() { "As planned".into() } else { cleaned(&(shown.join(", ") + &more)) }
}

/// The same with this scenario among those that are kept, in the place of one of that name; none if there are as many as there
/// may be.
pub fn keep(plan: &Plan, scenario: &Scenario) -> Option<Scenario> {
    let mut list = list(plan, scenario);
    let name = cleaned(scenario.ask(Ask::Name).unwrap_or_default());
    let name = if name.is_empty() { usual_name(scenario) } else { name };
    let place = list.iter().position(|(other, _)| *other == name).unwrap_or(list.len());
    if place == MOST {
        return None;
    }
    list.splice(place..(place + 1).min(list.len()), [(name, scenario.clone())]);
    let kept = scenario.with(plan, "keep", &write(&list)).ok()?;
    kept.with(plan, "name", "").ok()
}

/// What keeps this scenario: its name and a button, for the planner's form.
pub fn fields(plan: &Plan, scenario: &Scenario) -> String {
    let hidden =
        [("keep", Ask::Keep), ("base", Ask::Base), ("scenario", Ask::Scenario), ("explain", Ask::Explain)];
    let hidden = hidden.map(|(name, ask)| {
        let value = escape(scenario.ask(ask).unwrap_or_default());
        format!("<input type=\"hidden\" name=\"{name}\" form=\"capacity-form\" value=\"{value}\">")
    });
    format!(
        "<div class=\"capacity-kept\" id=\"capacity-kept\" role=\"group\" aria-label=\"Scenarios to compare\">{}\
         <label for=\"capacity-name\">Keep this scenario as</label> \
         <input id=\"capacity-name\" name=\"name\" form=\"capacity-form\" type=\"text\" maxlength=\"{NAME}\" \
         autocomplete=\"off\" placeholder=\"{}\" value=\"{}\"> \
         <button type=\"submit\" form=\"capacity-form\" formaction=\"/capacity/{}/keep\">Keep</button>{}</div>",
        hidden.concat(),
        escape(&usual_name(scenario)),
        escape(scenario.ask(Ask::Name).unwrap_or_default()),
        escape(&plan.id),
        links(plan, scenario),
    )
}

/// Every scenario that is compared, with the ways to open it, to compare with it, and to drop it if it was kept.
pub fn links(plan: &Plan, scenario: &Scenario) -> String {
    let columns = columns(plan, scenario);
    let kept = list(plan, scenario);
    let entries: String = columns.iter().map(|column| entry(plan, scenario, column, &kept)).collect();
    let full = if kept.len() < MOST { "" } else { "<p>Six are kept; drop one before you keep another.</p>" };
    format!("<div class=\"capacity-kept-list\">{full}<ul>{entries}</ul></div>")
}

fn entry(plan: &Plan, scenario: &Scenario, column: &Column<'_>, kept: &[(String, Scenario)]) -> String {
    let name = escape(&column.name);
    let link = |to: Option<Scenario>, word: &str, class: &str| {
        let Some(to) = to else { return String::new() };
        let address = escape(&format!("/capacity/{}", export::address(plan, &to)));
        format!(" <a href=\"{address}\"{class}>{word}<span class=\"frame-unseen\">: {name}</span></a>")
    };
    let ask = " data-asks=\"keep base\"";
    let asked = |key: &str, value: &str| scenario.with(plan, key, value).ok();
    let number = column.id.parse::<usize>().ok();
    let open = column.scenario.as_ref().ok().filter(|_| column.id != "here");
    let mut text = format!("<li><b>{name}</b>");
    if column.is_base {
        text += " base";
    }
    text += &link(open.map(|other| other.asked_as(scenario)), "Open", "");
    text += &link(asked("base", &column.id).filter(|_| !column.is_base), "Compare with it", ask);
    let dropped = number.map(|number| {
        let others = kept.iter().enumerate().filter(|(place, _)| place + 1 != number);
        write(&others.map(|(_, entry)| entry.clone()).collect::<Vec<_>>())
    });
    // Numbers follow the list, so what is dropped takes a base with it.
    let without =
        dropped.and_then(|list| asked("keep", &list)?.with(plan, "base", &kept_base(scenario)).ok());
    text += &link(without, "Drop", ask);
    // Writing to a string does not fail.
    let _ = write!(text, "</li>");
    text
}

/// The base that is left when one of the kept is dropped: none if it was one of them.
fn kept_base(scenario: &Scenario) -> String {
    let base = scenario.ask(Ask::Base).unwrap_or_default();
    if base.parse::<usize>().is_ok() { String::new() } else { base.to_owned() }
}
