//! `mc.*`: uncertain figures.

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::order;
use crate::uncertainty::{Distribution, Interval, Product, Stream};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "mc.lognormal_from_ci" => lognormal(inputs),
        "mc.gamma_from_ci" => gamma(inputs),
        "mc.pert" => pert(inputs),
        "mc.three_points" => three_points(inputs),
        "mc.entry" => entry(inputs),
        "mc.product_quantiles" => product(inputs),
        "mc.sobol_indices" => indices(inputs),
        "mc.rng" => rng(inputs),
        _ => return None,
    })
}

/// The stated interval: the two inputs that are named for percentiles, `p5` and `p95` or others.
fn interval(inputs: &Inputs) -> Result<Interval, Error> {
    let mut ends: Vec<(f64, f64)> = Vec::new();
    for key in inputs.names() {
        let percent = key.strip_prefix('p').and_then(|digits| digits.parse::<f64>().ok());
        if let Some(percent) = percent {
            ends.push((percent / 100.0, inputs.number(key)?));
        }
    }
    order::by(&mut ends, |(share, _)| *share);
    match ends[..] {
        [low, high] => Ok(Interval::new(low, high)?),
        _ => Err(wrong("p5", format!("one of {} percentiles", ends.len()), "one of two, such as p5 and p95")),
    }
}

fn summary(answer: Answer, distribution: &Distribution) -> Result<Value, Error> {
    let percent = |p: f64| distribution.quantile(p);
    answer
        .numbers([
            ("mean", distribution.mean()),
            ("p5", percent(0.05)),
            ("p10", percent(0.1)),
            ("p50", percent(0.5)),
            ("p90", percent(0.9)),
            ("p95", percent(0.95)),
            ("p99", percent(0.99)),
        ])?
        .done()
}

fn lognormal(inputs: &Inputs) -> Result<Value, Error> {
    let distribution = interval(inputs)?.lognormal()?;
    let mut answer = Answer::default();
    if let Distribution::Lognormal { mu, sigma } = distribution {
        answer = answer.numbers([("mu", mu), ("sigma", sigma), ("median", distribution.quantile(0.5))])?;
    }
    summary(answer, &distribution)
}

fn gamma(inputs: &Inputs) -> Result<Value, Error> {
    let distribution = interval(inputs)?.gamma()?;
    let mut answer = Answer::default();
    if let Distribution::Gamma { shape, scale } = distribution {
        answer = answer.numbers([("k", shape), ("scale", scale)])?;
    }
    summary(answer, &distribution)
}

fn pert(inputs: &Inputs) -> Result<Value, Error> {
    let [min, mode, max] = ["min", "mode", "max"].map(|key| inputs.number(key));
    summary(Answer::default(), &Distribution::pert(min?, mode?, max?)?)
}

/// The distribution that meets `p5`, the median `p50` and `p95`, all three.
fn three_points(inputs: &Inputs) -> Result<Value, Error> {
    let interval = Interval::ninety(inputs.number("p5")?, inputs.number("p95")?)?;
    summary(Answer::default(), &interval.around(inputs.number("p50")?)?)
}

/// What a `text` such as `8k to 25k rps` or `10 (8..15) MB` means, in base units.
fn entry(inputs: &Inputs) -> Result<Value, Error> {
    let distribution = crate::uncertainty::parse(inputs.text("text")?);
    let distribution =
        distribution.map_err(|problem| wrong("text", problem.to_string(), "an uncertain figure"))?;
    summary(Answer::default(), &distribution)
}

fn factors(inputs: &Inputs) -> Result<Product, Error> {
    let scale = inputs.optional("scale", Inputs::number)?.unwrap_or(1.0);
    let pairs = inputs.pairs("factors_p5_p95")?.into_iter();
    let factors: Result<Vec<Interval>, crate::Error> =
        pairs.map(|(low, high)| Interval::ninety(low, high)).collect();
    Ok(Product::of(&factors?, scale)?)
}

fn product(inputs: &Inputs) -> Result<Value, Error> {
    summary(Answer::default(), &factors(inputs)?.distribution())
}

fn indices(inputs: &Inputs) -> Result<Value, Error> {
    let indices = factors(inputs)?.indices();
    Answer::default().list("S1", indices.first)?.list("ST", indices.total)?.done()
}

fn rng(inputs: &Inputs) -> Result<Value, Error> {
    let words = inputs.values("state")?;
    let word = |value: &Value| {
        let text = value.as_str().and_then(|digits| digits.parse().ok());
        value
            .as_u64()
            .or(text)
            .ok_or_else(|| wrong("state", value.to_string(), "a list of four whole numbers"))
    };
    let words: Vec<u64> = words.iter().map(word).collect::<Result<_, _>>()?;
    let state = words.try_into();
    let state = state
        .map_err(|words: Vec<u64>| wrong("state", format!("{} numbers", words.len()), "four numbers"))?;
    let mut stream = Stream::with_state(state)?;
    let first: Vec<String> = (0..10).map(|_| stream.bits().to_string()).collect();
    Answer::default().value("first10", first).done()
}
