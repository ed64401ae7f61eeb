//! The planner's pages: all plans, and one with a scenario from the address; its files go out and come in below.

pub mod export;
pub mod golden;
mod import;
pub mod keep;
pub mod live;
pub mod measured;

pub use export::file;
pub use import::{MOST, take};

use super::caller::Audience;
use super::error::HttpError;
use super::page::{Asked, Handled, drawn, fixed, not_found, once};
use super::state::Web;
use app::capacity::{CapacityPage, PlansPage};
use app::page::Page;
use app::route::Route;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use std::sync::Arc;

/// The most that a scenario may hold, in pairs.
const MOST_PAIRS: usize = 400;

/// `GET /capacity`: every plan and what it comes to.
pub async fn plans(State(web): State<Arc<Web>>, asked: Asked) -> Handled {
    let page = || Page::Plans(PlansPage { plans: Arc::new(web.content.plans.clone()) });
    fixed(&web, &asked, &Route::Capacity(None), page).await
}

/// `GET /capacity/{plan}`: the plan's base scenario from the cache, once a day; any other drawn for the request.
pub async fn plan(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let Some(plan) = web.content.plan(&id) else {
        return not_found(&web, &asked).await;
    };
    few(&pairs)?;
    let today = web.public().at.day();
    let route = Route::Capacity(Some(id));
    let sources = live::sources(&web, &asked);
    let measured = measured::offers(&web, plan, asked.who.audience() == Audience::Member);
    let page = |pairs| {
        let plans = web.content.plans.iter().map(|plan| (plan.id.clone(), plan.name.clone())).collect();
        Page::Capacity(Arc::new(CapacityPage { plans, plan: plan.clone(), pairs, today, sources, measured }))
    };
    if pairs.is_empty() {
        // Its dates are those of the day.
        let version = u64::try_from(today.0).unwrap_or_default();
        return Ok(asked.respond(&*once(&web, &asked, &route, version, || page(pairs)).await?));
    }
    drawn(&web, &asked, &route, page(pairs), StatusCode::OK).await
}

fn few(pairs: &[(String, String)]) -> Result<(), HttpError> {
    match pairs.len() > MOST_PAIRS {
        true => Err(HttpError::BadRequest(format!("A scenario has at most {MOST_PAIRS} inputs."))),
        false => Ok(()),
    }
}
