//! A server of language models: its health as llama.cpp words it, and its models in the list of OpenAI's API.
//!
//! Formats: <https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md>, "GET /health";
//! <https://platform.openai.com/docs/api-reference/models/list>.

use super::http::{OK, Page, Site, UNAVAILABLE, serve};
use super::simulated::Simulated;
use super::{Protocol, Speak::Connections};
use model::sample::Outcome;
use serde_json::json;

/// The model that it has if the check names none.
const MODEL: &str = "qwen";

pub(super) const PROTOCOL: Protocol = Protocol {
    kind: "llm",
    options: &["model"],
    answers: true,
    speak: Connections(|simulated, stream| {
        serve(simulated, stream, Site { page, follows: Some("/v1/models") })
    }),
    broken: |_| (Outcome::Fail, "not ready: Loading model".into()),
};

fn page(simulated: &Simulated, path: &str, well: bool) -> Page {
    let model = simulated.role.options.get("model").unwrap_or(MODEL);
    let models = json!({ "object": "list", "data": [{ "id": model, "object": "model" }] });
    match (path, well) {
        (_, false) => Page::json(UNAVAILABLE, r#"{"error":{"code":503,"message":"Loading model"}}"#),
        ("/v1/models", true) => Page::json(OK, models.to_string()),
        (_, true) => Page::json(OK, r#"{"status":"ok"}"#),
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::listener::trial::{Trial, fail};

    #[tokio::test]
    async fn it_lists_its_model_when_that_is_loaded() {
        let trial = Trial::of("llm", "http://llm-api:8000").with("model", "qwen");
        trial.expects("[BODY].models[0] == qwen").meets(fail("not ready: Loading model")).await;
    }
}
