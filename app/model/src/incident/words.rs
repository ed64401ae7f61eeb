//! A step in words, for a timeline: what was done in half a sentence, and what was written with it.

use super::{Step, template};
use crate::estate::Estate;
use crate::incident::Impact;

impl Step {
    /// What was done, to stand behind who did it: `told visitors that it is identified`. `estate` knows how components are
    /// called.
    pub fn words(&self, estate: &Estate) -> String {
        match self {
            Step::Declare(it) => {
                let published = if it.publish { " and published it" } else { " as a draft" };
                format!("declared it as {}{published}{}", it.severity, showing(&it.impacts, estate))
            }
            Step::Publish => "published it".into(),
            Step::Update(it) => {
                let next =
                    it.next_minutes.map(|minutes| format!(", and promised the next update in {minutes} min"));
                let state = it.state.label().to_lowercase();
                format!("told visitors: {state}{}{}", showing(&it.impacts, estate), next.unwrap_or_default())
            }
            Step::EditUpdate { update, .. } => format!("edited the update of entry {update}"),
            Step::ChangeSeverity { severity } => format!("made it {severity} {}", severity.word()),
            Step::ChangeTitle { title } => format!("gave it the title \"{title}\""),
            Step::Acknowledge => "acknowledged it".into(),
            Step::Assign { to } => format!("assigned it to {to}"),
            Step::HandOver { to, .. } => format!("handed it over to {to}"),
            Step::Escalate { level } => format!("called in level {level}"),
            Step::Merge { into } => format!("made it a part of {into}"),
            Step::Absorb { incident, .. } => format!("took in {incident}"),
            Step::Resolve { .. } => "resolved it".into(),
            Step::Reopen { impacts, .. } => format!("opened it again{}", showing(impacts, estate)),
            Step::Evidence(it) if it.firing => format!("saw trouble since {}", it.since),
            Step::Evidence(it) => format!("saw the trouble end at {}", it.since),
            Step::Note { .. } => "noted".into(),
            Step::Postmortem { publish: true, .. } => "published the postmortem".into(),
            Step::Postmortem { .. } => "wrote the postmortem".into(),
            Step::FollowUp { owner, .. } => {
                let owner = owner.as_ref().map(|owner| format!(" of {owner}")).unwrap_or_default();
                format!("asked for a follow-up{owner}")
            }
            Step::FollowedUp { follow_up } => format!("did the follow-up of entry {follow_up}"),
        }
    }

    /// What was written with it, in markdown; nothing if it has no text. A postmortem is a document of its own.
    pub fn text(&self) -> Option<&str> {
        let text = match self {
            Step::Declare(it) => &it.text,
            Step::Update(it) => &it.text,
            Step::Evidence(it) => &it.text,
            Step::EditUpdate { text, .. }
            | Step::HandOver { text, .. }
            | Step::Resolve { text }
            | Step::Reopen { text, .. }
            | Step::Note { text }
            | Step::FollowUp { text, .. } => text,
            _ => return None,
        };
        Some(text.as_str()).filter(|text| !text.trim().is_empty())
    }
}

/// What components show from here on, in words.
fn showing(impacts: &[Impact], estate: &Estate) -> String {
    let impact = |it: &Impact| {
        format!("; {}: {}", template::name(estate, &it.component), it.status.label().to_lowercase())
    };
    impacts.iter().map(impact).collect()
}
