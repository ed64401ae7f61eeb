//! Language models in a plan: what a visit asks of one, and what one needs that is served by the system itself.

use serde::{Deserialize, Serialize};

use super::{Given, Item};
use crate::units::{Bandwidth, Bytes, Time};

/// What a visit asks of a language model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Tokens of the prompt.
    pub input: Given<f64>,
    /// Tokens of the answer.
    pub output: Given<f64>,
}

/// A language model and the graphics processors that one replica has for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Parameters that each token passes.
    pub parameters: Given<f64>,
    /// Bytes of its weights.
    pub weights: Given<Bytes>,
    /// Bytes of the cache of keys and values for one token.
    pub kv_per_token: Given<Bytes>,
    /// Graphics processors of one replica; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpus: Option<Given<u32>>,
    /// Memory of the graphics processors of one replica.
    pub gpu_memory: Given<Bytes>,
    /// Their bandwidth to it.
    pub gpu_bandwidth: Given<Bandwidth>,
    /// Their floating-point operations per second.
    pub gpu_flops: Given<f64>,
    /// Share of both that is reached in practice.
    pub efficiency: Given<f64>,
    /// The longest that the first token may take.
    pub first_token: Given<Time>,
    /// The longest that each further token may take.
    pub per_token: Given<Time>,
}

/// Figures of models that make no sense.
pub(super) fn validate(item: &Item, require: &mut impl FnMut(bool, String, String, &str)) {
    let at = |key: &str| format!("item {}: {key}", item.id);
    if let Some(tokens) = &item.tokens {
        let counted = |given: &Given<f64>| (1.0..=1e7).contains(&given.value);
        let both = counted(&tokens.input) && counted(&tokens.output);
        require(both, at("tokens"), "a visit without tokens, or with too many".into(), "use 1 to 10000000");
    }
    let Some(model) = &item.model else { return };
    let remedy = "say what a visit asks of it in `tokens`";
    require(item.tokens.is_some(), at("model"), "nobody asks the model anything".into(), remedy);
    figures(model, at, require);
}

/// Figures of a model that make no sense; `at` says where each stands.
pub(super) fn figures(
    model: &Model,
    at: impl Fn(&str) -> String,
    require: &mut impl FnMut(bool, String, String, &str),
) {
    let positive = |value: f64| value > 0.0 && value <= 1e18;
    let sizes = [model.weights.value.si(), model.kv_per_token.value.si(), model.gpu_bandwidth.value.si()];
    let numbers = [model.parameters.value, model.gpu_flops.value];
    let times = [model.first_token.value.si(), model.per_token.value.si()];
    let all = sizes.iter().chain(&numbers).chain(&times).all(|value| positive(*value));
    let message = "one of its figures is zero or beyond 1e18".to_owned();
    require(all, at("model"), message, "check them and their units");
    let share = model.efficiency.value > 0.0 && model.efficiency.value <= 1.0;
    let message = format!("an efficiency of {}", model.efficiency.value);
    require(share, at("efficiency"), message, "use a share above 0 and up to 1");
    let gpus = model.gpus.as_ref().map_or(1, |gpus| gpus.value);
    let counted = (1..=64).contains(&gpus);
    require(counted, at("gpus"), format!("{gpus} graphics processors"), "use a number from 1 to 64");
    let fits = model.weights.value.si() < model.gpu_memory.value.si();
    let remedy = "give a replica more memory of graphics processors, or smaller weights";
    require(fits, at("gpu_memory"), "the weights do not fit".into(), remedy);
}
