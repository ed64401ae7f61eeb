//! Requests and responses in GraphSON 3, and its typed values as plain JSON.
//!
//! A request is a binary message: the length of the type in one byte, the type, then the JSON. Forms of requests
//! and responses: <https://tinkerpop.apache.org/docs/3.7.3/dev/io/#graphson>, "RequestMessage".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::socket::Message;

const TYPE: &str = "application/vnd.gremlin-v3.0+json";

/// A connection asks one thing, so that one name for it will do; the answer to a challenge bears the same.
const REQUEST: &str = "41d2e28a-20a4-4ab0-b379-d810dede3786";

/// What a server answers.
#[derive(Debug)]
pub(super) struct Response {
    /// Like HTTP's, and some of its own.
    pub code: u16,
    /// For people.
    pub message: String,
    /// As plain JSON.
    pub results: Vec<Value>,
}

/// Asks for a script to be evaluated, in the language that the server takes by default.
pub(super) fn eval(query: &str) -> Message {
    request("eval", json!(["gremlin", query]))
}

/// Answers a challenge by SASL's PLAIN (RFC 4616).
pub(super) fn sign_in(user: &str, password: &str) -> Message {
    let token = STANDARD.encode(format!("\0{user}\0{password}"));
    request("authentication", json!(["saslMechanism", "PLAIN", "sasl", token]))
}

/// `arguments` are names and values in turn.
fn request(operation: &str, arguments: Value) -> Message {
    let request = json!({
        "requestId": REQUEST,
        "op": operation,
        "processor": "",
        "args": { "@type": "g:Map", "@value": arguments },
    });
    let length = u8::try_from(TYPE.len()).unwrap_or(u8::MAX);
    Message::binary([&[length], TYPE.as_bytes(), request.to_string().as_bytes()].concat())
}

/// Reads a response.
pub(super) fn read(message: &[u8]) -> Result<Response, Fault> {
    let malformed = |why: &str| Fault::fail(format!("the answer is not GraphSON: {why}"));
    let mut response: Value =
        serde_json::from_slice(message).map_err(|error| malformed(&error.to_string()))?;
    let status = &response["status"];
    let code = status["code"].as_u64().and_then(|code| u16::try_from(code).ok());
    let code = code.ok_or_else(|| malformed("it has no status"))?;
    let message = status["message"].as_str().unwrap_or("no reason given").to_owned();
    let results = match plain(response["result"]["data"].take()) {
        Value::Null => Vec::new(),
        Value::Array(results) => results,
        one => vec![one],
    };
    Ok(Response { code, message, results })
}

/// A typed value without its types: `{"@type": "g:Int32", "@value": 1}` is 1, a `g:Map` is an object.
///
/// The depth is bounded by the JSON parser's own limit of 128.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(mut fields) => {
            let is_map = fields.get("@type").map(|kind| kind == "g:Map");
            let value = fields.get_mut("@value").map(Value::take);
            match (is_map, value) {
                (Some(true), Some(value)) => map(plain(value)),
                (Some(false), Some(value)) => plain(value),
                _ => fields.into_iter().map(|(name, value)| (name, plain(value))).collect(),
            }
        }
        scalar => scalar,
    }
}

/// An object of keys and values in turn; a key that is no text is written as JSON.
fn map(flat: Value) -> Value {
    let Value::Array(flat) = flat else { return flat };
    let mut map = Map::new();
    let mut flat = flat.into_iter();
    while let (Some(key), Some(value)) = (flat.next(), flat.next()) {
        let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
        map.insert(key, value);
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn types_are_taken_off() {
        let vertex = r#"{"@type":"g:List","@value":[{"@type":"g:Vertex","@value":{
            "id":{"@type":"g:Int64","@value":1},"label":"person"}},
            {"@type":"g:Map","@value":["a",{"@type":"g:Int32","@value":1},{"@type":"g:Int32","@value":2},"b"]}]}"#;
        let plain = plain(serde_json::from_str(vertex).unwrap());
        assert_eq!(plain, json!([{"id": 1, "label": "person"}, {"a": 1, "2": "b"}]));
    }

    #[test]
    fn what_is_not_a_response_says_so() {
        let detail = |text: &str| read(text.as_bytes()).unwrap_err().detail;
        assert_eq!(detail("{}"), "the answer is not GraphSON: it has no status");
        assert_eq!(detail(r#"{"status":{"code":70000}}"#), "the answer is not GraphSON: it has no status");
        assert!(detail("nonsense").starts_with("the answer is not GraphSON: expected"));
        assert!(detail(&"[".repeat(100_000)).contains("recursion limit"));
    }

    proptest! {
        #[test]
        fn no_answer_panics(text in r#"[\[\]{}",:@a-z0-9]{0,80}"#) {
            let typed = format!(r#"{{"status":{{"code":200}},"result":{{"data":{{"@type":"g:Map","@value":{text}}}}}}}"#);
            let _ = (read(text.as_bytes()), read(typed.as_bytes()));
        }
    }
}
