//! One queue.

use serde_json::Value;

use super::inputs::{Given, arrival, service, time};
use super::{Answer, Error, Inputs};
use crate::queue::{Bounded, Ggc, Mmc, erlang_b, erlang_b_continuous, erlang_c, erlang_c_continuous};

/// Percentiles that are given without being asked for.
const PERCENTILES: [(&str, f64); 8] = [
    ("p50", 0.5),
    ("p75", 0.75),
    ("p80", 0.8),
    ("p90", 0.9),
    ("p95", 0.95),
    ("p98", 0.98),
    ("p99", 0.99),
    ("p999", 0.999),
];

/// Erlang's probabilities at `a` erlangs on `c` servers; `c` may be a fraction.
pub(super) fn mmc(inputs: &Inputs) -> Result<Value, Error> {
    let (a, c) = (inputs.number("a")?, inputs.number("c")?);
    let waits = if is_count(c) { erlang_c(inputs.count("c")?, a)? } else { erlang_c_continuous(c, a)? };
    let wait = waits / (c - a);
    let answer =
        Answer::default().numbers([("erlang_b", lost(inputs)?), ("erlang_c", waits), ("rho", a / c)])?;
    answer.numbers([("Wq_over_S", wait), ("R_over_S", 1.0 + wait), ("Lq", a * wait)])?.done()
}

/// The share that is lost without a line, also of more load than the servers can do.
pub(super) fn loss(inputs: &Inputs) -> Result<Value, Error> {
    let lost = lost(inputs)?;
    Answer::default().numbers([("erlang_b", lost), ("carried", inputs.number("a")? * (1.0 - lost))])?.done()
}

fn lost(inputs: &Inputs) -> Result<f64, Error> {
    let (a, c) = (inputs.number("a")?, inputs.number("c")?);
    Ok(if is_count(c) { erlang_b(inputs.count("c")?, a)? } else { erlang_b_continuous(c, a)? })
}

fn is_count(c: f64) -> bool {
    libm::trunc(c) == c && (1.0..=1e9).contains(&c)
}

/// Waits and responses of an M/M/c queue, their means and percentiles.
pub(super) fn times(inputs: &Inputs) -> Result<Value, Error> {
    let service = service(inputs)?;
    let arrival = arrival(inputs)?;
    let queue = Mmc::new(arrival, service.seconds, inputs.count("c")?)?;
    let mut answer = Answer::default().numbers([
        ("erlang_c", queue.wait_probability()),
        ("rho", queue.utilisation()),
        ("a", queue.offered()),
        ("L", queue.mean_inside()),
        ("Lq", arrival * queue.mean_wait()),
    ])?;
    answer = service.add(answer, "Wq", queue.mean_wait())?;
    answer = service.add(answer, "W", queue.mean_response())?;
    for (name, p) in PERCENTILES {
        answer = service.add(answer, &format!("wait_{name}"), queue.wait_percentile(p)?)?;
        answer = service.add(answer, &format!("resp_{name}"), queue.response_percentile(p)?)?;
    }
    if let Some(p) = inputs.optional("p", Inputs::number)? {
        answer = service.add(answer, "wait_p", queue.wait_percentile(p)?)?;
        answer = service.add(answer, "resp_p", queue.response_percentile(p)?)?;
    }
    let p95 = queue.trace_wait_percentile(0.95)?;
    answer.traced(inputs, || queue.traces().into_iter().chain([p95]).collect())?.done()
}

/// M/M/c/K: a limited room.
pub(super) fn with_room(inputs: &Inputs) -> Result<Value, Error> {
    let service = service(inputs)?;
    let (c, k) = (inputs.count("c")?, inputs.count("K")?);
    let queue = Bounded::with_room(arrival(inputs)?, service.seconds, c, k)?;
    bounded(inputs, &queue, service, Answer::default().number("pK", queue.full())?)
}

/// M/M/c//N: a limited number of sources, which think `Z` between requests.
pub(super) fn finite_source(inputs: &Inputs) -> Result<Value, Error> {
    let (service, think) = (service(inputs)?, time(inputs, "Z")?);
    let queue =
        Bounded::with_sources(inputs.count("N")?, think.seconds, service.seconds, inputs.count("c")?)?;
    bounded(inputs, &queue, service, Answer::default().number("pN", queue.full())?)
}

fn bounded(inputs: &Inputs, queue: &Bounded, service: Given, answer: Answer) -> Result<Value, Error> {
    // Rates come out in the unit of the service time too.
    let worth = service.seconds / service.typed();
    let answer = answer.numbers([
        ("p0", queue.states().first().copied().unwrap_or(1.0)),
        ("X", queue.throughput() * worth),
        ("L", queue.mean_inside()),
        ("Q", queue.mean_inside()),
        ("Lq", queue.throughput() * queue.mean_wait()),
        ("U", queue.utilisation()),
        ("loss", queue.full()),
    ])?;
    let answer = service.add(answer, "R", queue.mean_response())?;
    service.add(answer, "Wq", queue.mean_wait())?.traced(inputs, || queue.traces())?.done()
}

/// M/G/1 by Pollaczek and Khinchine.
pub(super) fn mg1(inputs: &Inputs) -> Result<Value, Error> {
    let service = service(inputs)?;
    let random = Mmc::new(arrival(inputs)?, service.seconds, 1)?;
    general(inputs, &Ggc::new(random, 1.0, inputs.number("cs2")?)?, &random, service, true)
}

/// G/G/c by Allen and Cunneen.
pub(super) fn ggc(inputs: &Inputs) -> Result<Value, Error> {
    let service = service(inputs)?;
    let random = Mmc::new(arrival(inputs)?, service.seconds, inputs.count("c")?)?;
    let queue = Ggc::new(random, inputs.number("ca2")?, inputs.number("cs2")?)?;
    general(inputs, &queue, &random, service, queue.holds())
}

fn general(inputs: &Inputs, queue: &Ggc, random: &Mmc, service: Given, valid: bool) -> Result<Value, Error> {
    let mut answer = Answer::default().value("valid", valid).numbers([
        ("rho", random.utilisation()),
        ("erlang_c", random.wait_probability()),
        ("L", random.offered() / random.service() * queue.mean_response()),
        ("Lq", random.offered() / random.service() * queue.mean_wait()),
        ("cd2", queue.departure_scv()),
    ])?;
    answer = service.add(answer, "Wq", queue.mean_wait())?;
    answer = service.add(answer, "W", queue.mean_response())?;
    for (name, p) in PERCENTILES {
        answer = service.add(answer, &format!("wait_{name}"), queue.wait_percentile(p)?)?;
    }
    answer.traced(inputs, || queue.traces())?.done()
}
