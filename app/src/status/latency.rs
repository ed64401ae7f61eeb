//! The latency of a component as three lines on one scale, over a day or up to a year, and the table behind them. Over the
//! time of the bar, that is the table of its days.

use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::latency;
use crate::ui::when::{date, moment};
use leptos::prelude::*;
use messages::Locale;
use model::latency::{Latencies, Range};
use model::time::At;
use model::uptime::Quantiles;
use std::fmt::Write;

/// Units of the drawing from one point to the next.
const STEP: i64 = 10;
/// Units of the drawing from its bottom, which is 0, to its top, where the largest value is.
const HEIGHT: u64 = 200;

/// Takes one of the quantiles of an hour or a day, in microseconds.
type Quantile = fn(Quantiles) -> u32;

/// The quantiles that are kept, by their words.
const QUANTILES: [(&str, Quantile); 3] =
    [("p50", |its| its.p50), ("p95", |its| its.p95), ("p99", |its| its.p99)];

/// The section of the component with this id.
pub fn latencies(locale: &Locale, id: &str, over: &Latencies) -> Drawn {
    let most = over.points.iter().map(|(_, its)| its.p50.max(its.p95).max(its.p99)).max();
    let content = match most {
        None => view! { <p>{locale.text("latency-none")}</p> }.drawn(),
        Some(most) => view! {
            <p class="status-axis"><span>{figure(locale, most)}</span></p>
            {chart(locale, over, most)}
            <p class="status-axis"><span>{place(locale, over, 0)}</span> " " <span>{place(locale, over, over.range.places() - 1)}</span></p>
            {legend(locale, over)}
            {(over.range != Range::Quarter).then(|| table(locale, over))}
        }
        .drawn(),
    };
    view! {
        <section class="status-latency" id="latency">
            <h2>{locale.text("latency")}</h2>
            {ranges(locale, id, over.range)}
            {content}
        </section>
    }
    .drawn()
}

/// The words of a range.
fn words(locale: &Locale, range: Range) -> String {
    match range {
        Range::Day => locale.count("hours", 24, &[]),
        Range::Week => locale.count("days", 7, &[]),
        Range::Month => locale.count("days", 30, &[]),
        Range::Quarter => locale.count("days", 90, &[]),
        Range::Year => locale.text("a-year"),
    }
}

/// A latency given in microseconds.
fn figure(locale: &Locale, micros: u32) -> String {
    locale.figure(&latency(micros))
}

/// Links to all ranges.
fn ranges(locale: &Locale, id: &str, current: Range) -> Drawn {
    let links = Range::ALL.map(|range| {
        let path = format!("{}#latency", Route::Latency(id.into(), range).path());
        view! { <li><a href=path aria-current=(range == current).then_some("true")>{words(locale, range)}</a></li> }
    });
    let label = locale.text("latency-ranges");
    view! { <nav aria-label=label><ul class="status-ranges">{links.collect_view()}</ul></nav> }.drawn()
}

/// The name of an hour or day.
fn place(locale: &Locale, over: &Latencies, place: i64) -> String {
    let at: At = over.at(place);
    match over.range {
        Range::Day => moment(locale, at),
        _ => date(locale, at.day()),
    }
}

fn chart(locale: &Locale, over: &Latencies, most: u32) -> Drawn {
    let view_box = format!("-5 -5 {} {}", over.range.places() * STEP, HEIGHT + 10);
    let lines = QUANTILES.map(|(name, of)| {
        let points: Vec<_> = over.points.iter().map(|(place, its)| (*place, of(*its))).collect();
        view! { <path data-quantile=name d=path(&points, most)/> }
    });
    let reach = QUANTILES.map(|(name, of)| {
        let (least, most) = extent(over, of);
        let [least, most] = [least, most].map(|micros| figure(locale, micros));
        locale.fill("latency-reach", &[("quantile", name), ("least", &least), ("most", &most)])
    });
    let each = if over.range == Range::Day { "latency-by-hour" } else { "latency-by-day" };
    let sentence = locale.fill(each, &[("reach", &locale.list(reach))]);
    view! {
        <svg class="status-lines" viewBox=view_box preserveAspectRatio="none" role="img" aria-label=sentence>
            {lines.collect_view()}
        </svg>
    }
    .drawn()
}

