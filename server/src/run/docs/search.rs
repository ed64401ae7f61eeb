//! `pharos docs search`: the answers of the portal's search, on a terminal.

use super::{RunError, library};
use crate::cli::SearchDocs;
use crate::run::say;
use docs::{Found, Search};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Prints the answers to a query; exit code 1 if there are none.
pub(super) fn run(args: &SearchDocs) -> Result<ExitCode, RunError> {
    let search = Search::of(&library(args.content.as_deref(), &[])?);
    let found = search.find(&args.query.join(" "), args.most);
    if args.json {
        say(&Value::from_iter(found.iter().map(row)).to_string());
    } else {
        found.iter().for_each(|found| say(&lines(found)));
        if found.is_empty() {
            say("Nothing was found. Try fewer words, or the start of one.");
        }
    }
    Ok(if found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn row(found: &Found) -> Value {
    let Found { url, path, title, heading, score, .. } = found;
    json!({ "page": path, "title": title, "heading": heading, "url": url, "score": score, "line": line(found) })
}

/// The line that answers, as it stands in its page.
fn line(found: &Found) -> Option<String> {
    let parts = &found.excerpt.as_ref()?.parts;
    Some(parts.iter().map(|part| part.text.as_str()).collect())
}

fn lines(found: &Found) -> String {
    let heading = found.heading.as_ref().map(|heading| format!(" > {heading}")).unwrap_or_default();
    let line = line(found).map(|line| format!("\n    {line}")).unwrap_or_default();
    format!("{}{heading}\n    {}{line}", found.title, found.url)
}
