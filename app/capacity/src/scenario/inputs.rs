//! All inputs of a scenario in one list: what a form shows, and who set each figure.

use super::parse::{GENERAL, fields};
use super::{Field, Scenario};
use crate::Plan;
use crate::plan::{Given, Item, Origin};

/// One input: its key in the URL, and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Key in the URL and name of the form field.
    pub key: String,
    /// Id of the item it belongs to; `None` for traffic, utilisation and days.
    pub item: Option<String>,
    /// Name for people.
    pub label: &'static str,
    /// The value in force, as typed; empty where there is none (replicas that are sized).
    pub value: String,
    /// The plan's value; empty where the plan leaves it open.
    pub planned: String,
    /// The values it takes, in words.
    pub range: &'static str,
    /// Who set the value in force.
    pub origin: Origin,
    /// Where the plan has its value from.
    pub source: Option<String>,
}

impl Scenario {
    /// Every input that the plan has, general ones first, then by item in the plan's order.
    pub fn inputs(&self, plan: &Plan) -> Vec<Input> {
        let general = self.general_values().into_iter().zip(Scenario::base().general_values());
        let mut inputs: Vec<Input> = GENERAL
            .iter()
            .zip(general)
            .map(|((key, label, range), (value, planned))| Input {
                key: (*key).into(),
                item: None,
                label,
                origin: if value == planned { Origin::Default } else { self.origin(key) },
                value,
                planned,
                range,
                source: None,
            })
            .collect();
        for (item, visits) in plan.items.iter().zip(plan.visits()) {
            inputs.extend(fields(item).map(|field| self.input(item, visits, field)));
        }
        inputs
    }

    fn general_values(&self) -> [String; 4] {
        let percentile = format!("P{}", self.percentile);
        [self.traffic_text(), self.utilisation.to_string(), self.days.to_string(), percentile]
    }

    fn input(&self, item: &Item, visits: f64, field: Field) -> Input {
        let (planned, origin, source) = planned(item, visits, field);
        let changed = self.item(&item.id).and_then(|changed| field.changed(changed));
        let key = format!("{}.{}", item.id, field.name());
        Input {
            item: Some(item.id.clone()),
            label: field.label(),
            origin: if changed.is_some() { self.origin(&key) } else { origin },
            key,
            value: changed.unwrap_or_else(|| planned.clone()),
            planned,
            range: field.range(),
            source,
        }
    }
}

/// The plan's value of a figure as text, who set it, and where it stands.
fn planned(item: &Item, visits: f64, field: Field) -> (String, Origin, Option<String>) {
    match field {
        // The plan's replicas are the least for high availability, not a fixed number.
        Field::Replicas => (String::new(), item.replicas.origin, item.replicas.source.clone()),
        // What calls it is stated there, so only a figure of its own has a source.
        Field::Visits => (visits.to_string(), item.visits.origin, item.visits.source.clone()),
        Field::Cpu => told(Some(&item.cpu)),
        Field::Cores => told(Some(&item.cores)),
        Field::Memory => told(Some(&item.memory)),
        Field::Storage => told(Some(&item.storage)),
        Field::Growth => told(item.growth_per_day.as_ref()),
        Field::Retention => told(item.retention.as_ref()),
    }
}

fn told<T: ToString>(given: Option<&Given<T>>) -> (String, Origin, Option<String>) {
    match given {
        Some(given) => (given.value.to_string(), given.origin, given.source.clone()),
        None => (String::new(), Origin::Default, None),
    }
}
