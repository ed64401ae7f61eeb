//! `GET /capacity/{plan}/keep`: the scenario of the address with itself among those that are kept beside it, for browsers that do
//! not do so themselves.

use super::few;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::route::Route;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use capacity::panel::scenarios::kept;
use capacity::{Scenario, export};
use std::sync::Arc;

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
    let (scenario, _) = Scenario::parse(plan, &pairs);
    let kept = kept::keep(plan, &scenario).ok_or_else(|| {
        let most = kept::MOST;
        HttpError::BadRequest(format!("{most} scenarios are kept already. Drop one of them first."))
    })?;
    let address = export::address(plan, &kept);
    Ok(Redirect::to(&format!("{}/{address}", Route::Capacity(None).path())).into_response())
}
