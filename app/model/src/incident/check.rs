//! Which step fits which incident, and the words for one that does not.

use super::{Entry, Incident, MOST_ENTRIES, Refusal, Step};

/// Whether an entry may tell of that instant.
pub(super) fn instant(entry: &Entry) -> Result<(), Refusal> {
    if entry.happened > entry.at {
        let words = format!("{} has not come yet. Give an instant in the past, or none.", entry.happened);
        return Err(Refusal::Invalid(words));
    }
    Ok(())
}

/// Whether the incident can take another entry.
pub(super) fn room(incident: &Incident) -> Result<(), Refusal> {
    if incident.entries.len() >= MOST_ENTRIES {
        return Err(not_now(format!(
            "The incident has {MOST_ENTRIES} entries, and can have no more. Declare another."
        )));
    }
    Ok(())
}

/// The incident with `entry` in the place where it happened, if all that came after it is still possible.
pub(super) fn fits_between(incident: &Incident, entry: Entry) -> Result<Incident, Refusal> {
    if entry.happened < incident.began {
        let words = format!("The incident began at {}. Give that instant or a later one.", incident.began);
        return Err(Refusal::Invalid(words));
    }
    let after = incident.entries.partition_point(|other| other.happened <= entry.happened);
    let (before, later) = incident.entries.split_at(after);
    let mut whole = Incident::replay(incident.id.clone(), before.to_vec())
        .ok_or_else(|| not_now("It has no declaration."))?;
    fits(&whole, &entry)?;
    let number = entry.number;
    whole.apply(entry);
    for other in later {
        fits(&whole, other).map_err(|why| {
            let what = other.step.name();
            not_now(format!("Entry {number} cannot stand before the {what} of {}: {why}", other.happened))
        })?;
        whole.apply(other.clone());
    }
    Ok(whole)
}

/// Whether `entry` can come after all that the incident has.
pub(super) fn fits(incident: &Incident, entry: &Entry) -> Result<(), Refusal> {
    if let Some(into) = incident.merged.as_ref().filter(|_| !matches!(entry.step, Step::Note { .. })) {
        return Err(not_now(format!("It is a part of {into}. Do that there.")));
    }
    match &entry.step {
        Step::Declare(_) => Err(not_now("It is declared already.")),
        Step::Publish if !incident.is_draft() => Err(not_now("Visitors see it already.")),
        Step::Update(update) if !incident.state.is_open() && !update.impacts.is_empty() => {
            Err(not_now("It is over, so nothing is affected. Reopen it first."))
        }
        Step::Update(update) => told(incident, update.state),
        Step::EditUpdate { update, .. } => {
            known(incident.told.iter().any(|it| it.entry == *update), *update, "update")
        }
        Step::Acknowledge if incident.is_open() && incident.acknowledged.is_some() => {
            Err(not_now("It is acknowledged already."))
        }
        Step::Acknowledge | Step::Assign { .. } => open(incident),
        Step::HandOver { .. } if incident.owner.is_none() => {
            Err(not_now("Nobody has it who could hand it over. Assign it."))
        }
        Step::HandOver { .. } => open(incident),
        Step::Escalate { level } if *level <= incident.level => {
            Err(not_now(format!("Level {} is called in already.", incident.level)))
        }
        Step::Escalate { .. } => open(incident),
        Step::Merge { into } if *into == incident.id => Err(not_now("It cannot be a part of itself.")),
        Step::Absorb { incident: other, .. } if *other == incident.id => {
            Err(not_now("It cannot be a part of itself."))
        }
        Step::Merge { .. } | Step::Absorb { .. } | Step::Resolve { .. } => open(incident),
        Step::Reopen { .. } if incident.state.is_open() => Err(not_now("It is open already.")),
        Step::Postmortem { .. } if incident.state.is_open() => {
            Err(not_now("It is not over. Resolve it, and write the postmortem then."))
        }
        Step::FollowedUp { follow_up } => follow_up_known(incident, *follow_up),
        Step::Publish
        | Step::ChangeSeverity { .. }
        | Step::ChangeTitle { .. }
        | Step::Reopen { .. }
        | Step::Evidence(_)
        | Step::Note { .. }
        | Step::Postmortem { .. }
        | Step::FollowUp { .. } => Ok(()),
    }
}

fn not_now(words: impl Into<String>) -> Refusal {
    Refusal::NotNow(words.into())
}

fn open(incident: &Incident) -> Result<(), Refusal> {
    if incident.state.is_open() {
        return Ok(());
    }
    Err(not_now("It is over. Reopen it first."))
}

/// Whether an update may say that the incident is in `state`: an open incident is resolved, and a closed one reopened,
/// by steps of their own.
fn told(incident: &Incident, state: super::State) -> Result<(), Refusal> {
    let now = incident.state;
    if now == state || now.is_open() && state.is_open() {
        return Ok(());
    }
    let remedy = match state.is_open() {
        true => "reopen it",
        false if now.is_open() => "resolve it",
        false => "write its postmortem",
    };
    Err(not_now(format!("It is {now}. To make it {state}, {remedy}.")))
}

fn follow_up_known(incident: &Incident, number: u32) -> Result<(), Refusal> {
    let found = incident.follow_ups.iter().find(|it| it.entry == number);
    if found.is_some_and(|it| it.done) {
        return Err(not_now("It is done already."));
    }
    known(found.is_some(), number, "follow-up")
}

fn known(is_known: bool, number: u32, what: &str) -> Result<(), Refusal> {
    if is_known {
        return Ok(());
    }
    Err(Refusal::Invalid(format!("Entry {number} is no {what} of this incident.")))
}
