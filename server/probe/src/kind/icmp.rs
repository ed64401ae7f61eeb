//! ICMP echo, as `ping` sends it: passes when the host answers.
//!
//! `[BODY]` has `round_trip_ms` and `sent` (echoes until the answer; above 1 some were lost or late).

mod echo;
mod socket;

use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

use self::echo::Echo;
use crate::address::{self, Address};
use crate::dial::resolve;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::question::Question;
use crate::stopwatch::{self, Stopwatch};

pub(super) const KIND: Kind = Kind {
    name: "icmp",
    about: "Passes when a host answers an ICMP echo, as sent by ping every second until the timeout.",
    example: "gateway.example",
    validate: |target| address::host(target).map(drop),
    options: &[],
    run: |_, question, watch| Box::pin(run(question, watch)),
};

/// The next echo is sent after this.
const AGAIN: Duration = Duration::from_secs(1);

async fn run(question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let host = address::host(&question.target).map_err(Fault::blind)?;
    let addresses = resolve(&Address { host, port: 0 }, watch).await?;
    let mut fault = Fault::fail("no answer");
    for (tried, address) in addresses.iter().enumerate() {
        let until = watch.share(addresses.len() - tried);
        match ping(*address, until).await {
            Ok(pong) => {
                stopwatch::add(&mut watch.phases.first_byte, pong.took);
                watch.ip = Some(address.ip());
                let millis = pong.took.as_micros() as f64 / 1e3;
                return Ok(Found::json(json!({ "round_trip_ms": millis, "sent": pong.sent })));
            }
            Err(other) => fault = other,
        }
    }
    Err(fault)
}

/// An answer.
struct Pong {
    /// From the echo that it answers.
    took: Duration,
    /// How many were sent until then.
    sent: usize,
}

async fn ping(to: SocketAddr, until: Instant) -> Result<Pong, Fault> {
    let socket = socket::open(to)?;
    let mut sent = Vec::new();
    let mut echo = Echo::new(to.is_ipv6());
    loop {
        sent.push(Instant::now());
        socket.send(&echo.request()).await?;
        let again = until.min(Instant::now() + AGAIN);
        match timeout_at(again, hear(&socket, &echo)).await {
            Ok(number) => {
                let number = usize::from(number?);
                // Numbers start again after 65,536 echoes, by which time a day has passed.
                let took = sent.get(number).map_or(Duration::ZERO, Instant::elapsed);
                return Ok(Pong { took, sent: sent.len() });
            }
            Err(_) if Instant::now() >= until => return Err(Fault::fail("no answer")),
            Err(_) => echo = echo.next(),
        }
    }
}

/// Waits for an answer to one of the echoes so far, past messages that belong to something else; gives its number.
async fn hear(socket: &UdpSocket, echo: &Echo) -> Result<u16, Fault> {
    let mut buffer = [0; 1_500];
    loop {
        let length = socket.recv(&mut buffer).await?;
        if let Some(number) = echo.answered(buffer.get(..length).unwrap_or_default()) {
            return Ok(number);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::loopback::{self, outcome, put};
    use crate::{Question, kind};
    use model::estate::Check;
    use model::sample::Outcome;

    /// Needs a system that permits ICMP; if it does not, the detail says what to do about it.
    #[tokio::test]
    async fn this_machine_answers() {
        for target in ["127.0.0.1", "localhost"] {
            let expect = vec!["[BODY].sent == 1".into(), "[BODY].round_trip_ms < 1000".into()];
            let answer = put(&Check { expect, ..loopback::check("icmp", target) }).await;
            assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""), "{target}");
            assert!(answer.phases.first_byte.is_some() && answer.phases.connect.is_none());
        }
    }

    #[tokio::test]
    async fn silence_and_unknown_names_fail() {
        // Reserved (RFC 1112, section 4): silence, or the word of a router.
        let check = Check { timeout: 1_500, ..loopback::check("icmp", "240.0.0.1") };
        assert_eq!(put(&check).await.outcome, Outcome::Fail);
        let (unknown, detail) = outcome("icmp", "gateway.invalid").await;
        assert!(unknown == Outcome::Fail && detail.starts_with("name lookup failed"), "{detail}");
    }

    #[test]
    fn a_port_is_refused() {
        let validate = kind::kind("icmp").unwrap().validate;
        assert!(validate("gateway.example:80").unwrap_err().contains("write the host alone"));
        assert!(Question::of(&loopback::check("icmp", "2001:db8::1")).is_ok());
    }
}
