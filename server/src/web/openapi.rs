//! `/api/v1/openapi.json`: what the API takes and gives, as OpenAPI 3.1, drawn from the table of routes and from the types
//! that handlers read and write.

use super::access::Rule;
use super::body::Answer;
use super::caller::cookie_name;
use super::error::HttpError;
use super::json::{KEY, MOST_KEY};
use super::page::Asked;
use super::policy::CachePolicy;
use super::problem::{KIND, Problem, is_api};
use super::route::{Row, TABLE};
use super::state::Web;
use super::{components, docs, incidents, maintenance, members, notices, runs, subscribers};
use crate::config::settings::{Access, Visibility};
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use model::member::Permission;
use operation::{Operation, of};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::sync::Arc;

mod links;
pub mod operation;

/// The path of the document.
pub const DOCUMENT: &str = "/api/v1/openapi.json";

const ITSELF: &[Operation] =
    &[Operation::new("GET", DOCUMENT, "describe", "This document.", of::<Map<String, Value>>).held()];

/// The operations of each part of the API.
const PARTS: [(&str, &[Operation]); 12] = [
    ("description", ITSELF),
    ("status", components::OPERATIONS),
    ("docs", docs::search::OPERATIONS),
    ("docs", docs::pages::OPERATIONS),
    ("runs", runs::api::OPERATIONS),
    ("incidents", incidents::OPERATIONS),
    ("maintenance", maintenance::OPERATIONS),
    ("notices", notices::api::OPERATIONS),
    ("subscribers", subscribers::api::OPERATIONS),
    ("members", members::api::OPERATIONS),
    ("tokens", members::api::token::OPERATIONS),
    ("audit", members::api::audit::OPERATIONS),
];

/// `GET /api/v1/openapi.json`.
pub async fn document(State(web): State<Arc<Web>>, asked: Asked) -> Result<Response, HttpError> {
    let draw = || async {
        let document = drawn(&web.content.settings.access, &web.content.settings.site.url, cookie_name(&web));
        let json = serde_json::to_vec(&document).map_err(|error| HttpError::Internal(error.to_string()))?;
        Ok::<_, HttpError>(Answer::new(
            StatusCode::OK,
            "application/json",
            CachePolicy::Revalidate,
            json.into(),
        ))
    };
    Ok(asked.respond(&*web.cache.get(DOCUMENT, 0, draw).await?))
}

/// All operations, each with the part of the API that it belongs to.
pub fn operations() -> impl Iterator<Item = (&'static str, &'static Operation)> {
    PARTS.into_iter().flat_map(|(part, operations)| operations.iter().map(move |operation| (part, operation)))
}

/// The rows of the table that are of the API.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(|row| is_api(row.path))
}

/// The document of a site at `url` that lets see what `access` says and calls its session's cookie `cookie`.
fn drawn(access: &Access, url: &str, cookie: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for row in rows() {
        let found = operations().find(|(_, it)| it.method == row.method && it.path == row.path);
        let Some((part, operation)) = found else { continue };
        let path = paths.entry(row.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            let drawn = one(part, operation, security(row.rule, access), &mut schemas);
            methods.insert(row.method.to_lowercase(), drawn);
        }
    }
    let problem = of::<Problem>(&mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Pharos",
            "version": "1",
            "description": "Instants are milliseconds since 1970-01-01 00:00 UTC. What has a version gives it as its \
                            ETag, and is changed only by whoever says with If-Match which version they saw."
        },
        "servers": [{ "url": url }],
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "responses": { "Problem": {
                "description": "It was refused; `detail` says why and what to do.",
                "content": { KIND: { "schema": problem } }
            } },
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer",
                           "description": "An API token, made on the account page." },
                "session": { "type": "apiKey", "in": "cookie", "name": cookie,
                             "description": "The session of a browser that is signed in." }
            }
        }
    })
}

