//! TLS: the handshake and the certificate that is shown in it.
//!
//! `[BODY]` has `not_after` (RFC 3339), `days_left` (whole days, negative when it has expired), `subject` and
//! `issuer` (`O=Example, CN=db.example`), `names` (host names and IP addresses that it is for) and `protocol`
//! (`TLSv1.3`).

use model::sample::Outcome;
use model::time::{At, DAY, length};
use serde_json::json;
use std::time::Duration;
use tokio_rustls::rustls::ProtocolVersion;
use url::Host;

use crate::address::Address;
use crate::condition::{Condition, Placeholder};
use crate::dial::dial;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption};
use crate::prober::{self, Prober};
use crate::question::Question;
use crate::starttls;
use crate::stopwatch::Stopwatch;
use crate::tls::{self, Certificate};

pub(super) const KIND: Kind = Kind {
    name: "tls",
    about: "Passes when TLS is agreed on with a trusted certificate that is good for 14 more days.",
    example: "db.example:5432",
    validate: |target| Address::parse(target).map(drop),
    options: &[SERVER_NAME, starttls::OPTION, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const SERVER_NAME: KindOption = KindOption {
    name: "server_name",
    about: "The name to ask for and that the certificate must have; by default the host of the target.",
    validate: |name| host(name).map(drop),
};

/// With less than this left it is slow.
const NOTICE: i64 = 14 * DAY;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let address = Address::parse(&question.target).map_err(Fault::blind)?;
    let name = question.option(SERVER_NAME.name).map(host).transpose().map_err(Fault::blind)?;
    let tls = prober.tls(question).await?;
    let mut stream = dial(&address, watch).await?;
    if let Some(protocol) = question.option(starttls::OPTION.name) {
        starttls::ask(protocol, &mut stream).await.map_err(|fault| fault.after("before TLS"))?;
    }
    let stream = tls.handshake(&name.unwrap_or(address.host), stream, watch).await?;
    let leaf = Certificate::of(&stream).ok_or_else(|| Fault::fail("the certificate cannot be read"))?;
    let left = leaf.not_after.since(watch.now);
    let body = json!({
        "not_after": leaf.not_after.to_string(),
        "days_left": left.div_euclid(DAY),
        "subject": leaf.subject,
        "issuer": leaf.issuer,
        "names": leaf.names,
        "protocol": stream.get_ref().1.protocol_version().map(version),
    });
    Ok(Found::json(body).judged(rule(question, leaf.not_after, watch.now)))
}

/// What a `question` over TLS makes of a certificate that ends at `end`, at `now` and with nothing else to say
/// against the answer: the outcome, and why. Kinds other than this one look at it by their conditions alone.
pub fn certificate_outlook(question: &Question, end: At, now: At) -> (Outcome, String) {
    let own = |conditions: &[Condition]| {
        let all = conditions.iter().filter(|one| one.names(Placeholder::CertificateExpiration));
        all.cloned().collect()
    };
    let (expect, slow_unless) = (own(&question.expect), own(&question.slow_unless));
    let about = Question { expect, slow_unless, slow: None, ..question.clone() };
    let rule = if question.kind.name == KIND.name { rule(question, end, now) } else { Ok(()) };
    let found = Found::json(json!({})).judged(rule);
    let mut watch = Stopwatch::start(question.timeout).at(now);
    watch.certificate = Some(end);
    let judged = prober::judge(&about, Ok(found), &watch, Duration::ZERO, now);
    judged.map_or_else(|fault| (fault.outcome, fault.detail), |()| (Outcome::Pass, String::new()))
}

/// The kind's own rule for a certificate that ends at `end`, unless conditions say what is good enough.
fn rule(question: &Question, end: At, now: At) -> Result<(), Fault> {
    if is_left_to_conditions(question) { Ok(()) } else { judge(end.since(now), end) }
}

fn host(name: &str) -> Result<Host<String>, String> {
    Host::parse(name).map_err(|_| "write a host name or an IP address, such as db.example".to_owned())
}

fn is_left_to_conditions(question: &Question) -> bool {
    let mut all = question.expect.iter().chain(&question.slow_unless);
    all.any(|condition| condition.names(Placeholder::CertificateExpiration))
}

/// What milliseconds left until `end` mean. That it has expired only gets here if nobody verifies it.
fn judge(left: i64, end: At) -> Result<(), Fault> {
    match left {
        NOTICE.. => Ok(()),
        0.. => Err(Fault::slow(format!("certificate expires in {}, on {}", length(left), end.day()))),
        _ => Err(Fault::slow(format!("certificate expired {} ago", length(-left)))),
    }
}

fn version(version: ProtocolVersion) -> String {
    format!("{version:?}").replace('_', ".")
}

#[cfg(test)]
mod tests;
