//! The numbers behind an outcome, without words: how many replicas, how busy, how much of each resource.

use super::outcome::{Binding, Resource, State};
use crate::plan::{Item, Kind, Scaling};
use crate::queue::{Mmc, smallest};
use crate::scenario::ItemOverride;
use crate::units::Bytes;
use crate::{Error, Plan, Scenario};

/// How busy the remaining replicas may be after the loss of one: full enough to be slow, not to collapse.
pub const LOSS_CEILING: f64 = 0.95;
/// The most replicas that an item is sized to.
pub const MAX_REPLICAS: u32 = 100_000;
/// Replicas that grow do so in steps of this many cores.
pub(super) const CORE_STEP: f64 = 0.25;
const DAY: f64 = 86_400.0;

/// The figures of an item in force: the plan's with the scenario's changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inputs {
    pub visits: f64,
    pub cpu: f64,
    pub cores: f64,
    pub memory: Bytes,
    pub disk: Bytes,
    pub growth: f64,
    pub kept_days: f64,
    pub copies: f64,
    pub overhead: f64,
    pub per_connection: f64,
    pub fixed: Option<u32>,
}

/// One item, sized, in base units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizing {
    pub inputs: Inputs,
    pub arrival: f64,
    pub demand: f64,
    pub offered: f64,
    pub replicas: u32,
    pub for_utilisation: u32,
    pub for_loss: u32,
    pub binding: Binding,
    /// Cores of one replica.
    pub cores: f64,
    /// Cores that share the load.
    pub capacity: f64,
    pub utilisation: f64,
    pub state: State,
    /// Growth of data per day at the scenario's traffic.
    pub growth: f64,
    pub network: f64,
    /// Connections that are open at the scenario's traffic.
    pub connections: f64,
}

impl Sizing {
    /// What all replicas need of one resource.
    pub fn need(&self, resource: Resource) -> f64 {
        let replicas = f64::from(self.replicas);
        match resource {
            Resource::Cpu => replicas * self.cores,
            Resource::Memory => {
                replicas * self.inputs.memory.si() + self.connections * self.inputs.per_connection
            }
            Resource::Storage => replicas * self.inputs.disk.si() + self.grown(),
            Resource::Network => self.network,
        }
    }

    /// Data grown by the end of the horizon, with copies and overhead.
    pub fn grown(&self) -> f64 {
        self.growth * self.inputs.kept_days * self.inputs.copies * self.inputs.overhead
    }

    /// The queue that a service forms.
    pub fn queue(&self, kind: Kind) -> Option<Mmc> {
        let (servers, service) = self.served(kind)?;
        Mmc::new(self.arrival, service, servers).ok()
    }

    /// Servers of a service and the seconds that each takes: a replica with k whole cores is k servers, each with an equal
    /// share.
    pub fn served(&self, kind: Kind) -> Option<(u32, f64)> {
        if kind != Kind::Service || self.demand <= 0.0 {
            return None;
        }
        let threads = self.cores.floor().max(1.0);
        let servers = self.capacity / self.cores * threads;
        Some((servers as u32, self.inputs.cpu * threads / self.cores))
    }
}

/// Every item sized at `traffic`, in the plan's order.
pub(crate) fn all(plan: &Plan, scenario: &Scenario, traffic: f64) -> Result<Vec<Sizing>, Error> {
    let visits = plan.flow(|item| scenario.item(&item.id).and_then(|changed| changed.visits));
    let flow = visits.into_iter().zip(plan.visits());
    plan.items.iter().zip(flow).map(|(item, flow)| size(plan, scenario, traffic, item, flow)).collect()
}

