//! Which nodes to choose: of all mixes of nodes, those that no other beats at once in cost, in the load that they hold and
//! in what may be lost (the Pareto front). For each load and each loss the cheapest mix is found; whatever nothing beats is
//! among those, because what is as good at the same price is one of them.

use super::cluster::{Cluster, Tolerance};
use super::mixed::{Searched, cost, search};
use super::{Amounts, Loss, Pods};
use crate::Error;
use crate::order;

/// Everything that may be lost, from nothing on.
const LOSSES: [Tolerance; 3] = [Tolerance::Nothing, Tolerance::Node, Tolerance::Zone];
/// The work that is put into the packings of each load, a fraction of a second for all of them.
const WORK: u64 = 4_000_000;
/// The most nodes of a shape that are added to find some that hold.
const ADDED: u32 = 250;

/// A load by its place, and what may be lost.
type Cell = (usize, Tolerance);

/// Nodes that hold everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Nodes of each shape.
    pub counts: Vec<u32>,
    /// What they cost.
    pub cost: f64,
    /// The place of the largest load that they are found to hold, with all before it.
    pub level: usize,
    /// What may be lost at the first load.
    pub tolerance: Tolerance,
    /// Nothing that holds as much and tolerates as much costs less than this.
    pub at_least: f64,
}

impl Choice {
    /// Whether it is as good as the other in everything, and better in something.
    pub fn beats(&self, other: &Choice) -> bool {
        let better = self.cost < other.cost || self.level > other.level || self.tolerance > other.tolerance;
        better && self.cost <= other.cost && self.covers((other.level, other.tolerance))
    }

    /// Whether nothing cheaper is as good, proven.
    pub fn is_cheapest(&self) -> bool {
        self.at_least >= self.cost
    }

    fn covers(&self, (level, tolerance): Cell) -> bool {
        self.level >= level && self.tolerance >= tolerance
    }
}

/// The choices among nodes of these shapes, each with its price, the cheapest first: the front, and what each shape comes to
/// by itself at the first load. `levels` are the pods of rising loads; of the first of them what may be lost is asked, of
/// the others whether they fit. Nodes stand in zones in turn, shape after shape. None where no number of nodes that is
/// looked at holds everything. `Domain` for no shapes, no loads and prices of zero or less, `Infeasible` for a pod that is
/// larger than every shape. What cannot be found out with the work that is put into it is left out, or not proven.
pub fn choices(
    levels: &[Vec<Pods>],
    shapes: &[(Amounts, f64)],
    zones: u32,
    steps: u64,
) -> Result<Vec<Choice>, Error> {
    Error::check("shapes", shapes.len() as f64, "between 1 and 8", (1..=8).contains(&shapes.len()))?;
    Error::check("loads", levels.len() as f64, "between 1 and 20", (1..=20).contains(&levels.len()))?;
    for (_, price) in shapes {
        Error::check("a node's price", *price, "above 0 and at most 1e9", *price > 0.0 && *price <= 1e9)?;
    }
    let (rooms, prices): (Vec<Amounts>, Vec<f64>) = shapes.iter().copied().unzip();
    let clusters = levels
        .iter()
        .map(|pods| Ok::<_, Error>(Cluster::new(pods, &rooms, zones)?.with_work(WORK)))
        .collect::<Result<_, _>>()?;
    let market = Market { clusters, prices, steps };
    let (all, alone) = market.found(&market.seeds(levels, &rooms));
    let mut front: Vec<_> =
        all.iter().filter(|it| !all.iter().any(|other| other.beats(it))).cloned().collect();
    // Of those that are equal in everything, the first.
    sort(&mut front);
    front.dedup_by(|a, b| (a.cost, a.level, a.tolerance) == (b.cost, b.level, b.tolerance));
    front.extend(alone);
    sort(&mut front);
    let mut seen: Vec<Vec<u32>> = Vec::new();
    front.retain(|it| {
        let fresh = !seen.contains(&it.counts);
        seen.push(it.counts.clone());
        fresh
    });
    Ok(front)
}

/// The cheapest first, then what holds and tolerates most.
#[inline(never)]
fn sort(choices: &mut [Choice]) {
    order::by(choices, |it| -f64::from(it.tolerance as u8));
    order::by(choices, |it| -(it.level as f64));
    order::by(choices, |it| it.cost);
}

/// What choices are made of.
struct Market {
    clusters: Vec<Cluster>,
    prices: Vec<f64>,
    steps: u64,
}

impl Market {
    /// Shapes that may hold everything between them, as one node of each: every shape by itself, and for each kind of pods
    /// the one with the lowest price that they fit on.
    fn seeds(&self, levels: &[Vec<Pods>], rooms: &[Amounts]) -> Vec<Vec<u32>> {
        let only = |place: usize| (0..rooms.len()).map(|other| u32::from(other == place)).collect();
        let mut seeds: Vec<Vec<u32>> = (0..rooms.len()).map(only).collect();
        let mut shared = vec![0; rooms.len()];
        for pods in levels.iter().flatten() {
            let fits = |room: &Amounts| pods.needs.iter().zip(room).all(|(need, room)| need <= room);
            let on = rooms.iter().zip(&self.prices).enumerate().filter(|(_, (room, _))| fits(room));
            let least = on.min_by(|a, b| a.1.1.total_cmp(b.1.1)).map(|(place, _)| place);
            least.and_then(|place| shared.get_mut(place)).into_iter().for_each(|count| *count = 1);
        }
        seeds.push(shared);
        seeds
    }

