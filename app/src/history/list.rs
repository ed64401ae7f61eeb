//! Days as a list, the latest first; those of which there is nothing to tell in one line for a run of them.

use super::day::{Kind, Known, PastDay, backwards};
use super::{Measured, PastWork};
use crate::incidents::standing;
use crate::route::Route;
use crate::status::sum::lost;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use crate::ui::mark::mark;
use crate::ui::moment::clock;
use crate::ui::when::{brief, time_html, weekday};
use leptos::prelude::*;
use messages::Locale;
use model::public::PublicIncident;
use model::time::{At, Day};
use model::uptime::DayRollup;

/// The most components of a day that are told one by one.
const TOLD: usize = 8;

/// The days from `first` to `last`, whose headings are of the level 2 or 3.
pub(super) fn list(locale: &Locale, known: &Known, first: Day, last: Day, level: u8) -> Drawn {
    let days: Vec<_> = backwards(first, last).map(|day| known.day(day)).collect();
    let runs = days.chunk_by(|one, next| one.kind() != Kind::Eventful && one.kind() == next.kind());
    let items = runs.map(|run| match run {
        [day] if day.kind() == Kind::Eventful => eventful(locale, day, known.now, level),
        run => calm(locale, run, known.now),
    });
    view! { <ol class="history-days">{items.collect_view()}</ol> }.drawn()
}

fn eventful(locale: &Locale, day: &PastDay, now: At, level: u8) -> Drawn {
    let time = view! { <time datetime=day.day.to_string()>{name(locale, day.day, now)}</time> }.drawn();
    let heading = match level {
        2 => view! { <h2>{time}</h2> }.drawn(),
        _ => view! { <h3>{time}</h3> }.drawn(),
    };
    let incidents = day.incidents.iter().map(|its| incident(locale, its, day.day)).collect_view();
    let works = day.works.iter().map(|its| work(locale, its, day.day)).collect_view();
    let troubles =
        day.troubles.iter().take(TOLD).map(|(its, rollup)| trouble(locale, its, rollup)).collect_view();
    view! {
        <li id=format!("day-{}", day.day)>
            {heading}
            <ul>{incidents} {works} {troubles} {more(locale, day.troubles.len())} {maintained(locale, day)}</ul>
        </li>
    }
    .drawn()
}

/// A run of days of which there is nothing to tell.
fn calm(locale: &Locale, run: &[PastDay], now: At) -> Drawn {
    let (Some(last), Some(first)) = (run.first(), run.last()) else { return ().drawn() };
    let time = |day: Day| format!("<time datetime=\"{day}\">{}</time>", name(locale, day, now));
    let days = match first.day < last.day {
        true => locale.fill("from-to", &[("from", &time(first.day)), ("to", &time(last.day))]),
        false => time(last.day),
    };
    let words = if last.kind() == Kind::Unseen { "history-unseen" } else { "history-quiet" };
    view! { <li class="history-calm"><p inner_html=days></p> <p>{locale.text(words)}</p></li> }.drawn()
}

/// A day as it is called: `Today`, `Fri 20 Nov 2026`.
fn name(locale: &Locale, day: Day, now: At) -> String {
    if day == now.day() { locale.text("today") } else { weekday(locale, day) }
}

fn incident(locale: &Locale, incident: &PublicIncident, day: Day) -> Drawn {
    let on_day = |at: At| at.day() == day;
    let at = |message, at: At| locale.fill(message, &[("time", &time_html(at, &clock(at)))]);
    let began = on_day(incident.began).then(|| at("history-began", incident.began));
    let ended = incident.resolved.filter(|at| on_day(*at)).map(|ended| at("history-resolved", ended));
    let told: Vec<_> = began.into_iter().chain(ended).collect();
    let told = if told.is_empty() { locale.text("history-went-on") } else { locale.list(told) };
    view! {
        <li class="history-incident">
            <a href=Route::Incident(incident.id.clone()).path()>{incident.title.clone()}</a>
            <p class="incident-standing">{standing(locale, incident)} " " <span inner_html=told></span></p>
        </li>
    }
    .drawn()
}

fn work(locale: &Locale, work: &PastWork, day: Day) -> Drawn {
    let (from, to) = (work.window.from, work.window.to);
    let time = |at| time_html(at, &brief(locale, at, day.start()));
    let title = format!("<bdi>{}</bdi>", escape(&work.title));
    let words = [("title", title.as_str()), ("from", &time(from)), ("to", &time(to))];
    let words = locale.fill("history-planned", &words);
    view! {
        <li>
            {mark(locale, model::status::Status::Maintenance, None)}
            " "
            <span inner_html=words></span>
        </li>
    }
    .drawn()
}

fn trouble(locale: &Locale, its: &Measured, rollup: &DayRollup) -> Drawn {
    let path = Route::Day(its.id.clone(), rollup.day).path();
    view! {
        <li>
            {mark(locale, rollup.worst, None)}
            " "
            <span><a href=path>{its.name.clone()}</a> {locale.text("comma")} " " {lost(locale, rollup)}</span>
        </li>
    }
    .drawn()
}

fn more(locale: &Locale, troubles: usize) -> Option<Drawn> {
    let left = troubles.checked_sub(TOLD).filter(|left| *left > 0)?;
    Some(view! { <li>{locale.count("history-more", left, &[])}</li> }.drawn())
}

fn maintained(locale: &Locale, day: &PastDay) -> Option<Drawn> {
    let besides = day.maintained_besides();
    let names = locale.list(besides.iter().take(TOLD).map(|its| its.name.clone()));
    let more = besides.len().checked_sub(TOLD).filter(|more| *more > 0);
    let more = more.map(|more| locale.count("and-more", more, &[]));
    (!besides.is_empty()).then(|| {
        view! {
            <li>{mark(locale, model::status::Status::Maintenance, None)} " " <span>{names} " " {more}</span></li>
        }
        .drawn()
    })
}
