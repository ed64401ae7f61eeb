//! How to read the bars and the figures.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use model::public::PublicComponent;
use model::status::Status;

/// The marks with their days, and what uptime is for the components of the page.
pub fn legend<'a>(mut components: impl Iterator<Item = &'a PublicComponent>) -> Drawn {
    let planned = match components.any(|component| component.maintenance_counts) {
        false => "Maintenance and what nobody saw are not counted.",
        true => "What nobody saw is not counted; maintenance is, as down, where a component's page says so.",
    };
    let days =
        Status::ALL.map(|status| view! { <li>{day(status.slug(), lines(status))} {mark(status, None)}</li> });
    view! {
        <aside class="status-legend" aria-label="How to read this page">
            <ul>
                {days.collect_view()}
                <li>{day("no-data", "M0 16h4")} <span class="status-mark">"No data"</span></li>
            </ul>
            <p>
                "A dash is a UTC day, today on the right, showing the worst that it saw. "
                "Uptime is the time a component was operational or degraded, divided by that time plus the "
                "time it was down. " {planned}
            </p>
        </aside>
    }
    .drawn()
}

fn day(name: &'static str, lines: &'static str) -> Drawn {
    view! {
        <svg class="status-bar status-day" viewBox="0 0 4 32" aria-hidden="true">
            <path data-status=name d=lines/>
        </svg>
    }
    .drawn()
}

fn lines(status: Status) -> &'static str {
    match status {
        Status::PartialOutage => "M0 6h4M0 26h4",
        Status::Maintenance => "M0 12h4M0 20h4",
        Status::Degraded => "M0 19h4",
        _ => "M0 16h4",
    }
}
