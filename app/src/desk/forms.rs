//! What else can be done with an open incident, a form each.

use super::field::{choice, instant, line, seen, severity, text};
use super::incident::OneIncident;
use super::typed::Typed;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;

/// A form that does `step`, with its fields as they were sent if they were.
pub(super) fn form(
    page: &OneIncident,
    step: &'static str,
    button: String,
    fields: impl FnOnce(&Typed) -> Drawn,
) -> Drawn {
    let fields = fields(&page.typed.of(step));
    view! {
        <form class="desk-form" method="post" action=page.action()>
            {seen(page.incident.version())}
            {fields}
            <button name="do" value=step>{button}</button>
        </form>
    }
    .drawn()
}

fn nothing(_: &Typed) -> Drawn {
    view! { "" }.drawn()
}

/// What is done first: to say that one has it, and to let visitors see it.
pub(super) fn first(page: &OneIncident) -> Drawn {
    let incident = &page.incident;
    let acknowledge = incident.acknowledged.is_none();
    let acknowledge = acknowledge.then(|| form(page, "acknowledge", "Acknowledge".into(), nothing));
    let publish = incident.is_draft().then(|| form(page, "publish", "Publish the draft".into(), nothing));
    view! { <div class="desk-first">{acknowledge} {publish}</div> }.drawn()
}

/// Everything else, folded away.
pub(super) fn others(page: &OneIncident) -> Drawn {
    view! {
        <section class="desk-others" aria-labelledby="desk-others">
            <h2 id="desk-others">"Everything else"</h2>
            {fold(page, "Who has it", &["assign", "hand-over", "escalate"], who(page))}
            {fold(page, "Severity and title", &["change-severity", "change-title"], what(page))}
            {fold(page, "Follow-ups", &["follow-up", "followed-up"], follow_ups(page))}
            {fold(page, "Merge into another incident", &["merge"], merge(page))}
            {note(page)}
        </section>
    }
    .drawn()
}

/// Some forms under a heading, open if one of them was sent.
fn fold(page: &OneIncident, heading: &'static str, steps: &[&str], content: Drawn) -> Drawn {
    let open = page.typed.get("do").is_some_and(|sent| steps.contains(&sent));
    view! { <details class="desk-fold" open=open><summary>{heading}</summary> {content}</details> }.drawn()
}

fn who(page: &OneIncident) -> Drawn {
    let to = |typed: &Typed| {
        let chosen = typed.get("to").or(page.incident.owner.as_deref()).unwrap_or_default().to_owned();
        let option = |name: &String| (name.clone(), name.clone(), *name == chosen);
        choice("To".into(), "to".into(), page.members.iter().map(option).collect())
    };
    let give = match page.incident.owner {
        None => form(page, "assign", "Assign".into(), to),
        Some(_) => form(page, "hand-over", "Hand over".into(), |typed| {
            let words = typed.get("text").unwrap_or_default().to_owned();
            view! { {to(typed)} {text("What they need to know", "text", words, "3")} }.drawn()
        }),
    };
    let next = page.policy.levels.iter().find(|level| level.number > page.incident.level);
    let escalate = next.map(|level| {
        form(page, "escalate", format!("Call in level {}: {}", level.number, level.who), |_| {
            view! { <input type="hidden" name="level" value=level.number.to_string()/> }.drawn()
        })
    });
    view! { {give} {escalate} }.drawn()
}

fn what(page: &OneIncident) -> Drawn {
    let incident = &page.incident;
    let title =
        |typed: &Typed| line("Title", "title", typed.get("title").unwrap_or(&incident.title).to_owned());
    view! {
        {form(page, "change-severity", "Change the severity".into(), |typed| severity(incident.severity, typed))}
        {form(page, "change-title", "Change the title".into(), title)}
    }
    .drawn()
}

fn merge(page: &OneIncident) -> Drawn {
    if page.others.is_empty() {
        return view! { <p class="desk-none">"No other incident is open."</p> }.drawn();
    }
    form(page, "merge", "Make it a part of that one".into(), |typed| {
        let chosen = typed.get("into").unwrap_or_default().to_owned();
        let option = |(id, title): &(String, String)| (id.clone(), title.clone(), *id == chosen);
        choice("Incident".into(), "into".into(), page.others.iter().map(option).collect())
    })
}

/// What is to be done afterwards: each with a button for when it is done, and one more to ask for.
pub(super) fn follow_ups(page: &OneIncident) -> Drawn {
    let open = page.incident.follow_ups.iter().filter(|it| !it.done).map(|it| {
        let label = format!("Done: {}", it.text.lines().next().unwrap_or_default());
        let entry = it.entry.to_string();
        form(page, "followed-up", label, |_| {
            view! { <input type="hidden" name="follow_up" value=entry/> }.drawn()
        })
    });
    let ask = form(page, "follow-up", "Ask for it".into(), |typed| {
        let owner = typed.get("owner").unwrap_or_default();
        let none = (String::new(), "nobody yet".to_owned(), owner.is_empty());
        let option = |name: &String| (name.clone(), name.clone(), name == owner);
        let options = [none].into_iter().chain(page.members.iter().map(option)).collect();
        view! {
            {text("What is to be done", "text", typed.get("text").unwrap_or_default().to_owned(), "2")}
            {choice("Whose task it is".into(), "owner".into(), options)}
            {instant("Until when, in UTC", "due", typed)}
        }
        .drawn()
    });
    view! { {open.collect_view()} {ask} }.drawn()
}

/// A remark that visitors never see.
pub(super) fn note(page: &OneIncident) -> Drawn {
    let words = |typed: &Typed| typed.get("text").unwrap_or_default().to_owned();
    let form = form(page, "note", "Add the note".into(), |typed| {
        text("A note for members, which visitors never see", "text", words(typed), "3")
    });
    fold(page, "Note", &["note"], form)
}
