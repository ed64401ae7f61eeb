//! Prometheus: whether it is ready, and the answer to any instant query.
//!
//! Pages: <https://prometheus.io/docs/prometheus/latest/management_api/>; format of a query's answer:
//! <https://prometheus.io/docs/prometheus/latest/querying/api/>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::simulated::Simulated;
use super::{Protocol, Speak::Connections};
use crate::demo::signal::Quantity;
use model::sample::Outcome;
use serde_json::json;

/// Why a query fails.
const WHY: &str = "query timed out in expression evaluation";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "prometheus",
    options: &["query"],
    answers: true,
    speak: Connections(|simulated, stream| serve(simulated, stream, Site { page, follows: None })),
    broken: |role| match role.options.get("query") {
        Some(_) => (Outcome::Fail, format!("the query fails: timeout: {WHY}")),
        None => (Outcome::Fail, format!("GET /-/ready: status {UNAVAILABLE}, wanted 2xx")),
    },
};

fn page(simulated: &Simulated, path: &str, well: bool) -> Page {
    match (path.starts_with("/api/v1/query"), well) {
        (true, true) => {
            let value = simulated.value(Quantity::of(&simulated.role.options));
            let series = json!({ "metric": {}, "value": [simulated.seconds(), value.to_string()] });
            let data = json!({ "resultType": "vector", "result": [series] });
            Page::json(OK, json!({ "status": "success", "data": data }).to_string())
        }
        (true, false) => {
            let error = json!({ "status": "error", "errorType": "timeout", "error": WHY });
            Page::json(UNAVAILABLE, error.to_string())
        }
        (false, true) => Page::text(OK, "Prometheus Server is Ready.\n"),
        (false, false) => Page::text(UNAVAILABLE, "Service Unavailable"),
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_is_ready_and_answers_queries() {
        let ready = Trial::of("prometheus", "http://shared-prometheus:9090");
        let query = Trial::of("prometheus", "http://shared-prometheus:9090").with("query", "min(up)");
        let query = query.expects("[BODY].value == 1");
        let unready = fail("GET /-/ready: status 503 Service Unavailable, wanted 2xx");
        let failed = fail("the query fails: timeout: query timed out in expression evaluation");
        tokio::join!(ready.meets(unready), query.meets(failed));
    }
}
