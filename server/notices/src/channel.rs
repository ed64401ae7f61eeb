//! The channels of an operator: one table, a file each.

pub mod chat;
pub mod pagerduty;
pub mod slack;
pub mod smtp;
pub mod webhook;

use crate::letter::Letter;
use crate::outcome::Outcome;
use crate::post::Client;

/// A way to reach people, with all that it takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Channel {
    /// E-mail.
    Smtp(smtp::Smtp),
    /// A program that understands Standard Webhooks.
    Webhook(webhook::Webhook),
    /// A Slack incoming webhook.
    Slack(slack::Slack),
    /// PagerDuty.
    PagerDuty(pagerduty::PagerDuty),
    /// Any chat that takes a JSON object.
    Chat(chat::Chat),
}

/// The names of all channels in the configuration.
pub const KINDS: [&str; 5] = ["smtp", "webhook", "slack", "pagerduty", "chat"];

impl Channel {
    /// Its name in the configuration: one of [`KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Channel::Smtp(_) => "smtp",
            Channel::Webhook(_) => "webhook",
            Channel::Slack(_) => "slack",
            Channel::PagerDuty(_) => "pagerduty",
            Channel::Chat(_) => "chat",
        }
    }

    /// Delivers a letter once; secrets are not in what is said of it.
    pub async fn deliver(&self, client: &Client, letter: &Letter<'_>) -> Outcome {
        let (post, secrets) = match self {
            Channel::Smtp(smtp) => return smtp.deliver(letter).await,
            Channel::Webhook(it) => (Some(it.post(letter)), vec![it.url.path(), it.url.as_str()]),
            Channel::Slack(it) => (Some(it.post(letter)), vec![it.url.path(), it.url.as_str()]),
            Channel::PagerDuty(it) => (it.post(letter), vec![it.routing_key.as_str()]),
            Channel::Chat(it) => (Some(it.post(letter)), vec![it.url.path(), it.url.as_str()]),
        };
        let secrets: Vec<_> = secrets.into_iter().filter(|it| *it != "/").collect();
        match post {
            Some(post) => client.send(&post, letter.now).await.without(&secrets),
            None => Outcome::Sent("there is nothing to tell it of this".into()),
        }
    }
}
