//! What of a docs page follows the estate: at its top the components that it names, and at steps the checks that they wait
//! for. The page is drawn once and has places for both; they are filled when it is served, and by `public/follow.js` as long
//! as it is open.

use crate::frame::Frame;
use crate::incidents::open::affects;
use crate::route::Route;
use crate::status::{self, now};
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::escape::escape;
use crate::ui::mark::{inside, shape_html, state_within};
use ::docs::Page;
use leptos::prelude::*;
use messages::Locale;
use model::judge::{Streak, Verdict};
use model::public::{Public, PublicComponent};
use model::status::Status;

/// What stands before and behind what whoever may not see statuses gets instead of them. Comments of authors are not
/// written, so that no page has another.
const START: &str = "<!--live-->";
const END: &str = "<!--/live-->";

/// What is known when a page is served.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// What visitors see.
    pub public: &'a Public,
    /// The language of the page.
    pub locale: &'a Locale,
    /// What each check is held to be, for members.
    pub evidence: Option<&'a [(String, Streak)]>,
}

/// Whether anything of a page follows the estate.
pub fn is_live(page: &Page) -> bool {
    !page.components.is_empty() || !page.checks.is_empty()
}

/// The place of the statuses, with what stands there for whoever may not see them.
pub(super) fn place(page: &Page, otherwise: Drawn) -> Drawn {
    let otherwise = format!("{START}{}{END}", otherwise.to_html());
    let script = is_live(page).then(|| view! { <script type="module" src="/follow.js"></script> });
    view! {
        <div class="docs-live" data-live="components" inner_html=otherwise></div>
        {script}
    }
    .drawn()
}

/// The document `html` of `page`, with its places filled.
pub fn filled(html: &str, page: &Page, now: Now<'_>) -> String {
    let html = match (html.split_once(START), html.split_once(END)) {
        (Some((before, _)), Some((_, after))) => format!("{before}{}{after}", components(page, now)),
        _ => html.to_owned(),
    };
    Page::with_checks(&html, |id| check(id, now))
}

/// The places of `page` alone, filled, as an open page takes them.
pub fn part(page: &Page, now: Now<'_>) -> String {
    let checks = page.checks.iter().map(|(id, _)| {
        format!("<span class=\"docs-check\" data-check=\"{}\">{}</span>", escape(id), check(id, now))
    });
    let checks: String = checks.collect();
    format!("<div data-live=\"components\">{}</div>{checks}", components(page, now))
}

/// The components of a page, each with its status, and the open incidents that affect them; nothing without any.
fn components(page: &Page, Now { public, locale, .. }: Now<'_>) -> String {
    let found = page.components.iter().filter_map(|id| Some(status::component(public, id)?.1));
    let rows: String = found.map(|component| row(locale, component, public)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let is_meant = |id: &str| page.components.iter().any(|its| its == id);
    let open = public.incidents.iter().filter(|it| it.is_open() && affects(it, is_meant));
    let open: String = open
        .map(|it| {
            let path = escape(&Route::Incident(it.id.clone()).path());
            let state = state_within(locale, it.state);
            format!("<li>Open incident: <a href=\"{path}\">{}</a>, {state}</li>", escape(&it.title))
        })
        .collect();
    let open = if open.is_empty() { open } else { format!("<ul class=\"docs-open\">{open}</ul>") };
    format!(
        "<section class=\"docs-status\" aria-label=\"Status of what this page is about\"><ul>{rows}</ul>{open}\
         <p class=\"docs-as-of\">{}</p></section>",
        now::as_of(locale, public.at)
    )
}

fn row(locale: &Locale, component: &PublicComponent, public: &Public) -> String {
    let PublicComponent { id, name, status, since, checked, latency, .. } = component;
    format!(
        "<li><span class=\"status-mark\" data-status=\"{}\">{}</span> <a href=\"{}\">{}</a> \
         <span class=\"status-since\">{}. {}</span></li>",
        status.slug(),
        inside(locale, *status),
        escape(&Route::Component(id.clone()).path()),
        escape(name),
        now::since(locale, *since, public.at),
        now::checked(locale, public.cause(component), *checked, *latency, public.at),
    )
}

/// How the check of a step is: that of a component by what all its checks say, for anyone; a single check for members alone.
/// Nothing for what is not known here.
fn check(id: &str, now: Now<'_>) -> String {
    let single = now.evidence.and_then(|all| all.iter().find(|(its, _)| its == id));
    let component = || status::component(now.public, id).map(|(_, it)| (it.measured, it.name.as_str()));
    let Some((status, name)) =
        single.map(|(id, streak)| (meaning(streak.verdict), id.as_str())).or_else(component)
    else {
        return String::new();
    };
    let word = match status {
        Status::Operational => "passes",
        Status::Unknown => "is not known",
        Status::Maintenance => "is under maintenance",
        Status::Degraded => "is slow",
        Status::PartialOutage | Status::MajorOutage => "fails",
    };
    let (shape, slug) = (shape_html(status), status.slug());
    format!("<span class=\"status-mark\" data-status=\"{slug}\">{shape}{} {word}</span>", escape(name))
}

fn meaning(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Unknown => Status::Unknown,
        Verdict::Up => Status::Operational,
        Verdict::Slow => Status::Degraded,
        Verdict::Down => Status::MajorOutage,
    }
}

