//! `POST /capacity/{plan}/import`: a file that was exported, or a load that was measured, becomes a scenario; a load
//! test is asked beside one.

mod loadtest;

use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::state::Web;
use app::route::Route;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use capacity::export;
use capacity::units::Format;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most bytes of a form with a file in it.
pub const MOST: usize = 512 << 10;

/// What the form sends.
#[derive(Deserialize)]
pub struct Sent {
    file: String,
}

/// Leads to the scenario that the file names, or to this plan at the busiest load that was measured.
pub async fn take(
    State(web): State<Arc<Web>>,
    Path(id): Path<String>,
    asked: Asked,
    Form(sent): Form<Sent>,
) -> Handled {
    let known = |id: &str| web.content.plans.iter().any(|plan| plan.id == id);
    if !known(&id) {
        return not_found(&web, &asked).await;
    }
    let to =
        |address: &str| Redirect::to(&format!("{}/{address}", Route::Capacity(None).path())).into_response();
    if let Some(address) = export::read(&sent.file) {
        let plan = address.split('?').next().unwrap_or_default();
        return match known(plan) {
            true => Ok(to(&address)),
            false => {
                Err(HttpError::BadRequest(format!("The file is of the plan \"{plan}\", which is not here.")))
            }
        };
    }
    if let Some(test) = loadtest::pairs(&sent.file) {
        return Ok(to(&format!("{id}?test={test}")));
    }
    let rate = busiest(&sent.file).ok_or_else(|| {
        let message = "That is neither a file that this planner has written, nor a range query of Prometheus in JSON, nor \
                       lines of time and requests per second, or of users and throughput under a head that says so. \
                       Export a scenario to see the first.";
        HttpError::BadRequest(message.into())
    })?;
    // A space is a plus sign in a query.
    Ok(to(&format!("{id}?traffic={}", Format::Rate.text(rate).replace(' ', "+"))))
}

/// The largest load of a series: of `query_range` in JSON, series added up, or of lines of time and value.
fn busiest(text: &str) -> Option<f64> {
    let sums = match serde_json::from_str::<Value>(text) {
        Ok(json) => matrix(&json)?,
        Err(_) => lines(text),
    };
    let most = sums.into_values().fold(0.0, f64::max);
    (most > 0.0 && most.is_finite()).then_some(most)
}

/// Sums by instant, which is in whole milliseconds. Source: Prometheus, HTTP API, range vectors.
fn matrix(json: &Value) -> Option<BTreeMap<i64, f64>> {
    let mut sums = BTreeMap::new();
    for series in json.pointer("/data/result")?.as_array()? {
        for sample in series.get("values")?.as_array()? {
            let (at, value) = (sample.get(0)?.as_f64()?, sample.get(1)?.as_str()?.parse::<f64>().ok()?);
            if value.is_finite() {
                *sums.entry((at * 1000.0) as i64).or_insert(0.0) += value;
            }
        }
    }
    Some(sums)
}

/// The second column of lines, numbered; lines without a number in it, such as a head, are passed over.
fn lines(text: &str) -> BTreeMap<i64, f64> {
    let value = |line: &str| line.split([',', ';', '\t']).nth(1)?.trim().parse::<f64>().ok();
    text.lines()
        .filter_map(value)
        .filter(|value| value.is_finite())
        .zip(0..)
        .map(|(value, at)| (at, value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_added_up_and_the_busiest_instant_counts() {
        let json = r#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"pod":"a"},"values":[[1700000000,"100"],[1700000060,"140.5"],[1700000120,"NaN"]]},
            {"metric":{"pod":"b"},"values":[[1700000000,"90"],[1700000060,"60"]]}]}}"#;
        assert_eq!(busiest(json), Some(200.5));
        assert_eq!(busiest("time,rps\n2026-01-01,80\n2026-01-02,310\n"), Some(310.0));
        assert_eq!((busiest("{}"), busiest("hello"), busiest("a,0")), (None, None, None));
    }
}
