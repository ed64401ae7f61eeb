//! What the decision is about: the simulated cases of every scenario that is compared.

use crate::evaluate::{Kernel, Spread, size};
use crate::kubernetes::pack::Pods;
use crate::panel::nodes;
use crate::panel::scenarios::{Column, columns, named};
use crate::panel::spread::SEED;
use crate::sizing::cost::HOURS;
use crate::{Plan, Scenario};

/// Cases of each scenario.
const CASES: u32 = 1_024;

/// A scenario that may come.
pub(super) struct Case {
    /// What it is called.
    pub name: String,
    /// The share of a month that it takes.
    lasts: f64,
    /// Cores and bytes of memory that each of its cases needs.
    pub demands: Vec<[f64; 2]>,
    /// What runs in it.
    pub pods: Vec<Pods>,
}

impl Case {
    /// The fewest nodes on which all replicas that stand apart do.
    pub fn apart(&self) -> u32 {
        let apart = self.pods.iter().filter(|pods| pods.apart && !nodes::is_special(pods));
        apart.map(|pods| pods.replicas).max().unwrap_or(1)
    }

    /// How much each of its cases counts.
    pub fn weights(&self) -> impl Iterator<Item = f64> {
        std::iter::repeat_n(self.lasts / self.demands.len().max(1) as f64, self.demands.len())
    }
}

/// All scenarios that are compared, but for those without an answer and those that lose a zone: there less runs, not more.
pub(super) fn cases(plan: &Plan, scenario: &Scenario) -> Vec<Case> {
    let columns = columns(plan, scenario);
    let stays = |column: &&Column<'_>| column.named.is_none_or(|named| named.loses.is_none());
    columns.iter().filter(stays).filter_map(|column| case(plan, column)).collect()
}

fn case(plan: &Plan, column: &Column<'_>) -> Option<Case> {
    let scenario = column.scenario.as_ref().ok()?;
    let plan = &*named::applied(plan, scenario);
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let mut demands = Vec::with_capacity(CASES as usize);
    let kernel = Kernel::new(plan, scenario).ok()?.only(&nodes::on_common(plan, &sizings));
    Spread::new(kernel, CASES, SEED).ok()?.through(|_, count, _, [cores, memory, ..]| {
        demands.extend(cores.iter().zip(memory).map(|(cores, memory)| [*cores, *memory]).take(count));
    });
    let month = HOURS * 3600.0;
    let lasts = column.named.and_then(|named| named.lasts.as_ref());
    let lasts = lasts.map_or(1.0, |lasts| (lasts.value.si() / month).min(1.0));
    Some(Case { name: column.name.clone(), lasts, demands, pods: nodes::pods(plan, &sizings) })
}
