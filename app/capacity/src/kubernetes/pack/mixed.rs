//! Nodes of several shapes: the cheapest mix of them that holds all pods, also when a node or a zone is lost. Mixes are looked
//! at in the order of their cost, so that the first that holds is the cheapest, proven if all before it were refuted.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::verify::outcome;
use super::{Amounts, Kind, Loss, Pods, RESOURCES, Room, Shape, WHOLE, kinds};
use crate::Error;

/// The most mixes that are begun with, and that are looked at.
const BEGUN: usize = 20_000;
const LOOKED_AT: u32 = 600;

/// What may be lost without a pod that finds no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tolerance {
    /// Nothing.
    Nothing,
    /// Any one node.
    Node,
    /// Any one node, and all nodes of any one zone.
    Zone,
}

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

/// Pods and shapes in shares of the largest amounts that any of the shapes has.
struct Cluster {
    kinds: Vec<Kind>,
    shapes: Vec<[i64; RESOURCES]>,
    zones: u32,
}

impl Cluster {
    fn new(pods: &[Pods], shapes: &[Amounts], zones: u32) -> Result<Cluster, Error> {
        let most = |resource: usize| {
            shapes.iter().filter_map(|shape| shape.get(resource)).fold(0.0, |a: f64, b| a.max(*b))
        };
        let largest: Amounts = std::array::from_fn(most);
        let kinds = kinds(pods, &Shape { allocatable: largest, zones })?;
        let share = |room: f64, most: f64| if most > 0.0 { (room / most * WHOLE as f64) as i64 } else { 0 };
        let shares = |shape: &Amounts| {
            let mut shares = [0; RESOURCES];
            let pairs = shape.iter().zip(&largest);
            shares.iter_mut().zip(pairs).for_each(|(place, (room, most))| *place = share(*room, *most));
            shares
        };
        Ok(Cluster { kinds, shapes: shapes.iter().map(shares).collect(), zones })
    }

    /// The nodes of a mix, shape after shape, in zones in turn.
    fn nodes(&self, counts: &[u32]) -> Vec<Room> {
        let each = self
            .shapes
            .iter()
            .zip(counts)
            .flat_map(|(shares, count)| std::iter::repeat_n(*shares, *count as usize));
        each.zip((0..self.zones).cycle()).map(|(shares, zone)| Room { shares, zone }).collect()
    }

    /// Whether a mix holds all pods and tolerates what is wanted.
    fn holds(&self, counts: &[u32], want: Tolerance, steps: u64) -> Loss {
        let nodes = self.nodes(counts);
        let mut worst = outcome(&self.kinds, &nodes, self.zones, steps);
        // Spreading over zones is not asked of what is left.
        let kinds: Vec<_> = self.kinds.iter().map(|kind| Kind { spread: false, ..kind.clone() }).collect();
        let mut lose = |left: Vec<Room>, kinds: &[Kind]| {
            if worst == Loss::Survives {
                worst = outcome(kinds, &left, self.zones, steps);
            }
        };
        if want >= Tolerance::Node {
            for lost in different(&nodes) {
                let left =
                    nodes.iter().enumerate().filter(|(place, _)| *place != lost).map(|(_, node)| *node);
                lose(left.collect(), &kinds);
            }
        }
        if want == Tolerance::Zone {
            for zone in 0..self.zones {
                let kept: Vec<_> = kinds.iter().filter(|kind| kind.zone != Some(zone)).cloned().collect();
                lose(nodes.iter().filter(|node| node.zone != zone).copied().collect(), &kept);
            }
        }
        worst
    }

    /// The fewest nodes of the first shape that hold, with `others` of the others, as much of each resource as all pods need.
    fn first(&self, others: &[u32]) -> Option<u32> {
        let (first, rest) = self.shapes.split_first()?;
        let need = |resource: usize| {
            let each = self
                .kinds
                .iter()
                .map(|kind| i128::from(kind.replicas) * i128::from(get(&kind.size, resource)));
            let there = rest
                .iter()
                .zip(others)
                .map(|(shape, count)| i128::from(get(shape, resource)) * i128::from(*count));
            each.sum::<i128>() - there.sum::<i128>()
        };
        let nodes = |resource: usize| match (need(resource), i128::from(get(first, resource))) {
            (..=0, _) => Some(0),
            (_, 0) => None,
            (need, room) => u32::try_from((need + room - 1) / room).ok(),
        };
        let apart = self.kinds.iter().filter(|kind| kind.apart).map(|kind| kind.replicas).max().unwrap_or(0);
        let apart = apart.saturating_sub(others.iter().sum());
        (0..RESOURCES).try_fold(apart, |most, resource| Some(most.max(nodes(resource)?)))
    }
}

