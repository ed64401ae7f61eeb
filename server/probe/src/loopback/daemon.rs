//! Real servers from packages of Debian, each on a port and in a folder of its own, ended with the test.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// A running server.
pub struct Daemon {
    child: Child,
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
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut command = Command::new(found(program));
    command.args(arguments(port, folder.path())).current_dir(folder.path());
    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
    let child = spawned.unwrap_or_else(|error| panic!("{program}: {error}; apt-get install {package}"));
    let mut daemon = Daemon { child, folder, port };
    daemon.wait(program).await;
    daemon
}

impl Daemon {
    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn wait(&mut self, program: &str) {
        let until = Instant::now() + Duration::from_secs(60);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        while TcpStream::connect(address).is_err() {
            let log = || std::fs::read_to_string(self.folder.path().join("log")).unwrap();
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "{program} ended ({ended:?}): {}", log());
            assert!(Instant::now() < until, "{program} does not listen: {}", log());
            sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Where a program is: Debian keeps servers out of the path of those who are not root.
fn found(program: &str) -> PathBuf {
    let system = Path::new("/usr/sbin").join(program);
    if system.exists() { system } else { PathBuf::from(program) }
}
