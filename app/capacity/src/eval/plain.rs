//! Models that are one formula on numbers: the operational laws, growth, and what components of a platform need.

use serde_json::Value;

use super::{Answer, Error, Inputs};
use crate::forecast::Growth;
use crate::law;
use crate::sizing::{backup, cassandra, clickhouse, dashboard, kafka, mongo, postgres, prometheus};
use crate::sizing::{redis, scylla, stream, websocket};

/// Results by key.
type Results = Result<Vec<(&'static str, f64)>, crate::Error>;

/// One model: its name, its inputs with what they are where they are left out, and what it makes of them in that order.
struct Plain(&'static str, &'static [(&'static str, Option<f64>)], fn(&[f64]) -> Results);

/// An input that must be given.
const fn given(name: &'static str) -> (&'static str, Option<f64>) {
    (name, None)
}

const GIB: f64 = 1_073_741_824.0;
/// Bytes of a megabyte, in which rates are given.
const MB: f64 = 1e6;

const MODELS: &[Plain] = &[
    Plain("law.little", &[given("X"), given("W")], |x| Ok(vec![("L", law::little(at(x, 0), at(x, 1))?)])),
    Plain("law.demand", &[given("V"), given("S")], |x| Ok(vec![("D", law::demand(at(x, 0), at(x, 1))?)])),
    Plain("law.forced_flow", &[given("X"), given("V")], |x| {
        Ok(vec![("X_k", law::forced_flow(at(x, 0), at(x, 1))?)])
    }),
    Plain("law.utilisation", &[given("X"), given("D"), ("c", Some(1.0))], |x| {
        Ok(vec![("U", law::utilisation(at(x, 0), at(x, 1), at(x, 2))?)])
    }),
    Plain("law.response", &[given("N"), given("X"), ("Z", Some(0.0))], |x| {
        Ok(vec![("R", law::response(at(x, 0), at(x, 1), at(x, 2))?)])
    }),
    Plain("forecast.growth", &[given("from"), given("rate_per_period"), given("periods")], |x| {
        Ok(vec![("value", Growth::Compound(at(x, 1)).value(at(x, 0), at(x, 2))?)])
    }),
    Plain("forecast.linear_growth", &[given("from"), given("amount_per_period"), given("periods")], |x| {
        Ok(vec![("value", Growth::Linear(at(x, 1)).value(at(x, 0), at(x, 2))?)])
    }),
    Plain(
        "forecast.stock",
        &[given("per_period"), ("rate_per_period", Some(0.0)), given("at"), given("retention")],
        |x| Ok(vec![("stock", Growth::Compound(at(x, 1)).stock(at(x, 0), at(x, 2), at(x, 3))?)]),
    ),
    Plain("kafka.page_cache", &[given("in_MBps"), given("hot_s")], |x| {
        Ok(vec![("bytes", kafka::page_cache(at(x, 0) * MB, at(x, 1))?)])
    }),
    Plain("kafka.network", &[given("in_MBps"), given("rf"), given("groups")], |x| {
        let (into, out) = kafka::network(at(x, 0), whole("rf", at(x, 1))?, whole("groups", at(x, 2))?)?;
        Ok(vec![("bw_in_MBps", into), ("bw_out_MBps", out)])
    }),
    Plain("kafka.reassignment", &[given("bytes"), given("throttle_MBps")], |x| {
        Ok(vec![("seconds", kafka::reassignment(at(x, 0), at(x, 1) * MB)?)])
    }),
    Plain("cassandra.memory", &[given("ram_gib")], |x| {
        let (heap, cache) = cassandra::memory(at(x, 0) * GIB)?;
        Ok(vec![("heap_gib", heap / GIB), ("page_cache_gib", cache / GIB)])
    }),
    Plain("cassandra.streaming", &[given("bytes"), given("MBps")], |x| {
        Ok(vec![("seconds", cassandra::streaming(at(x, 0), at(x, 1) * MB)?)])
    }),
    Plain("scylla.cores", &[given("reads_per_s"), given("writes_per_s"), given("rf")], |x| {
        Ok(vec![("cores", scylla::cores(at(x, 0), at(x, 1), whole("rf", at(x, 2))?)?)])
    }),
    Plain("clickhouse.disk", &[given("raw_tb"), given("ratio"), given("replicas")], |x| {
        Ok(vec![("tb", clickhouse::disk(at(x, 0), at(x, 1), whole("replicas", at(x, 2))?)?)])
    }),
    Plain("mongo.oplog", &[given("bytes_per_s"), given("window_s")], |x| {
        Ok(vec![("bytes", mongo::oplog(at(x, 0), at(x, 1))?)])
    }),
    Plain(
        "postgres.memory",
        &[
            given("shared_bytes"),
            given("connections"),
            given("work_mem_bytes"),
            ("operations", Some(1.0)),
            ("cache_bytes", Some(0.0)),
        ],
        |x| Ok(vec![("bytes", postgres::memory(at(x, 0), at(x, 1), at(x, 2), at(x, 3), at(x, 4))?)]),
    ),
    Plain("postgres.lag", &[given("wal_bytes_per_s"), given("apply_bytes_per_s"), given("seconds")], |x| {
        Ok(vec![("seconds", postgres::lag(at(x, 0), at(x, 1), at(x, 2))?)])
    }),
    Plain(
        "redis.memory",
        &[
            given("data_bytes"),
            ("table_bytes", Some(0.0)),
            ("clients", Some(0.0)),
            ("client_bytes", Some(0.0)),
            ("fragmentation", Some(0.0)),
            ("dirtied", Some(0.0)),
        ],
        |x| {
            let found = redis::memory(at(x, 0), at(x, 1), at(x, 2), at(x, 3), at(x, 4), at(x, 5))?;
            Ok(vec![("maxmemory", found.maxmemory), ("ram", found.ram)])
        },
    ),
    Plain("prom.samples", &[given("targets"), given("series"), given("scrape_s")], |x| {
        Ok(vec![("samples_per_s", prometheus::samples(at(x, 0), at(x, 1), at(x, 2))?)])
    }),
    Plain("prom.ram_ingestion", &[given("samples_per_s"), given("bytes_per_sample")], |x| {
        Ok(vec![("bytes", prometheus::ingestion_memory(at(x, 0), at(x, 1))?)])
    }),
    Plain("prom.wal", &[given("samples_per_s")], |x| Ok(vec![("bytes", prometheus::wal(at(x, 0))?)])),
    Plain("grafana.query_rate", &[given("users"), given("panels"), given("refresh_s")], |x| {
        Ok(vec![("per_s", dashboard::query_rate(at(x, 0), at(x, 1), at(x, 2))?)])
    }),
    Plain("stream.tasks", &[given("in_per_s"), given("cpu_s"), given("partitions"), given("util")], |x| {
        Ok(vec![("tasks", stream::tasks(&stream(x)?, at(x, 3))?)])
    }),
    Plain(
        "stream.catch_up",
        &[given("in_per_s"), given("cpu_s"), given("partitions"), given("tasks"), given("outage_s")],
        |x| Ok(vec![("seconds", stream::catch_up(&stream(x)?, at(x, 3), at(x, 4))?)]),
    ),
    Plain("ws.reconnects", &[given("connections"), given("replicas"), given("window_s")], |x| {
        Ok(vec![("per_s", websocket::reconnects(at(x, 0), whole("replicas", at(x, 1))?, at(x, 2))?)])
    }),
    Plain(
        "backup.restore_time",
        &[given("dump_bytes"), given("restore_MBps"), ("wal_bytes", Some(0.0)), ("replay_MBps", Some(1.0))],
        |x| {
            let seconds = backup::restore_time(at(x, 0), at(x, 1) * MB, at(x, 2), at(x, 3) * MB)?;
            Ok(vec![("rto_s", seconds)])
        },
    ),
    Plain("backup.loss", &[given("interval_s"), ("bytes", Some(0.0)), ("MBps", Some(1.0))], |x| {
        Ok(vec![("rpo_s", backup::loss(at(x, 0), at(x, 1), at(x, 2) * MB)?)])
    }),
];

/// The answer of the model with this name, if it is one of these.
pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    let Plain(_, names, of) = MODELS.iter().find(|Plain(name, ..)| *name == model)?;
    Some(read(inputs, names).and_then(|values| {
        let mut answer = Answer::default();
        for (key, value) in of(&values)? {
            answer = answer.number(key, value)?;
        }
        answer.done()
    }))
}

fn read(inputs: &Inputs, names: &[(&'static str, Option<f64>)]) -> Result<Vec<f64>, Error> {
    let one = |(name, usual): &(&'static str, Option<f64>)| match (inputs.has(name), usual) {
        (false, Some(usual)) => Ok(*usual),
        _ => inputs.number(name),
    };
    names.iter().map(one).collect()
}

fn at(values: &[f64], index: usize) -> f64 {
    values.get(index).copied().unwrap_or_default()
}

fn stream(x: &[f64]) -> Result<stream::Stream, crate::Error> {
    Ok(stream::Stream { rate: at(x, 0), cpu: at(x, 1), partitions: whole("partitions", at(x, 2))? })
}

/// A whole number of things.
fn whole(field: &'static str, value: f64) -> Result<u32, crate::Error> {
    let fits = (0.0..=1e9).contains(&value) && libm::trunc(value) == value;
    crate::Error::check(field, value, "a whole number from 0 to 1e9", fits).map(|value| value as u32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::eval::eval;
    use serde_json::{Value, json};

    fn ask(model: &str, inputs: Value) -> Value {
        eval(model, inputs.as_object().unwrap()).unwrap()
    }

    #[test]
    fn each_formula_gives_what_one_works_out_by_hand() {
        let cases = [
            ("law.little", json!({ "X": 20, "W": 0.5 }), "L", 10.0),
            ("law.utilisation", json!({ "X": 20, "D": 0.1, "c": 4 }), "U", 0.5),
            ("law.response", json!({ "N": 30, "X": 2, "Z": 5 }), "R", 10.0),
            ("forecast.growth", json!({ "from": 100, "rate_per_period": 0.5, "periods": 2 }), "value", 225.0),
            ("forecast.stock", json!({ "per_period": 40, "at": 100, "retention": 30 }), "stock", 1200.0),
            // Netflix: in X r, out X g + X (r - 1).
            ("kafka.network", json!({ "in_MBps": 100, "rf": 3, "groups": 2 }), "bw_out_MBps", 400.0),
            ("kafka.network", json!({ "in_MBps": 100, "rf": 3, "groups": 2 }), "bw_in_MBps", 300.0),
            ("cassandra.memory", json!({ "ram_gib": 16 }), "heap_gib", 8.0),
            ("cassandra.memory", json!({ "ram_gib": 128 }), "page_cache_gib", 28.0),
            ("redis.memory", json!({ "data_bytes": 1e9, "dirtied": 1 }), "ram", 2e9),
            ("prom.samples", json!({ "targets": 100, "series": 1000, "scrape_s": 10 }), "samples_per_s", 1e4),
            // Robust Perception: 2 x 1.5 x 3 h of samples.
            ("prom.ram_ingestion", json!({ "samples_per_s": 1e4, "bytes_per_sample": 1 }), "bytes", 3.24e8),
            ("grafana.query_rate", json!({ "users": 20, "panels": 15, "refresh_s": 30 }), "per_s", 10.0),
            (
                "stream.catch_up",
                json!({ "in_per_s": 1e4, "cpu_s": 4e-4, "partitions": 12, "tasks": 8, "outage_s": 60 }),
                "seconds",
                60.0,
            ),
            ("backup.restore_time", json!({ "dump_bytes": 5e10, "restore_MBps": 100 }), "rto_s", 500.0),
        ];
        for (model, inputs, key, want) in cases {
            let got = ask(model, inputs)[key].as_f64().unwrap();
            assert!((got / want - 1.0).abs() < 1e-12, "{model} {key}: {got}");
        }
    }

    #[test]
    fn what_is_missing_or_has_no_answer_is_told() {
        let kind = |model: &str, inputs: Value| {
            eval(model, inputs.as_object().unwrap()).unwrap_err().to_json()["kind"].clone()
        };
        assert_eq!(kind("law.little", json!({ "X": 20 })), "domain");
        assert_eq!(kind("kafka.network", json!({ "in_MBps": 1, "rf": 2.5, "groups": 1 })), "domain");
        let slow = json!({ "in_per_s": 1e4, "cpu_s": 4e-4, "partitions": 12, "tasks": 4, "outage_s": 60 });
        assert_eq!(kind("stream.catch_up", slow), "unstable");
        assert_eq!(kind("law.none", json!({})), "unknown");
    }
}
