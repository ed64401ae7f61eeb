//! A server with a history of its own, in which an admin is signed in and there is something of everything.

use super::seed::seed;
use crate::bench::http;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// The running server; it ends when this goes.
pub struct Server {
    port: u16,
    process: Child,
    names: Vec<(&'static str, String)>,
}

impl Server {
    /// Starts `binary` on a small estate with an empty history in `data`, and joins as its first admin.
    pub fn start(binary: &Path, root: &Path, data: &Path) -> Result<Server> {
        if data.exists() {
            fs::remove_dir_all(data)?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let content = root.join("xtask/src/test/api/content");
        let mut process = Command::new(binary)
            .args(["serve", "--port", &port.to_string(), "--content"])
            .arg(content)
            .arg("--data")
            .arg(data)
            .env("PHAROS_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let lines = process.stdout.take().map(|out| BufReader::new(out).lines().map_while(Result::ok));
        let mut server = Server { port, process, names: Vec::new() };
        let link =
            lines.into_iter().flatten().find_map(|line| Some(line.get(line.find("/join/")?..)?.to_owned()));
        let link = link.context("the server printed no link to its first admin")?;
        http::wait(port, PATIENCE)?;
        let cookie = join(port, link.trim())?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        server.names = seed(port, &cookie, u64::try_from(now)?)?;
        let session = cookie.split_once('=').map_or_else(String::new, |(_, value)| value.to_owned());
        server.names.push(("PHAROS_SESSION", session));
        Ok(server)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What stands for words of the settings of schemathesis: the value of its admin's cookie, and names of what there is.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(word, value)| (*word, value.as_str()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already when either call fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Follows the link to the first admin, and gives the cookie.
fn join(port: u16, link: &str) -> Result<String> {
    let password = "correct+horse+battery+staple";
    let form = format!("name=ada&display=Ada&password={password}&again={password}");
    let answer = http::post(port, link, "application/x-www-form-urlencoded", &form)?;
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    match cookie {
        Some(cookie) if answer.status == 303 => Ok(cookie.to_owned()),
        _ => bail!("nobody can join: {} {}", answer.status, String::from_utf8_lossy(&answer.body)),
    }
}
