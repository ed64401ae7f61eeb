//! How long it takes until a reader sees what an author saved, in a running program.

use super::corpus::Corpus;
use super::{PATIENCE, median};
use crate::bench::http;
use crate::bench::server::Server;
use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a page is saved.
const SAVED: usize = 15;
/// From one save to the next, so that they do not all meet the same moment between two looks.
const APART: Duration = Duration::from_millis(437);

/// Saves a page again and again, and prints the time until its answer holds what was saved, and until the search finds it.
pub(super) fn measure(server: &Server, home: &Path, corpus: &Corpus) -> Result<()> {
    let number = corpus.len() / 2;
    let file = home.join("content/docs").join(corpus.path(number) + ".md");
    let before = fs::read_to_string(&file)?;
    let page = format!("/docs/{}", corpus.path(number));
    let (mut shown, mut found) = (Vec::new(), Vec::new());
    for time in 0..SAVED {
        // A word that no other page has.
        let word = format!("xyzzy{time}q");
        let text = format!("{before}\n## Saved {word}\n");
        let start = Instant::now();
        fs::write(&file, text)?;
        shown.push(until(server, &page, &word, start)?);
        found.push(until(
            server,
            &format!("/api/v1/docs/search?most=1&q={word}"),
            &format!("#saved-{word}"),
            start,
        )?);
        std::thread::sleep(APART);
    }
    fs::write(&file, before)?;
    let most = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
    let (slowest, latest) = (most(&shown), most(&found));
    println!(
        "  {:<26} {:.0} ms median, {slowest:.0} ms at most; found after {:.0} ms, {latest:.0} ms at most",
        "one page saved and seen",
        median(&mut shown),
        median(&mut found)
    );
    Ok(())
}

/// Milliseconds since `start` until the answer at `path` holds `words`.
fn until(server: &Server, path: &str, words: &str, start: Instant) -> Result<f64> {
    loop {
        let answer = http::get_at(server.port, path, "Accept: */*")?;
        if String::from_utf8_lossy(&answer.body).contains(words) {
            return Ok(start.elapsed().as_secs_f64() * 1_000.0);
        }
        ensure!(start.elapsed() < PATIENCE, "{path} does not hold {words} within {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(1));
    }
}
