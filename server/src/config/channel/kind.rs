//! What each kind of channel wants to know.

use super::need;
use crate::config::problem::{Problem, instead};
use crate::config::table::{Placed, Table};
use notices::channel::chat::{self, Chat};
use notices::channel::pagerduty::{self, PagerDuty};
use notices::channel::slack::Slack;
use notices::channel::smtp::{Mailbox, Protection, Smtp};
use notices::channel::webhook::{Secret, Webhook};
use notices::channel::{Channel, KINDS};
use notices::post::Url;
use std::collections::BTreeMap;

/// Reads the channel of the kind that the table names.
pub(super) fn read(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Channel> {
    let kind = table.need_text("kind", problems)?;
    match kind.value.as_str() {
        "smtp" => smtp(table, problems).map(Channel::Smtp),
        "webhook" => webhook(table, problems).map(Channel::Webhook),
        "slack" => Some(Channel::Slack(Slack { url: url(table, problems)? })),
        "pagerduty" => pagerduty(table, problems).map(Channel::PagerDuty),
        "chat" => chat(table, problems).map(Channel::Chat),
        other => {
            let message = format!("There is no kind of channel \"{other}\".");
            problems.push(table.problem(kind.at, message, instead(other, &KINDS)));
            None
        }
    }
}

fn webhook(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Webhook> {
    let (url, secret) = (url(table, problems), need(table, "secret", problems));
    let secret = secret.and_then(|text| {
        let secret = Secret::parse(&text.value);
        if secret.is_none() {
            let remedy = "Write `whsec_` and 24 to 64 bytes in base64, such as of `openssl rand -base64 32`.";
            problems.push(table.problem(text.at, "`secret` of [[channel]] is no signing secret.", remedy));
        }
        secret
    });
    Some(Webhook { url: url?, secret: secret? })
}

fn pagerduty(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<PagerDuty> {
    let url = match table.has("url") {
        true => url(table, problems),
        false => Url::parse(pagerduty::URL).ok(),
    };
    let routing_key = need(table, "routing_key", problems)?.value;
    Some(PagerDuty { url: url?, routing_key })
}

fn chat(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Chat> {
    let url = url(table, problems);
    let at = table.at();
    let fields: BTreeMap<_, _> = table.table("fields", problems).rest(problems).into_iter().collect();
    if fields.is_empty() {
        let remedy = "Add `[channel.fields]` with at least `text = \"{{text}}\"`.";
        problems.push(table.problem(at, "This [[channel]] has no `fields`.", remedy));
    }
    let blanks = chat::BLANKS.map(|(name, _)| name);
    for blank in fields.values().filter_map(|text| chat::unknown(text)) {
        let message = format!("`fields` of [[channel]] has a blank \"{blank}\" that nothing fills.");
        problems.push(table.problem(at, message, instead(blank, &blanks)));
    }
    Some(Chat { url: url?, fields })
}

/// An `http` or `https` URL without a user; it may hold a secret, and is not repeated.
fn url(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Url> {
    let text = need(table, "url", problems)?;
    let read = Url::parse(&text.value).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none()
    });
    if read.is_none() {
        let remedy = "Write one such as \"https://hooks.example.com/...\", without a user.";
        problems.push(table.problem(text.at, "`url` of [[channel]] is no web address.", remedy));
    }
    read
}

fn smtp(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<Smtp> {
    let host = table.need_text("host", problems).map(|text| text.value);
    let protection = protection(table, problems);
    let default = if protection == Protection::Implicit { 465 } else { 587 };
    let port = table.number("port", 1..=65_535, problems).and_then(|it| u16::try_from(it.value).ok());
    let login = login(table, problems);
    if protection == Protection::Nothing && login.is_some() {
        let message = "A password would be sent in plain text.";
        problems.push(table.problem(table.at(), message, "Set `tls` to \"starttls\" or \"implicit\"."));
    }
    let from = table.need_text("from", problems).and_then(|text| mailbox(table, text, problems));
    let at = table.at();
    let named = table.texts("to", problems);
    if named.is_empty() {
        problems.push(table.problem(
            at,
            "This [[channel]] has no `to`.",
            "Add `to = [\"ops@example.com\"]`.",
        ));
    }
    let to: Vec<_> = named.into_iter().filter_map(|text| mailbox(table, text, problems)).collect();
    Some(Smtp { host: host?, port: port.unwrap_or(default), protection, login, from: from?, to })
}

fn protection(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Protection {
    let Some(word) = table.text("tls", problems) else { return Protection::default() };
    match word.value.as_str() {
        "starttls" => Protection::StartTls,
        "implicit" => Protection::Implicit,
        "none" => Protection::Nothing,
        other => {
            let message = format!("`tls` of [[channel]] is \"{other}\".");
            problems.push(table.problem(word.at, message, instead(other, &["starttls", "implicit", "none"])));
            Protection::default()
        }
    }
}

fn login(table: &mut Table<'_>, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    if !table.has("user") && !table.has("password") {
        return None;
    }
    let (user, password) = (need(table, "user", problems), need(table, "password", problems));
    Some((user?.value, password?.value))
}

fn mailbox(table: &Table<'_>, text: Placed<String>, problems: &mut Vec<Problem>) -> Option<Mailbox> {
    let read = text.value.parse().ok();
    if read.is_none() {
        let message = format!("\"{}\" is no e-mail address.", text.value);
        let remedy = "Write one such as \"ops@example.com\" or \"Pharos <ops@example.com>\".";
        problems.push(table.problem(text.at, message, remedy));
    }
    read
}
