//! Nodes of several shapes with pods on them: whether they hold all of them, also when a node or a zone is lost.

use std::cell::Cell;

use super::verify::outcome;
use super::{Amounts, Kind, Loss, Pods, RESOURCES, Room, Shape, WHOLE, kinds};
use crate::Error;

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

/// Pods and shapes in shares of the largest amounts that any of the shapes has.
pub(super) struct Cluster {
    kinds: Vec<Kind>,
    shapes: Vec<[i64; RESOURCES]>,
    zones: u32,
    /// What of the work is left that may be put into packing.
    work: Cell<u64>,
}

/// Ways in which pods are packed quickly before a search begins.
const WAYS: u64 = 12;

impl Cluster {
    pub fn new(pods: &[Pods], shapes: &[Amounts], zones: u32) -> Result<Cluster, Error> {
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
        Ok(Cluster { kinds, shapes: shapes.iter().map(shares).collect(), zones, work: Cell::new(u64::MAX) })
    }

    /// The same for so much work, a unit of which puts a pod on a node or looks at a step of a search on one; what is not
    /// known by then stays unknown.
    pub fn with_work(self, units: u64) -> Cluster {
        self.work.set(units);
        self
    }

    /// Whether nothing more is found out.
    pub fn is_spent(&self) -> bool {
        self.work.get() == 0
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
    pub fn holds(&self, counts: &[u32], want: Tolerance, steps: u64) -> Loss {
        if self.is_spent() {
            return Loss::Unknown;
        }
        let left = self.left(counts, want);
        // Sums are looked at for all of them before anything is packed.
        if left.iter().any(|(nodes, kinds)| short(kinds, nodes)) {
            return Loss::Fails;
        }
        let mut worst = Loss::Survives;
        for (nodes, kinds) in &left {
            let found = outcome(kinds, nodes, self.zones, steps);
            let pods: u64 = kinds.iter().map(|kind| u64::from(kind.replicas)).sum();
            let units = match found {
                Loss::Survives => pods,
                Loss::Fails => WAYS * pods,
                Loss::Unknown => WAYS * pods + steps,
            };
            self.work.set(self.work.get().saturating_sub(units * nodes.len() as u64));
            match found {
                Loss::Fails => return Loss::Fails,
                Loss::Unknown => worst = Loss::Unknown,
                Loss::Survives => {}
            }
        }
        worst
    }

    /// What is left of a mix after each loss that is to be tolerated, and the pods that are to fit on it: zones first,
    /// which take most, and all of it last. Spreading over zones is not asked of what is left.
    fn left(&self, counts: &[u32], want: Tolerance) -> Vec<(Vec<Room>, Vec<Kind>)> {
        let nodes = self.nodes(counts);
        let kinds: Vec<_> = self.kinds.iter().map(|kind| Kind { spread: false, ..kind.clone() }).collect();
        let mut all = Vec::new();
        let zones = if want == Tolerance::Zone { self.zones } else { 0 };
        for lost in 0..zones {
            let (mut left, mut kept) = (nodes.clone(), kinds.clone());
            left.retain(|node| node.zone != lost);
            kept.retain(|kind| kind.zone != Some(lost));
            all.push((left, kept));
        }
        let lost = if want >= Tolerance::Node { different(&nodes) } else { Vec::new() };
        for lost in lost {
            let mut left = nodes.clone();
            left.remove(lost);
            all.push((left, kinds.clone()));
        }
        all.push((nodes, self.kinds.clone()));
        all
    }

    /// The fewest nodes of the first shape that hold, with `others` of the others, as much of each resource as all pods need.
    pub fn first(&self, others: &[u32]) -> Option<u32> {
        let (first, rest) = self.shapes.split_first()?;
        let need = |resource: usize| {
            let each = self.kinds.iter().map(|kind| i64::from(kind.replicas) * get(&kind.size, resource));
            let there = rest
                .iter()
                .zip(others)
                .map(|(shape, count)| get(shape, resource).saturating_mul(i64::from(*count)));
            each.sum::<i64>() - there.fold(0, i64::saturating_add)
        };
        let nodes = |resource: usize| match (need(resource), get(first, resource)) {
            (..=0, _) => Some(0),
            (_, 0) => None,
            (need, room) => u32::try_from((need + room - 1) / room).ok(),
        };
        let apart = self.kinds.iter().filter(|kind| kind.apart).map(|kind| kind.replicas).max().unwrap_or(0);
        let apart = apart.saturating_sub(others.iter().sum());
        (0..RESOURCES).try_fold(apart, |most, resource| Some(most.max(nodes(resource)?)))
    }
}

/// Whether there is less of a resource than all pods need, or fewer nodes than one kind stands on: then nothing has to be
/// packed to know that they do not fit.
fn short(kinds: &[Kind], nodes: &[Room]) -> bool {
    let less = |resource: usize| {
        // Shares are at most WHOLE of at most MAX_PODS, and far from the end of the numbers.
        let each = kinds.iter().map(|kind| i64::from(kind.replicas) * get(&kind.size, resource));
        each.sum::<i64>() > nodes.iter().map(|node| get(&node.shares, resource)).fold(0, i64::saturating_add)
    };
    let crowded = |kind: &Kind| kind.apart && kind.replicas as usize > nodes.len();
    kinds.iter().any(crowded) || (0..RESOURCES).any(less)
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
