//! `pharos docs check`: links, anchors, runbooks against the template and the estate, for people and for programs.

use super::{RunError, files, library};
use crate::cli::CheckDocs;
use crate::config;
use crate::config::environment::Environment;
use crate::config::facts::facts;
use crate::run::say;
use docs::{Facts, Kind, Problem, Severity, lint};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Prints what is wrong; exit code 1 if there is an error.
pub(super) fn run(args: &CheckDocs) -> Result<ExitCode, RunError> {
    let facts = estate(args)?;
    let known: Vec<_> = facts.iter().flat_map(|it| &it.components).map(|it| it.id.clone()).collect();
    let library = library(Some(&args.folder), &known)?;
    let mut problems = lint(&library, facts.as_ref());
    // Without an estate nobody knows which components there are.
    problems.retain(|problem| facts.is_some() || problem.kind != Kind::UnknownComponent);
    let errors = problems.iter().filter(|it| it.severity == Severity::Error).count();
    if args.sarif {
        say(&sarif(&problems).to_string());
    } else if args.json {
        say(&Value::from_iter(problems.iter().map(row)).to_string());
    } else {
        problems.iter().for_each(|problem| say(&problem.to_string()));
        let warnings = problems.len() - errors;
        say(&format!("{errors} errors, {warnings} warnings: {} pages.", library.pages.len()));
    }
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the estate of `--estate` says, or that of the folder itself if it is a content folder.
fn estate(args: &CheckDocs) -> Result<Option<Facts>, RunError> {
    let of = |folder: &Path| {
        let (content, report) = config::read_estate(&files(Some(folder))?, &Environment::process());
        match report.is_empty() {
            true => Ok(Some(facts(&content))),
            false => {
                let lines: Vec<_> = report.iter().map(ToString::to_string).collect();
                Err(RunError::Invalid(format!("The estate cannot be used.\n{}", lines.join("\n"))))
            }
        }
    };
    match &args.estate {
        Some(folder) => of(folder),
        None if args.folder.join("pharos.toml").exists() => of(&args.folder),
        None => Ok(None),
    }
}

fn row(problem: &Problem) -> Value {
    let Problem { file, line, severity, kind, message, remedy } = problem;
    let (severity, rule) = (severity.to_string(), kind.slug());
    json!({ "file": file, "line": line, "severity": severity, "rule": rule, "message": message, "remedy": remedy })
}

/// A log of SARIF 2.1.0 (OASIS) with one run.
fn sarif(problems: &[Problem]) -> Value {
    let mut rules: Vec<String> = problems.iter().map(|problem| problem.kind.slug()).collect();
    rules.sort();
    rules.dedup();
    let rules: Vec<_> = rules.into_iter().map(|id| json!({ "id": id })).collect();
    let results = problems.iter().map(|problem| {
        let Problem { file, line, severity, kind, message, remedy } = problem;
        let place =
            json!({ "artifactLocation": { "uri": docs::uri(file) }, "region": { "startLine": line } });
        json!({
            "ruleId": kind.slug(),
            "level": severity.to_string(),
            "message": { "text": format!("{message}; {remedy}") },
            "locations": [{ "physicalLocation": place }],
        })
    });
    let results: Vec<_> = results.collect();
    let driver = json!({ "name": "pharos", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "results": results }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use docs::{File, Library};

    #[test]
    fn programs_get_the_rule_the_place_and_the_remedy() {
        let library = Library::build(vec![File::new("a b/x.md", "# X\n\n[gone](gone.md)\n")], &[]);
        let problems = lint(&library, None);
        let row = row(&problems[0]);
        assert_eq!(
            (&row["rule"], &row["line"], &row["severity"]),
            (&json!("missing-page"), &json!(3), &json!("error"))
        );
        let log = sarif(&problems);
        let result = &log["runs"][0]["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("missing-page"), &json!("error")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place,
            &json!({ "artifactLocation": { "uri": "a%20b/x.md" }, "region": { "startLine": 3 } })
        );
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"], json!([{ "id": "missing-page" }]));
    }
}
