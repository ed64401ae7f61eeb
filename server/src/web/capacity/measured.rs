//! `GET /capacity/{plan}/measured`: the scenario of the address with what Pharos has read of the running system in the
//! place of the figures that the plan names for it, as the most of the last day, or as the day's mean of one metric over
//! another's; and with the load of each day before.

mod daily;

use super::few;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use capacity::plan::RATIO;
use capacity::scenario::MEASURED;
use capacity::{Plan, Scenario, export};
use model::estate::Estate;
use model::metric::Extent;
use model::public::Public;
use model::time::{At, DAY};
use std::sync::Arc;

/// The most days of a load that are looked back on.
const DAYS: i64 = 90;

/// Leads to that scenario.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let Some(plan) = web.content.plan(&id) else {
        return not_found(&web, &asked).await;
    };
    few(&pairs)?;
    let public = web.public();
    let (before, _) = Scenario::parse(plan, &pairs);
    let mut after = before.clone();
    for (key, metric) in &plan.measured {
        let read = read(&web.content.estate, &public, &plan.system, metric);
        // What the input does not take is left as it is.
        let next = read
            .and_then(|value| after.with(plan, key, &format!("{value}{MEASURED} {}", public.at.day())).ok());
        after = next.unwrap_or(after);
    }
    let days = history(&web, plan, public.at).await?;
    if !days.is_empty() {
        after = after.with(plan, "history", &days).unwrap_or(after);
    }
    if after == before {
        let message =
            "Nothing that this plan could use was read in the last day, or it is in the scenario already.";
        return Err(HttpError::BadRequest(message.into()));
    }
    let address = export::address(plan, &after);
    Ok(Redirect::to(&format!("{}/{address}", Route::Capacity(None).path())).into_response())
}

/// The busiest load of each of the last days that was read, the oldest first, as a scenario holds it; empty where the plan
/// names no metric for its load.
async fn history(web: &Web, plan: &Plan, now: At) -> Result<String, HttpError> {
    let named = plan.measured.get("traffic").filter(|metric| !metric.contains(RATIO));
    let id = named.map(|metric| format!("{}/{metric}", plan.system));
    let metric = id.and_then(|id| web.content.estate.metrics().find(|metric| metric.id == id).cloned());
    let Some(metric) = metric else { return Ok(String::new()) };
    // The day that is not over has not been at its busiest yet.
    let (id, to) = (metric.id.clone(), now.day().start());
    let readings = web.members.records(move |records, _| records.readings(&id, to - DAYS * DAY, to)).await?;
    let days = daily::busiest(&metric, &readings);
    Ok(days.iter().map(|most| format!("{most:.1}")).collect::<Vec<_>>().join(","))
}

/// What the last day was like, as one types it: the most of a metric, or how much of one there was for one of another.
fn read(estate: &Estate, public: &Public, system: &str, metric: &str) -> Option<String> {
    let day = |metric: &str| day(estate, public, &format!("{system}/{metric}"));
    let Some((of, by)) = metric.split_once(RATIO) else {
        let (unit, day) = day(metric)?;
        return typed(unit, day.most);
    };
    let ((_, of), (_, by)) = (day(of)?, day(by)?);
    // Means, because what is busiest at one place is not so at another in the same minute.
    (by.mean > 0.0).then(|| format!("{:.3}", of.mean / by.mean))
}

/// The unit of a public metric, and how it was in the last day.
fn day<'a>(estate: &Estate, public: &'a Public, id: &str) -> Option<(&'a str, Extent)> {
    let component = estate.components().find(|it| it.metrics.iter().any(|metric| metric.id == id))?;
    let mut shown = component.metrics.iter().filter(|metric| metric.public);
    let place = shown.position(|metric| metric.id == id)?;
    let metric = public.components().find(|it| it.id == component.id)?.metrics.get(place)?;
    Some((metric.unit.as_str(), metric.trace.extent(public.at)?))
}

fn typed(unit: &str, most: f64) -> Option<String> {
    match unit {
        "/s" => Some(format!("{most:.1} rps")),
        "bytes" => Some(format!("{:.0} MB", (most / 1e6).ceil())),
        "seconds" => Some(format!("{:.2} ms", most * 1e3)),
        "ratio" | "" => Some(format!("{most:.3}")),
        _ => None,
    }
}
