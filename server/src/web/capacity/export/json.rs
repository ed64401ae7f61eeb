//! A scenario as JSON: inputs as text and all figures as numbers in base units. `/capacity/schema.v1.json` serves the
//! schema that every such file keeps to and names; its version is that of links, which hold the same scenarios.

use crate::web::body::Answer;
use crate::web::page::{Asked, Handled};
use crate::web::policy::CachePolicy;
use app::route::Route;
use bytes::Bytes;
use capacity::scenario::VERSION;
use capacity::{Outcome, Plan, Scenario, evaluate, export};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

/// The schema of the files, in the form of JSON Schema 2020-12.
pub const SCHEMA: &str = include_str!("schema.v1.json");

/// The file of a scenario, for a site whose address is `home`. Errors as `evaluate` does.
pub fn text(plan: &Plan, scenario: &Scenario, home: &str) -> Result<String, capacity::Error> {
    let outcome: Outcome = evaluate(plan, scenario)?;
    let inputs: serde_json::Map<_, _> = scenario
        .inputs(plan)
        .into_iter()
        .map(|input| (input.key, json!({ "value": input.value, "origin": input.origin })))
        .collect();
    let about = format!("{}{}", export::MARK, export::address(plan, scenario));
    let all = json!({
        "$schema": format!("{home}{}", Route::PlanSchema.path()),
        "version": VERSION,
        "about": about,
        "plan": plan.id,
        "inputs": inputs,
        "outcome": outcome,
    });
    Ok(serde_json::to_string_pretty(&all).unwrap_or_default())
}

/// `GET /capacity/schema.v1.json`.
pub async fn schema(asked: Asked) -> Handled {
    let text = Bytes::from_static(SCHEMA.as_bytes());
    Ok(asked.respond(&Answer::new(StatusCode::OK, "application/schema+json", CachePolicy::Revalidate, text)))
}

/// What is read of a file before all else.
#[derive(Deserialize)]
struct Head {
    about: String,
    version: u64,
}

/// Why a file is not read back: it is one of a version that is newer than this program's.
pub fn newer(file: &str) -> Option<String> {
    let head: Head = serde_json::from_str(file.trim_start_matches('\u{feff}')).ok()?;
    let newer = head.about.starts_with(export::MARK) && head.version > u64::from(VERSION);
    newer.then(|| {
        format!(
            "The file is of version {}, and this Pharos reads files up to version {VERSION}: bring it to a newer Pharos, or \
             make the scenario anew here.",
            head.version
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_newer_version_is_told() {
        let file = |version: &str| {
            format!("{{\"about\": \"pharos-scenario: shop\", \"version\": {version}, \"x\": []}}")
        };
        assert_eq!(newer(&file("1")), None);
        assert!(
            newer(&file("2"))
                .is_some_and(|why| why.starts_with("The file is of version 2, and this Pharos reads"))
        );
        assert_eq!(newer("{\"about\": \"pharos-scenario: shop\"}"), None);
        assert_eq!(newer("{\"about\": \"something else\", \"version\": 2}"), None);
        assert_eq!(newer("pharos-scenario: shop"), None);
    }

    #[test]
    fn the_schema_is_of_the_version_that_files_have() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap_or_default();
        assert_eq!(schema["properties"]["version"]["const"], VERSION);
        assert_eq!(schema["$id"], Route::PlanSchema.path());
        assert!(Route::PlanSchema.path().ends_with(&format!("schema.v{VERSION}.json")));
    }
}
