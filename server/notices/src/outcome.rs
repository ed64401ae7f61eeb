//! What became of an attempt to deliver something.

use hyper::StatusCode;

/// Letters of what a receiver answered that are kept.
const MOST: usize = 160;

/// What became of an attempt, in words without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has taken it.
    Sent(String),
    /// It may have been taken or not; it is to be tried again.
    Later {
        /// What went wrong.
        why: String,
        /// Milliseconds that the receiver asked to be left alone for.
        after: Option<i64>,
    },
    /// The receiver will never take it as it is.
    Refused(String),
    /// It was not sent, because its receiver is gone or has asked to be told no more.
    Unwanted(String),
}

impl Outcome {
    /// It is to be tried again.
    pub fn later(why: impl Into<String>) -> Outcome {
        Outcome::Later { why: why.into(), after: None }
    }

    /// In words.
    pub fn words(&self) -> &str {
        match self {
            Outcome::Sent(words)
            | Outcome::Later { why: words, .. }
            | Outcome::Refused(words)
            | Outcome::Unwanted(words) => words,
        }
    }

    /// What an answer with this status means (RFC 9110, section 15): what is refused for what it says is never taken, all
    /// else may be another time. A redirection is not followed.
    pub fn of_status(status: StatusCode, body: &str, after: Option<i64>) -> Outcome {
        let words = match tidy(body) {
            text if text.is_empty() => format!("answered {status}"),
            text => format!("answered {status}: {text}"),
        };
        match status.as_u16() {
            200..=299 => Outcome::Sent(words),
            400 | 410 | 413 | 422 => Outcome::Refused(words),
            _ => Outcome::Later { why: words, after },
        }
    }

    /// The same with each of `secrets` taken out of the words.
    pub fn without(self, secrets: &[&str]) -> Outcome {
        let clean = |words: String| {
            let there = secrets.iter().filter(|secret| !secret.is_empty());
            there.fold(words, |words, secret| words.replace(*secret, "..."))
        };
        match self {
            Outcome::Sent(words) => Outcome::Sent(clean(words)),
            Outcome::Later { why, after } => Outcome::Later { why: clean(why), after },
            Outcome::Refused(words) => Outcome::Refused(clean(words)),
            Outcome::Unwanted(words) => Outcome::Unwanted(clean(words)),
        }
    }
}

/// The first words of a text on one line, as far as they can be printed.
pub(crate) fn tidy(text: &str) -> String {
    let words = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST * 2);
    let words: String = words.collect();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_whether_to_come_again() {
        let of = |status| {
            StatusCode::from_u16(status).ok().map(|it| Outcome::of_status(it, " no\r\n way\u{1b} ", Some(7)))
        };
        assert_eq!(of(202), Some(Outcome::Sent("answered 202 Accepted: no way".into())));
        assert_eq!(of(400), Some(Outcome::Refused("answered 400 Bad Request: no way".into())));
        for again in [301, 401, 404, 408, 429, 500, 503] {
            assert!(matches!(of(again), Some(Outcome::Later { after: Some(7), .. })), "{again}");
        }
    }

    #[test]
    fn secrets_are_taken_out_of_what_was_answered() {
        let echoed = Outcome::later("no token s3cret at /hook/s3cret");
        assert_eq!(echoed.without(&["s3cret", ""]), Outcome::later("no token ... at /hook/..."));
    }
}
