//! `GET /capacity/{plan}/measured`: the scenario of the address with what Pharos has read of the running system in the
//! place of the figures that the plan names for it, as the most of the last day, or as the day's mean of one metric over
//! another's; and with the load of each day before. What is internal is read for members alone.

mod daily;
mod day;

pub use self::day::offers;

use self::day::Days;
use super::few;
use crate::web::caller::Audience;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use capacity::plan::RATIO;
use capacity::scenario::MEASURED;
use capacity::{Plan, Scenario, export};
use model::time::{At, DAY};
use std::sync::Arc;

/// The most days of a load that are looked back on.
const DAYS: i64 = 90;
/// Seconds of a day.
const SECONDS: f64 = 86_400.0;
/// How keys of visits end, and the fields of items that are read in a way of their own.
const VISITS: &str = ".visits";
const CPU: &str = "cpu";
const GROWTH: &str = "growth";

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
    let now = web.public().at;
    let member = asked.who.audience() == Audience::Member;
    let days = Days::of(&web, plan, member).await?;
    let (before, _) = Scenario::parse(plan, &pairs);
    let mut after = before.clone();
    // The load first and then visits, because growth is told for one of each.
    let mut keys: Vec<_> = plan.measured.iter().collect();
    keys.sort_by_key(|(key, _)| (key.as_str() != "traffic", !key.ends_with(VISITS)));
    for (key, metric) in keys {
        let read = read(plan, &after, &days, key, metric);
        // What the input does not take is left as it is.
        let next =
            read.and_then(|value| after.with(plan, key, &format!("{value}{MEASURED} {}", now.day())).ok());
        after = next.unwrap_or(after);
    }
    let days = history(&web, plan, now, member).await?;
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
/// names no metric for its load that who asks may see.
async fn history(web: &Web, plan: &Plan, now: At, member: bool) -> Result<String, HttpError> {
    let named = plan.measured.get("traffic").filter(|metric| !metric.contains(RATIO));
    let id = named.map(|metric| format!("{}/{metric}", plan.system));
    let metric = id.and_then(|id| web.content.estate.metrics().find(|metric| metric.id == id).cloned());
    let Some(metric) = metric.filter(|metric| metric.public || member) else { return Ok(String::new()) };
    // The day that is not over has not been at its busiest yet.
    let (id, to) = (metric.id.clone(), now.day().start());
    let readings = web.members.records(move |records, _| records.readings(&id, to - DAYS * DAY, to)).await?;
    let days = daily::busiest(&metric, &readings);
    Ok(days.iter().map(|most| format!("{most:.1}")).collect::<Vec<_>>().join(","))
}

/// What the last day says of an input, as one types it: the most of a metric, or how much of one there was for one of another.
fn read(plan: &Plan, scenario: &Scenario, days: &Days, key: &str, metric: &str) -> Option<String> {
    let field = key.split_once('.').map_or(key, |(_, field)| field);
    let Some((of, by)) = metric.split_once(RATIO) else {
        let (unit, day) = days.get(metric)?;
        return if field == GROWTH { grown(plan, scenario, key, day.mean) } else { typed(unit, day.most) };
    };
    let ((_, of), (_, by)) = (days.get(of)?, days.get(by)?);
    // Means, because what is busiest at one place is not so at another in the same minute.
    let each = Some(of.mean / by.mean).filter(|_| by.mean > 0.0)?;
    Some(if field == CPU { format!("{:.3} ms", each * 1e3) } else { format!("{each:.3}") })
}

/// Bytes a second as what a day adds at the plan's load: data grows with the load and with the visits of the item.
fn grown(plan: &Plan, scenario: &Scenario, key: &str, rate: f64) -> Option<String> {
    let id = key.split_once('.').map_or("", |(id, _)| id);
    let planned = plan.visits_of(id);
    let visits = scenario.item(id).and_then(|own| own.visits).unwrap_or(planned);
    let times = scenario.traffic() * if planned > 0.0 { visits / planned } else { 1.0 };
    (times > 0.0).then(|| format!("{:.1} MB", rate * SECONDS / times / 1e6))
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
