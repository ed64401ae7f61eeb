//! A figure with its reasons: formula, the values put into it, and where the formula is from.

use ::capacity::evaluate::{Figure, ItemOutcome};
use leptos::prelude::*;

/// A figure's reasons behind a fold, named for those who hear the page.
pub(super) fn fold(name: &str, figure: &Figure) -> impl IntoView + use<> {
    view! {
        <details class="capacity-explain">
            <summary>"Explain" <span class="frame-unseen">" "{name.to_owned()}</span></summary>
            {reasons(figure)}
        </details>
    }
}

/// All figures of an item with their reasons.
pub(super) fn figures(item: &ItemOutcome) -> impl IntoView + use<> {
    let figures = [
        ("Arrivals", Some(&item.arrival)),
        ("Offered load", Some(&item.offered)),
        ("Replicas", Some(&item.replicas)),
        ("Busy", Some(&item.utilisation)),
        ("Response, 95th percentile", item.response.as_ref()),
        ("CPU", Some(&item.cpu)),
        ("Memory", Some(&item.memory)),
        ("Storage", Some(&item.storage)),
        ("Network", Some(&item.network)),
    ];
    let entries = figures.map(|(name, figure)| entry(name, figure, item.no_response())).collect_view();
    view! { <dl class="capacity-figures">{entries}</dl> }
}

fn entry(name: &'static str, figure: Option<&Figure>, none: Option<&'static str>) -> impl IntoView + use<> {
    let value = figure.map_or("none".into(), Figure::text);
    let none = none.filter(|_| figure.is_none());
    view! { <div><dt>{name}</dt> <dd><strong>{value}</strong> {none} {figure.map(reasons)}</dd></div> }
}

fn reasons(figure: &Figure) -> impl IntoView + use<> {
    let trace = &figure.trace;
    view! {
        <div class="capacity-reasons">
            <p><code>{trace.formula}</code></p>
            <p>{trace.substituted.clone()}</p>
            <p class="capacity-source">{trace.source}"; holds for "{trace.validity}</p>
        </div>
    }
}
