//! The table behind a component's bar: a row a day, the latest first.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::latency;
use crate::ui::mark::mark;
use crate::ui::when::{date, length};
use leptos::prelude::*;
use messages::Locale;
use model::public::PublicComponent;
use model::uptime::{DayRollup, percent};

/// The names of the messages of the columns before those of the quantiles.
const COLUMNS: [&str; 7] = [
    "column-day",
    "column-worst",
    "column-uptime",
    "clock-down",
    "clock-degraded",
    "clock-maintenance",
    "clock-unknown",
];
const QUANTILES: [&str; 3] = ["p50", "p95", "p99"];

/// The days of `component`, folded away until they are asked for.
pub fn days(locale: &Locale, component: &PublicComponent) -> Drawn {
    let rows = component.days.iter().rev().map(|day| row(locale, component, day)).collect_view();
    let caption = locale.fill("days-caption", &[("component", &component.name)]);
    let names = COLUMNS.map(|name| locale.text(name)).into_iter().chain(QUANTILES.map(String::from));
    let columns = names.map(|name| view! { <th scope="col">{name}</th> });
    (!component.days.is_empty())
        .then(|| {
            view! {
                <details class="status-days">
                    <summary>{locale.text("days-table")}</summary>
                    <div class="frame-scroll" tabindex="0" role="region" aria-label=locale.text("days-table")>
                        <table>
                            <caption>{caption}</caption>
                            <thead><tr>{columns.collect_view()}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </details>
            }
        })
        .drawn()
}

fn row(locale: &Locale, component: &PublicComponent, day: &DayRollup) -> Drawn {
    let clocks = day.clocks;
    let times = [clocks.down, clocks.degraded, clocks.maintenance, clocks.unknown]
        .map(|millis| view! { <td>{if millis > 0 { length(locale, millis) } else { "-".into() }}</td> });
    let quantiles =
        [day.latency.map(|its| its.p50), day.latency.map(|its| its.p95), day.latency.map(|its| its.p99)].map(
            |micros| view! { <td>{micros.map_or("-".into(), |micros| locale.figure(&latency(micros)))}</td> },
        );
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Day(component.id.clone(), day.day).path()>
                    <time datetime=day.day.to_string()>{date(locale, day.day)}</time>
                </a>
            </th>
            <td>{mark(locale, day.worst, None)}</td>
            <td>{component.counting(clocks).uptime().map_or("-".into(), |its| locale.figure(&percent(its)))}</td>
            {times.collect_view()}
            {quantiles.collect_view()}
        </tr>
    }
    .drawn()
}
