//! The fields of the desk's forms.

use super::typed::Typed;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::lines::lines;
use leptos::prelude::*;
use model::incident::{Impact, Severity};
use model::status::Status;

/// A field of a form that every form on an incident has: which version was seen.
pub(super) fn seen(version: u32) -> Drawn {
    view! { <input type="hidden" name="seen" value=version.to_string()/> }.drawn()
}

/// One line of text.
pub(super) fn line(label: &'static str, name: &'static str, value: String) -> Drawn {
    view! { <label class="desk-field"><span>{label}</span> <input type="text" name=name value=value/></label> }.drawn()
}

/// Several lines of markdown.
pub(super) fn text(label: &'static str, name: &'static str, value: String, rows: &'static str) -> Drawn {
    let value = lines(&value);
    view! {
        <label class="desk-field"><span>{label}</span> <textarea name=name rows=rows inner_html=value></textarea></label>
    }
    .drawn()
}

/// A choice: value, name and whether it is chosen.
pub(super) fn choice(label: String, name: String, options: Vec<(String, String, bool)>) -> Drawn {
    let options = options
        .into_iter()
        .map(|(value, name, chosen)| view! { <option value=value selected=chosen>{name}</option> })
        .collect_view();
    view! { <label class="desk-field"><span>{label}</span> <select name=name>{options}</select></label> }
        .drawn()
}

/// The instant, in UTC, that something tells of, or until when it is to be done.
pub(super) fn instant(label: &'static str, name: &'static str, typed: &Typed) -> Drawn {
    let value = typed.get(name).unwrap_or_default().to_owned();
    view! {
        <label class="desk-field"><span>{label}</span> <input type="datetime-local" name=name value=value/></label>
    }
    .drawn()
}

/// How bad it is.
pub(super) fn severity(now: Severity, typed: &Typed) -> Drawn {
    let now = typed.get("severity").and_then(Severity::named).unwrap_or(now);
    let option = |it: Severity| (it.name().into(), format!("{} {}", it.name(), it.word()), it == now);
    choice("Severity".into(), "severity".into(), Severity::ALL.map(option).into())
}

/// What people may say of a component.
pub(super) const STATUSES: [Status; 4] =
    [Status::Operational, Status::Degraded, Status::PartialOutage, Status::MajorOutage];

/// What each affected component shows, and one more to add. The fields are `impact.<component>` and `component` with
/// `status`.
pub(super) fn impacts(affected: &[Impact], components: &[(String, String)], typed: &Typed) -> Drawn {
    let name =
        |id: &str| components.iter().find(|(its, _)| its == id).map_or(id, |(_, name)| name).to_owned();
    let shown = affected.iter().map(|it| {
        let field = format!("impact.{}", it.component);
        let now = typed.get(&field).and_then(Status::from_slug).unwrap_or(it.status);
        status(name(&it.component), field, now)
    });
    let wanted = typed.get("component").unwrap_or_default();
    let others = components.iter().filter(|(id, _)| !affected.iter().any(|it| it.component == *id));
    let others = others.map(|(id, name)| (id.clone(), name.clone(), id == wanted));
    let none = (String::new(), "none".to_owned(), wanted.is_empty());
    let others =
        choice("One more component".into(), "component".into(), [none].into_iter().chain(others).collect());
    let its = typed.get("status").and_then(Status::from_slug).unwrap_or(Status::Degraded);
    view! {
        <fieldset class="desk-impacts">
            <legend>"What components show"</legend>
            {shown.collect_view()}
            {others}
            {status("It shows".into(), "status".into(), its)}
        </fieldset>
    }
    .drawn()
}

fn status(label: String, field: String, now: Status) -> Drawn {
    let option = |it: Status| (it.slug().into(), it.label().into(), it == now);
    choice(label, field, STATUSES.map(option).into())
}
