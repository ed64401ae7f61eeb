//! Requests over several queues, and requests that come again.

use serde_json::Value;

use super::inputs::{arrival, service};
use super::{Answer, Error, Inputs};
use crate::network::with_retries;
use crate::queue::chain::{Moments, each_of_parallel, percentile, response_moments};
use crate::queue::{Bounded, Mmc};

/// Retries that outrun the load by this are a storm.
const STORM: f64 = 1e3;

/// The share that each of `n` parallel calls must reach for all of them to reach `p`.
pub(super) fn fan_out(inputs: &Inputs) -> Result<Value, Error> {
    let each = each_of_parallel(inputs.number("p")?, inputs.count("n")?)?;
    Answer::default().number("p_each", each)?.done()
}

/// The time that a share `p` does not exceed over `stages` one after another, each an M/M/c queue with rate,
/// service time and servers.
pub(super) fn chain(inputs: &Inputs) -> Result<Value, Error> {
    let stages = inputs.table("stages", 3)?.into_iter().map(|stage| match stage[..] {
        [rate, service, servers] => {
            let fits = (1.0..=1e9).contains(&servers) && libm::trunc(servers) == servers;
            let servers = crate::Error::check("servers", servers, "a whole number from 1 to 1e9", fits)?;
            Ok(response_moments(&Mmc::new(rate, service, servers as u32)?))
        }
        _ => Ok(Moments { mean: 0.0, variance: 0.0 }),
    });
    let stages: Vec<Moments> = stages.collect::<Result<_, Error>>()?;
    let mean = stages.iter().map(|stage| stage.mean).sum();
    Answer::default().numbers([("R_p", percentile(&stages, inputs.number("p")?)?), ("R", mean)])?.done()
}

/// What an M/M/c/K queue sees when a share `again` of those that it turns away comes again.
pub(super) fn retries(inputs: &Inputs) -> Result<Value, Error> {
    let (arrival, service) = (arrival(inputs)?, service(inputs)?.seconds);
    let (c, k) = (inputs.count("c")?, inputs.count("K")?);
    // A room this large is checked many times over.
    let fits = k <= 10_000;
    crate::Error::check("K", f64::from(k), "at most 10000", fits)?;
    let lost = |load: f64| Ok(Bounded::with_room(load, service, c, k)?.full());
    let load = with_retries(arrival, inputs.number("again")?, arrival * STORM, lost)?;
    Answer::default()
        .numbers([("lambda_eff", load), ("amplification", load / arrival), ("loss", lost(load)?)])?
        .done()
}
