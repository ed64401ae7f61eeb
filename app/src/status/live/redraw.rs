//! Putting a new answer into the page. A piece whose component the answer does not know keeps what it shows,
//! and a piece that shows the right thing is left alone, so that nothing flickers and no selection is lost. Nodes are made by
//! `public/markup.js`, as Trusted Types ask for.

use crate::status::now;
use crate::ui::mark::inside;
use leptos::prelude::document;
use messages::Locale;
use model::public::Live;
use model::status::Status;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element, HtmlElement, NodeList};

#[wasm_bindgen(module = "/../public/markup.js")]
extern "C" {
    fn put(piece: &Element, html: &str);
    fn replace(piece: &Element, fresh: &Element);
}

/// The language of the page, with the phrases that stand in it.
pub fn locale() -> Locale {
    let meta = all(".status-meta").next();
    let read = |name| meta.as_ref().and_then(|meta| meta.get_attribute(name)).unwrap_or_default();
    Locale::from_excerpt(&read("data-lang"), &read("data-phrases"))
}

/// Redraws every piece of the page that `live` changes.
pub fn redraw(locale: &Locale, live: &Live) {
    let worst = Status::worst(live.systems.iter().map(|(_, status)| *status));
    for heading in all(".status-headline") {
        set_status(&heading, worst);
        put(&heading, &now::headline(&live.headline, worst));
    }
    for line in all(".status-aside") {
        put(&line, &now::aside(locale, live));
    }
    for piece in all(".status-as-of") {
        put(&piece, &now::as_of(locale, live.at));
    }
    for list in all(".status-attention") {
        put(&list, &now::attention(locale, live));
    }
    for piece in all("[data-of]") {
        redraw_piece(locale, &piece, live);
    }
}

/// The regions of a page that tell of incidents: what was told is markdown, which the server alone draws.
const REGIONS: &str = ".incident-region, .incident-because";

/// The regions of the desk, which lists what visitors are not told too.
const DESK: &str = ".desk-region";

/// Whether the page is the desk.
pub fn is_desk() -> bool {
    all(DESK).next().is_some()
}

/// Whether the page was drawn before `live`, to the second.
pub fn is_older(live: &Live) -> bool {
    let drawn = all(".status-as-of time").next().and_then(|time| time.get_attribute("datetime"));
    drawn.is_none_or(|drawn| drawn != live.at.to_string())
}

/// Whether no region of the page tells of an incident.
pub fn tells_of_none() -> bool {
    all(REGIONS).all(|region| region.child_element_count() == 0)
}

/// Redraws those regions, and those of the desk, from the same page, fetched anew; gives whether one has other headings.
pub fn redraw_regions(fresh: &Document) -> bool {
    let mut differs = false;
    for region in all(REGIONS).chain(all(DESK)) {
        if let Some(its) = fresh.get_element_by_id(&region.id()) {
            differs |= headings(&region) != headings(&its);
            redraw_region(&region, &its);
        }
    }
    differs
}

/// Whoever is at a link in the region stays there; whoever is at a button is not disturbed.
fn redraw_region(region: &Element, fresh: &Element) {
    let focused = document().active_element().filter(|it| region.contains(Some(it)));
    let Some(focused) = focused else { return replace(region, fresh) };
    if let Some(address) = focused.get_attribute("href") {
        replace(region, fresh);
        let mut links = within(region, "a");
        let same = links.find(|link| link.get_attribute("href").as_ref() == Some(&address));
        if let Some(link) = same.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            // It fails for nothing that a page holds.
            let _ = link.focus();
        }
    }
}

fn headings(region: &Element) -> Vec<Option<String>> {
    within(region, "h3").map(|heading| heading.text_content()).collect()
}

fn redraw_piece(locale: &Locale, piece: &Element, live: &Live) {
    let Some(id) = piece.get_attribute("data-of") else { return };
    if let Some((_, status)) = live.systems.iter().chain(&live.groups).find(|(its, _)| *its == id) {
        return mark(locale, piece, *status);
    }
    let Some(component) = live.components.iter().find(|component| component.id == id) else { return };
    match piece.class_name().as_str() {
        "status-since" => put(piece, &now::since(locale, component.since, live.at)),
        "status-checked" => {
            let (cause, checked) = (live.cause(component), component.checked);
            put(piece, &now::checked(locale, cause, checked, component.latency, live.at));
        }
        _ => mark(locale, piece, component.status),
    }
}

fn mark(locale: &Locale, piece: &Element, status: Status) {
    set_status(piece, status);
    put(piece, &inside(locale, status));
}

fn set_status(piece: &Element, status: Status) {
    // It fails for names that are not valid, which this is.
    let _ = piece.set_attribute("data-status", status.slug());
}

fn all(selector: &str) -> impl Iterator<Item = Element> {
    found(document().query_selector_all(selector).ok())
}

fn within(root: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    found(root.query_selector_all(selector).ok())
}

fn found(found: Option<NodeList>) -> impl Iterator<Item = Element> {
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |index| found.as_ref()?.get(index)?.dyn_into().ok())
}
