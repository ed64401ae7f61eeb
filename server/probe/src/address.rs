//! Where to connect: `host:port`, with brackets around IPv6 (RFC 3986, section 3.2.2).

use std::fmt;
use url::Host;

/// A host and a port.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Address {
    /// A name in its ASCII form, or an IP address.
    pub host: Host<String>,
    /// 1 to 65535.
    pub port: u16,
}

impl Address {
    /// Reads `host:port`; the error says what is wrong and what to write instead, and never repeats the host,
    /// which might hold a misplaced password.
    pub fn parse(target: &str) -> Result<Address, String> {
        if target.contains("://") {
            return Err("the target has a scheme; write host:port alone, such as db.example:5432".to_owned());
        }
        if target.contains('@') {
            return Err("credentials do not belong in a target; write host:port alone".to_owned());
        }
        let (host, port) = target
            .rsplit_once(':')
            .filter(|(_, port)| !port.ends_with(']'))
            .ok_or("the port is missing; write host:port, such as db.example:5432")?;
        Ok(Address { host: parse_host(host)?, port: parse_port(port)? })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

fn parse_host(host: &str) -> Result<Host<String>, String> {
    if host.is_empty() {
        return Err("the host is missing; write host:port, such as db.example:5432".to_owned());
    }
    if host.contains(':') && !host.starts_with('[') {
        return Err("an IPv6 address needs brackets; write [2001:db8::1]:5432".to_owned());
    }
    Host::parse(host).map_err(|error| format!("the host is neither a name nor an IP address ({error})"))
}

fn parse_port(port: &str) -> Result<u16, String> {
    let number = port.parse().ok().filter(|&number| number != 0 && !port.starts_with('+'));
    number.ok_or_else(|| "the port is not a number from 1 to 65535; write host:port".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_and_both_ip_families_are_read() {
        for (target, shown) in [
            ("kafka-1:9092", "kafka-1:9092"),
            ("DB.Example:5432", "db.example:5432"),
            ("127.0.0.1:1", "127.0.0.1:1"),
            ("[2001:db8:0::1]:65535", "[2001:db8::1]:65535"),
            ("my_service.ns.svc:80", "my_service.ns.svc:80"),
        ] {
            assert_eq!(Address::parse(target).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn errors_name_the_fault_and_the_remedy() {
        for (target, words) in [
            ("", "port is missing"),
            ("kafka", "port is missing"),
            ("[::1]", "port is missing"),
            (":80", "host is missing"),
            ("kafka:", "not a number from 1 to 65535"),
            ("kafka:0", "not a number from 1 to 65535"),
            ("kafka:+80", "not a number from 1 to 65535"),
            ("kafka:65536", "not a number from 1 to 65535"),
            ("kafka:80/health", "not a number from 1 to 65535"),
            ("::1:80", "needs brackets; write [2001:db8::1]:5432"),
            ("tcp://kafka:9092", "has a scheme; write host:port"),
            ("two words:80", "neither a name nor an IP address"),
            ("[::g]:80", "neither a name nor an IP address"),
        ] {
            let error = Address::parse(target).unwrap_err();
            assert!(error.contains(words), "{target}: {error}");
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        let error = Address::parse("user:hunter2@db:5432").unwrap_err();
        assert!(error.contains("credentials") && !error.contains("hunter2"), "{error}");
    }
}
