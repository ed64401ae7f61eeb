//! What is known of an answer when its conditions are looked at.

use model::time::At;
use serde_json::Value as Json;
use std::net::IpAddr;
use std::time::Duration;

use crate::found::{Body, Found};

/// What is known of an answer.
pub(crate) struct Facts {
    pub status: Option<u16>,
    pub elapsed: Duration,
    pub ip: Option<IpAddr>,
    pub connected: bool,
    pub rcode: Option<String>,
    /// Milliseconds until the certificate expires; negative if it has.
    pub certificate: Option<i64>,
    /// As text, for conditions on the whole.
    pub text: Option<String>,
    /// As JSON, for conditions on a part.
    pub json: Option<Json>,
}

impl Facts {
    /// The facts of an answer that was `found` after `elapsed`; nothing found means not connected.
    pub fn of(found: Option<&Found>, elapsed: Duration) -> Facts {
        let body = found.map(|found| &found.body);
        Facts {
            status: found.and_then(|found| found.status),
            elapsed,
            ip: None,
            connected: found.is_some(),
            rcode: found.and_then(|found| found.rcode.clone()),
            certificate: None,
            text: body.and_then(text),
            json: body.and_then(json),
        }
    }

    /// The same, reached at `ip` with a certificate that is good until `not_after`.
    pub fn reached(self, ip: Option<IpAddr>, not_after: Option<At>, now: At) -> Facts {
        Facts { ip, certificate: not_after.map(|end| end.since(now)), ..self }
    }
}

fn text(body: &Body) -> Option<String> {
    match body {
        Body::Empty => None,
        Body::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        Body::Json(value) => Some(value.to_string()),
    }
}

fn json(body: &Body) -> Option<Json> {
    match body {
        Body::Empty => None,
        Body::Bytes(bytes) => serde_json::from_slice(bytes).ok(),
        Body::Json(value) => Some(value.clone()),
    }
}
