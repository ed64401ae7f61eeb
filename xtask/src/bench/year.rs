//! 1,000 components with a year of history: how soon the page is there, what it takes of memory, and how fast it answers.

use super::server::{Server, free_port};
use super::{http, procfs, wrk};
use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Components.
const COMPONENTS: usize = 1_000;

/// Components of a group.
const GROUP: usize = 50;

/// Milliseconds of a day.
const DAY: u128 = 86_400_000;

/// Fills a history, serves it from core 0 and prints what was found.
pub fn run(workspace: &Workspace, binary: &Path) -> Result<()> {
    let folder = workspace.notes("bench-year");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (content, data) = (folder.join("content"), folder.join("data"));
    fs::create_dir_all(content.join("estate"))?;
    fs::create_dir_all(&data)?;
    fs::write(content.join("pharos.toml"), SETTINGS)?;
    fs::write(content.join("estate/bench.toml"), estate())?;
    let today = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() / DAY;
    let example = ["run", "--release", "--quiet", "--package", "store", "--example", "year", "--"];
    let mut fill = workspace.cargo();
    process::run(
        fill.args(example).arg(data.join("pharos.db")).args([COMPONENTS.to_string(), today.to_string()]),
    )?;
    let begun = Instant::now();
    let server = start(binary, &content, &data)?;
    let took = begun.elapsed();
    let load = wrk::run(server.port, "Accept-Encoding: br", wrk::SECONDS)?;
    let page = http::get(server.port, "Accept-Encoding: br")?.body.len();
    let resident = procfs::resident(server.process.id())?;
    println!(
        "{COMPONENTS} components and a year: the page is there after {:.2} s, {:.0} MB of memory, p99 {:.2} ms at {:.0}/s, \
         {:.0} kB in brotli",
        took.as_secs_f64(),
        resident / 1e6,
        load.p99,
        load.rate,
        page as f64 / 1e3,
    );
    server.stop()
}

fn start(binary: &Path, content: &Path, data: &Path) -> Result<Server> {
    let port = free_port()?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(binary).args(["serve", "--port", &port.to_string(), "--content"]);
    command.arg(content).arg("--data").arg(data).stdout(Stdio::null()).stderr(Stdio::null());
    let server = Server { name: "pharos", port, process: command.spawn().context("cannot start pharos")? };
    http::wait(port, Duration::from_secs(60))?;
    Ok(server)
}

const SETTINGS: &str = "[site]\nname = \"Bench\"\nurl = \"http://127.0.0.1\"\n";

/// Components in groups of 50, each with one check a minute of a port that nobody listens on.
fn estate() -> String {
    let mut text = "[system]\nid = \"bench\"\nname = \"Bench\"\n".to_owned();
    for group in 0..COMPONENTS / GROUP {
        // Writing to a String cannot fail.
        let _ = write!(text, "[[group]]\nid = \"g{group}\"\nname = \"Group {group}\"\n");
    }
    for number in 0..COMPONENTS {
        let group = number / GROUP;
        let _ = write!(
            text,
            "[[component]]\nid = \"c{number}\"\nname = \"Component {number}\"\ngroup = \"g{group}\"\n\
             [[component.check]]\nid = \"x\"\nkind = \"tcp\"\ntarget = \"127.0.0.1:9\"\ninterval = \"60s\"\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_has_its_group() {
        let text = estate();
        assert_eq!(text.matches("[[component]]").count(), COMPONENTS);
        let last = format!("group = \"g{}\"", COMPONENTS / GROUP - 1);
        assert_eq!(
            (text.matches("[[group]]").count(), text.matches(&last).count()),
            (COMPONENTS / GROUP, GROUP)
        );
    }
}
