//! What a side of a condition is worth, and when two sides are the same.

use serde_json::Number;

use super::number::{integer, number};

/// What a side is worth.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Missing,
    Text(String),
    /// A number of the body's JSON, so that `1` and `1.0` are the same.
    Number(Number),
    Glob(String),
    Any(Vec<Value>),
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
            (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
            (Value::Number(one), Value::Text(other)) | (Value::Text(other), Value::Number(one)) => {
                let same = || integer(other).map_or_else(|| other.parse().ok(), |other| Some(other as f64));
                one.to_string() == *other || one.as_f64() == same()
            }
            (Value::Number(one), Value::Glob(glob)) | (Value::Glob(glob), Value::Number(one)) => {
                matches(glob, &one.to_string())
            }
            (Value::Glob(one), Value::Glob(other)) => one == other,
        }
    }

    /// Its value as a number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Text(text) => number(text.trim()),
            Value::Number(number) => number.as_f64(),
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
