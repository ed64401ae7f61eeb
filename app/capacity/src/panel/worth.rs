//! What is worth measuring next: how much a better choice of the number of nodes would save if an uncertain figure were
//! known, the expected value of partial perfect information.

mod reasons;

pub(super) use self::reasons::reasons;
use super::bars::{self, Bar};
use super::nodes;
use super::{Drawing, Panel, Table, words};
use crate::evaluate::{Kernel, size};
use crate::order;
use crate::plan::{Rates, Shape};
use crate::special::normal;
use crate::uncertainty::Sobol;
use crate::units::Format;
use crate::{Plan, Scenario};

/// Points of the simulation, and the stretches of an input in which they lie, equally many in each.
const POINTS: usize = 4_096;
const STRETCHES: usize = 16;
const SEED: u64 = 1;
/// So many inputs are shown, and the first of them named.
const SHOWN: usize = 10;
const NAMED: usize = 3;
/// Less than so much of what nodes cost is no reason to measure: the noise of this many points.
const NOISE: f64 = 1e-4;

/// Points at once.
const BLOCK: usize = 64;

/// A decision by points: what each of them demands, in nodes.
struct Decision {
    demands: Vec<f64>,
    /// What a missing node costs for one of a spare one.
    penalty: f64,
}

/// What knowing one input would save.
struct Worth {
    name: String,
    factor: f64,
    /// Nodes a month.
    saves: f64,
}

/// What knowing each figure would save, and the decision that it is about.
struct Findings<'a> {
    shape: &'a Shape,
    /// The best number of nodes, and what it costs with the shortfall that is left, in nodes.
    count: f64,
    blind: f64,
    penalty: f64,
    /// From the most to the least.
    worths: Vec<Worth>,
}

/// None for a scenario without an answer and a plan without nodes.
fn find<'a>(plan: &'a Plan, scenario: &Scenario) -> Option<Findings<'a>> {
    let sizings = size::all(plan, scenario, scenario.traffic()).ok()?;
    let shape = nodes::common(plan, &sizings)?;
    let room = nodes::room(shape).ok()?;
    let kernel = Kernel::new(plan, scenario).ok()?.only(&nodes::on_common(plan, &sizings));
    let (points, factors) = drawn(&kernel)?;
    let demands = points.iter().map(|[cores, memory]| (cores / room[0]).max(memory / room[1])).collect();
    // Who sizes for P95 holds a missing node to be as bad as twenty spare ones.
    let penalty = 1.0 / (1.0 - f64::from(scenario.percentile()) / 100.0);
    let decision = Decision { demands, penalty };
    let all: Vec<usize> = (0..POINTS).collect();
    let (count, blind) = decision.best(&all);
    let mut worths = worths(&kernel, &factors, &decision, blind);
    order::by(&mut worths, |worth| -worth.saves);
    worths.truncate(SHOWN);
    Some(Findings { shape, count, blind, penalty, worths })
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let Findings { shape, count, blind, worths, .. } = find(plan, scenario)?;
    let (price, rates) = (nodes::month(plan, shape, 1), Rates::in_force(plan));
    let money = |nodes: f64| match price {
        Some(price) => format!("{} a month", rates.of_dollars(nodes * price)),
        None => format!("{nodes:.3} nodes"),
    };
    Some(Panel {
        id: "worth",
        title: "What to measure next",
        says: says(scenario, &worths, (count, &shape.name), blind, &money),
        drawing: worths.first().filter(|first| first.saves > 0.0).map(|_| drawing(&worths, &money)),
        table: table(&worths, blind, &money),
        source: "Expected value of partial perfect information: E over x_i of min over n of E[cost | x_i], less min over \
                 n of E[cost]; cost = n + penalty max(0, demand - n), so that n is the quantile 1 - 1 / penalty of the \
                 demand; 4,096 scrambled Sobol points with seed 1 in 16 stretches of each input. Raiffa, Schlaifer (1961); Strong, \
                 Oakley (2013)",
    })
}

/// The cores and the memory that each point needs, and each input's factors at the points.
type Drawn = (Vec<[f64; 2]>, Vec<Vec<f64>>);

