//! What can be wrong: `Error` for figures outside the mathematics, `Problem` for what people typed.
//! No function of this crate gives NaN or infinity; it gives one of these instead.

use std::fmt;

use serde::Serialize;

use crate::trace::shown;

/// Why a calculation has no answer.
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "lowercase")]
pub enum Error {
    /// More work arrives than the servers can do, so the queue grows without bound.
    #[error("overloaded: work arrives at {} % of what the servers can do; add servers or shed load", percent(*rho))]
    Unstable {
        /// Offered load over capacity, at least 1.
        rho: f64,
    },
    /// No number of servers, or no load, meets what was asked.
    #[error("{field} of {} cannot be met; the limit is {}", shown(*asked), shown(*limit))]
    Infeasible {
        /// What was asked for, with its unit.
        field: String,
        /// The value asked for.
        asked: f64,
        /// The best value that can be had.
        limit: f64,
    },
    /// An input outside the range in which the formula holds.
    #[error("{field} is {}, but must be {range}", shown(*value))]
    Domain {
        /// The input, with its unit.
        field: &'static str,
        /// The value given.
        value: f64,
        /// The range in words.
        range: &'static str,
    },
}

impl Error {
    /// `value` if `holds`, else a `Domain` error that names the field and its range.
    pub(crate) fn check(
        field: &'static str,
        value: f64,
        range: &'static str,
        holds: bool,
    ) -> Result<f64, Error> {
        if value.is_finite() && holds {
            return Ok(value);
        }
        Err(Error::Domain { field, value: held(value), range })
    }

    /// More work than can be done: `rho` is the load over the capacity.
    pub(crate) fn unstable(rho: f64) -> Error {
        Error::Unstable { rho: held(rho) }
    }

    /// What cannot be had, and the best that can.
    pub(crate) fn infeasible(field: impl Into<String>, asked: f64, limit: f64) -> Error {
        Error::Infeasible { field: field.into(), asked: held(asked), limit: held(limit) }
    }
}

/// A share in whole percent.
fn percent(share: f64) -> String {
    shown(held(libm::round(share * 100.0)))
}

/// What is too large is given as the largest number, because an error holds no infinity either.
fn held(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(f64::MIN, f64::MAX) }
}

/// One thing wrong in a plan or a scenario: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: a key such as `capsule.memory`, or a path in the plan such as `item capsule: cores`.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub remedy: String,
}

impl Problem {
    pub(crate) fn new(
        field: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Problem { field: field.into(), message: message.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.field, self.message, self.remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_read_as_sentences() {
        let overload = Error::Unstable { rho: 1.25 };
        assert_eq!(
            overload.to_string(),
            "overloaded: work arrives at 125 % of what the servers can do; add servers or shed load"
        );
        let domain = Error::check("servers", 0.0, "at least 1", false).unwrap_err();
        assert_eq!(domain.to_string(), "servers is 0, but must be at least 1");
        let beyond = Error::infeasible("latency (s)", 0.001, 0.025);
        assert_eq!(beyond.to_string(), "latency (s) of 0.001 cannot be met; the limit is 0.025");
    }

    #[test]
    fn no_error_holds_or_shows_infinity() {
        for error in
            [Error::unstable(f64::INFINITY), Error::infeasible("high / low", f64::INFINITY, f64::NAN)]
        {
            let (told, json) = (error.to_string(), serde_json::to_value(&error).unwrap_or_default());
            assert!(!told.contains("inf ") && !told.contains("NaN") && told.len() < 120, "{told}");
            assert!(
                json.as_object().is_some_and(|json| json.values().all(|value| !value.is_null())),
                "{json}"
            );
        }
    }

    #[test]
    fn a_value_that_is_no_number_is_outside_every_range() {
        assert!(Error::check("servers", f64::NAN, "at least 1", true).is_err());
        assert!(Error::check("servers", f64::INFINITY, "at least 1", true).is_err());
    }
}
