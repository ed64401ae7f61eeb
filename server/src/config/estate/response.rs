//! `[severity.P1]` to `[severity.P4]`, `[[escalation]]`, `[hours]` and `[postmortem]`: how fast a system's people answer an
//! incident, and who is called in; and what a component's alerts make of one.

use crate::config::problem::{Problem, instead};
use crate::config::table::{Placed, Table};
use calendar::Zone;
use model::incident::{Hours, Level, OnAlert, Policy, Response, Severity, Until};
use std::collections::BTreeSet;

/// The days of the week as the file writes them.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads what a system promises itself; what it does not say is as by default.
pub(super) fn read(file: &mut Table<'_>, problems: &mut Vec<Problem>) -> Policy {
    let mut policy = Policy::default();
    severities(file.table("severity", problems), &mut policy, problems);
    policy.levels = levels(file.tables("escalation", problems), problems);
    if file.has("hours") {
        policy.hours = hours(file.table("hours", problems), problems);
    }
    let mut postmortem = file.table("postmortem", problems);
    policy.postmortem =
        postmortem.length("within", problems).map(|within| within.value).or(policy.postmortem);
    if postmortem.truth("written", problems).is_some_and(|written| !written.value) {
        policy.postmortem = None;
    }
    postmortem.finish(problems);
    policy
}

/// What the alerts of a component make of an incident: `incident`.
pub(in crate::config) fn on_alert(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> OnAlert {
    word(table, "incident", &["draft", "publish", "none"], OnAlert::parse, problems).unwrap_or_default()
}

fn severities(mut table: Table<'_>, policy: &mut Policy, problems: &mut Vec<Problem>) {
    for (key, response) in ["P1", "P2", "P3", "P4"].into_iter().zip(&mut policy.responses) {
        let mut severity = table.table(key, problems);
        let within = severity.length("response", problems).map_or(response.within, |within| within.value);
        let always = severity.truth("always", problems).is_none_or(|always| always.value);
        *response = Response { within, always };
        severity.finish(problems);
    }
    table.finish(problems);
}

fn levels(tables: Vec<Table<'_>>, problems: &mut Vec<Problem>) -> Vec<Level> {
    let mut seen = BTreeSet::new();
    let mut levels = Vec::new();
    for mut table in tables {
        let Some(number) = number(&mut table, problems) else { continue };
        if !seen.insert(number.value) {
            let message = format!("The level {} stands here a second time.", number.value);
            problems.push(table.problem(number.at, message, "Give each level its own number."));
        }
        levels.push(level(table, number.value, problems));
    }
    levels.sort_by_key(|level| level.number);
    levels
}

fn number(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Placed<u8>> {
    if !table.has("level") {
        problems.push(table.problem(table.at(), "`level` is missing in [[escalation]].", "Add `level = 1`."));
    }
    let number = table.number("level", 1..=i64::from(model::incident::LEVELS), problems)?;
    Some(Placed { value: u8::try_from(number.value).ok()?, at: number.at })
}

fn level(mut table: Table<'_>, number: u8, problems: &mut Vec<Problem>) -> Level {
    let until = |text: &str| match text {
        "acknowledged" => Some(Until::Acknowledged),
        "resolved" => Some(Until::Resolved),
        _ => None,
    };
    let level = Level {
        number,
        who: table.need_text("who", problems).map(|who| who.value).unwrap_or_default(),
        after: table.length("after", problems).map(|after| after.value),
        until: word(&mut table, "until", &["acknowledged", "resolved"], until, problems)
            .unwrap_or(Until::Resolved),
        severities: concerned(&mut table, problems),
        channels: table.texts("channels", problems).into_iter().map(|text| text.value).collect(),
    };
    table.finish(problems);
    level
}

/// The severities that a level is for; all if it names none.
fn concerned(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Vec<Severity> {
    let named = table.texts("severities", problems);
    if named.is_empty() {
        return Severity::ALL.into();
    }
    let names = Severity::ALL.map(Severity::name);
    named
        .iter()
        .filter_map(|word| known(table, word, "There is no severity", &names, Severity::named, problems))
        .collect()
}

fn hours(mut table: Table<'_>, problems: &mut Vec<Problem>) -> Option<Hours> {
    let zone = zone(&mut table, problems);
    let mut days = [false; 7];
    for word in table.texts("days", problems) {
        let day = |text: &str| DAYS.iter().position(|day| *day == text);
        if let Some(day) =
            known(&table, &word, "There is no day", &DAYS, day, problems).and_then(|day| days.get_mut(day))
        {
            *day = true;
        }
    }
    let (from, to) = (minute(&mut table, "from", problems), minute(&mut table, "to", problems));
    let mut wrong = |message: &str, remedy: &str| problems.push(table.problem(table.at(), message, remedy));
    if days == [false; 7] {
        wrong("[hours] has no day.", "Write `days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]`.");
    }
    let hours = from.zip(to).filter(|(from, to)| from < to);
    if hours.is_none() {
        wrong("[hours] is no time.", "Write `from = \"09:00\"` and a later `to = \"17:00\"`.");
    }
    table.finish(problems);
    let ((from, to), zone) = hours.zip(zone)?;
    Some(Hours { zone, days, from, to })
}

/// The name of a time zone of the IANA database.
fn zone(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let zone = table.need_text("zone", problems)?;
    if let Err(error) = Zone::named(&zone.value) {
        let near = crate::config::problem::nearest(&zone.value, Zone::names()).unwrap_or("Europe/Berlin");
        problems.push(table.problem(zone.at, error.to_string(), format!("Write a name such as \"{near}\".")));
    }
    Some(zone.value)
}

/// The minute of the day of a time such as `09:00`; `24:00` is the day's end.
fn minute(table: &mut Table<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<u16> {
    let text = table.need_text(key, problems)?;
    let parsed = text.value.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (minute < 60 && hour <= 24).then_some(hour * 60 + minute).filter(|all| *all <= 1_440)
    });
    if parsed.is_none() {
        let message = format!("`{key}` of [hours] is \"{}\", not a time of day.", text.value);
        problems.push(table.problem(text.at, message, "Write one such as \"09:00\"."));
    }
    parsed
}

fn word<T>(
    table: &mut Table<'_>,
    key: &'static str,
    words: &[&str],
    parse: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let word = table.text(key, problems)?;
    known(table, &word, &format!("`{key}` is"), words, parse, problems)
}

/// What a word means; one that means nothing is a problem that begins with `wrong`.
fn known<T>(
    table: &Table<'_>,
    word: &Placed<String>,
    wrong: &str,
    words: &[&str],
    parse: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let found = parse(&word.value);
    if found.is_none() {
        let message = format!("{wrong} \"{}\".", word.value);
        problems.push(table.problem(word.at, message, instead(&word.value, words)));
    }
    found
}
