//! Which nodes are regretted least when nobody knows which scenario comes: what each shape costs too much where fewer would
//! do, and what it lacks where more are needed, over all scenarios and all simulated cases of each.

mod cases;
mod reasons;

pub(super) use self::reasons::reasons;

use self::cases::{Case, cases};
use super::bars::{self, Bar};
use super::{Panel, Table, nodes, words};
use crate::order;
use crate::plan::{Rates, Shape};
use crate::uncertainty::{Offer, Regret, least_regret};
use crate::units::Format;
use crate::{Plan, Scenario};

/// What is decided between, and what came out.
struct Decision<'a> {
    rates: Rates,
    cases: Vec<Case>,
    /// Shapes that can be chosen, from the one that is regretted least on.
    found: Vec<Found<'a>>,
    /// Shapes that cannot, each with the reason.
    out: Vec<(&'a Shape, String)>,
    /// What a missing node costs, in spare ones.
    penalty: f64,
}

/// The number of nodes of a shape that is regretted least.
struct Found<'a> {
    shape: &'a Shape,
    /// What a node costs in a month, in dollars, and how many of them each case of all scenarios needs.
    offer: Offer,
    regret: Regret,
}

/// None without prices, and where no shape holds the largest replica.
fn decide<'a>(plan: &'a Plan, scenario: &Scenario) -> Option<Decision<'a>> {
    let cases = cases(plan, scenario);
    let (mut shapes, mut offers, mut out) = (Vec::new(), Vec::new(), Vec::new());
    for shape in &plan.shapes {
        match offer(plan, shape, &cases) {
            Ok(offer) => {
                shapes.push(shape);
                offers.push(offer);
            }
            Err(why) => out.push((shape, why)),
        }
    }
    // Who sizes for P95 holds a missing node to be as bad as twenty spare ones.
    let penalty = 1.0 / (1.0 - f64::from(scenario.percentile()) / 100.0);
    let weights: Vec<f64> = cases.iter().flat_map(Case::weights).collect();
    let regrets = least_regret(&offers, &weights, penalty, 1.0).ok().filter(|found| !found.is_empty())?;
    let each = shapes.into_iter().zip(offers).zip(regrets);
    let mut found: Vec<_> = each.map(|((shape, offer), regret)| Found { shape, offer, regret }).collect();
    order::by(&mut found, |found| found.regret.total());
    Some(Decision { rates: Rates::in_force(plan), cases, found, out, penalty })
}

/// What a shape has to offer for all cases; the error says why nothing.
fn offer(plan: &Plan, shape: &Shape, cases: &[Case]) -> Result<Offer, String> {
    let price = nodes::month(plan, shape, 1).filter(|price| *price > 0.0).ok_or("it has no price")?;
    if shape.gpus.is_some() {
        return Err("its graphics processors are for language models alone".into());
    }
    let room = nodes::room(shape).map_err(|error| error.to_string())?;
    for case in cases {
        if let Some(lacks) = nodes::too_large(plan, shape, &case.pods) {
            return Err(format!("{lacks} in {}", case.name));
        }
    }
    let needs = |case: &Case| {
        let apart = f64::from(case.apart());
        let each = case.demands.iter();
        each.map(|[cores, memory]| (cores / room[0]).max(memory / room[1]).max(apart)).collect::<Vec<_>>()
    };
    let needs = cases.iter().flat_map(needs).collect();
    Ok(Offer { price, needs })
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let decision = decide(plan, scenario)?;
    Some(Panel {
        id: "regret",
        title: "Which nodes are regretted least",
        says: says(scenario, &decision)?,
        drawing: Some(drawing(&decision)),
        table: table(&decision),
        source: "Mean of what is spent beyond the cheapest shape and number that would have done, and of penalty x price x \
                 missing nodes, over 1,024 scrambled Sobol points with seed 1 of each scenario side by side, but for lost zones; \
                 what lasts for a while counts as long as it does. Nodes by the sums of processor and memory, and no fewer \
                 than replicas that stand apart. The least-regret rule of Netflix, service-capacity-modeling",
    })
}

fn says(scenario: &Scenario, decision: &Decision<'_>) -> Option<String> {
    let best = decision.found.first()?;
    let money = |amount| decision.rates.of_dollars(amount);
    let (units, name) = (best.regret.units, &best.shape.name);
    let carried = decision.cases.iter().enumerate();
    let carried =
        carried.map(|(place, case)| format!("{} {}", case.name, share(decision.carried(best, place))));
    Some(format!(
        "Sized for P{} over {}, {units} of {name} for {} a month are regretted least: {} a month spent where less would do, and {} \
         for what is missing, a missing node being as bad as {} spare ones. They carry, of the cases of each: {}.",
        scenario.percentile(),
        match decision.cases.len() {
            1 => "one scenario".to_owned(),
            more => format!("{more} scenarios"),
        },
        money(best.offer.price * f64::from(units)),
        money(best.regret.overspent),
        money(best.regret.shortfall),
        Format::Count.text(decision.penalty),
        carried.collect::<Vec<_>>().join("; ")
    ))
}

impl Decision<'_> {
    /// The share of a scenario's cases that the nodes found carry.
    fn carried(&self, found: &Found<'_>, place: usize) -> f64 {
        let before: usize = self.cases.iter().take(place).map(|case| case.demands.len()).sum();
        let count = self.cases.get(place).map_or(1, |case| case.demands.len()).max(1);
        let needs = found.offer.needs.iter().skip(before).take(count);
        needs.filter(|need| **need <= f64::from(found.regret.units)).count() as f64 / count as f64
    }
}

/// A share that is never rounded to all of it.
fn share(share: f64) -> String {
    if share < 1.0 && share > 0.999 { "more than 99.9 %".into() } else { Format::Share.text(share) }
}

fn table(decision: &Decision<'_>) -> Table {
    let money = |amount| decision.rates.of_dollars(amount);
    let least = decision.found.first().map_or(0.0, |first| first.regret.total());
    let row = |found: &Found<'_>| {
        let (regret, total) = (&found.regret, found.regret.total());
        let why = match total > least {
            true => format!("regretted {} a month more", money(total - least)),
            false => "regretted least".into(),
        };
        let cost = found.offer.price * f64::from(regret.units);
        let mut cells = vec![found.shape.name.clone(), regret.units.to_string()];
        cells.extend([cost, regret.overspent, regret.shortfall, total].map(money));
        cells.extend([share(regret.meets), why]);
        cells
    };
    let out = decision.out.iter().map(|(shape, why)| {
        let mut cells = vec![shape.name.clone()];
        cells.extend(words(["-"; 6]));
        cells.push(why.clone());
        cells
    });
    let head = words([
        "Shape",
        "Nodes",
        "A month",
        "Spent too much, a month",
        "For what is missing, a month",
        "Regret, a month",
        "Carries of all cases",
        "Why",
    ]);
    Table { head, rows: decision.found.iter().map(row).chain(out).collect() }
}

fn drawing(decision: &Decision<'_>) -> super::Drawing {
    let bar = |found: &Found<'_>| Bar {
        name: format!("{} of {}", found.regret.units, found.shape.name),
        filled: found.regret.overspent,
        open: found.regret.shortfall,
        says: format!("{} a month", decision.rates.of_dollars(found.regret.total())),
    };
    let bars: Vec<_> = decision.found.iter().map(bar).collect();
    let label = format!(
        "What {} choices are regretted for: filled what is spent too much, open what is missing; the table has them",
        bars.len()
    );
    bars::drawing(&bars, label)
}
