//! Incidents as visitors see them: what was published and told. Who did what, notes, evidence and drafts are not in these
//! types.

use crate::estate::Estate;
use crate::incident::{Incident, Severity, State, Told};
use crate::status::Status;
use crate::time::At;
use crate::timeline::Timeline;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An incident as visitors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicIncident {
    /// Its name in URLs.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// How far it has come.
    pub state: State,
    /// When it began.
    pub began: At,
    /// When it was resolved, while it is.
    pub resolved: Option<At>,
    /// What its components showed because of it, by their names.
    pub impacts: Vec<PublicImpact>,
    /// What was told, newest first.
    pub updates: Vec<Told>,
    /// When the next update was promised for.
    pub promised: Option<At>,
    /// The incident that it is a part of.
    pub merged: Option<Whole>,
    /// What was learnt, in markdown.
    pub postmortem: Option<String>,
}

/// The incident that another is a part of.
#[derive(Clone, Debug, PartialEq)]
pub enum Whole {
    /// One that visitors see, by its id.
    Shown(String),
    /// One that they do not see.
    Hidden,
}

/// What a component showed because of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicImpact {
    /// The component's id.
    pub component: String,
    /// As people write it.
    pub name: String,
    /// What it showed, from when, oldest first; each until the next.
    pub turns: Vec<(At, Status)>,
}

impl PublicImpact {
    /// What it shows now.
    pub fn status(&self) -> Status {
        self.turns.last().map_or(Status::Operational, |(_, status)| *status)
    }
}

impl PublicIncident {
    /// Those of `incidents` that visitors may see, in the same order; `estate` knows how components are called.
    pub fn all(incidents: &[Incident], estate: &Estate) -> Vec<Arc<PublicIncident>> {
        let shown = || incidents.iter().filter(|incident| !incident.is_draft());
        let ids: BTreeSet<&str> = shown().map(|incident| incident.id.as_str()).collect();
        shown().map(|incident| Arc::new(PublicIncident::of(incident, estate, &ids))).collect()
    }

    fn of(incident: &Incident, estate: &Estate, shown: &BTreeSet<&str>) -> PublicIncident {
        let whole =
            |id: &String| if shown.contains(id.as_str()) { Whole::Shown(id.clone()) } else { Whole::Hidden };
        let impacts = incident.impacts.iter().map(|(id, timeline)| impact(id, timeline, estate));
        PublicIncident {
            id: incident.id.clone(),
            title: incident.title.clone(),
            severity: incident.severity,
            state: incident.state,
            began: incident.began,
            resolved: incident.resolved,
            impacts: impacts.collect(),
            updates: incident.told.iter().rev().cloned().collect(),
            promised: incident.promised,
            merged: incident.merged.as_ref().map(whole),
            postmortem: incident.postmortem.published.clone(),
        }
    }

    /// Whether the trouble may still be there, and it is no part of another incident.
    pub fn is_open(&self) -> bool {
        self.state.is_open() && self.merged.is_none()
    }

    /// When visitors were last told something of it.
    pub fn updated(&self) -> At {
        self.updates.iter().map(|told| told.edited.unwrap_or(told.happened)).fold(self.began, At::max)
    }
}

fn impact(id: &str, timeline: &Timeline<Status>, estate: &Estate) -> PublicImpact {
    let name = estate.component(id).map_or(id, |component| component.name.as_str());
    let turns = timeline.turns().iter().map(|turn| (turn.from, turn.state)).collect();
    PublicImpact { component: id.into(), name: name.into(), turns }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::incident::{Declaration, Evidence, Impact, Step};
    use crate::member::Actor;

    fn incident(id: &str, publish: bool) -> Incident {
        let source = "s/db".to_string();
        let labels = [("pod".to_string(), "secret-pod".to_string())].into();
        let evidence =
            Evidence { source, firing: true, since: At(1), text: "secret-why".into(), runbook: None, labels };
        let declaration = Declaration {
            title: "Down".into(),
            severity: Severity::P1,
            impacts: vec![Impact { component: "s/db".into(), status: Status::Degraded }],
            publish,
            text: "We look at it".into(),
            evidence: vec![evidence],
        };
        let declared =
            Incident::declare(id.into(), At(1), None, Actor::Member("secret-ada".into()), declaration)
                .unwrap();
        let note = Step::Note { text: "secret-note".into() };
        declared.with(At(2), None, Actor::Member("secret-ada".into()), note).unwrap()
    }

    #[test]
    fn who_did_what_notes_and_evidence_are_not_shown() {
        let shown = PublicIncident::all(&[incident("a", true)], &Estate::default());
        let text = format!("{shown:?}");
        assert!(text.contains("We look at it") && !text.contains("secret"), "{text}");
    }

    #[test]
    fn drafts_are_not_shown_not_even_as_the_whole_of_a_part() {
        let merge = |into: &str| Step::Merge { into: into.into() };
        let part = |into| incident("part", true).with(At(3), None, Actor::Console, merge(into)).unwrap();
        let shown = |into| {
            PublicIncident::all(
                &[part(into), incident("draft", false), incident("open", true)],
                &Estate::default(),
            )
        };
        assert_eq!(shown("draft").iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["part", "open"]);
        assert_eq!(shown("draft")[0].merged, Some(Whole::Hidden));
        assert_eq!(shown("open")[0].merged, Some(Whole::Shown("open".into())));
    }
}
