//! Whether Pharos itself can see: targets that have nothing to do with the estate, asked when something fails.
//!
//! If none of them answers, the fault is on this side, and what failed meanwhile was not seen to fail.

use super::clock::Clock;
use model::sample::Outcome;
use model::time::At;
use probe::{Prober, Question};
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

/// Targets that are asked when something fails.
pub struct Canary {
    questions: Vec<Question>,
    latest: Mutex<Option<Look>>,
}

/// When the canaries were asked last, and whether one answered.
struct Look {
    at: At,
    seen: bool,
}

impl Canary {
    /// A canary that asks these questions; without any it always says that it can see.
    pub fn new(questions: Vec<Question>) -> Canary {
        Canary { questions, latest: Mutex::new(None) }
    }

    /// Whether a canary answers that was asked at `since` or later. Whoever comes while it is asked waits for that.
    pub async fn sees(&self, prober: &Arc<Prober>, clock: &Clock, since: At) -> bool {
        if self.questions.is_empty() {
            return true;
        }
        let mut latest = self.latest.lock().await;
        if let Some(look) = latest.as_ref().filter(|look| look.at >= since) {
            return look.seen;
        }
        let at = clock.now();
        let seen = self.look(prober, at).await;
        *latest = Some(Look { at, seen });
        seen
    }

    /// Asks all of them at once, until one answers.
    async fn look(&self, prober: &Arc<Prober>, at: At) -> bool {
        let mut asked = JoinSet::new();
        for question in self.questions.clone() {
            let prober = prober.clone();
            asked.spawn(async move { prober.ask(&question, at).await.outcome });
        }
        while let Some(outcome) = asked.join_next().await {
            if matches!(outcome, Ok(Outcome::Pass | Outcome::Slow)) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::estate::Check;

    async fn canary(targets: &[String]) -> bool {
        let question = |target: &String| Question::of(&Check::new("canary", "tcp", target)).unwrap();
        let canary = Canary::new(targets.iter().map(question).collect());
        canary.sees(&Arc::new(Prober::new()), &Clock::fixed(At(7)), At(7)).await
    }

    #[tokio::test]
    async fn one_that_answers_is_enough_and_none_is_blindness() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = listener.local_addr().unwrap().to_string();
        let held = tokio::net::TcpSocket::new_v4().unwrap();
        held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let closed = held.local_addr().unwrap().to_string();
        assert!(canary(&[closed.clone(), open]).await);
        assert!(!canary(&[closed]).await);
        assert!(canary(&[]).await);
    }
}
