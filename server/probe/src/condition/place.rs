//! What a condition asks of an answer: a placeholder and, for the body, the way to a part of it.

use serde_json::Value as Json;
use std::fmt;

use super::facts::Facts;
use super::value::Value;
use crate::text::tidy;

/// Characters of a text that a message shows.
pub(super) const SHOWN: usize = 60;

/// What can be asked of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placeholder {
    Status,
    ResponseTime,
    Ip,
    Body,
    Connected,
    CertificateExpiration,
    DnsRcode,
}

const PLACEHOLDERS: [(&str, Placeholder); 7] = [
    ("[STATUS]", Placeholder::Status),
    ("[RESPONSE_TIME]", Placeholder::ResponseTime),
    ("[IP]", Placeholder::Ip),
    ("[BODY]", Placeholder::Body),
    ("[CONNECTED]", Placeholder::Connected),
    ("[CERTIFICATE_EXPIRATION]", Placeholder::CertificateExpiration),
    ("[DNS_RCODE]", Placeholder::DnsRcode),
];

/// A placeholder, and for the body the way to a part of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    placeholder: Placeholder,
    path: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Name(String),
    Index(usize),
}

impl Place {
    /// Whether this placeholder it is.
    pub fn names(&self, placeholder: Placeholder) -> bool {
        self.placeholder == placeholder
    }

    /// Whether it leads to the part of the body with this name, or below.
    pub fn names_part(&self, name: &str) -> bool {
        matches!(self.path.first(), Some(Step::Name(first)) if first == name)
    }

    /// Reads a placeholder, in letters of any case, and its path; nothing if the text is not one, such as `[]`.
    pub fn parse(text: &str) -> Result<Option<Place>, String> {
        let Some((name, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
            return Ok(None);
        };
        let is_name = |c: char| c.is_ascii_alphabetic() || c == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            return Ok(None);
        }
        let begins =
            |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let found = PLACEHOLDERS.iter().find(|(word, _)| begins(word));
        let Some((word, placeholder)) = found else {
            let known: Vec<_> = PLACEHOLDERS.iter().map(|(word, _)| *word).collect();
            return Err(format!(
                "there is no placeholder {}; write one of: {}",
                tidy(text, SHOWN),
                known.join(", ")
            ));
        };
        let path = path(&text[word.len()..])?;
        if !path.is_empty() && *placeholder != Placeholder::Body {
            return Err(format!("{word} has no parts; only [BODY] has"));
        }
        Ok(Some(Place { placeholder: *placeholder, path }))
    }

    /// Whether there is something: a part of the body other than `null`, or a text that is not empty.
    pub fn exists(&self, facts: &Facts) -> bool {
        match self.value(facts) {
            Value::Text(text) if self.path.is_empty() => !text.is_empty(),
            Value::Missing => false,
            _ => self.part(facts).is_some_and(|part| !part.is_null()),
        }
    }

    /// What there is.
    pub fn value(&self, facts: &Facts) -> Value {
        if let Some(Json::Number(number)) = self.part(facts).filter(|_| !self.path.is_empty()) {
            return Value::Number(number.clone());
        }
        let text = match self.placeholder {
            Placeholder::Status => facts.status.map(|status| status.to_string()),
            Placeholder::ResponseTime => Some(format!("{:.3}", facts.elapsed.as_secs_f64() * 1e3)),
            Placeholder::Ip => facts.ip.map(|ip| ip.to_string()),
            Placeholder::Connected => Some(facts.connected.to_string()),
            Placeholder::CertificateExpiration => facts.certificate.map(|left| left.to_string()),
            Placeholder::DnsRcode => facts.rcode.clone(),
            Placeholder::Body if self.path.is_empty() => {
                facts.text.as_deref().map(|text| text.trim().to_owned())
            }
            Placeholder::Body => self.part(facts).map(plain),
        };
        text.map_or(Value::Missing, Value::Text)
    }

    /// The part of the body's JSON to which the path leads.
    fn part<'a>(&self, facts: &'a Facts) -> Option<&'a Json> {
        if self.placeholder != Placeholder::Body {
            return None;
        }
        self.path.iter().try_fold(facts.json.as_ref()?, |json, step| match step {
            Step::Name(name) => json.get(name),
            Step::Index(index) => json.get(index),
        })
    }

    /// The number of items of a list, or of bytes of what else there is, JSON without spaces between its parts.
    pub fn length(&self, facts: &Facts) -> Option<usize> {
        match (self.part(facts), self.value(facts)) {
            (Some(Json::Array(items)), _) => Some(items.len()),
            (Some(Json::Null), _) | (_, Value::Missing) => None,
            (_, Value::Text(text)) => Some(text.len()),
            (Some(other), _) => Some(other.to_string().len()),
            _ => None,
        }
    }
}

fn plain(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

fn path(text: &str) -> Result<Vec<Step>, String> {
    let wrong = || format!("{} is no path; write one such as [BODY].data[0].id", tidy(text, SHOWN));
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            if end == 0 {
                return Err(wrong());
            }
            steps.push(Step::Name(after[..end].to_owned()));
            rest = &after[end..];
        } else {
            let (index, after) =
                rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).ok_or_else(wrong)?;
            steps.push(Step::Index(index.parse().map_err(|_| wrong())?));
            rest = after;
        }
    }
    Ok(steps)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = PLACEHOLDERS.iter().find(|(_, placeholder)| *placeholder == self.placeholder);
        f.write_str(known.map_or("", |(word, _)| word))?;
        self.path.iter().try_for_each(|step| match step {
            Step::Name(name) => write!(f, ".{name}"),
            Step::Index(index) => write!(f, "[{index}]"),
        })
    }
}
