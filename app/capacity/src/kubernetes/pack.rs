//! The fewest nodes that hold all pods, with a proof: lower bounds, first and best fit in several orders,
//! and a search through all packings that differ. Sizes are whole numbers inside, so the same packing is
//! found and proven everywhere, and the work is counted in steps, so no clock is needed.
//! Sources: Martello, Toth: Knapsack Problems (1990), chapter 8; Panigrahy et al.: Heuristics for Vector
//! Bin Packing (2011).

mod bounds;
mod cluster;
mod front;
mod greedy;
mod mixed;
mod search;
#[cfg(test)]
mod tests;
mod verify;

pub use cluster::{Tolerance, holds, tolerance};
pub use front::{Choice, choices};
pub use mixed::{Mix, cheapest};
pub use verify::{Loss, losses, verify};

use crate::Error;
use crate::order;

/// Resources of a node: cpu, memory, ephemeral storage, graphics processors, pods, network; in any unit, but one
/// unit for each.
pub const RESOURCES: usize = 6;

/// An amount of each resource.
pub type Amounts = [f64; RESOURCES];

/// The same as whole shares of a node.
type Shares = [i64; RESOURCES];

/// A node in shares: fine enough that rounding never matters to the packing, and small enough to add up.
const WHOLE: i64 = 1_000_000_000_000;

/// The most pods of a packing.
pub const MAX_PODS: u32 = 2_000;

/// The most steps of the search, a fraction of a second.
pub const STEPS: u64 = 400_000;

/// Pods of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Pods {
    /// What they are.
    pub name: String,
    /// How many.
    pub replicas: u32,
    /// What each of them needs.
    pub needs: Amounts,
    /// No two of them on one node (required anti-affinity by host).
    pub apart: bool,
    /// All of them in this zone, because their volumes are.
    pub zone: Option<u32>,
    /// As many in each zone, but for one (topology spread with a skew of 1).
    pub spread: bool,
}

/// Nodes of one shape; the i-th node stands in zone i modulo `zones`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// What pods can have of a node, daemon sets already taken off.
    pub allocatable: Amounts,
    /// Zones.
    pub zones: u32,
}

/// A packing, and what is known of better ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Packing {
    /// For each node the number of pods of each kind.
    pub nodes: Vec<Vec<u32>>,
    /// No packing has fewer nodes than this.
    pub at_least: u32,
}

impl Packing {
    /// Whether no packing has fewer nodes.
    pub fn is_optimal(&self) -> bool {
        self.nodes.len() as u64 == u64::from(self.at_least)
    }
}

/// What pods can have of a node, and its zone.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    shares: Shares,
    zone: u32,
}

/// Equal nodes, in zones in turn.
fn equal(nodes: u32, zones: u32) -> Vec<Room> {
    (0..nodes).map(|node| Room { shares: [WHOLE; RESOURCES], zone: node % zones }).collect()
}

/// What a search for a packing on some nodes came to.
pub(crate) enum Found {
    /// A packing: for each node the number of pods of each kind.
    Packing(Vec<Vec<u32>>),
    /// There is none.
    Nothing,
    /// It ran out of steps.
    GaveUp,
}

/// Pods in shares of a node, the form that everything inside works on.
#[derive(Clone)]
pub(crate) struct Kind {
    replicas: u32,
    size: Shares,
    apart: bool,
    zone: Option<u32>,
    spread: bool,
}

