//! The fields in which a subscriber says what they wish: of what they are told, and when.

use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::incident::Severity;
use model::notice::Topic;
use model::subscriber::{Pace, Shape, Wish, clock};

/// What subscribers may choose from; the other topics are internal.
pub const TOPICS: [Topic; 3] = [Topic::Incident, Topic::Update, Topic::Maintenance];

/// A system and its components: ids and names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The system's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its components.
    pub components: Vec<(String, String)>,
}

/// What the fields show: what is wished, or what was typed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishForm {
    /// Ids of components and systems; none for everything.
    pub components: Vec<String>,
    /// What of them.
    pub topics: Vec<Topic>,
    /// How bad it has to be.
    pub severities: Vec<Severity>,
    /// How often.
    pub pace: Pace,
    /// The time zone.
    pub zone: String,
    /// When quiet hours begin, such as `22:00`; empty if there are none.
    pub from: String,
    /// When they end.
    pub to: String,
    /// Whether what is critical is told at once.
    pub urgent: bool,
    /// In which shape a webhook is posted.
    pub shape: Shape,
}

impl WishForm {
    /// The fields of a wish. Of each list, all that can be chosen is chosen where the wish names nothing.
    pub fn of(wish: &Wish) -> WishForm {
        let (choice, timing) = (&wish.choice, &wish.timing);
        let quiet = timing.quiet.map(|quiet| (clock(quiet.from), clock(quiet.to)));
        let (from, to) = quiet.unwrap_or_default();
        WishForm {
            components: choice.components.clone(),
            topics: if choice.topics.is_empty() { TOPICS.into() } else { choice.topics.clone() },
            severities: match choice.severities.is_empty() {
                true => Severity::ALL.into(),
                false => choice.severities.clone(),
            },
            pace: timing.pace,
            zone: timing.zone.clone(),
            from,
            to,
            urgent: timing.urgent,
            shape: wish.shape,
        }
    }

    /// The fields; with those of webhooks where there may be one.
    pub(super) fn fields(&self, parts: &[Part], webhook: bool) -> Drawn {
        view! { {self.of_what(parts)} {self.of_which()} {self.when()} {webhook.then(|| self.shaped())} }
            .drawn()
    }

    fn shaped(&self) -> Drawn {
        let shapes = Shape::ALL.map(|it| {
            let words = match it {
                Shape::Pharos => "JSON of this site, as its documentation has it",
                Shape::Statuspage => "JSON as Statuspage posts it",
            };
            view! {
                <label class="members-choice">
                    <input type="radio" name="shape" value=it.name() checked=it == self.shape/>
                    <span>{words}</span>
                </label>
            }
        });
        view! { <fieldset><legend>"What a webhook gets"</legend> {shapes.into_iter().collect_view()}</fieldset> }
            .drawn()
    }

    fn of_what(&self, parts: &[Part]) -> Drawn {
        let systems = parts.iter().map(|part| self.part(part)).collect_view();
        view! {
            <fieldset>
                <legend>"Of what"</legend>
                <p class="subscribers-hint">"Choose nothing here to be told of everything."</p>
                {systems}
            </fieldset>
        }
        .drawn()
    }

    fn part(&self, part: &Part) -> Drawn {
        let chosen = |id: &str| self.components.iter().any(|it| it == id);
        let open = part.components.iter().any(|(id, _)| chosen(id));
        let components = part.components.iter();
        let components = components.map(|(id, name)| check("component", id, name, chosen(id))).collect_view();
        view! {
            <div class="subscribers-system">
                {check("component", &part.id, &format!("{}, the whole system", part.name), chosen(&part.id))}
                <details open=open>
                    <summary>"Components of " {part.name.clone()}</summary>
                    <div class="subscribers-components">{components}</div>
                </details>
            </div>
        }
        .drawn()
    }

    fn of_which(&self) -> Drawn {
        let topics = TOPICS.map(|it| check("topic", it.name(), topic(it), self.topics.contains(&it)));
        let severities = Severity::ALL.map(|it| {
            let name = format!("{it}, {}", it.word());
            check("severity", it.name(), &name, self.severities.contains(&it))
        });
        view! {
            <fieldset><legend>"What of it"</legend> {topics.into_iter().collect_view()}</fieldset>
            <fieldset><legend>"How bad"</legend> {severities.into_iter().collect_view()}</fieldset>
        }
        .drawn()
    }

    fn when(&self) -> Drawn {
        let paces = Pace::ALL.map(|it| {
            view! {
                <label class="members-choice">
                    <input type="radio" name="pace" value=it.name() checked=it == self.pace/>
                    <span>{pace(it)}</span>
                </label>
            }
        });
        view! {
            <fieldset>
                <legend>"How often"</legend>
                {paces.into_iter().collect_view()}
                {check("urgent", "yes", "What is critical (P1) at once, whatever is chosen here", self.urgent)}
            </fieldset>
            <fieldset>
                <legend>"Quiet hours"</legend>
                <p class="subscribers-hint">"What happens in them is told when they end. Leave both empty for none."</p>
                <div class="subscribers-hours">{hour("From", "from", &self.from)} {hour("To", "to", &self.to)}</div>
                <label>
                    <span>"Time zone, such as Europe/Berlin"</span>
                    <input name="zone" type="text" value=self.zone.clone() autocomplete="off" autocapitalize="none" spellcheck="false"/>
                </label>
            </fieldset>
        }
        .drawn()
    }
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Incident => "Incidents, when they begin and when they are over",
        Topic::Update => "How incidents stand meanwhile",
        Topic::Escalation => "Who is called in",
        Topic::Owner => "To whom incidents are given",
        Topic::Reminder => "That incidents are still open",
        Topic::Maintenance => "Planned work",
    }
}

fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::AtOnce => "When it happens",
        Pace::Daily => "Together, each day at 08:00",
        Pace::Weekly => "Together, each Monday at 08:00",
    }
}

fn check(name: &'static str, value: &str, label: &str, checked: bool) -> Drawn {
    view! {
        <label class="members-choice">
            <input type="checkbox" name=name value=value.to_owned() checked=checked/>
            <span>{label.to_owned()}</span>
        </label>
    }
    .drawn()
}

fn hour(label: &'static str, name: &'static str, value: &str) -> Drawn {
    view! { <label><span>{label}</span> <input name=name type="time" value=value.to_owned()/></label> }
        .drawn()
}
