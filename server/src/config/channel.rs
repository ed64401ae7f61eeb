//! `[[channel]]`, `[notices]` and `[reminders]`: by which ways the operator's people are told, and of what.

mod kind;

use super::estate::secret;
use super::files::Files;
use super::problem::{Problem, instead};
use super::table::{Placed, Table};
use model::estate::Estate;
use model::incident::Severity;
use model::notice::{Choice, Reminders, Topic};
use model::options::Options;
use model::time::{DAY, SECOND};
use std::collections::BTreeSet;

/// Milliseconds for which the first word of what a program declares waits for others, at most.
const MOST_GATHER: i64 = 600 * SECOND;

/// A way to tell people, and what they are told by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Its name: `ops`.
    pub name: String,
    /// What is told.
    pub choice: Choice,
    /// How.
    pub way: notices::Channel,
}

/// How notices are told, whatever the channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// `[notices] gather`: milliseconds for which the first word of what a program declares waits for others.
    pub gather: i64,
    /// `[notices] announce`: milliseconds before planned work at which it is told; none if it is not.
    pub announce: Option<i64>,
    /// `[reminders]`.
    pub reminders: Reminders,
}

impl Default for Telling {
    fn default() -> Telling {
        Telling { gather: 15 * SECOND, announce: Some(DAY), reminders: Reminders::default() }
    }
}

/// Reads `[notices]` and `[reminders]`.
pub(super) fn telling(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Telling {
    let mut telling = Telling::default();
    let mut table = file.table("notices", problems);
    if let Some(gather) = span(&mut table, "gather", problems) {
        telling.gather = gather.unwrap_or(0).min(MOST_GATHER);
    }
    telling.announce = span(&mut table, "announce", problems).unwrap_or(telling.announce);
    table.finish(problems);
    let mut table = file.table("reminders", problems);
    for (key, first) in ["P1", "P2", "P3", "P4"].into_iter().zip(&mut telling.reminders.first) {
        *first = span(&mut table, key, problems).unwrap_or(*first);
    }
    if let Some(most) = table.length("most", problems) {
        telling.reminders.most = most.value;
    }
    table.finish(problems);
    telling
}

/// A length of time, or `off`; nothing if the key is not there or makes no sense.
fn span(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<Option<i64>> {
    let wanted = "a length of time such as \"15s\" or \"30m\", or \"off\"";
    let read = |text: &str| match text {
        "off" => Some(None),
        text => model::time::parse_length(text).map(Some),
    };
    table.number_or_text(key, wanted, problems, read).map(|read| read.value)
}

/// Reads all of `[[channel]]`.
pub(super) fn all(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<Channel> {
    let mut seen = BTreeSet::new();
    let tables = file.tables("channel", problems);
    tables.into_iter().filter_map(|table| channel(table, &mut seen, problems)).collect()
}

fn channel(
    mut table: Table<'_>,
    seen: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Option<Channel> {
    let name = table.need_text("name", problems);
    if let Some(name) = &name {
        let fits = name.value.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
        if !fits || name.value.len() > 64 || !seen.insert(name.value.clone()) {
            let message = format!("The channel \"{}\" cannot be named so, or stands twice.", name.value);
            let remedy = "Use at most 64 of a to z, 0 to 9 and \"-\", once.";
            problems.push(table.problem(name.at, message, remedy));
        }
    }
    let choice = choice(&mut table, problems);
    let way = kind::read(&mut table, problems);
    table.finish(problems);
    Some(Channel { name: name?.value, choice, way: way? })
}

fn choice(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Choice {
    let topics = Topic::ALL.map(Topic::name);
    let severities = Severity::ALL.map(Severity::name);
    Choice {
        components: table.texts("components", problems).into_iter().map(|text| text.value).collect(),
        topics: words(table, "events", &topics, Topic::named, problems),
        severities: words(table, "severities", &severities, Severity::named, problems),
        internal: table.truth("internal", problems).is_some_and(|it| it.value),
    }
}

fn words<T>(
    table: &mut Table<'_>,
    key: &'static str,
    known: &[&str],
    parse: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut found = Vec::new();
    for word in table.texts(key, problems) {
        match parse(&word.value) {
            Some(it) => found.push(it),
            None => {
                let message = format!("`{key}` of [[channel]] names \"{}\".", word.value);
                problems.push(table.problem(word.at, message, instead(&word.value, known)));
            }
        }
    }
    found
}

/// A text that has to be there, with what it names of the environment filled in.
fn need(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
    let written = table.need_text(key, problems)?;
    Some(secret::fill(written, table, &mut Options::default(), problems))
}

/// What the channels and the estate say of each other: components that are chosen, and channels by which people are
/// called in.
pub(super) fn agree(channels: &[Channel], estate: &Estate, files: &Files, problems: &mut Vec<Problem>) {
    let systems = estate.systems.iter().map(|system| system.id.as_str());
    let known: BTreeSet<&str> = systems.chain(estate.components().map(|it| it.id.as_str())).collect();
    for id in channels.iter().flat_map(|channel| &channel.choice.components) {
        if !known.contains(id.as_str()) {
            let (file, line) = files.find("pharos.toml", &format!("\"{id}\""));
            let message = format!("A [[channel]] chooses \"{id}\", which is no system and no component.");
            let known: Vec<_> = known.iter().copied().collect();
            problems.push(Problem { file, line, message, remedy: instead(id, &known) });
        }
    }
    let names: Vec<_> = channels.iter().map(|channel| channel.name.as_str()).collect();
    let levels = estate.systems.iter().flat_map(|system| &system.policy.levels);
    for name in levels.flat_map(|level| &level.channels) {
        if !names.contains(&name.as_str()) {
            let (file, line) = files.find("estate/", &format!("\"{name}\""));
            let message = format!("`channels` of [[escalation]] names \"{name}\", which is no [[channel]].");
            problems.push(Problem { file, line, message, remedy: instead(name, &names) });
        }
    }
}

#[cfg(test)]
mod tests;
