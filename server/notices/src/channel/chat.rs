//! Any chat, or anything else, that takes a JSON object over HTTP: which fields, the configuration says.

use crate::letter::Letter;
use crate::post::Post;
use hyper::header::CONTENT_TYPE;
use std::collections::BTreeMap;
use std::fmt;
use url::Url;

/// What can stand in a blank, and what it becomes.
pub const BLANKS: [(&str, &str); 9] = [
    ("subject", "all in one line"),
    ("text", "all of it"),
    ("said", "what is said"),
    ("title", "the title"),
    ("severity", "P1 to P4"),
    ("state", "how far it has come"),
    ("event", "what happened: declared, updated, resolved"),
    ("components", "what it affects"),
    ("url", "where to read more"),
];

/// Where to send, and which fields. The URL may hold a secret, and Debug does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Chat {
    /// Where to.
    pub url: Url,
    /// The fields of the object: texts with blanks such as `{{title}}`.
    pub fields: BTreeMap<String, String>,
}

impl fmt::Debug for Chat {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Chat(..)")
    }
}

impl Chat {
    /// The request for a letter.
    pub fn post(&self, letter: &Letter<'_>) -> Post {
        let filled: BTreeMap<_, _> =
            self.fields.iter().map(|(name, text)| (name, fill(text, letter))).collect();
        let body = serde_json::to_vec(&filled).unwrap_or_default();
        Post { url: self.url.clone(), headers: vec![(CONTENT_TYPE, "application/json".into())], body }
    }
}

/// The first blank of a text that nothing fills.
pub fn unknown(text: &str) -> Option<&str> {
    let blanks =
        text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name.trim());
    blanks.into_iter().find(|name| !BLANKS.iter().any(|(known, _)| known == name))
}

fn fill(text: &str, letter: &Letter<'_>) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((words, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        filled.push_str(words);
        filled.push_str(&value(name.trim(), letter));
        rest = after;
    }
    filled + rest
}

fn value(name: &str, letter: &Letter<'_>) -> String {
    let message = letter.message;
    match name {
        "subject" => letter.subject(),
        "text" => letter.text(),
        "said" => letter.said(),
        "title" => message.title.clone(),
        "severity" => message.event.severity.map_or("", |it| it.name()).into(),
        "state" => message.state.map_or("", |it| it.slug()).into(),
        "event" => message.event.what.slug().into(),
        "components" => letter.affected(),
        "url" => letter.url(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample;
    use model::notice::What;

    #[test]
    fn the_request_is_these_bytes() {
        let fields = [
            ("username", "pharos"),
            ("content", "{{ event }}: \"{{title}}\" {{url}} {{open"),
            ("card", "{{severity}} {{state}} {{components}}"),
        ];
        let fields = fields.map(|(name, text)| (name.to_string(), text.to_string())).into();
        let chat = Chat { url: Url::parse("https://chat.example/hook/s3cret").unwrap(), fields };
        let post = sample::with(What::Resolved, |letter| chat.post(letter));
        let body = concat!(
            r#"{"card":"P1 resolved Kafka","#,
            r#""content":"resolved: \"Kafka <is> down\" https://status.example/incidents/kafka {{open","#,
            r#""username":"pharos"}"#,
        );
        assert_eq!(String::from_utf8(post.body).unwrap(), body);
        assert!(!format!("{chat:?}").contains("s3cret"));
    }

    #[test]
    fn a_blank_that_nothing_fills_is_found() {
        assert_eq!(unknown("{{title}} by {{ leed }}"), Some("leed"));
        assert!(BLANKS.iter().all(|(name, _)| unknown(&format!("{{{{{name}}}}}")).is_none()));
    }
}
