//! Candidates by cost and headroom; what may be lost is the form of their mark, and the front is a line for each.

use super::{Choice, LOADS, Market, Tolerance, headroom};
use crate::panel::{Drawing, Mark};
use crate::units::Format;

const LEFT: f64 = 46.0;
const WIDE: f64 = 520.0;
const TALL: f64 = 200.0;
const TOP: f64 = 28.0;
const SIZE: f64 = 8.0;

/// The sheet of all choices.
pub(super) fn drawing(market: &Market<'_>, choices: &[Choice], chosen: Option<usize>) -> Drawing {
    let is_beaten = |it: &&Choice| choices.iter().any(|other| other.beats(it));
    let front = choices.iter().filter(|it| !is_beaten(it)).map(|it| it.cost).fold(0.0, f64::max);
    let dearest = round(1.25 * front * market.rates.dollar);
    // What is beaten from afar would press the front into a corner.
    let near = || choices.iter().filter(|it| it.cost * market.rates.dollar <= dearest);
    let most = choices.iter().map(headroom).fold(1.0, f64::max);
    let at = |it: &Choice| {
        let rise = if most > 1.0 { (headroom(it) - 1.0) / (most - 1.0) } else { 0.0 };
        (LEFT + WIDE * it.cost * market.rates.dollar / dearest, TOP + TALL * (1.0 - rise))
    };
    let mut marks = axes(market, dearest, most);
    for tolerance in [Tolerance::Nothing, Tolerance::Node, Tolerance::Zone] {
        let of = choices.iter().filter(|it| it.tolerance == tolerance);
        let front: Vec<_> = of.filter(|it| !is_beaten(it)).map(at).collect();
        marks.push(Mark::Line("capacity-limit", front));
    }
    marks.extend(near().map(|it| mark(it.tolerance, at(it))));
    if let Some(it) = chosen.and_then(|place| choices.get(place)) {
        let (x, y) = at(it);
        // What stands far to the right is named on its left.
        let (class, x) = match x > LEFT + WIDE / 2.0 {
            true => ("capacity-name capacity-before", x - 12.0),
            false => ("capacity-name", x + 12.0),
        };
        marks.push(Mark::Text(class, (x, y - 6.0), market.name(&it.counts)));
    }
    let words =
        "dot: neither for certain; square: any node; triangle: any node and any zone; line: the front";
    marks.push(Mark::Text("capacity-note", (LEFT, TOP + TALL + 38.0), words.into()));
    let label = format!(
        "{} choices of nodes by their cost a month and by how many times the load they hold; the table has all of them",
        near().count()
    );
    Drawing { width: LEFT + WIDE + 30.0, height: TOP + TALL + 46.0, label, marks }
}

fn axes(market: &Market<'_>, dearest: f64, most: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    for times in LOADS.into_iter().filter(|times| *times <= most) {
        let rise = if most > 1.0 { (times - 1.0) / (most - 1.0) } else { 0.0 };
        let y = TOP + TALL * (1.0 - rise);
        marks.push(Mark::Line("capacity-edge", vec![(LEFT, y), (LEFT + WIDE, y)]));
        let place = (LEFT - 6.0, y + 4.0);
        marks.push(Mark::Text("capacity-note capacity-before", place, Format::Factor.text(times)));
    }
    for share in [0.0, 0.5, 1.0] {
        let place = (LEFT + WIDE * share, TOP + TALL + 20.0);
        marks.push(Mark::Text("capacity-note capacity-middle", place, market.rates.text(dearest * share)));
    }
    marks
}

/// The next round amount from this one on: two digits, the second of them even.
fn round(amount: f64) -> f64 {
    let amount = amount.max(1e-6);
    let step = 2.0 * libm::exp10(libm::floor(libm::log10(amount)) - 1.0);
    libm::ceil(amount / step) * step
}

/// A mark whose form tells what may be lost.
fn mark(tolerance: Tolerance, (x, y): (f64, f64)) -> Mark {
    let half = SIZE / 2.0;
    match tolerance {
        Tolerance::Nothing => Mark::Dot("capacity-dot", (x, y)),
        Tolerance::Node => {
            let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
            let points = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
            Mark::Line("capacity-choice capacity-choice-band", points)
        }
        Tolerance::Zone => {
            let points = vec![(x, y - SIZE), (x + SIZE, y + half), (x - SIZE, y + half)];
            Mark::Line("capacity-choice capacity-choice-band", points)
        }
    }
}
