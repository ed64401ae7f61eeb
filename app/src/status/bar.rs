//! A component's days as one small drawing: a dash a day, drawn as one path for each status.
//!
//! Runs of equal days are one line each, which the style sheet cuts into dashes of 4 with gaps of 1, so a bar
//! takes some 300 bytes. Each status has a height and a place of its own, so it can be told without colour.
//! On the page of its component, each day of the bar leads to the day's own page. In a list, where the links of all days
//! would weigh ten times as much as the bars, a bar leads to that page, and `public/bars.js` takes its days from there.

use super::sum;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use leptos::prelude::*;
use messages::Locale;
use model::public::{BAR_DAYS, PublicComponent};
use model::status::Status;
use model::time::Day;
use std::fmt::Write;

/// Width of a day, its gap included.
const STEP: i64 = 5;
/// The box of the drawing: its last gap is cut off.
const VIEW: &str = "0 0 449 32";

/// The bar of the days up to `today`, with its figures as its text. No stop of the Tab key, as the name beside it leads to
/// the same page, unless there are keys to walk it.
pub fn bar(locale: &Locale, component: &PublicComponent, today: Day) -> Drawn {
    let drawn = drawn(component, today);
    view! {
        <a class="status-walk" href=Route::Component(component.id.clone()).path() tabindex="-1">
            <svg
                class="status-bar"
                viewBox=VIEW
                preserveAspectRatio="none"
                role="img"
                aria-label=sum::sentence(locale, component, today)
            >
                {drawn}
            </svg>
        </a>
    }
    .drawn()
}

/// The script by which the bars of a page are walked by keys.
pub fn keys() -> Drawn {
    view! { <script type="module" src="/bars.js"></script> }.drawn()
}

/// The same with a link for each day that has a page, which says the day's figures.
pub fn walk(locale: &Locale, component: &PublicComponent, today: Day) -> Drawn {
    let links = component.days.iter().filter_map(|rollup| {
        let place = place(rollup.day, today)? * STEP;
        let path = escape(&Route::Day(component.id.clone(), rollup.day).path());
        let words = escape(&sum::day(locale, component, rollup));
        Some(format!(
            "<a href=\"{path}\" aria-label=\"{words}\"><title>{words}</title>\
             <rect x=\"{place}\" width=\"{STEP}\" height=\"32\"/></a>"
        ))
    });
    let links: String = links.collect();
    view! {
        <svg
            class="status-bar"
            viewBox=VIEW
            preserveAspectRatio="none"
            role="group"
            aria-label=sum::sentence(locale, component, today)
        >
            {drawn(component, today)}
            <g inner_html=links></g>
        </svg>
    }
    .drawn()
}

/// The lines of all days.
fn drawn(component: &PublicComponent, today: Day) -> Drawn {
    let paths = paths(&states(component, today));
    paths.into_iter().map(|(name, d)| view! { <path data-status=name d=d/> }).collect_view().drawn()
}

/// The place of a day in the bar, from the left; nothing if it is not in it.
fn place(day: Day, today: Day) -> Option<i64> {
    Some(day.0 - (today.0 + 1 - BAR_DAYS)).filter(|place| (0..BAR_DAYS).contains(place))
}

/// What each day of the bar was, oldest first; nothing for a day without data.
fn states(component: &PublicComponent, today: Day) -> Vec<Option<Status>> {
    let mut states = vec![None; BAR_DAYS as usize];
    for day in &component.days {
        if let Some(state) = place(day.day, today).and_then(|place| states.get_mut(place as usize)) {
            *state = Some(day.worst);
        }
    }
    states
}

/// A path for each kind of day that occurs: its word in the style sheet and its lines.
fn paths(states: &[Option<Status>]) -> Vec<(&'static str, String)> {
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    let mut from = 0;
    for run in states.chunk_by(|a, b| a == b) {
        let name = run[0].map_or("no-data", Status::slug);
        let at = paths.iter().position(|(its, _)| *its == name).unwrap_or_else(|| {
            paths.push((name, String::new()));
            paths.len() - 1
        });
        for y in heights(run[0]) {
            let _ = write!(paths[at].1, "M{} {y}h{}", from * STEP, run.len() as i64 * STEP - 1);
        }
        from += run.len() as i64;
    }
    paths
}

/// The middle of each line of a day, from 0 at the top to 32; how thick they are is in the style sheet.
fn heights(state: Option<Status>) -> &'static [i64] {
    match state {
        Some(Status::PartialOutage) => &[6, 26],
        Some(Status::Maintenance) => &[12, 20],
        Some(Status::Degraded) => &[19],
        _ => &[16],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_days_are_one_line() {
        let mut states = vec![Some(Status::Operational); 90];
        states[3] = Some(Status::PartialOutage);
        assert_eq!(
            paths(&states),
            [
                ("operational", "M0 16h14M20 16h429".to_owned()),
                ("partial-outage", "M15 6h4M15 26h4".to_owned())
            ]
        );
    }

    #[test]
    fn every_day_is_drawn_once() {
        let kinds = [None, Some(Status::Operational), Some(Status::Degraded), Some(Status::MajorOutage)];
        let states: Vec<_> = (0..90).map(|i| kinds[i * i % 7 % 4]).collect();
        let lines = paths(&states).into_iter().flat_map(|(_, d)| {
            d.split('M')
                .skip(1)
                .filter_map(|line| line.split('h').nth(1)?.parse::<i64>().ok())
                .collect::<Vec<_>>()
        });
        assert_eq!(lines.map(|width| (width + 1) / STEP).sum::<i64>(), 90);
    }
}
