//! Grafana's page on its own health, whose database may fail:
//! <https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::{Protocol, Speak::Connections};
use model::sample::Outcome;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "grafana",
    options: &[],
    answers: true,
    speak: Connections(|simulated, stream| {
        serve(simulated, stream, Site { page: |_, _, well| page(well), follows: None })
    }),
    broken: |_| (Outcome::Fail, "reports its database failing".into()),
};

fn page(well: bool) -> Page {
    let (status, database) = if well { (OK, "ok") } else { (UNAVAILABLE, "failing") };
    Page::json(
        status,
        format!("{{\"commit\":\"2a88694fd3\",\"database\":\"{database}\",\"version\":\"11.2.0\"}}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_says_how_its_database_is() {
        let trial = Trial::of("grafana", "http://grafana:3000").expects("[BODY].database == ok");
        trial.meets(fail("reports its database failing")).await;
    }
}
