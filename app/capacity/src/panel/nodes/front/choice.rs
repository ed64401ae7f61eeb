//! Why the nodes that are named, and not fewer or cheaper ones.

use super::{Choice, Market, STEPS, headroom};
use crate::kubernetes::pack::{Amounts, Pods, Tolerance, tolerance};
use crate::panel::failure::ZONES;
use crate::panel::nodes::demand::AMOUNTS;
use crate::plan;
use crate::units::Format;

/// The choice with its reasons.
pub(super) fn says(market: &Market<'_>, choices: &[Choice], chosen: Option<usize>) -> String {
    let Some((place, it)) = chosen.and_then(|place| Some((place, choices.get(place)?))) else {
        return "No number of nodes that was looked at holds everything.".into();
    };
    let kept = match it.tolerance {
        Tolerance::Nothing => "hold every replica",
        Tolerance::Node => "survive the loss of any node",
        Tolerance::Zone => "survive the loss of any node and of any zone",
    };
    let found = if it.is_cheapest() { "" } else { "were found to " };
    let (name, room) = (market.name(&it.counts), Format::Factor.text(headroom(it)));
    let last = it.level + 1 == market.levels.len();
    let ends = market.ends.filter(|_| last).map_or(String::new(), |item| {
        format!(", and beyond it {item} is busier than its target with the replicas that are fixed")
    });
    let mut text = format!(
        "{name}, for {} a month, are the cheapest that {found}{kept}; they hold {room} the load{ends}.",
        market.cost(it)
    );
    let fewer: Vec<_> = (0..it.counts.len()).filter_map(|place| fewer(market, it, place)).collect();
    if !fewer.is_empty() {
        text += &format!(" Why not fewer? Because {}.", fewer.join("; "));
    }
    text + &cheaper(market, it, choices.iter().take(place).next_back())
}

/// Why nothing cheaper is named.
fn cheaper(market: &Market<'_>, it: &Choice, next: Option<&Choice>) -> String {
    let proven = match it.is_cheapest() {
        true => "of all mixes none that does is cheaper, proven".to_owned(),
        false => format!("none was found{}", market.bound(it)),
    };
    let next = next.map_or(String::new(), |next| {
        let (name, cost) = (market.name(&next.counts), market.cost(next));
        let lacks = match next.tolerance {
            Tolerance::Nothing => "do not survive the loss of every node",
            _ => "survive the loss of any node, but not of every zone",
        };
        format!("; {name}, for {cost}, {lacks}")
    });
    format!(" Why not cheaper? Because {proven}{next}.")
}

/// What does not hold with one node fewer of a shape; nothing where there is none of it, or where nothing is lost by that.
pub(super) fn fewer(market: &Market<'_>, it: &Choice, place: usize) -> Option<String> {
    let mut counts = it.counts.clone();
    let count = counts.get_mut(place).filter(|count| **count > 0)?;
    *count -= 1;
    let (pods, rooms) =
        (market.levels.first()?, market.offers.iter().map(|(room, _)| *room).collect::<Vec<_>>());
    let kept = tolerance(pods, &rooms, &counts, ZONES, STEPS).ok()?;
    if kept >= Some(it.tolerance) {
        return None;
    }
    let with = format!("with one {} fewer", market.shapes.get(place)?.name);
    let short = |lost| short(pods, &left(&rooms, &counts, lost));
    if kept.is_none() {
        return Some(format!("{with}, {}", lacking(pods, &left(&rooms, &counts, None))));
    }
    let mut zones = (0..ZONES).zip(plan::ZONES).filter_map(|(zone, name)| Some((name, short(Some(zone))?)));
    Some(match zones.next() {
        Some((zone, short)) => format!("{with}, {short} once zone {zone} is lost"),
        None => format!("{with}, {} once a node or a zone is lost", beside(pods)),
    })
}

/// All that is left for pods without a zone.
fn left(rooms: &[Amounts], counts: &[u32], lost: Option<u32>) -> Amounts {
    let each = rooms.iter().zip(counts).flat_map(|(room, count)| std::iter::repeat_n(*room, *count as usize));
    let left = each.zip((0..ZONES).cycle()).filter(|(_, zone)| lost != Some(*zone));
    left.fold([0.0; 6], |sum, (room, _)| std::array::from_fn(|at| at_of(&sum, at) + at_of(&room, at)))
}

fn at_of(amounts: &Amounts, resource: usize) -> f64 {
    amounts.get(resource).copied().unwrap_or(0.0)
}

/// The resource of which not enough is left, if there is one.
fn short(pods: &[Pods], left: &Amounts) -> Option<String> {
    AMOUNTS.iter().enumerate().find_map(|(resource, (format, words))| {
        let need: f64 = pods.iter().map(|it| at_of(&it.needs, resource) * f64::from(it.replicas)).sum();
        let there = at_of(left, resource);
        (need > there)
            .then(|| format!("{}{words} are needed and {} left", format.text(need), format.text(there)))
    })
}

/// What is left too little of where pods do not fit, or how else they do not.
pub(in crate::panel::nodes) fn lacking(pods: &[Pods], left: &Amounts) -> String {
    short(pods, left).unwrap_or_else(|| beside(pods))
}

/// Where the sums would do.
fn beside(pods: &[Pods]) -> String {
    let apart = pods.iter().filter(|pods| pods.apart).max_by_key(|pods| pods.replicas);
    let apart = apart.map(|pods| format!(", with those of {} on nodes of their own,", pods.name));
    format!("the replicas{} do not fit beside each other", apart.unwrap_or_default())
}
