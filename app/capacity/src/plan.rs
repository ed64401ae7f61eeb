//! A plan: what one system serves, what it runs on, and what each of its parts costs per request.
//! Load enters once, at `load.rps`, reaches items by their visits, and flows on by their calls. In a plan file quantities are
//! text with a unit; a bare one is a default assumption, a table says who set it:
//! `replicas = { value = 2, origin = "yours", source = "Operations guide" }`.

#[cfg(feature = "panel")]
mod backup;
mod calls;
mod flow;
mod given;
#[cfg(feature = "panel")]
mod model;
#[cfg(feature = "panel")]
mod named;
#[cfg(feature = "panel")]
pub mod rates;
#[cfg(feature = "panel")]
mod reliability;
#[cfg(feature = "panel")]
mod shape;
mod validate;

#[cfg(feature = "panel")]
pub use backup::Backup;
pub use calls::Calls;
pub use flow::Edge;
pub use given::{Given, Origin};
#[cfg(feature = "panel")]
pub use model::{Model, Tokens};
#[cfg(feature = "panel")]
pub use named::{NamedScenario, ZONES};
#[cfg(feature = "panel")]
pub use rates::Rates;
#[cfg(feature = "panel")]
pub use reliability::{Reliability, Term};
#[cfg(feature = "panel")]
pub use shape::{Reserved, Shape};

#[cfg(feature = "panel")]
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[cfg(feature = "panel")]
use crate::units::Share;
use crate::units::{Bandwidth, Bytes, Cores, Rate, Time};

/// What stands between two metrics in `measured` of which the first is told for one of the second.
#[cfg(feature = "panel")]
pub const RATIO: &str = " / ";

/// The capacity plan of one system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name in URLs and files: lower-case letters, digits, hyphens.
    pub id: String,
    /// Id of the system that is planned.
    pub system: String,
    /// Name for people.
    pub name: String,
    /// What the plan covers, in a sentence or two.
    pub summary: String,
    /// The load that enters from outside.
    pub load: Load,
    /// What there is to run on.
    pub resources: Resources,
    /// The start-up stages in order; an item's `stage` counts from 1 into this list.
    pub stages: Vec<String>,
    /// What Pharos itself reads of the running system: keys of a scenario, and the component and metric of each, or two of
    /// them.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measured: BTreeMap<String, String>,
    /// What is promised of it, and how often its parts fail.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    /// Nodes that it may run on, `[[shape]]` in the file.
    #[cfg(feature = "panel")]
    #[serde(default, rename = "shape", skip_serializing_if = "Vec::is_empty")]
    pub shapes: Vec<Shape>,
    /// Prices beside those of the nodes; the keys are those of [`Rates`].
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "rates::Sheet::is_empty")]
    pub rates: rates::Sheet,
    /// Scenarios that its readers ask first, `[[scenario]]` in the file.
    #[cfg(feature = "panel")]
    #[serde(default, rename = "scenario", skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<NamedScenario>,
    /// Services, stores, brokers and archives; `[[item]]` in the file.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// The load from outside at traffic 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// What is counted, for example "requests per second at the gateway".
    pub name: String,
    /// How many of them there are at the busiest time that the plan has to carry.
    pub rps: Given<Rate>,
    /// By how much it is expected to grow in a year; no dates are told if absent.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_per_year: Option<Given<Share>>,
    /// From the order of more to its use.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_time: Option<Given<Time>>,
    /// Where the figure is from, or how to measure it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// The two sizes that needs are held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resources {
    /// The least to run the system on.
    pub minimum: Limits,
    /// What is advised.
    pub recommended: Limits,
    /// What one order adds when it runs out; as much as the minimum if absent.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Limits>,
}

/// One size, summed over all machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Processor cores.
    pub cpu: Given<Cores>,
    /// Memory.
    pub memory: Given<Bytes>,
    /// Disk.
    pub storage: Given<Bytes>,
    /// Network.
    pub network: Given<Bandwidth>,
}

/// What an item is, which decides the mathematics that hold for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Any replica answers any request, so all replicas form one M/M/c queue.
    Service,
    /// Keeps data; a request is bound to the replicas that hold it.
    Store,
    /// Carries messages; a message is bound to its partition.
    Broker,
    /// Data at rest, such as backups: storage, but no processes.
    Archive,
}

/// How an item takes more load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// By more replicas, which share the load.
    #[default]
    Out,
    /// By larger replicas: one carries all load, the others stand by to take over.
    Up,
}

/// One part of the system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Name in URLs and in overrides: lower-case letters, digits, hyphens.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How it takes more load.
    #[serde(default)]
    pub scaling: Scaling,
    /// Start-up stage, from 1.
    pub stage: u8,
    /// Replicas that high availability asks for. With 2 or more, the loss of one has to be carried.
    pub replicas: Given<u32>,
    /// Requests from outside that reach it first, per request; 0 if absent. What calls it adds to this.
    #[serde(default)]
    pub visits: Given<f64>,
    /// What it calls: an item's id, and how often for each of its own visits.
    #[serde(default, skip_serializing_if = "Calls::is_empty")]
    pub calls: Calls,
    /// Processor time of one visit, summed over the replicas that take part.
    pub cpu: Given<Time>,
    /// Cores of one replica.
    pub cores: Given<Cores>,
    /// Memory of one replica.
    pub memory: Given<Bytes>,
    /// Disk of one replica before any data has grown.
    pub storage: Given<Bytes>,
    /// Data that it keeps per day at traffic 1, before replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_per_day: Option<Given<Bytes>>,
    /// How long grown data is kept; for good if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Given<Time>>,
    /// Copies of grown data; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Given<u32>>,
    /// Disk per byte of grown data, for indexes and compaction; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overhead: Option<Given<f64>>,
    /// Bytes in and out per visit, replication included.
    pub network: Given<Bytes>,
    /// Connections that it keeps open at traffic 1, such as WebSockets; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connections: Option<Given<f64>>,
    /// Memory that each of them takes; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_per_connection: Option<Given<Bytes>>,
    /// Tokens of a language model that a visit takes; none if absent.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// The language model that the item itself serves, on graphics processors of its own.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// How what an archive keeps comes back, and what the policy asks of that.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup: Option<Backup>,
    /// How often it fails and how fast it comes back, where that differs from the plan.
    #[cfg(feature = "panel")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    /// What to know about the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

impl Plan {
    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// It as the browser's half of the planner reads it: without what is for panels alone.
    #[cfg(feature = "panel")]
    pub fn without_panels(mut self) -> Plan {
        self.shapes.clear();
        self.scenarios.clear();
        self.measured.clear();
        self.rates = rates::Sheet::default();
        (self.load.growth_per_year, self.load.lead_time) = (None, None);
        (self.resources.order, self.reliability) = (None, None);
        for item in &mut self.items {
            (item.tokens, item.model, item.backup, item.reliability) = (None, None, None, None);
        }
        self
    }

    /// The name of an item's start-up stage.
    pub fn stage(&self, item: &Item) -> Option<&str> {
        self.stages.get(usize::from(item.stage).checked_sub(1)?).map(String::as_str)
    }
}
