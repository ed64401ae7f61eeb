//! Notices of a running Pharos: who is told of what, when it is said again, and the worker that delivers.
//!
//! ```text
//! a change of an incident --teller, in the change's own transaction--> outbox --worker--> channels, subscribers
//! windows of planned work --planned--> outbox        open incidents --reminders--> outbox
//! ```

mod ending;
pub mod planned;
pub mod reminders;
pub mod teller;
pub mod worker;

pub use worker::Worker;

use crate::config::Content;
use crate::config::channel::Channel;
use crate::subscribers::send::Sender;
use messages::{Lang, Locale, Locales};
use model::subscriber::of_receiver;
use model::time::At;
use notices::{Client, Letter, Outcome, Site};
use std::sync::Arc;
use store::records::notices::Waiting;

/// By which ways people are told, and in whose name.
pub struct Channels {
    all: Vec<Channel>,
    site: Site,
    client: Client,
    english: Arc<Locale>,
    subscribers: Option<Sender>,
}

impl Channels {
    /// Those of the content; `client` reaches them.
    pub fn of(content: &Content, client: Client) -> Channels {
        let settings = &content.settings;
        let site = Site { name: settings.site.name.clone(), url: settings.site.url.clone() };
        let english = Locales::embedded().get(Lang::En);
        Channels { all: settings.channels.clone(), site, client, english, subscribers: None }
    }

    /// The same, and subscribers, to whom `sender` delivers.
    pub fn and_subscribers(self, sender: Sender) -> Channels {
        Channels { subscribers: Some(sender), ..self }
    }

    /// Those that have this name: one or none.
    pub fn named(&self, name: &str) -> Option<&Channel> {
        self.all.iter().find(|channel| channel.name == name)
    }

    /// Delivers a notice once, at `now`.
    pub async fn deliver(&self, notice: &Waiting, now: At) -> Outcome {
        if of_receiver(&notice.to).is_some() {
            return match &self.subscribers {
                Some(sender) => sender.deliver(notice, now).await,
                None => Outcome::later("subscribers are told by another process"),
            };
        }
        let name = notice.to.strip_prefix("channel:");
        let Some(channel) = name.and_then(|name| self.named(name)) else {
            return Outcome::Unwanted("there is no such channel any more".into());
        };
        let letter = Letter {
            key: &notice.key,
            lane: &notice.lane,
            still: notice.still,
            now,
            site: &self.site,
            locale: &self.english,
            message: &notice.message,
        };
        channel.way.deliver(&self.client, &letter).await
    }
}
