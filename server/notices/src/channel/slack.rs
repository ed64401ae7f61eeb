//! Slack incoming webhooks: <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>.

use crate::letter::Letter;
use crate::post::Post;
use hyper::header::CONTENT_TYPE;
use serde::Serialize;
use std::fmt;
use url::Url;

/// Letters of what is said; Slack cuts off long messages.
const MOST: usize = 3_000;

/// Where to send; the URL is a secret, and Debug does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Slack {
    /// Where to.
    pub url: Url,
}

impl fmt::Debug for Slack {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Slack(..)")
    }
}

#[derive(Serialize)]
struct Body {
    text: String,
}

impl Slack {
    /// The request for a letter.
    pub fn post(&self, letter: &Letter<'_>) -> Post {
        let body = serde_json::to_vec(&Body { text: text(letter) }).unwrap_or_default();
        Post { url: self.url.clone(), headers: vec![(CONTENT_TYPE, "application/json".into())], body }
    }
}

fn text(letter: &Letter<'_>) -> String {
    let mut lines = vec![format!("*{}*", escape(&letter.subject()).replace('*', "\u{2217}"))];
    lines.extend(letter.standing());
    let affected = letter.affected();
    if !affected.is_empty() {
        lines.push(escape(&format!("Affects {affected}")));
    }
    let said: String = letter.said().chars().take(MOST).collect();
    if !said.is_empty() {
        lines.push(escape(&said));
    }
    let others = letter.message.others.iter();
    lines.extend(others.map(|it| format!("\u{2022} {}", escape(&it.title))));
    lines.push(format!("<{}|{}>", escape(&letter.url()), escape(&letter.site.name)));
    lines.join("\n")
}

/// The three characters that mean something to Slack everywhere:
/// <https://docs.slack.dev/messaging/formatting-message-text#escaping>.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample;
    use model::notice::What;

    #[test]
    fn the_request_is_these_bytes() {
        let slack = Slack { url: Url::parse("https://hooks.slack.example/services/T/B/x").unwrap() };
        let post = sample::with(What::Updated, |letter| slack.post(letter));
        let body = concat!(
            r#"{"text":"*[P1] Update: Kafka &lt;is&gt; down*\nP1 (critical), investigating\n"#,
            r#"Affects Kafka (major outage)\nWe look at *it*.\nIt is &lt;b&gt;odd&lt;/b&gt;.\n"#,
            r#"<https://status.example/incidents/kafka|Shop &amp; Co>"}"#,
        );
        assert_eq!(String::from_utf8(post.body).unwrap(), body);
        assert_eq!(post.headers, [(CONTENT_TYPE, "application/json".to_string())]);
        assert!(!format!("{slack:?}").contains("services"));
    }

    #[test]
    fn nobody_is_called_by_what_was_typed() {
        // `<!channel>` calls everyone in a channel.
        assert_eq!(escape("<!channel> & all"), "&lt;!channel&gt; &amp; all");
    }
}
