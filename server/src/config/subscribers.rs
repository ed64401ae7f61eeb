//! `[subscribers]`: in which ways visitors may be told, and how long they have to confirm it.

use super::channel::Channel;
use super::problem::{Problem, instead};
use super::table::Table;
use model::subscriber::WayKind;
use model::time::{DAY, MINUTE};

/// Milliseconds that links to confirm are good for at least, and at most.
const BOUNDS: std::ops::RangeInclusive<i64> = 10 * MINUTE..=30 * DAY;

/// How visitors may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The channel by whose mail server e-mail goes to them; none sends none.
    pub email: Option<String>,
    /// Whether messages are posted to webhooks of theirs.
    pub webhook: bool,
    /// Whether their browsers show messages.
    pub push: bool,
    /// Milliseconds after which who has not confirmed is forgotten.
    pub unconfirmed: i64,
}

impl Settings {
    /// In which ways; none by default.
    pub fn ways(&self) -> Vec<WayKind> {
        let ways = [
            (self.email.is_some(), WayKind::Email),
            (self.webhook, WayKind::Webhook),
            (self.push, WayKind::Push),
        ];
        ways.into_iter().filter(|(offered, _)| *offered).map(|(_, way)| way).collect()
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { email: None, webhook: false, push: false, unconfirmed: DAY }
    }
}

/// Reads the table; `channels` are those of the same file.
pub(super) fn read(mut table: Table<'_>, channels: &[Channel], problems: &mut Vec<Problem>) -> Settings {
    let email = table.text("email", problems);
    if let Some(name) =
        email.as_ref().filter(|name| !channels.iter().any(|it| is_mail(it) && it.name == name.value))
    {
        let known: Vec<_> = channels.iter().filter(|it| is_mail(it)).map(|it| it.name.as_str()).collect();
        let message = format!("There is no [[channel]] \"{}\" of the kind smtp.", name.value);
        let remedy = match &known[..] {
            [] => "Add one with this name.".into(),
            known => instead(&name.value, known),
        };
        problems.push(table.problem(name.at, message, remedy));
    }
    let email = email.map(|text| text.value);
    let webhook = table.truth("webhook", problems).is_some_and(|it| it.value);
    let push = table.truth("push", problems).is_some_and(|it| it.value);
    let unconfirmed = table.length("unconfirmed", problems);
    if let Some(length) = unconfirmed.as_ref().filter(|length| !BOUNDS.contains(&length.value)) {
        let message = "`unconfirmed` of [subscribers] is too short or too long.";
        problems.push(table.problem(length.at, message, "Write a length from \"10m\" to \"30d\"."));
    }
    table.finish(problems);
    let unconfirmed = unconfirmed.map_or(Settings::default().unconfirmed, |length| length.value);
    Settings { email, webhook, push, unconfirmed }
}

fn is_mail(channel: &Channel) -> bool {
    matches!(channel.way, notices::Channel::Smtp(_))
}
