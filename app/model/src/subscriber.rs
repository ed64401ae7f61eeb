//! Subscribers: who asked to be told of what goes on, in which way, when, and of what.

mod address;
mod timing;

pub use address::{MOST_URL, Way, WayKind};
pub use timing::{Pace, Quiet, Timing};

use crate::notice::Choice;
use crate::time::{At, DAY};
use serde::{Deserialize, Serialize};

/// Milliseconds for which a webhook or a push service may fail before nothing more is sent there.
pub const PATIENCE: i64 = 3 * DAY;

/// What a subscriber wishes: to be told of what, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Of what.
    pub choice: Choice,
    /// When.
    pub timing: Timing,
    /// The status page on which they asked for it, by its id; empty for the site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// The language of what people read, by its tag (BCP 47): `de`; empty for English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// In which shape a webhook is posted.
    #[serde(default)]
    pub shape: Shape,
}

/// The shape of what is posted to webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Our own: what happened, to what, and what is said.
    #[default]
    Pharos,
    /// That of Statuspage's webhooks, for what was made to read them.
    Statuspage,
}

impl Shape {
    /// All shapes.
    pub const ALL: [Shape; 2] = [Shape::Pharos, Shape::Statuspage];

    /// Its name: `statuspage`.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Pharos => "pharos",
            Shape::Statuspage => "statuspage",
        }
    }

    /// The shape of that name.
    pub fn named(name: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.name() == name)
    }
}

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Its number, which is never given to another one.
    pub id: i64,
    /// In which way, and where.
    pub way: Way,
    /// What they wish.
    pub wish: Wish,
    /// When they asked for it.
    pub made: At,
    /// When they confirmed it; nobody is told anything before.
    pub confirmed: Option<At>,
    /// Since when nothing arrives there.
    pub failing: Option<At>,
    /// Why nothing more is sent there, if so.
    pub disabled: Option<String>,
}

impl Subscriber {
    /// Whether they are told.
    pub fn is_told(&self) -> bool {
        self.confirmed.is_some() && self.disabled.is_none()
    }

    /// Them as the receiver of a notice: `subscriber:7`.
    pub fn receiver(&self) -> String {
        receiver(self.id)
    }
}

/// The subscriber with this number as the receiver of a notice: `subscriber:7`.
pub fn receiver(id: i64) -> String {
    format!("subscriber:{id}")
}

/// The number of the subscriber that is this receiver of a notice, if one is.
pub fn of_receiver(to: &str) -> Option<i64> {
    to.strip_prefix("subscriber:")?.parse().ok()
}

/// A time of the day as people write it, `22:30`, in minutes.
pub fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |text: &str, below: u16| -> Option<u16> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number: &u16| digits && *number < below)
    };
    Some(two(hour, 24)? * 60 + two(minute, 60)?)
}

/// A minute of the day as people write it: `22:30`.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_is_read_back() {
        assert_eq!(of_receiver(&receiver(7)), Some(7));
        assert_eq!((of_receiver("channel:7"), of_receiver("subscriber:x")), (None, None));
    }

    #[test]
    fn times_of_the_day_are_read_back() {
        for of_day in [0, 1, 59, 60, 719, 1_439] {
            assert_eq!(minute(&clock(of_day)), Some(of_day));
        }
        for wrong in ["", "7:00", "24:00", "12:60", "+1:00", "12:00:00", "noon"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
    }
}
