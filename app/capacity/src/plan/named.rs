//! Scenarios that a plan names: what its readers ask first, beside the plan as it stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Given, Model, Plan};
use crate::Scenario;
use crate::units::Time;

/// Zones over which replicas are spread, by name.
pub const ZONES: [&str; 3] = ["A", "B", "C"];

/// The most of them, because each is evaluated for every page.
const MOST: usize = 6;

/// A scenario with a name, `[[scenario]]` in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedScenario {
    /// Name in addresses: lower-case letters, digits, hyphens.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Inputs that differ from the plan, and their values: `traffic = "4"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// How long it lasts: data grows by that time alone, and machines are paid for as long. For good if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Given<Time>>,
    /// The zone that is lost: A, B or C, over which replicas are placed in turn. None if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loses: Option<String>,
    /// Language models that items serve in the place of theirs, by the item's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub models: BTreeMap<String, Model>,
}

impl Plan {
    /// The named scenario with this id.
    pub fn scenario(&self, id: &str) -> Option<&NamedScenario> {
        self.scenarios.iter().find(|named| named.id == id)
    }
}

/// Named scenarios that make no sense.
pub(super) fn validate(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let few = plan.scenarios.len() <= MOST;
    require(few, "scenario".into(), format!("there are {}", plan.scenarios.len()), "keep at most 6");
    for (place, named) in plan.scenarios.iter().enumerate() {
        let at = |key: &str| format!("scenario {}: {key}", named.id);
        let own = !named.id.bytes().all(|byte| byte.is_ascii_digit());
        let fresh = plan.scenarios.iter().take(place).all(|other| other.id != named.id);
        let id = super::validate::is_id(&named.id) && own && fresh;
        let remedy = "use lower-case letters, digits and hyphens, not digits alone, and each id once";
        require(id, at("id"), format!("`{}` cannot be its id", named.id), remedy);
        for (key, value) in &named.set {
            let wrong = Scenario::base().with(plan, key, value).err();
            let (message, remedy) = wrong.map(|it| (it.message, it.remedy)).unzip();
            let remedy = remedy.unwrap_or_default();
            require(message.is_none(), at(&format!("set.{key}")), message.unwrap_or_default(), &remedy);
        }
        let lasts = named.lasts.as_ref().map_or(1.0, |lasts| lasts.value.si());
        require((1.0..=3.2e7).contains(&lasts), at("lasts"), "that is no while".into(), "use 1 s to 365 d");
        let zone = named.loses.as_deref().is_none_or(|zone| ZONES.contains(&zone));
        require(zone, at("loses"), "there is no such zone".into(), "write A, B or C");
        for (id, model) in &named.models {
            let serves = plan.item(id).is_some_and(|item| item.model.is_some());
            let remedy = "write the id of an item that has a [item.model]";
            require(serves, at(&format!("models.{id}")), format!("`{id}` serves no model"), remedy);
            super::model::figures(model, |key| at(&format!("models.{id}.{key}")), require);
        }
    }
}
