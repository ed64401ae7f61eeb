//! The record, newest first: who did what, and what was written. An edit stands in it beside what it replaced.

use super::field::{seen, text};
use super::incident::OneIncident;
use super::time;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::incident::{Entry, Step, Told};

/// All of the record.
pub(super) fn timeline(page: &OneIncident) -> Drawn {
    let rows = page.incident.entries.iter().rev().map(|entry| row(page, entry, "entry")).collect_view();
    view! {
        <section aria-labelledby="desk-timeline">
            <h2 id="desk-timeline">"Timeline"</h2>
            <ol class="desk-timeline" reversed>{rows}</ol>
        </section>
    }
    .drawn()
}

/// What others added meanwhile, beside what was typed here.
pub(super) fn added(page: &OneIncident) -> Option<Drawn> {
    if page.added.is_empty() {
        return None;
    }
    let rows = page.added.iter().map(|entry| row(page, entry, "added")).collect_view();
    Some(
        view! {
            <section class="desk-added" aria-labelledby="desk-added">
                <h2 id="desk-added">"Added meanwhile"</h2>
                <ol class="desk-timeline">{rows}</ol>
                <p>"Yours stands in its form below, as you wrote it. Send it again if it still fits."</p>
            </section>
        }
        .drawn(),
    )
}

fn row(page: &OneIncident, entry: &Entry, place: &str) -> Drawn {
    let words = entry.step.text().map(|text| {
        let html = docs::message(text);
        view! { <div class="incident-words" inner_html=html></div> }
    });
    let later =
        (entry.at != entry.happened).then(|| view! { ", written " {time(entry.at, page.now)} }.drawn());
    let edit =
        (place == "entry" && page.may_respond && page.incident.merged.is_none()).then(|| edit(page, entry));
    view! {
        <li id=format!("desk-{place}-{}", entry.number)>
            <p>
                <strong>{entry.by.to_string()}</strong> " " {entry.step.words(&page.estate)}
                <span class="incident-meta">" " {time(entry.happened, page.now)} {later} ", entry " {entry.number}</span>
            </p>
            {words}
            {document(&entry.step)}
            {edit.flatten()}
        </li>
    }
    .drawn()
}

/// A postmortem as it was written then, folded away.
fn document(step: &Step) -> Option<Drawn> {
    let Step::Postmortem { text, .. } = step else { return None };
    let html = docs::document(text);
    Some(
        view! { <details><summary>"As it was written then"</summary> <div class="incident-words" inner_html=html></div></details> }
            .drawn(),
    )
}

/// The form that replaces what an update says.
fn edit(page: &OneIncident, entry: &Entry) -> Option<Drawn> {
    let Told { text: told, .. } = page.incident.told.iter().find(|told| told.entry == entry.number)?;
    let number = entry.number.to_string();
    let sent = page.typed.of("edit-update");
    let typed = sent.get("text").filter(|_| sent.get("update") == Some(number.as_str()));
    let words = typed.unwrap_or(told).to_owned();
    Some(
        view! {
            <details class="desk-edit" open=typed.is_some()>
                <summary>"Edit"</summary>
                <form class="desk-form" method="post" action=page.action()>
                    {seen(page.incident.version())}
                    <input type="hidden" name="update" value=number/>
                    {text("What it says instead", "text", words, "5")}
                    <button name="do" value="edit-update">"Replace it"</button>
                </form>
            </details>
        }
        .drawn(),
    )
}
