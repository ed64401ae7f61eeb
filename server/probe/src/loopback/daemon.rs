//! Real servers from packages of Debian, each on a port and in a folder of its own, ended with the test.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use model::estate::Check;
use model::sample::Outcome;

use super::program::{Program, free_port};
use super::put;
use crate::Answer;

/// A busy machine takes seconds to start a server, and a server to become what it will be.
const PATIENCE: Duration = Duration::from_secs(60);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A running server.
pub struct Daemon {
    // Before the folder, which is removed when nobody writes into it.
    program: Program,
    folder: TempDir,
    /// Where it listens on loopback.
    pub port: u16,
}

/// Starts `program` of `package` with the arguments for a port and a folder, and waits until it listens.
pub async fn start(
    program: &str,
    package: &str,
    arguments: impl FnOnce(u16, &Path) -> Vec<String>,
) -> Daemon {
    let (port, folder) = (free_port(), TempDir::new().unwrap());
    let mut command = Command::new(found(program));
    command.args(arguments(port, folder.path())).current_dir(folder.path());
    let log = File::create(folder.path().join("log")).unwrap();
    command.stdout(log.try_clone().unwrap()).stderr(log);
    let mut daemon = Daemon { program: Program::start(&mut command, package), folder, port };
    daemon.wait(program).await;
    daemon
}

/// Starts a Prometheus that watches nothing.
pub async fn prometheus() -> Daemon {
    start("prometheus", "prometheus", |port, folder| {
        let config = folder.join("prometheus.yml");
        fs::write(&config, "global: {scrape_interval: 1s}\n").unwrap();
        vec![
            format!("--config.file={}", config.display()),
            format!("--storage.tsdb.path={}", folder.join("data").display()),
            format!("--web.listen-address=127.0.0.1:{port}"),
        ]
    })
    .await
}

impl Daemon {
    /// Its `host:port`.
    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.target())
    }

    async fn wait(&mut self, program: &str) {
        let until = Instant::now() + PATIENCE;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        while TcpStream::connect(address).is_err() {
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap();
            let ended = self.program.0.try_wait().unwrap();
            assert!(ended.is_none(), "{program} ended ({ended:?}): {}", log());
            assert!(Instant::now() < until, "{program} does not listen: {}", log());
            sleep(PAUSE).await;
        }
    }
}

/// Where a program is: Debian keeps servers out of the path of those who are not root.
fn found(program: &str) -> PathBuf {
    let system = Path::new("/usr/sbin").join(program);
    if system.exists() { system } else { PathBuf::from(program) }
}

/// Asks until the outcome is this, for a minute at most; gives the last answer.
pub async fn until(outcome: Outcome, check: &Check) -> Answer {
    let until = Instant::now() + PATIENCE;
    let mut answer = put(check).await;
    while answer.outcome != outcome && Instant::now() < until {
        sleep(PAUSE).await;
        answer = put(check).await;
    }
    assert_eq!(answer.outcome, outcome, "{}", answer.detail);
    answer
}
