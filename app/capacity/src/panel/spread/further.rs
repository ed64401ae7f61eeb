//! What the simulated cases cost and how long their answers take: of fewer cases than what they need, because answers come
//! out of a queue each.

use super::SEED;
use crate::evaluate::size::{self, Sizing};
use crate::evaluate::{BLOCK, Kernel, Spread};
use crate::panel::nodes;
use crate::queue::Mmc;
use crate::uncertainty::{REPLICATES, Simulation};
use crate::{Error, Plan, Scenario};

/// Cases of it.
pub(super) const CASES: u32 = 4_096;
/// The busiest that a queue is looked at; beyond it there is no answer in time.
const FULLEST: f64 = 0.995;
/// Steps from idle to the busiest.
const STEPS: usize = 199;
/// Seconds that stand for no answer at all: more than any queue within `FULLEST` takes.
pub(super) const NEVER: f64 = 1e9;

/// One more figure of the cases.
pub(super) struct Further {
    /// Dollars a month for nodes of the shape with this name; none without prices.
    pub cost: Option<(Simulation, String)>,
    /// Seconds within which the slowest service gives 95 of 100 answers, `NEVER` where one is overloaded; none without
    /// services.
    pub slowest: Option<Simulation>,
}

/// A service as its queue sees it: with the replicas of the scenario, whatever load comes.
struct Station {
    /// Where its factor of processor time stands among those of the kernel.
    input: usize,
    busy: f64,
    service: f64,
    /// The response in service times, by how busy it is.
    table: Vec<f64>,
}

/// Both figures; an error for a scenario without an answer.
pub(super) fn further(plan: &Plan, scenario: &Scenario) -> Result<Further, Error> {
    let sizings = size::all(plan, scenario, scenario.traffic())?;
    let priced = nodes::common(plan, &sizings).and_then(|shape| Some((shape, nodes::month(plan, shape, 1)?)));
    // What language models need besides does not follow the sums.
    let besides = nodes::cheapest(plan, &sizings).map_or(0.0, |(_, pools)| {
        pools.iter().skip(1).filter_map(|(shape, count)| nodes::month(plan, shape, *count)).sum()
    });
    let room = priced.and_then(|(shape, price)| Some((nodes::room(shape).ok()?, price)));
    let stations = stations(plan, &sizings);
    let (mut costs, mut slowest) = (sets(), sets());
    let kernel = Kernel::new(plan, scenario)?.only(&nodes::on_common(plan, &sizings));
    Spread::new(kernel, CASES, SEED)?.through(|set, count, factors, needs| {
        let [cores, memory, ..] = needs;
        if let (Some(costs), Some((room, price))) = (costs.get_mut(set), room) {
            let nodes =
                cores.iter().zip(memory).map(|(cores, memory)| (cores / room[0]).max(memory / room[1]));
            costs.extend(nodes.take(count).map(|nodes| besides + nodes.ceil().max(1.0) * price));
        }
        if let Some(slowest) = slowest.get_mut(set) {
            slowest.extend((0..count).map(|at| answer(&stations, factors, at)));
        }
    });
    let cost = priced.map(|(shape, _)| (Simulation::of(costs), shape.name.clone()));
    Ok(Further { cost, slowest: (!stations.is_empty()).then(|| Simulation::of(slowest)) })
}

fn sets() -> Vec<Vec<f64>> {
    vec![Vec::with_capacity((CASES / REPLICATES) as usize); REPLICATES as usize]
}

fn stations(plan: &Plan, sizings: &[Sizing]) -> Vec<Station> {
    let mut stations = Vec::new();
    for (place, (item, sizing)) in plan.items.iter().zip(sizings).enumerate() {
        // What is overloaded already has no queue, and never answers.
        let Some((servers, service)) = sizing.served(item.kind) else { continue };
        let response = |step: usize| {
            let busy = FULLEST * step as f64 / STEPS as f64;
            Mmc::new(busy * f64::from(servers), 1.0, servers)?.response_percentile(0.95)
        };
        // What has more servers than are computed has no answer to tell.
        let Ok(table) = (0..=STEPS).map(response).collect::<Result<Vec<_>, Error>>() else { continue };
        stations.push(Station { input: Kernel::cpu_of(place), busy: sizing.utilisation, service, table });
    }
    stations
}

/// The slowest of all answers in one case.
fn answer(stations: &[Station], factors: &[[f64; BLOCK]], at: usize) -> f64 {
    let factor = |input: usize| factors.get(input).and_then(|its| its.get(at)).copied().unwrap_or(1.0);
    let load = factor(0);
    let of = |station: &Station| {
        let work = factor(station.input);
        station.response(load * work) * work
    };
    stations.iter().map(of).fold(0.0, f64::max).min(NEVER)
}

impl Station {
    /// Seconds at so many times its work, as it takes them for requests of the planned size.
    fn response(&self, times: f64) -> f64 {
        let step = self.busy * times / FULLEST * STEPS as f64;
        let low = step as usize;
        match (self.table.get(low), self.table.get(low + 1)) {
            (Some(from), Some(to)) => self.service * (from + (to - from) * (step - low as f64)),
            _ => NEVER,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_station_answers_as_its_queue_does_and_never_beyond_it() {
        let table: Vec<f64> = (0..=STEPS)
            .map(|step| {
                let busy = FULLEST * step as f64 / STEPS as f64;
                Mmc::new(busy * 4.0, 1.0, 4).unwrap().response_percentile(0.95).unwrap()
            })
            .collect();
        let station = Station { input: 1, busy: 0.5, service: 0.01, table };
        for times in [0.2, 1.0, 1.3, 1.8] {
            let exact =
                Mmc::new(0.5 * times * 4.0 / 0.01, 0.01, 4).unwrap().response_percentile(0.95).unwrap();
            let got = station.response(times);
            assert!((got / exact - 1.0).abs() < 0.002, "{times}: {got} {exact}");
        }
        assert_eq!((station.response(2.0), station.response(1e12)), (NEVER, NEVER));
    }
}
