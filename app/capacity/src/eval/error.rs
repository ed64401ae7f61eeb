//! Why a model by name gave no result.

use serde_json::{Value, json};

/// Why a model by name gave no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The model has no answer for these inputs.
    #[error(transparent)]
    Math(#[from] crate::Error),
    /// An input is missing, of the wrong kind, or out of the bounds that keep the answer quick.
    #[error("{field} is {found}; it must be {wanted}")]
    Input {
        /// The input's name.
        field: String,
        /// What stands there.
        found: String,
        /// What should.
        wanted: String,
    },
    /// No model has this name.
    #[error("there is no model `{model}`")]
    Unknown {
        /// The name asked for.
        model: String,
    },
    /// A line of a script that is no request.
    #[error("the line is no request: {message}")]
    Line {
        /// What is wrong with it.
        message: String,
    },
}

impl Error {
    /// `kind` (unstable, infeasible, domain, unknown, line), `message`, and what the kind has besides.
    /// A limit also stands under the name that the model's results use, where it has one.
    pub fn to_json(&self) -> Value {
        let message = self.to_string();
        match self {
            Error::Math(crate::Error::Unstable { rho }) => {
                json!({ "kind": "unstable", "message": message, "rho": rho })
            }
            Error::Math(crate::Error::Infeasible { field, asked, limit }) => {
                let mut value = json!({ "kind": "infeasible", "message": message, "field": field,
                    "asked": asked, "limit": limit });
                if let (Some(name), Some(object)) = (limit_name(field), value.as_object_mut()) {
                    object.insert(name.into(), Value::from(*limit));
                }
                value
            }
            Error::Math(crate::Error::Domain { field, value, range }) => {
                json!({ "kind": "domain", "message": message, "field": field, "value": value, "range": range })
            }
            Error::Input { field, found, wanted } => {
                json!({ "kind": "domain", "message": message, "field": field, "value": found, "range": wanted })
            }
            Error::Unknown { .. } => json!({ "kind": "unknown", "message": message }),
            Error::Line { .. } => json!({ "kind": "line", "message": message }),
        }
    }
}

/// What the results call the limit of what was asked.
fn limit_name(field: &str) -> Option<&'static str> {
    match field {
        "throughput (1/s)" => Some("X_max"),
        _ => None,
    }
}
