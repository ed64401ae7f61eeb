//! A postmortem to begin with: headings to fill in, and the record as a table.

use super::template::{name, plain};
use super::{FollowUp, Incident, Step};
use crate::estate::Estate;
use crate::time::length;
use std::fmt::Write;

/// The most lines of the table; of more steps than that the first ones are told.
const MOST_LINES: usize = 300;

/// The postmortem of `incident` as its record has it, in markdown; `estate` knows how its components are called.
pub fn postmortem(incident: &Incident, estate: &Estate) -> String {
    let (began, severity) = (incident.began, incident.severity);
    let lasted = incident.time_to_resolve().map_or("it is not over".into(), length);
    let answered =
        incident.time_to_acknowledge().map_or("never".into(), |millis| format!("after {}", length(millis)));
    let affected: Vec<_> = incident.impacts_now().iter().map(|it| impact(it, estate)).collect();
    let affected = if affected.is_empty() { "no component".into() } else { affected.join(", ") };
    let mut text = format!(
        "## What happened\n\n[in a few sentences]\n\n- Severity: {severity} {}\n- Began: {began}\n- Lasted: {lasted}\n\
         - Acknowledged: {answered}\n- Affected: {affected}\n\n## Root cause\n\n[why it happened, and why it was not \
         caught before]\n\n## What went well, and what did not\n\n[detection, response, messages]\n\n## Timeline\n\n\
         | When | Who | What |\n|---|---|---|\n",
        severity.word()
    );
    for entry in incident.entries.iter().filter(|entry| tells(&entry.step)).take(MOST_LINES) {
        let (who, what) = (plain(&entry.by.to_string()), plain(&entry.step.words(estate)));
        let _ = writeln!(text, "| {} | {who} | {what} |", entry.happened);
    }
    let _ = write!(text, "\n## Follow-ups\n\n");
    incident.follow_ups.iter().for_each(|it| text.push_str(&follow_up(it)));
    if incident.follow_ups.is_empty() {
        text.push_str("[what is to be done, by whom, until when]\n");
    }
    text
}

/// Whether a step belongs into a document that visitors may read.
fn tells(step: &Step) -> bool {
    !matches!(
        step,
        Step::Note { .. } | Step::EditUpdate { .. } | Step::Postmortem { .. } | Step::FollowUp { .. }
    )
}

fn impact(it: &super::Impact, estate: &Estate) -> String {
    format!("{} ({})", plain(name(estate, &it.component)), it.status.label().to_lowercase())
}

fn follow_up(it: &FollowUp) -> String {
    let done = if it.done { "done" } else { "open" };
    format!("- {} ({done})\n", plain(&it.text.replace('\n', " ")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::incident::{Declaration, Impact, Severity};
    use crate::member::Actor;
    use crate::status::Status;
    use crate::time::{At, MINUTE};

    #[test]
    fn a_postmortem_begins_with_the_record_and_without_what_is_internal() {
        let declaration = Declaration {
            title: "Down".into(),
            severity: Severity::P2,
            impacts: vec![Impact { component: "s/db".into(), status: Status::MajorOutage }],
            publish: true,
            text: String::new(),
            evidence: vec![],
        };
        let ada = || Actor::Member("ada".into());
        let mut incident = Incident::declare("x".into(), At(0), None, ada(), declaration).unwrap();
        let steps = [
            (5, Step::Acknowledge),
            (6, Step::Note { text: "secret".into() }),
            (30, Step::Resolve { text: "Over".into() }),
            (31, Step::FollowUp { text: "More | disks".into(), owner: None, due: None }),
        ];
        for (minute, step) in steps {
            incident = incident.with(At(minute * MINUTE), None, ada(), step).unwrap();
        }
        let text = postmortem(&incident, &Estate::default());
        assert!(
            text.contains("- Lasted: 30 min\n- Acknowledged: after 5 min\n- Affected: s/db (major outage)"),
            "{text}"
        );
        assert!(text.contains("| 1970-01-01T00:05:00Z | ada | acknowledged it |"), "{text}");
        assert!(text.ends_with("- More \\| disks (open)\n"), "{text}");
        assert_eq!((text.matches("| ada |").count(), text.contains("secret")), (3, false));
    }
}
