//! PagerDuty's Events API v2: <https://developer.pagerduty.com/docs/events-api-v2-overview>.
//!
//! The key under which PagerDuty joins events is ours, so that an answer that is lost costs nothing: the end finds its
//! beginning. What began together, and was told of together, is one alert there, which ends with the last of them.

use crate::letter::Letter;
use crate::post::Post;
use hyper::header::CONTENT_TYPE;
use model::incident::Severity;
use model::notice::What;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;
use url::Url;

/// Where events are sent by default; another one is for accounts in the European Union.
pub const URL: &str = "https://events.pagerduty.com/v2/enqueue";

/// Characters of a summary, at most.
const MOST_SUMMARY: usize = 1_024;

/// Characters of a key, at most.
const MOST_KEY: usize = 255;

/// A service of PagerDuty. Debug does not show its key.
#[derive(Clone, PartialEq, Eq)]
pub struct PagerDuty {
    /// Where to.
    pub url: Url,
    /// The integration key of the service.
    pub routing_key: String,
}

impl fmt::Debug for PagerDuty {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("PagerDuty(..)")
    }
}

/// An event. Its fields stand in this order.
#[derive(Serialize)]
struct Body<'a> {
    routing_key: &'a str,
    event_action: &'static str,
    dedup_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<[Link; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Payload<'a>>,
}

#[derive(Serialize)]
struct Link {
    href: String,
    text: &'static str,
}

#[derive(Serialize)]
struct Payload<'a> {
    summary: String,
    source: &'a str,
    severity: &'static str,
    timestamp: String,
    component: String,
    custom_details: Details,
}

#[derive(Serialize)]
struct Details {
    said: String,
}

impl PagerDuty {
    /// The request for a letter; none if PagerDuty has nothing to do with it.
    pub fn post(&self, letter: &Letter<'_>) -> Option<Post> {
        let action = action(letter)?;
        let is_trigger = action == "trigger";
        let body = Body {
            routing_key: &self.routing_key,
            event_action: action,
            dedup_key: dedup_key(letter.lane),
            client: is_trigger.then_some(&letter.site.name),
            client_url: is_trigger.then_some(&letter.site.url),
            links: is_trigger.then(|| [Link { href: letter.url(), text: "Incident" }]),
            payload: is_trigger.then(|| payload(letter)),
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let headers = vec![(CONTENT_TYPE, "application/json".into())];
        Some(Post { url: self.url.clone(), headers, body })
    }
}

/// What PagerDuty is to do. An event that it has already heard of is triggered again without harm.
fn action(letter: &Letter<'_>) -> Option<&'static str> {
    match letter.message.event.what {
        What::Declared | What::Reopened | What::Updated | What::Escalated | What::Reminder | What::Test
            if letter.message.state.is_none_or(|it| it.is_open()) =>
        {
            Some("trigger")
        }
        What::Acknowledged => Some("acknowledge"),
        What::Resolved | What::Merged if letter.still == 0 => Some("resolve"),
        _ => None,
    }
}

fn dedup_key(lane: &str) -> String {
    let key = format!("pharos/{lane}");
    if key.len() <= MOST_KEY {
        return key;
    }
    let hash: String = Sha256::digest(lane).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("pharos/{hash}")
}

fn payload<'a>(letter: &Letter<'a>) -> Payload<'a> {
    let event = &letter.message.event;
    Payload {
        summary: letter.subject().chars().take(MOST_SUMMARY).collect(),
        source: &letter.site.name,
        severity: severity(event.severity),
        timestamp: event.at.to_string(),
        component: event.components.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", "),
        custom_details: Details { said: letter.said() },
    }
}

fn severity(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::P1) => "critical",
        Some(Severity::P2) => "error",
        Some(Severity::P3) => "warning",
        Some(Severity::P4) | None => "info",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample;

    fn body(what: What, still: u32) -> Option<String> {
        let service = PagerDuty { url: Url::parse(URL).unwrap(), routing_key: "r0".into() };
        assert!(!format!("{service:?}").contains("r0"));
        let post = sample::with(what, |letter| service.post(&Letter { still, ..*letter }));
        post.map(|post| String::from_utf8(post.body).unwrap())
    }

    #[test]
    fn an_incident_triggers_in_these_bytes() {
        let wanted = concat!(
            r#"{"routing_key":"r0","event_action":"trigger","dedup_key":"pharos/incident/kafka","client":"Shop & Co","#,
            r#""client_url":"https://status.example","links":[{"href":"https://status.example/incidents/kafka","#,
            r#""text":"Incident"}],"payload":{"summary":"[P1] New incident: Kafka <is> down and 1 more","#,
            r#""source":"Shop & Co","severity":"critical","timestamp":"2026-11-21T13:00:00Z","component":"shop/kafka","#,
            r#""custom_details":{"said":"We look at *it*.\nIt is <b>odd</b>."}}}"#,
        );
        assert_eq!(body(What::Declared, 0).unwrap(), wanted);
    }

    #[test]
    fn an_end_names_the_key_of_the_beginning_and_comes_with_the_last_of_a_group() {
        let event = |action: &str| {
            format!(r#"{{"routing_key":"r0","event_action":"{action}","dedup_key":"pharos/incident/kafka"}}"#)
        };
        assert_eq!(body(What::Resolved, 0), Some(event("resolve")));
        assert_eq!(body(What::Merged, 0), Some(event("resolve")));
        assert_eq!(body(What::Acknowledged, 2), Some(event("acknowledge")));
        assert_eq!(body(What::Resolved, 1), None);
        assert_eq!(body(What::Started, 0), None);
    }

    #[test]
    fn a_key_has_at_most_255_characters() {
        assert_eq!(dedup_key("incident/x"), "pharos/incident/x");
        let long = dedup_key(&"x".repeat(300));
        assert!(long.len() <= MOST_KEY && long != dedup_key(&"x".repeat(301)));
    }
}
