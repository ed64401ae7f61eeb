//! `GET /capacity/{plan}/measured`: the scenario of the address with what Pharos has read of the running system in the place of
//! the figures that the plan names for it, as the most of the last day.

use super::few;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use capacity::scenario::MEASURED;
use capacity::{Scenario, export};
use model::estate::Estate;
use model::public::Public;
use std::sync::Arc;

/// Leads to that scenario.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let Some(plan) = web.content.plans.iter().find(|plan| plan.id == id) else {
        return not_found(&web, &asked).await;
    };
    few(&pairs)?;
    let public = web.public();
    let (before, _) = Scenario::parse(plan, &pairs);
    let mut after = before.clone();
    for (key, metric) in &plan.measured {
        let read = read(&web.content.estate, &public, &format!("{}/{metric}", plan.system));
        // What the input does not take is left as it is.
        let next = read.and_then(|value| after.with(plan, key, &format!("{value}{MEASURED}")).ok());
        after = next.unwrap_or(after);
    }
    if after == before {
        let message =
            "Nothing that this plan could use was read in the last day, or it is in the scenario already.";
        return Err(HttpError::BadRequest(message.into()));
    }
    let address = export::address(plan, &after);
    Ok(Redirect::to(&format!("{}/{address}", Route::Capacity(None).path())).into_response())
}

/// The most that a public metric was in the last day, as one types it.
fn read(estate: &Estate, public: &Public, id: &str) -> Option<String> {
    let component = estate.components().find(|it| it.metrics.iter().any(|metric| metric.id == id))?;
    let mut shown = component.metrics.iter().filter(|metric| metric.public);
    let place = shown.position(|metric| metric.id == id)?;
    let metric = public.components().find(|it| it.id == component.id)?.metrics.get(place)?;
    let most = metric.trace.extent(public.at)?.most;
    match metric.unit.as_str() {
        "/s" => Some(format!("{most:.1} rps")),
        "bytes" => Some(format!("{:.0} MB", (most / 1e6).ceil())),
        "seconds" => Some(format!("{:.2} ms", most * 1e3)),
        "ratio" | "" => Some(format!("{most:.3}")),
        _ => None,
    }
}
