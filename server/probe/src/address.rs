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
        plain(target, "host:port alone, such as db.example:5432")?;
        let (host, port) = target
            .rsplit_once(':')
            .filter(|(_, port)| !port.ends_with(']'))
            .ok_or("the port is missing; write host:port, such as db.example:5432")?;
        Ok(Address { host: parse_host(host)?, port: parse_port(port)? })
    }

    /// The same, with a port that may be left out.
    pub fn parse_or(target: &str, port: u16) -> Result<Address, String> {
        match target.rsplit_once(':') {
            Some((_, end)) if !end.ends_with(']') => Address::parse(target),
            _ => {
                plain(target, "host:port or the host alone")?;
                Ok(Address { host: parse_host(target)?, port })
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Reads a host alone; the error never repeats it.
pub(crate) fn host(target: &str) -> Result<Host<String>, String> {
    const WANTED: &str = "the host alone, such as db.example";
    plain(target, WANTED)?;
    if let Ok(ip) = target.parse() {
        return Ok(Host::Ipv6(ip));
    }
    if target.contains(':') && !target.starts_with('[') {
        return Err(format!("the target has a port; write {WANTED}"));
    }
    parse_host(target)
}

/// Refuses URLs and credentials; `wanted` is what to write instead.
fn plain(target: &str, wanted: &str) -> Result<(), String> {
    if target.contains("://") {
        return Err(format!("the target has a scheme; write {wanted}"));
    }
    if target.contains('@') {
        return Err(format!("credentials do not belong in a target; write {wanted}"));
    }
    Ok(())
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
    fn a_port_may_be_left_out_or_unwanted() {
        for (target, shown) in [
            ("ns1.example", "ns1.example:53"),
            ("ns1.example:5353", "ns1.example:5353"),
            ("[2001:db8::53]", "[2001:db8::53]:53"),
            ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
        ] {
            assert_eq!(Address::parse_or(target, 53).unwrap().to_string(), shown);
        }
        assert!(Address::parse_or("2001:db8::53", 53).unwrap_err().contains("needs brackets"));
        assert_eq!(host("DB.example").unwrap().to_string(), "db.example");
        assert_eq!(host("2001:db8::1").unwrap(), host("[2001:db8::1]").unwrap());
        assert!(host("db.example:80").unwrap_err().contains("has a port; write the host alone"));
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
