//! Loki's page on whether it is ready: <https://grafana.com/docs/loki/latest/reference/loki-http-api/>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::{Protocol, Speak::Connections};
use model::sample::Outcome;

/// What Loki says while it starts.
const WHY: &str = "Ingester not ready: waiting for 15s after being ready";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "loki",
    options: &[],
    answers: true,
    speak: Connections(|simulated, stream| {
        serve(simulated, stream, Site { page: |_, _, well| page(well), follows: None })
    }),
    broken: |_| (Outcome::Fail, format!("not ready: {WHY}")),
};

fn page(well: bool) -> Page {
    if well { Page::text(OK, "ready\n") } else { Page::text(UNAVAILABLE, format!("{WHY}\n")) }
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_says_whether_it_is_ready() {
        let trial = Trial::of("loki", "http://loki:3100");
        trial.meets(fail("not ready: Ingester not ready: waiting for 15s after being ready")).await;
    }
}
