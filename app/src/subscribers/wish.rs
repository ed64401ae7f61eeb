//! The fields in which a subscriber says what they wish: of what they are told, and when.

use crate::incidents::severity;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::{Lang, Locale};
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
    /// In which language they are told.
    pub lang: Lang,
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
            lang: Lang::from_tag(&wish.lang).unwrap_or_default(),
            shape: wish.shape,
        }
    }

    /// The fields; with those of webhooks where there may be one.
    pub(super) fn fields(&self, locale: &Locale, parts: &[Part], webhook: bool) -> Drawn {
        let shaped = webhook.then(|| self.shaped(locale));
        view! { {self.of_what(locale, parts)} {self.of_which(locale)} {self.when(locale)} {self.spoken(locale)} {shaped} }
            .drawn()
    }

    fn shaped(&self, locale: &Locale) -> Drawn {
        let shapes = Shape::ALL.map(|it| {
            let words = match it {
                Shape::Pharos => "shape-pharos",
                Shape::Statuspage => "shape-statuspage",
            };
            view! {
                <label class="members-choice">
                    <input type="radio" name="shape" value=it.name() checked=it == self.shape/>
                    <span>{locale.text(words)}</span>
                </label>
            }
        });
        let legend = locale.text("wish-shape");
        view! { <fieldset><legend>{legend}</legend> {shapes.into_iter().collect_view()}</fieldset> }.drawn()
    }

    /// The languages, each by its own name.
    fn spoken(&self, locale: &Locale) -> Drawn {
        let langs = Lang::ALL.map(|it| {
            view! {
                <label class="members-choice">
                    <input type="radio" name="lang" value=it.tag() checked=it == self.lang/>
                    <span lang=it.tag()>{it.name()}</span>
                </label>
            }
        });
        view! { <fieldset><legend>{locale.text("wish-lang")}</legend> {langs.into_iter().collect_view()}</fieldset> }
            .drawn()
    }

    fn of_what(&self, locale: &Locale, parts: &[Part]) -> Drawn {
        let systems = parts.iter().map(|part| self.part(locale, part)).collect_view();
        view! {
            <fieldset>
                <legend>{locale.text("wish-what")}</legend>
                <p class="subscribers-hint">{locale.text("wish-everything")}</p>
                {systems}
            </fieldset>
        }
        .drawn()
    }

    fn part(&self, locale: &Locale, part: &Part) -> Drawn {
        let chosen = |id: &str| self.components.iter().any(|it| it == id);
        let open = part.components.iter().any(|(id, _)| chosen(id));
        let components = part.components.iter();
        let components = components.map(|(id, name)| check("component", id, name, chosen(id))).collect_view();
        view! {
            <div class="subscribers-system">
                {check("component", &part.id, &locale.fill("wish-system", &[("system", &part.name)]), chosen(&part.id))}
                <details open=open>
                    <summary>{locale.fill("wish-components", &[("system", &part.name)])}</summary>
                    <div class="subscribers-components">{components}</div>
                </details>
            </div>
        }
        .drawn()
    }

    fn of_which(&self, locale: &Locale) -> Drawn {
        let topics =
            TOPICS.map(|it| check("topic", it.name(), &topic(locale, it), self.topics.contains(&it)));
        let severities = Severity::ALL.map(|it| {
            let name = severity(locale, it);
            check("severity", it.name(), &name, self.severities.contains(&it))
        });
        view! {
            <fieldset><legend>{locale.text("wish-topics")}</legend> {topics.into_iter().collect_view()}</fieldset>
            <fieldset><legend>{locale.text("wish-severities")}</legend> {severities.into_iter().collect_view()}</fieldset>
        }
        .drawn()
    }

    fn when(&self, locale: &Locale) -> Drawn {
        let paces = Pace::ALL.map(|it| {
            view! {
                <label class="members-choice">
                    <input type="radio" name="pace" value=it.name() checked=it == self.pace/>
                    <span>{pace(locale, it)}</span>
                </label>
            }
        });
        view! {
            <fieldset>
                <legend>{locale.text("wish-pace")}</legend>
                {paces.into_iter().collect_view()}
                {check("urgent", "yes", &locale.text("wish-urgent"), self.urgent)}
            </fieldset>
            <fieldset>
                <legend>{locale.text("wish-quiet")}</legend>
                <p class="subscribers-hint">{locale.text("wish-quiet-words")}</p>
                <div class="subscribers-hours">{hour(locale.text("column-from"), "from", &self.from)} {hour(locale.text("column-to"), "to", &self.to)}</div>
                <label>
                    <span>{locale.text("wish-zone")}</span>
                    <input name="zone" type="text" value=self.zone.clone() autocomplete="off" autocapitalize="none" spellcheck="false"/>
                </label>
            </fieldset>
        }
        .drawn()
    }
}

fn topic(locale: &Locale, topic: Topic) -> String {
    locale.text(&format!("topic-{}", topic.name()))
}

fn pace(locale: &Locale, pace: Pace) -> String {
    locale.text(&format!("pace-{}", pace.name()))
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

fn hour(label: String, name: &'static str, value: &str) -> Drawn {
    view! { <label><span>{label}</span> <input name=name type="time" value=value.to_owned()/></label> }
        .drawn()
}
