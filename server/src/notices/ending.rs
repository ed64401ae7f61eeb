//! What an attempt leaves a notice in: delivered, to be tried again, dropped, or given up, which is
//! said loudly.

use model::notice::{GIVE_UP, backoff};
use model::time::At;
use notices::Outcome;
use store::records::notices::{Ending, Waiting};

/// What `outcome` leaves a notice in at `now`; `jitter`, from 0 to 1, spreads attempts.
pub(super) fn ending(notice: &Waiting, outcome: &Outcome, jitter: f64, now: At) -> Ending {
    match outcome {
        Outcome::Sent(_) => Ending::Sent,
        Outcome::Refused(_) => Ending::Failed,
        Outcome::Unwanted(_) => Ending::Dropped,
        Outcome::Later { .. } if now.since(notice.made) >= GIVE_UP => Ending::Failed,
        Outcome::Later { after, .. } => {
            Ending::Again(now + backoff(notice.attempts.saturating_add(1), jitter, *after))
        }
    }
}

/// Says in the log what became of a notice.
pub(super) fn tell(notice: &Waiting, ending: Ending, outcome: &Outcome) {
    let (key, attempts, why) = (&notice.key, notice.attempts.saturating_add(1), outcome.words());
    match ending {
        Ending::Sent => tracing::info!(key, attempts, "a notice is delivered"),
        Ending::Again(at) => tracing::warn!(key, attempts, why, again = %at, "a notice is not delivered yet"),
        Ending::Dropped => tracing::info!(key, why, "a notice is dropped: nobody wants it any more"),
        Ending::Failed => {
            tracing::error!(
                key,
                attempts,
                why,
                "A NOTICE IS GIVEN UP: its receiver was not told. See /notices."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::notice::{Event, Message, What};
    use model::time::{HOUR, SECOND};

    fn notice(attempts: u32) -> Waiting {
        let about = "incident/x".to_string();
        let event = Event {
            what: What::Declared,
            about: about.clone(),
            at: At(0),
            severity: None,
            components: vec![],
            public: true,
        };
        let title = String::new();
        let message =
            Message { event, title, state: None, said: vec![], path: String::new(), others: vec![] };
        let (key, to) = ("incident/x/1/channel:a".into(), "channel:a".into());
        Waiting { id: 1, key, to, lane: about, made: At(0), attempts, message, still: 0 }
    }

    #[test]
    fn what_cannot_be_delivered_is_tried_for_a_day_and_then_given_up() {
        let after = |attempts, now| ending(&notice(attempts), &Outcome::later("no"), 1.0, At(now));
        assert_eq!(after(0, 0), Ending::Again(At(4 * SECOND)));
        assert_eq!(after(3, HOUR), Ending::Again(At(HOUR + 32 * SECOND)));
        assert!(matches!(after(90, 24 * HOUR - 1), Ending::Again(_)));
        assert_eq!(after(90, 24 * HOUR), Ending::Failed);
    }

    #[test]
    fn what_the_receiver_asks_for_is_kept_to_and_what_it_refuses_is_given_up() {
        let asked = Outcome::Later { why: "busy".into(), after: Some(60 * SECOND) };
        assert_eq!(ending(&notice(0), &asked, 0.0, At(0)), Ending::Again(At(60 * SECOND)));
        assert_eq!(ending(&notice(0), &Outcome::Refused("bad".into()), 0.0, At(0)), Ending::Failed);
        assert_eq!(ending(&notice(0), &Outcome::Unwanted("gone".into()), 0.0, At(0)), Ending::Dropped);
        assert_eq!(ending(&notice(9), &Outcome::Sent("ok".into()), 0.0, At(48 * HOUR)), Ending::Sent);
    }
}
