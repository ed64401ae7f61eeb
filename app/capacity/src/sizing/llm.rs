//! Language models that one serves oneself: parameters, the cache of keys and values, what a GPU's bandwidth and
//! arithmetic allow, and how many requests are inside at once.

mod serving;

pub use serving::{Demand, Gpu, Model, Objective, Serving, gpus, serve};

use super::{amount, ceil, positive};
use crate::Error;

/// Bytes of the cache for one token: 2 layers x KV heads x head dimension x bytes. Source: vLLM; docs.rs
/// kv-cache-size.
pub fn kv_bytes_per_token(layers: f64, kv_heads: f64, head_dim: f64, bytes: f64) -> Result<f64, Error> {
    let heads =
        positive("layers", layers)? * positive("KV heads", kv_heads)? * positive("head dimension", head_dim)?;
    Ok(2.0 * heads * positive("bytes", bytes)?)
}

/// A dense transformer as its config.json describes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Architecture {
    /// vocab_size
    pub vocab: f64,
    /// hidden_size
    pub hidden: f64,
    /// num_hidden_layers
    pub layers: f64,
    /// num_attention_heads
    pub heads: f64,
    /// num_key_value_heads
    pub kv_heads: f64,
    /// head_dim
    pub head_dim: f64,
    /// intermediate_size
    pub intermediate: f64,
    /// Whether queries, keys and values have a bias.
    pub qkv_bias: bool,
    /// Whether queries and keys are normalised per head.
    pub qk_norm: bool,
    /// tie_word_embeddings
    pub tied: bool,
}

/// Parameters in all, and without the embeddings: attention with grouped keys and values, a gated feed-forward part
/// of three matrices, and a norm before each. Source: Qwen2.5 and Llama 3 model code.
pub fn dense_parameters(of: &Architecture) -> Result<(f64, f64), Error> {
    let (hidden, layers) = (positive("hidden", of.hidden)?, positive("layers", of.layers)?);
    let head = positive("head dimension", of.head_dim)?;
    let (queries, keys) = (positive("heads", of.heads)? * head, positive("KV heads", of.kv_heads)? * head);
    let bias = if of.qkv_bias { queries + 2.0 * keys } else { 0.0 };
    let norms = 2.0 * hidden + if of.qk_norm { 2.0 * head } else { 0.0 };
    let attention = 2.0 * hidden * queries + 2.0 * hidden * keys + bias;
    let layer = attention + 3.0 * hidden * positive("intermediate", of.intermediate)? + norms;
    let embeddings = positive("vocabulary", of.vocab)? * hidden * if of.tied { 1.0 } else { 2.0 };
    let rest = layers * layer + hidden;
    Ok((rest + embeddings, rest))
}

/// What vLLM has left for its cache when it starts. Sizes in GiB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Of the GPU.
    pub total: f64,
    /// Share that vLLM may use (gpu_memory_utilization).
    pub utilisation: f64,
    /// Weights.
    pub weights: f64,
    /// What others than torch hold.
    pub others: f64,
    /// Peak of the activations.
    pub activations: f64,
}

/// GiB of the cache, its whole blocks of `block` tokens, and requests of `longest` tokens that fit at once.
/// `Infeasible` where the weights leave nothing. Source: vLLM's start-up log.
pub fn kv_capacity(memory: &Memory, kv: f64, block: f64, longest: f64) -> Result<(f64, f64, f64), Error> {
    let used = amount("weights", memory.weights)?
        + amount("others", memory.others)?
        + amount("activations", memory.activations)?;
    let given = positive("memory", memory.total)? * super::share("utilisation", memory.utilisation)?;
    if given <= used {
        return Err(Error::infeasible("GPU memory (GiB)", used, given));
    }
    let block = positive("block", block)?;
    let blocks = libm::floor((given - used) * 1_073_741_824.0 / (block * positive("KV bytes", kv)?));
    Ok((given - used, blocks, blocks * block / positive("longest request", longest)?))
}

/// Seconds of a step that gives a token to each of `batch` requests with `context` tokens: the slower of reading
/// weights and caches, and of computing; and whether memory is the slower.
/// Source: the roofline of Williams, Waterman, Patterson (2009).
pub fn step_time(model: &Model, gpu: &Gpu, batch: f64, context: f64) -> Result<(f64, bool), Error> {
    let read = amount("weight bytes", model.weight_bytes)?
        + amount("batch", batch)? * amount("context", context)? * amount("KV bytes", model.kv_bytes)?;
    let memory = read / positive("bandwidth", gpu.bandwidth)?;
    let compute = 2.0 * amount("parameters", model.parameters)? * batch / positive("flops", gpu.flops)?;
    Ok((memory.max(compute), memory >= compute))
}

/// Floating-point operations to read a prompt of `tokens`: 2 P n.
pub fn prefill_flop(parameters: f64, tokens: f64) -> Result<f64, Error> {
    Ok(2.0 * amount("parameters", parameters)? * amount("tokens", tokens)?)
}

/// Replicas that hold `weights` bytes on GPUs of `memory` bytes each: the GPUs of one replica, a power of two.
pub fn gpus_per_replica(weights: f64, memory: f64, utilisation: f64) -> Result<f64, Error> {
    let room = positive("GPU memory", memory)? * super::share("utilisation", utilisation)?;
    let needed = ceil(amount("weights", weights)? / room).max(1.0);
    Ok(libm::exp2(libm::ceil(libm::log2(needed))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn weights_that_fill_the_gpu_leave_no_cache() {
        let memory = Memory { total: 24.0, utilisation: 0.9, weights: 22.0, others: 0.0, activations: 0.0 };
        assert!(matches!(kv_capacity(&memory, 131_072.0, 16.0, 8192.0), Err(Error::Infeasible { .. })));
        assert_eq!(gpus_per_replica(145e9, 80e9, 0.9).unwrap(), 4.0);
        assert_eq!(gpus_per_replica(0.0, 80e9, 0.9).unwrap(), 1.0);
    }
}
