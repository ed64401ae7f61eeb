//! Tests that run as WebAssembly under Node: `#[wasm_bindgen_test]`s of integration tests. Bindings come
//! from wasm-bindgen's library; the script that runs them follows the protocol of its own test runner
//! (crate wasm-bindgen-cli 0.2.130, `wasm_bindgen_test_runner/node.rs`), so that no tool has to be installed.

use super::{Tally, browser};
use crate::bundle;
use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Packages whose files `tests/wasm*.rs` are such tests.
const TESTED: [&str; 2] = ["capacity", "live"];

/// The runner's fixed half; the names of the tests are put in place of `TESTS`.
const RUNNER: &str = include_str!("wasm/run.cjs");

/// Compiles, binds and runs every wasm test.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    bundle::ensure_target(workspace)?;
    browser::ensure_node()?;
    let mut tally = Tally::default();
    for package in TESTED {
        let modules = compile(workspace, package)?;
        ensure!(!modules.is_empty(), "{package} has no test in `tests/wasm*.rs`");
        for wasm in modules {
            tally += run(workspace, &wasm)?;
        }
    }
    Ok(tally)
}

/// Paths of a package's test modules, compiled as the bundles are, whose dependencies they share. Alone, because what
/// another package's tests need of a library would be asked of this one's too.
fn compile(workspace: &Workspace, package: &str) -> Result<Vec<PathBuf>> {
    let mut cargo = bundle::cargo(workspace, "test", &[])?;
    cargo.args(["--no-run", "--package", package, "--test", "wasm*"]);
    let mut modules = Vec::new();
    let succeeded = process::each_line(cargo.arg("--message-format=json-render-diagnostics"), |line| {
        modules.extend(module(line))
    })?;
    ensure!(succeeded, "the wasm tests of {package} do not compile");
    Ok(modules)
}

/// The test module that a message of cargo announces.
fn module(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_test = message.get("profile")?.get("test")?.as_bool()?;
    is_test.then(|| message.get("executable")?.as_str().map(PathBuf::from))?
}

/// Runs the tests of one module and shows their results.
fn run(workspace: &Workspace, wasm: &Path) -> Result<Tally> {
    let name = wasm.file_stem().context("a wasm test has no name")?.to_string_lossy();
    let folder = workspace.notes("wasm-tests").join(&*name);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("tests").nodejs(true)?.debug(true).export_wasm(true).emit_start(false);
    let mut output = bindgen.generate_output().with_context(|| format!("wasm-bindgen failed on {name}"))?;
    let exports = output.wasm().exports.iter().map(|export| export.name.clone());
    let tests: Vec<String> = exports.filter(|export| export.starts_with("__wbgt_")).collect();
    ensure!(!tests.is_empty(), "{name} has no #[wasm_bindgen_test] in it");
    output.emit(&folder)?;
    let script = folder.join("run.cjs");
    fs::write(&script, RUNNER.replace("TESTS", &serde_json::to_string(&tests)?))?;

    let mut tally = None;
    let succeeded = process::each_line(Command::new("node").arg("--expose-gc").arg(&script), |line| {
        tally = Tally::of_harness_line(line).or(tally);
        println!("    {line}");
    })?;
    let tally = tally.with_context(|| format!("the tests of {name} ended without a result"))?;
    ensure!(succeeded || tally.failed > 0, "the tests of {name} ended with an error");
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_modules_are_taken_from_cargo_messages() {
        let test = r#"{"reason":"compiler-artifact","profile":{"test":true},"executable":"/t/wasm-1.wasm"}"#;
        assert_eq!(module(test), Some(PathBuf::from("/t/wasm-1.wasm")));
        let library = r#"{"reason":"compiler-artifact","profile":{"test":false},"executable":null}"#;
        assert_eq!(module(library), None);
        assert_eq!(module(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(module("not JSON"), None);
    }

    #[test]
    fn the_runner_has_a_place_for_the_tests() {
        assert_eq!(RUNNER.matches("TESTS").count(), 1);
    }
}