    /// For each load and each loss the cheapest nodes and those of each seed; and those of each shape by itself for the
    /// first load.
    fn found(&self, seeds: &[Vec<u32>]) -> (Vec<Choice>, Vec<Choice>) {
        let (mut found, mut alone, mut cells) = (Vec::new(), Vec::new(), Vec::<(Cell, f64)>::new());
        let start: Vec<Option<Vec<u32>>> = seeds.iter().cloned().map(Some).collect();
        let mut below = LOSSES.map(|want| (want, start.clone()));
        for level in 0..self.clusters.len() {
            let mut there = start.clone();
            for (want, below) in &mut below {
                let cell = (level, *want);
                for ((counts, below), seed) in there.iter_mut().zip(below.iter()).zip(seeds) {
                    *counts = self.grown(larger(counts, below), seed, cell);
                    let own = counts.as_ref().and_then(|counts| self.choice(counts.clone()));
                    alone.extend(own.clone().filter(|_| level == 0 && seed.iter().sum::<u32>() == 1));
                    found.extend(own);
                }
                let low = self.cell(cell, at_least(&cells, cell), &mut found);
                cells.push((cell, low));
                below.clone_from(&there);
            }
        }
        for it in found.iter_mut().chain(&mut alone) {
            it.at_least = at_least(&cells, (it.level, it.tolerance));
        }
        (found, alone)
    }

    /// The fewest nodes from these on, all shapes of the seed at once, that hold so much.
    fn grown(&self, from: Option<Vec<u32>>, seed: &[u32], cell: Cell) -> Option<Vec<u32>> {
        let mut counts = from?;
        for _ in 0..ADDED {
            match self.holds(&counts, cell) {
                Loss::Survives => return Some(counts),
                Loss::Unknown if self.clusters.iter().any(Cluster::is_spent) => return None,
                _ => {}
            }
            counts.iter_mut().zip(seed).for_each(|(count, more)| *count += more);
        }
        None
    }

    /// Finds the cheapest nodes that hold so much, none of which cost less than `low`, and gives what they cost at the
    /// least.
    fn cell(&self, cell: Cell, low: f64, found: &mut Vec<Choice>) -> f64 {
        let there = found.iter().filter(|it| it.covers(cell));
        let Some(most) = there.map(|it| it.cost).min_by(f64::total_cmp) else { return low };
        let Some(cluster) = self.clusters.get(cell.0).filter(|_| most > low) else { return low };
        let searched = search(cluster, &self.prices, (low, most), |counts| self.holds(counts, cell));
        let Ok(Searched { counts, at_least }) = searched else { return low };
        found.extend(counts.and_then(|counts| self.choice(counts)));
        at_least
    }

    /// Whether nodes hold everything at this load and those before it, and tolerate so much at the first.
    #[inline(never)]
    fn holds(&self, counts: &[u32], (level, want): Cell) -> Loss {
        let mut worst = Loss::Survives;
        for (place, cluster) in self.clusters.iter().enumerate().take(level + 1).rev() {
            let want = if place == 0 { want } else { Tolerance::Nothing };
            match cluster.holds(counts, want, self.steps) {
                Loss::Fails => return Loss::Fails,
                Loss::Unknown => worst = Loss::Unknown,
                Loss::Survives => {}
            }
        }
        worst
    }

    /// These nodes with how much they hold and tolerate; none if they do not hold everything.
    #[inline(never)]
    fn choice(&self, counts: Vec<u32>) -> Option<Choice> {
        let survives = |cell| self.holds(&counts, cell) == Loss::Survives;
        let tolerance = LOSSES.into_iter().take_while(|want| survives((0, *want))).last()?;
        let first = self.clusters.iter().skip(1);
        let held = first.take_while(|it| it.holds(&counts, Tolerance::Nothing, self.steps) == Loss::Survives);
        let level = held.count();
        Some(Choice { cost: cost(&counts, &self.prices), counts, level, tolerance, at_least: 0.0 })
    }
}

/// What nodes cost at the least that hold so much, by what is known of those that hold as much or less.
fn at_least(cells: &[(Cell, f64)], (level, want): Cell) -> f64 {
    let less = cells.iter().filter(|((other, tolerance), _)| *other <= level && *tolerance <= want);
    less.map(|(_, low)| *low).fold(0.0, f64::max)
}

/// The larger number of nodes of each shape; none where one of them is not known.
fn larger(a: &Option<Vec<u32>>, b: &Option<Vec<u32>>) -> Option<Vec<u32>> {
    let (a, b) = (a.as_ref()?, b.as_ref()?);
    Some(a.iter().zip(b).map(|(a, b)| *a.max(b)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_beat_is_to_be_as_good_in_everything_and_better_in_something() {
        let it =
            |cost, level, tolerance| Choice { counts: Vec::new(), cost, level, tolerance, at_least: 0.0 };
        let plain = it(10.0, 1, Tolerance::Node);
        assert!(it(9.0, 1, Tolerance::Node).beats(&plain) && it(10.0, 1, Tolerance::Zone).beats(&plain));
        assert!(it(10.0, 2, Tolerance::Node).beats(&plain));
        assert!(!it(10.0, 1, Tolerance::Node).beats(&plain), "equals are both on the front");
        assert!(!it(9.0, 0, Tolerance::Zone).beats(&plain) && !plain.beats(&it(11.0, 2, Tolerance::Node)));
    }
}
