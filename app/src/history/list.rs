//! Days as a list, the latest first; those of which there is nothing to tell in one line for a run of them.

use super::day::{Kind, Known, PastDay, backwards, weekday};
use super::{Measured, PastWork};
use crate::incidents::standing;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use crate::ui::moment::{brief, clock, date};
use leptos::prelude::*;
use model::public::PublicIncident;
use model::time::{At, Day, length};
use model::uptime::DayRollup;

/// The most components of a day that are told one by one.
const TOLD: usize = 8;

/// The days from `first` to `last`, whose headings are of the level 2 or 3.
pub(super) fn list(known: &Known, first: Day, last: Day, level: u8) -> Drawn {
    let days: Vec<_> = backwards(first, last).map(|day| known.day(day)).collect();
    let runs = days.chunk_by(|one, next| one.kind() != Kind::Eventful && one.kind() == next.kind());
    let items = runs.map(|run| match run {
        [day] if day.kind() == Kind::Eventful => eventful(day, known.now, level),
        run => calm(run, known.now),
    });
    view! { <ol class="history-days">{items.collect_view()}</ol> }.drawn()
}

fn eventful(day: &PastDay, now: At, level: u8) -> Drawn {
    let time = view! { <time datetime=day.day.to_string()>{name(day.day, now)}</time> }.drawn();
    let heading = match level {
        2 => view! { <h2>{time}</h2> }.drawn(),
        _ => view! { <h3>{time}</h3> }.drawn(),
    };
    let incidents = day.incidents.iter().map(|its| incident(its, day.day)).collect_view();
    let works = day.works.iter().map(|its| work(its, day.day)).collect_view();
    let troubles = day.troubles.iter().take(TOLD).map(|(its, rollup)| trouble(its, rollup)).collect_view();
    view! {
        <li id=format!("day-{}", day.day)>
            {heading}
            <ul>{incidents} {works} {troubles} {more(day.troubles.len())} {maintained(day)}</ul>
        </li>
    }
    .drawn()
}

/// A run of days of which there is nothing to tell.
fn calm(run: &[PastDay], now: At) -> Drawn {
    let (Some(last), Some(first)) = (run.first(), run.last()) else { return ().drawn() };
    let time = |day: Day| view! { <time datetime=day.to_string()>{name(day, now)}</time> };
    let from = (first.day < last.day).then(|| view! { {time(first.day)} " to " });
    let words = match last.kind() {
        Kind::Unseen => "No data: nothing was watched.",
        _ => "Quiet: no incident, no trouble, no maintenance.",
    };
    view! { <li class="history-calm"><p>{from} {time(last.day)}</p> <p>{words}</p></li> }.drawn()
}

/// A day as it is called: `Today`, `Fri 20 Nov 2026`.
fn name(day: Day, now: At) -> String {
    if day == now.day() { "Today".into() } else { format!("{} {}", weekday(day), date(day)) }
}

fn incident(incident: &PublicIncident, day: Day) -> Drawn {
    let on_day = |at: At| at.day() == day;
    let began = on_day(incident.began).then(|| format!("began {}", clock(incident.began)));
    let ended = incident.resolved.filter(|at| on_day(*at)).map(|at| format!("resolved {}", clock(at)));
    let told: Vec<_> = began.into_iter().chain(ended).collect();
    let told = if told.is_empty() { "went on".into() } else { told.join(", ") };
    view! {
        <li class="history-incident">
            <a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a>
            <p class="incident-standing">{standing(incident)} " " <span>{told}</span></p>
        </li>
    }
    .drawn()
}

fn work(work: &PastWork, day: Day) -> Drawn {
    let (from, to) = (work.window.from, work.window.to);
    let near = day.start();
    view! {
        <li>
            {mark(model::status::Status::Maintenance, None)}
            " "
            <span>{work.title.clone()} ", planned from " {brief(from, near)} " to " {brief(to, near)}</span>
        </li>
    }
    .drawn()
}

fn trouble(its: &Measured, rollup: &DayRollup) -> Drawn {
    let path = Route::Day(its.id.clone(), rollup.day).path();
    view! {
        <li>
            {mark(rollup.worst, None)}
            " "
            <span><a href=path>{its.name.clone()}</a> ", " {lost(rollup)}</span>
        </li>
    }
    .drawn()
}

/// How long it was down and degraded: `down 12 min, degraded 1 h`.
fn lost(rollup: &DayRollup) -> String {
    let parts = [("down", rollup.clocks.down), ("degraded", rollup.clocks.degraded)];
    let parts = parts.iter().filter(|(_, millis)| *millis > 0);
    parts.map(|(word, millis)| format!("{word} {}", length(*millis))).collect::<Vec<_>>().join(", ")
}

fn more(troubles: usize) -> Option<Drawn> {
    let left = troubles.checked_sub(TOLD).filter(|left| *left > 0)?;
    let of = if left == 1 { "component" } else { "components" };
    Some(view! { <li>"And trouble of " {left} " more " {of}</li> }.drawn())
}

fn maintained(day: &PastDay) -> Option<Drawn> {
    let besides = day.maintained_besides();
    let names: Vec<_> = besides.iter().take(TOLD).map(|its| its.name.as_str()).collect();
    let more = besides.len().checked_sub(TOLD).filter(|more| *more > 0);
    let more = more.map(|more| format!(" and {more} more"));
    (!besides.is_empty()).then(|| {
        view! {
            <li>{mark(model::status::Status::Maintenance, None)} " " <span>{names.join(", ")} {more}</span></li>
        }
        .drawn()
    })
}
