//! What is due, in words, with its time.

use super::time;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::incident::{Due, Duty, Incident, Policy};
use model::time::{At, length};

/// What is to be done.
pub fn words(duty: Duty, incident: &Incident, policy: &Policy) -> String {
    match duty {
        Duty::Acknowledge => "Acknowledge it".into(),
        Duty::Update => "Tell visitors how it is, as promised".into(),
        Duty::Escalate(level) => {
            let who = policy.level(level).map(|level| format!(": {}", level.who)).unwrap_or_default();
            format!("Level {level} is called in{who}")
        }
        Duty::Postmortem => "Publish the postmortem".into(),
        Duty::FollowUp(entry) => {
            let asked = incident.follow_ups.iter().find(|it| it.entry == entry);
            format!("Follow-up: {}", asked.map_or("", |it| it.text.lines().next().unwrap_or_default()))
        }
    }
}

/// All that is due, the next first.
pub(super) fn list(due: &[Due], incident: &Incident, policy: &Policy, now: At) -> Option<Drawn> {
    let row = |due: &Due| {
        let is_late = due.is_late(now);
        let left = length(if is_late { now.since(due.at) } else { due.at.since(now) });
        let left = if is_late { format!(", {left} late") } else { format!(", in {left}") };
        view! {
            <li data-late=is_late.then_some("true")>
                {words(due.duty, incident, policy)} " by " {time(due.at, now)} {left}
            </li>
        }
    };
    let rows = due.iter().map(row).collect_view();
    (!due.is_empty()).then(|| view! { <ul class="desk-due" aria-label="What is due">{rows}</ul> }.drawn())
}
