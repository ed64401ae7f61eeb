//! DNS: asks one server for one name.
//!
//! `[DNS_RCODE]` is the response code (`NOERROR`); `[BODY]` has `answers` (the records of the wanted type, each as
//! `dig +short` prints it, but TXT without quotes: `192.0.2.1`, `10 mx.example.`) and `ttl` (the smallest of them in seconds).

mod exchange;

use hickory_proto::op::{Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RecordType};
use serde_json::json;
use std::net::IpAddr;

use crate::address::Address;
use crate::condition::Placeholder;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption};
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;

pub(super) const KIND: Kind = Kind {
    name: "dns",
    about: "Passes when a DNS server has a record for a name; write name@server, with a port other than 53 behind it.",
    example: "www.example@ns1.example:53",
    validate: |target| Target::parse(target).map(drop),
    options: &[TYPE],
    run: |_, question, watch| Box::pin(run(question, watch)),
};

const TYPE: KindOption = KindOption {
    name: "type",
    about: "The type of record: A, AAAA, CAA, CNAME, MX, NS, PTR, SOA, SRV or TXT; A by default, PTR for an IP address.",
    validate: |value| record_type(value).map(drop),
};

const TYPES: [RecordType; 10] = [
    RecordType::A,
    RecordType::AAAA,
    RecordType::CAA,
    RecordType::CNAME,
    RecordType::MX,
    RecordType::NS,
    RecordType::PTR,
    RecordType::SOA,
    RecordType::SRV,
    RecordType::TXT,
];

/// Answers that are kept, and the characters of each.
const ANSWERS: usize = 200;
const ANSWER: usize = 1_000;

async fn run(question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let target = Target::parse(&question.target).map_err(Fault::blind)?;
    let wanted = question.option(TYPE.name).map(record_type).transpose().map_err(Fault::blind)?;
    let wanted = wanted.unwrap_or(target.usual);
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(target.name, wanted));
    let answer = exchange::ask(&target.server, &message, watch).await?;
    Ok(found(question, &answer, wanted))
}

/// What to ask whom.
struct Target {
    name: Name,
    /// The type of record to ask for unless told otherwise.
    usual: RecordType,
    server: Address,
}

impl Target {
    /// Reads `name@server`; the error never repeats it, since it might hold a misplaced password.
    fn parse(target: &str) -> Result<Target, String> {
        const WANTED: &str = "write name@server, such as www.example@192.0.2.53";
        if target.contains("://") {
            return Err(format!("the target has a scheme; {WANTED}"));
        }
        let (name, server) =
            target.split_once('@').ok_or_else(|| format!("there is no @ in the target; {WANTED}"))?;
        let server = Address::parse_or(server, 53).map_err(|why| format!("after the @: {why}"))?;
        if let Ok(ip) = name.parse::<IpAddr>() {
            return Ok(Target { name: Name::from(ip), usual: RecordType::PTR, server });
        }
        let known =
            (!name.is_empty() && !name.contains([':', '/'])).then(|| Name::from_str_relaxed(name).ok());
        let mut name = known.flatten().ok_or_else(|| format!("before the @ is no domain name; {WANTED}"))?;
        name.set_fqdn(true);
        Ok(Target { name, usual: RecordType::A, server })
    }
}

fn record_type(value: &str) -> Result<RecordType, String> {
    let found = TYPES.into_iter().find(|known| known.to_string() == value);
    found.ok_or_else(|| format!("write one of {}", TYPES.map(|known| known.to_string()).join(", ")))
}

/// A condition on the response code takes the place of the rule.
fn found(question: &Question, answer: &Message, wanted: RecordType) -> Found {
    let records: Vec<_> = answer.answers.iter().filter(|record| record.record_type() == wanted).collect();
    let texts = records.iter().take(ANSWERS).map(|record| tidy(&record.data.to_string(), ANSWER));
    let body = json!({
        "answers": texts.collect::<Vec<_>>(),
        "ttl": records.iter().map(|record| record.ttl).min(),
    });
    let rcode = mnemonic(answer.metadata.response_code);
    let rule = match rcode.as_str() {
        _ if question.names(Placeholder::DnsRcode) => Ok(()),
        "NOERROR" if records.is_empty() => Err(Fault::fail(format!("the name has no {wanted} record"))),
        "NOERROR" => Ok(()),
        other => Err(Fault::fail(format!("answered {other}"))),
    };
    Found { rcode: Some(rcode), ..Found::json(body).judged(rule) }
}

/// The word for a response code.
/// Source: <https://www.iana.org/assignments/dns-parameters/dns-parameters.xhtml#dns-parameters-6>.
fn mnemonic(code: ResponseCode) -> String {
    const WORDS: [&str; 11] = [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET",
        "NOTAUTH", "NOTZONE",
    ];
    let number = u16::from(code);
    WORDS.get(usize::from(number)).map_or_else(|| format!("RCODE{number}"), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests;
