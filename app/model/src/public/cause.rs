//! What explains the trouble of a component: another one that it needs, by name where visitors may know it.

use super::{Live, LiveComponent, Public, PublicComponent};

/// What explains the trouble of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// A component that is shown beside it: its id and its name.
    Component(&'a str, &'a str),
    /// One that is not shown here, and is not named.
    Hidden,
}

impl Public {
    /// What explains the trouble of one of its components; nothing if nothing does.
    pub fn cause(&self, component: &PublicComponent) -> Option<Cause<'_>> {
        let id = component.affected_by.as_deref()?;
        let shown = self.components().find(|its| its.id == id);
        Some(shown.map_or(Cause::Hidden, |its| Cause::Component(&its.id, &its.name)))
    }
}

impl Live {
    /// What explains the trouble of one of its components; nothing if nothing does.
    pub fn cause(&self, component: &LiveComponent) -> Option<Cause<'_>> {
        let id = component.affected_by.as_deref()?;
        let shown = self.components.iter().find(|its| its.id == id);
        Some(shown.map_or(Cause::Hidden, |its| Cause::Component(&its.id, &its.name)))
    }
}
