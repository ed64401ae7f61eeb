//! What is done when an incident is over: the postmortem, follow-ups, or to open it again.

use super::field::{impacts, text};
use super::forms::{follow_ups, form};
use super::incident::OneIncident;
use super::typed::Typed;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use model::incident::draft;

/// The postmortem, follow-ups and reopening.
pub(super) fn settled(page: &OneIncident) -> Drawn {
    let reopening = page.typed.get("do") == Some("reopen");
    view! {
        <section class="desk-settled" aria-labelledby="desk-postmortem">
            <h2 id="desk-postmortem">"Postmortem"</h2>
            {postmortem(page)}
        </section>
        <section class="desk-settled" aria-labelledby="desk-follow-ups">
            <h2 id="desk-follow-ups">"Follow-ups"</h2>
            {follow_ups(page)}
        </section>
        <details class="desk-fold" open=reopening><summary>"It is not over after all"</summary> {reopen(page)}</details>
    }
    .drawn()
}

/// The document as it was written, or one to begin with, made from the record.
fn postmortem(page: &OneIncident) -> Drawn {
    let written = &page.incident.postmortem.text;
    let begun =
        if written.is_empty() { draft::postmortem(&page.incident, &page.estate) } else { written.clone() };
    let hint = match &page.incident.postmortem.published {
        Some(published) if published == written => "Visitors read it as it stands here.",
        Some(_) => "Visitors read an earlier one.",
        None if written.is_empty() => "It begins with the record. Replace what stands in square brackets.",
        None => "Visitors do not read it yet.",
    };
    let fields = |typed: &Typed| {
        let words = typed.get("text").map(str::to_owned).unwrap_or(begun);
        view! {
            <p class="incident-meta">{hint}</p>
            {text("The document, in markdown", "text", words, "18")}
            <label class="desk-choice">
                <input type="checkbox" name="publish" value="true" checked=typed.get("publish").is_some()/>
                " Visitors may read it from here on"
            </label>
        }
        .drawn()
    };
    form(page, "postmortem", "Keep the postmortem".into(), fields)
}

fn reopen(page: &OneIncident) -> Drawn {
    let mut affected = page.incident.impacts_now();
    affected.retain(|it| page.estate.component(&it.component).is_some());
    form(page, "reopen", "Open it again".into(), |typed| {
        let words = typed.get("text").unwrap_or_default().to_owned();
        view! {
            {text("What visitors are told", "text", words, "3")}
            {impacts(&affected, &page.components(), typed)}
        }
        .drawn()
    })
}
