//! What a change of an incident is to those who are told of it.

use super::{Affected, Event, Message, Phrase, Said, Topic, What};
use crate::estate::Estate;
use crate::incident::{Entry, Incident, Step};
use crate::time::{At, DAY, length};

/// Milliseconds after which what is told afterwards is history, and no news.
const HISTORY: i64 = DAY;

/// What the entry that was made last is to those who are told; nothing if it is no news. `estate` knows how components and
/// levels are called.
pub fn of_change(incident: &Incident, estate: &Estate) -> Option<Message> {
    let entry = incident.newest()?;
    if entry.at.since(entry.happened) > HISTORY {
        return None;
    }
    let (what, said) = news(incident, entry, estate)?;
    Some(message(incident, estate, what, said))
}

/// What is said of an incident at `now` if it is still open.
pub fn of_reminder(incident: &Incident, estate: &Estate, now: At) -> Message {
    let who = match &incident.owner {
        Some(owner) => format!("{owner} has it."),
        None => "Nobody has it.".into(),
    };
    let words = format!("It has lasted {}. {who}", length(incident.lasted(now)));
    message(incident, estate, What::Reminder, Said::typed(now, words))
}

fn message(incident: &Incident, estate: &Estate, what: What, said: Said) -> Message {
    let at = said.at;
    let said = Some(Said { text: said.text.trim().into(), ..said }).filter(|said| !said.text.is_empty());
    let event = Event {
        what,
        about: format!("incident/{}", incident.id),
        at,
        severity: Some(incident.severity),
        components: affected(incident, estate),
        public: !incident.is_draft() && !is_internal(what),
    };
    let (title, state) = (incident.title.clone(), Some(incident.state));
    let path = format!("/incidents/{}", incident.id);
    Message { event, title, state, said: said.into_iter().collect(), path, others: Vec::new() }
}

fn is_internal(what: What) -> bool {
    matches!(what.topic(), Some(Topic::Escalation | Topic::Owner | Topic::Reminder))
}

/// What happened, and what is said of it.
fn news(incident: &Incident, entry: &Entry, estate: &Estate) -> Option<(What, Said)> {
    let typed = |what, text: &str| (what, Said::typed(entry.happened, text));
    let ours = |what, phrase| (what, Said::ours(entry.happened, phrase));
    let by = &entry.by;
    Some(match &entry.step {
        Step::Declare(it) => typed(What::Declared, &it.text),
        Step::Publish => typed(What::Declared, incident.told.last().map_or("", |it| &it.text)),
        Step::Update(it) => typed(What::Updated, &it.text),
        Step::ChangeSeverity { severity } => ours(What::Updated, Phrase::Severity(*severity)),
        Step::Acknowledge => typed(What::Acknowledged, &format!("Acknowledged by {by}.")),
        Step::Assign { to } => typed(What::Assigned, &format!("{to} has it, as assigned by {by}.")),
        Step::HandOver { to, text } => {
            typed(What::HandedOver, &format!("{to} has it, handed over by {by}.\n\n{text}"))
        }
        Step::Escalate { level } => typed(What::Escalated, &called(incident, *level, estate)),
        // What it is a part of may be a draft, which is why it is not named.
        Step::Merge { .. } => ours(What::Merged, Phrase::Part),
        Step::Resolve { text } => typed(What::Resolved, text),
        Step::Reopen { text, .. } => typed(What::Reopened, text),
        Step::Postmortem { publish: true, .. } => ours(What::Updated, Phrase::Learnt),
        // Who reads the page sees that it was edited, and when; who was told has read it.
        Step::EditUpdate { .. }
        | Step::Postmortem { publish: false, .. }
        | Step::ChangeTitle { .. }
        | Step::Absorb { .. }
        | Step::Evidence(_)
        | Step::Note { .. }
        | Step::FollowUp { .. }
        | Step::FollowedUp { .. } => return None,
    })
}

