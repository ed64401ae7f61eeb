//! The first page: how everything is, in one sentence, then what deserves attention, then every component.

use super::bar::keys;
use super::group::groups;
use super::legend::legend;
use super::live::as_of;
use super::now;
use super::planned::planned;
use crate::frame::Frame;
use crate::history::recent::recent;
use crate::incidents::open::open;
use crate::page::{Bundle, Head, Section};
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::mark::mark;
use crate::ui::when::{brief, time_html};
use leptos::prelude::*;
use messages::{Locale, headline};
use model::public::{Public, PublicSystem};

pub(crate) fn head(frame: &Frame, public: &Public) -> Head {
    Head {
        title: String::new(),
        description: format!("{} {}", headline(&frame.locale, public.components()), frame.site.summary),
        section: Some(Section::Status),
        bundle: Some(Bundle::Live),
        listed: true,
    }
}

pub(crate) fn body(locale: &Locale, public: &Public) -> Drawn {
    let index = public.systems.iter().map(|its| entry(locale, its)).collect_view();
    let systems = public.systems.iter().map(|its| system(locale, its, public)).collect_view();
    let (live, status) = (public.live(), public.status());
    let headline = now::headline(&headline(locale, public.components()), status);
    view! {
        <div class="frame-column status-page">
            <header class="status-hero">
                <h1 class="status-headline" data-status=status.slug() inner_html=headline></h1>
                <p class="status-aside" inner_html=now::aside(locale, &live)></p>
                {as_of(locale, live.at)}
                {doubts(locale, public)}
                <ul class="status-attention" inner_html=now::attention(locale, &live)></ul>
            </header>
            {open(locale, public, |_| true)}
            <nav aria-label=locale.text("systems")><ul class="status-index">{index}</ul></nav>
            {systems}
            {planned(locale, public, &[], |_| true)}
            {recent(locale, public)}
            {legend(locale, public.components())}
            {keys()}
        </div>
    }
    .drawn()
}

/// What is wrong with Pharos itself: history that is not stored, a clock that was set, time that nobody saw.
fn doubts(locale: &Locale, public: &Public) -> Vec<Drawn> {
    let time = |at| time_html(at, &brief(locale, at, public.at));
    let unstored = public.unstored.map(|since| locale.fill("doubt-unstored", &[("time", &time(since))]));
    let ahead = public.ahead.map(|since| locale.fill("doubt-ahead", &[("time", &time(since))]));
    let unseen = public
        .unseen
        .map(|(from, to)| locale.fill("doubt-unseen", &[("from", &time(from)), ("to", &time(to))]));
    let told = [unstored, ahead, unseen].into_iter().flatten();
    told.map(|html| view! { <p class="status-doubt" role="status" inner_html=html></p> }.drawn()).collect()
}

fn entry(locale: &Locale, system: &PublicSystem) -> Drawn {
    let count = locale.count("components", system.components().count(), &[]);
    view! {
        <li>
            <a href=format!("#{}", system.id)>{system.name.clone()}</a>
            " "
            {mark(locale, system.status, Some(&system.id))}
            " "
            <span class="status-count">{count}</span>
        </li>
    }
    .drawn()
}

fn system(locale: &Locale, system: &PublicSystem, public: &Public) -> Drawn {
    let PublicSystem { id, name, summary, .. } = system.clone();
    let heading = format!("{id}-name");
    view! {
        <section class="status-system" id=id.clone() aria-labelledby=heading>
            <div class="status-heading">
                <h2 id=heading.clone()><a href=Route::System(id.clone()).path()>{name}</a></h2>
                " "
                {mark(locale, system.status, Some(&system.id))}
                <p class="status-summary" dir="auto">{summary}</p>
            </div>
            {groups(locale, system, false, public)}
        </section>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::status::sample::{english, html, public};
    use messages::{Lang, Locales, headline};
    use model::public::Public;
    use model::status::Status;
    use std::sync::Arc;

    #[test]
    fn the_first_heading_says_how_things_are() {
        let html = html(&Page::Overview(Arc::new(public())));
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains("Cassandra is down."));
        assert!(html.contains(r#"<h1 data-status="major-outage" class="status-headline""#));
    }

    #[test]
    fn every_component_has_its_row_with_words_and_a_link() {
        let public = public();
        let html = html(&Page::Overview(Arc::new(public.clone())));
        assert_eq!(html.matches(r#"class="status-row""#).count(), public.components().count());
        for component in public.components() {
            assert!(html.contains(&format!(r#"href="/status/{}""#, component.id)), "{}", component.id);
        }
        assert!(html.contains("no data yet") && html.contains("Not checked yet"));
    }

    #[test]
    fn a_history_that_cannot_be_stored_is_told() {
        let told = |unstored| html(&Page::Overview(Arc::new(Public { unstored, ..public() })));
        assert!(!told(None).contains("has not been stored"));
        assert!(told(Some(public().at - 60_000)).contains("History has not been stored since"));
    }

    #[test]
    fn time_that_is_not_what_it_seems_is_told() {
        let told = |public| html(&Page::Overview(Arc::new(public)));
        let (now, hour) = (public().at, 3_600_000);
        assert!(!told(public()).contains("status-doubt"));
        let ahead = told(Public { ahead: Some(now - hour), ..public() });
        assert!(
            ahead.contains("The clock of this machine was set back at <time")
                && ahead.contains(">22:09 UTC</time>."),
            "{ahead}"
        );
        let unseen = told(Public { unseen: Some((now - 2 * hour, now - hour)), ..public() });
        assert!(
            unseen.contains("Nothing was seen from <time") && unseen.contains(">22:09 UTC</time>:"),
            "{unseen}"
        );
    }

    #[test]
    fn the_policy_against_inline_code_holds() {
        let html = html(&Page::Overview(Arc::new(public())));
        assert!(!html.contains(" style=") && !html.contains(" onclick="));
        assert!(html.contains(r#"<script type="module" src="/live.js">"#));
        assert!(html.contains(r#"<script type="module" src="/bars.js">"#));
        assert!(html.contains(r#"<script type="module" src="/offline.js">"#));
        assert!(html.contains(r#"<script type="module" src="/times.js">"#));
        assert_eq!(html.matches("<script").count(), 5, "those, and data for programs, which no browser runs");
    }

    /// The estate with so many of its components in this status, and the others operational.
    fn estate(status: Status, count: usize) -> Public {
        let mut public = public();
        let groups = public.systems.iter_mut().flat_map(|system| &mut system.groups);
        for (at, component) in groups.flat_map(|group| &mut group.components).enumerate() {
            component.status = if at < count { status } else { Status::Operational };
        }
        public
    }

    #[test]
    fn in_english_it_is_what_programs_are_told() {
        for status in Status::ALL {
            for count in 0..5 {
                let public = estate(status, count);
                let told = model::public::headline(public.components());
                assert_eq!(headline(&english(), public.components()), told);
            }
        }
    }

    #[test]
    fn other_languages_name_the_same_components() {
        for lang in [Lang::De, Lang::Ar] {
            let locale = Locales::embedded().get(lang);
            let down = headline(&locale, estate(Status::MajorOutage, 2).components());
            assert!(
                down.contains("CAPSULE") && down.contains("Cassandra") && !down.contains("are down"),
                "{down}"
            );
        }
        let german = Locales::embedded().get(Lang::De);
        let [one, two] =
            [1, 2].map(|count| headline(&german, estate(Status::MajorOutage, count).components()));
        assert_eq!(
            (one.as_str(), two.as_str()),
            ("CAPSULE ist ausgefallen.", "CAPSULE und Cassandra sind ausgefallen.")
        );
    }
}
