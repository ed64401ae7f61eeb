//! `avail.*`: availability.

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::availability::{
    Availability, Quorum, Zone, k_of_mixed, k_of_n, k_of_zones, parallel, repairable, request, series,
    with_common_cause,
};

const DAY_MINUTES: f64 = 24.0 * 60.0;

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "avail.k_of_n" => k_of(inputs),
        "avail.series" => in_series(inputs),
        "avail.parallel" => in_parallel(inputs),
        "avail.downtime" => downtime(inputs),
        "avail.zones" => zones(inputs),
        "avail.repairable" => repaired(inputs),
        "avail.times" => by_times(inputs),
        "avail.quorum" => quorum(inputs),
        "avail.request" => requests(inputs),
        _ => return None,
    })
}

/// `A`, its complement `U`, and the time down in a year of `year_days` and a month of `month_days`.
fn figures(inputs: &Inputs, of: Availability) -> Result<Answer, Error> {
    let year = inputs.optional("year_days", Inputs::number)?.unwrap_or(365.0);
    let month = inputs.optional("month_days", Inputs::number)?.unwrap_or(30.0);
    Answer::default().numbers([
        ("A", of.up()),
        ("U", of.down()),
        ("nines", of.nines()),
        ("downtime_min_year", of.downtime(year * DAY_MINUTES)?),
        ("downtime_min_month", of.downtime(month * DAY_MINUTES)?),
    ])
}

/// The availability `a` of one part, or `u`, its complement.
fn each(inputs: &Inputs) -> Result<Availability, Error> {
    match inputs.optional("u", Inputs::number)? {
        Some(down) => Ok(Availability::of_down(down)?),
        None => Ok(Availability::of_up(inputs.number("a")?)?),
    }
}

/// The parts that `a`, or `u`, lists; a whole of no parts is a mistake.
fn parts(inputs: &Inputs) -> Result<Vec<Availability>, Error> {
    let key = if inputs.has("u") { "u" } else { "a" };
    let shares = inputs.list(key)?;
    if shares.is_empty() {
        return Err(wrong(key, "empty".into(), "a list of one part or more"));
    }
    let of = |share: f64| if key == "u" { Availability::of_down(share) } else { Availability::of_up(share) };
    shares.into_iter().map(|share| Ok(of(share)?)).collect()
}

/// `k` of `n` equal parts, or of a list of parts; with a common cause `beta` if given.
fn k_of(inputs: &Inputs) -> Result<Value, Error> {
    let k = inputs.count("k")?;
    let listed = ["a", "u"].iter().any(|key| inputs.is_list(key));
    if listed || !inputs.has("n") {
        let parts = parts(inputs)?;
        if inputs.optional("n", Inputs::count)?.is_some_and(|n| n as usize != parts.len()) {
            return Err(wrong("n", format!("not {}", parts.len()), "the number of parts in the list"));
        }
        return figures(inputs, k_of_mixed(k, &parts)?)?.done();
    }
    let (n, each) = (inputs.count("n")?, each(inputs)?);
    let of = match inputs.optional("beta", Inputs::number)? {
        Some(beta) => with_common_cause(k, n, each, beta)?,
        None => k_of_n(k, n, each)?,
    };
    figures(inputs, of)?.traced(inputs, || vec![of.trace_k_of_n(k, n, each)])?.done()
}

fn in_series(inputs: &Inputs) -> Result<Value, Error> {
    let parts = parts(inputs)?;
    let of = series(&parts);
    figures(inputs, of)?.traced(inputs, || vec![of.trace_series(&parts)])?.done()
}

fn in_parallel(inputs: &Inputs) -> Result<Value, Error> {
    figures(inputs, parallel(&parts(inputs)?))?.done()
}

fn downtime(inputs: &Inputs) -> Result<Value, Error> {
    let of = each(inputs)?;
    let year = inputs.optional("year_days", Inputs::number)?.unwrap_or(365.0);
    let month = inputs.optional("month_days", Inputs::number)?.unwrap_or(30.0);
    let minutes = |days: f64| of.downtime(days * DAY_MINUTES);
    let pairs = [
        ("year_min", minutes(year)?),
        ("year_h", minutes(year)? / 60.0),
        ("quarter_min", minutes(year / 4.0)?),
        ("month_min", minutes(month)?),
        ("week_s", minutes(7.0)? * 60.0),
        ("day_s", minutes(1.0)? * 60.0),
    ];
    Answer::default().numbers(pairs)?.done()
}

