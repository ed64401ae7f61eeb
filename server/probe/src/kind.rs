//! The table of kinds: the only place that lists protocols.

mod actuator;
mod cassandra;
mod clickhouse;
mod dns;
mod exposition;
mod grafana;
mod gremlin;
mod grpc;
mod heartbeat;
mod http;
mod icmp;
mod kafka;
mod llm;
mod loki;
mod mongodb;
mod postgres;
mod prometheus;
mod redis;
mod schema_registry;
mod smtp;
mod tcp;
mod tls;
mod websocket;

pub use exposition::line::{Name, Series, Unreadable, read as series};
pub use prometheus::Range;
pub use tls::certificate_outlook;

use std::fmt;
use std::pin::Pin;

use crate::fault::Fault;
use crate::found::Found;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;

/// Every kind, by name.
pub static KINDS: &[Kind] = &[
    actuator::KIND,
    cassandra::KIND,
    clickhouse::KIND,
    dns::KIND,
    exposition::KIND,
    grafana::KIND,
    gremlin::KIND,
    grpc::KIND,
    heartbeat::KIND,
    http::KIND,
    icmp::KIND,
    kafka::KIND,
    llm::KIND,
    loki::KIND,
    mongodb::KIND,
    postgres::KIND,
    prometheus::KIND,
    redis::KIND,
    schema_registry::KIND,
    smtp::KIND,
    tcp::KIND,
    tls::KIND,
    websocket::KIND,
];

/// A way to ask: one protocol.
pub struct Kind {
    /// Its word in the estate file: `http`.
    pub name: &'static str,
    /// One sentence on what passes.
    pub about: &'static str,
    /// A target that it accepts.
    pub example: &'static str,
    /// Whether it accepts a target; the error says what is wrong and what to write instead, without credentials.
    pub validate: fn(&str) -> Result<(), String>,
    /// What a check may tell it besides the target, in the order of their names.
    pub options: &'static [KindOption],
    /// Asks once. It knows the deadline, but need not keep it: whoever calls it drops it then.
    pub(crate) run: for<'a> fn(&'a Prober, &'a Question, &'a mut Stopwatch) -> Running<'a>,
}

/// Something that a check may tell its kind besides the target.
#[derive(Debug)]
pub struct KindOption {
    /// Its word in the estate file: `method`.
    pub name: &'static str,
    /// One sentence on what it does, with its default.
    pub about: &'static str,
    /// Whether it accepts a value; the error says what to write instead and never repeats the value.
    pub validate: fn(&str) -> Result<(), String>,
}

/// A question being asked. What was found is judged by its own rule; a fault means that nothing was found.
pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Result<Found, Fault>> + Send + 'a>>;

impl Kind {
    /// The option that says which number is meant, if a metric can be of this kind.
    pub fn number(&self) -> Option<&'static KindOption> {
        let known = [
            (exposition::KIND.name, exposition::SERIES.name),
            (prometheus::KIND.name, prometheus::QUERY.name),
        ];
        let (_, option) = known.into_iter().find(|(kind, _)| *kind == self.name)?;
        self.option(option)
    }

    /// The option with this name.
    pub fn option(&self, name: &str) -> Option<&'static KindOption> {
        self.options.iter().find(|option| option.name == name)
    }
}

/// Accepts any text.
pub(crate) fn any_text(_: &str) -> Result<(), String> {
    Ok(())
}

/// Accepts `true` and `false`.
pub(crate) fn truth(value: &str) -> Result<(), String> {
    if ["true", "false"].contains(&value) { Ok(()) } else { Err("write true or false".into()) }
}

/// The kind with this name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kind").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(KINDS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(kind("tcp").unwrap().name, "tcp");
        assert!(kind("TCP").is_none());
    }

    #[test]
    fn every_kind_accepts_its_example_and_refuses_a_password() {
        for kind in KINDS {
            assert_eq!((kind.validate)(kind.example), Ok(()), "{}", kind.name);
            let error = (kind.validate)("http://user:hunter2@host:80/").unwrap_err();
            assert!(!error.contains("hunter2"), "{}: {error}", kind.name);
            assert!(kind.about.ends_with('.'), "{}", kind.name);
            assert!(kind.options.is_sorted_by(|a, b| a.name < b.name), "{}", kind.name);
            assert!(kind.options.iter().all(|option| option.about.ends_with('.')), "{}", kind.name);
        }
    }
}
