//! Asks questions: the deadline, the threshold for slow answers and the words for both.

use model::sample::Outcome;
use std::time::Duration;
use tokio::time::timeout_at;

use crate::client::Client;
use crate::fault::Fault;
use crate::kind::Kind;
use crate::question::{Answer, Question};
use crate::stopwatch::{Stopwatch, micros};
use crate::text;
use crate::tls::Tls;

/// Asks questions of every kind, any number at a time; keeps HTTP connections between them.
pub struct Prober {
    pub(crate) client: Client,
}

impl Prober {
    /// A prober that trusts the root certificates of this machine, which it reads once.
    pub fn new() -> Prober {
        Prober::with(Tls::native())
    }

    pub(crate) fn with(tls: Tls) -> Prober {
        Prober { client: Client::new(tls) }
    }

    /// Asks once, and answers at the question's timeout at the latest. Needs a Tokio runtime with I/O and time.
    ///
    /// A target that `kind.validate` refuses is answered as blind.
    pub async fn ask(&self, kind: &Kind, question: Question<'_>) -> Answer {
        let mut watch = Stopwatch::start(question.timeout);
        let deadline = watch.deadline;
        let run = timeout_at(deadline, (kind.run)(self, &question, &mut watch)).await;
        // What comes at the very deadline is late, whichever timer fired first.
        let found =
            run.ok().filter(|_| !watch.is_over()).unwrap_or_else(|| Err(unanswered(question.timeout)));
        let elapsed = watch.elapsed();
        let (outcome, detail) = match found.and_then(|()| in_time(elapsed, question.slow)) {
            Ok(()) => (Outcome::Pass, String::new()),
            Err(fault) => (fault.outcome, fault.detail),
        };
        Answer { outcome, latency: micros(elapsed), phases: watch.phases, detail }
    }
}

impl Default for Prober {
    fn default() -> Prober {
        Prober::new()
    }
}

fn unanswered(timeout: Duration) -> Fault {
    Fault::fail(format!("no answer within {}", text::duration(timeout)))
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
