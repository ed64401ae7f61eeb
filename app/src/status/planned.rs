//! Planned work that runs or comes within the next days. Where none is planned, nothing is shown.

use crate::desk::plan::roles;
use crate::frame::WorkRoles;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use crate::ui::when::{brief, moment, time_html};
use leptos::prelude::*;
use messages::Locale;
use model::public::{PLANNED_DAYS, Public, PublicWindow, PublicWork};
use model::time::At;

/// The planned work for which `is_meant`, under a heading of its own, with those of `roles` that are of it.
pub fn planned(
    locale: &Locale,
    public: &Public,
    roles: &[WorkRoles],
    is_meant: impl Fn(&PublicWork) -> bool,
) -> Option<Drawn> {
    let works: Vec<_> = public.planned.iter().filter(|work| is_meant(work)).collect();
    let items = works.iter().map(|work| item(locale, public, roles, work)).collect_view();
    (!works.is_empty()).then(|| {
        view! {
            <section class="status-planned" aria-labelledby="planned">
                <h2 id="planned">{locale.text("planned")}</h2>
                <p>{locale.count("planned-words", PLANNED_DAYS as usize, &[])}</p>
                <ul>{items}</ul>
            </section>
        }
        .drawn()
    })
}

fn item(locale: &Locale, public: &Public, all: &[WorkRoles], work: &PublicWork) -> Drawn {
    let its = all.iter().find(|it| it.system == work.system && it.title == work.title);
    let windows = work.windows.iter().map(|window| row(locale, window, public.at)).collect_view();
    view! {
        <li>
            <h3>{work.title.clone()}</h3>
            <p>{components(locale, public, work)}</p>
            <ol>{windows}</ol>
            {its.and_then(|it| roles(&it.roles))}
        </li>
    }
    .drawn()
}

/// What the work is done on: a system, or components by their names.
fn components(locale: &Locale, public: &Public, work: &PublicWork) -> Drawn {
    let system = public.systems.iter().find(|system| system.id == work.system);
    let whole = system.filter(|system| system.components().count() == work.components.len());
    if let Some(system) = whole {
        let path = escape(&Route::System(system.id.clone()).path());
        let link = format!("<a href=\"{path}\">{}</a>", escape(&system.name));
        return view! { <span inner_html=locale.fill("planned-all", &[("system", &link)])></span> }.drawn();
    }
    let links = work.components.iter().enumerate().map(|(index, (id, name))| {
        let path = Route::Component(id.clone()).path();
        view! { {(index > 0).then(|| locale.text("comma") + " ")} <a href=path>{name.clone()}</a> }
    });
    links.collect_view().drawn()
}

fn row(locale: &Locale, window: &PublicWindow, now: At) -> Drawn {
    let (from, to) = (window.window.from, window.window.to);
    let [begins, ends] = [(from, moment(locale, from)), (to, brief(locale, to, from))]
        .map(|(at, words)| time_html(at, &words));
    let times = locale.fill("from-to", &[("from", &begins), ("to", &ends)]);
    let local = window.local.as_ref().map(|its| {
        let words =
            locale.fill("planned-local", &[("from", &its.from), ("to", &its.to), ("zone", &its.zone)]);
        view! { " " <span>{words}</span> }
    });
    let runs = window.window.holds(now).then(|| view! { " " <strong>{locale.text("running")}</strong> });
    view! {
        <li>
            <span inner_html=times></span>
            {local}
            {runs}
        </li>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::frame::Frame;
    use crate::page::Page;
    use crate::status::sample::{NOW, frame, html, public};
    use model::maintenance::Window;
    use model::public::LocalTimes;
    use model::time::{HOUR, MINUTE};
    use std::sync::Arc;

    fn work(components: &[(&str, &str)]) -> PublicWork {
        let window = |from: At, local: Option<&str>| PublicWindow {
            window: Window { from, to: from + 4 * HOUR },
            local: local.map(|zone| LocalTimes {
                from: "23:00".into(),
                to: "03:00".into(),
                zone: zone.into(),
            }),
        };
        let hour = NOW.day().start() + 22 * HOUR;
        PublicWork {
            system: "ai-challenge".into(),
            title: "Disks & more".into(),
            components: components.iter().map(|(id, name)| ((*id).into(), (*name).into())).collect(),
            windows: vec![window(hour, None), window(hour + 48 * HOUR, Some("Europe/Berlin"))],
        }
    }

    /// The section as text, without its marks.
    fn told(planned: Vec<PublicWork>) -> Option<String> {
        let html = html(&Page::Overview(Arc::new(Public { planned, ..public() })));
        let (_, rest) = html.split_once("<h2 id=\"planned\">")?;
        let section = rest.split_once("</section>").unwrap().0;
        let text: String =
            section.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
        Some(text)
    }

    #[test]
    fn what_runs_and_what_comes_is_told_with_its_times() {
        assert!(NOW.since(NOW.day().start() + 22 * HOUR) > MINUTE);
        let text = told(vec![work(&[("ai-challenge/loki", "Loki")])]).unwrap();
        assert!(
            text.contains("Disks &amp; moreLoki20 Nov 2026, 22:00 UTC to 21 Nov 2026, 02:00 UTC running"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "22 Nov 2026, 22:00 UTC to 23 Nov 2026, 02:00 UTC (23:00 to 03:00 in Europe/Berlin)"
            ),
            "{text}"
        );
        let both = work(&[("ai-challenge/loki", "Loki"), ("ai-challenge/mcp-server", "MCP server")]);
        assert!(told(vec![both]).unwrap().contains("All components of AI Challenge"));
    }

    #[test]
    fn who_does_what_is_told_to_those_whose_frame_has_it() {
        let planned = vec![work(&[("ai-challenge/loki", "Loki")])];
        let public = Arc::new(Public { planned, ..public() });
        let page = Page::System(public, "ai-challenge".into());
        let its = WorkRoles {
            system: "ai-challenge".into(),
            title: "Disks & more".into(),
            roles: vec![("carries-out".into(), "on-call".into())],
        };
        let member = Frame { roles: Arc::new(vec![its]), ..frame() };
        assert!(page.body(&member).to_html().contains("<dt>carries out</dt><dd>on-call</dd>"));
        assert!(!page.body(&frame()).to_html().contains("on-call"));
    }

    #[test]
    fn nothing_is_shown_where_nothing_is_planned() {
        assert_eq!(told(vec![]), None);
    }
}