/// What the lines are, and how far each goes.
fn legend(locale: &Locale, over: &Latencies) -> Drawn {
    let rows = QUANTILES.iter().map(|(name, of)| {
        let (least, most) = extent(over, *of);
        let [least, most] = [least, most].map(|micros| figure(locale, micros));
        let meaning = locale.fill(&format!("latency-{name}"), &[("least", &least), ("most", &most)]);
        view! {
            <li>
                <svg viewBox="0 0 32 8" aria-hidden="true"><path data-quantile=*name d="M0 4h32"/></svg>
                <strong>{*name}</strong>
                " "
                <span>{meaning}</span>
            </li>
        }
    });
    view! { <ul class="status-quantiles">{rows.collect_view()}</ul> }.drawn()
}

/// The figures of the lines, the latest first.
fn table(locale: &Locale, over: &Latencies) -> Drawn {
    let rows = over.points.iter().rev().map(|(at, its)| {
        let figures = QUANTILES.map(|(_, of)| view! { <td>{figure(locale, of(*its))}</td> });
        let time = over.at(*at).to_string();
        view! {
            <tr>
                <th scope="row"><time datetime=time>{place(locale, over, *at)}</time></th>
                {figures.collect_view()}
            </tr>
        }
    });
    let names = QUANTILES.map(|(name, _)| view! { <th scope="col">{name}</th> });
    view! {
        <details class="status-days">
            <summary>{locale.text("latency-table")}</summary>
            <div class="frame-scroll" tabindex="0" role="region" aria-label=locale.text("latency-as-table")>
                <table>
                    <caption>{locale.text("latency-caption")}</caption>
                    <thead><tr><th scope="col">{locale.text("column-from")}</th> {names.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .drawn()
}

/// The least and the most of a quantile.
fn extent(over: &Latencies, of: Quantile) -> (u32, u32) {
    let all = || over.points.iter().map(|(_, its)| of(*its));
    (all().min().unwrap_or_default(), all().max().unwrap_or_default())
}

/// The path of points, each with its place, on a scale from 0 to `most`; it breaks where nothing answered. A point alone is a
/// stroke of no length: a dot.
fn path(points: &[(i64, u32)], most: u32) -> String {
    let depth = |micros: u32| HEIGHT - u64::from(micros) * HEIGHT / u64::from(most.max(1));
    let mut path = String::new();
    for run in points.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        for (index, (place, micros)) in run.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            // Writing to a string fails for nothing.
            let _ = write!(path, "{command}{} {}", place * STEP, depth(*micros));
        }
        if run.len() == 1 {
            path.push_str("h0");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html, public};
    use model::time::HOUR;
    use std::sync::Arc;

    #[test]
    fn a_line_breaks_where_nothing_answered() {
        assert_eq!(path(&[(0, 50), (1, 100), (5, 0)], 100), "M0 100L10 0M50 200h0");
        assert_eq!(path(&[(0, 0), (1, 0)], 0), "M0 200L10 200");
    }

    #[test]
    fn three_lines_say_how_far_they_go() {
        let page = |id: &str| html(&Page::Component(Arc::new(public()), id.into()));
        let told = page("butterfly/cassandra");
        assert_eq!(told.matches("<path data-quantile").count(), 6);
        assert!(
            told.contains("Latency by day: p50 from 3.4 ms to 3.4 ms, p95 from 9.1 ms to 9.1 ms"),
            "{told}"
        );
        assert!(told.contains("<span>24 ms</span>"));
        assert!(!page("ai-challenge/mcp-server").contains("status-latency"));
    }

    #[test]
    fn a_day_is_told_hour_by_hour_with_its_table_and_the_way_to_the_other_ranges() {
        let over = Latencies::of_answers([(NOW, 3_400), (NOW - 2 * HOUR, 5_000)], NOW);
        let html = html(&Page::Latency(Arc::new(public()), "butterfly/cassandra".into(), over));
        assert!(html.contains("Latency by hour: p50 from 3."), "{html}");
        assert!(
            html.contains(r#"<time datetime="2026-11-20T21:00:00Z">20 Nov 2026, 21:00 UTC</time>"#),
            "{html}"
        );
        let [day, quarter] = ["?range=day#latency\" aria-current=\"true\"", "cassandra#latency\""];
        assert!(html.contains(day) && html.contains(quarter), "{html}");
        assert!(!html.contains("?range=quarter"));
    }

    #[test]
    fn a_range_without_an_answer_says_so() {
        let over = Latencies::of_answers([], NOW);
        let html = html(&Page::Latency(Arc::new(public()), "ai-challenge/loki".into(), over));
        assert!(html.contains("Nothing answered in this time.") && html.contains("?range=year#latency"));
    }
}