/// `parts` in each zone, the zones' availability `zone_a`, `k` needed.
fn zones(inputs: &Inputs) -> Result<Value, Error> {
    let zone = Availability::of_up(inputs.number("zone_a")?)?;
    let zones = inputs.list("parts")?.into_iter().map(|parts| {
        let whole = (0.0..=10_000.0).contains(&parts) && libm::trunc(parts) == parts;
        if whole {
            Ok(Zone { parts: parts as u32, zone })
        } else {
            Err(wrong("parts", parts.to_string(), "whole"))
        }
    });
    let zones: Vec<Zone> = zones.collect::<Result<_, _>>()?;
    figures(inputs, k_of_zones(inputs.count("k")?, &zones, each(inputs)?)?)?.done()
}

/// One part from its mean times between failures and to repair.
fn by_times(inputs: &Inputs) -> Result<Value, Error> {
    let (between, repair) = (inputs.number("mtbf_h")?, inputs.number("mttr_h")?);
    figures(inputs, Availability::of_times(between, repair)?)?.done()
}

fn repaired(inputs: &Inputs) -> Result<Value, Error> {
    let n = inputs.count("n")?;
    let crews = inputs.optional("crews", Inputs::count)?.unwrap_or(n);
    let (mtbf, mttr) = (inputs.number("mtbf_h")?, inputs.number("mttr_h")?);
    let of = repairable(inputs.count("k")?, n, mtbf, mttr, crews)?;
    let mut answer = figures(inputs, of.availability)?;
    if let (Some(between), Some(outage)) = (of.between_outages, of.outage) {
        answer = answer.numbers([("between_outages_h", between), ("outage_h", outage)])?;
    }
    answer.done()
}

/// What an operation `of` a store needs, with `rf` replicas of availability `a`.
fn quorum(inputs: &Inputs) -> Result<Value, Error> {
    let replicas = inputs.count("rf")?;
    let of = match inputs.text("of")? {
        "kafka_write" => Quorum::KafkaWrite { replicas, in_sync: inputs.count("min_insync")? },
        "kafka_read" => Quorum::KafkaRead { replicas },
        "cassandra_quorum" => Quorum::CassandraQuorum { replicas },
        "cassandra_one" => Quorum::CassandraOne { replicas },
        "majority" => Quorum::Majority { voters: replicas },
        other => {
            let known = "kafka_write, kafka_read, cassandra_quorum, cassandra_one or majority";
            return Err(wrong("of", other.into(), known));
        }
    };
    let (k, n) = of.needed();
    let answer = figures(inputs, of.availability(each(inputs)?)?)?;
    answer.value("k", k).value("n", n).value("tolerates", of.tolerates()).done()
}

/// Parts `a` with weights `w` from 0 to 1; hard dependencies by default.
fn requests(inputs: &Inputs) -> Result<Value, Error> {
    let parts = parts(inputs)?;
    let weights = inputs.optional("w", Inputs::list)?.unwrap_or_else(|| vec![1.0; parts.len()]);
    if weights.len() != parts.len() {
        return Err(wrong("w", format!("{} long", weights.len()), "as long as a"));
    }
    let pairs: Vec<(Availability, f64)> = parts.into_iter().zip(weights).collect();
    figures(inputs, request(&pairs)?)?.done()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::eval::eval;
    use serde_json::{Value, json};

    fn ask(model: &str, inputs: Value) -> Result<Value, crate::eval::Error> {
        eval(model, inputs.as_object().unwrap())
    }

    #[test]
    fn parts_that_differ_may_come_with_their_number() {
        // 0.9 0.8 0.7 + 0.9 0.8 0.3 + 0.9 0.2 0.7 + 0.1 0.8 0.7 by hand.
        for inputs in
            [json!({ "k": 2, "a": [0.9, 0.8, 0.7] }), json!({ "k": 2, "n": 3, "a": [0.9, 0.8, 0.7] })]
        {
            let got = ask("avail.k_of_n", inputs).unwrap()["A"].as_f64().unwrap();
            assert!((got - 0.902).abs() < 1e-12, "{got}");
        }
        assert!(ask("avail.k_of_n", json!({ "k": 2, "n": 4, "a": [0.9, 0.8, 0.7] })).is_err());
    }

    #[test]
    fn a_whole_of_no_parts_is_a_mistake() {
        for model in ["avail.series", "avail.parallel"] {
            assert_eq!(ask(model, json!({ "a": [] })).unwrap_err().to_json()["kind"], "domain");
        }
    }
}
