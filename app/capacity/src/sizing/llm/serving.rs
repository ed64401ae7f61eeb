//! A server of a language model under load: requests come, stay for their prompt and their tokens, and the more of
//! them there are the longer each token takes. The number inside solves Little's law, B = rate (TTFT + out TPOT(B)).

use super::super::{amount, ceil, positive, share};
use super::{prefill_flop, step_time};
use crate::Error;

/// The model as the hardware sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// Parameters that each token passes.
    pub parameters: f64,
    /// Bytes of the weights.
    pub weight_bytes: f64,
    /// Bytes of the cache for one token.
    pub kv_bytes: f64,
}

/// What serves one replica: a GPU, or several as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gpu {
    /// Bytes per second from its memory.
    pub bandwidth: f64,
    /// Floating-point operations per second.
    pub flops: f64,
    /// Share of both that is reached in practice.
    pub efficiency: f64,
    /// Bytes that are left for the cache.
    pub kv_room: f64,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Requests per second.
    pub rate: f64,
    /// Tokens of a prompt.
    pub input: f64,
    /// Share of them that the cache of prefixes already has.
    pub prefix_hit: f64,
    /// Tokens of an answer.
    pub output: f64,
}

/// How a replica does under its demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serving {
    /// Requests inside at once, on average.
    pub batch: f64,
    /// The most that its cache holds.
    pub most: f64,
    /// Seconds to the first token.
    pub first_token: f64,
    /// Seconds for each further one.
    pub per_token: f64,
    /// How near it is to having no steady state, below 1.
    pub load: f64,
}

/// What users are promised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objective {
    /// Seconds to the first token.
    pub first_token: f64,
    /// Seconds for each further one.
    pub per_token: f64,
}

/// One replica under `demand`. `Unstable` where requests come faster than any batch finishes them, `Infeasible`
/// where its cache does not hold the requests that are inside.
pub fn serve(model: &Model, gpu: &Gpu, demand: &Demand) -> Result<Serving, Error> {
    let efficiency = share("efficiency", gpu.efficiency)?;
    let hit = Error::check(
        "prefix hit share",
        demand.prefix_hit,
        "between 0 and 1",
        (0.0..=1.0).contains(&demand.prefix_hit),
    )?;
    let rate = amount("rate", demand.rate)?;
    let context = positive("input tokens", demand.input)? + positive("output tokens", demand.output)? / 2.0;
    let reading = prefill_flop(model.parameters, demand.input * (1.0 - hit))? / positive("flops", gpu.flops)?;
    let reading = reading / efficiency;
    // While it reads prompts it writes no tokens.
    let free = 1.0 - rate * reading;
    if free <= 0.0 {
        return Err(Error::unstable(rate * reading));
    }
    let stretch = rate * demand.output / efficiency / free;
    let empty = step_time(model, gpu, 0.0, context)?.0;
    // Both sides of the roofline are straight lines in the batch: (seconds at none, seconds for each).
    let by_memory = (empty, context * model.kv_bytes / gpu.bandwidth);
    let by_compute = (0.0, 2.0 * model.parameters / gpu.flops);
    let waiting = rate * reading / free;
    let load = stretch * by_memory.1.max(by_compute.1);
    if load >= 1.0 {
        return Err(Error::unstable(load));
    }
    let inside = |(base, slope): (f64, f64)| (waiting + stretch * base) / (1.0 - stretch * slope);
    let batch = inside(by_memory).max(inside(by_compute));
    let most = libm::floor(
        amount("cache", gpu.kv_room)?
            / (positive("KV bytes", model.kv_bytes)? * (demand.input + demand.output)),
    );
    if ceil(batch) > most {
        return Err(Error::infeasible("requests at once", batch, most));
    }
    let per_token = step_time(model, gpu, batch, context)?.0 / efficiency / free;
    Ok(Serving { batch, most, first_token: reading / free, per_token, load: load.max(1.0 - free) })
}

/// The fewest equal replicas that share `demand` and meet the objective. `Infeasible` where 100,000 do not, as when
/// one request alone takes too long.
pub fn gpus(
    model: &Model,
    gpu: &Gpu,
    demand: &Demand,
    objective: &Objective,
) -> Result<(u32, Serving), Error> {
    let served = |replicas: u32| {
        let each = Demand { rate: demand.rate / f64::from(replicas), ..*demand };
        serve(model, gpu, &each).map(|serving| (replicas, serving))
    };
    let meets = |replicas: u32| {
        let within = |(_, serving): (u32, Serving)| {
            serving.first_token <= objective.first_token && serving.per_token <= objective.per_token
        };
        served(replicas).is_ok_and(within)
    };
    let alone = match served(crate::queue::MAX_SERVERS) {
        Err(error @ Error::Domain { .. }) => return Err(error),
        other => other.map_or(f64::MAX, |(_, serving)| serving.per_token),
    };
    let asked = objective.per_token;
    let none = || Error::infeasible("seconds per token", asked, alone);
    crate::queue::smallest(meets).ok_or_else(none).and_then(served)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MODEL: Model = Model { parameters: 7.6e9, weight_bytes: 15.2e9, kv_bytes: 57_344.0 };
    const GPU: Gpu = Gpu { bandwidth: 3.35e12, flops: 989e12, efficiency: 0.6, kv_room: 50e9 };
    const DEMAND: Demand = Demand { rate: 5.0, input: 1000.0, prefix_hit: 0.0, output: 300.0 };

    #[test]
    fn the_requests_inside_are_those_that_littles_law_counts() {
        let serving = serve(&MODEL, &GPU, &DEMAND).unwrap();
        let stay = serving.first_token + DEMAND.output * serving.per_token;
        assert!((serving.batch - DEMAND.rate * stay).abs() < 1e-9 * serving.batch);
        assert!(serving.load < 1.0 && serving.batch < serving.most);
    }

    #[test]
    fn overload_has_no_steady_state_and_too_little_cache_is_told() {
        assert!(matches!(
            serve(&MODEL, &GPU, &Demand { rate: 500.0, ..DEMAND }),
            Err(Error::Unstable { .. })
        ));
        let small = Gpu { kv_room: 1e8, ..GPU };
        assert!(matches!(serve(&MODEL, &small, &DEMAND), Err(Error::Infeasible { .. })));
    }

    #[test]
    fn the_fewest_replicas_meet_the_objective_and_one_fewer_does_not() {
        let objective = Objective { first_token: 0.5, per_token: 0.012 };
        let demand = Demand { rate: 100.0, ..DEMAND };
        let (replicas, serving) = gpus(&MODEL, &GPU, &demand, &objective).unwrap();
        assert!(replicas > 1 && serving.per_token <= 0.012);
        let each = Demand { rate: 100.0 / f64::from(replicas - 1), ..demand };
        assert!(!serve(&MODEL, &GPU, &each).is_ok_and(|fewer| fewer.per_token <= 0.012));
        let never = Objective { per_token: 1e-6, ..objective };
        assert!(matches!(gpus(&MODEL, &GPU, &demand, &never), Err(Error::Infeasible { .. })));
    }
}
