//! Sends one notice to one subscriber, in their way, with the links that are theirs.

mod browser;
mod mail;
mod webhook;

use super::Subscribers;
use crate::config::Content;
use app::route::Route;
use app::ui::when::length;
use messages::{Lang, Locale, Locales};
use model::notice::{Message, Said, What};
use model::public::{PublicPlans, Shown};
use model::snapshot::Snapshot;
use model::subscriber::{Subscriber, Way, WayKind, of_receiver};
use model::time::At;
use notices::channel::smtp::Smtp;
use notices::strict::Strict;
use notices::{Channel, Letter, Outcome, Site};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::records::notices::Waiting;
use tokio::sync::watch;

/// Sends notices to subscribers.
pub struct Sender {
    /// Who they are.
    pub subscribers: Arc<Subscribers>,
    /// In whose name.
    pub site: Site,
    /// In whose name to those who asked for it on a status page of several, by its id, and of which components.
    pub pages: BTreeMap<String, (Site, Shown)>,
    /// What visitors see, for what is posted in the shape of Statuspage; nothing where nobody serves.
    pub seen: Option<Seen>,
    /// The mail server that takes e-mail, and who writes; none where none is sent.
    pub mailer: Option<Smtp>,
    /// How endpoints are reached that strangers have named.
    pub strict: Strict,
    /// In which languages.
    pub locales: Locales,
}

/// What visitors see.
pub struct Seen {
    /// The newest snapshot.
    pub newest: watch::Receiver<Arc<Snapshot>>,
    /// Planned work.
    pub plans: watch::Receiver<Arc<PublicPlans>>,
}

/// Where a subscriber confirms, changes everything, and ends it: paths on this site, and what their webhook checks by.
struct Links {
    confirm: String,
    manage: String,
    end: String,
    signing: String,
}

impl Sender {
    /// The one that sends as the content says: in the name of the site or of a page of it, e-mail by the mail server of
    /// their channel.
    pub fn of(content: &Content, subscribers: Arc<Subscribers>, seen: Seen) -> Sender {
        let settings = &content.settings;
        let named =
            |site: &crate::config::settings::Site| Site { name: site.name.clone(), url: site.url.clone() };
        let pages = settings.pages.iter();
        let pages = pages.map(|page| (page.id.clone(), (named(&page.site), page.shown(&content.estate))));
        let (site, pages) = (named(&settings.site), pages.collect());
        let by = settings.channels.iter().find(|it| Some(&it.name) == settings.subscribers.email.as_ref());
        let mailer = by.and_then(|it| match &it.way {
            Channel::Smtp(smtp) => Some(smtp.clone()),
            _ => None,
        });
        Sender {
            subscribers,
            site,
            pages,
            seen: Some(seen),
            mailer,
            strict: Strict::native(),
            locales: Locales::embedded(),
        }
    }

    /// Sends a notice once, at `now`.
    pub async fn deliver(&self, notice: &Waiting, now: At) -> Outcome {
        let Some(id) = of_receiver(&notice.to) else {
            return Outcome::Refused("it is no subscriber".into());
        };
        let found = self.subscribers.records(move |records, _| records.subscriber(id)).await;
        let (subscriber, salt) = match found {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Unwanted("they have unsubscribed".into()),
            Err(error) => return Outcome::later(error.to_string()),
        };
        let asks = notice.message.event.what == What::Confirm;
        if !asks && !subscriber.is_told() {
            return Outcome::Unwanted("they are told no more".into());
        }
        let Some((site, message)) = self.of_page(&notice.message, &subscriber.wish.page) else {
            return Outcome::Unwanted("it is about nothing on the page that they asked for it on".into());
        };
        let notice = Waiting { message, ..notice.clone() };
        let outcome = self.send(&notice, (&subscriber, site), &self.links(&salt, &subscriber.way), now).await;
        self.note(&subscriber, &outcome).await;
        outcome
    }

    fn links(&self, salt: &[u8; 16], way: &Way) -> Links {
        let links = self.subscribers.links();
        let manage = links.manage(salt).text().to_owned();
        Links {
            confirm: Route::Confirm(links.confirm(salt, way).text().into()).path(),
            end: Route::Unsubscribe(manage.clone()).path(),
            manage: Route::Subscription(manage).path(),
            signing: links.signing(salt),
        }
    }

    /// In whose name a message goes to somebody who asked for it on this page, and what of it is about the page. Nothing if
    /// that is nothing, or there is no such page any more.
    fn of_page(&self, message: &Message, page: &str) -> Option<(&Site, Message)> {
        if page.is_empty() {
            return Some((&self.site, message.clone()));
        }
        let (site, shown) = self.pages.get(page)?;
        Some((site, part(message, shown)?))
    }

    async fn send(
        &self,
        notice: &Waiting,
        (to, site): (&Subscriber, &Site),
        links: &Links,
        now: At,
    ) -> Outcome {
        let locale = &*self.locale(to);
        let message = self.addressed(&notice.message, (to, site), links, locale);
        let (key, lane, still) = (&notice.key, &notice.lane, notice.still);
        let letter = Letter { key, lane, still, now, site, locale, message: &message };
        match &to.way {
            Way::Email { address } => self.mail(&letter, address, links).await,
            Way::Webhook { url } => self.post(&letter, to, url, links).await,
            Way::Push { endpoint, .. } => {
                self.push(&letter, to, links).await.without(&[endpoint, &links.confirm])
            }
        }
    }

    /// The language in which they are told; programs read English.
    fn locale(&self, to: &Subscriber) -> Arc<Locale> {
        let lang = Lang::from_tag(&to.wish.lang).filter(|_| to.way.kind() != WayKind::Webhook);
        self.locales.get(lang.unwrap_or_default())
    }

    /// The message with the link that only they may see, if it is one that asks them to confirm.
    fn addressed(
        &self,
        message: &Message,
        (to, site): (&Subscriber, &Site),
        links: &Links,
        locale: &Locale,
    ) -> Message {
        if message.event.what != What::Confirm {
            return message.clone();
        }
        let life = length(locale, self.subscribers.settings.unconfirmed);
        let values = [("site", site.name.as_str()), ("length", &life)];
        let (path, title, words) = match to.confirmed {
            None if to.way.kind() == WayKind::Push => (&links.confirm, "letter-push", "letter-push-words"),
            None => (&links.confirm, "confirm-heading", "letter-confirm"),
            Some(_) => (&links.manage, "letter-known", "letter-known-words"),
        };
        let said = vec![Said::typed(message.event.at, locale.fill(words, &values))];
        Message { path: path.clone(), title: locale.text(title), said, ..message.clone() }
    }

    /// Notes whether something arrived; where nothing does for days, nothing more is sent. A mail that our own server does
    /// not take says nothing of whom it is for.
    async fn note(&self, to: &Subscriber, outcome: &Outcome) {
        let failed = match outcome {
            Outcome::Sent(_) => None,
            Outcome::Unwanted(_) => return,
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

/// What of a message is about these components; nothing if it is about others alone. Of what is told with it, it is not known
/// what that is about.
fn part(message: &Message, shown: &Shown) -> Option<Message> {
    let mut message = Message { others: Vec::new(), ..message.clone() };
    let components = &mut message.event.components;
    let is_about_all = components.is_empty();
    components.retain(|it| shown.contains(&it.id));
    (is_about_all || !components.is_empty()).then_some(message)
}
