//! What is due next in an incident, and when.

use super::{Hours, Incident, Level, Offset, Policy, Severity, State, Until};
use crate::time::At;

/// Something that is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Someone answers.
    Acknowledge,
    /// Visitors are told how it is, as was promised.
    Update,
    /// That level of the escalation path is called in.
    Escalate(u8),
    /// What was learnt is written down and published.
    Postmortem,
    /// The follow-up that the entry with that number asked for is done.
    FollowUp(u32),
}

/// A duty and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// When it has to be done.
    pub at: At,
    /// What.
    pub duty: Duty,
}

impl Due {
    /// Whether its time is over at `now`.
    pub fn is_late(&self, now: At) -> bool {
        now > self.at
    }
}

/// All that is due in an incident under a policy, the next first. `offset` knows the time zones.
///
/// Where a policy has business hours, what may wait counts in them: time for an answer, and until a level is called in.
/// What was promised to visitors, a postmortem and follow-ups count around the clock.
pub fn due(incident: &Incident, policy: &Policy, offset: Offset) -> Vec<Due> {
    let response = policy.response(incident.severity);
    let hours = policy.hours.as_ref().filter(|_| !response.always);
    let mut all = Vec::new();
    if incident.is_open() {
        let after = |millis| after(incident.opened, millis, hours, offset);
        if incident.acknowledged.is_none() {
            all.push(Due { at: after(response.within), duty: Duty::Acknowledge });
        }
        all.extend(incident.promised.map(|at| Due { at, duty: Duty::Update }));
        let waiting = policy.levels.iter().filter(|level| waits(incident, level));
        all.extend(
            waiting.filter_map(|level| {
                Some(Due { at: after(level.after?), duty: Duty::Escalate(level.number) })
            }),
        );
    }
    let written = policy.postmortem.filter(|_| incident.state == State::Resolved && !incident.is_draft());
    all.extend(
        written.zip(incident.resolved).map(|(millis, at)| Due { at: at + millis, duty: Duty::Postmortem }),
    );
    let asked = incident.follow_ups.iter().filter(|it| !it.done);
    all.extend(asked.filter_map(|it| Some(Due { at: it.due?, duty: Duty::FollowUp(it.entry) })));
    all.sort();
    all
}

/// What incidents are put in order by: what is late before what is not, then the worse, then what is due sooner, then what
/// began first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    is_in_time: bool,
    severity: Severity,
    next: At,
    began: At,
}

/// How urgent an incident is at `now`, of which that is `due`; the most urgent is the least.
pub fn urgency(incident: &Incident, due: &[Due], now: At) -> Urgency {
    let next = due.iter().map(|due| due.at).min();
    Urgency {
        is_in_time: !due.iter().any(|due| due.is_late(now)),
        severity: incident.severity,
        next: next.unwrap_or(At(i64::MAX)),
        began: incident.began,
    }
}

fn after(start: At, millis: i64, hours: Option<&Hours>, offset: Offset) -> At {
    hours.map_or(start + millis, |hours| hours.after(start, millis, offset))
}

/// Whether a level may still have to be called in.
fn waits(incident: &Incident, level: &Level) -> bool {
    let kept_away = level.until == Until::Acknowledged && incident.acknowledged.is_some();
    level.number > incident.level && level.severities.contains(&incident.severity) && !kept_away
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_comes_before_what_is_worse() {
        let urgency =
            |is_in_time, severity, next| Urgency { is_in_time, severity, next: At(next), began: At(0) };
        let late = urgency(false, Severity::P4, 9);
        let worse = urgency(true, Severity::P1, 9);
        let sooner = urgency(true, Severity::P2, 1);
        let mut all = [urgency(true, Severity::P2, 5), sooner, worse, late];
        all.sort();
        assert_eq!(all[..3], [late, worse, sooner]);
    }
}
