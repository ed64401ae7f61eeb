//! What is looked after: systems, groups, components, checks. The validated meaning of `content/estate/*.toml`.

use crate::incident::{Incident, OnAlert, Policy};
use crate::judge::rule::{Rule, Threshold};
use crate::maintenance::{Freeze, Maintenance};
use crate::options::Options;
use crate::slo::Slo;
use crate::status::{Status, Whole};
use crate::time::{At, SECOND};

mod index;
mod metric;
mod part;

pub use index::Index;
pub use metric::Metric;

/// The kind of checks whose samples are sent in by what they watch.
pub const HEARTBEAT: &str = "heartbeat";

/// Everything that one Pharos looks after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estate {
    /// In the order of their files' names.
    pub systems: Vec<System>,
}

/// A named whole with its own docs and page.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Its word in URLs: `butterfly`.
    pub id: String,
    /// As people write it: `BUTTERFLY`.
    pub name: String,
    /// One sentence for visitors.
    pub summary: String,
    /// Path of its docs under `/docs/`, if it has any.
    pub docs: Option<String>,
    /// How the statuses of its groups, or by weight those of its components, make its own.
    pub whole: Whole,
    /// Headings under which its components stand, in order.
    pub groups: Vec<Group>,
    /// In the order of the file.
    pub components: Vec<Component>,
    /// Planned work on its components.
    pub maintenance: Vec<Maintenance>,
    /// Whether planned work counts against the uptime of its components, as if they were down.
    pub maintenance_counts: bool,
    /// What its components are to reach that state nothing else, and whose groups do not.
    pub slo: Option<Slo>,
    /// Times in which no planned work is done on it.
    pub freezes: Vec<Freeze>,
    /// How fast its people answer an incident, and who is called in.
    pub policy: Policy,
}

/// A heading under which components stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Unique in its system: `services`.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// How the statuses of its components make its own.
    pub whole: Whole,
    /// What its components are to reach that state nothing else.
    pub slo: Option<Slo>,
}

/// A part that visitors know by name and that has one status.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Unique in the estate: `butterfly/capsule`.
    pub id: String,
    /// As people write it: `CAPSULE`.
    pub name: String,
    /// The group's id in the same system.
    pub group: String,
    /// One sentence for visitors.
    pub summary: String,
    /// TCP ports that it listens on by default; may be empty.
    pub ports: Vec<u16>,
    /// The least number of replicas for high availability, if the operator states one.
    pub replicas: Option<u32>,
    /// What it counts for where the status of a whole goes by weight; at least 1.
    pub weight: u32,
    /// What it is to reach, if that is stated: of itself, of its group or of its system.
    pub slo: Option<Slo>,
    /// Ids of the components that it needs: `butterfly/kafka`.
    pub depends_on: Vec<String>,
    /// Path of its docs page under `/docs/`, with an optional fragment.
    pub docs: Option<String>,
    /// At least one.
    pub checks: Vec<Check>,
    /// Numbers that are kept of it.
    pub metrics: Vec<Metric>,
    /// What its alerts make of an incident.
    pub on_alert: OnAlert,
}

/// One configured question about a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Unique in the estate: `butterfly/capsule/health`.
    pub id: String,
    /// The probe's name in the table of `probe`: `http`, `actuator`, `tcp`.
    pub kind: String,
    /// URL or `host:port`, as its probe reads it. Internal: never on a public page.
    pub target: String,
    /// Milliseconds from start to start.
    pub interval: i64,
    /// Milliseconds until an answer counts as a failure.
    pub timeout: i64,
    /// Milliseconds from which an answer counts as slow, if it may be slow.
    pub slow: Option<i64>,
    /// How its samples are judged.
    pub rule: Rule,
    /// What the component shows while this check is down.
    pub down_means: Status,
    /// What else its probe wants to know. Internal, and some of it secret.
    pub options: Options,
    /// Conditions of which each must hold, or the answer is a failure.
    pub expect: Vec<String>,
    /// Conditions of which each must hold, or the answer is slow.
    pub slow_unless: Vec<String>,
}

