//! Messages with blanks: `{{field}}` in markdown, filled from the incident.

use super::{Impact, Incident};
use crate::estate::Estate;
use crate::status::Status;
use crate::time::{At, MINUTE};
use std::borrow::Cow;

/// What can stand in a blank, and what it becomes.
pub const FIELDS: [(&str, &str); 10] = [
    ("title", "the incident's title"),
    ("severity", "P1 to P4"),
    ("service", "the components that it affects"),
    ("impact", "what each of them shows"),
    ("state", "how far it has come"),
    ("lead", "who has it"),
    ("began", "when it began"),
    ("minutes", "how many minutes it has lasted"),
    ("next", "in how many minutes the next update was promised"),
    ("id", "its name in URLs"),
];

/// A part of a template: words as they stand, or the name in a blank and the byte where the blank begins.
enum Part<'a> {
    Words(&'a str),
    Blank(usize, &'a str),
}

/// The parts of a template, in order. Braces that are not closed are words.
fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some((words, rest)) = text[at..].split_once("{{") {
        let Some((name, _)) = rest.split_once("}}") else { break };
        parts.push(Part::Words(words));
        parts.push(Part::Blank(at + words.len(), name.trim()));
        at += words.len() + name.len() + 4;
    }
    parts.push(Part::Words(&text[at..]));
    parts
}

/// The blanks of a template that name no field: the byte where each begins, and its name.
pub fn unknown(text: &str) -> Vec<(usize, &str)> {
    let blanks = parts(text).into_iter().filter_map(|part| match part {
        Part::Blank(at, name) => Some((at, name)),
        Part::Words(_) => None,
    });
    blanks.filter(|(_, name)| !FIELDS.iter().any(|(field, _)| field == name)).collect()
}

/// The message of a template for `incident` at `now`; `estate` knows how its components are called.
///
/// What a field holds is written so that markdown takes it as plain words.
pub fn fill(text: &str, incident: &Incident, estate: &Estate, now: At) -> String {
    let part = |part| match part {
        Part::Words(words) => Cow::Borrowed(words),
        Part::Blank(_, name) => Cow::Owned(plain(&value(name, incident, estate, now))),
    };
    parts(text).into_iter().map(part).collect()
}

/// A template for whoever fills it by hand: in the place of each blank what it becomes, in square brackets.
pub fn described(text: &str) -> String {
    let part = |part| match part {
        Part::Words(words) => Cow::Borrowed(words),
        Part::Blank(_, name) => {
            let field = FIELDS.iter().find(|(field, _)| *field == name);
            Cow::Owned(format!("[{}]", field.map_or(name, |(_, becomes)| becomes)))
        }
    };
    parts(text).into_iter().map(part).collect()
}

fn value(name: &str, incident: &Incident, estate: &Estate, now: At) -> String {
    match name {
        "title" => incident.title.clone(),
        "severity" => incident.severity.to_string(),
        "service" => names(incident, estate).join(", "),
        "impact" => affected(incident, estate).join(", "),
        "state" => incident.state.label().into(),
        "lead" => incident.owner.clone().unwrap_or_else(|| "nobody yet".into()),
        "began" => incident.began.to_string(),
        "minutes" => (incident.lasted(now) / MINUTE).to_string(),
        "next" => incident.promised.map_or(0, |at| at.since(now).max(0) / MINUTE).to_string(),
        "id" => incident.id.clone(),
        _ => String::new(),
    }
}

pub(super) fn name<'a>(estate: &'a Estate, id: &'a str) -> &'a str {
    estate.component(id).map_or(id, |component| component.name.as_str())
}

fn names<'a>(incident: &'a Incident, estate: &'a Estate) -> Vec<&'a str> {
    incident.impacts.keys().map(|id| name(estate, id)).collect()
}

/// What each component shows; of an incident that is over, what it showed before.
fn affected(incident: &Incident, estate: &Estate) -> Vec<String> {
    let worst = |Impact { component, status }| {
        format!("{}: {}", name(estate, &component), status.label().to_lowercase())
    };
    incident.impacts_now().into_iter().map(worst).collect()
}

impl Incident {
    /// What each affected component shows, or, when the incident is over, the worst that it showed.
    pub fn impacts_now(&self) -> Vec<Impact> {
        let of = |(component, timeline): (&String, &crate::timeline::Timeline<Status>)| {
            let mut states = timeline.turns().iter().map(|turn| turn.state);
            let status = if self.is_open() { states.next_back() } else { states.max() };
            Impact { component: component.clone(), status: status.unwrap_or(Status::Operational) }
        };
        self.impacts.iter().map(of).collect()
    }
}

/// The words with what markdown would take as its own escaped.
pub(super) fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::estate::{Component, System};
    use crate::incident::{Declaration, Severity, State, Step, Update};
    use crate::member::Actor;
    use proptest::prelude::*;

    fn incident() -> Incident {
        let impacts = vec![Impact { component: "s/db".into(), status: Status::MajorOutage }];
        let declaration = Declaration {
            title: "Data *store* down".into(),
            severity: Severity::P1,
            impacts,
            publish: true,
            text: String::new(),
            evidence: vec![],
        };
        let by = || Actor::Member("ada".into());
        let incident = Incident::declare("x".into(), At(0), None, by(), declaration).unwrap();
        let update = Update {
            state: State::Identified,
            text: "It is the disk".into(),
            impacts: vec![],
            next_minutes: Some(30),
        };
        incident.with(At(5 * MINUTE), None, by(), Step::Update(update)).unwrap()
    }

    fn estate() -> Estate {
        let components = vec![Component::new("s/db", "Database", "all", vec![])];
        Estate { systems: vec![System { components, ..System::new("s", "S") }] }
    }

    #[test]
    fn a_message_is_filled_from_the_incident() {
        let filled = |text, minutes| fill(text, &incident(), &estate(), At(minutes * MINUTE));
        assert_eq!(
            filled(
                "{{severity}}: {{ title }}, {{impact}}; {{state}} for {{minutes}} min, next in {{next}}",
                7
            ),
            "P1: Data \\*store\\* down, Database: major outage; Identified for 7 min, next in 28"
        );
        assert_eq!(filled("{{lead}} {{ open", 0), "nobody yet {{ open");
    }

    #[test]
    fn whoever_fills_it_by_hand_reads_what_belongs_there() {
        assert_eq!(
            described("{{severity}} since {{ minutes }} minutes: {{odd}} {{ open"),
            "[P1 to P4] since [how many minutes it has lasted] minutes: [odd] {{ open"
        );
    }

    #[test]
    fn a_blank_that_nothing_fills_is_found() {
        assert_eq!(unknown("{{title}} by {{leed}}\n{{ }}"), [(13, "leed"), (22, "")]);
    }

    proptest! {
        #[test]
        fn words_without_blanks_stay_as_they_are(text in "[a-z{} \n]{0,40}") {
            if !text.contains("{{") {
                prop_assert_eq!(fill(&text, &incident(), &estate(), At(0)), text);
            } else {
                // Whatever is between braces, nothing panics and nothing grows beyond what the fields hold.
                prop_assert!(fill(&text, &incident(), &estate(), At(0)).len() <= text.len());
            }
        }
    }
}
