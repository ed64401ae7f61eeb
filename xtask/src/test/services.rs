//! The servers that tests of probes talk to, and the implementations that tests compare with, from Debian's packages:
//! installs those that are missing.

use crate::process;
use std::path::Path;
use std::process::{Command, Stdio};

/// By what a package is known to be installed.
#[derive(Clone, Copy)]
enum Sign {
    /// A program on PATH or in `/usr/sbin`, which is not on the path of those who are not root.
    Program(&'static str),
    /// A program of some version of PostgreSQL, which Debian keeps off the path.
    PostgreSql(&'static str),
    /// A module of Debian's own Python; one from elsewhere does not see Debian's packages.
    Module(&'static str),
}

/// Every package that tests need, and its sign.
const PACKAGES: [(&str, Sign); 19] = [
    ("clickhouse-server", Sign::Program("clickhouse-server")),
    ("dnsmasq-base", Sign::Program("dnsmasq")),
    ("nginx-light", Sign::Program("nginx")),
    ("postgresql", Sign::PostgreSql("postgres")),
    ("prometheus", Sign::Program("prometheus")),
    ("prometheus-alertmanager", Sign::Program("prometheus-alertmanager")),
    ("python3-aiosmtpd", Sign::Module("aiosmtpd")),
    ("python3-cassandra", Sign::Module("cassandra")),
    ("python3-confluent-kafka", Sign::Module("confluent_kafka")),
    ("python3-cryptography", Sign::Module("cryptography")),
    // What windows of planned work are compared with: an implementation of recurrence rules that shares no code with ours.
    ("python3-dateutil", Sign::Module("dateutil")),
    // What feeds and calendars are read with.
    ("python3-feedparser", Sign::Module("feedparser")),
    ("python3-grpcio", Sign::Module("grpc")),
    ("python3-icalendar", Sign::Module("icalendar")),
    // What ID tokens are compared with.
    ("python3-jwt", Sign::Module("jwt")),
    ("python3-pymongo", Sign::Module("pymongo")),
    ("python3-websockets", Sign::Module("websockets")),
    ("redis-sentinel", Sign::Program("redis-sentinel")),
    ("redis-server", Sign::Program("redis-server")),
];

/// Installs what is missing, and says so. Where that is not possible the tests run all the same, and those that lack
/// a package fail with its name.
pub fn ensure() {
    let missing = PACKAGES.iter().filter(|(_, sign)| !sign.is_there()).map(|(package, _)| *package);
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return;
    }
    println!("    not here, but needed by tests: {}", missing.join(", "));
    if let Err(error) = process::install_debian_packages(&missing) {
        println!("    {error:#}; tests that need them fail");
    }
}

impl Sign {
    fn is_there(self) -> bool {
        match self {
            Sign::Program(name) => {
                process::find(name).is_some() || Path::new("/usr/sbin").join(name).is_file()
            }
            Sign::PostgreSql(name) => {
                let versions = Path::new("/usr/lib/postgresql").read_dir().into_iter().flatten().flatten();
                versions.map(|version| version.path().join("bin").join(name)).any(|path| path.is_file())
            }
            Sign::Module(name) => {
                let mut python = Command::new("/usr/bin/python3");
                python.args(["-c", &format!("import {name}")]).stdout(Stdio::null()).stderr(Stdio::null());
                python.status().is_ok_and(|status| status.success())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_package_has_is_not_there() {
        assert!(Sign::Program("sh").is_there());
        assert!(!Sign::Program("no-such-program-here").is_there());
        assert!(!Sign::PostgreSql("no-such-program-here").is_there());
        assert!(!Sign::Module("no_such_module_here").is_there());
    }
}
