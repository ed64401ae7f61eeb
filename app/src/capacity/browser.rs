//! What only a browser can do: keep the scenario in the address, read the verdict out, copy the link.

use super::planner::{Browser, Desk};
use super::sheet::Pairs;
use super::verdict;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::{Reflect, encode_uri_component};
use leptos::web_sys::{Clipboard, HtmlFormElement, HtmlInputElement};
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

/// Every named field of the form with its text.
fn entries(form: &HtmlFormElement) -> Pairs {
    let controls = form.elements();
    let fields = (0..controls.length()).filter_map(|index| controls.item(index));
    let fields = fields.filter_map(|field| field.dyn_into::<HtmlInputElement>().ok());
    fields.map(|field| (field.name(), field.value())).filter(|(name, _)| !name.is_empty()).collect()
}

fn settled(desk: Desk) {
    let Some((told, pairs)) =
        desk.sheet.try_with_untracked(|sheet| (verdict::headline(sheet), sheet.scenario.to_pairs()))
    else {
        return;
    };
    desk.browser.set(Browser { live: true, told, ..Browser::default() });
    write_address(&pairs);
}

/// Puts the scenario into the query of the address, without a new entry in the history.
fn write_address(pairs: &Pairs) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let query = query(pairs);
    let url = if query.is_empty() { format!("{path}{hash}") } else { format!("{path}?{query}{hash}") };
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

/// Copies the address of the scenario; where that is forbidden, shows it to be copied by hand.
pub(super) fn copy_link(desk: Desk) {
    settled(desk);
    let url = window().location().href().unwrap_or_default();
    spawn_local(async move {
        let (copied, link) =
            if copied(&url).await { ("Link copied.", String::new()) } else { ("Copy this link:", url) };
        desk.browser.update(|browser| (browser.copied, browser.link) = (copied, link));
    });
}

/// Whether the clipboard took the text. Pages without a secure context have no clipboard.
async fn copied(text: &str) -> bool {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    match clipboard.ok().filter(JsValue::is_object) {
        Some(clipboard) => clipboard.unchecked_into::<Clipboard>().write_text(text).await.is_ok(),
        None => false,
    }
}
