//! What only a browser can do: keep the scenario in the address, read the verdict out.

use super::planner::{Browser, Desk};
use super::sheet::Pairs;
use super::verdict;
use leptos::ev::Event;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::encode_uri_component;
use leptos::web_sys::{HtmlFormElement, HtmlInputElement};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// So long after the last change the address and what is read out follow. Browsers refuse to change the
/// address more than some hundred times in half a minute.
const PAUSE: Duration = Duration::from_millis(400);

/// Takes over what is in the form already, and follows every change from then on.
pub(super) fn attach(desk: Desk, form: NodeRef<Form>) {
    let mut settle = debounce(PAUSE, move |()| settled(desk));
    Effect::new(move |was: Option<bool>| {
        let Some(form) = form.get() else { return false };
        if was != Some(true) {
            // Browsers keep what was typed over a reload, and people type before the island is there.
            desk.pairs.set(entries(&form));
            desk.browser.update(|browser| browser.live = true);
        } else {
            settle(());
        }
        desk.sheet.track();
        true
    });
}

/// Takes what stands in the form when one of its fields has changed: what is typed at once; what a slider says in a task of its own,
/// and once however far it was moved, because it is heard of in the task that lays the page out and paints it.
pub(super) fn ear(desk: Desk, form: NodeRef<Form>) -> impl Fn(&Event) {
    let awaited = Rc::new(Cell::new(false));
    let take = {
        let awaited = awaited.clone();
        move || {
            awaited.set(false);
            if let Some(form) = form.get_untracked() {
                desk.pairs.set(entries(&form));
            }
        }
    };
    // What is filled in by a link is said of the form itself.
    let slides = |field: &HtmlInputElement| field.type_() == "range";
    move |event| match event.target().is_some_and(|its| its.dyn_ref().is_some_and(slides)) {
        false => take(),
        true if awaited.replace(true) => {}
        true => set_timeout(take.clone(), Duration::ZERO),
    }
}

/// Every named field of the form with its text, also those elsewhere on the page that belong to it.
fn entries(form: &HtmlFormElement) -> Pairs {
    let controls = form.elements();
    let fields = (0..controls.length()).filter_map(|index| controls.item(index));
    // What has a name here has a value too, selections like inputs.
    let fields = fields.map(|field| field.unchecked_into::<HtmlInputElement>());
    fields
        .map(|field| (field.name(), field))
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, field)| (name, field.value()))
        .collect()
}

/// Makes the address and what is read out those of the scenario.
pub(super) fn settled(desk: Desk) {
    let Some((told, pairs)) =
        desk.sheet.try_with_untracked(|sheet| (verdict::headline(sheet), sheet.scenario.to_pairs()))
    else {
        return;
    };
    desk.browser.set(Browser { live: true, told });
    write_address(&pairs);
}

/// Puts the scenario into the query of the address, without a new entry in the history; into its fragment, which servers are
/// not told, if it came from there.
fn write_address(pairs: &Pairs) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let query = query(pairs);
    let url = match hash.contains('=') {
        true => format!("{path}#{query}"),
        false if query.is_empty() => format!("{path}{hash}"),
        false => format!("{path}?{query}{hash}"),
    };
    if let Ok(history) = window().history() {
        // A browser that refuses leaves the old address; the next pause tries again.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

fn query(pairs: &Pairs) -> String {
    let encode = |text: &str| String::from(encode_uri_component(text));
    let pairs: Vec<_> =
        pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    pairs.join("&")
}