/// All points; none where one of them needs what is no number.
fn drawn(kernel: &Kernel) -> Option<Drawn> {
    let inputs = kernel.inputs();
    let mut sobol = Sobol::new(inputs.len(), SEED).ok()?;
    let sigmas: Vec<f64> = inputs.iter().map(|input| input.sigma()).collect();
    let mut point = vec![0.0; inputs.len()];
    let mut factors: Vec<Vec<f64>> = vec![Vec::with_capacity(POINTS); inputs.len()];
    for _ in 0..POINTS {
        sobol.next(&mut point);
        for ((place, sigma), factors) in point.iter().zip(&sigmas).zip(&mut factors) {
            factors.push(libm::exp(sigma * normal::quantile(*place)));
        }
    }
    let block = |start: usize| -> Vec<[f64; BLOCK]> {
        let of =
            |factors: &Vec<f64>| std::array::from_fn(|at| factors.get(start + at).copied().unwrap_or(1.0));
        factors.iter().map(of).collect()
    };
    let mut points = Vec::with_capacity(POINTS);
    for start in (0..POINTS).step_by(BLOCK) {
        let [cores, memory, ..] = kernel.needs(&block(start));
        points.extend(cores.into_iter().zip(memory).map(|(cores, memory)| [cores, memory]));
    }
    points.iter().flatten().all(|need| need.is_finite()).then_some((points, factors))
}

impl Decision {
    /// The best whole number of nodes for these points, and its mean cost in nodes.
    fn best(&self, points: &[usize]) -> (f64, f64) {
        let mut demands: Vec<f64> = points.iter().filter_map(|at| self.demands.get(*at).copied()).collect();
        demands.sort_by(f64::total_cmp);
        let rank = libm::ceil((1.0 - 1.0 / self.penalty) * demands.len() as f64) as usize;
        let quantile = demands.get(rank.saturating_sub(1)).copied().unwrap_or(0.0);
        // Cost is convex in n, so the best whole number is beside the best of all.
        let around = [libm::floor(quantile), libm::ceil(quantile)].map(|n| n.max(1.0));
        let cost = |n: f64| {
            let short: f64 = demands.iter().map(|demand| (demand - n).max(0.0)).sum();
            n + self.penalty * short / demands.len().max(1) as f64
        };
        let [low, high] = around.map(|n| (n, cost(n)));
        if low.1 <= high.1 { low } else { high }
    }
}

/// What each input would save if it were known before nodes are chosen.
fn worths(kernel: &Kernel, factors: &[Vec<f64>], decision: &Decision, blind: f64) -> Vec<Worth> {
    let each = kernel.inputs().iter().zip(factors).enumerate();
    let each = each.filter(|(place, _)| kernel.moves_nodes(*place)).map(|(_, (input, factors))| {
        let order = order::places(factors);
        let stretches = order.chunks(POINTS / STRETCHES).map(|points| decision.best(points).1);
        let told = stretches.sum::<f64>() / STRETCHES as f64;
        Worth { name: input.name.clone(), factor: input.factor, saves: (blind - told).max(0.0) }
    });
    each.collect()
}

fn says(
    scenario: &Scenario,
    worths: &[Worth],
    (count, shape): (f64, &str),
    blind: f64,
    money: &dyn Fn(f64) -> String,
) -> String {
    let decision = format!(
        "Sized for P{}, {count} nodes of {shape} are best, and cost {} with the shortfall that is left.",
        scenario.percentile(),
        money(blind)
    );
    let worth = worths.iter().filter(|worth| worth.saves > NOISE * count);
    let named: Vec<_> =
        worth.take(NAMED).map(|it| format!("{} (saves {})", it.name, money(it.saves))).collect();
    match named.is_empty() {
        true => format!("{decision} Knowing any one figure better would not change that number."),
        false => format!("{decision} Worth measuring next: {}.", named.join("; ")),
    }
}

fn table(worths: &[Worth], blind: f64, money: &dyn Fn(f64) -> String) -> Table {
    let rows = worths.iter().map(|worth| {
        let share = Format::Share.text(worth.saves / blind);
        vec![worth.name.clone(), format!("within a factor of {}", worth.factor), money(worth.saves), share]
    });
    let head = words(["Figure", "Known now, 90 %", "Knowing it saves", "Of what nodes cost"]);
    Table { head, rows: rows.collect() }
}

fn drawing(worths: &[Worth], money: &dyn Fn(f64) -> String) -> Drawing {
    let bar = |worth: &Worth| {
        let (name, says) = (worth.name.clone(), money(worth.saves));
        Bar { name, filled: worth.saves, open: 0.0, says }
    };
    let bars: Vec<_> = worths.iter().map(bar).collect();
    let label = format!("What knowing each of {} figures would save; the table has them", worths.len());
    bars::drawing(&bars, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_number_is_the_quantile_of_the_penalty() {
        let demands: Vec<f64> = (1..=100).map(f64::from).collect();
        let decision = Decision { demands, penalty: 20.0 };
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(decision.best(&all), (95.0, 95.0 + 20.0 * (1.0 + 2.0 + 3.0 + 4.0 + 5.0) / 100.0));
        // Whoever knows that the demand is at most 10 saves the rest.
        let few: Vec<usize> = (0..10).collect();
        assert_eq!(decision.best(&few).0, 10.0);
    }
}
