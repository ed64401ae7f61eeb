//! What a subscriber is told of, and when, as JSON has it.

use crate::web::subscribers::form::MOST_COMPONENTS;
use app::subscribers::wish::{TOPICS, WishForm};
use messages::Lang;
use model::incident::Severity;
use model::notice::Topic;
use model::subscriber::{Pace, Quiet, Shape, Subscriber, clock};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a subscriber is told of, and when.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "Wish")]
pub(super) struct Wished {
    /// Ids of components, or of systems for all of theirs; empty for everything.
    #[schemars(length(max = MOST_COMPONENTS), extend("uniqueItems" = true))]
    pub(super) components: Vec<String>,
    /// What of them; empty for all.
    #[schemars(length(max = 3), extend("uniqueItems" = true))]
    topics: Vec<TopicName>,
    /// How bad it has to be; empty for any.
    #[schemars(length(max = 4), extend("uniqueItems" = true))]
    severities: Vec<Severity>,
    /// How often.
    pace: PaceName,
    /// The time zone of quiet hours and of mornings, by its IANA name.
    #[schemars(length(max = 64))]
    zone: String,
    /// Hours in which nothing is told.
    quiet: Option<Hours>,
    /// Whether what is critical (P1) is told at once, whatever else is wished.
    urgent: bool,
    /// The language of e-mails and of what browsers show.
    lang: LangName,
    /// In which shape a webhook is posted; that of Statuspage at once and without quiet hours alone.
    shape: ShapeName,
}

/// A language, by its tag (BCP 47).
#[derive(Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Language")]
enum LangName {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Arabic.
    Ar,
}

impl LangName {
    fn lang(self) -> Lang {
        match self {
            LangName::En => Lang::En,
            LangName::De => Lang::De,
            LangName::Ar => Lang::Ar,
        }
    }

    fn of(tag: &str) -> LangName {
        let all = [LangName::De, LangName::Ar];
        all.into_iter().find(|it| it.lang().tag() == tag).unwrap_or_default()
    }
}

/// The shape of what is posted to webhooks.
#[derive(Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "WebhookShape")]
enum ShapeName {
    /// Our own.
    #[default]
    Pharos,
    /// That of Statuspage's webhooks.
    Statuspage,
}

impl ShapeName {
    fn shape(self) -> Shape {
        match self {
            ShapeName::Pharos => Shape::Pharos,
            ShapeName::Statuspage => Shape::Statuspage,
        }
    }

    fn of(shape: Shape) -> ShapeName {
        match shape {
            Shape::Pharos => ShapeName::Pharos,
            Shape::Statuspage => ShapeName::Statuspage,
        }
    }
}

/// What subscribers may be told of.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Topic")]
enum TopicName {
    /// That an incident begins, and that it is over.
    Incident,
    /// How it stands meanwhile.
    Update,
    /// Planned work.
    Maintenance,
}

impl TopicName {
    fn topic(self) -> Topic {
        match self {
            TopicName::Incident => Topic::Incident,
            TopicName::Update => Topic::Update,
            TopicName::Maintenance => Topic::Maintenance,
        }
    }

    /// The one that names a topic, if subscribers may choose it.
    fn of(topic: Topic) -> Option<TopicName> {
        let all = [TopicName::Incident, TopicName::Update, TopicName::Maintenance];
        all.into_iter().find(|it| it.topic() == topic)
    }
}

/// How often a subscriber is told.
#[derive(Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Pace")]
enum PaceName {
    /// Of each thing when it happens.
    #[default]
    AtOnce,
    /// Of a day's things together.
    Daily,
    /// Of a week's things together.
    Weekly,
}

impl PaceName {
    fn pace(self) -> Pace {
        match self {
            PaceName::AtOnce => Pace::AtOnce,
            PaceName::Daily => Pace::Daily,
            PaceName::Weekly => Pace::Weekly,
        }
    }

    fn of(pace: Pace) -> PaceName {
        match pace {
            Pace::AtOnce => PaceName::AtOnce,
            Pace::Daily => PaceName::Daily,
            Pace::Weekly => PaceName::Weekly,
        }
    }
}

/// Hours of each day, by the clock on the wall: `22:00`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QuietHours")]
struct Hours {
    #[schemars(regex(pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    from: String,
    /// On the next day if that is not later than `from`.
    #[schemars(regex(pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    to: String,
}

impl Default for Wished {
    fn default() -> Wished {
        Wished {
            components: Vec::new(),
            topics: Vec::new(),
            severities: Vec::new(),
            pace: PaceName::AtOnce,
            zone: "UTC".into(),
            quiet: None,
            urgent: true,
            lang: LangName::En,
            shape: ShapeName::Pharos,
        }
    }
}

impl Wished {
    /// The name of a list that names something twice, if one does.
    pub(super) fn repeats(&self) -> Option<&'static str> {
        let lists = [
            ("components", twice(&self.components)),
            ("topics", twice(&self.topics)),
            ("severities", twice(&self.severities)),
        ];
        lists.into_iter().find(|(_, twice)| *twice).map(|(name, _)| name)
    }

    /// The form that says the same.
    pub(super) fn form(self) -> WishForm {
        let (from, to) = self.quiet.map(|it| (it.from, it.to)).unwrap_or_default();
        let topics: Vec<_> = self.topics.into_iter().map(TopicName::topic).collect();
        WishForm {
            components: self.components,
            topics: if topics.is_empty() { TOPICS.into() } else { topics },
            severities: if self.severities.is_empty() { Severity::ALL.into() } else { self.severities },
            pace: self.pace.pace(),
            zone: self.zone,
            from,
            to,
            urgent: self.urgent,
            lang: self.lang.lang(),
            shape: self.shape.shape(),
        }
    }

    /// What a subscriber wishes.
    pub(super) fn of(subscriber: &Subscriber) -> Wished {
        let (choice, timing) = (&subscriber.wish.choice, &subscriber.wish.timing);
        let hours = |quiet: Quiet| Hours { from: clock(quiet.from), to: clock(quiet.to) };
        Wished {
            components: choice.components.clone(),
            topics: choice.topics.iter().filter_map(|it| TopicName::of(*it)).collect(),
            severities: choice.severities.clone(),
            pace: PaceName::of(timing.pace),
            zone: timing.zone.clone(),
            quiet: timing.quiet.map(hours),
            urgent: timing.urgent,
            lang: LangName::of(&subscriber.wish.lang),
            shape: ShapeName::of(subscriber.wish.shape),
        }
    }
}

/// Whether something is in a list twice.
fn twice<T: PartialEq>(all: &[T]) -> bool {
    all.iter().enumerate().any(|(at, one)| all.iter().skip(at + 1).any(|other| other == one))
}
