//! Real servers that tests start on a free port and end with themselves.
#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use model::estate::Check;
use model::sample::Outcome;

use crate::Answer;
use crate::loopback::put;

/// How often something is asked that needs a while to come true, and how long the pauses are: 30 s together.
const ATTEMPTS: usize = 300;
const PAUSE: Duration = Duration::from_millis(100);

/// A program that runs until this is dropped.
pub struct Daemon(pub Child);

impl Daemon {
    /// Starts a program of this Debian package; without the program the test fails.
    ///
    /// A program may read its standard input to the end, which comes also when the test is killed.
    pub fn start(command: &mut Command, package: &str) -> Daemon {
        command.stdin(Stdio::piped());
        Daemon(command.spawn().unwrap_or_else(|error| missing(command.get_program(), &error, package)))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program of this Debian package to its end and gives what it printed; the test fails with it.
pub fn run(command: &mut Command, package: &str) -> String {
    let ran = command.stdin(Stdio::null()).output();
    let ran = ran.unwrap_or_else(|error| missing(command.get_program(), &error, package));
    assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

fn missing(program: &OsStr, error: &std::io::Error, package: &str) -> ! {
    assert!(error.kind() == ErrorKind::NotFound, "{} does not start: {error}", program.display());
    panic!("{} is missing: apt-get install {package}", program.display())
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Asks until the outcome is this, for half a minute at most; gives the last answer.
pub async fn until(outcome: Outcome, check: &Check) -> Answer {
    let mut answer = put(check).await;
    for _ in 0..ATTEMPTS {
        if answer.outcome == outcome {
            break;
        }
        tokio::time::sleep(PAUSE).await;
        answer = put(check).await;
    }
    assert_eq!(answer.outcome, outcome, "{}", answer.detail);
    answer
}
