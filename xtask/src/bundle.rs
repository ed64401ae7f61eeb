//! The browser half: compiles a frontend crate to WebAssembly, lets wasm-bindgen's library write its
//! JavaScript, and gives the files that a page loads.

use crate::{fingerprint, process, script, site::Asset, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The target that the browser half is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// One wasm bundle: a crate in `frontend/`, built in one way.
pub struct Bundle {
    /// Name of the files made from it.
    pub name: &'static str,
    /// Name of the crate and of its folder.
    pub package: &'static str,
    /// Features of the crate in the place of its default ones; none for those.
    pub features: Option<&'static str>,
    /// Packages with their level of optimisation; all others have the least size.
    pub levels: Levels,
    /// Most bytes that its files may weigh together, compressed with brotli.
    pub budget: usize,
}

/// Packages, each with its level of optimisation.
pub type Levels = &'static [(&'static str, &'static str)];

/// What calculates in workers, for seconds at times: for speed, as far as that does not repeat code, and the loop of the simulation
/// for speed alone. That loop is inlined into the crate of the bundle, which is linked last: loops are made into instructions for
/// several numbers only where that crate is optimised for speed.
const FAST: Levels = &[("capacity", "s"), ("kernel", "2"), ("libm", "2")];

/// Every bundle, with the budget that the design gives it.
pub const BUNDLES: [Bundle; 6] = [
    small_bundle("live", 60_000),
    small_bundle("planner", 160_000),
    small_bundle("finder", 60_000),
    Bundle { name: "golden", package: "golden", features: None, levels: &[], budget: 200_000 },
    Bundle { name: "kernel", package: "kernel", features: None, levels: FAST, budget: 350_000 },
    Bundle { name: "simd", package: "kernel", features: Some("simd"), levels: FAST, budget: 345_000 },
];

/// A bundle named like its crate, which pages wait for.
const fn small_bundle(name: &'static str, budget: usize) -> Bundle {
    Bundle { name, package: name, features: None, levels: &[], budget }
}

/// Adds the wasm32 target to the toolchain if it is missing.
pub fn ensure_target(workspace: &Workspace) -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.current_dir(&workspace.root).args(["--print", "target-libdir", "--target", TARGET]);
    if Path::new(process::text(&mut ask)?.trim()).is_dir() {
        return Ok(());
    }
    println!("    adding Rust's target {TARGET} with rustup");
    process::run(Command::new("rustup").current_dir(&workspace.root).args(["target", "add", TARGET]))
        .with_context(|| format!("install Rust's target {TARGET} with the tool that installed Rust"))
}

/// What makes wasm small. Names stay until xtask strips them, which keeps the target-features section that tools need.
const SMALL: [&str; 4] = ["-Ccodegen-units=1", "-Cpanic=abort", "-Cembed-bitcode=yes", "-Cstrip=none"];

/// Compiles a bundle's crate and gives the path of its wasm: as a `cdylib` alone, because a library cannot be optimised
/// whole.
pub fn compile(workspace: &Workspace, bundle: &Bundle) -> Result<PathBuf> {
    let mut cargo = cargo(workspace, "rustc", bundle.levels)?;
    cargo.args(["--package", bundle.package, "--crate-type", "cdylib"]);
    if let Some(features) = bundle.features {
        cargo.args(["--no-default-features", "--features", features]);
    }
    process::run(cargo.args(["--", "-Clto=fat"]))?;
    let made = workspace.target.join(TARGET).join("release").join(format!("{}.wasm", bundle.package));
    // Another bundle of the same crate would take its place.
    let kept = workspace.notes("bundles").join(format!("{}.wasm", bundle.name));
    fs::create_dir_all(workspace.notes("bundles"))?;
    fs::copy(&made, &kept).with_context(|| format!("cannot copy {}", made.display()))?;
    Ok(kept)
}