impl System {
    /// A system without anything in it.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> System {
        System {
            id: id.into(),
            name: name.into(),
            summary: String::new(),
            docs: None,
            whole: Whole::default(),
            groups: Vec::new(),
            components: Vec::new(),
            maintenance: Vec::new(),
            maintenance_counts: false,
            slo: None,
            freezes: Vec::new(),
            policy: Policy::default(),
        }
    }
}

impl Group {
    /// A heading.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Group {
        Group { id: id.into(), name: name.into(), whole: Whole::default(), slo: None }
    }
}

impl Component {
    /// A component in `group` with these checks, and with the settings that hold where an operator states none.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        group: impl Into<String>,
        checks: Vec<Check>,
    ) -> Component {
        Component {
            id: id.into(),
            name: name.into(),
            group: group.into(),
            summary: String::new(),
            ports: Vec::new(),
            replicas: None,
            weight: 1,
            slo: None,
            depends_on: Vec::new(),
            docs: None,
            checks,
            metrics: Vec::new(),
            on_alert: OnAlert::default(),
        }
    }
}

impl Check {
    /// A check with the settings that hold where an operator states none.
    pub fn new(id: impl Into<String>, kind: impl Into<String>, target: impl Into<String>) -> Check {
        let kind = kind.into();
        Check {
            id: id.into(),
            target: target.into(),
            interval: 60 * SECOND,
            timeout: 5 * SECOND,
            slow: None,
            rule: if kind == HEARTBEAT { Check::pushed_rule() } else { Rule::default() },
            kind,
            down_means: Status::MajorOutage,
            options: Options::default(),
            expect: Vec::new(),
            slow_unless: Vec::new(),
        }
    }

    /// What holds for a heartbeat where an operator states nothing: a job that did not report in time did not run, and
    /// one that reports has.
    fn pushed_rule() -> Rule {
        Rule { failures: Threshold::in_a_row(1), successes: Threshold::in_a_row(1), ..Rule::default() }
    }

    /// Whether its samples are sent in by what it watches.
    pub fn is_pushed(&self) -> bool {
        self.kind == HEARTBEAT
    }

    /// When a heartbeat that is not there is late, given the latest sample: after the interval and the timeout.
    pub fn overdue(&self, seen: At) -> At {
        seen + self.interval + self.timeout
    }

    /// Milliseconds without a sample after which nobody can say how the component is.
    ///
    /// Three intervals: one lost sample is an accident, two a coincidence.
    pub fn stale_after(&self) -> i64 {
        self.interval.saturating_mul(3).saturating_add(self.timeout)
    }
}

impl Estate {
    /// All components of all systems, in order.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.systems.iter().flat_map(|system| &system.components)
    }

    /// All checks of all components, in order.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.components().flat_map(|component| &component.checks)
    }

    /// All metrics of all components, in order.
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.components().flat_map(|component| &component.metrics)
    }

    /// The system with this id.
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.id == id)
    }

    /// The policy that an incident is handled by: that of the system of its first component.
    pub fn policy(&self, incident: &Incident) -> Policy {
        let system = incident.impacts.keys().filter_map(|id| self.system(id.split('/').next()?)).next();
        system.map(|system| system.policy.clone()).unwrap_or_default()
    }

    /// The component with this id, such as `butterfly/capsule`.
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.components().find(|component| component.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_heartbeat_that_does_not_come_is_enough_and_so_is_one_that_does() {
        let rule = |kind: &str| Check::new("shop/backup/nightly", kind, "").rule;
        assert_eq!((rule(HEARTBEAT).failures.needed, rule(HEARTBEAT).successes.needed), (1, 1));
        assert_eq!((rule("tcp").failures.needed, rule("tcp").successes.needed), (3, 2));
    }
}
