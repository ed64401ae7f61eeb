//! What visitors get: the part of a snapshot that may be seen by anyone.
//!
//! Targets, reasons, ports and internal metrics are not in these types, so no page, feed or API that is drawn from them
//! can leak them.

use crate::slo::Slo;
use crate::status::Status;
use crate::time::At;
use crate::uptime::{Clocks, DayRollup};
use std::sync::Arc;

mod affecting;
mod cause;
mod incident;
mod live;
mod metric;
mod part;
mod plan;
mod work;

pub(crate) use affecting::{by_component, shown};

pub use affecting::Affecting;
pub use cause::Cause;
pub use incident::{PublicImpact, PublicIncident, Whole};
pub use live::{Live, LiveComponent, LiveIncident};
pub use metric::PublicMetric;
pub use part::Shown;
pub use plan::{PublicPlan, PublicPlans};
pub use work::{LocalTimes, PLANNED_DAYS, PublicWindow, PublicWork};

/// How many days the bars show, the current one included.
pub const BAR_DAYS: i64 = 90;

/// The estate as visitors see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Public {
    /// Grows by one with every change.
    pub version: u64,
    /// When it was drawn.
    pub at: At,
    /// Since when history cannot be stored; none while it is.
    pub unstored: Option<At>,
    /// Since when times here are ahead of the machine's clock, which was set back; none while they are not.
    pub ahead: Option<At>,
    /// The latest stretch in which nobody looked, its first instant and its end; none if that is long over.
    pub unseen: Option<(At, At)>,
    /// Planned work that runs or comes, in the order of its beginnings.
    pub planned: Vec<PublicWork>,
    /// In the order of the estate.
    pub systems: Vec<PublicSystem>,
    /// What people were told of, those that began last first.
    pub incidents: Arc<Vec<Arc<PublicIncident>>>,
}

/// A system as visitors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicSystem {
    /// Its word in URLs.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Path of its docs under `/docs/`.
    pub docs: Option<String>,
    /// What it shows as a whole.
    pub status: Status,
    /// Its components under their headings, in order.
    pub groups: Vec<PublicGroup>,
}

/// A heading and the components under it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicGroup {
    /// Unique in its system.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// What it shows as a whole.
    pub status: Status,
    /// At least one.
    pub components: Vec<PublicComponent>,
}

/// A component as visitors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicComponent {
    /// Unique in the estate: `butterfly/capsule`.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Path of its docs page under `/docs/`, with an optional fragment.
    pub docs: Option<String>,
    /// What it needs and what needs it.
    pub neighbours: Neighbours,
    /// What it shows: the worse of what its checks say and of what is said in incidents.
    pub status: Status,
    /// Since when.
    pub since: At,
    /// What its checks say, or that it is under planned work.
    pub measured: Status,
    /// The open incidents that affect it.
    pub affecting: Vec<Affecting>,
    /// The id of the component that explains its trouble, which may be one that is not shown; [`Public::cause`] names it.
    pub affected_by: Option<String>,
    /// When it was last looked at.
    pub checked: Option<At>,
    /// How long its latest good answer took, in microseconds.
    pub latency: Option<u32>,
    /// The days of its bar that it lived, oldest first.
    pub days: Vec<DayRollup>,
    /// Whether planned work counts against its uptime.
    pub maintenance_counts: bool,
    /// What it is to reach, if that is stated.
    pub slo: Option<Slo>,
    /// Stretches of trouble or planned work within the bar, newest first.
    pub troubles: Vec<Trouble>,
    /// The metrics that visitors may see, in the order of the estate.
    pub metrics: Vec<PublicMetric>,
}

/// Components that a component touches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// What it needs: id and name.
    pub needs: Vec<(String, String)>,
    /// What needs it: id and name.
    pub needed_by: Vec<(String, String)>,
}

/// A stretch of time that was not operational.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trouble {
    /// What it was.
    pub status: Status,
    /// Its first instant.
    pub from: At,
    /// Its end; none while it lasts.
    pub to: Option<At>,
}

impl Public {
    /// All components of all systems, in order.
    pub fn components(&self) -> impl Iterator<Item = &PublicComponent> {
        self.systems.iter().flat_map(PublicSystem::components)
    }

    /// The status of everything together.
    pub fn status(&self) -> Status {
        Status::worst(self.systems.iter().map(|system| system.status))
    }
}

impl PublicSystem {
    /// The id of one of its groups in the whole estate: `butterfly#services`.
    pub fn group_id(&self, group: &PublicGroup) -> String {
        format!("{}#{}", self.id, group.id)
    }

    /// Its components, in order.
    pub fn components(&self) -> impl Iterator<Item = &PublicComponent> {
        self.groups.iter().flat_map(|group| &group.components)
    }
}

impl PublicComponent {
    /// Its time within the bar.
    pub fn clocks(&self) -> Clocks {
        self.days.iter().map(|day| day.clocks).sum()
    }

    /// Some of its time, on the sides of the formula on which it counts.
    pub fn counting(&self, clocks: Clocks) -> Clocks {
        if self.maintenance_counts { clocks.with_maintenance_down() } else { clocks }
    }
}

/// How components are together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall<'a> {
    /// The worst status of any of them.
    pub worst: Status,
    /// The names of those that have it, in order.
    pub names: Vec<&'a str>,
    /// Whether all of them have it.
    pub is_all: bool,
}

impl<'a> Overall<'a> {
    /// How `components` are.
    pub fn of(components: impl Iterator<Item = &'a PublicComponent>) -> Overall<'a> {
        let all: Vec<_> = components.map(|component| (component.name.as_str(), component.status)).collect();
        let worst = Status::worst(all.iter().map(|(_, status)| *status));
        let names: Vec<_> =
            all.iter().filter(|(_, status)| *status == worst).map(|(name, _)| *name).collect();
        let is_all = names.len() == all.len();
        Overall { worst, names, is_all }
    }
}

/// How `components` are, in one sentence that a visitor can act on, in English.
pub fn headline<'a>(components: impl Iterator<Item = &'a PublicComponent>) -> String {
    let Overall { worst, names, is_all } = Overall::of(components);
    match worst {
        Status::Operational => "All systems are operational.".into(),
        Status::Unknown if is_all => "Nothing has been checked yet.".into(),
        Status::Unknown => format!("{} cannot be seen from here; the rest is operational.", list(&names)),
        Status::Maintenance => format!("{} under maintenance; the rest is operational.", are(&names)),
        Status::Degraded => format!("{} slow or limited.", are(&names)),
        Status::PartialOutage => format!("{} partly down.", are(&names)),
        Status::MajorOutage => format!("{} down.", are(&names)),
    }
}

fn are(names: &[&str]) -> String {
    format!("{} {}", list(names), if names.len() == 1 { "is" } else { "are" })
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "Nothing".into(),
        [one] => (*one).into(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        assert_eq!(are(&["Kafka"]), "Kafka is");
        assert_eq!(are(&["Kafka", "Redis"]), "Kafka and Redis are");
        assert_eq!(are(&["A", "B", "C"]), "A, B and C are");
        assert_eq!(are(&["A", "B", "C", "D"]), "A, B and 2 more are");
    }
}
