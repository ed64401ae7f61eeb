//! The part of what visitors see that is about some components alone: what a page of its own shows.

use super::{
    Affecting, Neighbours, Public, PublicComponent, PublicGroup, PublicIncident, PublicPlan, PublicPlans,
};
use super::{PublicSystem, PublicWork, Whole};
use crate::status::Status;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The components that a page shows, by their ids.
pub type Shown = BTreeSet<String>;

impl Public {
    /// What of it is about `shown`. Nothing else is named in it: no other component, no incident that affects none of
    /// them, no work on others. A system of which a part is shown is as bad as the worst group that is shown.
    pub fn only(&self, shown: &Shown) -> Public {
        let incidents: Vec<_> = self.incidents.iter().filter(|it| it.affects_any(shown)).collect();
        let ids: BTreeSet<&str> = incidents.iter().map(|incident| incident.id.as_str()).collect();
        let incidents = incidents.iter().map(|incident| Arc::new(incident.only(shown, &ids))).collect();
        Public {
            planned: self.planned.iter().filter_map(|work| work.only(shown)).collect(),
            systems: self.systems.iter().filter_map(|system| system.only(shown, &ids)).collect(),
            incidents: Arc::new(incidents),
            ..self.clone_of_site()
        }
    }

    /// What of it is about the whole site, without what it shows.
    fn clone_of_site(&self) -> Public {
        let Public { version, at, unstored, ahead, unseen, .. } = *self;
        Public { version, at, unstored, ahead, unseen, ..Public::default() }
    }
}

impl PublicSystem {
    fn only(&self, shown: &Shown, incidents: &BTreeSet<&str>) -> Option<PublicSystem> {
        let groups: Vec<_> = self.groups.iter().filter_map(|group| group.only(shown, incidents)).collect();
        let is_whole = self.components().all(|component| shown.contains(&component.id));
        let status =
            if is_whole { self.status } else { Status::worst(groups.iter().map(|group| group.status)) };
        let (id, name, summary, docs) =
            (self.id.clone(), self.name.clone(), self.summary.clone(), self.docs.clone());
        (!groups.is_empty()).then_some(PublicSystem { id, name, summary, docs, status, groups })
    }
}

impl PublicGroup {
    fn only(&self, shown: &Shown, incidents: &BTreeSet<&str>) -> Option<PublicGroup> {
        let its = self.components.iter().filter(|component| shown.contains(&component.id));
        let components: Vec<_> = its.map(|component| component.among(shown, incidents)).collect();
        let is_whole = components.len() == self.components.len();
        let status =
            if is_whole { self.status } else { Status::worst(components.iter().map(|it| it.status)) };
        let (id, name) = (self.id.clone(), self.name.clone());
        (!components.is_empty()).then_some(PublicGroup { id, name, status, components })
    }
}

impl PublicComponent {
    /// It, with those of its neighbours and incidents that are shown.
    fn among(&self, shown: &Shown, incidents: &BTreeSet<&str>) -> PublicComponent {
        let both = |pairs: &[(String, String)]| named(pairs, shown);
        let Neighbours { needs, needed_by } = &self.neighbours;
        let affecting = self.affecting.iter().filter(|it| incidents.contains(it.incident.as_str()));
        let affecting: Vec<Affecting> = affecting.cloned().collect();
        // That something explains its trouble may be known, what it is may not.
        let affected_by = self.affected_by.as_ref().map(|id| shown.get(id).cloned().unwrap_or_default());
        PublicComponent {
            neighbours: Neighbours { needs: both(needs), needed_by: both(needed_by) },
            affecting,
            affected_by,
            ..self.clone()
        }
    }
}

impl PublicIncident {
    fn affects_any(&self, shown: &Shown) -> bool {
        self.impacts.iter().any(|impact| shown.contains(&impact.component))
    }

    fn only(&self, shown: &Shown, incidents: &BTreeSet<&str>) -> PublicIncident {
        let merged = self.merged.as_ref().map(|whole| match whole {
            Whole::Shown(id) if incidents.contains(id.as_str()) => whole.clone(),
            _ => Whole::Hidden,
        });
        let mut impacts = self.impacts.clone();
        impacts.retain(|impact| shown.contains(&impact.component));
        PublicIncident { impacts, merged, ..self.clone() }
    }
}

impl PublicWork {
    fn only(&self, shown: &Shown) -> Option<PublicWork> {
        let components = named(&self.components, shown);
        (!components.is_empty()).then(|| PublicWork { components, ..self.clone() })
    }
}

impl PublicPlans {
    /// Those that are done on `shown`, of which alone they tell.
    pub fn only(&self, shown: &Shown) -> PublicPlans {
        let all = self.all.iter().filter_map(|plan| {
            let components = named(&plan.components, shown);
            (!components.is_empty()).then(|| PublicPlan { components, ..plan.clone() })
        });
        PublicPlans { version: self.version, all: all.collect() }
    }
}

/// Of ids and names, those that are shown.
fn named(pairs: &[(String, String)], shown: &Shown) -> Vec<(String, String)> {
    pairs.iter().filter(|(id, _)| shown.contains(id)).cloned().collect()
}

#[cfg(test)]
mod tests;
