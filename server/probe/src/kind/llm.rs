//! A server of language models that speaks the API of OpenAI (vLLM, llama.cpp and others): passes when it is
//! healthy and lists a model, or the one that the option `model` names.
//!
//! Facts: `models`, the ids in the order of the list. A server without a health page, such as Ollama, answers 404
//! there, which says nothing; its list decides.
//!
//! Sources: <https://platform.openai.com/docs/api-reference/models/list>;
//! <https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md#get-health-returns-heath-check-result>;
//! <https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html>.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::client::option::{BASIC, BEARER, HEADERS, HTTP2};
use crate::client::{self, Meaning, Page, Service};
use crate::fault::Fault;
use crate::found::Found;
use crate::kind::{Kind, KindOption};
use crate::prober::Prober;
use crate::question::Question;
use crate::stopwatch::Stopwatch;
use crate::text::tidy;
use crate::tls;

pub(super) const KIND: Kind = Kind {
    name: "llm",
    about: "Passes when a server that speaks the OpenAI API is healthy and lists the model.",
    example: "http://vllm.example:8000",
    validate: |target| client::base(target).map(drop),
    options: &[BASIC, BEARER, HEADERS, HTTP2, MODEL, tls::CA, tls::CLIENT_CERT, tls::CLIENT_KEY, tls::VERIFY],
    run: |prober, question, watch| Box::pin(run(prober, question, watch)),
};

const MODEL: KindOption = KindOption {
    name: "model",
    about: "The id of the model that must be listed; by default any will do.",
    validate: |id| if id.is_empty() { Err("write the id of a model".into()) } else { Ok(()) },
};

/// Models that a detail names; the rest is counted.
const NAMED: usize = 5;

/// Characters of an id or of the server's own words that are shown.
const SHOWN: usize = 80;

async fn run(prober: &Prober, question: &Question, watch: &mut Stopwatch) -> Result<Found, Fault> {
    let service = Service::of(prober, question).await?;
    let health = service.get("/health", watch).await?;
    if let Err(fault) = healthy(&health) {
        return Ok(health.found(Err(fault)));
    }
    let page = service.get("/v1/models", watch).await?;
    let meaning = read(&page, question.option(MODEL.name));
    Ok(page.meant(meaning))
}

fn read(page: &Page, wanted: Option<&str>) -> Result<Meaning, Fault> {
    page.succeeded()?;
    let models = models(page)?;
    let rule = judge(&models, wanted);
    Ok((json!({ "models": models }), rule))
}

fn healthy(page: &Page) -> Result<(), Fault> {
    match (page.status, said(page)) {
        (StatusCode::NOT_FOUND, _) => Ok(()),
        (StatusCode::SERVICE_UNAVAILABLE, Some(why)) => Err(Fault::fail(format!("not ready: {why}"))),
        _ => page.succeeded(),
    }
}

/// Why it is not ready, if it says so as llama.cpp does: `Loading model`.
fn said(page: &Page) -> Option<String> {
    Some(tidy(page.json().ok()?["error"]["message"].as_str()?, SHOWN))
}

fn models(page: &Page) -> Result<Vec<String>, Fault> {
    let list = page.json()?;
    let ids = list["data"].as_array().and_then(|models| models.iter().map(id).collect());
    ids.ok_or_else(|| page.fail("the JSON is not a list of models"))
}

fn id(model: &Value) -> Option<String> {
    model["id"].as_str().map(str::to_owned)
}

fn judge(models: &[String], wanted: Option<&str>) -> Result<(), Fault> {
    match wanted {
        _ if models.is_empty() => Err(Fault::fail("lists no model")),
        Some(wanted) if !models.iter().any(|id| id == wanted) => Err(Fault::fail(format!(
            "the model {} is not listed, but {}",
            tidy(wanted, SHOWN),
            named(models)
        ))),
        _ => Ok(()),
    }
}

fn named(models: &[String]) -> String {
    let named: Vec<_> = models.iter().take(NAMED).map(|id| tidy(id, SHOWN)).collect();
    match models.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests;
