//! The whole outcome, and its answers: verdict by resource, bottleneck, headroom.

use serde::Serialize;

use super::figure::Figure;
use super::outcome::{ItemOutcome, Resource, Totals};

/// How much of what there is a need takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The minimum is enough.
    WithinMinimum,
    /// More than the minimum, at most the recommended.
    WithinRecommended,
    /// More than the recommended.
    Beyond,
}

impl Level {
    /// The level in words.
    pub fn words(self) -> &'static str {
        match self {
            Level::WithinMinimum => "within the minimum",
            Level::WithinRecommended => "within the recommended",
            Level::Beyond => "beyond the recommended",
        }
    }
}

/// One resource held against its limits, all in base units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The resource.
    pub resource: Resource,
    /// What the scenario needs.
    pub needed: Figure,
    /// The least to run on.
    pub minimum: f64,
    /// What is advised.
    pub recommended: f64,
    /// The answer.
    pub level: Level,
}

impl Verdict {
    /// The minimum for people.
    pub fn minimum_text(&self) -> String {
        self.needed.format.text(self.minimum)
    }

    /// The recommended for people.
    pub fn recommended_text(&self) -> String {
        self.needed.format.text(self.recommended)
    }

    /// The verdict as a sentence.
    pub fn sentence(&self) -> String {
        let (minimum, recommended) = (self.minimum_text(), self.recommended_text());
        let (name, needed, level) = (self.resource.name(), self.needed.text(), self.level.words());
        format!("{name}: {needed} needed, {level} (minimum {minimum}, recommended {recommended})")
    }
}

/// The item that would be full first if every item kept its present size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bottleneck {
    /// Id of the item.
    pub item: String,
    /// Name for people.
    pub name: String,
    /// Its utilisation in the scenario.
    pub utilisation: f64,
    /// The load from outside at which it is full.
    pub ceiling: Figure,
}

/// What ends the headroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// The recommended amount of a resource.
    Resource(Resource),
    /// An item whose replicas the scenario fixes, by id.
    Item(String),
    /// Nothing up to `LARGEST_TRAFFIC`.
    None,
}

/// How far the recommended resources carry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headroom {
    /// The largest traffic multiplier that fits, on the same scale as the scenario's; 0 if none does.
    pub traffic: Figure,
    /// What does not fit beyond it.
    pub limited_by: Limit,
}

/// What a plan needs in a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// Each item in the plan's order.
    pub items: Vec<ItemOutcome>,
    /// Sums over all items.
    pub totals: Totals,
    /// The sums against the limits, in the order of `Resource::ALL`.
    pub verdicts: Vec<Verdict>,
    /// The item that would be full first; `None` if no item has work.
    pub bottleneck: Option<Bottleneck>,
    /// How far the recommended resources carry.
    pub headroom: Headroom,
}
