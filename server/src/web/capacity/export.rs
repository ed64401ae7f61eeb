//! `GET /capacity/{plan}/export/{file}`: a scenario as a file that other programs take.

pub mod json;

use super::few;
use crate::web::body::Answer;
use crate::web::error::HttpError;
use crate::web::page::{Asked, Handled, not_found};
use crate::web::policy::CachePolicy;
use crate::web::state::Web;
use axum::extract::{Path, Query, State};
use capacity::{Plan, Scenario, export};
use http::{StatusCode, header};
use std::sync::Arc;

/// What writes a file; one names the site that it is from, by its address.
enum Write {
    Plain(fn(&Plan, &Scenario) -> Result<String, capacity::Error>),
    Named(fn(&Plan, &Scenario, &str) -> Result<String, capacity::Error>),
}

use Write::{Named, Plain};

/// Every file: its name, its type, and what writes it. `app::capacity::EXPORTS` names the same for people.
const FILES: [(&str, &str, Write); 8] = [
    ("plan.json", "application/json", Named(json::text)),
    ("plan.csv", "text/csv; charset=utf-8", Plain(export::csv)),
    ("report.md", "text/markdown; charset=utf-8", Plain(export::markdown)),
    ("system.svg", "image/svg+xml", Plain(export::svg)),
    ("manifests.yaml", "application/yaml", Plain(export::manifests)),
    ("values.yaml", "application/yaml", Plain(export::values)),
    ("terraform.tfvars", "text/plain; charset=utf-8", Plain(export::tfvars)),
    ("rules.yaml", "application/yaml", Plain(export::rules)),
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
    let text = match write {
        Plain(write) => write(plan, &scenario),
        Named(write) => write(plan, &scenario, &web.content.settings.site.url),
    };
    let text = text.map_err(|error| HttpError::BadRequest(error.to_string()))?;
    let answer = Answer::new(StatusCode::OK, kind, CachePolicy::Revalidate, text.into());
    let named = format!("attachment; filename=\"{id}-{name}\"");
    let named = named.parse().map_err(|error| HttpError::Internal(format!("{error}")))?;
    Ok(asked.respond(&answer.with(header::CONTENT_DISPOSITION, named)))
}
