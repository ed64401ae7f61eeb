//! Schema Registry: its subjects and its mode, or that it cannot reach its store:
//! <https://docs.confluent.io/platform/current/schema-registry/develop/api.html>.

use super::http::{ERROR, OK, Page, Site, serve};
use super::{Protocol, Speak::Connections};
use model::sample::Outcome;

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "schema-registry",
    options: &[],
    answers: true,
    speak: Connections(|simulated, stream| {
        serve(simulated, stream, Site { page: |_, path, well| page(path, well), follows: Some("/mode") })
    }),
    broken: |_| {
        let why = "error 50001 (the store of schemas fails)";
        (Outcome::Fail, format!("GET /subjects: status {ERROR}, {why}"))
    },
};

fn page(path: &str, well: bool) -> Page {
    match (path, well) {
        (_, false) => {
            Page::json(ERROR, r#"{"error_code":50001,"message":"Error in the backend data store"}"#)
        }
        ("/mode", true) => Page::json(OK, r#"{"mode":"READWRITE"}"#),
        (_, true) => Page::json(OK, r#"["events-key","events-value"]"#),
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_lists_its_subjects_unless_its_store_fails() {
        let why = "status 500 Internal Server Error, error 50001 (the store of schemas fails)";
        let trial = Trial::of("schema-registry", "http://schema-registry:8081");
        trial.expects("[BODY].mode == READWRITE").meets(fail(&format!("GET /subjects: {why}"))).await;
    }
}
