//! `llm.*`: language models that one serves oneself.

use serde_json::Value;

use super::{Answer, Error, Inputs};
use crate::sizing::llm::{self, Architecture, Demand, Gpu, Memory, Model, Objective};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "llm.kv_bytes_per_token" => kv_bytes(inputs),
        "llm.dense_params" => parameters(inputs),
        "llm.vllm_kv_capacity" => capacity(inputs),
        "llm.roofline" => roofline(inputs),
        "llm.prefill" => prefill(inputs),
        "llm.serving" => serving(inputs),
        _ => return None,
    })
}

fn kv_bytes(inputs: &Inputs) -> Result<Value, Error> {
    let [layers, heads, dim, bytes] =
        ["layers", "kv_heads", "head_dim", "dtype_bytes"].map(|key| inputs.number(key));
    Answer::default().number("bytes", llm::kv_bytes_per_token(layers?, heads?, dim?, bytes?)?)?.done()
}

fn parameters(inputs: &Inputs) -> Result<Value, Error> {
    let flag = |key: &str| Ok::<bool, Error>(inputs.optional(key, Inputs::flag)?.unwrap_or(false));
    let (hidden, heads) = (inputs.number("hidden")?, inputs.number("heads")?);
    let (all, rest) = llm::dense_parameters(&Architecture {
        vocab: inputs.number("vocab")?,
        hidden,
        layers: inputs.number("layers")?,
        heads,
        kv_heads: inputs.number("kv_heads")?,
        head_dim: inputs.optional("head_dim", Inputs::number)?.unwrap_or(hidden / heads),
        intermediate: inputs.number("intermediate")?,
        qkv_bias: flag("qkv_bias")?,
        qk_norm: flag("qk_norm")?,
        tied: flag("tied")?,
    })?;
    Answer::default().numbers([("params", all), ("non_embedding", rest), ("bf16_bytes", 2.0 * all)])?.done()
}

fn capacity(inputs: &Inputs) -> Result<Value, Error> {
    let memory = Memory {
        total: inputs.number("gpu_total_gib")?,
        utilisation: inputs.number("util")?,
        weights: inputs.number("weights_gib")?,
        others: inputs.optional("non_torch_gib", Inputs::number)?.unwrap_or(0.0),
        activations: inputs.optional("activation_gib", Inputs::number)?.unwrap_or(0.0),
    };
    let block = inputs.optional("block", Inputs::number)?.unwrap_or(16.0);
    let (kv, longest) = (inputs.number("kv_bytes_per_token")?, inputs.number("max_len")?);
    let (gib, blocks, most) = llm::kv_capacity(&memory, kv, block, longest)?;
    Answer::default().numbers([("kv_gib", gib), ("blocks", blocks), ("max_concurrency", most)])?.done()
}

fn model(inputs: &Inputs) -> Result<Model, Error> {
    let [parameters, weight_bytes, kv_bytes] =
        ["params", "weight_bytes", "kv_bytes_per_token"].map(|key| inputs.number(key));
    Ok(Model { parameters: parameters?, weight_bytes: weight_bytes?, kv_bytes: kv_bytes? })
}

/// The share of what the hardware can do that is reached in practice: `efficiency`, all of it by default.
fn efficiency(inputs: &Inputs) -> Result<f64, Error> {
    let efficiency = inputs.optional("efficiency", Inputs::number)?.unwrap_or(1.0);
    let holds = efficiency > 0.0 && efficiency <= 1.0;
    Ok(crate::Error::check("efficiency", efficiency, "above 0 and at most 1", holds)?)
}

fn gpu(inputs: &Inputs) -> Result<Gpu, Error> {
    Ok(Gpu {
        bandwidth: inputs.number("bw")?,
        flops: inputs.number("flops")?,
        efficiency: efficiency(inputs)?,
        kv_room: inputs.optional("kv_room_bytes", Inputs::number)?.unwrap_or(0.0),
    })
}

fn roofline(inputs: &Inputs) -> Result<Value, Error> {
    let batch = inputs.number("batch")?;
    let (ideal, memory) = llm::step_time(&model(inputs)?, &gpu(inputs)?, batch, inputs.number("ctx")?)?;
    let seconds = ideal / efficiency(inputs)?;
    let answer =
        Answer::default().numbers([("tpot_ms", seconds * 1000.0), ("tok_per_s", batch / seconds)])?;
    answer.value("bound", if memory { "memory" } else { "compute" }).done()
}

fn prefill(inputs: &Inputs) -> Result<Value, Error> {
    let (flops, bandwidth) = (inputs.number("flops")?, inputs.number("bw")?);
    let flop = llm::prefill_flop(inputs.number("params")?, inputs.number("isl")?)?;
    let seconds = flop / flops / efficiency(inputs)?;
    let answer = Answer::default().numbers([("tflop", flop / 1e12), ("ttft_ms", seconds * 1000.0)])?;
    answer.number("ridge_flop_per_byte", flops / bandwidth)?.done()
}

fn serving(inputs: &Inputs) -> Result<Value, Error> {
    let demand = Demand {
        rate: inputs.number("requests_per_s")?,
        input: inputs.number("isl")?,
        prefix_hit: inputs.optional("prefix_hit", Inputs::number)?.unwrap_or(0.0),
        output: inputs.number("osl")?,
    };
    let (model, gpu) = (model(inputs)?, gpu(inputs)?);
    let (replicas, served) = if inputs.has("tpot_s") {
        let objective =
            Objective { first_token: inputs.number("ttft_s")?, per_token: inputs.number("tpot_s")? };
        llm::gpus(&model, &gpu, &demand, &objective)?
    } else {
        (1, llm::serve(&model, &gpu, &demand)?)
    };
    let answer = Answer::default()
        .value("replicas", replicas)
        .numbers([("batch", served.batch), ("rho", served.load)])?;
    let answer =
        answer.numbers([("max_concurrency", served.most), ("ttft_ms", served.first_token * 1000.0)])?;
    answer.number("tpot_ms", served.per_token * 1000.0)?.done()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::eval::eval;
    use serde_json::json;

    #[test]
    fn half_of_the_hardware_takes_twice_the_time() {
        let mut inputs = json!({ "params": 7.6e9, "weight_bytes": 1.52e10, "kv_bytes_per_token": 57_344, "batch": 64,
            "ctx": 2048, "isl": 1000, "bw": 3.35e12, "flops": 9.89e14 });
        let keys = [("llm.roofline", "tpot_ms"), ("llm.prefill", "ttft_ms")];
        let at = |inputs: &serde_json::Value| {
            keys.map(|(model, key)| eval(model, inputs.as_object().unwrap()).unwrap()[key].as_f64().unwrap())
        };
        let whole = at(&inputs);
        inputs["efficiency"] = json!(0.5);
        assert_eq!(at(&inputs), whole.map(|time| 2.0 * time));
        inputs["efficiency"] = json!(1.5);
        assert!(eval("llm.roofline", inputs.as_object().unwrap()).is_err());
    }
}