/// Packs all pods on as few nodes of this shape as it can within `steps` steps, `STEPS` for a fraction of a
/// second. `Infeasible` when a pod is larger than a node.
pub fn pack(pods: &[Pods], shape: &Shape, steps: u64) -> Result<Packing, Error> {
    let kinds = kinds(pods, shape)?;
    let total: u32 = kinds.iter().map(|kind| kind.replicas).sum();
    if total == 0 {
        return Ok(Packing { nodes: Vec::new(), at_least: 0 });
    }
    let mut at_least = bounds::nodes(&kinds, shape.zones);
    let most = total.saturating_mul(shape.zones);
    // One pod to a node of a zone that suits it always works.
    let mut tries = std::iter::successors(Some(at_least), |nodes| Some(nodes + 1 + nodes / 32));
    let best = tries.find_map(|nodes| {
        if nodes > most {
            Some(greedy::pack(&kinds, &equal(most, shape.zones), shape.zones))
        } else {
            greedy::pack(&kinds, &equal(nodes, shape.zones), shape.zones).map(Some)
        }
    });
    let best = best.flatten();
    let best = best.ok_or(Error::infeasible("nodes", f64::from(at_least), f64::from(most)))?;
    let mut proven = true;
    let tries = at_least..best.len() as u32;
    for nodes in tries {
        let room = equal(nodes, shape.zones);
        let quick = greedy::pack(&kinds, &room, shape.zones);
        let quick = quick.or_else(|| greedy::complaints(&kinds, &room, shape.zones)).map(Found::Packing);
        match quick.unwrap_or_else(|| search::pack(&kinds, &room, shape.zones, steps)) {
            Found::Packing(found) => return Ok(Packing { nodes: found, at_least }),
            Found::Nothing if proven => at_least = nodes + 1,
            Found::Nothing => {}
            Found::GaveUp => proven = false,
        }
    }
    Ok(Packing { nodes: best, at_least })
}

/// Pods as shares of the node, those that need nothing of it left out of no account.
pub(crate) fn kinds(pods: &[Pods], shape: &Shape) -> Result<Vec<Kind>, Error> {
    let total: u64 = pods.iter().map(|pods| u64::from(pods.replicas)).sum();
    Error::check("pods", total as f64, "at most 2000", total <= u64::from(MAX_PODS))?;
    Error::check("zones", f64::from(shape.zones), "between 1 and 100", (1..=100).contains(&shape.zones))?;
    pods.iter().map(|pods| kind(pods, shape)).collect()
}

fn kind(pods: &Pods, shape: &Shape) -> Result<Kind, Error> {
    let mut size = [0; RESOURCES];
    for ((share, &need), &room) in size.iter_mut().zip(&pods.needs).zip(&shape.allocatable) {
        Error::check("a pod's need", need, "between 0 and 1e18", (0.0..=1e18).contains(&need))?;
        Error::check("allocatable", room, "between 0 and 1e18", (0.0..=1e18).contains(&room))?;
        if need > room * (1.0 + 1e-12) {
            let field = format!("what a pod of {} needs of a node", pods.name);
            return Err(Error::infeasible(field, need, room));
        }
        *share = if need > 0.0 { ((need / room * WHOLE as f64) as i64).min(WHOLE) } else { 0 };
    }
    let zone = pods.zone.map_or(0.0, f64::from);
    Error::check("a pod's zone", zone, "less than the number of zones", zone < f64::from(shape.zones))?;
    Ok(Kind { replicas: pods.replicas, size, apart: pods.apart, zone: pods.zone, spread: pods.spread })
}

/// The least and the most pods of a kind that a zone may have.
pub(crate) fn quota(kind: &Kind, zones: u32) -> (u32, u32) {
    if kind.spread { (kind.replicas / zones, kind.replicas.div_ceil(zones)) } else { (0, kind.replicas) }
}

/// Orders of the kinds in which packing is tried, by what counts as large.
pub(crate) fn orders(kinds: &[Kind]) -> Vec<Vec<usize>> {
    let weights: [fn(&Shares) -> i64; 4] = [
        |size| size.iter().sum(),
        |size| size.iter().copied().max().unwrap_or(0),
        |size| size.first().copied().unwrap_or(0),
        |size| size.get(1).copied().unwrap_or(0),
    ];
    let order = |weight: &fn(&Shares) -> i64| {
        order::places(&kinds.iter().map(|kind| -(weight(&kind.size) as f64)).collect::<Vec<_>>())
    };
    weights.iter().map(order).collect()
}
