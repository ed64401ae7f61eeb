//! Who wants to be told of what. The same for channels and for subscribers.

use super::{Event, What};
use crate::incident::Severity;
use serde::{Deserialize, Serialize};

/// What a receiver may choose. The beginning and the end of an incident belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// That an incident begins, and that it is over.
    Incident,
    /// How it stands meanwhile.
    Update,
    /// Who is called in, and that somebody looks after it. Internal.
    Escalation,
    /// To whom it is given. Internal.
    Owner,
    /// That it is still open. Internal.
    Reminder,
    /// Planned work.
    Maintenance,
}

impl Topic {
    /// All topics.
    pub const ALL: [Topic; 6] = [
        Topic::Incident,
        Topic::Update,
        Topic::Escalation,
        Topic::Owner,
        Topic::Reminder,
        Topic::Maintenance,
    ];

    /// Its name: `update`.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Incident => "incident",
            Topic::Update => "update",
            Topic::Escalation => "escalation",
            Topic::Owner => "owner",
            Topic::Reminder => "reminder",
            Topic::Maintenance => "maintenance",
        }
    }

    /// The topic of that name.
    pub fn named(name: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.name() == name)
    }
}

/// What one receiver wants to be told of. Of each list the empty one stands for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Ids of components, or of systems for all of theirs.
    pub components: Vec<String>,
    /// What of it.
    pub topics: Vec<Topic>,
    /// How bad it has to be; planned work has no severity and always fits.
    pub severities: Vec<Severity>,
    /// Whether also of what visitors may not know: drafts, who has an incident, reminders.
    pub internal: bool,
}

/// Whether a receiver with this choice is to be told of an event.
pub fn wanted(choice: &Choice, event: &Event) -> bool {
    (event.public || choice.internal) && fits(&choice.topics, event.what.topic()) && {
        fits(&choice.severities, event.severity) && concerns(choice, event)
    }
}

/// What an event is for a receiver with this choice, who has `heard` of the same thing before or not; nothing if they are
/// not told.
///
/// The first that a receiver hears of an open incident is that it is there, however it came to be wanted: its severity
/// may have risen since. Whoever heard that something began hears that it is over.
pub fn told(choice: &Choice, event: &Event, heard: bool) -> Option<What> {
    let what = match (event.what, heard) {
        (What::Declared, true) => What::Updated,
        (What::Updated, false) => What::Declared,
        (what, _) => what,
    };
    let seen_through = heard && what.ends() && (event.public || choice.internal);
    let is_wanted = wanted(choice, &Event { what, ..event.clone() });
    let is_late = !heard && what.ends();
    (seen_through || is_wanted && !is_late).then_some(what)
}

/// Whether it is one of those that are wanted; what has no such property fits any wish.
fn fits<T: PartialEq>(wanted: &[T], it: Option<T>) -> bool {
    wanted.is_empty() || it.is_none_or(|it| wanted.contains(&it))
}

fn concerns(choice: &Choice, event: &Event) -> bool {
    let chosen = |id: &str| {
        choice.components.iter().any(|wanted| {
            wanted == id || id.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    choice.components.is_empty() || event.components.iter().any(|affected| chosen(&affected.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Affected;
    use crate::status::Status;
    use crate::time::At;
    use proptest::prelude::*;

    fn event(what: What, severity: Severity, component: &str, public: bool) -> Event {
        let affected = Affected { id: component.into(), name: component.into(), status: Status::MajorOutage };
        let about = "incident/x".into();
        Event { what, about, at: At(0), severity: Some(severity), components: vec![affected], public }
    }

    #[test]
    fn a_choice_names_components_systems_severities_and_topics() {
        let choice = Choice {
            components: vec!["shop/db".into(), "bank".into()],
            topics: vec![Topic::Incident],
            severities: vec![Severity::P1],
            internal: false,
        };
        let told = |what, severity, component| wanted(&choice, &event(what, severity, component, true));
        assert!(told(What::Declared, Severity::P1, "shop/db"));
        assert!(told(What::Resolved, Severity::P1, "bank/ledger"));
        assert!(!told(What::Declared, Severity::P2, "shop/db"));
        assert!(!told(What::Updated, Severity::P1, "shop/db"));
        assert!(!told(What::Declared, Severity::P1, "shop/db2"));
        assert!(!told(What::Declared, Severity::P1, "banking/ledger"));
    }

    #[test]
    fn who_hears_of_an_incident_late_hears_that_it_is_there_and_then_that_it_is_over() {
        let choice = Choice { severities: vec![Severity::P1], ..Choice::default() };
        let told = |what, severity, heard| told(&choice, &event(what, severity, "s/a", true), heard);
        assert_eq!(told(What::Declared, Severity::P2, false), None);
        assert_eq!(told(What::Updated, Severity::P1, false), Some(What::Declared));
        assert_eq!(told(What::Declared, Severity::P1, true), Some(What::Updated));
        assert_eq!(told(What::Resolved, Severity::P3, true), Some(What::Resolved));
        assert_eq!(told(What::Resolved, Severity::P1, false), None);
    }

    proptest! {
        #[test]
        fn what_visitors_may_not_know_is_told_to_internal_channels_alone(
            what in prop::sample::select(vec![What::Declared, What::Updated, What::Resolved, What::Merged, What::Escalated]),
            heard: bool, internal: bool
        ) {
            let choice = Choice { internal, ..Choice::default() };
            let found = told(&choice, &event(what, Severity::P1, "s/a", false), heard);
            prop_assert!(internal || found.is_none());
        }
    }
}