/// One item, with its visits in the scenario and in the plan.
fn size(
    plan: &Plan,
    scenario: &Scenario,
    traffic: f64,
    item: &Item,
    (visits, planned): (f64, f64),
) -> Result<Sizing, Error> {
    let inputs = inputs(item, scenario, visits);
    let arrival = plan.load.rps.value.si() * traffic * inputs.visits;
    let offered = Error::check("offered load (erlangs)", arrival * inputs.cpu, "a number", true)?;
    let target = scenario.utilisation();
    let cores = cores(item, &inputs, offered, target);
    let for_utilisation = shared_by(item, offered, cores, target)?;
    let for_loss =
        if item.replicas.value < 2 { 1 } else { 1 + shared_by(item, offered, cores, LOSS_CEILING)? };
    let (replicas, binding) = decide(item.replicas.value, for_utilisation, for_loss, inputs.fixed);
    let sharing = if item.scaling == Scaling::Up { 1 } else { replicas };
    let capacity = f64::from(sharing) * cores;
    let utilisation = if offered > 0.0 { offered / capacity } else { 0.0 };
    let survives = for_loss <= replicas;
    Ok(Sizing {
        inputs,
        arrival,
        demand: inputs.visits * inputs.cpu,
        offered,
        replicas,
        for_utilisation,
        for_loss,
        binding,
        cores,
        capacity,
        utilisation: Error::check("utilisation", utilisation, "a number: the item needs cores", true)?,
        state: state(utilisation, target, survives),
        growth: inputs.growth * traffic * relative(inputs.visits, planned),
        connections: item.connections.as_ref().map_or(0.0, |held| held.value) * traffic,
        network: Error::check("network (B/s)", arrival * item.network.value.si(), "a number", true)?,
    })
}

fn inputs(item: &Item, scenario: &Scenario, visits: f64) -> Inputs {
    let base = ItemOverride::default();
    let changed = scenario.item(&item.id).unwrap_or(&base);
    let horizon = f64::from(scenario.days());
    let retention = changed.retention.or(item.retention.as_ref().map(|given| given.value));
    let growth = changed.growth.or(item.growth_per_day.as_ref().map(|given| given.value));
    Inputs {
        visits,
        cpu: changed.cpu.unwrap_or(item.cpu.value).si(),
        cores: changed.cores.unwrap_or(item.cores.value).si(),
        memory: changed.memory.unwrap_or(item.memory.value),
        disk: changed.storage.unwrap_or(item.storage.value),
        growth: growth.map_or(0.0, |bytes| bytes.si()),
        kept_days: retention.map_or(horizon, |time| horizon.min(time.si() / DAY)),
        copies: f64::from(item.copies.as_ref().map_or(1, |copies| copies.value)),
        overhead: item.overhead.as_ref().map_or(1.0, |overhead| overhead.value),
        per_connection: item.memory_per_connection.as_ref().map_or(0.0, |each| each.value.si()),
        fixed: changed.replicas,
    }
}

/// Cores of one replica: as given, or as many more steps as the one that carries all load needs.
fn cores(item: &Item, inputs: &Inputs, offered: f64, target: f64) -> f64 {
    if item.scaling == Scaling::Out || offered <= inputs.cores * target {
        return inputs.cores;
    }
    let cores = (offered / target / CORE_STEP).ceil() * CORE_STEP;
    if offered / cores > target { cores + CORE_STEP } else { cores }
}

/// The fewest replicas of `cores` each that stay at or under `ceiling`.
fn shared_by(item: &Item, offered: f64, cores: f64, ceiling: f64) -> Result<u32, Error> {
    if item.scaling == Scaling::Up || offered <= 0.0 {
        return Ok(1);
    }
    let fewest = smallest(|replicas| offered / (f64::from(replicas) * cores) <= ceiling);
    fewest.filter(|replicas| *replicas <= MAX_REPLICAS).ok_or_else(|| {
        Error::infeasible(
            format!("{}: replicas", item.name),
            (offered / cores / ceiling).ceil(),
            f64::from(MAX_REPLICAS),
        )
    })
}

fn decide(available: u32, utilisation: u32, loss: u32, fixed: Option<u32>) -> (u32, Binding) {
    match fixed {
        Some(fixed) => (fixed, Binding::Fixed),
        None if available >= utilisation.max(loss) => (available, Binding::HighAvailability),
        None if utilisation >= loss => (utilisation, Binding::Utilisation),
        None => (loss, Binding::Loss),
    }
}

fn state(utilisation: f64, target: f64, survives: bool) -> State {
    match utilisation {
        full if full >= 1.0 => State::Overloaded,
        busy if busy > target => State::AboveTarget,
        _ if !survives => State::NoLoss,
        _ => State::Holds,
    }
}

/// How much more often an item is visited than planned; data grows with it.
fn relative(visits: f64, planned: f64) -> f64 {
    if planned > 0.0 { visits / planned } else { 1.0 }
}
