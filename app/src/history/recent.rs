//! The last days, for the first page.

use super::Measured;
use super::day::Known;
use super::list::list;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use leptos::prelude::*;
use messages::Locale;
use model::public::Public;
use model::time::Day;

/// How many days are told, the current one included.
const DAYS: i64 = 7;

/// The section of the last days, with the way to all others.
pub fn recent(locale: &Locale, public: &Public) -> Drawn {
    let today = public.at.day();
    let first = Day(today.0 + 1 - DAYS);
    let measured: Vec<_> = public.components().map(|component| Measured::of(component, first)).collect();
    let known = Known { incidents: &public.incidents, measured: &measured, works: &[], now: public.at };
    view! {
        <section class="history-recent" aria-labelledby="recent">
            <h2 id="recent">{locale.count("last-days", DAYS as usize, &[])}</h2>
            {list(locale, &known, first, today, 3)}
            <p>
                <a href=Route::History(None).path()>{locale.text("history-by-month")}</a>
                " "
                <a href=Route::Incidents.path()>{locale.text("past-incidents")}</a>
                " "
                <a href=Route::Report(None).path()>{locale.text("uptime-by-month")}</a>
            </p>
        </section>
    }
    .drawn()
}
