//! What an evaluation says about single items: what binds it, whether it holds, and the sums.

use serde::Serialize;

use super::figure::Figure;
use crate::plan::Kind;

/// What decided the number of replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// The minimum for high availability.
    HighAvailability,
    /// The utilisation target.
    Utilisation,
    /// The loss of one replica, which the others have to carry.
    Loss,
    /// The scenario fixes it.
    Fixed,
}

impl Binding {
    /// The reason in words: "why not fewer?".
    pub fn words(self) -> &'static str {
        match self {
            Binding::HighAvailability => "high availability asks for this many",
            Binding::Utilisation => "with one fewer, replicas would be busier than the target",
            Binding::Loss => "with one fewer, the rest could not carry the loss of a replica",
            Binding::Fixed => "the scenario fixes this number",
        }
    }
}

/// Whether an item holds in the scenario; each state is worse than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Within the target, and after the loss of a replica too where that is asked for.
    Holds,
    /// Within the target, but not after the loss of a replica.
    NoLoss,
    /// Busier than the target.
    AboveTarget,
    /// More work than it can do.
    Overloaded,
}

impl State {
    /// The state in words.
    pub fn words(self) -> &'static str {
        match self {
            State::Holds => "holds",
            State::NoLoss => "cannot lose a replica",
            State::AboveTarget => "above the utilisation target",
            State::Overloaded => "overloaded",
        }
    }
}

/// One item, sized.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemOutcome {
    /// Id in the plan.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Start-up stage, from 1.
    pub stage: u8,
    /// Visits per second.
    pub arrival: Figure,
    /// Cores' worth of work per second, in erlangs.
    pub offered: Figure,
    /// Number of replicas.
    pub replicas: Figure,
    /// What decided that number.
    pub binding: Binding,
    /// Share of time that a working replica is busy; 1 and more is overload.
    pub utilisation: Figure,
    /// Time that 95 % of answers do not exceed; `None` where no M/M/c queue describes the item.
    pub response: Option<Figure>,
    /// Whether it holds.
    pub state: State,
    /// Cores of all replicas.
    pub cpu: Figure,
    /// Memory of all replicas.
    pub memory: Figure,
    /// Disk of all replicas at the end of the horizon.
    pub storage: Figure,
    /// Network traffic.
    pub network: Figure,
}

impl ItemOutcome {
    /// Every figure with its name for people, in the order in which one leads to the next.
    pub fn figures(&self) -> Vec<(&'static str, &Figure)> {
        let mut figures = vec![
            ("Visits", &self.arrival),
            ("Offered load", &self.offered),
            ("Replicas", &self.replicas),
            ("Utilisation", &self.utilisation),
        ];
        figures.extend(self.response.as_ref().map(|response| ("Response, 95 %", response)));
        let resources = [&self.cpu, &self.memory, &self.storage, &self.network];
        figures.extend(Resource::ALL.map(Resource::name).into_iter().zip(resources));
        figures
    }

    /// Why there is no response time; `None` if there is one.
    pub fn no_response(&self) -> Option<&'static str> {
        match (&self.response, self.kind, self.state) {
            (Some(_), _, _) => None,
            (None, Kind::Store | Kind::Broker, _) => {
                Some("a request is bound to its partition, so no shared queue describes it")
            }
            (None, Kind::Archive, _) => Some("an archive answers no requests"),
            (None, Kind::Service, State::Overloaded) => Some("overloaded: the queue grows without bound"),
            (None, Kind::Service, _) => {
                Some("it takes no processor time, or has more servers than are computed")
            }
        }
    }
}

/// What limits are set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resource {
    /// Processor cores.
    Cpu,
    /// Memory.
    Memory,
    /// Disk.
    Storage,
    /// Network.
    Network,
}

impl Resource {
    /// All of them in the order in which they are shown.
    pub const ALL: [Resource; 4] = [Resource::Cpu, Resource::Memory, Resource::Storage, Resource::Network];

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Resource::Cpu => "CPU",
            Resource::Memory => "Memory",
            Resource::Storage => "Storage",
            Resource::Network => "Network",
        }
    }
}

/// The sums over all items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Cores.
    pub cpu: Figure,
    /// Memory.
    pub memory: Figure,
    /// Disk at the end of the horizon.
    pub storage: Figure,
    /// Network traffic.
    pub network: Figure,
}

impl Totals {
    /// The sum of one resource.
    pub fn get(&self, resource: Resource) -> &Figure {
        match resource {
            Resource::Cpu => &self.cpu,
            Resource::Memory => &self.memory,
            Resource::Storage => &self.storage,
            Resource::Network => &self.network,
        }
    }
}
