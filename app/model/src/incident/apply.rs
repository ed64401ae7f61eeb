//! What each step makes of an incident. Total: what makes no sense changes nothing.

use super::{
    Alarm, Declaration, Entry, Evidence, FollowUp, Impact, Incident, State, Step, Told, Update, is_person,
};
use crate::member::Actor;
use crate::status::Status;
use crate::time::{At, MINUTE};
use crate::timeline::Turn;

/// The incident that begins with `entry`, which is `declaration`.
pub(super) fn declared(id: String, entry: &Entry, declaration: &Declaration) -> Incident {
    let mut incident = Incident {
        id,
        entries: Vec::new(),
        title: declaration.title.clone(),
        severity: declaration.severity,
        state: State::Investigating,
        began: entry.happened,
        opened: entry.at,
        published: declaration.publish.then_some(entry.happened),
        acknowledged: None,
        owner: None,
        level: 0,
        resolved: None,
        merged: None,
        absorbed: Vec::new(),
        impacts: Default::default(),
        told: Vec::new(),
        promised: None,
        alarms: Default::default(),
        labels: Default::default(),
        runbooks: Vec::new(),
        postmortem: Default::default(),
        follow_ups: Vec::new(),
    };
    impact(&mut incident, entry.happened, &declaration.impacts);
    declaration.evidence.iter().for_each(|found| evidence(&mut incident, found));
    if !declaration.text.trim().is_empty() {
        tell(&mut incident, entry, State::Investigating, &declaration.text);
    }
    incident
}

/// Lets `entry` change `incident`.
pub(super) fn apply(incident: &mut Incident, entry: &Entry) {
    let at = entry.happened;
    match &entry.step {
        Step::Declare(_) => {}
        Step::Publish => incident.published = incident.published.or(Some(at)),
        Step::Update(it) => update(incident, entry, it),
        Step::EditUpdate { update, text } => edit(incident, *update, entry.at, text),
        Step::ChangeSeverity { severity } => incident.severity = *severity,
        Step::ChangeTitle { title } => incident.title.clone_from(title),
        Step::Acknowledge => acknowledge(incident, entry),
        Step::Assign { to } | Step::HandOver { to, .. } => incident.owner = Some(to.clone()),
        Step::Escalate { level } => incident.level = incident.level.max(*level),
        Step::Merge { into } => merge(incident, at, into),
        Step::Absorb { incident: other, impacts } => {
            incident.absorbed.push(other.clone());
            impact(incident, at, impacts);
        }
        Step::Resolve { text } => resolve(incident, entry, text),
        Step::Reopen { text, impacts } => reopen(incident, entry, text, impacts),
        Step::Evidence(found) => evidence(incident, found),
        Step::Note { .. } => {}
        Step::Postmortem { text, publish } => postmortem(incident, text, *publish),
        Step::FollowUp { text, owner, due } => {
            let (text, owner) = (text.clone(), owner.clone());
            let follow_up = FollowUp { entry: entry.number, text, owner, due: *due, done: false };
            incident.follow_ups.push(follow_up);
        }
        Step::FollowedUp { follow_up } => {
            incident.follow_ups.iter_mut().filter(|it| it.entry == *follow_up).for_each(|it| it.done = true);
        }
    }
}

fn update(incident: &mut Incident, entry: &Entry, update: &Update) {
    answered(incident, entry);
    impact(incident, entry.happened, &update.impacts);
    let promised = update.next_minutes.filter(|_| update.state.is_open());
    incident.promised = promised.map(|minutes| entry.happened + i64::from(minutes) * MINUTE);
    go(incident, update.state);
    tell(incident, entry, update.state, &update.text);
}

fn resolve(incident: &mut Incident, entry: &Entry, text: &str) {
    answered(incident, entry);
    over(incident, entry.happened);
    incident.resolved = Some(entry.happened);
    go(incident, State::Resolved);
    tell(incident, entry, State::Resolved, text);
}

fn reopen(incident: &mut Incident, entry: &Entry, text: &str, impacts: &[Impact]) {
    (incident.resolved, incident.acknowledged, incident.level) = (None, None, 0);
    incident.opened = entry.happened;
    go(incident, State::Investigating);
    impact(incident, entry.happened, impacts);
    tell(incident, entry, State::Investigating, text);
}

fn merge(incident: &mut Incident, at: At, into: &str) {
    over(incident, at);
    incident.merged = Some(into.into());
}

fn postmortem(incident: &mut Incident, text: &str, publish: bool) {
    incident.postmortem.text = text.into();
    if publish {
        incident.postmortem.published = Some(text.into());
        go(incident, State::Postmortem);
    }
}

fn edit(incident: &mut Incident, update: u32, at: At, text: &str) {
    if let Some(told) = incident.told.iter_mut().find(|told| told.entry == update) {
        (told.text, told.edited) = (text.into(), Some(at));
    }
}

/// Lets the incident be in `state`, if that can come after the one that it is in.
fn go(incident: &mut Incident, state: State) {
    if incident.state.leads_to(state) {
        incident.state = state;
    }
}

fn tell(incident: &mut Incident, entry: &Entry, state: State, text: &str) {
    let (happened, text) = (entry.happened, text.into());
    incident.told.push(Told { entry: entry.number, happened, state, text, edited: None });
}

/// Nothing is affected from `at` on, and nothing more is promised.
fn over(incident: &mut Incident, at: At) {
    incident.promised = None;
    for timeline in incident.impacts.values_mut() {
        timeline.turn(Turn { from: at, state: Status::Operational, why: String::new() });
    }
}

fn impact(incident: &mut Incident, at: At, impacts: &[Impact]) {
    for Impact { component, status } in impacts {
        let timeline = incident.impacts.entry(component.clone()).or_default();
        timeline.turn(Turn { from: at, state: *status, why: String::new() });
    }
}

fn evidence(incident: &mut Incident, found: &Evidence) {
    let alarm = Alarm { since: found.since, firing: found.firing };
    incident.alarms.insert(found.source.clone(), alarm);
    if !found.labels.is_empty() {
        incident.labels.insert(found.source.clone(), found.labels.clone());
    }
    if let Some(runbook) = found.runbook.as_ref().filter(|it| !incident.runbooks.contains(it)) {
        incident.runbooks.push(runbook.clone());
    }
}

fn acknowledge(incident: &mut Incident, entry: &Entry) {
    incident.acknowledged = incident.acknowledged.or(Some(entry.happened));
    if let (None, Actor::Member(name)) = (&incident.owner, &entry.by) {
        incident.owner = Some(name.clone());
    }
}

/// Whoever tells visitors something has seen the incident.
fn answered(incident: &mut Incident, entry: &Entry) {
    if is_person(&entry.by) {
        incident.acknowledged = incident.acknowledged.or(Some(entry.happened));
    }
}
