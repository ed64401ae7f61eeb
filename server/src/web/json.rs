//! What requests to the API have in common: bodies of JSON, keys that name a request, tags of what was seen.

use super::page::Asked;
use super::problem::Problem;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::member::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::records::request::Once;

/// The header that names a request, so that it is done once however often it comes.
pub const KEY: &str = "idempotency-key";

/// The largest number up to which every whole number is one of floating point: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The largest number that programs of every language tell from the next: 2^53 - 1.
const LAST: i64 = 9_007_199_254_740_991;

/// The number of a row, from 1.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[schemars(inline, transparent)]
pub struct Number(#[schemars(range(min = 1, max = LAST))] i64);

impl Number {
    /// It, if there can be such a row.
    pub fn get(self) -> Result<i64, Problem> {
        let wrong = || Problem::bad("`before` is the number of a row, from 1.");
        (1..=LAST).contains(&self.0).then_some(self.0).ok_or_else(wrong)
    }
}

/// Letters of the longest key.
pub const MOST_KEY: usize = 100;

/// Who makes a change. The routes ask for a permission that visitors lack, so there is somebody.
pub fn actor(asked: &Asked) -> Result<Actor, Problem> {
    let nobody = || Problem::new(StatusCode::FORBIDDEN, "Only members may change anything.");
    asked.who.caller.actor().ok_or_else(nobody)
}

/// What a body of JSON says. Another kind is refused: a form of another site can send none of this kind.
pub fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
    }
    let wrong = |error: serde_json::Error| Problem::bad(format!("The body is wrong: {error}."));
    let mut value = serde_json::from_slice(body).map_err(wrong)?;
    make_whole(&mut value);
    serde_json::from_value(value).map_err(wrong)
}

/// Takes 5.0 for 5, as JSON Schema does: to many programs they are one number.
fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let float =
                number.as_f64().filter(|it| number.is_f64() && it.fract() == 0.0 && it.abs() <= EXACT);
            if let Some(float) = float {
                *value = Value::from(float as i64);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(make_whole),
        Value::Object(members) => members.values_mut().for_each(make_whole),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// What names the request for `actor`: the `Idempotency-Key`, if there is one.
pub fn request(headers: &HeaderMap, actor: &Actor) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let is_key =
        |key: &&str| (1..=MOST_KEY).contains(&key.len()) && key.bytes().all(|it| it.is_ascii_graphic());
    let key = value.to_str().ok().filter(is_key);
    let wrong =
        || Problem::bad("An Idempotency-Key has 1 to 100 visible characters of ASCII, without a space.");
    key.map(|key| Some(format!("{actor} {key}"))).ok_or_else(wrong)
}

/// What names a request of `actor` that gives a secret, and what it asks for: `body`, of what `kind` names.
pub fn once(headers: &HeaderMap, actor: &Actor, kind: &str, body: &[u8]) -> Result<Option<Once>, Problem> {
    let asked = Sha256::digest([kind.as_bytes(), b"\0", body].concat()).into();
    Ok(request(headers, actor)?.map(|request| Once { request, asked }))
}

/// What `If-Match` (RFC 9110, section 13.1.1) says was seen: the text of a tag, or none for anything.
pub fn seen(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        let words = "Say with If-Match which version you saw, as its ETag says it, or * for any.";
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, words));
    };
    let text = value.to_str().unwrap_or_default().trim();
    let tag = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match tag {
        _ if text == "*" => Ok(None),
        Some(tag) => Ok(Some(tag)),
        None => Err(Problem::bad("If-Match is neither * nor an ETag in quotes, such as \"3\".")),
    }
}

/// The same where versions are numbers from 1; 0 for a tag that no version has.
pub fn seen_version(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    Ok(seen(headers)?.map(|tag| tag.parse().unwrap_or(0)))
}

/// Adds the `ETag` of what an answer shows.
pub fn tag(headers: &mut HeaderMap, tag: &impl std::fmt::Display) {
    headers.extend(HeaderValue::from_str(&format!("\"{tag}\"")).ok().map(|tag| (header::ETAG, tag)));
}

/// Adds the `Location` of what was made.
pub fn location(headers: &mut HeaderMap, path: &str) {
    headers.extend(HeaderValue::from_str(path).ok().map(|path| (header::LOCATION, path)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        let headers =
            HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        let read = |text: &str| read::<Vec<i64>>(&headers, text.as_bytes()).ok();
        assert_eq!(read("[5, 5.0, -4e3]"), Some(vec![5, 5, -4_000]));
        assert_eq!([read("[5.5]"), read("[1e300]"), read("[1e16]"), read("[")], [None, None, None, None]);
    }

    #[test]
    fn the_name_of_a_request_is_visible_ascii() {
        let named = |key: &str| {
            let headers = HeaderMap::from_iter([(
                http::HeaderName::from_static(KEY),
                HeaderValue::from_str(key).unwrap(),
            )]);
            request(&headers, &Actor::Console).is_ok_and(|name| name.is_some())
        };
        assert!(named("a-1") && named(&"x".repeat(MOST_KEY)));
        assert!(!named("") && !named("a b") && !named("\t") && !named(&"x".repeat(MOST_KEY + 1)));
    }

    #[test]
    fn what_was_seen_is_a_tag_or_anything_and_is_always_said() {
        let status = |problem: Problem| problem.into_response().status().as_u16();
        let seen = |value: &str| {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_str(value).unwrap())]);
            seen_version(&headers).map_err(status)
        };
        assert_eq!((seen("*"), seen("\"7\"")), (Ok(None), Ok(Some(7))));
        for none in ["\"x\"", "\"\"", "\"-1\"", "\"99999999999\""] {
            assert_eq!(seen(none), Ok(Some(0)), "{none}");
        }
        for wrong in ["7", "\"7", "W/\"7\"", ""] {
            assert_eq!(seen(wrong), Err(400), "{wrong}");
        }
        assert_eq!(seen_version(&HeaderMap::new()).map_err(status), Err(428));
    }
}
