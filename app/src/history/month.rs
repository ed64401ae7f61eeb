//! The page of a month.

use super::HistoryPage;
use super::day::{Kind, Known};
use super::list::list;
use crate::page::{Head, Section};
use crate::route::Route;
use crate::ui::crumbs::crumbs;
use crate::ui::drawn::{Draw, Drawn};
use crate::ui::moment::{moment, month};
use leptos::prelude::*;
use model::time::{Day, Month};

impl HistoryPage {
    pub(crate) fn head(&self) -> Head {
        let name = month(self.month.first());
        Head {
            title: format!("History, {name}"),
            description: format!("Incidents, trouble and maintenance of {name}, day by day."),
            section: Some(Section::Status),
            bundle: None,
            listed: true,
        }
    }

    pub(crate) fn body(&self) -> Drawn {
        let name = month(self.month.first());
        let above = [(Route::Overview, "Status".into())];
        let link = Route::Report(Some(self.month)).path();
        view! {
            <div class="frame-column history-page">
                <header class="status-title">
                    {crumbs(above, "History")}
                    <h1>{name.clone()}</h1>
                    {self.content()}
                </header>
                {turn(self.month, (self.earliest, Month::of(self.public.at.day())), |month| Route::History(Some(month)))}
                {(self.first() <= self.last()).then(|| list(&self.known(), self.first(), self.last(), 2))}
                <p><a href=link>"Uptime of " {name}</a></p>
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
    fn content(&self) -> Drawn {
        let known = self.known();
        let kinds: Vec<_> = (self.first().0..=self.last().0).map(|day| known.day(Day(day)).kind()).collect();
        let count = |kind| kinds.iter().filter(|its| **its == kind).count();
        let (eventful, quiet) = (count(Kind::Eventful), count(Kind::Quiet));
        let days = |n| if n == 1 { "1 day".into() } else { format!("{n} days") };
        let words = match (kinds.is_empty(), eventful + quiet) {
            (true, _) => "This month has not begun.".into(),
            (_, 0) => "Nothing is known of this month.".into(),
            _ => format!("{} with something to tell, {} quiet.", days(eventful), days(quiet)),
        };
        view! { <p class="status-summary">{words} " Days are UTC days; as of " {moment(self.public.at)} "."</p> }.drawn()
    }
}

/// Links to the months before and after `month`, from the first month to the last one.
pub(crate) fn turn(month: Month, (first, last): (Month, Month), route: impl Fn(Month) -> Route) -> Drawn {
    let name = |month: Month| crate::ui::moment::month(month.first());
    let before = month.before().filter(|its| *its >= first);
    let before = before.map(|its| view! { <a href=route(its).path() rel="prev">{name(its)}</a> });
    let after = month.after().filter(|its| *its <= last);
    let after = after.map(|its| view! { <a href=route(its).path() rel="next">{name(its)}</a> });
    view! { <nav class="history-turn" aria-label="Months">{before} " " {after}</nav> }.drawn()
}
