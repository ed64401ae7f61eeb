//! The two sides of a condition: how they are written.

use std::fmt;

use super::facts::Facts;
use super::number::number;
use super::place::{Place, Placeholder, SHOWN};
use super::value::Value;
use crate::text::tidy;

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

    /// Whether it is written out and yet no number, so that nothing is ever less or more.
    pub fn is_word(&self) -> bool {
        matches!(self, Operand::Text(text) if number(text).is_none())
    }

    /// Whether its value comes from `placeholder`.
    pub fn names(&self, placeholder: Placeholder) -> bool {
        match self {
            Operand::Place(place) | Operand::Length(place) | Operand::Exists(place) => {
                place.names(placeholder)
            }
            _ => false,
        }
    }

    /// Whether its value comes from the part of the body with this name.
    pub fn names_part(&self, name: &str) -> bool {
        match self {
            Operand::Place(place) | Operand::Length(place) | Operand::Exists(place) => place.names_part(name),
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
            Operand::Exists(place) => Value::Text(place.exists(facts).to_string()),
            Operand::Glob(glob) => Value::Glob(glob.clone()),
            Operand::Any(all) => Value::Any(all.iter().map(|one| one.value(facts)).collect()),
            Operand::Text(text) => Value::Text(text.clone()),
        }
    }

    /// How it was written and, if that comes from the answer, what it is worth.
    pub fn shown(&self, value: &Value) -> String {
        match value {
            Value::Text(text) if self.is_measured() => format!("{self} ({})", tidy(text, SHOWN)),
            Value::Number(number) => format!("{self} ({number})"),
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
