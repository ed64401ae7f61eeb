//! The needs of a plan as a function of uncertain figures, prepared so that one evaluation allocates nothing:
//! what a simulation calls for its points, many at a time.

#![allow(clippy::needless_range_loop, reason = "several lists are gone through in step")]

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
#[derive(Clone, Copy, Debug, Default, Serialize)]
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

    /// The kernel of some of the items alone, which are given in the plan's order; the uncertain figures stay.
    #[cfg(feature = "panel")]
    pub(crate) fn only(mut self, items: &[bool]) -> Kernel {
        let left = self.parts.iter_mut().zip(items).filter(|(_, stays)| !**stays);
        left.for_each(|(part, _)| *part = Part { fixed: 1.0, ..Part::default() });
        self
    }

    /// Whether an uncertain figure moves how much processor or memory is needed; growth of data and what does no work does not.
    #[cfg(feature = "panel")]
    pub(crate) fn moves_nodes(&self, input: usize) -> bool {
        let Some(own) = input.checked_sub(1) else { return true };
        let part = self.parts.get(own / EACH).copied().unwrap_or_default();
        match own % EACH {
            0 => part.offered > 0.0 && (part.up || part.fixed <= 0.0),
            1 => part.memory > 0.0 || part.held > 0.0,
            _ => false,
        }
    }

    /// Where the factor of an item's processor time stands among the inputs, by the item's place in the plan.
    #[cfg(feature = "panel")]
    pub(crate) fn cpu_of(item: usize) -> usize {
        1 + item * EACH
    }

    /// What is needed of each resource, in the order of `Resource::ALL`, at `N` points at once, with each uncertain figure times
    /// its factor there. Factors are given input by input; missing ones count as 1.
    #[cfg_attr(all(target_arch = "wasm32", feature = "simd"), target_feature(enable = "simd128"))]
    #[inline]
    pub fn needs<const N: usize>(&self, factors: &[[f64; N]]) -> [[f64; N]; 4] {
        let one = [1.0; N];
        let (load, rest) = factors.split_first().unwrap_or((&one, &[]));
        let mut each = rest.chunks_exact(EACH);
        let mut sums = [[0.0; N]; 4];
        for part in &self.parts {
            let (cpu, memory, growth) = match each.next() {
                Some([cpu, memory, growth]) => (cpu, memory, growth),
                _ => (&one, &one, &one),
            };
            let (mut replicas, mut cores) = ([part.steady(); N], [part.cores; N]);
            if part.up {
                part.grow(self.target, load, cpu, &mut cores);
            } else if part.fixed <= 0.0 {
                part.multiply(self.target, load, cpu, &mut replicas);
            }
            let [all_cpu, all_memory, all_storage, all_network] = &mut sums;
            for at in 0..N {
                all_cpu[at] += replicas[at] * cores[at];
                all_memory[at] += (replicas[at] * part.memory + part.held * load[at]) * memory[at];
                all_storage[at] += replicas[at] * part.disk + part.grown * load[at] * growth[at];
                all_network[at] += part.network * load[at];
            }
        }
        sums
    }
}

/// Replicas and cores of each, by the rules of `size`. All lists are of one length, so that the machine takes several points at
/// a time.
impl Part {
    /// The replicas where they do not follow the load.
    #[inline]
    fn steady(&self) -> f64 {
        if self.fixed > 0.0 { self.fixed } else { self.least }
    }

    /// Cores of a replica that grows with the load.
    #[inline]
    fn grow<const N: usize>(&self, target: f64, load: &[f64; N], cpu: &[f64; N], cores: &mut [f64; N]) {
        for at in 0..N {
            let offered = self.offered * load[at] * cpu[at];
            let steps = (offered / target / size::CORE_STEP).ceil();
            cores[at] = if offered <= self.cores * target { self.cores } else { steps * size::CORE_STEP };
        }
    }

    /// Replicas that share the load. A lone one has nobody to take over from it.
    #[inline]
    fn multiply<const N: usize>(
        &self,
        target: f64,
        load: &[f64; N],
        cpu: &[f64; N],
        replicas: &mut [f64; N],
    ) {
        let remaining = if self.least < 2.0 { f64::INFINITY } else { self.cores * LOSS_CEILING };
        for at in 0..N {
            let offered = self.offered * load[at] * cpu[at];
            let busy = (offered / (self.cores * target)).ceil();
            let loss = 1.0 + (offered / remaining).ceil();
            replicas[at] = larger(larger(self.least, busy), loss);
        }
    }
}

/// As `f64::max` for numbers, but in a form that the machine does for several at a time.
#[inline]
fn larger(a: f64, b: f64) -> f64 {
    if a < b { b } else { a }
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

/// By which factor the 95th percentile of a figure lies above it, by who set it.
pub(crate) fn factor(origin: Origin) -> f64 {
    FACTORS.iter().find(|(of, _)| *of == origin).map_or(1.0, |(_, factor)| *factor)
}

#[cfg(all(test, feature = "panel"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn figures_that_move_no_nodes_are_those_that_leave_processor_and_memory_as_they_are() {
        let plans = [
            include_str!("../../../../content/plans/butterfly.toml"),
            include_str!("../../../../content/plans/ai-challenge.toml"),
        ];
        for plan in plans {
            let plan: Plan = toml::from_str(plan).unwrap();
            let scenario = Scenario::base().with(&plan, "traffic", "3").unwrap();
            for kernel in [true, false].map(|all| {
                let items: Vec<bool> = (0..plan.items.len()).map(|place| all || place % 2 == 0).collect();
                Kernel::new(&plan, &scenario).unwrap().only(&items)
            }) {
                let count = kernel.inputs().len();
                let base = kernel.needs(&vec![[1.0]; count]);
                for input in 0..count {
                    let mut factors = vec![[1.0]; count];
                    factors[input] = [1e6];
                    let moved = kernel.needs(&factors);
                    let moves = moved[..2] != base[..2];
                    assert_eq!(moves, kernel.moves_nodes(input), "{}", kernel.inputs()[input].name);
                }
            }
        }
    }
}
