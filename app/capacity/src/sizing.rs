//! What the components of a platform need: disk, memory, processors, network and money, from what they are asked
//! to carry. Each component has a file of its own; figures are in bytes, seconds, cores and dollars.

pub mod backup;
pub mod cassandra;
pub mod clickhouse;
pub mod cost;
pub mod dashboard;
pub mod janusgraph;
pub mod kafka;
pub mod llm;
pub mod loki;
pub mod mongo;
pub mod postgres;
pub mod prometheus;
pub mod redis;
pub mod registry;
pub mod scylla;
pub mod stream;
pub mod vector;
pub mod vendor;
pub mod websocket;

use crate::Error;

/// Inputs are at most this large, so that products of several of them are numbers.
const LARGEST: f64 = 1e24;

/// An amount: zero or more.
fn amount(field: &'static str, value: f64) -> Result<f64, Error> {
    Error::check(field, value, "between 0 and 1e24", (0.0..=LARGEST).contains(&value))
}

/// Something to divide by: above zero.
fn positive(field: &'static str, value: f64) -> Result<f64, Error> {
    Error::check(field, value, "between 1e-24 and 1e24", (1.0 / LARGEST..=LARGEST).contains(&value))
}

/// A share above 0 and at most 1.
fn share(field: &'static str, value: f64) -> Result<f64, Error> {
    Error::check(field, value, "above 0 and at most 1", (1e-9..=1.0).contains(&value))
}

/// A number of things: at least 1, at most a million.
fn count(field: &'static str, value: u32) -> Result<f64, Error> {
    Error::check(field, f64::from(value), "between 1 and 1000000", (1..=1_000_000).contains(&value))
}

/// The whole number from `value` up, forgiving what rounding has added.
fn ceil(value: f64) -> f64 {
    libm::ceil(value * (1.0 - 1e-12))
}

/// The smallest multiple of `step` that is at least `value`, and at least `step`.
fn multiple(value: f64, step: f64) -> f64 {
    (ceil(value / step) * step).max(step)
}
