//! The small form of what visitors see, for an open page that stays right.

use super::{Cause, Public, PublicComponent, PublicIncident, headline};
use crate::incident::{Severity, State};
use crate::status::Status;
use crate::time::At;
use serde::{Deserialize, Serialize};

/// What an open page fetches when it hears of a new version: `GET /api/status.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// The snapshot's version.
    pub version: u64,
    /// When it was drawn.
    pub at: At,
    /// How things are, in one sentence.
    pub headline: String,
    /// Each system's id and status.
    pub systems: Vec<(String, Status)>,
    /// Each group's id in the whole estate, such as `butterfly#services`, and its status.
    pub groups: Vec<(String, Status)>,
    /// Every component.
    pub components: Vec<LiveComponent>,
    /// Every open incident, those that began last first.
    pub incidents: Vec<LiveIncident>,
}

/// A component in [`Live`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiveComponent {
    /// Unique in the estate.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// What it shows.
    pub status: Status,
    /// Since when.
    pub since: At,
    /// When it was last looked at.
    pub checked: Option<At>,
    /// How long its latest good answer took, in microseconds.
    pub latency: Option<u32>,
    /// The id of the component that it needs and that explains its trouble; empty if that one is not shown here.
    pub affected_by: Option<String>,
}

/// An open incident in [`Live`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveIncident {
    /// Its name in URLs.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// How far it has come.
    pub state: State,
    /// When visitors were last told something of it.
    pub updated: At,
    /// Whether a component of the estate shows trouble because of it.
    pub affects: bool,
}

impl Public {
    /// The small form that an open page needs to stay right.
    pub fn live(&self) -> Live {
        let systems = self.systems.iter().map(|system| (system.id.clone(), system.status));
        let groups = self
            .systems
            .iter()
            .flat_map(|system| system.groups.iter().map(|group| (system.group_id(group), group.status)));
        let open = self.incidents.iter().filter(|incident| incident.is_open());
        Live {
            version: self.version,
            at: self.at,
            headline: headline(self.components()),
            systems: systems.collect(),
            groups: groups.collect(),
            components: self.components().map(|component| self.live_component(component)).collect(),
            incidents: open.map(|incident| self.live_incident(incident)).collect(),
        }
    }

    fn live_incident(&self, incident: &PublicIncident) -> LiveIncident {
        let is_its =
            |component: &PublicComponent| component.affecting.iter().any(|it| it.incident == incident.id);
        LiveIncident {
            id: incident.id.clone(),
            title: incident.title.clone(),
            severity: incident.severity,
            state: incident.state,
            updated: incident.updated(),
            affects: self.components().any(is_its),
        }
    }

    fn live_component(&self, component: &PublicComponent) -> LiveComponent {
        let affected_by = self.cause(component).map(|cause| match cause {
            Cause::Component(id, _) => id.to_owned(),
            Cause::Hidden => String::new(),
        });
        LiveComponent {
            id: component.id.clone(),
            name: component.name.clone(),
            status: component.status,
            since: component.since,
            checked: component.checked,
            latency: component.latency,
            affected_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::{Component, Estate, Group, System};
    use crate::snapshot::fold_of;

    #[test]
    fn what_is_not_shown_is_not_named_as_a_cause() {
        let component = |name: &str| Component::new(format!("s/{name}"), name, "g", vec![]);
        let system = System {
            groups: vec![Group::new("g", "G")],
            components: vec![component("web"), component("vault")],
            ..System::new("s", "S")
        };
        let mut public = fold_of(&Estate { systems: vec![system] }, &Default::default(), &[], 1, At(0));
        public.systems[0].groups[0].components[0].affected_by = Some("s/vault".into());
        let web = |public: &Public| public.live().components[0].affected_by.clone();
        assert_eq!(web(&public).as_deref(), Some("s/vault"));
        public.systems[0].groups[0].components.pop();
        assert_eq!(web(&public).as_deref(), Some(""));
        assert!(!format!("{:?}", public.live()).contains("vault"));
    }
}
