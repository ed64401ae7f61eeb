//! What a probe is asked and what it answers: plain data.

use model::estate::{Check, Metric};
use model::options::Options;
use model::sample::{Outcome, Phases};
use std::time::Duration;

use crate::condition::{Condition, Placeholder};
use crate::kind::{self, Kind};
use crate::wire;

/// What to ask: everything of a check that its probe needs, read and found right.
#[derive(Clone, Debug)]
pub struct Question {
    /// In which protocol.
    pub(crate) kind: &'static Kind,
    /// URL or `host:port`, as the kind reads it.
    pub(crate) target: String,
    /// What else the kind wants to know.
    pub(crate) options: Options,
    /// What must hold, or it is a failure.
    pub(crate) expect: Vec<Condition>,
    /// What must hold, or it is slow.
    pub(crate) slow_unless: Vec<Condition>,
    /// The time that everything together may take; at most a day.
    pub(crate) timeout: Duration,
    /// From here on a good answer counts as slow; `None`: never.
    pub(crate) slow: Option<Duration>,
}

impl Question {
    /// The question that `check` asks; the error is the first thing that is wrong with it, without credentials.
    pub fn of(check: &Check) -> Result<Question, String> {
        let kind =
            kind::kind(&check.kind).ok_or_else(|| format!("there is no probe kind {:?}", check.kind))?;
        (kind.validate)(&check.target)?;
        for (name, value) in check.options.iter() {
            let option = kind.option(name).ok_or_else(|| format!("{} has no option {name:?}", kind.name))?;
            (option.validate)(value).map_err(|why| format!("{name}: {why}"))?;
        }
        let conditions =
            |texts: &[String]| texts.iter().map(|text| Condition::parse(text)).collect::<Result<Vec<_>, _>>();
        Ok(Question {
            kind,
            target: check.target.clone(),
            options: check.options.clone(),
            expect: conditions(&check.expect)?,
            slow_unless: conditions(&check.slow_unless)?,
            timeout: millis(check.timeout),
            slow: check.slow.map(millis),
        })
    }

    /// The question whose answer has the number of `metric`; the error is as for [`Question::of`].
    pub fn number(metric: &Metric) -> Result<Question, String> {
        let check = Check {
            timeout: metric.timeout(),
            options: metric.options.clone(),
            ..Check::new(&metric.id, &metric.kind, &metric.target)
        };
        let question = Question::of(&check)?;
        let needed = question.kind.number().ok_or_else(|| format!("{} gives no number", metric.kind))?;
        match question.option(needed.name) {
            Some(_) => Ok(question),
            None => Err(format!("{} needs the option {:?} to give a number", metric.kind, needed.name)),
        }
    }

    /// Whether the answer depends on how long a certificate is good: TLS is agreed on, and the kind or a condition looks
    /// at what is shown in it.
    pub fn looks_at_certificate(&self) -> bool {
        let is_tls = self.kind.name == "tls";
        is_tls || self.is_over_tls() && self.looks_at(Placeholder::CertificateExpiration)
    }

    fn is_over_tls(&self) -> bool {
        let scheme = self.target.split_once("://").map_or("", |(scheme, _)| scheme);
        let is_secure = ["https", "wss"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        is_secure || wire::wants_tls(self) || self.is_set("starttls")
    }

    /// The value of an option, if it was given.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name)
    }

    /// Whether an option is there and says `true`.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.option(name) == Some("true")
    }

    /// Whether a condition for failing says something of `placeholder`, so that the kind's own rule need not.
    pub(crate) fn names(&self, placeholder: Placeholder) -> bool {
        self.expect.iter().any(|condition| condition.names(placeholder))
    }

    /// Whether any condition says something of `placeholder`.
    pub(crate) fn looks_at(&self, placeholder: Placeholder) -> bool {
        self.expect.iter().chain(&self.slow_unless).any(|condition| condition.names(placeholder))
    }

    /// Whether any condition says something of the part of the body with this name.
    pub(crate) fn names_part(&self, name: &str) -> bool {
        self.expect.iter().chain(&self.slow_unless).any(|condition| condition.names_part(name))
    }
}

fn millis(length: i64) -> Duration {
    Duration::from_millis(u64::try_from(length).unwrap_or(0))
}

/// How it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Pass, slow, fail; blind if the fault is on this side.
    pub outcome: Outcome,
    /// The whole of it in microseconds; for a failure, the time until it was known.
    pub latency: u32,
    /// The steps that happened, also before a failure.
    pub phases: Phases,
    /// Why it is not a pass, in words without credentials; empty for a pass.
    pub detail: String,
}
