//! Planned work as calendars take it: whole rules and what was called off, where a page shows the next windows alone.

use crate::maintenance::When;
use crate::time::At;

/// Planned work as visitors may keep it in their calendars. Its checklist and roles are internal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPlan {
    /// Unique among all plans: `butterfly/kafka-upgrade` of the content, `2026-11-21-kafka-upgrade` of a member.
    pub id: String,
    /// As visitors read it.
    pub title: String,
    /// The components that it is done on, at least one: id and name.
    pub components: Vec<(String, String)>,
    /// When it is held, or was to be held if it is cancelled. Days on which a freeze keeps it from being held are among
    /// the exceptions of a recurring one.
    pub when: When,
    /// When visitors could first read of it.
    pub made: At,
    /// When it was last changed.
    pub changed: At,
    /// How often it was changed.
    pub sequence: u32,
    /// Whether it was called off before it began.
    pub cancelled: bool,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicPlans {
    /// Grows by one with every change.
    pub version: u64,
    /// Those of the content in the order of the estate, then those of members in the order of their beginnings.
    pub all: Vec<PublicPlan>,
}

impl PublicPlan {
    /// Whether it is done on the system or the component with this id.
    pub fn is_on(&self, id: &str) -> bool {
        let is_part = |component: &str| {
            component.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.components.iter().any(|(component, _)| is_part(component))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maintenance::Window;

    #[test]
    fn work_is_on_a_component_and_on_its_system_and_on_no_namesake() {
        let plan = PublicPlan {
            id: "shop/disks".into(),
            title: "Disks".into(),
            components: vec![("shop/db".into(), "Database".into())],
            when: When::Once(Window { from: At(0), to: At(1) }),
            made: At(0),
            changed: At(0),
            sequence: 0,
            cancelled: false,
        };
        let on = ["shop", "shop/db", "sho", "shop/d", "shop/db/x"].map(|id| plan.is_on(id));
        assert_eq!(on, [true, true, false, false, false]);
    }
}
