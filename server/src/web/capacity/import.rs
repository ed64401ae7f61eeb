//! `POST /capacity/{plan}/import`: a file that was exported becomes a scenario, what was measured is shown beside the
//! plan's figures to be taken, and a load test is asked beside the scenario.

mod exposition;
mod gathered;
mod json;
mod lines;
mod loadtest;
mod postgres;
mod promtool;
mod reading;
mod redis;
mod sample;

use self::gathered::Moment;
use super::export::json::newer;
use super::few;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, drawn, not_found};
use crate::web::state::Web;
use app::capacity::{MeasuredPage, Pairs};
use app::page::Page;
use app::route::Route;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use capacity::scenario::MEASURED;
use capacity::units::Time;
use capacity::{Plan, Scenario, export, import};
use http::StatusCode;
use model::time::At;
use serde::Deserialize;
use std::sync::Arc;

/// The most bytes of a form with a file in it.
pub const MOST: usize = 1 << 20;

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    file: String,
    /// The name of a sample, in the place of a file.
    sample: String,
    /// What Prometheus was asked for to give the file.
    query: String,
    /// How long it was from one scrape to the next, where they do not say when they were.
    apart: String,
    /// `load`: all series are requests from outside.
    #[serde(rename = "as")]
    series_are: String,
    /// The item that all series are of, in the place of those that their labels name.
    item: String,
}

/// Leads to the scenario that the file names, or shows what was measured.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Handled {
    let Some(plan) = web.content.plan(&id) else { return not_found(&web, &asked).await };
    few(&pairs)?;
    let file = sample::text(&sent.sample).unwrap_or(&sent.file);
    if let Some(why) = newer(file) {
        return Err(HttpError::BadRequest(why));
    }
    if let Some(address) = export::read(file) {
        let plan = address.split('?').next().unwrap_or_default();
        return match web.content.plan(plan) {
            Some(_) => Ok(to(&address)),
            None => {
                Err(HttpError::BadRequest(format!("The file is of the plan \"{plan}\", which is not here.")))
            }
        };
    }
    let (scenario, _) = Scenario::parse(plan, &pairs);
    if let Some(test) = loadtest::pairs(file) {
        let asking = scenario.with(plan, "test", &test).unwrap_or(scenario);
        return Ok(to(&export::address(plan, &asking)));
    }
    let apart = sent.apart.parse::<Time>().map_or(60.0, |apart| apart.si());
    let moment = Moment { now: seconds(web.members.now()), apart };
    let mut series = reading::read(file, moment).map_err(HttpError::BadRequest)?;
    if !sent.item.is_empty() {
        for one in &mut series {
            one.labels.retain(|(name, _)| name != "container");
            one.labels.push(("container".into(), sent.item.clone()));
        }
    }
    shown(
        &web,
        &asked,
        plan,
        scenario,
        &Read { series, query: sent.query, as_load: sent.series_are == "load" },
    )
    .await
}

/// Series, and how they are meant.
pub(super) struct Read {
    pub series: Vec<import::Series>,
    pub query: String,
    pub as_load: bool,
}

/// What series say of a plan, to be taken or left. Nothing but a load, which leaves nothing to choose, is taken.
pub(super) async fn shown(
    web: &Arc<Web>,
    asked: &Asked,
    plan: &Plan,
    scenario: Scenario,
    read: &Read,
) -> Handled {
    let told = import::told(plan, &scenario, &read.series, &read.query, read.as_load);
    if let ([only], true) = (told.figures.as_slice(), told.unused.is_empty())
        && only.key == "traffic"
    {
        let rest = scenario.with(plan, "traffic", "").unwrap_or(scenario);
        let rest = export::address(plan, &rest);
        let sign = if rest.contains('?') { '&' } else { '?' };
        // As measured, in requests per second; a space is a plus sign in a query.
        let value = format!("{}{MEASURED} {}", only.value, day(only.at)).replace(' ', "+");
        return Ok(to(&format!("{rest}{sign}traffic={value}")));
    }
    let page = MeasuredPage::of(plan, scenario.to_pairs(), told, read.series.len(), day);
    let route = Route::Capacity(Some(plan.id.clone()));
    drawn(web, asked, &route, Page::Measured(page), StatusCode::OK).await
}

/// Reads the answer of a Prometheus.
pub(super) fn answer(text: &str, now: At) -> Result<Vec<import::Series>, String> {
    reading::read(text, Moment { now: seconds(now), apart: 60.0 })
}

fn to(address: &str) -> axum::response::Response {
    Redirect::to(&format!("{}/{address}", Route::Capacity(None).path())).into_response()
}

fn seconds(at: At) -> f64 {
    at.0 as f64 / 1e3
}

/// The day of an instant in seconds since 1970.
pub(super) fn day(at: f64) -> String {
    At((at * 1e3) as i64).day().to_string()
}
