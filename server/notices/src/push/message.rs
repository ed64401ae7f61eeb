//! What is sent to a browser's push service: what the browser shows, and what the service may know of it (RFC 8030).

use super::{Browser, PushError, encrypt};
use crate::letter::Letter;
use crate::post::{Answer, Post, Url};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use model::incident::Severity;
use model::notice::What;
use ring::rand::SecureRandom;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Seconds for which the service keeps a message for a browser that is away: a day later it is news no more.
const LIFE: u32 = 24 * 60 * 60;

/// Bytes of a title and of a text. Written as JSON each byte may become two, and both fit a message with their links.
const TITLE: usize = 300;
const TEXT: usize = 1_200;

/// The request that gives a letter to the push service at `endpoint` for `browser`. `authorization` says who sends, and
/// `manage` is the path where its subscriber changes everything.
pub fn post(
    (endpoint, browser): (&Url, &Browser),
    authorization: String,
    letter: &Letter<'_>,
    manage: &str,
    random: &dyn SecureRandom,
) -> Result<Post, PushError> {
    let headers = vec![
        (AUTHORIZATION, authorization),
        (CONTENT_TYPE, "application/octet-stream".into()),
        (CONTENT_ENCODING, "aes128gcm".into()),
        // RFC 8030, sections 5.2 to 5.4.
        (HeaderName::from_static("ttl"), LIFE.to_string()),
        (HeaderName::from_static("urgency"), urgency(letter.message.event.severity).into()),
        (HeaderName::from_static("topic"), topic(letter.lane)),
    ];
    let body = encrypt(browser, shown(letter, manage).as_bytes(), random)?;
    Ok(Post { url: endpoint.clone(), headers, body })
}

/// Whether a push service says that it knows the browser no more (RFC 8030, section 7.3).
pub fn is_gone(answer: &Answer) -> bool {
    matches!(answer.status.as_u16(), 404 | 410)
}

/// What `public/sw.js` shows, as JSON. Of one lane, the browser shows the last alone. With `confirm`, it posts to `path`
/// first, which proves that the message has arrived.
fn shown(letter: &Letter<'_>, manage: &str) -> String {
    let paragraphs = [letter.affected(), letter.said()];
    let text: Vec<_> = paragraphs.into_iter().filter(|text| !text.is_empty()).collect();
    let locale = letter.locale;
    let asks = letter.message.event.what == What::Confirm;
    let unconfirmed = asks.then(|| [locale.text("confirm-heading"), locale.text("letter-unconfirmed")]);
    json!({
        "title": short(&letter.subject(), TITLE),
        "text": short(&text.join("\n"), TEXT),
        "path": letter.message.path,
        "manage": manage,
        "confirm": asks,
        "unconfirmed": unconfirmed,
        "change": locale.text("letter-change"),
        "lang": locale.lang().tag(),
        "dir": locale.lang().direction(),
        "lane": topic(letter.lane),
    })
    .to_string()
}

/// The first bytes of a text whose only control characters are line feeds.
fn short(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    match clean.len() > most {
        true => format!("{}...", &clean[..clean.floor_char_boundary(most - 3)]),
        false => clean,
    }
}

/// How soon a browser is woken that saves its battery (RFC 8030, section 5.3).
fn urgency(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::P1 | Severity::P2) => "high",
        Some(Severity::P3) | None => "normal",
        Some(Severity::P4) => "low",
    }
}

/// A name for a lane that says nothing of it, so that of messages that wait the last alone is kept: at most 32 letters of
/// base64url (RFC 8030, section 5.4).
fn topic(lane: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(lane).into();
    let [first, second, third, _] = digest.as_chunks::<8>().0 else { return String::new() };
    URL_SAFE_NO_PAD.encode([*first, *second, *third].concat())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::push::MOST;
    use crate::sample;
    use model::notice::{Message, Said};
    use proptest::prelude::*;

    #[test]
    fn a_browser_shows_what_happened_to_what_and_where_to_read_more() {
        let shown = sample::with(What::Declared, |letter| shown(letter, "/subscriptions/x"));
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["title"], "[P1] New incident: Kafka <is> down and 1 more");
        assert_eq!(shown["text"], "Kafka (major outage)\nWe look at *it*.\nIt is <b>odd</b>.");
        assert_eq!(
            (&shown["path"], &shown["manage"]),
            (&json!("/incidents/kafka"), &json!("/subscriptions/x"))
        );
        assert_eq!(shown["confirm"], false);
    }

    #[test]
    fn the_push_service_is_told_how_urgent_it_is_and_not_what_it_is_about() {
        assert_eq!(urgency(Some(Severity::P1)), "high");
        assert_eq!((urgency(None), urgency(Some(Severity::P4))), ("normal", "low"));
        let (one, other) = (topic("incident/kafka"), topic("incident/redis"));
        assert_eq!((one.len(), one == other, one == topic("incident/kafka")), (32, false, true));
    }

    proptest! {
        #[test]
        fn whatever_is_said_fits_one_message(title in "\\PC{0,900}", text in "(?s).{0,3000}") {
            let length = sample::with(What::Updated, |letter| {
                let said = vec![Said::typed(sample::NOW, text.clone())];
                let path = format!("/incidents/{}", "x".repeat(120));
                let message = Message { title: title.clone(), said, path, ..letter.message.clone() };
                shown(&Letter { message: &message, ..*letter }, &format!("/subscriptions/{}", "x".repeat(43))).len()
            });
            prop_assert!(length <= MOST, "{length}");
        }
    }
}
