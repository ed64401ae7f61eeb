//! Why an answer is less than a pass: the one error type of this crate, in words for people.

use model::sample::Outcome;
use std::io::{self, ErrorKind};

use crate::text::tidy;

/// Longest detail in characters; names inside are cut sooner by those who insert them.
const DETAIL: usize = 400;

/// An outcome other than a pass, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Slow, fail or blind.
    pub outcome: Outcome,
    /// What was wrong, without credentials.
    pub detail: String,
}

impl Fault {
    /// It did not answer, or wrongly.
    pub fn fail(detail: impl AsRef<str>) -> Fault {
        Fault { outcome: Outcome::Fail, detail: tidy(detail.as_ref(), DETAIL) }
    }

    /// It answered, yet is worth less than a pass.
    pub fn slow(detail: impl AsRef<str>) -> Fault {
        Fault { outcome: Outcome::Slow, ..Fault::fail(detail) }
    }

    /// The question could not be put: the fault is on this side.
    pub fn blind(detail: impl AsRef<str>) -> Fault {
        Fault { outcome: Outcome::Blind, ..Fault::fail(detail) }
    }

    /// The same, with words in front.
    pub fn after(self, what: &str) -> Fault {
        Fault { outcome: self.outcome, detail: tidy(&format!("{what}: {}", self.detail), DETAIL) }
    }
}

impl From<&io::Error> for Fault {
    fn from(error: &io::Error) -> Fault {
        // EMFILE and ENFILE on Unix, WSAEMFILE on Windows: `ErrorKind` has no name for them.
        if matches!(error.raw_os_error(), Some(23 | 24 | 10024)) {
            return Fault::blind("too many open files on this side; raise the limit (ulimit -n)");
        }
        match error.kind() {
            ErrorKind::ConnectionRefused => Fault::fail("connection refused"),
            ErrorKind::ConnectionReset => Fault::fail("connection reset"),
            ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => {
                Fault::fail("connection closed early")
            }
            ErrorKind::HostUnreachable => Fault::fail("host unreachable"),
            ErrorKind::NetworkUnreachable => Fault::fail("network unreachable"),
            ErrorKind::TimedOut => Fault::fail("connection timed out"),
            ErrorKind::AddrNotAvailable => Fault::blind("no local address or port left to connect from"),
            ErrorKind::PermissionDenied => Fault::blind("this machine does not permit the connection"),
            _ => Fault::fail(format!("connection failed: {error}")),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::from(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_faults_are_blind() {
        assert_eq!(Fault::from(io::Error::from_raw_os_error(24)).outcome, Outcome::Blind);
        assert_eq!(Fault::from(io::Error::from(ErrorKind::AddrNotAvailable)).outcome, Outcome::Blind);
        assert_eq!(Fault::from(io::Error::from(ErrorKind::ConnectionReset)), Fault::fail("connection reset"));
    }

    #[test]
    fn details_are_capped() {
        assert_eq!(Fault::fail("x".repeat(5_000)).detail.len(), DETAIL + "...".len());
        assert_eq!(Fault::slow("late").after("second try").detail, "second try: late");
    }
}
