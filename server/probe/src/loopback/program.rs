//! Programs of Debian packages that tests run: some to their end, some until the test ends.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};

/// A program that runs until this is dropped.
pub struct Program(pub Child);

impl Program {
    /// Starts a program of this Debian package; without the program the test fails.
    ///
    /// A program may read its standard input to the end, which comes also when the test is killed.
    pub fn start(command: &mut Command, package: &str) -> Program {
        command.stdin(Stdio::piped());
        Program(command.spawn().unwrap_or_else(|error| missing(command.get_program(), &error, package)))
    }
}

impl Drop for Program {
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
