//! What a step may hold, whatever the incident: lengths, counts, statuses.

use super::label::{self, Labels};
use super::{Evidence, Impact, Refusal, Step};
use crate::status::Status;

/// The most bytes of a title, a name, an id or a link.
pub const LINE: usize = 300;
/// The most bytes of an update, a note or a piece of evidence.
pub const TEXT: usize = 20_000;
/// The most bytes of a postmortem.
pub const DOCUMENT: usize = 200_000;
/// The most components, and the most pieces of evidence, in one step.
pub const MANY: usize = 500;
/// The most minutes until a promised update: two weeks.
pub const PROMISE: u32 = 14 * 24 * 60;
/// The highest level of an escalation path.
pub const LEVELS: u8 = 9;

/// What a line looks like (ECMA 262): no control character, and something to read.
#[cfg(feature = "schema")]
pub const ONE_LINE: &str = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";
/// What the id of a component looks like (ECMA 262): `butterfly/kafka`.
#[cfg(feature = "schema")]
pub const COMPONENT: &str = "^[a-z0-9-]+/[a-z0-9-]+$";
/// What a text holds (ECMA 262): something to read.
#[cfg(feature = "schema")]
pub const WORDS: &str = r"\S";

/// Whether a step holds what it may.
pub(super) fn check(step: &Step) -> Result<(), Refusal> {
    match step {
        Step::Publish | Step::Acknowledge | Step::FollowedUp { .. } | Step::ChangeSeverity { .. } => Ok(()),
        Step::Declare(declared) => {
            line("title", &declared.title)?;
            at_most("text", &declared.text, TEXT)?;
            many("evidence", declared.evidence.len())?;
            declared.evidence.iter().try_for_each(evidence)?;
            impacts(&declared.impacts)
        }
        Step::Update(update) => {
            text(&update.text)?;
            promise(update.next_minutes)?;
            impacts(&update.impacts)
        }
        Step::EditUpdate { text: words, .. } | Step::Resolve { text: words } | Step::Note { text: words } => {
            text(words)
        }
        Step::ChangeTitle { title } => line("title", title),
        Step::Assign { to } => line("to", to),
        Step::HandOver { to, text } => line("to", to).and_then(|()| at_most("text", text, TEXT)),
        Step::Escalate { level } => level_fits(*level),
        Step::Merge { into } => line("into", into),
        Step::Absorb { incident, impacts: those } => line("incident", incident).and_then(|()| impacts(those)),
        Step::Reopen { text: words, impacts: those } => text(words).and_then(|()| impacts(those)),
        Step::Evidence(found) => evidence(found),
        Step::Postmortem { text: words, .. } => {
            some("text", words).and_then(|()| at_most("text", words, DOCUMENT))
        }
        Step::FollowUp { text: words, owner, .. } => {
            text(words)?;
            owner.as_deref().map_or(Ok(()), |owner| line("owner", owner))
        }
    }
}

fn some(name: &str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Invalid(format!("`{name}` is empty. Fill it in.")));
    }
    Ok(())
}

fn at_most(name: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.len() > most {
        let found = text.len();
        return Err(Refusal::Invalid(format!("`{name}` has {found} bytes. Use at most {most}.")));
    }
    Ok(())
}

fn text(words: &str) -> Result<(), Refusal> {
    some("text", words).and_then(|()| at_most("text", words, TEXT))
}

/// Something short that stands on one line.
fn line(name: &str, words: &str) -> Result<(), Refusal> {
    if words.chars().any(char::is_control) {
        return Err(Refusal::Invalid(format!("`{name}` holds a line break. Write it on one line.")));
    }
    some(name, words).and_then(|()| at_most(name, words, LINE))
}

fn many(name: &str, count: usize) -> Result<(), Refusal> {
    if count > MANY {
        return Err(Refusal::Invalid(format!("`{name}` holds {count}. Use at most {MANY}.")));
    }
    Ok(())
}

fn impacts(impacts: &[Impact]) -> Result<(), Refusal> {
    many("impacts", impacts.len())?;
    impacts.iter().try_for_each(|impact| {
        line("component", &impact.component)?;
        if matches!(impact.status, Status::Unknown | Status::Maintenance) {
            let words =
                "Of an incident, a component shows operational, degraded, partial-outage or major-outage.";
            return Err(Refusal::Invalid(words.into()));
        }
        Ok(())
    })
}

fn evidence(found: &Evidence) -> Result<(), Refusal> {
    line("source", &found.source)?;
    text(&found.text)?;
    found.runbook.as_deref().map_or(Ok(()), |runbook| line("runbook", runbook))?;
    labels(&found.labels)
}

fn labels(labels: &Labels) -> Result<(), Refusal> {
    if labels.len() > label::MOST {
        return Err(Refusal::Invalid(format!(
            "`labels` holds {}. Use at most {}.",
            labels.len(),
            label::MOST
        )));
    }
    match labels.iter().find(|(name, value)| !label::fits(name, value)) {
        None => Ok(()),
        Some((name, _)) => Err(Refusal::Invalid(format!(
            "`labels` holds {name:?}. A name has letters, digits, `_` and `-`, a value one line of {} letters at most.",
            label::LONGEST
        ))),
    }
}

fn promise(minutes: Option<u32>) -> Result<(), Refusal> {
    if minutes.is_some_and(|minutes| !(1..=PROMISE).contains(&minutes)) {
        return Err(Refusal::Invalid(format!("`next_minutes` goes from 1 to {PROMISE}.")));
    }
    Ok(())
}

fn level_fits(level: u8) -> Result<(), Refusal> {
    if !(1..=LEVELS).contains(&level) {
        return Err(Refusal::Invalid(format!("`level` goes from 1 to {LEVELS}.")));
    }
    Ok(())
}
