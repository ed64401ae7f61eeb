//! The last 90 days of a component: its bar, its uptime, and the time that the uptime is made of.

use super::{bar::walk, sum};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::hours;
use crate::ui::moment::date;
use leptos::prelude::*;
use model::public::{BAR_DAYS, PublicComponent};
use model::time::{At, Day};
use model::uptime::{Clocks, percent};

/// The section with bar, uptime and formula.
pub fn history(component: &PublicComponent, at: At) -> Drawn {
    let today = at.day();
    let first = Day(today.0 + 1 - BAR_DAYS);
    view! {
        <section class="status-history">
            <h2>"Last " {BAR_DAYS} " days"</h2>
            {figure(component, today)}
            {walk(component, today)}
            <p class="status-axis" aria-hidden="true"><span>{date(first)}</span> " " <span>"Today"</span></p>
            {formula(component.clocks(), component.maintenance_counts)}
        </section>
    }
    .drawn()
}

fn figure(component: &PublicComponent, today: Day) -> Drawn {
    sum::uptime(component).map(|uptime| {
        let reach = sum::reach(component, today);
        view! { <p class="status-uptime"><strong>{uptime}</strong> " " <span>"uptime, " {reach}</span></p> }
    })
    .drawn()
}

/// What the uptime of a component with these clocks is made of, and how.
pub(super) fn formula(clocks: Clocks, maintenance_counts: bool) -> Drawn {
    let counting = if maintenance_counts { clocks.with_maintenance_down() } else { clocks };
    let Some(uptime) = counting.uptime().map(percent) else {
        return view! { <p>"Nothing has been seen of this component yet, so there is no uptime to state."</p> }
            .drawn();
    };
    let up = format!("({} + {})", hours(clocks.up), hours(clocks.degraded));
    let figures = format!("{up} / {} = {uptime}", hours(counting.counted()));
    let (denominator, elsewhere) = match maintenance_counts {
        false => ("operational + degraded + down", "Maintenance and unknown time are on neither side"),
        true => (
            "operational + degraded + down + maintenance",
            "Maintenance counts as down, and unknown time is on neither side",
        ),
    };
    view! {
        <div class="status-sum">
            {clocks_table(clocks, maintenance_counts)}
            <div class="status-formula">
                <h3>"How the uptime is found"</h3>
                <p>"(operational + degraded) / (" {denominator} ")"</p>
                <p>{figures}</p>
                <p>
                    "It is time, not a count of checks. " {elsewhere} "; the percentage is rounded down."
                </p>
            </div>
        </div>
    }
    .drawn()
}

/// The five clocks as a table.
fn clocks_table(clocks: Clocks, maintenance_counts: bool) -> Drawn {
    let planned = if maintenance_counts { "down" } else { "not counted" };
    let rows = [
        ("operational", "Operational", clocks.up, "up"),
        ("degraded", "Degraded", clocks.degraded, "up"),
        ("major-outage", "Down", clocks.down, "down"),
        ("maintenance", "Maintenance", clocks.maintenance, planned),
        ("unknown", "Unknown", clocks.unknown, "not counted"),
    ];
    let rows = rows.map(|(status, name, millis, counts)| {
        view! {
            <tr>
                <th scope="row" data-status=status>{name}</th>
                <td>{hours(millis)}</td>
                <td>{counts}</td>
            </tr>
        }
    });
    view! {
        <table class="status-clocks">
            <caption>"Where the time went"</caption>
            <thead>
                <tr>
                    <th scope="col">"Status"</th>
                    <th scope="col">"Hours"</th>
                    <th scope="col">"Counts as"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .drawn()
}
