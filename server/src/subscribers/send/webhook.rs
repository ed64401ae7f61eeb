//! What is posted to a subscriber's endpoint, and the question that it has to answer first.

use super::{Links, Sender};
use feeds::{Source, statuspage};
use messages::Locale;
use model::notice::What;
use model::subscriber::{Shape, Subscriber};
use notices::channel::webhook::{self, Secret};
use notices::post::Url;
use notices::{Letter, Outcome};
use serde_json::json;
use std::sync::Arc;

impl Sender {
    pub(super) async fn post(
        &self,
        letter: &Letter<'_>,
        to: &Subscriber,
        url: &str,
        links: &Links,
    ) -> Outcome {
        let (Ok(endpoint), Some(secret)) = (Url::parse(url), Secret::parse(&links.signing)) else {
            return Outcome::Refused("the address cannot be posted to".into());
        };
        let asks = letter.message.event.what == What::Confirm;
        let challenge = links.confirm.rsplit('/').next().unwrap_or_default();
        let body = match to.wish.shape {
            _ if asks => self.question(letter, to, links, challenge),
            Shape::Pharos => webhook::body(letter),
            Shape::Statuspage => self.as_statuspage(letter, to, links),
        };
        let post = webhook::signed(&endpoint, &secret, (letter.key, letter.now), body);
        let outcome = self.strict.send(&post, letter.now).await;
        if asks && matches!(&outcome, Outcome::Sent(words) if is_answer(words, challenge)) {
            self.confirm(challenge).await;
        }
        outcome.without(&[challenge, &links.signing, url])
    }

    /// What a Statuspage would post, of the page on which they asked for it.
    fn as_statuspage(&self, letter: &Letter<'_>, to: &Subscriber, links: &Links) -> Vec<u8> {
        let seen = self.seen.as_ref();
        let mut public = seen.map(|seen| seen.newest.borrow().public.clone()).unwrap_or_default();
        let mut plans = seen.map(|seen| seen.plans.borrow().clone()).unwrap_or_default();
        if let Some((_, shown)) = self.pages.get(&to.wish.page) {
            (public, plans) = (Arc::new(public.only(shown)), Arc::new(plans.only(shown)));
        }
        let (name, url) = (&letter.site.name, &letter.site.url);
        let locale = &Locale::default();
        let source = Source { name, url, public: &public, plans: &plans.all, locale };
        let unsubscribe = format!("{url}{}", links.end);
        statuspage::posted(&source, letter.message, &unsubscribe, letter.now).into_bytes()
    }

    /// What an endpoint is asked before anything else is posted to it. It answers with the challenge, or its owner follows
    /// the link; either way it learns here by what it checks signatures.
    fn question(&self, letter: &Letter<'_>, to: &Subscriber, links: &Links, challenge: &str) -> Vec<u8> {
        let url = letter.url();
        let body = match to.confirmed {
            None => json!({
                "type": "subscription.confirm",
                "data": { "challenge": challenge, "url": url, "secret": links.signing },
            }),
            Some(_) => json!({ "type": "subscription.known", "data": { "url": url } }),
        };
        body.to_string().into_bytes()
    }

    async fn confirm(&self, challenge: &str) {
        let Some(secret) = crate::members::secret::Secret::read(challenge) else { return };
        if let Err(error) = self.subscribers.confirm(secret.digest()).await {
            tracing::error!(%error, "a webhook that answered right cannot be confirmed");
        }
    }
}

/// Whether an endpoint answered with the challenge: it alone, or `{"challenge": "..."}`. One that sends back all that it is
/// sent has not understood the question.
fn is_answer(words: &str, challenge: &str) -> bool {
    let Some((_, answer)) = words.split_once(": ") else { return false };
    let object = || serde_json::from_str::<serde_json::Value>(answer).ok();
    let is_object = || object().is_some_and(|it| it == json!({ "challenge": challenge }));
    answer == challenge || is_object()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_answers_with_the_challenge_alone() {
        for right in ["answered 200 OK: abc", "answered 200 OK: {\"challenge\": \"abc\"}"] {
            assert!(is_answer(right, "abc"), "{right}");
        }
        for wrong in [
            "answered 200 OK",
            "answered 200 OK: abcd",
            "answered 200 OK: {\"type\":\"subscription.confirm\",\"data\":{\"challenge\":\"abc\"}}",
            "answered 200 OK: {\"challenge\":\"abc\",\"secret\":\"x\"}",
        ] {
            assert!(!is_answer(wrong, "abc"), "{wrong}");
        }
    }
}
