//! Looking back: months of history, months of uptime, days of a component. What the snapshot does not reach back to is read
//! from the records.

use super::error::HttpError;
use super::page::{Asked, Handled, drawn, kept, not_found};
use super::state::Web;
use app::history::{HistoryPage, Measured, PastWork};
use app::page::Page;
use app::route::Route;
use app::status::day::DayPage;
use axum::extract::{Path, State};
use calendar::plan::held;
use http::StatusCode;
use model::maintenance::with_declared;
use model::public::{BAR_DAYS, Public};
use model::time::{At, Day, Month};
use model::uptime::DayRollup;
use std::sync::Arc;

pub mod report;

/// The most windows of planned work of a month.
const MOST_WINDOWS: usize = 500;

/// `GET /history`.
pub async fn current(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    month_page(&web, &asked, None).await
}

/// `GET /history/{month}`.
pub async fn month(State(web): State<Arc<Web>>, Path(month): Path<String>, asked: Asked) -> Handled {
    match Month::parse(&month) {
        Some(month) => month_page(&web, &asked, Some(month)).await,
        None => not_found(&web, &asked).await,
    }
}

async fn month_page(web: &Arc<Web>, asked: &Asked, month: Option<Month>) -> Handled {
    let Some(known) = Known::of(web, month).await? else { return not_found(web, asked).await };
    let Known { public, month: its, months: (earliest, _) } = known.clone();
    let page = || async {
        let (measured, works) = (known.measured(web).await?, known.works(web).await?);
        Ok(Page::History(HistoryPage { public: public.clone(), month: its, earliest, measured, works }))
    };
    kept(web, asked, &Route::History(month), public.version, page).await
}

/// `GET /status/{system}/{component}/{day}`.
pub async fn day(
    State(web): State<Arc<Web>>,
    Path((system, component, day)): Path<(String, String, String)>,
    asked: Asked,
) -> Handled {
    let (public, id) = (web.public(), format!("{system}/{component}"));
    let Some(day) = Day::parse(&day).filter(|day| *day <= public.at.day()) else {
        return not_found(&web, &asked).await;
    };
    let Some(its) = public.components().find(|its| its.id == id) else {
        return not_found(&web, &asked).await;
    };
    let route = Route::Day(id.clone(), day);
    if let Some(rollup) = its.days.iter().find(|rollup| rollup.day == day) {
        return kept(&web, &asked, &route, public.version, || day_page(&web, &public, &id, *rollup)).await;
    }
    let component = id.clone();
    let known = web.members.records(move |records, _| records.days_of(&component, day, day)).await?;
    match known.first() {
        Some(rollup) => {
            let page = day_page(&web, &public, &id, *rollup).await?;
            drawn(&web, &asked, &route, page, StatusCode::OK).await
        }
        None => not_found(&web, &asked).await,
    }
}

async fn day_page(web: &Web, public: &Arc<Public>, id: &str, rollup: DayRollup) -> Result<Page, HttpError> {
    let (from, to) = (rollup.day.start(), rollup.day.end().min(public.at));
    let component = id.to_owned();
    let spans = web.members.records(move |records, _| records.spans(&component, from, to)).await?;
    Ok(Page::Day(DayPage { public: public.clone(), component: id.into(), rollup, spans }))
}

/// A month, and the months of which anything is known.
#[derive(Clone)]
struct Known {
    public: Arc<Public>,
    month: Month,
    months: (Month, Month),
}

impl Known {
    /// This month, or the current one; nothing if nothing can be known of it.
    async fn of(web: &Web, month: Option<Month>) -> Result<Option<Known>, HttpError> {
        let public = web.public();
        let current = Month::of(public.at.day());
        let kept = web.members.records(|records, _| records.first_day()).await?;
        let days = public.components().filter_map(|its| its.days.first()).map(|rollup| rollup.day);
        let told = public.incidents.iter().map(|incident| incident.began.day());
        let earliest = days.chain(told).chain(kept).map(Month::of).fold(current, Month::min);
        let month = month.unwrap_or(current);
        let is_known = (earliest..=current).contains(&month);
        Ok(is_known.then_some(Known { public, month, months: (earliest, current) }))
    }

    /// What was measured in the month, of each component.
    async fn measured(&self, web: &Web) -> Result<Vec<Measured>, HttpError> {
        let (first, last) = (self.month.first(), self.month.last());
        let bar = Day(self.public.at.day().0 + 1 - BAR_DAYS);
        let older = match first < bar {
            true => {
                let until = last.min(Day(bar.0 - 1));
                web.members.records(move |records, _| records.days(first, until)).await?
            }
            false => Default::default(),
        };
        let measured = self.public.components().map(|component| {
            let mut days = older.get(&component.id).cloned().unwrap_or_default();
            let recent = component.days.iter().filter(|its| (first.max(bar)..=last).contains(&its.day));
            days.extend(recent.copied());
            Measured { id: component.id.clone(), name: component.name.clone(), days }
        });
        Ok(measured.collect())
    }

    /// What was planned in the month until now.
    async fn works(&self, web: &Web) -> Result<Vec<PastWork>, HttpError> {
        let (from, to) = (self.month.first().start(), self.month.last().end().min(self.public.at));
        let declared = web.members.records(move |records, _| records.declared_after(from)).await?;
        let estate = with_declared(&web.content.estate, &declared);
        Ok(works(&estate, from, to))
    }
}

/// The windows of planned work that hold an instant of `[from, to)`, in the order of their beginnings.
fn works(estate: &model::estate::Estate, from: At, to: At) -> Vec<PastWork> {
    let all =
        estate.systems.iter().flat_map(|system| system.maintenance.iter().map(move |work| (system, work)));
    let windows = all.flat_map(|(system, work)| {
        held(system, work, from, to).map(|window| PastWork {
            title: work.title.clone(),
            components: work.components.clone(),
            window,
        })
    });
    let mut windows: Vec<_> = windows.take(MOST_WINDOWS).collect();
    windows.sort_by_key(|work| work.window.from);
    windows
}
