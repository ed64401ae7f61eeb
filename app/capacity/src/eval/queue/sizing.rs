//! How many servers, and how much load.

use serde_json::Value;

use super::inputs::{arrival, optional_time, service};
use super::{Answer, Error, Inputs};
use crate::eval::inputs::wrong;
use crate::queue::{self, Mmc, Target};

/// What is asked for: a service level `p` within `t`, a share `p` of answers within `response`, a mean
/// response time `mean_response`, a mean wait `Wq`, or a utilisation `rho_max`.
fn target(inputs: &Inputs) -> Result<Target, Error> {
    if let Some(within) = optional_time(inputs, "t")? {
        return Ok(Target::ServiceLevel { p: inputs.number("p")?, within: within.seconds });
    }
    if let Some(within) = optional_time(inputs, "response")? {
        return Ok(Target::Response { p: inputs.number("p")?, within: within.seconds });
    }
    if let Some(within) = optional_time(inputs, "mean_response")? {
        return Ok(Target::MeanResponse(within.seconds));
    }
    for name in ["Wq", "mean_wait"] {
        if let Some(within) = optional_time(inputs, name)? {
            return Ok(Target::MeanWait(within.seconds));
        }
    }
    if let Some(most) = inputs.optional("rho_max", Inputs::number)? {
        return Ok(Target::Utilisation(most));
    }
    Err(wrong("t", "missing".into(), "given, or one of response, mean_response, Wq, rho_max"))
}

/// The smallest number of servers that meets the target, what it gives, and what one fewer would give.
pub(super) fn servers(inputs: &Inputs) -> Result<Value, Error> {
    let (arrival, service, target) = (arrival(inputs)?, service(inputs)?, target(inputs)?);
    let c = queue::servers_for(arrival, service.seconds, target)?;
    let found = Mmc::new(arrival, service.seconds, c)?;
    let mut answer = Answer::default().value("c", c).numbers([
        ("erlang_c", found.wait_probability()),
        ("occupancy", found.utilisation()),
        ("rho", found.utilisation()),
        ("a", found.offered()),
    ])?;
    if let Target::ServiceLevel { within, .. } = target {
        answer = answer.number("service_level", found.service_level(within)?)?;
        if let Ok(fewer) = Mmc::new(arrival, service.seconds, c.saturating_sub(1)) {
            answer = answer.number("service_level_with_one_fewer", fewer.service_level(within)?)?;
        }
    }
    if let Target::Response { p, .. } = target {
        answer = service.add(answer, "resp_p", found.response_percentile(p)?)?;
        if let Ok(fewer) = Mmc::new(arrival, service.seconds, c.saturating_sub(1)) {
            answer = service.add(answer, "resp_p_with_one_fewer", fewer.response_percentile(p)?)?;
        }
    }
    answer = service.add(answer, "Wq", found.mean_wait())?;
    service.add(answer, "W", found.mean_response())?.traced(inputs, || found.traces())?.done()
}

/// The largest load that `c` servers take within the target.
pub(super) fn load(inputs: &Inputs) -> Result<Value, Error> {
    let (service, c) = (service(inputs)?, inputs.count("c")?);
    let most = queue::arrival_for(service.seconds, c, target(inputs)?)?;
    let rho = most * service.seconds / f64::from(c);
    Answer::default().numbers([("lambda_per_s", most), ("rho", rho)])?.done()
}

/// The probability of waiting for `beta`, and the beta for the probability `solve_p`.
pub(super) fn halfin_whitt(inputs: &Inputs) -> Result<Value, Error> {
    let mut answer = Answer::default();
    if let Some(beta) = inputs.optional("beta", Inputs::number)? {
        answer = answer.number("p_wait", queue::halfin_whitt(beta)?)?;
    }
    if let Some(p) = inputs.optional("solve_p", Inputs::number)? {
        answer = answer.number("beta_for_p", queue::halfin_whitt_beta(p)?)?;
    }
    answer.done()
}

/// Servers for each case of rate, service time and beta.
pub(super) fn square_root(inputs: &Inputs) -> Result<Value, Error> {
    let cores = inputs.table("cases", 3)?.into_iter().map(|case| match case[..] {
        [rate, service, beta] => queue::square_root(rate * service, beta),
        _ => Ok(0.0),
    });
    let cores: Vec<f64> = cores.collect::<Result<_, _>>()?;
    Answer::default().list("cores", cores)?.done()
}
