//! A query over a stretch of time, for what wants the samples themselves.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries>.

use model::time::At;
use tokio::time::timeout_at;

use crate::client::Service;
use crate::fault::Fault;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;

/// What to ask a Prometheus for.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// An expression.
    pub query: String,
    /// The first time that counts, in seconds since 1970.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// Seconds from one time to the next; at least 1.
    pub step: i64,
}

impl Prober {
    /// Asks the Prometheus of `question` for a range within the question's timeout. Gives its answer as JSON, whether it is
    /// one of success or not, of at most 1 MiB; otherwise why there is none, in words without credentials. Redirects are not
    /// followed, so nothing but that Prometheus is asked.
    pub async fn range(&self, question: &Question, range: &Range, now: At) -> Result<String, String> {
        let mut watch = Stopwatch::start(question.timeout).at(now);
        let deadline = watch.deadline;
        let asked = timeout_at(deadline, ask(self, question, range, &mut watch)).await;
        let answer = asked.unwrap_or_else(|_| Err(Fault::fail("no answer in time")));
        answer.map_err(|fault| question.options.redact(&fault.detail))
    }
}

async fn ask(
    prober: &Prober,
    question: &Question,
    range: &Range,
    watch: &mut Stopwatch,
) -> Result<String, Fault> {
    let service = Service::of(prober, question).await?;
    let [from, to, step] = [range.from, range.to, range.step].map(|number| number.to_string());
    let pairs = [("query", range.query.as_str()), ("start", &from), ("end", &to), ("step", &step)];
    let page = service.pairs("/api/v1/query_range", &pairs, watch).await?;
    page.json().map(|json| json.to_string())
}
