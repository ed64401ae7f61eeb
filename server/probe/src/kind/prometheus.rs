//! Prometheus, and what speaks its API: passes when it is ready or, with the option `query`, when an instant query
//! finds something. Thresholds are conditions: `[BODY].value < 5`.
//!
//! Facts of a query: `series`, how many; `value`, that of the first; `values`, of all. What JSON cannot hold as a
//! number is text: `NaN`, `+Inf`, `-Inf`. No series is a failure, unless a condition says something of `series`.
//!
//! Sources: <https://prometheus.io/docs/prometheus/latest/management_api/>,
//! <https://prometheus.io/docs/prometheus/latest/querying/api/>.

use serde_json::{Map, Value, json};

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Meaning, Page, Service};
use crate::fault::Fault;
use crate::found::{Found, exact};
use crate::kind::{Kind, KindOption};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "prometheus",
    about: "Passes when Prometheus is ready or, with a query, when that finds a series.",
    example: "http://prometheus.example:9090",
    validate: |target| client::base(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, QUERY, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// What to ask.
pub(super) const QUERY: KindOption = KindOption {
    name: "query",
    about: "An expression to evaluate at once; without it, readiness is asked for.",
    validate: |query| if query.trim().is_empty() { Err("write an expression".into()) } else { Ok(()) },
};

/// Characters of Prometheus' own words that are shown.
const SHOWN: usize = 200;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let service = Service::of(prober, question).await?;
    let Some(query) = question.option(QUERY.name) else {
        let page = service.get("/-/ready", watch).await?;
        let rule = page.succeeded();
        return Ok(page.found(rule));
    };
    let page = service.query("/api/v1/query", ("query", query), watch).await?;
    let meaning = read(&page, question);
    Ok(page.meant(meaning))
}

fn read(page: &Page, question: &Question) -> Result<Meaning, Fault> {
    let values = values(page, &page.json()?)?;
    let is_missing = values.is_empty() && !question.names_part("series");
    let rule = if is_missing { Err(Fault::fail("the query finds no series")) } else { Ok(()) };
    Ok((facts(values), rule))
}

fn facts(values: Vec<Value>) -> Value {
    let mut facts = Map::new();
    facts.insert("series".to_owned(), json!(values.len()));
    if let Some(first) = values.first() {
        facts.insert("value".to_owned(), first.clone());
    }
    facts.insert("values".to_owned(), Value::Array(values));
    Value::Object(facts)
}

/// The values of an instant vector or a scalar.
fn values(page: &Page, answer: &Value) -> Result<Vec<Value>, Fault> {
    if answer["status"] != "success" {
        let why = [&answer["errorType"], &answer["error"]].map(|word| word.as_str().unwrap_or_default());
        let said = || Fault::fail(format!("the query fails: {}", tidy(&why.join(": "), SHOWN)));
        return Err(if why.concat().is_empty() { unlike(page) } else { said() });
    }
    let result = &answer["data"]["result"];
    match (answer["data"]["resultType"].as_str(), result.as_array()) {
        (Some("vector"), Some(series)) => series.iter().map(|one| value(page, &one["value"])).collect(),
        (Some("scalar"), Some(_)) => Ok(vec![value(page, result)?]),
        (Some("matrix" | "string"), _) => {
            Err(Fault::blind("the query yields a range or a string; write one that yields an instant vector"))
        }
        _ => Err(unlike(page)),
    }
}

fn unlike(page: &Page) -> Fault {
    page.succeeded().err().unwrap_or_else(|| page.fail("the JSON is not the answer to a query"))
}

/// The value of a pair of a time and a number in text; null for a histogram, which has none.
fn value(page: &Page, sample: &Value) -> Result<Value, Fault> {
    match (sample, sample[1].as_str()) {
        (Value::Null, _) => Ok(Value::Null),
        (_, Some(text)) => text.parse().map(exact).map_err(|_| unlike(page)),
        _ => Err(unlike(page)),
    }
}

mod range;

pub use range::Range;

#[cfg(test)]
mod tests;
