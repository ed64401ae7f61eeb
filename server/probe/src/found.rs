//! What a kind found when it asked: facts for conditions, and what its own rule says of them.

use serde_json::Value;

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
