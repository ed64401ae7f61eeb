//! The page of one day of a component: each span of it, its five clocks, and the incidents that touched it.

use super::history::formula;
use super::{find, sum};
use crate::history::day::touches;
use crate::incidents::standing;
use crate::page::{Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::figure::latency;
use crate::ui::mark::mark;
use crate::ui::moment::{date, moment, second};
use leptos::prelude::*;
use model::public::{Public, PublicComponent, PublicSystem};
use model::status::Status;
use model::time::{Day, MINUTE, length};
use model::timeline::Span;
use model::uptime::DayRollup;
use std::sync::Arc;

/// A day of a component, for its page.
#[derive(Clone)]
pub struct DayPage {
    /// The estate, and the instant at which the page is true.
    pub public: Arc<Public>,
    /// The component's id.
    pub component: String,
    /// What was measured on the day.
    pub rollup: DayRollup,
    /// The spans that tile the day as far as it was lived, oldest first.
    pub spans: Vec<Span<Status>>,
}

impl DayPage {
    pub(crate) fn head(&self) -> Head {
        let Some((_, component)) = self.found() else { return Problem::missing(None).head() };
        Head {
            title: format!("{}, {}", component.name, date(self.rollup.day)),
            description: format!("{}, {}", component.name, sum::day(component, &self.rollup)),
            section: Some(Section::Status),
            bundle: None,
            listed: false,
        }
    }

    pub(crate) fn body(&self) -> Drawn {
        let Some((system, component)) = self.found() else { return Problem::missing(None).body() };
        view! {
            <div class="frame-column status-page">
                {self.title(system, component)}
                <section class="status-history">
                    <h2>"Where the day went"</h2>
                    {self.strip()}
                    <p class="status-axis" aria-hidden="true"><span>"00:00 UTC"</span> " " <span>"24:00 UTC"</span></p>
                    {formula(self.rollup.clocks, component.maintenance_counts)}
                    {self.latency()}
                </section>
                {self.table()}
                {self.incidents(component)}
                {self.turn(component)}
            </div>
        }
        .drawn()
    }

    fn found(&self) -> Option<(&PublicSystem, &PublicComponent)> {
        find::component(&self.public, &self.component)
    }

    fn title(&self, system: &PublicSystem, component: &PublicComponent) -> Drawn {
        let day = date(self.rollup.day);
        let above = [
            (Route::Overview, "Status".into()),
            (Route::System(system.id.clone()), system.name.clone()),
            (Route::Component(component.id.clone()), component.name.clone()),
        ];
        let so_far = (self.rollup.day == self.public.at.day()).then(|| {
            view! { <p class="status-meta">"The day so far, as of " {moment(self.public.at)}</p> }
        });
        view! {
            <header class="status-title">
                {crumbs(above, &day)}
                <h1>{component.name.clone()} ", " {day.clone()}</h1>
                <p class="status-present">{mark(self.rollup.worst, None)}</p>
                <p class="status-summary">{sum::day(component, &self.rollup)}</p>
                {so_far}
            </header>
        }
        .drawn()
    }

    /// The day from midnight to midnight, a minute a unit.
    fn strip(&self) -> Drawn {
        let start = self.rollup.day.start();
        let rects = self.spans.iter().map(|span| {
            let from = span.from.since(start) as f64 / MINUTE as f64;
            let width = (span.millis() as f64 / MINUTE as f64).max(2.0);
            let (x, width) = (format!("{from:.1}"), format!("{width:.1}"));
            view! { <rect data-status=span.state.slug() x=x width=width height="32"/> }
        });
        view! {
            <svg class="history-strip" viewBox="0 0 1440 32" preserveAspectRatio="none" aria-hidden="true">
                <rect class="history-ahead" width="1440" height="32"/>
                {rects.collect_view()}
            </svg>
        }
        .drawn()
    }

    fn latency(&self) -> Option<Drawn> {
        let its = self.rollup.latency?;
        let words = format!("p50 {}, p95 {}, p99 {}", latency(its.p50), latency(its.p95), latency(its.p99));
        Some(view! { <p>"Latency of all good answers: " {words}</p> }.drawn())
    }

    fn table(&self) -> Drawn {
        let day = self.rollup.day;
        let rows = self.spans.iter().map(|span| row(span, day)).collect_view();
        let columns = ["Status", "From", "To", "Length"].map(|name| view! { <th scope="col">{name}</th> });
        view! {
            <section class="history-spans">
                <h2 id="spans">"Spans"</h2>
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="spans">
                    <table>
                        <caption>"What it was from when to when; they tile the day"</caption>
                        <thead><tr>{columns.collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .drawn()
    }

    fn incidents(&self, component: &PublicComponent) -> Drawn {
        let day = self.rollup.day;
        let affects = |id: &str| id == component.id;
        let touching = self.public.incidents.iter().filter(|its| touches(its, day, self.public.at));
        let touching = touching.filter(|its| its.impacts.iter().any(|impact| affects(&impact.component)));
        let items: Vec<_> = touching
            .map(|its| {
                let path = Route::Incident(its.id.clone()).path();
                view! { <li><a href=path>{its.title.clone()}</a> <p class="incident-standing">{standing(its)}</p></li> }
            })
            .collect();
        let content = match items.is_empty() {
            true => view! { <p>"None was told of that affected it on this day."</p> }.drawn(),
            false => view! { <ul class="incident-list">{items}</ul> }.drawn(),
        };
        view! { <section><h2>"Incidents"</h2> {content}</section> }.drawn()
    }

    /// Links to the days before and after, as far as its bar goes.
    fn turn(&self, component: &PublicComponent) -> Drawn {
        let link = |offset: i64, rel: &'static str| {
            let day = Day(self.rollup.day.0 + offset);
            let is_there = component.days.iter().any(|rollup| rollup.day == day);
            let path = Route::Day(component.id.clone(), day).path();
            is_there.then(|| view! { <a href=path rel=rel>{date(day)}</a> })
        };
        view! { <nav class="history-turn" aria-label="Days">{link(-1, "prev")} " " {link(1, "next")}</nav> }
            .drawn()
    }
}

fn row(span: &Span<Status>, day: Day) -> Drawn {
    view! {
        <tr>
            <td>{mark(span.state, None)}</td>
            <td><time datetime=span.from.to_string()>{second(span.from, day)}</time></td>
            <td><time datetime=span.to.to_string()>{second(span.to, day)}</time></td>
            <td>{length(span.millis())}</td>
        </tr>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page::Page;
    use crate::status::sample::{NOW, html, public, with_name};
    use model::time::MINUTE;

    /// Cassandra today: down for its last 12 minutes.
    fn page() -> String {
        let public = Arc::new(public());
        let rollup = *with_name(&public, "Cassandra").days.last().unwrap();
        let (start, fell) = (NOW.day().start(), NOW - 12 * MINUTE);
        let spans = vec![
            Span { from: start, to: fell, state: Status::Operational },
            Span { from: fell, to: NOW, state: Status::MajorOutage },
        ];
        html(&Page::Day(DayPage { public, component: "butterfly/cassandra".into(), rollup, spans }))
    }

    #[test]
    fn a_day_is_told_span_by_span_and_in_figures() {
        let html = page();
        assert!(
            html.contains("<h1>Cassandra, 20 Nov 2026</h1>") || html.contains("Cassandra<!>, <!>20 Nov 2026"),
            "{html}"
        );
        assert!(html.contains(">00:00:00 UTC</time>") && html.contains(">22:57:39 UTC</time>"), "{html}");
        assert!(html.contains("<td>12 min</td>") && html.contains("23.1 h"), "{html}");
        assert!(html.contains("The day so far") && html.contains("p50 3.4 ms"));
        assert!(html.contains("None was told of"));
        assert!(html.contains(r#"href="/status/butterfly/cassandra/2026-11-19" rel="prev""#), "{html}");
        assert!(!html.contains(r#"rel="next""#) && !html.contains(" style="));
    }

    #[test]
    fn each_day_of_a_bar_leads_to_its_page_and_says_its_figures() {
        let html = html(&Page::Component(Arc::new(public()), "butterfly/cassandra".into()));
        let words = "20 Nov 2026: major outage, uptime 99.136 %, down 12 min";
        let link = format!(r#"<a href="/status/butterfly/cassandra/2026-11-20" aria-label="{words}">"#);
        assert!(html.contains(&link), "{html}");
        assert_eq!(html.matches("<rect x=").count(), 90);
    }
}
