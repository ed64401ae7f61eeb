//! Asks questions: the deadline, conditions, the threshold for slow answers, and the words for all three.

use model::latency::rounded;
use model::sample::Outcome;
use model::time::At;
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout_at;

use crate::client::Client;
use crate::condition::{Condition, Facts, Placeholder};
use crate::fault::Fault;
use crate::found::{Body, Found};
use crate::names::Names;
use crate::question::{Answer, Question};
use crate::stopwatch::{Stopwatch, micros};
use crate::text;
use crate::tls::{Choices, Settings, Tls};

/// Asks questions of every kind, any number at a time; keeps HTTP connections between them.
pub struct Prober {
    /// Over HTTP.
    pub(crate) client: Client,
    /// TLS as this machine trusts it.
    pub(crate) tls: Tls,
    /// TLS as questions choose it.
    choices: Choices,
    /// Addresses of names, kept by their TTL.
    names: Arc<Names>,
}

impl Prober {
    /// A prober that trusts the root certificates of this machine, which it reads once.
    pub fn new() -> Prober {
        Prober::with(Tls::native())
    }

    pub(crate) fn with(tls: Tls) -> Prober {
        Prober { client: Client::default(), tls, choices: Choices::default(), names: Arc::default() }
    }

    /// TLS as `question` chooses it by its options; blind if a file that it names is not as it should be.
    pub(crate) async fn tls(&self, question: &Question) -> Result<Tls, Fault> {
        self.choices.get(&self.tls, Settings::of(question)?).await
    }

    /// The same for an origin that the question does not name: it is not shown the client certificate.
    pub(crate) async fn tls_elsewhere(&self, question: &Question) -> Result<Tls, Fault> {
        self.choices.get(&self.tls, Settings::of(question)?.anonymous()).await
    }

    /// Asks once, and answers at the question's timeout at the latest. Needs a Tokio runtime with I/O and time.
    ///
    /// `now` is the wall time, from which certificates have so much left.
    ///
    /// The answer is boxed: what it takes to speak every protocol is compiled here, not wherever someone asks.
    pub fn ask<'a>(
        &'a self,
        question: &'a Question,
        now: At,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(self.answer(question, now))
    }

    async fn answer(&self, question: &Question, now: At) -> Answer {
        let (found, watch) = self.find(question, now).await;
        let elapsed = watch.elapsed();
        let (outcome, detail) = match judge(question, found, &watch, elapsed, now) {
            Ok(()) => (Outcome::Pass, String::new()),
            Err(fault) => (fault.outcome, question.options.redact(&fault.detail)),
        };
        Answer { outcome, latency: rounded(micros(elapsed)), phases: watch.phases, detail }
    }

    /// Asks once and gives the number that was asked for; if there is none, why, in words without credentials.
    ///
    /// The same deadline and needs as for [`Prober::ask`]. The question is one of a kind that knows numbers.
    pub async fn measure(&self, question: &Question, now: At) -> Result<f64, String> {
        let (found, _) = self.find(question, now).await;
        let number = found.and_then(|found| found.rule.clone().and_then(|()| number(&found.body)));
        number.map_err(|fault| question.options.redact(&fault.detail))
    }

    /// What the kind finds within the question's timeout.
    async fn find(&self, question: &Question, now: At) -> (Result<Found, Fault>, Stopwatch) {
        let mut watch = Stopwatch::start(question.timeout).at(now).with(self.names.clone());
        let deadline = watch.deadline;
        let run = timeout_at(deadline, (question.kind.run)(self, question, &mut watch)).await;
        // What comes at the very deadline is late, whichever timer fired first.
        let found = run.ok().filter(|_| !watch.is_over());
        (found.unwrap_or_else(|| Err(unanswered(question.timeout))), watch)
    }
}

impl Default for Prober {
    fn default() -> Prober {
        Prober::new()
    }
}

/// What was found, as the kind, the conditions and the clock judge it; the worst comes first.
pub(crate) fn judge(
    question: &Question,
    found: Result<Found, Fault>,
    watch: &Stopwatch,
    elapsed: Duration,
    now: At,
) -> Result<(), Fault> {
    let (expect, slow_unless) = (&question.expect, &question.slow_unless);
    let rule = match &found {
        Ok(found) => found.rule.clone(),
        // Who wants a connection to fail says so: `[CONNECTED] == false`.
        Err(fault) if fault.outcome == Outcome::Fail && question.names(Placeholder::Connected) => Ok(()),
        Err(fault) => Err(fault.clone()),
    };
    let is_slow = |fault: &Fault| fault.outcome == Outcome::Slow;
    if let Err(fault) = &rule
        && !is_slow(fault)
    {
        return rule;
    }
    if !(expect.is_empty() && slow_unless.is_empty()) {
        let facts = Facts::of(found.as_ref().ok(), elapsed).reached(watch.ip, watch.certificate, now);
        met(expect, &facts).map_err(Fault::fail)?;
        rule?;
        met(slow_unless, &facts).map_err(Fault::slow)?;
    } else {
        rule?;
    }
    in_time(elapsed, question.slow)
}

/// The number among the facts. Of several, nobody knows which one is meant.
fn number(body: &Body) -> Result<f64, Fault> {
    let Body::Json(facts) = body else { return Err(Fault::fail("it gives no number")) };
    match (facts["values"].as_array().map_or(1, Vec::len), &facts["value"]) {
        (2.., _) => {
            Err(Fault::fail("it gives several numbers; write a query that gives one, such as sum(...)"))
        }
        (_, Value::Number(number)) => number.as_f64().ok_or_else(|| Fault::fail("the number is too large")),
        (_, Value::String(word)) => Err(Fault::fail(format!("the value is {word}"))),
        _ => Err(Fault::fail("it gives no number")),
    }
}

/// Whether all conditions hold; if not, those that do not.
fn met(conditions: &[Condition], facts: &Facts) -> Result<(), String> {
    let unmet: Vec<_> = conditions.iter().filter_map(|condition| condition.check(facts).err()).collect();
    if unmet.is_empty() { Ok(()) } else { Err(unmet.join("; ")) }
}

fn unanswered(timeout: Duration) -> Fault {
    Fault::fail(silence(timeout))
}

/// Why a question with this timeout fails that nobody answers.
pub fn silence(timeout: Duration) -> String {
    format!("no answer within {}", text::duration(timeout))
}

fn in_time(elapsed: Duration, slow: Option<Duration>) -> Result<(), Fault> {
    match slow {
        Some(slow) if elapsed >= slow => {
            let (took, from) = (text::duration(elapsed), text::duration(slow));
            Err(Fault::slow(format!("answered in {took}, slow from {from}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
