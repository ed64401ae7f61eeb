//! A DNS server that has one record for every name and type that is asked for, or fails to look it up.
//!
//! Messages: RFC 1035, section 4, as the crate `hickory-proto` reads and writes them. Addresses and names are those for
//! documentation (RFC 5737, RFC 3849, RFC 2606). All answers fit into a datagram.

use super::{Protocol, Speak::Datagrams};
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CAA, CNAME, MX, NS, PTR, SOA, SRV, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use model::sample::Outcome;

/// Seconds that an answer may be kept.
const TTL: u32 = 300;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "dns",
    options: &["type"],
    answers: true,
    speak: Datagrams(answer),
    broken: |_| (Outcome::Fail, "answered SERVFAIL".into()),
};

fn answer(datagram: &[u8], well: bool) -> Option<Vec<u8>> {
    let mut message = Message::from_vec(datagram).ok()?.into_response();
    let query = message.queries.first()?.clone();
    if well {
        let data = data(query.query_type())?;
        message.add_answer(Record::from_rdata(query.name().clone(), TTL, data));
    } else {
        message.metadata.response_code = ResponseCode::ServFail;
    }
    message.to_vec().ok()
}

/// What the record of a type says.
fn data(kind: RecordType) -> Option<RData> {
    let name = |text| Name::from_ascii(text).ok();
    Some(match kind {
        RecordType::A => RData::A(A::new(192, 0, 2, 1)),
        RecordType::AAAA => RData::AAAA(AAAA::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
        RecordType::CAA => RData::CAA(CAA::new_issue(false, name("ca.example."), Vec::new())),
        RecordType::CNAME => RData::CNAME(CNAME(name("www.example.")?)),
        RecordType::MX => RData::MX(MX::new(10, name("mx.example.")?)),
        RecordType::NS => RData::NS(NS(name("ns1.example.")?)),
        RecordType::PTR => RData::PTR(PTR(name("www.example.")?)),
        RecordType::SOA => {
            let (server, mailbox) = (name("ns1.example.")?, name("hostmaster.example.")?);
            RData::SOA(SOA::new(server, mailbox, 1, 3_600, 600, 604_800, TTL))
        }
        RecordType::SRV => RData::SRV(SRV::new(1, 2, 5060, name("www.example.")?)),
        RecordType::TXT => RData::TXT(TXT::new(vec!["v=spf1 -all".into()])),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn a_name_has_a_record_of_each_type_unless_the_server_fails() {
        let address = Trial::of("dns", "www.example@ns1.example").expects("[BODY].answers[0] == 192.0.2.1");
        let types = ["AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"];
        let others = types.map(|kind| {
            let trial = Trial::of("dns", "www.example@ns1.example:5353").with("type", kind);
            async move { trial.expects("len([BODY].answers) == 1").meets(fail("answered SERVFAIL")).await }
        });
        tokio::join!(address.meets(fail("answered SERVFAIL")), futures_util::future::join_all(others));
    }
}
