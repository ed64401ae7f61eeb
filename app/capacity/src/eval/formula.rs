//! The formulas behind models by name: what their symbols stand for, where they are from, and when they hold.
//! Symbols are inputs under the names of the cases, so that a trace puts in what was asked.

use serde_json::Value;

use super::{Error, Inputs};
use crate::trace::{Trace, symbol};

/// One formula of a model.
struct Formula {
    model: &'static str,
    /// The key of the result that it gives.
    result: &'static str,
    /// Symbols to the right of `=` are names of inputs.
    text: &'static str,
    symbols: &'static [(&'static str, &'static str)],
    source: &'static str,
    validity: &'static str,
}

const fn formula(
    [model, result, text]: [&'static str; 3],
    symbols: &'static [(&'static str, &'static str)],
    [source, validity]: [&'static str; 2],
) -> Formula {
    Formula { model, result, text, symbols, source, validity }
}

const FORMULAS: &[Formula] = &[
    formula(
        ["forecast.predict_linear", "value", "value = intercept at eval_t + slope * ahead_s"],
        &[("eval_t", "time of the evaluation (s)"), ("ahead_s", "time ahead (s)")],
        ["prometheus/prometheus, promql/functions.go", "growth goes on along a straight line"],
    ),
    formula(
        ["forecast.prom_des", "value", "s' = sf * y + (1 - sf) * (s + b), b' = tf * (s' - s) + (1 - tf) * b"],
        &[("sf", "smoothing of the level"), ("tf", "smoothing of the trend")],
        ["prometheus/prometheus, promql/functions.go", "the series has no season"],
    ),
    formula(
        ["forecast.compound_time", "periods", "periods = ln(to / from) / ln(1 + rate_per_period)"],
        &[("from", "now"), ("to", "the limit"), ("rate_per_period", "share by which it grows each period")],
        ["compound growth", "the rate stays the same; without a cap"],
    ),
    formula(
        ["mc.lognormal_from_ci", "sigma", "sigma = (ln(p95) - ln(p5)) / (2 * 1.64485)"],
        &[("p5", "5th percentile"), ("p95", "95th percentile")],
        [
            "quantified-uncertainty/squiggle, Lognormal.fromCredibleInterval",
            "figures above zero, spread by factors",
        ],
    ),
    formula(
        ["mc.pert", "mean", "mean = (min + 4 * mode + max) / 6"],
        &[("min", "the least"), ("mode", "the most likely"), ("max", "the most")],
        ["D. G. Malcolm et al. (1959)", "three estimates by someone who knows"],
    ),
    formula(
        ["kafka.partitions", "partitions", "partitions = max(t / p, t / c), up"],
        &[
            ("t", "throughput"),
            ("p", "of one partition from producers"),
            ("c", "of one partition to a consumer"),
        ],
        [
            "J. Rao, Confluent: How to choose the number of topics and partitions",
            "load is spread evenly over keys",
        ],
    ),
    formula(
        [
            "kafka.cluster_limit",
            "limit",
            "limit = min(t_storage * brokers / rf, t_ebs * brokers / rf, t_nic * brokers / (groups + rf - 1))",
        ],
        &[
            ("brokers", "brokers"),
            ("rf", "copies of each partition"),
            ("groups", "groups of consumers"),
            ("t_storage", "of a broker's volumes"),
            ("t_ebs", "of the way to the volumes"),
            ("t_nic", "of a broker's network"),
        ],
        [
            "AWS Big Data Blog, right-sizing Apache Kafka clusters, equation 1",
            "consumers read what is in memory",
        ],
    ),
    formula(
        ["kafka.disk", "bytes", "bytes = in_MBps * 10^6 * retention_s * rf"],
        &[
            ("in_MBps", "rate of producers (MB/s)"),
            ("retention_s", "kept for (s)"),
            ("rf", "copies of each partition"),
        ],
        ["AWS, size and choose a cluster", "besides indexes, about 2 %"],
    ),
    formula(
        [
            "kafka.cross_az",
            "cross_az_MBps",
            "rate = in_MBps * ((zones - 1) / zones + (rf - 1) + groups * (zones - 1) / zones)",
        ],
        &[
            ("in_MBps", "rate of producers (MB/s)"),
            ("rf", "copies of each partition"),
            ("zones", "zones"),
            ("groups", "groups of consumers, 0 where they fetch from their own zone"),
        ],
        ["S. Kozlovski", "each copy has a zone of its own; copies that share one do not cross"],
    ),
    formula(
        ["prom.disk", "bytes", "bytes = retention_s * samples_per_s * bytes_per_sample"],
        &[
            ("retention_s", "kept for (s)"),
            ("samples_per_s", "samples per second"),
            ("bytes_per_sample", "bytes of one, 1 to 2"),
        ],
        ["prometheus/prometheus, docs/storage.md", "series live much longer than two hours"],
    ),
    formula(
        [
            "prom.ram_cardinality",
            "bytes",
            "bytes = 2 * (series * (732 + 32 * label_pairs + 2 * name_bytes) + 120 * unique_label_values)",
        ],
        &[
            ("series", "series at one time"),
            ("label_pairs", "label pairs of each"),
            ("name_bytes", "bytes of names and values of each"),
            ("unique_label_values", "label values that differ"),
        ],
        ["Robust Perception", "besides samples and queries"],
    ),
    formula(
        ["loki.storage", "gb", "gb = gb_per_day * days / compression"],
        &[("gb_per_day", "logs a day"), ("days", "kept for (d)"), ("compression", "ratio of compression")],
        ["Red Hat OpenShift Logging 6.6", "the object store's own copies are not counted"],
    ),
    formula(
        ["llm.kv_bytes_per_token", "bytes", "bytes = 2 * layers * kv_heads * head_dim * dtype_bytes"],
        &[
            ("layers", "layers"),
            ("kv_heads", "heads of keys and values"),
            ("head_dim", "dimension of a head"),
            ("dtype_bytes", "bytes of one value"),
        ],
        ["docs.rs kv-cache-size; vLLM", "grouped or full attention, not latent attention"],
    ),
    formula(
        [
            "llm.vllm_kv_capacity",
            "kv_gib",
            "kv_gib = gpu_total_gib * util - weights_gib - non_torch_gib - activation_gib",
        ],
        &[
            ("gpu_total_gib", "memory of the GPU"),
            ("util", "share that vLLM may use"),
            ("weights_gib", "weights"),
            ("non_torch_gib", "held by others"),
            ("activation_gib", "peak of the activations"),
        ],
        ["vllm-project/vllm, start-up log", "one GPU for each replica"],
    ),
    formula(
        [
            "llm.roofline",
            "tpot_ms",
            "tpot = 1000 * max((weight_bytes + batch * ctx * kv_bytes_per_token) / bw, 2 * params * batch / flops)",
        ],
        &[
            ("params", "parameters"),
            ("weight_bytes", "bytes of the weights"),
            ("kv_bytes_per_token", "bytes of the cache for a token"),
            ("batch", "requests at once"),
            ("ctx", "tokens of each"),
            ("bw", "bytes per second from memory"),
            ("flops", "operations per second"),
        ],
        [
            "Williams, Waterman, Patterson: Roofline (2009)",
            "at best; 50 to 80 % of it is reached in practice",
        ],
    ),
    formula(
        ["llm.prefill", "tflop", "tflop = 2 * params * isl / 10^12"],
        &[("params", "parameters"), ("isl", "tokens of the prompt")],
        ["fergusfinn.com, inference arithmetic", "prompts so short that attention itself is small"],
    ),
    formula(
        ["vector.hnsw_faiss_bytes", "bytes", "bytes = n * (4 * dim + 8 * M)"],
        &[("n", "vectors"), ("dim", "dimensions"), ("M", "links of a vector on each level")],
        ["FAISS wiki", "an index in memory, not in PostgreSQL's pages"],
    ),
    formula(
        ["cassandra.usable_disk", "bytes", "bytes = disk_bytes * disks * fs_factor * util"],
        &[
            ("disk_bytes", "bytes of a disk"),
            ("disks", "disks"),
            ("fs_factor", "what the file system leaves"),
            ("util", "share that may be full, 0.5 to 0.8"),
        ],
        ["DataStax, planning disk capacity", "the rest is for compaction"],
    ),
    formula(
        ["scylla.disk", "tb", "tb = data_tb * rf * factor"],
        &[("data_tb", "data"), ("rf", "copies"), ("factor", "room for compaction")],
        ["ScyllaDB in Action, 9.2.2", "before compression"],
    ),
    formula(
        ["clickhouse.nodes", "nodes", "nodes = tb_per_month * months / disk_per_node_tb, up, * replicas"],
        &[
            ("tb_per_month", "compressed data a month"),
            ("months", "kept for"),
            ("disk_per_node_tb", "disk of a node"),
            ("replicas", "nodes of each shard"),
        ],
        ["ClickHouse docs, sizing and hardware recommendations", "disk is what runs out first"],
    ),
    formula(
        ["clickhouse.ram", "gb", "gb = stored_tb * 1000 / ratio"],
        &[("stored_tb", "data on disk"), ("ratio", "disk for each byte of memory")],
        [
            "ClickHouse docs, sizing and hardware recommendations",
            "30 to 50 if asked often, 100 to 130 if kept for long",
        ],
    ),
    formula(
        ["mongo.wt_cache", "gib", "gib = max(0.5 * (ram_gib - 1), 0.25)"],
        &[("ram_gib", "memory of the machine")],
        ["MongoDB manual, storage.wiredTiger", "the default, alone on the machine"],
    ),
    formula(
        ["postgres.pool", "connections", "connections = 2 * cores + spindles"],
        &[("cores", "cores"), ("spindles", "disks that turn; 1 for SSDs")],
        ["HikariCP, About pool sizing", "short transactions; compare with the closed network"],
    ),
    formula(
        [
            "backup.storage",
            "total_gib",
            "total = wal_gib_day * wal_ratio * wal_days + dump_ratio * (dump_days * db_gib - db_growth_gib_day * \
             dump_days * (dump_days - 1) / 2) + 24 * rdb_days * redis_gib * rdb_ratio",
        ],
        &[
            ("wal_gib_day", "write-ahead log a day"),
            ("wal_ratio", "what compression leaves of it"),
            ("wal_days", "kept for (d)"),
            ("db_gib", "database"),
            ("db_growth_gib_day", "what it grew by each day"),
            ("dump_ratio", "a dump as a share of it"),
            ("dump_days", "kept for (d)"),
            ("redis_gib", "dataset of Redis"),
            ("rdb_ratio", "a snapshot as a share of it"),
            ("rdb_days", "kept for (d)"),
        ],
        ["sum over the days of the policy", "the database has grown evenly for as long as dumps are kept"],
    ),
    formula(
        ["ws.memory", "bytes", "bytes = connections * goroutines_per_conn * bytes_per_goroutine"],
        &[
            ("connections", "connections"),
            ("goroutines_per_conn", "tasks of each"),
            ("bytes_per_goroutine", "bytes of one, 4 to 8 kB"),
        ],
        ["sachinsharma.dev, WebSocket gateway", "besides the sockets' own buffers and TLS"],
    ),
];

/// The result of `model` with how it came about, if the input `trace` is true and it is one formula. Inputs that
/// were left out are not put in.
pub(super) fn traced(model: &str, inputs: &Inputs, mut result: Value) -> Result<Value, Error> {
    if !inputs.optional("trace", Inputs::flag)?.unwrap_or(false) {
        return Ok(result);
    }
    let mine = FORMULAS.iter().filter(|formula| formula.model == model);
    let traces: Vec<Trace> = mine.filter_map(|formula| trace(formula, inputs, &result)).collect();
    if let (Some(keys), false) = (result.as_object_mut(), traces.is_empty()) {
        let traces = serde_json::to_value(traces).map_err(|error| Error::Line { message: error.to_string() });
        keys.insert("trace".into(), traces?);
    }
    Ok(result)
}

fn trace(formula: &Formula, inputs: &Inputs, result: &Value) -> Option<Trace> {
    let value = result.get(formula.result)?.as_f64()?;
    let given = |(name, meaning): &(&'static str, &'static str)| {
        inputs.number(name).ok().map(|value| symbol(name, meaning, value))
    };
    let given: Vec<_> = formula.symbols.iter().filter_map(given).collect();
    Some(Trace::of(formula.text, &given, value, formula.source, formula.validity))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::eval::eval;
    use serde_json::json;

    #[test]
    fn a_trace_puts_in_what_was_asked() {
        let inputs = json!({ "t": 20, "p": 5, "c": 3, "trace": true });
        let result = eval("kafka.partitions", inputs.as_object().unwrap()).unwrap();
        assert_eq!(result["trace"][0]["substituted"], "partitions = max(20 / 5, 20 / 3), up = 7");
        assert_eq!(result["trace"][0]["symbols"][0]["name"], "t");
    }

    #[test]
    fn every_symbol_stands_in_its_formula() {
        for formula in FORMULAS {
            let words: Vec<&str> =
                formula.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            for (name, _) in formula.symbols {
                assert!(words.contains(name), "{} {name}", formula.model);
            }
        }
    }
}
