//! `GET /capacity/{plan}/export/{file}`: a scenario as a file that other programs take.

use super::few;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use axum::extract::{Path, Query, State};
use capacity::{Outcome, Plan, Scenario, evaluate, export};
use http::{StatusCode, header};
use serde_json::json;
use std::sync::Arc;

type Write = fn(&Plan, &Scenario) -> Result<String, capacity::Error>;

/// Every file: its name, its type, and what writes it. `app::capacity::EXPORTS` names the same for people.
const FILES: [(&str, &str, Write); 8] = [
    ("plan.json", "application/json", json),
    ("plan.csv", "text/csv; charset=utf-8", export::csv),
    ("report.md", "text/markdown; charset=utf-8", export::markdown),
    ("system.svg", "image/svg+xml", export::svg),
    ("manifests.yaml", "application/yaml", export::manifests),
    ("values.yaml", "application/yaml", export::values),
    ("terraform.tfvars", "text/plain; charset=utf-8", export::tfvars),
    ("rules.yaml", "application/yaml", export::rules),
];

/// The scenario of the address as this file. Inputs that make no sense are an error here, not left out.
pub async fn file(
    State(web): State<Arc<Web>>,
    Path((id, name)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    asked: Asked,
) -> Handled {
    let plan = web.content.plan(&id);
    let kind = FILES.iter().find(|(file, ..)| *file == name);
    let (Some(plan), Some((name, kind, write))) = (plan, kind) else { return not_found(&web, &asked).await };
    few(&pairs)?;
    let (scenario, problems) = Scenario::parse(plan, &pairs);
    if let Some(problem) = problems.first() {
        return Err(HttpError::BadRequest(problem.to_string()));
    }
    let scenario = scenario.on(web.public().at.day().0);
    let text = write(plan, &scenario).map_err(|error| HttpError::BadRequest(error.to_string()))?;
    let answer = Answer::new(StatusCode::OK, kind, CachePolicy::Revalidate, text.into());
    let named = format!("attachment; filename=\"{id}-{name}\"");
    let named = named.parse().map_err(|error| HttpError::Internal(format!("{error}")))?;
    Ok(asked.respond(&answer.with(header::CONTENT_DISPOSITION, named)))
}

/// Inputs as text and all figures as numbers in base units.
fn json(plan: &Plan, scenario: &Scenario) -> Result<String, capacity::Error> {
    let outcome: Outcome = evaluate(plan, scenario)?;
    let inputs: serde_json::Map<_, _> = scenario
        .inputs(plan)
        .into_iter()
        .map(|input| (input.key, json!({ "value": input.value, "origin": input.origin })))
        .collect();
    let about = format!("{}{}", export::MARK, export::address(plan, scenario));
    let all = json!({ "about": about, "plan": plan.id, "inputs": inputs, "outcome": outcome });
    Ok(serde_json::to_string_pretty(&all).unwrap_or_default())
}
