//! TCP: passes when a connection opens.

use crate::address::Address;
use crate::dial::dial;
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::question::Question;
use crate::stopwatch::Stopwatch;

pub(super) const KIND: Kind = Kind {
    name: "tcp",
    about: "Passes when a TCP connection opens.",
    example: "kafka-1.example:9092",
    validate: |target| Address::parse(target).map(drop),
    options: &[],
    run: |_, question, watch| Box::pin(run(question, watch)),
};

async fn run(question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let address = Address::parse(&question.target).map_err(Fault::blind)?;
    dial(&address, watch).await.map(|_| Found::pass())
}

#[cfg(test)]
mod tests {
    use crate::loopback::{self, ask};
    use model::sample::Outcome;

    #[tokio::test]
    async fn an_open_port_passes() {
        let open = loopback::respond(|_| String::new()).await;
        let answer = ask("tcp", &open.to_string()).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Pass, ""));
        assert!(answer.phases.connect.is_some() && answer.phases.first_byte.is_none());
        assert!(answer.latency >= answer.phases.connect.unwrap_or(u32::MAX));
    }

    #[tokio::test]
    async fn a_closed_port_fails() {
        let (closed, _held) = loopback::refusing();
        let answer = ask("tcp", &closed.to_string()).await;
        assert_eq!((answer.outcome, answer.detail.as_str()), (Outcome::Fail, "connection refused"));
    }
}
