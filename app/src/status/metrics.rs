//! The numbers of a component that visitors may see: the latest of each, and its last day as a line and in figures.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::when::{brief, time_html};
use leptos::prelude::*;
use line::line;
use messages::Locale;
use model::public::{PublicComponent, PublicMetric};
use model::time::At;
use value::value;

mod line;
mod value;

/// The section with all metrics of `component`; `at` is when the page was true.
pub fn metrics(locale: &Locale, component: &PublicComponent, at: At) -> Drawn {
    let cards = component.metrics.iter().map(|metric| card(locale, metric, at)).collect_view();
    (!component.metrics.is_empty())
        .then(|| {
            view! {
                <section class="metric-section">
                    <h2 id="metrics">{locale.text("metrics")}</h2>
                    <ul class="metric-cards">{cards}</ul>
                    {table(locale, component, at)}
                </section>
            }
        })
        .drawn()
}

fn card(locale: &Locale, metric: &PublicMetric, at: At) -> Drawn {
    let latest = metric.trace.latest(at).map(|(read, number)| {
        let time = time_html(read, &brief(locale, read, at));
        view! {
            <p class="metric-latest">
                <strong>{locale.figure(&value(number, &metric.unit))}</strong>
                " "
                <span inner_html=locale.fill("metric-at", &[("time", &time)])></span>
            </p>
            {line(locale, metric, at)}
            <p class="metric-axis" aria-hidden="true"><span>{locale.text("metric-ago")}</span> " " <span>{locale.text("now")}</span></p>
        }
        .drawn()
    });
    let none = || view! { <p class="metric-none">{locale.text("metric-none")}</p> }.drawn();
    view! { <li class="metric-card"><h3>{metric.name.clone()}</h3> {latest.unwrap_or_else(none)}</li> }
        .drawn()
}

/// What the lines show, for who cannot see them or wants it exactly.
fn table(locale: &Locale, component: &PublicComponent, at: At) -> Drawn {
    let rows = component.metrics.iter().filter_map(|metric| row(locale, metric, at)).collect::<Vec<_>>();
    let columns = ["column-metric", "column-least", "column-mean", "column-most"];
    let columns = columns.map(|name| view! { <th scope="col">{locale.text(name)}</th> });
    (!rows.is_empty())
        .then(|| {
            view! {
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="metrics">
                    <table class="metric-table">
                        <caption>{locale.text("metric-caption")}</caption>
                        <thead><tr>{columns.collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
        .drawn()
}

fn row(locale: &Locale, metric: &PublicMetric, at: At) -> Option<Drawn> {
    let extent = metric.trace.extent(at)?;
    let figures =
        [extent.least, extent.mean, extent.most].map(|number| locale.figure(&value(number, &metric.unit)));
    let figures = figures.map(|figure| view! { <td>{figure}</td> });
    Some(view! { <tr><th scope="row">{metric.name.clone()}</th> {figures.collect_view()}</tr> }.drawn())
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::status::sample::{html, public};
    use std::sync::Arc;

    fn page(id: &str) -> String {
        html(&Page::Component(Arc::new(public()), id.into()))
    }

    #[test]
    fn a_metric_shows_its_latest_value_and_when_it_was_read() {
        let html = page("butterfly/capsule");
        assert!(html.contains("<h3>Requests</h3>"), "{html}");
        assert!(html.contains("<strong>14.4 /s</strong>"), "{html}");
        assert!(html.contains("at <time datetime=\"2026-11-20T23:09:19Z\">23:09 UTC</time>"), "{html}");
        assert!(
            html.contains("aria-label=\"Requests, last 24 hours: from 10 /s to 14.4 /s, mean 12.2 /s\""),
            "{html}"
        );
        assert!(html.contains("The last 24 hours in figures"), "{html}");
    }

    #[test]
    fn a_metric_without_a_reading_says_so() {
        let html = page("butterfly/capsule");
        assert!(html.contains("<h3>Response time, p95</h3><p class=\"metric-none\">"), "{html}");
        assert_eq!(html.matches("class=\"metric-line\"").count(), 1, "{html}");
    }

    #[test]
    fn without_metrics_there_is_no_section() {
        assert!(!page("butterfly/cassandra").contains("Metrics"));
    }
}
