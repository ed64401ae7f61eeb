//! What holds for every component: sizes meet what they are sized for, fewer do not, nothing falls as load rises, and
//! no result of any model is without a number.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use capacity::eval::eval;
use capacity::sizing::kafka::{self, Limits};
use capacity::sizing::postgres::{Kind, Machine, System, tune};
use capacity::sizing::{backup, clickhouse, redis, stream, vector};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Figures of every size, zero and nonsense among them.
fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(-1.0),
        Just(1e300),
        0.0f64..1.0,
        1.0f64..1e3,
        (1u32..200).prop_map(f64::from),
        1e3f64..1e12
    ]
}

/// Models and the numbers that they take.
const MODELS: &[(&str, &[&str])] = &[
    ("kafka.partitions", &["t", "p", "c"]),
    ("kafka.cluster_limit", &["brokers", "rf", "groups", "t_storage", "t_ebs", "t_nic"]),
    ("kafka.brokers", &["in_MBps", "utilisation", "zones", "rf", "groups", "t_storage", "t_ebs", "t_nic"]),
    ("kafka.disk", &["in_MBps", "retention_s", "rf"]),
    ("kafka.cross_az", &["in_MBps", "rf", "zones", "groups", "usd_per_GB_each_way"]),
    (
        "kafka.msk_sizing",
        &["avg_in", "peak_in", "avg_out", "peak_out", "partitions", "retention_h", "primary_h"],
    ),
    ("prom.disk", &["retention_s", "samples_per_s", "bytes_per_sample"]),
    ("prom.ram_cardinality", &["series", "label_pairs", "name_bytes", "unique_label_values"]),
    ("loki.tier", &["tb_per_day"]),
    ("loki.storage", &["gb_per_day", "days", "compression"]),
    ("llm.kv_bytes_per_token", &["layers", "kv_heads", "head_dim", "dtype_bytes"]),
    ("llm.roofline", &["params", "weight_bytes", "kv_bytes_per_token", "batch", "ctx", "bw", "flops"]),
    ("llm.prefill", &["params", "isl", "flops", "bw"]),
    ("llm.vllm_kv_capacity", &["gpu_total_gib", "util", "weights_gib", "kv_bytes_per_token", "max_len"]),
    (
        "llm.serving",
        &[
            "params",
            "weight_bytes",
            "kv_bytes_per_token",
            "bw",
            "flops",
            "kv_room_bytes",
            "requests_per_s",
            "isl",
            "osl",
        ],
    ),
    ("vector.hnsw_faiss_bytes", &["dim", "M", "n"]),
    ("vector.pgvector_hnsw_bytes", &["dim", "n", "m"]),
    ("vector.pgvector_total_bytes", &["dim", "n", "m"]),
    ("cassandra.usable_disk", &["disk_bytes", "disks", "fs_factor", "util"]),
    ("scylla.disk", &["data_tb", "rf", "factor"]),
    ("clickhouse.nodes", &["tb_per_month", "months", "disk_per_node_tb", "replicas"]),
    ("clickhouse.ram", &["stored_tb", "ratio"]),
    ("mongo.wt_cache", &["ram_gib"]),
    ("postgres.pgtune", &["ram_kb", "cpus", "connections", "version"]),
    ("postgres.pool", &["cores", "spindles"]),
    ("ws.memory", &["connections", "goroutines_per_conn", "bytes_per_goroutine"]),
    ("mc.lognormal_from_ci", &["p5", "p95"]),
    ("mc.gamma_from_ci", &["p5", "p95"]),
    ("mc.pert", &["min", "mode", "max"]),
    ("forecast.compound_time", &["from", "to", "rate_per_period"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_model_gives_numbers_or_a_typed_error(model in prop::sample::select(MODELS), figures in prop::collection::vec(figure(), 9)) {
        let inputs = model.1.iter().zip(figures).map(|(key, figure)| (key.to_string(), Value::from(figure)));
        let inputs: Map<String, Value> = inputs.collect();
        // JSON holds no NaN and no infinity, so that a result is a result; what is wrong names its kind.
        match eval(model.0, &inputs) {
            Ok(result) => prop_assert!(!result.to_string().contains("null"), "{model:?} {inputs:?}"),
            Err(error) => prop_assert!(error.to_json()["kind"].is_string()),
        }
    }

    #[test]
    fn brokers_carry_the_rate_and_one_step_fewer_do_not(
        rate in 1e3f64..1e9,
        limits in (1e6f64..1e9, 1e6f64..1e9, 1e6f64..1e9),
        shape in (1u32..4, 0u32..8, 1u32..4),
        utilisation in 0.2f64..0.95,
    ) {
        let limits = Limits { storage: limits.0, attachment: limits.1, network: limits.2 };
        let (replicas, groups, zones) = shape;
        let needed = kafka::brokers(rate, &limits, replicas, groups, zones, utilisation).unwrap();
        let carries = |brokers: u32| utilisation * kafka::cluster_limit(&limits, brokers, replicas, groups).unwrap() >= rate * (1.0 - 1e-9);
        prop_assert!(carries(needed as u32));
        let fewer = needed as u32 - zones;
        prop_assert!(fewer < replicas || !carries(fewer));
    }

    #[test]
    fn partitions_carry_the_topic_and_one_fewer_does_not(t in 1.0f64..1e6, p in 0.1f64..1e3, c in 0.1f64..1e3) {
        let needed = kafka::partitions(t, p, c).unwrap();
        // Rounding is forgiven in the number that is given, not in the one below it.
        let carries = |n: f64, least: f64| n * p >= least && n * c >= least;
        prop_assert!(carries(needed, t * (1.0 - 1e-11)) && (needed == 1.0 || !carries(needed - 1.0, t)));
    }

    #[test]
    fn a_change_of_unit_changes_nothing(per_month in 0.1f64..1e3, months in 1.0f64..60.0, per_node in 0.5f64..100.0) {
        let tb = clickhouse::nodes(per_month * months, per_node, 2).unwrap();
        let gb = clickhouse::nodes(per_month * months * 1000.0, per_node * 1000.0, 2).unwrap();
        prop_assert_eq!(tb, gb);
        let millis = kafka::partitions(per_month, per_node / 1000.0 * 1000.0, per_node).unwrap();
        prop_assert_eq!(millis, kafka::partitions(per_month, per_node, per_node).unwrap());
    }

    #[test]
    fn strings_of_redis_take_more_than_their_bytes(key in 0u64..5000, value in 0u64..5000) {
        let string = redis::string_bytes(key, value).unwrap();
        prop_assert!(string >= 24 + key + value && string.is_multiple_of(8));
        prop_assert!(redis::string_bytes(key, value + 1).unwrap() >= string);
    }

    #[test]
    fn a_stream_that_is_sized_catches_up(rate in 1.0f64..1e5, cpu in 1e-6f64..1e-3, target in 0.1f64..0.95) {
        let load = stream::Stream { rate, cpu, partitions: 1_000_000 };
        let tasks = stream::tasks(&load, target).unwrap();
        prop_assert!(stream::catch_up(&load, tasks, 60.0).unwrap() >= 0.0);
        prop_assert!(tasks == 1.0 || rate * cpu / (tasks - 1.0) > target * (1.0 - 1e-9));
    }

    #[test]
    fn settings_share_the_memory_that_there_is(memory in 4e6f64..1e9, cpus in 1u32..256, connections in 1u32..500) {
        for kind in [Kind::Web, Kind::Oltp, Kind::Dw, Kind::Desktop, Kind::Mixed] {
            let machine = Machine { memory, kind, cpus: Some(cpus), connections: Some(connections), system: System::Linux, version: 18.0 };
            let settings = tune(&machine).unwrap();
            prop_assert!(settings.shared_buffers <= memory / 4.0 && settings.work_mem >= 4096.0);
            prop_assert!(settings.maintenance_work_mem <= 8.0 * 1024.0 * 1024.0 && settings.wal_buffers <= 16_384.0);
        }
    }

    #[test]
    fn more_days_of_backups_are_never_smaller(days in 0u32..400, more in 0u32..400, growth in -2.0f64..5.0) {
        let policy = |dump_days: u32| backup::Policy {
            wal: 40.0,
            wal_ratio: 0.4,
            wal_days: 30.0,
            database: 200.0,
            growth,
            dump_ratio: 0.25,
            dump_days,
            redis: 6.0,
            rdb_ratio: 0.5,
            rdb_days: 7.0,
        };
        let total = |days: u32| backup::stored(&policy(days)).unwrap().total();
        prop_assert!(total(days) <= total(days + more) + 1e-9);
    }
}

proptest! {
    // Each case sums the chances of all ways to fill a page.
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn indexes_never_shrink_as_vectors_come_in(n in 0u32..1_000_000, more in 0u32..1_000_000, dim in 1u32..2000, m in 2u32..100) {
        let bytes = |n: u32| vector::hnsw_bytes(dim, f64::from(n), m, 8192.0).unwrap();
        prop_assert!(bytes(n) <= bytes(n + more) && bytes(n) % 8192.0 == 0.0);
    }
}
