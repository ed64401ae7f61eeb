//! The update to write: its state and promise, the text, and behind the text at once the way to publish it.

use super::field::{choice, impacts, instant, seen};
use super::incident::OneIncident;
use super::typed::Typed;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::lines::lines;
use leptos::prelude::*;
use model::incident::{Impact, State};

/// The names of the messages to begin with, as the content folder has them, and what they are for.
const TEMPLATES: [(&str, &str); 3] = [("start", "Start"), ("update", "Update"), ("resolution", "Resolution")];

/// The form of an update.
pub(super) fn update(page: &OneIncident) -> Drawn {
    let typed = ["update", "resolve", "preview"].map(|step| page.typed.of(step));
    let typed = typed.into_iter().find(|typed| *typed != Typed::default()).unwrap_or_default();
    let incident = &page.incident;
    let text = typed.get("text").map(str::to_owned).or_else(|| page.message.clone()).unwrap_or_default();
    let label = if incident.is_draft() { "Keep the update" } else { "Publish the update" };
    let resolve = incident
        .is_open()
        .then(|| view! { <button name="do" value="resolve">"Resolve with this text"</button> });
    let wants_to_write = page.message.is_some() || typed != Typed::default();
    view! {
        <section class="desk-write" aria-labelledby="desk-write">
            <h2 id="desk-write">"Write an update"</h2>
            {templates(page)}
            {preview(&typed)}
            <form method="post" action=page.action()>
                {seen(incident.version())}
                <div class="desk-pair">{state(incident.state, &typed)} {promise(&typed)}</div>
                <label class="desk-field">
                    <span>"What visitors are told, in markdown"</span>
                    <textarea id="desk-text" name="text" rows="7" autofocus=wants_to_write inner_html=lines(&text)></textarea>
                </label>
                <p class="desk-buttons">
                    <button class="desk-main" name="do" value="update">{label}</button>
                    " " <button name="do" value="preview">"Preview"</button>
                    " " {resolve}
                </p>
                {incident.is_open().then(|| more(page, &typed))}
            </form>
        </section>
    }
    .drawn()
}

fn more(page: &OneIncident, typed: &Typed) -> Drawn {
    let affected: Vec<Impact> = page.incident.impacts_now();
    view! {
        <details open=*typed != Typed::default()>
            <summary>"What it affects, and when this was so"</summary>
            {impacts(&affected, &page.components(), typed)}
            {instant("When this was so, in UTC, if not now", "happened", typed)}
        </details>
    }
    .drawn()
}

fn templates(page: &OneIncident) -> Drawn {
    let link = |(name, label): (&str, &'static str)| {
        let path = format!("{}?template={name}", page.action());
        view! { <li><a href=path>{label}</a></li> }
    };
    let links = TEMPLATES.map(link).into_iter().collect_view();
    view! { <ul class="desk-templates" aria-label="Begin with a message"><li>"Begin with"</li> {links}</ul> }
        .drawn()
}

/// An open incident is in any open state; one that is over stays in its own.
fn state(now: State, typed: &Typed) -> Drawn {
    let states: Vec<State> =
        State::ALL.into_iter().filter(|it| it.is_open() && now.is_open() || *it == now).collect();
    let chosen = typed.get("state").and_then(State::from_slug).unwrap_or(now);
    let option = |it: State| (it.slug().into(), it.label().into(), it == chosen);
    choice("State".into(), "state".into(), states.into_iter().map(option).collect())
}

fn promise(typed: &Typed) -> Drawn {
    let value = typed.get("next").unwrap_or_default().to_owned();
    view! {
        <label class="desk-field">
            <span>"Next update in minutes"</span>
            <input type="number" name="next" min="1" max="20160" inputmode="numeric" value=value placeholder="none"/>
        </label>
    }
    .drawn()
}

/// How the text will look.
fn preview(typed: &Typed) -> Option<Drawn> {
    let text = typed.of("preview").get("text")?.to_owned();
    let html = docs::message(&text);
    Some(
        view! {
            <div class="desk-preview" role="status">
                <p class="incident-meta">"It will look so. It is not published yet."</p>
                <div class="incident-words" inner_html=html></div>
            </div>
        }
        .drawn(),
    )
}
