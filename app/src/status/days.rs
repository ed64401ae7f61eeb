//! The table behind a component's bar: a row a day, the latest first.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::latency;
use crate::ui::mark::mark;
use crate::ui::moment::date;
use leptos::prelude::*;
use model::public::PublicComponent;
use model::time::length;
use model::uptime::{DayRollup, percent};

const COLUMNS: [&str; 10] =
    ["Day", "Worst", "Uptime", "Down", "Degraded", "Maintenance", "Unknown", "p50", "p95", "p99"];

/// The days of `component`, folded away until they are asked for.
pub fn days(component: &PublicComponent) -> Drawn {
    let rows = component.days.iter().rev().map(|day| row(component, day)).collect_view();
    let caption = format!("{} by UTC day; latency as quantiles of all good answers", component.name);
    let columns = COLUMNS.map(|name| view! { <th scope="col">{name}</th> });
    (!component.days.is_empty())
        .then(|| {
            view! {
                <details class="status-days">
                    <summary>"Every day as a table"</summary>
                    <div class="frame-scroll" tabindex="0" role="region" aria-label="Every day as a table">
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

fn row(component: &PublicComponent, day: &DayRollup) -> Drawn {
    let clocks = day.clocks;
    let times = [clocks.down, clocks.degraded, clocks.maintenance, clocks.unknown]
        .map(|millis| view! { <td>{if millis > 0 { length(millis) } else { "-".into() }}</td> });
    let quantiles =
        [day.latency.map(|its| its.p50), day.latency.map(|its| its.p95), day.latency.map(|its| its.p99)]
            .map(|micros| view! { <td>{micros.map_or("-".into(), latency)}</td> });
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Day(component.id.clone(), day.day).path()>
                    <time datetime=day.day.to_string()>{date(day.day)}</time>
                </a>
            </th>
            <td>{mark(day.worst, None)}</td>
            <td>{component.counting(clocks).uptime().map_or("-".into(), percent)}</td>
            {times.collect_view()}
            {quantiles.collect_view()}
        </tr>
    }
    .drawn()
}
