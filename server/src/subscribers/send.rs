//! Sends one notice to one subscriber, in their way, with the links that are theirs.

use super::Subscribers;
use crate::config::settings::Settings;
use app::route::Route;
use model::member::Actor;
use model::notice::{Message, Said, What};
use model::subscriber::{Subscriber, Way, WayKind, of_receiver};
use model::time::{At, length};
use notices::channel::smtp::{self, Mail, Smtp};
use notices::channel::webhook::{self, Secret};
use notices::post::Url;
use notices::push::is_gone;
use notices::strict::Strict;
use notices::{Channel, Letter, Outcome, Site};
use serde_json::json;
use std::sync::Arc;
use store::records::notices::Waiting;

/// Sends notices to subscribers.
pub struct Sender {
    /// Who they are.
    pub subscribers: Arc<Subscribers>,
    /// In whose name.
    pub site: Site,
    /// The mail server that takes e-mail, and who writes; none where none is sent.
    pub mailer: Option<Smtp>,
    /// How endpoints are reached that strangers have named.
    pub strict: Strict,
}

/// Where a subscriber confirms, changes everything, and ends it: paths on this site, and what their webhook checks by.
struct Links {
    confirm: String,
    manage: String,
    end: String,
    signing: String,
}

impl Sender {
    /// The one that sends as the settings say: in the name of the site, e-mail by the mail server of their channel.
    pub fn of(settings: &Settings, subscribers: Arc<Subscribers>) -> Sender {
        let site = Site { name: settings.site.name.clone(), url: settings.site.url.clone() };
        let by = settings.channels.iter().find(|it| Some(&it.name) == settings.subscribers.email.as_ref());
        let mailer = by.and_then(|it| match &it.way {
            Channel::Smtp(smtp) => Some(smtp.clone()),
            _ => None,
        });
        Sender { subscribers, site, mailer, strict: Strict::native() }
    }

    /// Sends a notice once, at `now`.
    pub async fn deliver(&self, notice: &Waiting, now: At) -> Outcome {
        let Some(id) = of_receiver(&notice.to) else {
            return Outcome::Refused("it is no subscriber".into());
        };
        let found = self.subscribers.records(move |records, _| records.subscriber(id)).await;
        let (subscriber, salt) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Refused("they have unsubscribed".into()),
            Err(error) => return Outcome::later(error.to_string()),
        };
        let asks = notice.message.event.what == What::Confirm;
        if !asks && !subscriber.is_told() {
            return Outcome::Refused("they are told no more".into());
        }
        let outcome = self.send(notice, &subscriber, &self.links(&salt), now).await;
        self.note(&subscriber, &outcome).await;
        outcome
    }

    fn links(&self, salt: &[u8; 16]) -> Links {
        let links = self.subscribers.links();
        let manage = links.manage(salt).text().to_owned();
        Links {
            confirm: Route::Confirm(links.confirm(salt).text().into()).path(),
            end: Route::Unsubscribe(manage.clone()).path(),
            manage: Route::Subscription(manage).path(),
            signing: links.signing(salt),
        }
    }

    async fn send(&self, notice: &Waiting, to: &Subscriber, links: &Links, now: At) -> Outcome {
        let message = self.addressed(&notice.message, to, links);
        let (key, lane, still, site) = (&notice.key, &notice.lane, notice.still, &self.site);
        let letter = Letter { key, lane, still, now, site, message: &message };
        match &to.way {
            Way::Email { address } => self.mail(&letter, address, links).await,
            Way::Webhook { url } => self.post(&letter, to, url, links).await,
            Way::Push { endpoint, .. } => self.push(&letter, to, links).await.without(&[endpoint]),
        }
    }

    /// The message with the link that only they may see, if it is one that asks them to confirm.
    fn addressed(&self, message: &Message, to: &Subscriber, links: &Links) -> Message {
        if message.event.what != What::Confirm {
            return message.clone();
        }
        let (path, text) = match to.confirmed {
            None => (
                &links.confirm,
                format!(
                    "Somebody, most likely you, wants to be told here of what happens at {}. Follow the link within {} \
                     and confirm it. Was it not you? Then do nothing: the address is forgotten.",
                    self.site.name,
                    length(self.subscribers.settings.unconfirmed)
                ),
            ),
            Some(_) => (
                &links.manage,
                "Somebody, most likely you, has asked to be told here, which you are already. Follow the link to see and \
                 change what you are told."
                    .into(),
            ),
        };
        Message { path: path.clone(), said: vec![Said { at: message.event.at, text }], ..message.clone() }
    }

    async fn mail(&self, letter: &Letter<'_>, address: &str, links: &Links) -> Outcome {
        let mut mail = Mail::of(letter);
        let url = |path: &str| format!("{}{path}", self.site.url);
        match letter.message.event.what {
            What::Confirm => mail.subject = format!("{}: {}", self.site.name, letter.message.title),
            _ => {
                let manage = url(&links.manage);
                mail.text.push_str(&format!("\nChange what you are told, or unsubscribe: {manage}\n"));
                let footer = format!(
                    "<p><a href=\"{manage}\">Change what you are told, or unsubscribe</a></p>\n</body>"
                );
                mail.html = mail.html.replacen("</body>", &footer, 1);
                // RFC 2369, section 3.2, and RFC 8058, section 3.1.
                mail = mail.with("List-Unsubscribe", format!("<{}>", url(&links.end)));
                mail = mail.with("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into());
            }
        }
        match &self.mailer {
            None => Outcome::Refused("this site sends no e-mail".into()),
            Some(smtp) => match smtp::mailbox(address) {
                Some(to) => smtp.send(&mail, &[to]).await.without(&[address]),
                None => Outcome::Refused("the address cannot be written to".into()),
            },
        }
    }

    async fn post(&self, letter: &Letter<'_>, to: &Subscriber, url: &str, links: &Links) -> Outcome {
        let (Ok(endpoint), Some(secret)) = (Url::parse(url), Secret::parse(&links.signing)) else {
            return Outcome::Refused("the address cannot be posted to".into());
        };
        let asks = letter.message.event.what == What::Confirm;
        let challenge = links.confirm.rsplit('/').next().unwrap_or_default();
        let body = if asks { self.question(letter, to, links, challenge) } else { webhook::body(letter) };
        let post = webhook::signed(&endpoint, &secret, (letter.key, letter.now), body);
        let outcome = self.strict.send(&post, letter.now).await;
        if asks && matches!(&outcome, Outcome::Sent(words) if is_answer(words, challenge)) {
            self.confirm(challenge).await;
        }
        outcome.without(&[challenge, &links.signing, url])
    }

    /// Sends to the push service of a browser; one that it knows no more is forgotten.
    async fn push(&self, letter: &Letter<'_>, to: &Subscriber, links: &Links) -> Outcome {
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
            Ok(_) => Outcome::Refused("the browser is subscribed no more".into()),
            Err(error) => Outcome::later(error.to_string()),
        }
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

    /// Notes whether something arrived; where nothing does for days, nothing more is sent. A mail that our own server does
    /// not take says nothing of whom it is for.
    async fn note(&self, to: &Subscriber, outcome: &Outcome) {
        let failed = match outcome {
            Outcome::Sent(_) => None,
            Outcome::Later { .. } if to.way.kind() == WayKind::Email => return,
            Outcome::Later { why, .. } | Outcome::Refused(why) => Some(why.clone()),
        };
        let id = to.id;
        let noted =
            self.subscribers.records(move |records, now| records.note_arrival(id, failed.as_deref(), now));
        if let Err(error) = noted.await {
            tracing::error!(%error, "it cannot be kept whether a notice arrived");
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
