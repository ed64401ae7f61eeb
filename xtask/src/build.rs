//! `cargo xtask build`: wasm target, wasm bundles, site, server; or nothing, when nothing has changed.

use crate::bundle::{self, BUNDLES};
use crate::site::{self, Sizes};
use crate::step::{human, step};
use crate::workspace::Workspace;
use crate::{fingerprint, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Everything that the release binary is made from, relative to the root.
const SOURCES: [&str; 11] = [
    "app",
    "server",
    "frontend",
    "content",
    "style",
    "public",
    "xtask",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

/// Most bytes of style and scripts that every page loads, brotli: what a docs page may weigh besides its text.
const PAGE_BUDGET: usize = 40_000;

/// The command: builds, and says where the binary is.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    crate::no_arguments("build", args)?;
    let binary = release(workspace)?;
    println!("{}", binary.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds the release binary if anything has changed since it was built, and gives its path.
pub fn release(workspace: &Workspace) -> Result<PathBuf> {
    let start = Instant::now();
    let binary = workspace.binary("release");
    let note = workspace.notes("release.fingerprint");
    // Taken before the build, so that a source that is edited during it counts as changed.
    let sources = fingerprint::of(&workspace.root, &SOURCES)?;
    if let (Ok(known), Ok(results)) = (fs::read_to_string(&note), results(workspace))
        && known == format!("{sources} {results}")
    {
        println!("==> nothing has changed since the last build ({})", human(start.elapsed()));
        return Ok(binary);
    }
    let sizes = browser_half(workspace)?;
    step("server: pharos, release", || {
        process::run(workspace.cargo().args(["build", "--release", "--package", "pharos"]))
    })?;
    check_budgets(&sizes)?;
    println!("==> built in {}", human(start.elapsed()));
    fs::create_dir_all(workspace.notes(""))?;
    fs::write(&note, format!("{sources} {}", results(workspace)?))?;
    Ok(binary)
}

/// Compiles every bundle and writes the site.
pub fn browser_half(workspace: &Workspace) -> Result<Sizes> {
    bundle::ensure_target(workspace)?;
    let mut wasm = Vec::new();
    for bundle in &BUNDLES {
        wasm.push(step(&format!("browser: {} to WebAssembly", bundle.name), || {
            bundle::compile(workspace, bundle)
        })?);
    }
    step("site: bindings, style, hashes, compression", || site::build(workspace, &wasm))
}

/// Size and time of what a build leaves. Errors when some of it does not exist.
fn results(workspace: &Workspace) -> Result<String> {
    let mut text = String::new();
    for path in [workspace.binary("release"), workspace.site().join("manifest.json")] {
        let metadata = fs::metadata(&path).with_context(|| format!("{} is missing", path.display()))?;
        text += &format!("{} {:?} ", metadata.len(), metadata.modified()?);
    }
    Ok(text)
}

/// Prints the size of every asset and bundle. Errors when a bundle is heavier than its budget.
fn check_budgets(sizes: &Sizes) -> Result<()> {
    println!("{:<24} {:>10} {:>10}", "asset", "raw B", "brotli B");
    for (name, size) in sizes {
        println!("{name:<24} {:>10} {:>10}", size.raw, size.br);
    }
    let bundles = BUNDLES.iter().map(|bundle| (bundle.name, bundle.budget));
    let mut over = Vec::new();
    for (name, budget) in bundles.chain([("app.css", PAGE_BUDGET)]) {
        let bytes = weight(sizes, name);
        println!("{:<24} {:>10} {bytes:>10} of {budget}", format!("budget: {name}"), "");
        if bytes > budget {
            over.push(format!("{name} is {bytes} B, {} B over its budget of {budget} B", bytes - budget));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("too heavy, after brotli: {}", over.join("; ")) }
}

/// Brotli bytes of an asset, or of all files of a bundle.
fn weight(sizes: &Sizes, name: &str) -> usize {
    let of = |asset: &str| {
        let plain = asset.strip_prefix("boot-").unwrap_or(asset);
        asset == name || plain.starts_with(&format!("{name}.")) || plain.starts_with(&format!("{name}-"))
    };
    sizes.iter().filter(|(asset, _)| of(asset)).map(|(_, size)| size.br).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Size;

    fn sizes(live: usize) -> Sizes {
        let size = |br| Size { raw: br * 3, br, gz: br };
        let named =
            [("live.wasm", live), ("live.js", 10), ("boot-live.js", 1), ("planner.wasm", 9), ("app.css", 7)];
        named.map(|(name, br)| (name.to_owned(), size(br))).into()
    }

    #[test]
    fn a_bundle_weighs_all_its_files() {
        assert_eq!(weight(&sizes(100), "live"), 111);
        assert_eq!(weight(&sizes(100), "planner"), 9);
        assert_eq!(weight(&sizes(100), "app.css"), 7);
    }

    #[test]
    fn a_bundle_over_its_budget_is_an_error_that_says_by_how_much() {
        assert!(check_budgets(&sizes(60_000 - 11)).is_ok());
        let error = check_budgets(&sizes(60_000)).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("live is 60011 B, 11 B over")));
    }
}