fn called(incident: &Incident, level: u8, estate: &Estate) -> String {
    let policy = estate.policy(incident);
    let who = policy.level(level).map(|it| format!(" ({})", it.who)).unwrap_or_default();
    format!("Level {level}{who} is called in.")
}

fn affected(incident: &Incident, estate: &Estate) -> Vec<Affected> {
    let named = |id: &str| estate.component(id).map_or_else(|| id.into(), |it| it.name.clone());
    let impacts = incident.impacts_now().into_iter();
    impacts.map(|it| Affected { name: named(&it.component), id: it.component, status: it.status }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::incident::{Declaration, Impact, Severity};
    use crate::member::Actor;
    use crate::status::Status;
    use crate::time::HOUR;

    fn declared(publish: bool, happened: Option<At>) -> Incident {
        let declaration = Declaration {
            title: "Kafka is down".into(),
            severity: Severity::P1,
            impacts: vec![Impact { component: "s/kafka".into(), status: Status::MajorOutage }],
            publish,
            text: "We look at it.".into(),
            evidence: vec![],
        };
        Incident::declare("x".into(), At(2 * DAY), happened, Actor::Console, declaration).unwrap()
    }

    fn step(incident: &Incident, step: Step) -> Incident {
        incident.with(At(2 * DAY + HOUR), None, Actor::Member("ada".into()), step).unwrap()
    }

    #[test]
    fn what_visitors_may_know_is_what_was_published() {
        let message = |incident: &Incident| of_change(incident, &Estate::default()).unwrap();
        let draft = declared(false, None);
        assert!(!message(&draft).event.public);
        let published = message(&step(&draft, Step::Publish));
        assert!(published.event.public && published.event.what == What::Declared);
        assert_eq!(published.said[0].text, "We look at it.");
        let acknowledged = message(&step(&declared(true, None), Step::Acknowledge));
        assert!(!acknowledged.event.public);
        assert_eq!(acknowledged.said[0].text, "Acknowledged by ada.");
        let merged = message(&step(&declared(true, None), Step::Merge { into: "secret".into() }));
        assert!(!format!("{merged:?}").contains("secret"));
    }

    #[test]
    fn who_has_it_is_told_inside_alone_with_what_they_need_to_know() {
        let told = |it: Step| of_change(&step(&declared(true, None), it), &Estate::default()).unwrap();
        let assigned = told(Step::Assign { to: "grace".into() });
        assert_eq!((assigned.event.what, assigned.event.public), (What::Assigned, false));
        assert_eq!(assigned.said[0].text, "grace has it, as assigned by ada.");
        let text = "Node 2 is out.".to_string();
        let hers = step(&declared(true, None), Step::Assign { to: "ada".into() });
        let told = |it: Step| of_change(&step(&hers, it), &Estate::default()).unwrap();
        let handed = told(Step::HandOver { to: "grace".into(), text });
        assert_eq!((handed.event.what, handed.event.public), (What::HandedOver, false));
        assert_eq!(handed.said[0].text, "grace has it, handed over by ada.\n\nNode 2 is out.");
        let silent = told(Step::HandOver { to: "grace".into(), text: String::new() });
        assert_eq!(silent.said[0].text, "grace has it, handed over by ada.");
    }

    #[test]
    fn an_edit_is_told_nobody() {
        let edited =
            step(&declared(true, None), Step::EditUpdate { update: 1, text: "It is the disk.".into() });
        assert_eq!(of_change(&edited, &Estate::default()), None);
    }

    #[test]
    fn notes_and_what_is_told_long_afterwards_are_no_news() {
        let told = |incident: &Incident| of_change(incident, &Estate::default());
        let incident = declared(true, None);
        assert_eq!(told(&step(&incident, Step::Note { text: "x".into() })), None);
        assert_eq!(told(&declared(true, Some(At(DAY - 1)))), None);
        let late = told(&declared(true, Some(At(DAY)))).unwrap();
        assert_eq!((late.event.at, late.event.components[0].name.as_str()), (At(DAY), "s/kafka"));
    }
}
