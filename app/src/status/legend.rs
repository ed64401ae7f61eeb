//! How to read the bars and the figures.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use leptos::prelude::*;
use messages::Locale;
use model::public::PublicComponent;
use model::status::Status;

/// The marks with their days, and what uptime is for the components of the page.
pub fn legend<'a>(locale: &Locale, mut components: impl Iterator<Item = &'a PublicComponent>) -> Drawn {
    let planned = match components.any(|component| component.maintenance_counts) {
        false => "legend-apart",
        true => "legend-counted",
    };
    let days = Status::ALL
        .map(|status| view! { <li>{day(status.slug(), lines(status))} {mark(locale, status, None)}</li> });
    view! {
        <aside class="status-legend" aria-label=locale.text("legend")>
            <ul>
                {days.collect_view()}
                <li>{day("no-data", "M0 16h4")} <span class="status-mark">{locale.text("no-data")}</span></li>
            </ul>
            <p>{locale.text("legend-words")} " " {locale.text(planned)}</p>
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