/// A command of cargo's that compiles for the browser.
///
/// It does so in the profile of the server, so that macros and build scripts are compiled once for both; flags, which
/// only what is compiled for the browser gets, and settings, which those do not get either, make it small, but for the
/// packages that have other `levels`.
pub fn cargo(workspace: &Workspace, command: &str, levels: Levels) -> Result<Command> {
    let path = workspace.root.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut cargo = workspace.cargo();
    cargo.args([command, "--release", "--target", TARGET]);
    for setting in small(&manifest, levels).with_context(|| format!("{} has no profile", path.display()))? {
        cargo.arg("--config").arg(setting);
    }
    // Stronger than `RUSTFLAGS` and any configuration; flags are told apart by this character.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", SMALL.join("\u{1f}"));
    Ok(cargo)
}

/// Settings of the release profile that optimise for size what the manifest's profile optimises for speed, but for packages with
/// a level of their own. What it leaves unoptimised stays so: the browser's half links those crates without calling them.
fn small(manifest: &str, levels: Levels) -> Result<Vec<String>> {
    let manifest: toml::Table = manifest.parse()?;
    let release = manifest.get("profile").and_then(|profile| profile.get("release"));
    let packages = release.and_then(|release| release.get("package")?.as_table());
    let packages = packages.context("[profile.release.package] is missing")?;
    let is_fast = |settings: &toml::Value| {
        settings.get("opt-level").and_then(toml::Value::as_integer).is_some_and(|level| level > 0)
    };
    let own = |name: &str| levels.iter().any(|(package, _)| *package == name);
    let slower = packages.iter().filter(|(name, settings)| is_fast(settings) && !own(name));
    let level = |name: &str, level: &str| {
        let level = if level.parse::<u8>().is_ok() { level.to_owned() } else { format!("\"{level}\"") };
        format!("profile.release.package.{name}.opt-level={level}")
    };
    let names = slower.map(|(name, _)| level(name, "z"));
    let names = names.chain(levels.iter().map(|(name, own)| level(name, own)));
    Ok(std::iter::once("profile.release.opt-level=\"z\"".to_owned()).chain(names).collect())
}

/// Makes the files of a bundle out of its compiled wasm: `<name>.wasm`, `<name>.js`, `boot-<name>.js`, and
/// the JavaScript that crates bring along. Names inside the files are those that they are served under.
pub fn assets(workspace: &Workspace, bundle: &Bundle, wasm: &Path) -> Result<Vec<Asset>> {
    let name = bundle.name;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true).omit_default_module_path(true);
    let mut output = bindgen.generate_output().with_context(|| format!("wasm-bindgen failed on {name}"))?;

    let mut glue = output.js().to_owned();
    let mut assets = Vec::new();
    for (number, (path, script)) in snippets(&output).into_iter().enumerate() {
        let asset = Asset::new(&format!("{name}-snippet-{number}.js"), script::bare(&script).into_bytes());
        glue = imported(&glue, &format!("./snippets/{path}"), &asset.file);
        assets.push(asset);
    }
    let wasm = optimise(workspace, name, output.wasm_mut().emit_wasm())?;
    let wasm = Asset::new(&format!("{name}.wasm"), wasm);
    let glue = Asset::new(&format!("{name}.js"), script::bare(&glue).into_bytes());
    let path = workspace.root.join("frontend").join(bundle.package).join("boot.js");
    let source = fs::read_to_string(&path)
        .with_context(|| format!("{} is missing: it loads the bundle in the browser", path.display()))?;
    let boot = boot(&source, &glue, &wasm).with_context(|| format!("{} is not usable", path.display()))?;
    assets.extend([Asset::new(&format!("boot-{name}.js"), script::bare(&boot).into_bytes()), glue, wasm]);
    Ok(assets)
}

/// The glue with another file in the place of one that it imports; the wasm knows what it imports by the name of before.
fn imported(glue: &str, path: &str, file: &str) -> String {
    ['"', '\''].iter().fold(glue.to_owned(), |glue, quote| {
        glue.replace(&format!("from {quote}{path}{quote}"), &format!("from {quote}./{file}{quote}"))
    })
}

/// The boot module with the served names in place of `BUNDLE.js` and `BUNDLE.wasm`.
fn boot(source: &str, glue: &Asset, wasm: &Asset) -> Result<String> {
    for token in ["BUNDLE.js", "BUNDLE.wasm"] {
        ensure!(source.contains(token), "it does not name `{token}`, which the build replaces");
    }
    Ok(source.replace("BUNDLE.js", &glue.file).replace("BUNDLE.wasm", &wasm.file))
}

