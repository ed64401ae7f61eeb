//! Targets, and servers that answer wrongly; and a real one.

#![allow(clippy::unwrap_used)]
use super::*;
use crate::Answer;
use crate::loopback::{self, put};
use model::estate::Check;
use model::sample::Outcome;
use proptest::prelude::*;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::runtime::Builder;

mod server;

#[test]
fn targets_are_read() {
    for (target, name, usual, server) in [
        ("www.example@192.0.2.53", "www.example.", RecordType::A, "192.0.2.53:53"),
        ("_sip._tcp.example.@ns1.example:5353", "_sip._tcp.example.", RecordType::A, "ns1.example:5353"),
        ("192.0.2.1@[2001:db8::53]", "1.2.0.192.in-addr.arpa.", RecordType::PTR, "[2001:db8::53]:53"),
        (".@ns1.example", ".", RecordType::A, "ns1.example:53"),
    ] {
        let read = Target::parse(target).unwrap();
        assert_eq!((read.name.to_string().as_str(), read.usual), (name, usual));
        assert_eq!(read.server.to_string(), server);
    }
    for (target, words) in [
        ("ns1.example:53", "there is no @"),
        ("@ns1.example", "before the @ is no domain name"),
        ("user:hunter2@ns1.example", "before the @ is no domain name"),
        ("www.example@", "after the @: the host is missing"),
        ("www.example@ns1.example:0", "after the @: the port is not a number"),
        ("dns://ns1.example", "has a scheme; write name@server"),
    ] {
        let Err(error) = Target::parse(target) else { panic!("{target} is read") };
        assert!(error.contains(words) && !error.contains("hunter2"), "{target}: {error}");
    }
    assert_eq!(record_type("MX"), Ok(RecordType::MX));
    assert!(record_type("ANY").unwrap_err().starts_with("write one of A, AAAA, CAA"));
}

/// A server that answers each question with what `answer` makes of its bytes.
async fn server(answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> Check {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let target = format!("www.example@{}", socket.local_addr().unwrap());
    tokio::spawn(async move {
        let mut bytes = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
            socket.send_to(&answer(&bytes[..length]), from).await.unwrap();
        }
    });
    loopback::check("dns", &target)
}

async fn detail(answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> String {
    let Answer { outcome, detail, .. } = put(&server(answer).await).await;
    assert_eq!(outcome, Outcome::Fail);
    detail
}

#[tokio::test]
async fn what_is_not_the_answer_is_told() {
    assert_eq!(detail(<[u8]>::to_vec).await, "answered another question");
    assert!(detail(|query| query[..7].to_vec()).await.starts_with("malformed answer"));
    let other = |query: &[u8]| {
        let mut answer = Message::from_vec(query).unwrap().into_response();
        answer.queries[0].set_name("other.example.".parse().unwrap());
        answer.to_vec().unwrap()
    };
    assert_eq!(detail(other).await, "answered another question");
    let refused = |query: &[u8]| {
        let mut answer = Message::from_vec(query).unwrap().into_response();
        answer.metadata.response_code = ResponseCode::Refused;
        answer.to_vec().unwrap()
    };
    assert_eq!(detail(refused).await, "answered REFUSED");
    // Nobody listens on TCP.
    let truncated = |query: &[u8]| {
        let mut answer = Message::from_vec(query).unwrap().into_response();
        answer.metadata.truncation = true;
        answer.to_vec().unwrap()
    };
    assert_eq!(detail(truncated).await, "over TCP: connection refused");
}

#[tokio::test]
async fn a_lost_question_is_put_again() {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let check = server(move |query| match asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
        // A datagram that belongs to something else.
        0 => vec![0; 1],
        _ => Message::from_vec(query).unwrap().into_response().to_vec().unwrap(),
    });
    let answer = put(&check.await).await;
    assert_eq!(answer.detail, "the name has no A record");
    assert!(answer.phases.first_byte.unwrap() >= 1_000_000);
}

#[tokio::test]
async fn silence_and_refusal_fail() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let check = loopback::check("dns", &format!("www.example@{}", silent.local_addr().unwrap()));
    let timeout = Duration::from_millis(300).as_millis() as i64;
    assert_eq!(put(&Check { timeout, ..check.clone() }).await.detail, "no answer within 300 ms");
    drop(silent);
    assert_eq!(put(&check).await.detail, "connection refused");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn random_bytes_are_an_answer_or_a_failure(bytes: Vec<u8>) {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let outcome = runtime.block_on(async {
            // The header of an answer with the question in it, and then anything.
            let check = server(move |query| {
                let mut answer = [query, &bytes].concat();
                answer[2] |= 0x80;
                answer[7] = 3;
                answer
            });
            put(&check.await).await.outcome
        });
        prop_assert_eq!(outcome, Outcome::Fail);
    }
}
