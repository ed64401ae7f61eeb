//! Starts real servers on free ports, ends them with the test, and asks them.

use model::estate::Check;
use model::sample::Outcome;
use model::time::At;
use probe::{Prober, Question};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// When tests take place: 2026-01-01T00:00:00Z.
const NOW: At = At(1_767_225_600_000);

/// A busy machine takes seconds to start an interpreter.
const PATIENCE: Duration = Duration::from_secs(60);

/// The certificate for `localhost` and its key.
pub const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-cert.pem");
pub const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/loopback-key.pem");

/// A server that runs until it is dropped.
pub struct Program(Child);

impl Program {
    /// Starts `command` of the Debian package `package` and waits until `port` accepts connections.
    #[allow(clippy::disallowed_methods, reason = "a test waits for another process")]
    pub fn start(command: &mut Command, package: &str, port: u16) -> Program {
        let started = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = started.unwrap_or_else(|error| panic!("apt-get install {package}: {command:?}: {error}"));
        let mut program = Program(child);
        let since = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = program.0.try_wait().unwrap();
            assert!(ended.is_none(), "apt-get install {package}: {command:?} has ended: {ended:?}");
            assert!(since.elapsed() < PATIENCE, "{command:?} does not listen on port {port}");
            std::thread::sleep(Duration::from_millis(20));
        }
        program
    }

    /// Starts a Python script of this folder, which needs `package`, with its port and `arguments`.
    pub fn python(script: &str, package: &str, port: u16, arguments: &[&str]) -> Program {
        let script = format!("{}/tests/network/{script}", env!("CARGO_MANIFEST_DIR"));
        // Debian's own: one from elsewhere does not see Debian's packages.
        let mut command = Command::new("/usr/bin/python3");
        Program::start(command.arg(script).arg(port.to_string()).args(arguments), package, port)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Asks a new prober.
pub async fn ask(kind: &str, target: &str, options: &[(&str, &str)], expect: &[&str]) -> (Outcome, String) {
    let mut check = Check::new("system/component/check", kind, target);
    check.timeout = 60_000;
    check.expect = expect.iter().map(|text| (*text).to_owned()).collect();
    options.iter().for_each(|(name, value)| check.options.set(*name, *value));
    let answer = Prober::new().ask(&Question::of(&check).unwrap(), NOW).await;
    (answer.outcome, answer.detail)
}

/// A pass, without words.
pub fn pass() -> (Outcome, String) {
    (Outcome::Pass, String::new())
}

/// A failure with these words.
pub fn fail(detail: &str) -> (Outcome, String) {
    (Outcome::Fail, detail.to_owned())
}
