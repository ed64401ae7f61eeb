//! The cheapest nodes of one shape, and of two where some items need graphics processors; what they cost, and what of it
//! each item does.

use super::demand::{GPUS, is_special, node, pods};
use super::{On, STEPS, on};
use crate::Plan;
use crate::evaluate::size::Sizing;
use crate::kubernetes::pack::{Pods, pack};
use crate::plan::{Item, Kind, Rates, Shape};
use crate::sizing::cost::HOURS;

/// Nodes of one shape, so many of them.
pub(in crate::panel) type Pool<'a> = (&'a Shape, u32);

/// What so many nodes cost in a month, in dollars by the plan's rates.
pub(in crate::panel) fn month(plan: &Plan, shape: &Shape, nodes: u32) -> Option<f64> {
    let hour = Rates::per_second(plan, &shape.price.as_ref()?.value)? * 3600.0;
    Some(hour * HOURS * f64::from(nodes))
}

/// What the cheapest nodes that hold these replicas cost in a month, in dollars, and those nodes: of one shape, and where
/// items need graphics processors, of another one for those. None without prices. Found without a proof, because it is asked
/// for many scenarios in turn.
pub(in crate::panel) fn cheapest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<(f64, Vec<Pool<'a>>)> {
    let (special, common): (Vec<_>, Vec<_>) = pods(plan, sizings).into_iter().partition(is_special);
    let groups = [common, special].into_iter().filter(|pods| !pods.is_empty());
    let pools = groups.map(|pods| of_one_shape(plan, &pods)).collect::<Option<Vec<_>>>()?;
    let cost = pools.iter().filter_map(|(shape, nodes)| month(plan, shape, *nodes)).sum();
    (!pools.is_empty()).then_some((cost, pools))
}

/// What each item costs of such nodes in a month, in dollars and in the plan's order: by its graphics processors where it
/// has such, else by the mean of its shares of the cores and of the memory that are asked for.
pub(in crate::panel) fn by_item(plan: &Plan, sizings: &[Sizing], pools: &[Pool<'_>]) -> Vec<f64> {
    let pods = pods(plan, sizings);
    let all = |pods: &Pods, resource: usize| {
        pods.needs.get(resource).map_or(0.0, |need| need * f64::from(pods.replicas))
    };
    let share = |of: &Pods, resource: usize| {
        let like = pods.iter().filter(|it| is_special(it) == is_special(of));
        let sum: f64 = like.map(|it| all(it, resource)).sum();
        if sum > 0.0 { all(of, resource) / sum } else { 0.0 }
    };
    // The pool of those with graphics processors is the last, and where only such items are, the only one.
    let pool = |of: &Pods| if is_special(of) { pools.last() } else { pools.first() };
    let cost = |of: &Pods| {
        let month = pool(of).and_then(|(shape, nodes)| month(plan, shape, *nodes)).unwrap_or(0.0);
        month * if is_special(of) { share(of, GPUS) } else { (share(of, 0) + share(of, 1)) / 2.0 }
    };
    let mut costs = pods.iter().map(cost);
    let next = |item: &Item| if item.kind == Kind::Archive { 0.0 } else { costs.next().unwrap_or(0.0) };
    plan.items.iter().map(next).collect()
}

/// The cheapest nodes of one shape for these pods.
fn of_one_shape<'a>(plan: &'a Plan, pods: &[Pods]) -> Option<Pool<'a>> {
    let pool = |shape: &'a Shape| {
        let packing = pack(pods, &node(plan, shape, pods).ok()?, 0).ok()?;
        let nodes = packing.nodes.len() as u32;
        Some((month(plan, shape, nodes)?, (shape, nodes)))
    };
    let pools = plan.shapes.iter().filter_map(pool);
    pools.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, pool)| pool)
}

/// The nodes of the cheapest shape that holds everything; without prices, of the first that does.
pub(in crate::panel) fn on_cheapest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<(&'a Shape, On)> {
    let pods = pods(plan, sizings);
    let first = of_one_shape(plan, &pods).map(|(shape, _)| shape);
    let mut shapes = first.into_iter().chain(&plan.shapes);
    shapes.find_map(|shape| Some((shape, on(plan, shape, &pods).ok()?)))
}

/// The shape of most nodes: the cheapest for what needs no graphics processors, or the first without prices.
pub(in crate::panel) fn common<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Option<&'a Shape> {
    let first = cheapest(plan, sizings).and_then(|(_, pools)| pools.first().map(|(shape, _)| *shape));
    first.or(plan.shapes.first())
}

/// The fewest nodes of each shape that are found to hold these replicas; shapes that cannot hold them are left out.
pub(crate) fn fewest<'a>(plan: &'a Plan, sizings: &[Sizing]) -> Vec<(&'a Shape, u32)> {
    let pods = pods(plan, sizings);
    let count =
        |shape: &Shape| Some(pack(&pods, &node(plan, shape, &pods).ok()?, STEPS).ok()?.nodes.len() as u32);
    plan.shapes.iter().filter_map(|shape| Some((shape, count(shape)?))).collect()
}
