//! The part of an estate that is about some components alone.

use super::{Component, Estate, System};
use crate::maintenance::Maintenance;
use crate::public::Shown;

impl Estate {
    /// Its systems with those components alone, their groups, and the planned work on them. Docs are left out.
    pub fn only(&self, shown: &Shown) -> Estate {
        Estate { systems: self.systems.iter().filter_map(|system| system.only(shown)).collect() }
    }
}

impl System {
    fn only(&self, shown: &Shown) -> Option<System> {
        let its = |ids: &[String]| ids.iter().filter(|id| shown.contains(*id)).cloned().collect::<Vec<_>>();
        let components = self.components.iter().filter(|component| shown.contains(&component.id));
        let components = components
            .map(|it| Component { docs: None, depends_on: its(&it.depends_on), ..it.clone() })
            .collect::<Vec<_>>();
        let mut groups = self.groups.clone();
        groups.retain(|group| components.iter().any(|it| it.group == group.id));
        let work = self
            .maintenance
            .iter()
            .map(|work| Maintenance { components: its(&work.components), ..work.clone() });
        let maintenance = work.filter(|work| !work.components.is_empty()).collect();
        (!components.is_empty()).then(|| System {
            docs: None,
            groups,
            components,
            maintenance,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::Group;
    use crate::maintenance::Window;
    use crate::time::At;

    #[test]
    fn nothing_else_is_named() {
        let work = |id: &str, on: &[&str]| {
            let on = on.iter().map(|id| id.to_string()).collect();
            Maintenance::once(id, id, on, Window { from: At(0), to: At(1) })
        };
        let mut db = Component::new("shop/db", "Database", "back", vec![]);
        db.depends_on = vec!["shop/hidden".into(), "shop/db".into()];
        let shop = System {
            groups: vec![Group::new("back", "Back"), Group::new("hidden", "hidden")],
            components: vec![db, Component::new("shop/hidden", "hidden", "hidden", vec![])],
            maintenance: vec![
                work("disks", &["shop/db", "shop/hidden"]),
                work("hidden-work", &["shop/hidden"]),
            ],
            ..System::new("shop", "Shop")
        };
        let estate = Estate { systems: vec![shop, System::new("hidden", "hidden")] };
        let only = estate.only(&Shown::from(["shop/db".into()]));
        assert!(!format!("{only:?}").contains("hidden"), "{only:?}");
        assert_eq!((only.systems[0].groups.len(), only.systems[0].maintenance.len()), (1, 1));
    }
}
