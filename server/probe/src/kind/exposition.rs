//! Metrics in the text format of Prometheus, such as a Spring Boot service has at `/actuator/prometheus`: passes when the
//! page can be read and, with the option `series`, has such a series. Thresholds are conditions: `[BODY].value < 5`.
//!
//! Facts: `series`, how many there are, or how many the option selects; `value`, the sum of the selected ones, which is
//! text if it is `NaN`, `+Inf` or `-Inf`. No selected series is a failure, unless a condition says something of `series`.

use serde_json::{Map, Value, json};

use self::selector::Selector;
use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Ask};
use crate::fault::Fault;
use crate::found::{Body, Found, exact};
use crate::kind::{Kind, KindOption};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) mod line;
mod selector;

pub(super) const KIND: Kind = Kind {
    name: "exposition",
    about: "Passes when metrics in Prometheus' text format can be read and have the series.",
    example: "http://capsule.example:8080/actuator/prometheus",
    validate: |target| client::parse(target).map(drop),
    options: &[
        BASIC,
        BEARER,
        HEADERS,
        HTTP2,
        SERIES,
        tls::CA,
        tls::CLIENT_CERT,
        tls::CLIENT_KEY,
        tls::VERIFY,
    ],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

/// Which series.
pub(super) const SERIES: KindOption = KindOption {
    name: "series",
    about: "The series whose sum is the value: a name and labels that must be so, such as up or up{job=\"a\"}.",
    validate: |text| Selector::parse(text).map(drop),
};

/// The format without more is preferred; OpenMetrics is understood as well.
const ACCEPT: &str = "text/plain;version=0.0.4, application/openmetrics-text;q=0.5, */*;q=0.1";

/// Characters of a selector that are shown.
const SHOWN: usize = 120;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let url = client::parse(&question.target).map_err(Fault::blind)?;
    let ask = Ask::of(question, ACCEPT, prober.tls(question).await?)?;
    let reply = prober.client.send(&url, &ask, watch).await?;
    let body = reply.body.ok_or_else(|| Fault::fail("the metrics are longer than 1 MiB"))?;
    let status = Some(reply.status.as_u16());
    if !reply.status.is_success() {
        let rule = Err(Fault::fail(format!("status {}, wanted 2xx", reply.status)));
        return Ok(Found { status, body: Body::Bytes(body), ..Found::pass() }.judged(rule));
    }
    Ok(match read(&body, question) {
        Ok((facts, rule)) => Found { status, ..Found::json(facts) }.judged(rule),
        Err(fault) => Found { status, body: Body::Bytes(body), ..Found::pass() }.judged(Err(fault)),
    })
}

/// The facts of a page, and what they mean for the question.
fn read(body: &[u8], question: &Question) -> Result<(Value, Result<(), Fault>), Fault> {
    let wanted = question.option(SERIES.name);
    let selector = wanted.map(Selector::parse).transpose().map_err(Fault::blind)?;
    let text = str::from_utf8(body).map_err(|_| Fault::fail("the metrics are not UTF-8 text"))?;
    let (count, sum) = sum(text, selector.as_ref())?;
    let mut facts = Map::new();
    facts.insert("series".to_owned(), json!(count));
    if selector.is_some() && count > 0 {
        facts.insert("value".to_owned(), exact(sum));
    }
    let rule = match wanted {
        _ if count > 0 || question.names_part("series") => Ok(()),
        Some(wanted) => Err(Fault::fail(format!("no series is {}", tidy(wanted, SHOWN)))),
        None => Err(Fault::fail("there is no series")),
    };
    Ok((Value::Object(facts), rule))
}

/// How many series are selected, or are there, and their sum.
fn sum(text: &str, selector: Option<&Selector>) -> Result<(usize, f64), Fault> {
    let (mut count, mut sum) = (0, 0.0);
    for (number, line) in (1..).zip(text.lines()) {
        let series =
            line::read(line).map_err(|why| Fault::fail(format!("line {number} is no metric: {why}")))?;
        let Some(series) = series.filter(|series| selector.is_none_or(|selector| selector.selects(series)))
        else {
            continue;
        };
        count += 1;
        sum += series.value;
    }
    Ok((count, sum))
}

#[cfg(test)]
mod tests;
