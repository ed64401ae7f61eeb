//! `cargo xtask test`: every way of being wrong that a machine can find, one step after another, through
//! all steps whatever fails, and one line at the end that adds up.

mod api;
pub mod browser;
mod lint;
mod markdown;
mod native;
pub mod python;
mod services;
mod tally;
mod wasm;

use crate::licences;
use crate::step::{human, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;

/// What the command's line in the help says.
pub const ABOUT: &str =
    "run all tests, or one of: fmt, clippy, doc, licences, unit, api, wasm, markdown, browser";

/// Runs a step and counts.
type Check = fn(&Workspace) -> Result<Tally>;

/// Name, heading and code of every step, cheap ones first.
const STEPS: [(&str, &str, Check); 9] = [
    ("fmt", "format", lint::format),
    ("clippy", "clippy, warnings denied: native and wasm32", lint::clippy),
    ("doc", "documentation, warnings denied: native and wasm32", lint::documentation),
    ("licences", "licences, duplicates and sources of dependencies, by deny.toml", check_licences),
    ("unit", "unit and integration tests, native", native::test),
    ("api", "the API against its own description, by schemathesis", api::test),
    ("wasm", "tests in WebAssembly, under Node", wasm::test),
    ("markdown", "the binary against the specifications of CommonMark and GitHub", markdown::test),
    ("browser", "browser tests on the release build", browser::test),
];

/// Packages that are compiled for the machine. No list names the frontends with islands besides them: what those need
/// of Leptos excludes what the server needs.
const NATIVE: [&str; 18] = [
    "model", "calendar", "capacity", "messages", "search", "finder", "golden", "kernel", "probe", "store",
    "docs", "feeds", "front", "notices", "openid", "app", "pharos", "xtask",
];

/// Packages that are compiled for the browser, each by itself.
const FRONTENDS: [&str; 5] = ["finder", "golden", "kernel", "live", "planner"];

/// The command. Its last line is the sum; the exit code says whether all of it is well.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    let start = Instant::now();
    let mut total = Tally::default();
    let mut failed = Vec::new();
    for (name, title, check) in selected(args)? {
        let tally = step(&format!("{name}: {title}"), || check(workspace)).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::FAILED
        });
        println!("    {name}: {tally}");
        if tally.failed > 0 {
            failed.push(name);
        }
        total += tally;
    }
    println!("==> finished in {}", human(start.elapsed()));
    if failed.is_empty() {
        println!("{total}");
        return Ok(ExitCode::SUCCESS);
    }
    println!("==> failed: {}", failed.join(", "));
    println!("{total}");
    Ok(ExitCode::FAILURE)
}

/// The steps that the arguments ask for.
fn selected(args: &[String]) -> Result<Vec<(&'static str, &'static str, Check)>> {
    match args {
        [] => Ok(STEPS.to_vec()),
        [flag, wanted] if flag == "--only" => {
            let found = STEPS.iter().find(|(name, ..)| name == wanted);
            let names = STEPS.map(|(name, ..)| name).join(", ");
            Ok(vec![*found.with_context(|| format!("there is no step `{wanted}`; the steps are: {names}"))?])
        }
        _ => bail!("`cargo xtask test` takes nothing, or `--only STEP`"),
    }
}

fn check_licences(workspace: &Workspace) -> Result<Tally> {
    let problems = licences::problems(workspace)?;
    problems.iter().for_each(|problem| println!("    {problem}"));
    Ok(Tally::of_step(problems.is_empty()))
}

/// `--package` and a name, for each name.
fn packages(names: &[&str]) -> Vec<String> {
    names.iter().flat_map(|name| ["--package".to_owned(), (*name).to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn one_step_can_be_chosen_by_name() {
        let args = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let names = |words: &[&str]| {
            selected(&args(words)).map(|steps| steps.iter().map(|(name, ..)| *name).collect::<Vec<_>>())
        };
        assert!(names(&["--only", "unit"]).is_ok_and(|steps| steps == ["unit"]));
        assert!(names(&[]).is_ok_and(|steps| steps.len() == STEPS.len()));
        assert!(names(&["--only", "units"]).is_err_and(|error| error.to_string().contains("fmt, clippy")));
        assert!(names(&["unit"]).is_err());
    }

    #[test]
    fn every_package_of_the_workspace_is_tested() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = std::fs::read_to_string(root.join("Cargo.toml")).expect("there is a workspace");
        let members = manifest.split_once("members = [").and_then(|(_, rest)| rest.split_once(']'));
        let (members, _) = members.expect("it lists its members");
        let names = members.split('"').skip(1).step_by(2).map(|path| match path.rsplit('/').next() {
            Some("server") | None => "pharos",
            Some(name) => name,
        });
        let missing: Vec<_> =
            names.filter(|name| !NATIVE.contains(name) && !FRONTENDS.contains(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_help_names_every_step() {
        for (name, ..) in STEPS {
            assert!(ABOUT.contains(name), "{name} is missing in `{ABOUT}`");
        }
    }
}
