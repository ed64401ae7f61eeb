//! The needs of a plan as a function of uncertain figures, prepared so that one evaluation allocates nothing:
//! what a simulation calls for each of its points.

use serde::Serialize;

use super::outcome::Resource;
use super::size::{self, LOSS_CEILING, Sizing};
use crate::plan::{Given, Item, Origin, Scaling};
use crate::scenario::Field;
use crate::special::normal;
use crate::{Error, Plan, Scenario};

/// The 5th and the 95th percentile of a figure lie this factor below and above it, by who set it.
const FACTORS: [(Origin, f64); 3] = [(Origin::Default, 1.5), (Origin::Yours, 1.1), (Origin::Measured, 1.05)];

/// An uncertain figure of a plan, as a factor with median 1 whose logarithm is normal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Uncertain {
    /// What it is.
    pub name: String,
    /// The factor's 95th percentile; its 5th is one over it.
    pub factor: f64,
}

impl Uncertain {
    /// Standard deviation of the factor's logarithm.
    pub fn sigma(&self) -> f64 {
        libm::log(self.factor) / normal::quantile(0.95)
    }
}

/// What the needs of one item follow from.
#[derive(Clone, Copy, Debug, Serialize)]
struct Part {
    least: f64,
    fixed: f64,
    up: bool,
    offered: f64,
    cores: f64,
    memory: f64,
    held: f64,
    disk: f64,
    grown: f64,
    network: f64,
}

/// A plan in a scenario, ready to be evaluated at many points.
#[derive(Clone, Debug, Serialize)]
pub struct Kernel {
    parts: Vec<Part>,
    target: f64,
    inputs: Vec<Uncertain>,
}

/// Uncertain figures of an item beside the load, which is shared.
const EACH: usize = 3;

impl Kernel {
    /// The kernel of `plan` in `scenario`. Errors as `evaluate` does.
    pub fn new(plan: &Plan, scenario: &Scenario) -> Result<Kernel, Error> {
        let sizings = size::all(plan, scenario, scenario.traffic())?;
        let parts = plan.items.iter().zip(&sizings).map(|(item, sizing)| part(item, sizing)).collect();
        let is_own = scenario.traffic() != Scenario::base().traffic();
        let load = if is_own { scenario.origin("traffic") } else { plan.load.rps.origin };
        // Another multiple of an assumed load is no better known than that.
        let load = if load == Origin::Yours { plan.load.rps.origin } else { load };
        let load = scenario.range_factor().unwrap_or_else(|| factor(load));
        let mut inputs = vec![Uncertain { name: "load".into(), factor: load }];
        for item in &plan.items {
            let own = scenario.item(&item.id).cloned().unwrap_or_default();
            let growth =
                item.growth_per_day.as_ref().map_or(Origin::Default, |given: &Given<_>| given.origin);
            let figures = [
                ("CPU per visit", item.cpu.origin, own.cpu.is_some().then_some(Field::Cpu)),
                ("memory", item.memory.origin, own.memory.is_some().then_some(Field::Memory)),
                ("growth", growth, own.growth.is_some().then_some(Field::Growth)),
            ];
            inputs.extend(figures.map(|(what, planned, own)| {
                let key = own.map(|field| format!("{}.{}", item.id, field.name()));
                let origin = key.map_or(planned, |key| scenario.origin(&key));
                Uncertain { name: format!("{what} of {}", item.name), factor: factor(origin) }
            }));
        }
        Ok(Kernel { parts, target: scenario.utilisation(), inputs })
    }

    /// The uncertain figures, in the order in which `needs` takes their factors.
    pub fn inputs(&self) -> &[Uncertain] {
        &self.inputs
    }

    /// What is needed of each resource, in the order of `Resource::ALL`, with each uncertain figure times its factor.
    /// Missing factors count as 1.
    pub fn needs(&self, factors: &[f64]) -> [f64; 4] {
        let (load, rest) = factors.split_first().map_or((1.0, factors), |(load, rest)| (*load, rest));
        let mut sums = [0.0; 4];
        let mut each = rest.chunks_exact(EACH);
        for part in &self.parts {
            let (cpu, memory, growth) = match each.next() {
                Some([cpu, memory, growth]) => (*cpu, *memory, *growth),
                _ => (1.0, 1.0, 1.0),
            };
            let (replicas, cores) = part.sized(part.offered * load * cpu, self.target);
            let [all_cpu, all_memory, all_storage, all_network] = &mut sums;
            *all_cpu += replicas * cores;
            *all_memory += (replicas * part.memory + part.held * load) * memory;
            *all_storage += replicas * part.disk + part.grown * load * growth;
            *all_network += part.network * load;
        }
        sums
    }
}

impl Part {
    /// Replicas and cores of each, by the rules of `size`.
    fn sized(&self, offered: f64, target: f64) -> (f64, f64) {
        if self.up {
            let steps = libm::ceil(offered / target / size::CORE_STEP);
            let cores = if offered <= self.cores * target { self.cores } else { steps * size::CORE_STEP };
            return (if self.fixed > 0.0 { self.fixed } else { self.least }, cores);
        }
        if self.fixed > 0.0 {
            return (self.fixed, self.cores);
        }
        let busy = libm::ceil(offered / (self.cores * target));
        let loss =
            if self.least < 2.0 { 1.0 } else { 1.0 + libm::ceil(offered / (self.cores * LOSS_CEILING)) };
        (self.least.max(busy).max(loss), self.cores)
    }
}

fn part(item: &Item, sizing: &Sizing) -> Part {
    let inputs = &sizing.inputs;
    Part {
        least: f64::from(item.replicas.value),
        fixed: inputs.fixed.map_or(0.0, f64::from),
        up: item.scaling == Scaling::Up,
        offered: sizing.offered,
        // Without work a replica's size does not matter; of nothing there is no share.
        cores: inputs.cores.max(f64::MIN_POSITIVE),
        memory: inputs.memory.si(),
        held: sizing.connections * inputs.per_connection,
        disk: inputs.disk.si(),
        grown: sizing.grown(),
        network: sizing.need(Resource::Network),
    }
}

fn factor(origin: Origin) -> f64 {
    FACTORS.iter().find(|(of, _)| *of == origin).map_or(1.0, |(_, factor)| *factor)
}