/// Who may use a route: nobody in particular, or whoever shows one of these.
fn security(rule: Rule, access: &Access) -> (Value, Option<Permission>) {
    let internal = rule.section.visibility(access) == Visibility::Internal;
    let needs = rule.needs.or(internal.then_some(Permission::Read));
    let shows = match needs {
        None => json!([]),
        Some(permission) if Permission::SCOPES.contains(&permission) => {
            json!([{ "token": [] }, { "session": [] }])
        }
        Some(_) => json!([{ "session": [] }]),
    };
    (shows, needs)
}

fn one(
    part: &str,
    operation: &Operation,
    (security, needs): (Value, Option<Permission>),
    schemas: &mut SchemaGenerator,
) -> Value {
    let needs = needs.map(|it| {
        let (name, least) = (it.name(), it.least().name());
        format!(" Asks for the permission {name}, which begins with the role {least}.")
    });
    let mut drawn = json!({
        "operationId": operation.name,
        "tags": [part],
        "description": format!("{}{}", operation.about, needs.unwrap_or_default()),
        "parameters": parameters(operation, schemas),
        "responses": responses(operation, schemas),
        "security": security
    });
    if let Some((takes, members)) = operation.takes.zip(drawn.as_object_mut()) {
        let content = json!({ "application/json": { "schema": takes(schemas) } });
        members.insert("requestBody".into(), json!({ "required": true, "content": content }));
    }
    drawn
}

fn parameters(operation: &Operation, schemas: &mut SchemaGenerator) -> Vec<Value> {
    let path = operation.parts().map(|name| {
        let schema = match operation.words_of(name) {
            Some(words) => json!({ "type": "string", "enum": words }),
            None => json!({ "type": "string", "minLength": 1 }),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    });
    let query = operation.query.iter().map(|it| {
        json!({ "name": it.name, "in": "query", "description": it.about, "schema": (it.schema)(schemas) })
    });
    let mut all: Vec<_> = path.chain(query).collect();
    let mut header = |name: &str, required: bool, about: &str, schema: Value| {
        all.push(json!({ "name": name, "in": "header", "required": required, "description": about,
                         "schema": schema }));
    };
    if operation.asks.seen {
        let about = "The ETag of the version that was seen, or * for any.";
        let schema = json!({ "type": "string", "pattern": "^(\\*|\"[0-9a-f]{1,32}\")$" });
        header("If-Match", true, about, schema);
    }
    if operation.asks.held {
        let about = "The ETag of the version that is at hand; 304 if there is no other.";
        header("If-None-Match", false, about, json!({ "type": "string" }));
    }
    if operation.asks.key {
        let about = "Names the request, so that it is done once however often it comes.";
        let schema = json!({ "type": "string", "pattern": format!("^[!-~]{{1,{MOST_KEY}}}$") });
        header(KEY, false, about, schema);
    }
    all
}

fn responses(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let gives = &operation.gives;
    let text = json!({ "type": "string" });
    let mut well = json!({ "description": "It is done." });
    if let Some(members) = well.as_object_mut() {
        let headers = [("ETag", gives.tag), ("Location", gives.location)].into_iter().filter(|(_, has)| *has);
        let headers: Map<_, _> =
            headers.map(|(name, _)| (name.into(), json!({ "required": true, "schema": text }))).collect();
        members.insert("headers".into(), headers.into());
        if let Some((kind, schema)) = gives.kind.zip(gives.schema) {
            members.insert("content".into(), json!({ kind: { "schema": schema(schemas) } }));
        }
        let links = links::links(operation);
        if !links.is_empty() {
            members.insert("links".into(), links.into());
        }
    }
    let mut all = Map::from_iter([(gives.status.to_string(), well)]);
    if operation.asks.held {
        all.insert("304".into(), json!({ "description": "What is at hand is what there is." }));
    }
    let refusals = operation.refusals().into_iter().map(|status| status.to_string());
    all.extend(refusals.map(|status| (status, json!({ "$ref": "#/components/responses/Problem" }))));
    all.into()
}

#[cfg(test)]
mod tests;
