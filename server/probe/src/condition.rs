//! Conditions on an answer, in the grammar of Gatus: `[STATUS] == 200`, `[BODY].status == any(UP, OK)`.
//!
//! ```text
//! condition := operand op operand          op := == != < <= > >=
//! operand   := placeholder path? | len(placeholder path?) | has(placeholder path?) | pat(glob) | any(text, ...) | text
//! path      := (.name | [index])*
//! ```
//!
//! Placeholders: `[STATUS]`, `[RESPONSE_TIME]` in milliseconds, `[IP]`, `[BODY]`, `[CONNECTED]`,
//! `[CERTIFICATE_EXPIRATION]` in milliseconds left, `[DNS_RCODE]`. Source: <https://github.com/TwiN/gatus#conditions>.
//! What has no value, such as a path that the body does not have, differs from everything and is never less or more. A
//! condition that could never hold, such as `[RESPONSE_TIME] < fast`, is refused when it is read.

use std::fmt;

use self::operand::Operand;
use self::place::SHOWN;
use self::value::Value;
use crate::text::tidy;

mod facts;
mod number;
mod operand;
mod place;
mod value;

pub(crate) use self::facts::Facts;
pub(crate) use self::place::Placeholder;

/// Longest condition in characters.
const LONGEST: usize = 1_000;

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    left: Operand,
    operator: Operator,
    right: Operand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Differs,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Two-letter ones first, so that `<=` is not read as `<`.
const OPERATORS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::Differs),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Less),
    (">", Operator::More),
];

impl Condition {
    /// Reads a condition; the error says what is wrong and what to write instead.
    pub fn parse(text: &str) -> Result<Condition, String> {
        if text.chars().count() > LONGEST {
            return Err(format!("the condition is longer than {LONGEST} characters; write several"));
        }
        let (left, operator, right) = split(text)?;
        let (left, right) = (Operand::parse(left)?, Operand::parse(right)?);
        if !left.is_measured() && !right.is_measured() {
            return Err("the condition names no placeholder; write one such as [STATUS] == 200".into());
        }
        let ordered = !matches!(operator, Operator::Equal | Operator::Differs);
        if ordered && (left.is_set() || right.is_set()) {
            return Err("pat(...) and any(...) can only be compared by == and !=".into());
        }
        if let Some(word) = [&left, &right].into_iter().find(|side| ordered && side.is_word()) {
            let word = tidy(&word.to_string(), SHOWN);
            return Err(format!("{word} is no number; write one such as 500, 1.5, 250ms or 48h"));
        }
        Ok(Condition { left, operator, right })
    }

    /// Whether it says something of `placeholder`.
    pub(crate) fn names(&self, placeholder: Placeholder) -> bool {
        self.left.names(placeholder) || self.right.names(placeholder)
    }

    /// Whether it says something of the part of the body with this name.
    pub(crate) fn names_part(&self, name: &str) -> bool {
        self.left.names_part(name) || self.right.names_part(name)
    }

    /// Whether it holds; if not, with what was found in place of what was wanted.
    pub(crate) fn check(&self, facts: &Facts) -> Result<(), String> {
        let (left, right) = (self.left.value(facts), self.right.value(facts));
        if holds(&left, self.operator, &right) {
            return Ok(());
        }
        let (left, right) = (self.left.shown(&left), self.right.shown(&right));
        Err(format!("{left} {} {right} does not hold", self.operator))
    }
}

/// Splits at the first operator outside brackets and parentheses.
fn split(text: &str) -> Result<(&str, Operator, &str), String> {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        let rest = &text[at..];
        let found = OPERATORS.iter().find(|(word, _)| depth == 0 && rest.starts_with(word));
        if let Some((word, operator)) = found {
            let right = &rest[word.len()..];
            let runs_on = right.starts_with(['=', '>']) || (right.starts_with('<') && word.len() == 1);
            return if runs_on {
                Err(no_operator())
            } else {
                Ok((text[..at].trim(), *operator, right.trim()))
            };
        }
    }
    Err(no_operator())
}

fn no_operator() -> String {
    "the condition has no operator; write one such as [STATUS] == 200, with ==, !=, <, <=, > or >=".into()
}

fn holds(left: &Value, operator: Operator, right: &Value) -> bool {
    match operator {
        Operator::Equal => left.equals(right),
        Operator::Differs => !left.equals(right),
        _ => {
            let (Some(left), Some(right)) = (left.number(), right.number()) else { return false };
            match operator {
                Operator::Less => left < right,
                Operator::AtMost => left <= right,
                Operator::More => left > right,
                _ => left >= right,
            }
        }
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = OPERATORS.iter().find(|(_, operator)| operator == self).map_or("", |(word, _)| word);
        f.write_str(word)
    }
}

#[cfg(test)]
mod tests;
