//! Python programs that tests talk to: other people's implementations of a protocol, as Debian packages them.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Debian's own interpreter: one that stands before it on the path does not see Debian's packages.
const PYTHON: &str = "/usr/bin/python3";

/// A running program; it ends with this value.
pub struct Python {
    child: Child,
    output: BufReader<ChildStdout>,
    package: &'static str,
}

impl Python {
    /// Starts `script`, which needs Debian's `package`, with these arguments.
    pub fn start(package: &'static str, script: &str, arguments: &[&str]) -> Python {
        let child = Command::new(PYTHON)
            .args(["-u", "-c", script])
            .args(arguments)
            // A script reads this to its end, which comes also when the test is killed.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.unwrap_or_else(|error| panic!("Debian's python3 is needed: {error}"));
        let output = BufReader::new(child.stdout.take().unwrap());
        Python { child, output, package }
    }

    /// The next line that it prints; panics if it ends instead.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the Python program ended; is Debian's {} installed?", self.package);
        line.trim_end().to_owned()
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
