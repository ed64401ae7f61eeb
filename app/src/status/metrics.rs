//! The numbers of a component that visitors may see: the latest of each, and its last day as a line and in figures.

use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::brief;
use leptos::prelude::*;
use line::line;
use model::public::{PublicComponent, PublicMetric};
use model::time::At;
use value::value;

mod line;
mod value;

/// The section with all metrics of `component`; `at` is when the page was true.
pub fn metrics(component: &PublicComponent, at: At) -> Drawn {
    let cards = component.metrics.iter().map(|metric| card(metric, at)).collect_view();
    (!component.metrics.is_empty())
        .then(|| {
            view! {
                <section class="metric-section">
                    <h2 id="metrics">"Metrics"</h2>
                    <ul class="metric-cards">{cards}</ul>
                    {table(component, at)}
                </section>
            }
        })
        .drawn()
}

fn card(metric: &PublicMetric, at: At) -> Drawn {
    let latest = metric.trace.latest(at).map(|(read, number)| {
        let time = view! { <time datetime=read.to_string()>{brief(read, at)}</time> };
        view! {
            <p class="metric-latest">
                <strong>{value(number, &metric.unit)}</strong>
                " "
                <span>"at " {time}</span>
            </p>
            {line(metric, at)}
            <p class="metric-axis" aria-hidden="true"><span>"24 h ago"</span> " " <span>"Now"</span></p>
        }
        .drawn()
    });
    let none = || view! { <p class="metric-none">"No reading yet in the last 24 hours"</p> }.drawn();
    view! { <li class="metric-card"><h3>{metric.name.clone()}</h3> {latest.unwrap_or_else(none)}</li> }
        .drawn()
}

/// What the lines show, for who cannot see them or wants it exactly.
fn table(component: &PublicComponent, at: At) -> Drawn {
    let rows = component.metrics.iter().filter_map(|metric| row(metric, at)).collect::<Vec<_>>();
    let columns = ["Metric", "Least", "Mean", "Most"].map(|name| view! { <th scope="col">{name}</th> });
    (!rows.is_empty())
        .then(|| {
            view! {
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="metrics">
                    <table class="metric-table">
                        <caption>"The last 24 hours in figures"</caption>
                        <thead><tr>{columns.collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
        .drawn()
}

fn row(metric: &PublicMetric, at: At) -> Option<Drawn> {
    let extent = metric.trace.extent(at)?;
    let figures = [extent.least, extent.mean, extent.most].map(|number| value(number, &metric.unit));
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
