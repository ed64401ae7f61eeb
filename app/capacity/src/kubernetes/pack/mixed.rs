//! Nodes of several shapes: the cheapest mix of them that holds all pods, also when a node or a zone is lost. Mixes are looked
//! at in the order of their cost, so that the first that holds is the cheapest, proven if all before it were refuted.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::cluster::{Cluster, Tolerance};
use super::{Amounts, Loss, Pods};
use crate::Error;

/// The most mixes that are begun with, and that are looked at.
const BEGUN: usize = 20_000;
const LOOKED_AT: u32 = 600;

/// The cheapest mix that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// Nodes of each shape.
    pub counts: Vec<u32>,
    /// What they cost.
    pub cost: f64,
    /// No mix costs less than this; `cost` itself if it is proven to be the cheapest.
    pub at_least: f64,
}

/// The cheapest mix of nodes of these shapes, each with its price, that holds all pods and tolerates `want`; none if none costs
/// less than `most`. Nodes stand in zones in turn, shape after shape. `Domain` for no shapes, for prices of zero or less and for
/// more mixes than are looked at, `Infeasible` for a pod that is larger than every shape.
pub fn cheapest(
    pods: &[Pods],
    shapes: &[(Amounts, f64)],
    zones: u32,
    want: Tolerance,
    most: f64,
    steps: u64,
) -> Result<Option<Mix>, Error> {
    Error::check("shapes", shapes.len() as f64, "between 1 and 8", (1..=8).contains(&shapes.len()))?;
    for (_, price) in shapes {
        Error::check("a node's price", *price, "above 0 and at most 1e9", *price > 0.0 && *price <= 1e9)?;
    }
    Error::check("the most that is paid", most, "a number", true)?;
    let rooms: Vec<_> = shapes.iter().map(|(room, _)| *room).collect();
    let cluster = Cluster::new(pods, &rooms, zones)?;
    let prices: Vec<_> = shapes.iter().map(|(_, price)| *price).collect();
    let found = search(&cluster, &prices, (0.0, most), |counts| cluster.holds(counts, want, steps))?;
    Ok(found.counts.map(|counts| Mix { cost: cost(&counts, &prices), counts, at_least: found.at_least }))
}

/// What a search came to.
pub(super) struct Searched {
    /// The cheapest mix that was found to hold.
    pub counts: Option<Vec<u32>>,
    /// No mix that holds costs less than this.
    pub at_least: f64,
}

/// The cheapest mix that `holds` from `low` on and below `most`, if none does below `low`. `cluster` has what every mix is
/// to hold at the least. `Domain` for more mixes than are looked at.
pub(super) fn search(
    cluster: &Cluster,
    prices: &[f64],
    (low, most): (f64, f64),
    mut holds: impl FnMut(&[u32]) -> Loss,
) -> Result<Searched, Error> {
    let mut heap = begin(cluster, prices, (low, most))?;
    let (mut unproven, mut looked): (Option<f64>, u32) = (None, 0);
    while let Some(Reverse(next)) = heap.pop() {
        if next.cost >= low {
            looked += 1;
            match holds(&next.counts) {
                Loss::Survives => {
                    let at_least = unproven.unwrap_or(next.cost);
                    return Ok(Searched { counts: Some(next.counts), at_least });
                }
                _ if looked > LOOKED_AT => unproven = unproven.or(Some(next.cost)),
                Loss::Fails => {}
                Loss::Unknown => unproven = unproven.or(Some(next.cost)),
            }
        }
        if looked > LOOKED_AT {
            break;
        }
        heap.extend(next.with_one_more(prices).filter(|more| more.cost < most).map(Reverse));
    }
    Ok(Searched { counts: None, at_least: unproven.unwrap_or(most) })
}

/// What a mix costs.
pub(super) fn cost(counts: &[u32], prices: &[f64]) -> f64 {
    counts.iter().zip(prices).map(|(count, price)| f64::from(*count) * price).sum()
}

/// A mix that is to be looked at, the cheapest first.
#[derive(PartialEq)]
struct Candidate {
    cost: f64,
    counts: Vec<u32>,
}

impl Candidate {
    fn new(counts: Vec<u32>, prices: &[f64]) -> Candidate {
        Candidate { cost: cost(&counts, prices), counts }
    }

    /// With one more node of the first shape; none beyond all numbers.
    fn with_one_more(self, prices: &[f64]) -> Option<Candidate> {
        let mut counts = self.counts;
        let first = counts.first_mut()?;
        *first = first.checked_add(1)?;
        Some(Candidate::new(counts, prices))
    }
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Candidate) -> Ordering {
        let nodes = |it: &Candidate| it.counts.iter().sum::<u32>();
        let by_cost = self.cost.total_cmp(&other.cost);
        by_cost.then_with(|| nodes(self).cmp(&nodes(other))).then_with(|| self.counts.cmp(&other.counts))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// For every number of nodes of all shapes but the first, the fewest of the first that the sums of the resources allow, and
/// that come near `low`.
fn begin(
    cluster: &Cluster,
    prices: &[f64],
    (low, most): (f64, f64),
) -> Result<BinaryHeap<Reverse<Candidate>>, Error> {
    let mut heap = BinaryHeap::new();
    let Some((price, rest)) = prices.split_first() else { return Ok(heap) };
    let mut others = vec![0_u32; rest.len()];
    let mut seen = 0;
    loop {
        seen += 1;
        Error::check("mixes of shapes", f64::from(seen), "at most 20000", seen as usize <= BEGUN)?;
        if let Some(first) = cluster.first(&others) {
            let missing = (low - cost(&others, rest)) / price - 1.0;
            let first = first.max(missing.clamp(0.0, 1e6) as u32);
            let counts = std::iter::once(first).chain(others.iter().copied()).collect();
            let candidate = Candidate::new(counts, prices);
            if candidate.cost < most {
                heap.push(Reverse(candidate));
            }
        }
        if !advance(&mut others, rest, most) {
            return Ok(heap);
        }
    }
}

/// The next numbers of nodes that cost less than `most` by themselves, as an odometer counts; false after the last.
fn advance(others: &mut [u32], prices: &[f64], most: f64) -> bool {
    for place in 0..others.len() {
        if let Some(count) = others.get_mut(place) {
            *count += 1;
        }
        if cost(others, prices) < most {
            return true;
        }
        others.iter_mut().take(place + 1).for_each(|count| *count = 0);
    }
    false
}
