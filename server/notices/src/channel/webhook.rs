//! Signed webhooks, as Standard Webhooks has them: <https://github.com/standard-webhooks/standard-webhooks>, `spec`.

use crate::letter::Letter;
use crate::post::Post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header::{CONTENT_TYPE, HeaderName};
use model::notice::{Affected, Other, Said};
use model::time::{At, SECOND};
use ring::hmac;
use serde::Serialize;
use std::fmt;
use url::Url;

/// Where to send, and what to sign with. The URL may hold a secret, and Debug does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Where to.
    pub url: Url,
    /// What to sign with.
    pub secret: Secret,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Webhook(..)")
    }
}

/// A signing secret. Debug does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Secret(..)")
    }
}

impl Secret {
    /// Reads `whsec_` and 24 to 64 bytes in base64; nothing if it is no such secret.
    pub fn parse(text: &str) -> Option<Secret> {
        let bytes = STANDARD.decode(text.strip_prefix("whsec_")?).ok()?;
        (24..=64).contains(&bytes.len()).then_some(Secret(bytes))
    }

    /// The value of `webhook-signature` for a body that is sent under an id at a time, in seconds since 1970.
    pub fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &self.0));
        context.update(format!("{id}.{seconds}.").as_bytes());
        context.update(body);
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

/// The body. Its fields stand in this order.
#[derive(Serialize)]
struct Body<'a> {
    /// `incident.declared`, `maintenance.started`.
    r#type: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    about: &'a str,
    title: &'a str,
    severity: Option<&'a str>,
    state: Option<&'a str>,
    public: bool,
    url: String,
    components: &'a [Affected],
    said: Vec<Words<'a>>,
    others: &'a [Other],
}

#[derive(Serialize)]
struct Words<'a> {
    at: String,
    text: &'a str,
}

impl Webhook {
    /// The request for a letter.
    pub fn post(&self, letter: &Letter<'_>) -> Post {
        signed(&self.url, &self.secret, (letter.key, letter.now), body(letter))
    }
}

/// What is told of a letter, as JSON.
pub fn body(letter: &Letter<'_>) -> Vec<u8> {
    let message = letter.message;
    let event = &message.event;
    let topic = event.about.split('/').next().unwrap_or_default();
    let words = |said: &'_ Said| -> String { said.at.to_string() };
    let said = message.said.iter().map(|it| Words { at: words(it), text: &it.text }).collect();
    let body = Body {
        r#type: format!("{topic}.{}", event.what.slug()),
        timestamp: event.at.to_string(),
        data: Data {
            about: &event.about,
            title: &message.title,
            severity: event.severity.map(|it| it.name()),
            state: message.state.map(|it| it.slug()),
            public: event.public,
            url: letter.url(),
            components: &event.components,
            said,
            others: &message.others,
        },
    };
    // Plain data with names for keys: it cannot fail.
    serde_json::to_vec(&body).unwrap_or_default()
}

/// A request with this JSON body, signed with `secret`, under `key` as its id at `now`.
pub fn signed(url: &Url, secret: &Secret, (key, now): (&str, At), body: Vec<u8>) -> Post {
    // What is signed has a dot after the id, which therefore has none.
    let id = key.replace('.', "-");
    let seconds = now.0.div_euclid(SECOND);
    let signature = secret.sign(&id, seconds, &body);
    let headers = vec![
        (CONTENT_TYPE, "application/json".into()),
        (HeaderName::from_static("webhook-id"), id),
        (HeaderName::from_static("webhook-timestamp"), seconds.to_string()),
        (HeaderName::from_static("webhook-signature"), signature),
    ];
    Post { url: url.clone(), headers, body }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample;
    use model::notice::What;

    /// The secret and what it signs in the specification's own test vector.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn a_signature_is_the_one_that_the_specification_gives() {
        let signed = Secret::parse(SECRET).unwrap().sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            b"{\"test\": 2432232314}",
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_has_its_prefix_and_its_length() {
        assert!(Secret::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").is_none());
        assert!(Secret::parse("whsec_c2hvcnQ=").is_none());
        assert!(Secret::parse("whsec_???").is_none());
        assert!(!format!("{:?}", Secret::parse(SECRET)).contains("MfKQ"));
    }

    #[test]
    fn the_request_is_these_bytes() {
        let webhook = Webhook {
            url: Url::parse("https://a.example/in").unwrap(),
            secret: Secret::parse(SECRET).unwrap(),
        };
        let post = sample::with(What::Declared, |letter| webhook.post(letter));
        let body = concat!(
            r#"{"type":"incident.declared","timestamp":"2026-11-21T13:00:00Z","data":{"about":"incident/kafka","#,
            r#""title":"Kafka <is> down","severity":"P1","state":"investigating","public":true,"#,
            r#""url":"https://status.example/incidents/kafka","#,
            r#""components":[{"id":"shop/kafka","name":"Kafka","status":"major-outage"}],"#,
            r#""said":[{"at":"2026-11-21T13:00:00Z","text":"We look at *it*.\nIt is <b>odd</b>."}],"#,
            r#""others":[{"title":"Redis is slow","severity":"P2","path":"/incidents/redis"}]}}"#,
        );
        assert_eq!(String::from_utf8(post.body.clone()).unwrap(), body);
        let id = "incident/kafka/1/channel:ops";
        let signature = webhook.secret.sign(id, 1_795_266_000, body.as_bytes());
        let headers: Vec<_> =
            post.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(
            headers,
            [
                ("content-type", "application/json"),
                ("webhook-id", id),
                ("webhook-timestamp", "1795266000"),
                ("webhook-signature", signature.as_str()),
            ]
        );
    }
}