fn get(shares: &[i64; RESOURCES], resource: usize) -> i64 {
    shares.get(resource).copied().unwrap_or(0)
}

/// A node of each kind: those with the same room in the same zone fail alike.
fn different(nodes: &[Room]) -> Vec<usize> {
    let same = |a: &Room, b: &Room| a.zone == b.zone && a.shares == b.shares;
    let fresh = |(place, node): (usize, &Room)| {
        let known = nodes.iter().take(place).any(|other| same(other, node));
        (!known).then_some(place)
    };
    nodes.iter().enumerate().filter_map(fresh).collect()
}

/// Whether all pods fit on so many nodes of each shape, by the quick ways and a search of `steps` steps.
pub fn holds(
    pods: &[Pods],
    shapes: &[Amounts],
    counts: &[u32],
    zones: u32,
    steps: u64,
) -> Result<Loss, Error> {
    Ok(Cluster::new(pods, shapes, zones)?.holds(counts, Tolerance::Nothing, steps))
}

/// What so many nodes of each shape tolerate; none if they do not hold all pods in the first place.
pub fn tolerance(
    pods: &[Pods],
    shapes: &[Amounts],
    counts: &[u32],
    zones: u32,
    steps: u64,
) -> Result<Option<Tolerance>, Error> {
    let cluster = Cluster::new(pods, shapes, zones)?;
    let levels = [Tolerance::Zone, Tolerance::Node, Tolerance::Nothing];
    Ok(levels.into_iter().find(|level| cluster.holds(counts, *level, steps) == Loss::Survives))
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
    let mut heap = begin(&cluster, &prices, most)?;
    let mut unproven: Option<f64> = None;
    for _ in 0..LOOKED_AT {
        let Some(Reverse(next)) = heap.pop() else { return Ok(None) };
        match cluster.holds(&next.counts, want, steps) {
            Loss::Survives => {
                return Ok(Some(Mix {
                    at_least: unproven.unwrap_or(next.cost),
                    counts: next.counts,
                    cost: next.cost,
                }));
            }
            Loss::Fails => {}
            Loss::Unknown => unproven = unproven.or(Some(next.cost)),
        }
        heap.extend(next.with_one_more(&prices).filter(|more| more.cost < most).map(Reverse));
    }
    Ok(None)
}

/// A mix that is to be looked at, the cheapest first.
#[derive(PartialEq)]
struct Candidate {
    cost: f64,
    counts: Vec<u32>,
}

impl Candidate {
    fn new(counts: Vec<u32>, prices: &[f64]) -> Candidate {
        let cost = counts.iter().zip(prices).map(|(count, price)| f64::from(*count) * price).sum();
        Candidate { cost, counts }
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

/// For every number of nodes of all shapes but the first, the fewest of the first that the sums of the resources allow.
fn begin(cluster: &Cluster, prices: &[f64], most: f64) -> Result<BinaryHeap<Reverse<Candidate>>, Error> {
    let mut heap = BinaryHeap::new();
    let rest = prices.get(1..).unwrap_or_default();
    let mut others = vec![0_u32; rest.len()];
    let mut seen = 0;
    loop {
        seen += 1;
        Error::check("mixes of shapes", f64::from(seen), "at most 20000", seen as usize <= BEGUN)?;
        if let Some(first) = cluster.first(&others) {
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
        let cost: f64 = others.iter().zip(prices).map(|(count, price)| f64::from(*count) * price).sum();
        if cost < most {
            return true;
        }
        others.iter_mut().take(place + 1).for_each(|count| *count = 0);
    }
    false
}
