//! Python programs that tests talk to: other people's implementations of a protocol, as Debian packages them or, where it
//! has none, as they are published.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdout, Command, Stdio};

use super::program::Program;

/// Debian's own interpreter: one that stands before it on the path does not see Debian's packages.
const PYTHON: &str = "/usr/bin/python3";

/// Names an interpreter that has the published ones; `cargo xtask test` makes it.
const PUBLISHED: &str = "PHAROS_TEST_PYTHON";

/// A running program; it ends with this value.
pub struct Python {
    output: BufReader<ChildStdout>,
    package: &'static str,
    _program: Program,
}

impl Python {
    /// Starts `script`, which needs Debian's `package`, with these arguments.
    pub fn start(package: &'static str, script: &str, arguments: &[&str]) -> Python {
        Self::run(Command::new(PYTHON), package, script, arguments)
    }

    /// Starts `script`, which needs `package` as it is published, with these arguments.
    pub fn published(package: &'static str, script: &str, arguments: &[&str]) -> Python {
        let python = std::env::var_os(PUBLISHED)
            .unwrap_or_else(|| panic!("{PUBLISHED} is not set: cargo xtask test sets it"));
        Self::run(Command::new(python), package, script, arguments)
    }

    fn run(mut command: Command, package: &'static str, script: &str, arguments: &[&str]) -> Python {
        command.args(["-u", "-c", script]).args(arguments).stdout(Stdio::piped());
        let mut program = Program::start(&mut command, package);
        let output = BufReader::new(program.0.stdout.take().unwrap());
        Python { output, package, _program: program }
    }

    /// The next line that it prints; panics if it ends instead.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the Python program ended: it needs {}", self.package);
        line.trim_end().to_owned()
    }
}
