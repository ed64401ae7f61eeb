//! What a kind found when it asked: facts for conditions, and what its own rule says of them.

use serde_json::{Number, Value};

use crate::fault::Fault;

/// What the other side said besides that it is there.
#[derive(Debug, Default)]
pub(crate) enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// As it came.
    Bytes(Vec<u8>),
    /// What a protocol of its own said, by the names that the kind's file lists.
    Json(Value),
}

/// What a kind found.
#[derive(Debug)]
pub(crate) struct Found {
    /// The status of HTTP, or of a protocol that numbers its answers like it.
    pub status: Option<u16>,
    /// What it said.
    pub body: Body,
    /// The response code of DNS, in words: `NOERROR`.
    pub rcode: Option<String>,
    /// What the kind itself makes of it; conditions come on top.
    pub rule: Result<(), Fault>,
}

impl Found {
    /// It answered, and that is enough.
    pub fn pass() -> Found {
        Found { status: None, body: Body::Empty, rcode: None, rule: Ok(()) }
    }

    /// It answered this.
    pub fn json(body: Value) -> Found {
        Found { body: Body::Json(body), ..Found::pass() }
    }

    /// The same, as the kind's own rule judges it.
    pub fn judged(self, rule: Result<(), Fault>) -> Found {
        Found { rule, ..self }
    }
}

/// A whole number as such, so that `== 1` holds for it; what is not finite as text, as Prometheus writes it.
pub(crate) fn exact(number: f64) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= WHOLE {
        return Value::from(number as i64);
    }
    let word = || {
        Value::from(if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "+Inf"
        } else {
            "-Inf"
        })
    };
    Number::from_f64(number).map_or_else(word, Value::Number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn whole_numbers_are_whole() {
        let read = |text: &str| exact(text.parse().unwrap());
        assert_eq!(read("1e+06"), json!(1_000_000));
        assert_eq!(read("-0"), json!(0));
        assert_eq!(read("0.25"), json!(0.25));
        assert_eq!(read("1e300"), json!(1e300));
        assert_eq!(["+Inf", "-Inf", "NaN"].map(read), [json!("+Inf"), json!("-Inf"), json!("NaN")]);
    }

    proptest! {
        #[test]
        fn no_number_is_lost(number: f64) {
            prop_assert!(!number.is_finite() || exact(number).as_f64() == Some(number));
        }
    }
}