/// The runbooks that name one of these components; nothing without any, and for whoever may not read the docs.
pub(crate) fn runbooks<'a>(frame: &Frame, components: impl IntoIterator<Item = &'a str>) -> Drawn {
    let mut found: Vec<&(String, String)> =
        components.into_iter().filter_map(|id| frame.runbooks.get(id)).flatten().collect();
    found.sort();
    found.dedup();
    let any = !found.is_empty();
    let rows = found.into_iter().map(|(title, path)| {
        view! { <li><a href=Route::Docs(path.clone()).path()>{title.clone()}</a></li> }
    });
    let rows = rows.collect_view();
    any.then(|| {
        view! {
            <section class="docs-runbooks" aria-labelledby="runbooks">
                <h2 id="runbooks">{frame.locale.text("runbooks")}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
    .drawn()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::page;
    use crate::status::sample;
    use ::docs::{File, Library};
    use std::sync::Arc;

    const TEXT: &str = "---\ncomponents: [butterfly/cassandra]\n---\n# Ring\n\n<!--live-->a<!--/live-->\n\n\
        1. Wait. <!-- check: butterfly/cassandra -->\n2. Ask. <!-- check: butterfly/cassandra/cql -->\n";

    fn library() -> Library {
        let known = ["butterfly/cassandra".to_owned()];
        Library::build(vec![File::new("ring.md", TEXT)], &known)
    }

    fn drawn(library: &Library) -> String {
        sample::html(&page::Page::Docs(Arc::new(library.clone()), "ring".into()))
    }

    #[test]
    fn a_page_shows_its_components_and_checks_as_they_are_when_it_is_served() {
        let (library, public) = (library(), sample::public());
        let (html, page) = (drawn(&library), library.page("ring").unwrap());
        assert!(
            html.contains("Status of") && !html.contains("Major outage"),
            "drawn without statuses: {html}"
        );
        let filled = filled(&html, page, Now { public: &public, locale: &sample::english(), evidence: None });
        assert!(
            filled.contains("Major outage</span> <a href=\"/status/butterfly/cassandra\">Cassandra</a>"),
            "{filled}"
        );
        assert!(filled.contains("Checked <time") && filled.contains(", 3.4 ms"), "{filled}");
        assert!(filled.contains(
            "data-check=\"butterfly/cassandra\"><span class=\"status-mark\" data-status=\"operational\">"
        ));
        assert!(!filled.contains(START) && !filled.contains("Status of</span>"), "{filled}");
        assert_eq!(filled.matches("docs-status").count(), 1);
    }

    #[test]
    fn a_single_check_is_for_members_alone() {
        let (library, public) = (library(), sample::public());
        let page = library.page("ring").unwrap();
        let down = Streak { verdict: Verdict::Down, since: public.at, why: String::new(), views: [].into() };
        let evidence = [("butterfly/cassandra/cql".to_owned(), down)];
        let seen = |evidence| part(page, Now { public: &public, locale: &sample::english(), evidence });
        assert!(seen(Some(&evidence)).contains("butterfly/cassandra/cql fails"));
        let visitor = seen(None);
        assert!(visitor.contains("data-check=\"butterfly/cassandra/cql\"></span>"), "{visitor}");
        assert!(visitor.contains("Cassandra passes"), "{visitor}");
    }
}
