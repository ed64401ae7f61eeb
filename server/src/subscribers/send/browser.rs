//! What is sent to the push service of a subscriber's browser.

use super::{Links, Sender};
use model::member::Actor;
use model::subscriber::Subscriber;
use notices::push::is_gone;
use notices::{Letter, Outcome};

impl Sender {
    /// Sends to the push service of a browser; one that it knows no more is forgotten.
    pub(super) async fn push(&self, letter: &Letter<'_>, to: &Subscriber, links: &Links) -> Outcome {
        let Some(push) = &self.subscribers.push else {
            return Outcome::Refused("this site sends no push messages".into());
        };
        let post = match push.post(letter, &to.way, &links.manage) {
            Ok(post) => post,
            Err(outcome) => return outcome,
        };
        match self.strict.ask(&post, letter.now).await {
            Ok(answer) if is_gone(&answer) => self.forget(to.id).await,
            Ok(answer) => answer.outcome(),
            Err(outcome) => outcome,
        }
    }

    async fn forget(&self, id: i64) -> Outcome {
        let removed =
            self.subscribers.records(move |records, now| records.remove_subscriber(id, &Actor::Pharos, now));
        match removed.await {
            Ok(_) => Outcome::Unwanted("the browser is subscribed no more".into()),
            Err(error) => Outcome::later(error.to_string()),
        }
    }
}
