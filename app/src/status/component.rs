//! The page of one component: what it shows and since when, its days, metrics, troubles and neighbours.

use super::bar::keys;
use super::live::as_of;
use super::{days, find, group, history, latency, metrics, now, planned, slo, trouble};
use crate::docs::live::runbooks;
use crate::frame::Frame;
use crate::incidents::open::{affects, open};
use crate::page::{Bundle, Head, Section};
use crate::problem::Problem;
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use crate::ui::mark::{mark, word, word_within};
use crate::ui::when::{brief, time_html};
use leptos::prelude::*;
use messages::Locale;
use model::latency::{Latencies, Range};
use model::public::{Public, PublicComponent, PublicSystem};
use model::time::At;

pub(crate) fn head(locale: &Locale, public: &Public, id: &str) -> Head {
    let Some((system, component)) = find::component(public, id) else {
        return Problem::missing(None).head(locale);
    };
    let status = word(locale, component.status);
    Head {
        title: locale.fill("component-title", &[("component", &component.name), ("system", &system.name)]),
        description: locale.fill(
            "component-description",
            &[
                ("component", &component.name),
                ("system", &system.name),
                ("status", &status),
                ("summary", &component.summary),
            ],
        ),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

/// The page of the component with this id, with the latencies `over` some time, or over that of its bar.
pub(crate) fn body(frame: &Frame, public: &Public, id: &str, over: Option<&Latencies>) -> Drawn {
    let locale = &*frame.locale;
    let Some((system, component)) = find::component(public, id) else {
        return Problem::missing(None).body(locale);
    };
    view! {
        <div class="frame-column status-page">
            {title(frame, system, component, public)}
            {open(locale, public, |incident| affects(incident, |id| id == component.id))}
            {history::history(locale, component, public.at)}
            {slo::objective(locale, component, public.at.day())}
            {latencies(locale, component, over, public.at)}
            {days::days(locale, component)}
            {metrics::metrics(locale, component, public.at)}
            {runbooks(frame, [component.id.as_str()])}
            {planned::planned(locale, public, &frame.roles, |work| work.components.iter().any(|(id, _)| *id == component.id))}
            {trouble::troubles(locale, component, public.at)}
            {neighbours(locale, component)}
            {keys()}
        </div>
    }
    .drawn()
}

fn latencies(
    locale: &Locale,
    component: &PublicComponent,
    over: Option<&Latencies>,
    at: At,
) -> Option<Drawn> {
    let bar = Latencies::of_days(Range::Quarter, &component.days, at);
    let over = over.or((!bar.points.is_empty()).then_some(&bar))?;
    Some(latency::latencies(locale, &component.id, over))
}

fn title(frame: &Frame, system: &PublicSystem, component: &PublicComponent, public: &Public) -> Drawn {
    let (locale, at) = (&*frame.locale, public.at);
    let PublicComponent { name, summary, .. } = component.clone();
    let above = [
        (Route::Overview, locale.text("nav-status")),
        (Route::System(system.id.clone()), system.name.clone()),
    ];
    let docs = component.docs.clone().filter(|_| frame.site.docs).map(|path| {
        view! { <p><a href=Route::Docs(path).path()>{locale.text("component-docs")}</a></p> }
    });
    let subscribe = frame.site.subscribe.then(|| {
        let href = Route::Subscribe(Some(component.id.clone())).path();
        view! { <p><a href=href>{locale.text("component-subscribe")}</a></p> }
    });
    let since = now::since(locale, component.since, at);
    view! {
        <header class="status-title">
            {crumbs(locale, above, &name)}
            <h1>{name.clone()}</h1>
            <p class="status-present">
                {mark(locale, component.status, Some(&component.id))}
                " "
                <span class="status-since" data-of=component.id.clone() inner_html=since></span>
            </p>
            {because(locale, component, at)}
            <p class="status-summary" dir="auto">{summary}</p>
            {docs}
            {subscribe}
            {group::checked(locale, component, public)}
            {as_of(locale, at)}
        </header>
    }
    .drawn()
}

/// Why it shows what its checks do not say: the incidents that it is shown by. An open page draws it anew.
fn because(locale: &Locale, component: &PublicComponent, now: At) -> Drawn {
    let reasons = component.affecting.iter().map(|it| {
        let path = escape(&Route::Incident(it.incident.clone()).path());
        let incident = format!("<a href=\"{path}\">{}</a>", escape(&it.title));
        let since = time_html(it.since, &brief(locale, it.since, now));
        let status = word(locale, it.status);
        let html = locale.fill("because", &[("status", &status), ("incident", &incident), ("time", &since)]);
        view! { <li inner_html=html></li> }
    });
    let checks = locale.fill("because-checks", &[("status", &word_within(locale, component.measured))]);
    let list = (!component.affecting.is_empty())
        .then(|| view! { <ul>{reasons.collect_view()}</ul> <p>{checks}</p> });
    view! { <div class="incident-because" id="because">{list}</div> }.drawn()
}

fn neighbours(locale: &Locale, component: &PublicComponent) -> Drawn {
    let lists = [("needs", &component.neighbours.needs), ("needed-by", &component.neighbours.needed_by)];
    let lists = lists.into_iter().filter(|(_, links)| !links.is_empty()).map(|(heading, links)| {
        let links = links.iter().map(|(id, name)| {
            view! { <li><a href=Route::Component(id.clone()).path()>{name.clone()}</a></li> }
        });
        view! { <section><h2>{locale.text(heading)}</h2> <ul>{links.collect_view()}</ul></section> }
    });
    view! { <div class="status-neighbours">{lists.collect_view()}</div> }.drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::page::Page;
    use crate::status::sample::{html, public};
    use model::public::Affecting;
    use model::status::Status;
    use std::sync::Arc;

    fn page(id: &str) -> String {
        html(&Page::Component(Arc::new(public()), id.into()))
    }

    #[test]
    fn it_says_what_and_since_when() {
        let html = page("butterfly/cassandra");
        assert!(html.contains("<h1>Cassandra</h1>") && html.contains("Major outage"));
        assert!(html.contains(r#"<time datetime="2026-11-20T22:57:39Z">22:57 UTC</time>"#));
        assert!(html.contains("Needed by") && html.contains("/status/butterfly/capsule"));
        assert!(html.contains(r#"href="/docs/butterfly/components#cassandra""#));
        assert!(html.contains(r#"<a href="/docs/butterfly/runbooks/ring">Ring</a>"#), "{html}");
        assert!(!page("butterfly/capsule").contains("Runbooks</h2>"));
    }

    #[test]
    fn what_explains_its_trouble_is_named_on_every_page_that_shows_it() {
        let mut public = public();
        let capsule = &mut public.systems[0].groups[0].components[0];
        (capsule.status, capsule.affected_by) = (Status::Degraded, Some("butterfly/cassandra".into()));
        let public = Arc::new(public);
        let named = r#">Affected by <a href="/status/butterfly/cassandra">Cassandra</a></span>"#;
        let pages = [
            (Page::Overview(public.clone()), 2),
            (Page::System(public.clone(), "butterfly".into()), 1),
            (Page::Component(public.clone(), "butterfly/capsule".into()), 1),
            (Page::Component(public, "butterfly/cassandra".into()), 0),
        ];
        for (page, times) in pages {
            let html = html(&page);
            assert_eq!(html.matches(named).count(), times, "{html}");
        }
    }

    #[test]
    fn an_incident_is_named_as_the_reason_for_what_is_shown() {
        let mut public = public();
        let loki = public.systems[1].groups[0].components.iter_mut().find(|it| it.name == "Loki").unwrap();
        loki.affecting = vec![Affecting {
            incident: "odd-lines".into(),
            title: "Odd <lines>".into(),
            status: Status::Degraded,
            since: public.at,
        }];
        let html = html(&Page::Component(Arc::new(public), "ai-challenge/loki".into()));
        assert!(
            html.contains(r#" because of the incident <a href="/incidents/odd-lines">Odd &lt;lines&gt;</a>"#),
            "{html}"
        );
        assert!(html.contains("Uptime is what they measure."));
    }

    #[test]
    fn uptime_shows_its_denominator() {
        let html = page("butterfly/cassandra");
        assert!(html.contains("99.958 %") && html.contains("2,159.1 h"));
    }

    #[test]
    fn nothing_seen_is_said() {
        assert!(page("ai-challenge/mcp-server").contains("Nothing has been seen of this component yet"));
    }
}
