//! Programs that take part in a measurement.

use crate::process;
use anyhow::{Result, ensure};
use std::net::TcpListener;
use std::path::Path;
use std::process::Child;

/// A server under test; it ends when this goes.
pub struct Server {
    /// What the table calls it.
    pub name: &'static str,
    /// Where it listens, on loopback.
    pub port: u16,
    /// The running program.
    pub process: Child,
}

impl Server {
    /// Asks it to stop as a service manager would, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        crate::process::run(
            std::process::Command::new("kill").args(["-TERM", &self.process.id().to_string()]),
        )?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already when either call fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Errors if one of these programs is missing, with the Debian package that has it.
pub fn ensure(programs: &[(&str, &str)]) -> Result<()> {
    for (program, package) in programs {
        let found = process::find(program).is_some() || Path::new("/usr/sbin").join(program).exists();
        ensure!(found, "`{program}` is missing; Debian's package {package} has it");
    }
    Ok(())
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
