//! What a plan needs in a scenario: each item sized, the sums held against the limits, the bottleneck,
//! and how far the recommended resources carry. Every figure says how it came about.

mod explain;
mod figure;
mod headroom;
mod kernel;
mod outcome;
pub(crate) mod size;
mod spread;
mod strain;
mod verdict;

pub use explain::LAZOWSKA;
pub use figure::Figure;
pub use headroom::LARGEST_TRAFFIC;
#[cfg(feature = "panel")]
pub(crate) use headroom::obstacle;
#[cfg(feature = "panel")]
pub(crate) use kernel::factor;
pub use kernel::{Kernel, Uncertain};
pub use outcome::{Binding, ItemOutcome, Resource, State, Totals};
pub use size::{LOSS_CEILING, MAX_REPLICAS};
#[cfg(feature = "panel")]
pub(crate) use spread::BLOCK;
pub use spread::{Spread, together};
#[cfg(feature = "panel")]
pub(crate) use strain::shares_at;
pub use strain::{Strain, strain};
pub use verdict::{Bottleneck, Headroom, Level, Limit, Outcome, Verdict};

use crate::plan::Limits;
use crate::units::Format;
use crate::{Error, Plan, Scenario, law};

use explain::Explain;
use size::Sizing;

/// Sums are compared with limits up to this relative difference, which is only rounding.
pub(crate) const ROUNDING: f64 = 1e-9;

/// Sizes every item of `plan` for `scenario`. Gives `Infeasible` when an item would need more than
/// `MAX_REPLICAS` replicas, and `Domain` for a plan whose `validate` has problems.
pub fn evaluate(plan: &Plan, scenario: &Scenario) -> Result<Outcome, Error> {
    let sizings = size::all(plan, scenario, scenario.traffic())?;
    let bytes = Format::like(plan.resources.minimum.memory.value.unit());
    let explain = Explain { plan, scenario, bytes };
    let items =
        plan.items.iter().zip(&sizings).map(|(item, sizing)| explain.item(item, sizing)).collect::<Vec<_>>();
    let totals = totals(&explain, &sizings);
    let verdicts = Resource::ALL.map(|resource| verdict(plan, resource, totals.get(resource))).to_vec();
    let bottleneck = bottleneck(plan, &sizings)?;
    let headroom = headroom::find(plan, scenario);
    Ok(Outcome { items, totals, verdicts, bottleneck, headroom })
}

fn totals(explain: &Explain<'_>, sizings: &[Sizing]) -> Totals {
    let sum = sums(sizings);
    let figure = |resource| explain.total(resource, sum[resource as usize], sizings);
    Totals {
        cpu: figure(Resource::Cpu),
        memory: figure(Resource::Memory),
        storage: figure(Resource::Storage),
        network: figure(Resource::Network),
    }
}

/// Needs summed over all items, in the order of `Resource::ALL`.
pub(crate) fn sums(sizings: &[Sizing]) -> [f64; 4] {
    Resource::ALL.map(|resource| sizings.iter().map(|sizing| sizing.need(resource)).sum())
}

pub(crate) fn limit(limits: &Limits, resource: Resource) -> f64 {
    match resource {
        Resource::Cpu => limits.cpu.value.si(),
        Resource::Memory => limits.memory.value.si(),
        Resource::Storage => limits.storage.value.si(),
        Resource::Network => limits.network.value.si(),
    }
}

/// Whether `needed` is at most `limit`, but for rounding.
fn within(needed: f64, limit: f64) -> bool {
    needed <= limit * (1.0 + ROUNDING)
}

fn verdict(plan: &Plan, resource: Resource, needed: &Figure) -> Verdict {
    let minimum = limit(&plan.resources.minimum, resource);
    let recommended = limit(&plan.resources.recommended, resource);
    let level = match needed.value {
        value if within(value, minimum) => Level::WithinMinimum,
        value if within(value, recommended) => Level::WithinRecommended,
        _ => Level::Beyond,
    };
    Verdict { resource, needed: needed.clone(), minimum, recommended, level }
}

/// The item that would be full first if the load grew while every item kept the size it has here.
fn bottleneck(plan: &Plan, sizings: &[Sizing]) -> Result<Option<Bottleneck>, Error> {
    let stations: Vec<_> =
        sizings.iter().map(|sizing| (sizing.demand, sizing.capacity.max(f64::MIN_POSITIVE))).collect();
    let Some((index, ceiling)) = law::bottleneck(&stations)? else { return Ok(None) };
    Ok(plan.items.get(index).zip(sizings.get(index)).map(|(item, sizing)| Bottleneck {
        item: item.id.clone(),
        name: item.name.clone(),
        utilisation: sizing.utilisation,
        ceiling: explain::ceiling(sizing, ceiling),
    }))
}
