//! The page of a month.

use super::HistoryPage;
use super::day::{Kind, Known};
use super::list::list;
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::when::{month, time};
use leptos::prelude::*;
use messages::Locale;
use model::time::{Day, Month};

impl HistoryPage {
    pub(crate) fn head(&self, locale: &Locale) -> Head {
        let name = month(locale, self.month.first());
        Head {
            title: locale.fill("history-of", &[("month", &name)]),
            description: locale.fill("history-description", &[("month", &name)]),
            section: Some(Section::Status),
            bundle: None,
            listed: true,
        }
    }

    pub(crate) fn body(&self, locale: &Locale) -> Drawn {
        let name = month(locale, self.month.first());
        let above = [(Route::Overview, locale.text("nav-status"))];
        let link = Route::Report(Some(self.month)).path();
        view! {
            <div class="frame-column history-page">
                <header class="status-title">
                    {crumbs(locale, above, &locale.text("history"))}
                    <h1>{name.clone()}</h1>
                    {self.content(locale)}
                </header>
                {turn(locale, self.month, (self.earliest, Month::of(self.public.at.day())), |month| Route::History(Some(month)))}
                {(self.first() <= self.last()).then(|| list(locale, &self.known(), self.first(), self.last(), 2))}
                <p><a href=link>{locale.fill("uptime-month", &[("month", &name)])}</a></p>
            </div>
        }
        .drawn()
    }

    fn known(&self) -> Known<'_> {
        Known {
            incidents: &self.public.incidents,
            measured: &self.measured,
            works: &self.works,
            now: self.public.at,
        }
    }

    fn first(&self) -> Day {
        self.month.first()
    }

    /// Its last day, as far as it has come.
    fn last(&self) -> Day {
        self.month.last().min(self.public.at.day())
    }

    /// What the list holds, in one sentence.
    fn content(&self, locale: &Locale) -> Drawn {
        let known = self.known();
        let kinds: Vec<_> = (self.first().0..=self.last().0).map(|day| known.day(Day(day)).kind()).collect();
        let count = |kind| kinds.iter().filter(|its| **its == kind).count();
        let (eventful, quiet) = (count(Kind::Eventful), count(Kind::Quiet));
        let days = |count| locale.count("days", count, &[]);
        let words = match (kinds.is_empty(), eventful + quiet) {
            (true, _) => locale.text("month-ahead"),
            (_, 0) => locale.text("month-unknown"),
            _ => locale.fill("month-days", &[("eventful", &days(eventful)), ("quiet", &days(quiet))]),
        };
        let as_of = locale.fill("month-as-of", &[("time", &time(locale, self.public.at))]);
        view! { <p class="status-summary" inner_html=format!("{words} {as_of}")></p> }.drawn()
    }
}

/// Links to the months before and after `its`, from the first month to the last one.
pub(crate) fn turn(
    locale: &Locale,
    its: Month,
    (first, last): (Month, Month),
    route: impl Fn(Month) -> Route,
) -> Drawn {
    let name = |its: Month| month(locale, its.first());
    let before = its.before().filter(|its| *its >= first);
    let before = before.map(|its| view! { <a href=route(its).path() rel="prev">{name(its)}</a> });
    let after = its.after().filter(|its| *its <= last);
    let after = after.map(|its| view! { <a href=route(its).path() rel="next">{name(its)}</a> });
    view! { <nav class="history-turn" aria-label=locale.text("months-nav")>{before} " " {after}</nav> }
        .drawn()
}
