//! The two sides of a condition: how they are written and what they are worth.

use serde_json::Value as Json;
use std::fmt;

use super::facts::Facts;
use super::number::{integer, number};
use crate::text::tidy;

/// Characters of a value that a message shows.
const SHOWN: usize = 60;

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

/// One side of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Place(Place),
    Length(Place),
    Exists(Place),
    Glob(String),
    Any(Vec<Operand>),
    Text(String),
}

/// What a side is worth.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Missing,
    Text(String),
    Glob(String),
    Any(Vec<Value>),
}

impl Operand {
    /// Reads one side; the error says what to write instead.
    pub fn parse(text: &str) -> Result<Operand, String> {
        if text.is_empty() {
            return Err("one side of the condition is empty; write one such as [STATUS] == 200".into());
        }
        if let Some((name, inside)) = call(text) {
            return match name {
                "len" => Place::parse(inside)?.map(Operand::Length).ok_or_else(|| inside_a_call(name)),
                "has" => Place::parse(inside)?.map(Operand::Exists).ok_or_else(|| inside_a_call(name)),
                "pat" => Ok(Operand::Glob(inside.to_owned())),
                _ => inside
                    .split(',')
                    .map(|one| Operand::parse(one.trim()))
                    .collect::<Result<_, _>>()
                    .map(Operand::Any),
            };
        }
        Ok(Place::parse(text)?.map_or_else(|| Operand::Text(text.to_owned()), Operand::Place))
    }

    /// Whether its value comes from the answer.
    pub fn is_measured(&self) -> bool {
        matches!(self, Operand::Place(_) | Operand::Length(_) | Operand::Exists(_))
    }

    /// Whether it stands for many values.
    pub fn is_set(&self) -> bool {
        matches!(self, Operand::Glob(_) | Operand::Any(_))
    }

    /// Whether its value comes from `placeholder`.
    pub fn names(&self, placeholder: Placeholder) -> bool {
        match self {
            Operand::Place(place) | Operand::Length(place) | Operand::Exists(place) => {
                place.placeholder == placeholder
            }
            _ => false,
        }
    }

    /// Whether its value comes from the part of the body with this name.
    pub fn names_part(&self, name: &str) -> bool {
        match self {
            Operand::Place(place) | Operand::Length(place) | Operand::Exists(place) => {
                matches!(place.path.first(), Some(Step::Name(first)) if first == name)
            }
            _ => false,
        }
    }

    /// What it is worth.
    pub fn value(&self, facts: &Facts) -> Value {
        match self {
            Operand::Place(place) => place.value(facts),
            Operand::Length(place) => {
                place.length(facts).map_or(Value::Missing, |n| Value::Text(n.to_string()))
            }
            Operand::Exists(place) => Value::Text((place.value(facts) != Value::Missing).to_string()),
            Operand::Glob(glob) => Value::Glob(glob.clone()),
            Operand::Any(all) => Value::Any(all.iter().map(|one| one.value(facts)).collect()),
            Operand::Text(text) => Value::Text(text.clone()),
        }
    }

    /// How it was written and, if that comes from the answer, what it is worth.
    pub fn shown(&self, value: &Value) -> String {
        match value {
            Value::Text(text) if self.is_measured() => format!("{self} ({})", tidy(text, SHOWN)),
            Value::Missing => format!("{self} (missing)"),
            _ => self.to_string(),
        }
    }
}

fn inside_a_call(name: &str) -> String {
    format!("{name}(...) takes a placeholder; write one such as {name}([BODY].data)")
}

/// The name and inside of `name(inside)`, for a name that is known.
fn call(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    ["len", "has", "pat", "any"].contains(&name).then_some((name, inside.trim()))
}

impl Place {
    /// Reads a placeholder and its path; nothing if the text is not one.
    fn parse(text: &str) -> Result<Option<Place>, String> {
        if !text.starts_with('[') {
            return Ok(None);
        }
        let found = PLACEHOLDERS.iter().find(|(word, _)| text.starts_with(word));
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

    fn value(&self, facts: &Facts) -> Value {
        let text = match self.placeholder {
            Placeholder::Status => facts.status.map(|status| status.to_string()),
            Placeholder::ResponseTime => Some(format!("{:.3}", facts.elapsed.as_secs_f64() * 1e3)),
            Placeholder::Ip => facts.ip.map(|ip| ip.to_string()),
            Placeholder::Connected => Some(facts.connected.to_string()),
            Placeholder::CertificateExpiration => facts.certificate.map(|left| left.to_string()),
            Placeholder::DnsRcode => facts.rcode.clone(),
            Placeholder::Body if self.path.is_empty() => facts.text.clone(),
            Placeholder::Body => self.part(facts).map(plain),
        };
        text.map_or(Value::Missing, Value::Text)
    }

    fn part<'a>(&self, facts: &'a Facts) -> Option<&'a Json> {
        self.path.iter().try_fold(facts.json.as_ref()?, |json, step| match step {
            Step::Name(name) => json.get(name),
            Step::Index(index) => json.get(index),
        })
    }

    /// The number of items, entries or bytes.
    fn length(&self, facts: &Facts) -> Option<usize> {
        match self.placeholder {
            Placeholder::Body => match self.part(facts) {
                Some(Json::Array(items)) => Some(items.len()),
                Some(Json::Object(entries)) => Some(entries.len()),
                Some(Json::String(text)) => Some(text.len()),
                Some(other) => Some(other.to_string().len()),
                None if self.path.is_empty() => facts.text.as_ref().map(String::len),
                None => None,
            },
            _ => match self.value(facts) {
                Value::Text(text) => Some(text.len()),
                _ => None,
            },
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

impl Value {
    /// Whether they are the same, or one is in what the other stands for.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Missing, _) | (_, Value::Missing) => false,
            (Value::Any(all), one) | (one, Value::Any(all)) => all.iter().any(|each| each.equals(one)),
            (Value::Glob(glob), Value::Text(text)) | (Value::Text(text), Value::Glob(glob)) => {
                matches(glob, text)
            }
            (Value::Text(one), Value::Text(other)) => {
                one == other || integer(one).is_some_and(|one| Some(one) == integer(other))
            }
            (Value::Glob(one), Value::Glob(other)) => one == other,
        }
    }

    /// Its value as a number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Text(text) => number(text.trim()),
            _ => None,
        }
    }
}

/// Whether `text` has the shape of `glob`, in which `*` stands for any characters and `?` for one.
///
/// Linear in the product of the lengths: only the last `*` is ever tried again.
fn matches(glob: &str, text: &str) -> bool {
    let (glob, text): (Vec<char>, Vec<char>) = (glob.chars().collect(), text.chars().collect());
    let (mut g, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, t));
                g += 1;
            }
            Some(c) if *c == '?' || *c == text[t] => (g, t) = (g + 1, t + 1),
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (g, t) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Place(place) => write!(f, "{place}"),
            Operand::Length(place) => write!(f, "len({place})"),
            Operand::Exists(place) => write!(f, "has({place})"),
            Operand::Glob(glob) => write!(f, "pat({glob})"),
            Operand::Any(all) => {
                let all: Vec<_> = all.iter().map(ToString::to_string).collect();
                write!(f, "any({})", all.join(", "))
            }
            Operand::Text(text) => f.write_str(text),
        }
    }
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