/// JavaScript that crates bring along: path below `snippets/` and content, in a fixed order.
fn snippets(output: &wasm_bindgen_cli_support::Output) -> Vec<(String, String)> {
    let inline = output.snippets().iter().flat_map(|(crate_id, scripts)| {
        let numbered = scripts.iter().enumerate();
        numbered.map(move |(index, script)| (format!("{crate_id}/inline{index}.js"), script.clone()))
    });
    let files = output.local_modules().iter().map(|(path, script)| (path.clone(), script.clone()));
    let mut all: Vec<_> = inline.chain(files).collect();
    all.sort();
    all
}

/// Passes wasm through `wasm-opt` where it is installed; it gains a few percent and is not needed.
fn optimise(workspace: &Workspace, name: &str, wasm: Vec<u8>) -> Result<Vec<u8>> {
    const FEATURES: [&str; 7] = [
        "bulk-memory",
        "nontrapping-float-to-int",
        "sign-ext",
        "mutable-globals",
        "reference-types",
        "multivalue",
        "simd",
    ];
    let Some(tool) = process::find("wasm-opt") else { return Ok(wasm) };
    let folder = workspace.notes("wasm-opt");
    fs::create_dir_all(&folder)?;
    let stem = format!("{name}-{}", &fingerprint::of_bytes(&wasm)[..10]);
    let (before, after) = (folder.join(format!("{stem}.wasm")), folder.join(format!("{stem}.opt.wasm")));
    fs::write(&before, &wasm)?;
    let features = FEATURES.map(|feature| format!("--enable-{feature}"));
    process::run(Command::new(tool).arg("-Oz").args(features).arg(&before).arg("-o").arg(&after))?;
    let smaller = fs::read(&after)?;
    fs::remove_dir_all(&folder)?;
    Ok(smaller)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_fast_on_the_server_is_small_in_the_browser() {
        let manifest = "[profile.release]\nopt-level = 1\n[profile.release.package.a]\nopt-level = 3\n\
            [profile.release.package.b]\nopt-level = 0\n";
        let settings = ["profile.release.opt-level=\"z\"", "profile.release.package.a.opt-level=\"z\""];
        assert_eq!(small(manifest, &[]).unwrap(), settings);
        let fast = [
            "profile.release.opt-level=\"z\"",
            "profile.release.package.a.opt-level=\"s\"",
            "profile.release.package.c.opt-level=2",
        ];
        assert_eq!(small(manifest, &[("a", "s"), ("c", "2")]).unwrap(), fast);
        assert!(small("[profile]", &[]).is_err());
    }

    #[test]
    fn what_is_imported_is_named_as_it_is_served_and_to_the_wasm_as_before() {
        let glue = "import { put } from './snippets/a/b.js';\nimport * as import1 from \"./snippets/a/b.js\"\n\
            return { \"./snippets/a/b.js\": import1 };";
        assert_eq!(
            imported(glue, "./snippets/a/b.js", "live-snippet-0.12.js"),
            "import { put } from './live-snippet-0.12.js';\nimport * as import1 from \"./live-snippet-0.12.js\"\n\
             return { \"./snippets/a/b.js\": import1 };"
        );
    }

    #[test]
    fn the_boot_module_names_the_files_as_they_are_served() {
        let glue = Asset::new("live.js", b"glue".to_vec());
        let wasm = Asset::new("live.wasm", b"wasm".to_vec());
        let source = "import init from \"./BUNDLE.js\"; new URL(\"./BUNDLE.wasm\", import.meta.url)";
        let text = boot(source, &glue, &wasm).unwrap();
        assert!(
            text.contains(&format!("\"./{}\"", glue.file)) && text.contains(&format!("\"./{}\"", wasm.file))
        );
        let error = boot("import init from \"./BUNDLE.js\"", &glue, &wasm).unwrap_err();
        assert!(error.to_string().contains("BUNDLE.wasm"));
    }
}
