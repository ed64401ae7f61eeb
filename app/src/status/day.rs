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
use crate::ui::moment::second;
use crate::ui::when::{date, length, time};
use leptos::prelude::*;
use messages::Locale;
use model::public::{Public, PublicComponent, PublicSystem};
use model::status::Status;
use model::time::{Day, MINUTE};
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
    pub(crate) fn head(&self, locale: &Locale) -> Head {
        let Some((_, component)) = self.found() else { return Problem::missing(None).head(locale) };
        Head {
            title: locale.fill(
                "day-title",
                &[("component", &component.name), ("date", &date(locale, self.rollup.day))],
            ),
            description: format!("{}, {}", component.name, sum::day(locale, component, &self.rollup)),
            section: Some(Section::Status),
            bundle: None,
            listed: false,
        }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let Some((system, component)) = self.found() else { return Problem::missing(None).body(locale) };
        view! {
            <div class="frame-column status-page">
                {self.title(locale, system, component)}
                <section class="status-history">
                    <h2>{locale.text("day-went")}</h2>
                    {self.strip()}
                    <p class="status-axis" aria-hidden="true"><span>"00:00 UTC"</span> " " <span>"24:00 UTC"</span></p>
                    {formula(locale, self.rollup.clocks, component.maintenance_counts)}
                    {self.latency(locale)}
                </section>
                {self.table(locale)}
                {self.incidents(locale, component)}
                {self.turn(locale, component)}
            </div>
        }
        .drawn()
    }

    fn found(&self) -> Option<(&PublicSystem, &PublicComponent)> {
        find::component(&self.public, &self.component)
    }

    fn title(&self, locale: &Locale, system: &PublicSystem, component: &PublicComponent) -> Drawn {
        let day = date(locale, self.rollup.day);
        let above = [
            (Route::Overview, locale.text("nav-status")),
            (Route::System(system.id.clone()), system.name.clone()),
            (Route::Component(component.id.clone()), component.name.clone()),
        ];
        let so_far = (self.rollup.day == self.public.at.day()).then(|| {
            let html = locale.fill("day-so-far", &[("time", &time(locale, self.public.at))]);
            view! { <p class="status-meta" inner_html=html></p> }
        });
        view! {
            <header class="status-title">
                {crumbs(locale, above, &day)}
                <h1>{locale.fill("day-title", &[("component", &component.name), ("date", &day)])}</h1>
                <p class="status-present">{mark(locale, self.rollup.worst, None)}</p>
                <p class="status-summary">{sum::day(locale, component, &self.rollup)}</p>
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

    fn latency(&self, locale: &Locale) -> Option<Drawn> {
        let its = self.rollup.latency?;
        let [p50, p95, p99] = [its.p50, its.p95, its.p99].map(|micros| locale.figure(&latency(micros)));
        let words = locale.fill("day-latency", &[("p50", &p50), ("p95", &p95), ("p99", &p99)]);
        Some(view! { <p>{words}</p> }.drawn())
    }

    fn table(&self, locale: &Locale) -> Drawn {
        let day = self.rollup.day;
        let rows = self.spans.iter().map(|span| row(locale, span, day)).collect_view();
        let columns = ["column-status", "column-from", "column-to", "column-length"];
        let columns = columns.map(|name| view! { <th scope="col">{locale.text(name)}</th> });
        view! {
            <section class="history-spans">
                <h2 id="spans">{locale.text("spans")}</h2>
                <div class="frame-scroll" tabindex="0" role="region" aria-labelledby="spans">
                    <table>
                        <caption>{locale.text("spans-caption")}</caption>
                        <thead><tr>{columns.collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .drawn()
    }

    fn incidents(&self, locale: &Locale, component: &PublicComponent) -> Drawn {
        let day = self.rollup.day;
        let affects = |id: &str| id == component.id;
        let touching = self.public.incidents.iter().filter(|its| touches(its, day, self.public.at));
        let touching = touching.filter(|its| its.impacts.iter().any(|impact| affects(&impact.component)));
        let items: Vec<_> = touching
            .map(|its| {
                let path = Route::Incident(its.id.clone()).path();
                view! { <li><a href=path>{its.title.clone()}</a> <p class="incident-standing">{standing(locale, its)}</p></li> }
            })
            .collect();
        let content = match items.is_empty() {
            true => view! { <p>{locale.text("day-no-incident")}</p> }.drawn(),
            false => view! { <ul class="incident-list">{items}</ul> }.drawn(),
        };
        view! { <section><h2>{locale.text("incidents")}</h2> {content}</section> }.drawn()
    }

    /// Links to the days before and after, as far as its bar goes.
    fn turn(&self, locale: &Locale, component: &PublicComponent) -> Drawn {
        let link = |offset: i64, rel: &'static str| {
            let day = Day(self.rollup.day.0 + offset);
            let is_there = component.days.iter().any(|rollup| rollup.day == day);
            let path = Route::Day(component.id.clone(), day).path();
            is_there.then(|| view! { <a href=path rel=rel>{date(locale, day)}</a> })
        };
        view! { <nav class="history-turn" aria-label=locale.text("days-nav")>{link(-1, "prev")} " " {link(1, "next")}</nav> }
            .drawn()
    }
}

fn row(locale: &Locale, span: &Span<Status>, day: Day) -> Drawn {
    view! {
        <tr>
            <td>{mark(locale, span.state, None)}</td>
            <td><time datetime=span.from.to_string()>{second(span.from, day)}</time></td>
            <td><time datetime=span.to.to_string()>{second(span.to, day)}</time></td>
            <td>{length(locale, span.millis())}</td>
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
        assert!(html.contains("<h1>Cassandra, 20 Nov 2026</h1>"), "{html}");
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
