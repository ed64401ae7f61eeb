//! `prom.*`, `loki.*`, `backup.*`, `ws.*`: metrics, logs, backups and sockets.

use serde_json::Value;

use super::{Answer, Error, Inputs};
use crate::sizing::prometheus::{self, Cardinality};
use crate::sizing::{backup, cost, loki, websocket};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "prom.disk" => disk(inputs),
        "prom.ram_cardinality" => cardinality(inputs),
        "loki.tier" => tier(inputs),
        "loki.storage" => storage(inputs),
        "backup.storage" => backups(inputs),
        "ws.memory" => sockets(inputs),
        "cost.month" => costs(inputs),
        _ => return None,
    })
}

fn disk(inputs: &Inputs) -> Result<Value, Error> {
    let [retention, samples, bytes] =
        ["retention_s", "samples_per_s", "bytes_per_sample"].map(|key| inputs.number(key));
    Answer::default().number("bytes", prometheus::disk(retention?, samples?, bytes?)?)?.done()
}

fn cardinality(inputs: &Inputs) -> Result<Value, Error> {
    let of = Cardinality {
        series: inputs.number("series")?,
        label_pairs: inputs.number("label_pairs")?,
        name_bytes: inputs.optional("name_bytes", Inputs::number)?.unwrap_or(0.0),
        values: inputs.optional("unique_label_values", Inputs::number)?.unwrap_or(0.0),
    };
    Answer::default().number("bytes", prometheus::cardinality_memory(&of)?)?.done()
}

fn tier(inputs: &Inputs) -> Result<Value, Error> {
    let tier = loki::tier_for(inputs.number("tb_per_day")?)?;
    Answer::default()
        .numbers([("cpu", tier.cpu()), ("mem_gi", tier.memory())])?
        .value("tier", tier.name)
        .done()
}

fn storage(inputs: &Inputs) -> Result<Value, Error> {
    let compression = inputs.optional("compression", Inputs::number)?.unwrap_or(1.0);
    let stored = loki::storage(inputs.number("gb_per_day")?, inputs.number("days")?, compression)?;
    Answer::default().number("gb", stored)?.done()
}

fn backups(inputs: &Inputs) -> Result<Value, Error> {
    // What is not backed up is left out; what is not said to be compressed is not.
    let or = |key: &str, usual: f64| Ok::<f64, Error>(inputs.optional(key, Inputs::number)?.unwrap_or(usual));
    let stored = backup::stored(&backup::Policy {
        wal: or("wal_gib_day", 0.0)?,
        wal_ratio: or("wal_ratio", 1.0)?,
        wal_days: or("wal_days", 0.0)?,
        database: inputs.number("db_gib")?,
        growth: or("db_growth_gib_day", 0.0)?,
        dump_ratio: or("dump_ratio", 1.0)?,
        dump_days: inputs.count("dump_days")?,
        redis: or("redis_gib", 0.0)?,
        rdb_ratio: or("rdb_ratio", 1.0)?,
        rdb_days: or("rdb_days", 0.0)?,
    })?;
    let answer = Answer::default().numbers([("wal_gib", stored.wal), ("dump_gib", stored.dumps)])?;
    let answer = answer.numbers([("rdb_gib", stored.snapshots), ("total_gib", stored.total())])?;
    answer.number("in_flight_gib", stored.in_flight)?.done()
}

/// A month's cost; what is not used is left out.
fn costs(inputs: &Inputs) -> Result<Value, Error> {
    let or = |key: &str, usual: f64| Ok::<f64, Error>(inputs.optional(key, Inputs::number)?.unwrap_or(usual));
    let usage = cost::Usage {
        nodes: inputs.number("nodes")?,
        committed: or("committed", 0.0)?,
        disk_gib: or("disk_gib", 0.0)?,
        object_gib: or("object_gib", 0.0)?,
        cross_zone_gb: or("cross_zone_gb", 0.0)?,
        egress_gb: or("egress_gb", 0.0)?,
        seats: or("seats", 0.0)?,
    };
    let rates = cost::Rates {
        node_hour: inputs.number("usd_per_node_h")?,
        committed: or("committed_price", 1.0)?,
        disk_gib_month: or("usd_per_disk_gib", 0.0)?,
        object_gib_month: or("usd_per_object_gib", 0.0)?,
        cross_zone_gb: or("usd_per_cross_zone_gb", 0.0)?,
        egress_gb: or("usd_per_egress_gb", 0.0)?,
        seat: or("usd_per_seat", 0.0)?,
    };
    let cost = cost::month(&usage, &rates)?;
    let parts = [("nodes", cost.nodes), ("storage", cost.storage), ("traffic", cost.traffic)];
    Answer::default().numbers(parts)?.numbers([("seats", cost.seats), ("total", cost.total())])?.done()
}

fn sockets(inputs: &Inputs) -> Result<Value, Error> {
    let [connections, tasks, bytes] =
        ["connections", "goroutines_per_conn", "bytes_per_goroutine"].map(|key| inputs.number(key));
    Answer::default().number("bytes", websocket::task_memory(connections?, tasks?, bytes?)?)?.done()
}
