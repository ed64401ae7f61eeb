//! `cargo xtask bench capacity`: nanoseconds a scenario of the BUTTERFLY plan, natively, in WebAssembly without and with
//! instructions for two numbers at a time, and by numpy; whether all but the last find the same bits; how exact P95 is; and
//! how long Chromium takes from a slider's move to what is painted of it.

mod paint;

use crate::bundle::{self, BUNDLES, Bundle};
use crate::process;
use crate::test::python;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const PLAN: &str = "content/plans/butterfly.toml";
const RUNNER: &str = include_str!("capacity/run.cjs");
const NUMPY: &str = include_str!("capacity/numpy.py");
const REQUIREMENTS: &str = include_str!("capacity/requirements.txt");

/// The command: measures one after the other, and prints a table. Errors when the bits differ.
pub fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.notes("bench-capacity");
    fs::create_dir_all(&folder)?;
    let example = ["run", "--release", "--quiet", "--package", "capacity", "--example", "simulate", "--"];
    let told = process::text(workspace.cargo().args(example).arg(PLAN).arg(&folder))?;
    let mut lines = told.lines();
    let mut line = || lines.next().context("the example says too little");
    let (about, native, errors) = (line()?, line()?, line()?);
    println!("{PLAN}: {about}; 65,536 scenarios on one thread, the best run");
    println!("{:<40} {:>12}", "program", "ns/scenario");
    println!("{:<40} {native:>12}", "native");
    let expected = fs::read(folder.join("found.bin"))?;
    for (name, title) in [("kernel", "WebAssembly under Node"), ("simd", "WebAssembly with SIMD under Node")]
    {
        let bundle = BUNDLES.iter().find(|bundle| bundle.name == name).context("there is no such bundle")?;
        let (time, found) = under_node(workspace, bundle, &folder)?;
        println!("{title:<40} {time:>12}");
        ensure!(found == expected, "the bundle {name} finds other needs than the native code");
    }
    println!("{:<40} {:>12}", "numpy, normal draws and no quantiles", numpy(&folder)?);
    println!(
        "The first three find the same bits. P95 of 65,536 scenarios against that of 4,194,304, root mean square of 20"
    );
    println!("seeds: CPU, memory, storage, network {errors}");
    println!("In Chromium, in milliseconds:");
    println!("{}", paint::measure(workspace)?);
    Ok(())
}

/// Nanoseconds a scenario and what was found.
fn under_node(workspace: &Workspace, bundle: &Bundle, folder: &Path) -> Result<(String, Vec<u8>)> {
    let wasm = bundle::compile(workspace, bundle)?;
    let home = folder.join(bundle.name);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&wasm).out_name("bundle").nodejs(true)?.typescript(false);
    bindgen.generate_output()?.emit(&home)?;
    let (script, file) = (home.join("run.cjs"), home.join("found.bin"));
    fs::write(&script, RUNNER)?;
    let mut node = Command::new("node");
    let time = process::text(
        node.arg(&script).arg(home.join("bundle.js")).arg(folder.join("plan.json")).arg(&file),
    )?;
    Ok((time.trim().to_owned(), fs::read(&file)?))
}

fn numpy(folder: &Path) -> Result<String> {
    let programs = python::environment("numpy", &folder.join("python"), REQUIREMENTS)?;
    let script = folder.join("numpy_model.py");
    fs::write(&script, NUMPY)?;
    let mut python = Command::new(programs.join("python3"));
    Ok(process::text(python.arg(&script).arg(folder.join("kernel.json")))?.trim().to_owned())
}
