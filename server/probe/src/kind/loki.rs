//! Loki: passes when it says that it is ready.
//!
//! Source: <https://grafana.com/docs/loki/latest/reference/loki-http-api/#identify-ready-loki-instance>: the page
//! has a status of 200 when the instance is ready to accept traffic, and is meant as a readiness probe. So any
//! other status means that it takes no traffic, and fails, also while it starts.

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Page, Service};
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::Kind;
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "loki",
    about: "Passes when Loki says that it is ready for traffic.",
    example: "http://loki.example:3100",
    validate: |target| client::base(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let page = Service::of(prober, question).await?.get("/ready", watch).await?;
    let rule = judge(&page);
    Ok(page.found(rule))
}

fn judge(page: &Page) -> Result<(), Fault> {
    match page.status.as_u16() {
        200 if page.text() == "ready" => Ok(()),
        200 => Err(page.fail("says something else than \"ready\"")),
        503 => Err(Fault::fail(format!("not ready: {}", page.shown()))),
        _ => page.succeeded().and(Err(page.fail(format!("status {}, wanted 200", page.status)))),
    }
}

#[cfg(test)]
mod tests {
    use crate::loopback::{outcome, site};
    use model::sample::Outcome;

    async fn judged(status: &str, body: &str) -> (Outcome, String) {
        outcome("loki", &site(&[("/ready", status, body)]).await).await
    }

    #[tokio::test]
    async fn only_a_ready_instance_passes() {
        let fail = |detail: &str| (Outcome::Fail, detail.to_owned());
        assert_eq!(judged("200 OK", "ready\n").await, (Outcome::Pass, String::new()));
        // What an ingester says while it starts.
        let starting = "Ingester not ready: waiting for 15s after being ready\n";
        assert_eq!(
            judged("503 Service Unavailable", starting).await,
            fail("not ready: Ingester not ready: waiting for 15s after being ready")
        );
        // What Loki's source (`pkg/loki/loki.go`) writes of parts that do not run, and while it is shut down.
        let parts = "Some services are not Running:\nStarting: 1\nRunning: 11\n\n";
        assert_eq!(
            judged("503 Service Unavailable", parts).await,
            fail("not ready: Some services are not Running: Starting: 1 Running: 11")
        );
        let stopping = "Application is stopping\n";
        assert_eq!(
            judged("503 Service Unavailable", stopping).await,
            fail("not ready: Application is stopping")
        );
        let words = "GET /ready: says something else than \"ready\"";
        assert_eq!(judged("200 OK", "<html>Sign in</html>").await, fail(words));
        let words = "GET /ready: status 502 Bad Gateway, wanted 2xx";
        assert_eq!(judged("502 Bad Gateway", "").await, fail(words));
        let words = "GET /ready: status 206 Partial Content, wanted 200";
        assert_eq!(judged("206 Partial Content", "").await, fail(words));
    }
}
