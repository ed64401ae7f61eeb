//! `prom.*`, `loki.*`, `backup.*`, `ws.*`: metrics, logs, backups and sockets.

use serde_json::Value;

use super::{Answer, Error, Inputs};
use crate::sizing::prometheus::{self, Cardinality};
use crate::sizing::{backup, loki, websocket};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "prom.disk" => disk(inputs),
        "prom.ram_cardinality" => cardinality(inputs),
        "loki.tier" => tier(inputs),
        "loki.storage" => storage(inputs),
        "backup.storage" => backups(inputs),
        "ws.memory" => sockets(inputs),
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
    let stored = backup::stored(&backup::Policy {
        wal: inputs.number("wal_gib_day")?,
        wal_ratio: inputs.number("wal_ratio")?,
        wal_days: inputs.number("wal_days")?,
        database: inputs.number("db_gib")?,
        growth: inputs.number("db_growth_gib_day")?,
        dump_ratio: inputs.number("dump_ratio")?,
        dump_days: inputs.count("dump_days")?,
        redis: inputs.number("redis_gib")?,
        rdb_ratio: inputs.number("rdb_ratio")?,
        rdb_days: inputs.number("rdb_days")?,
    })?;
    let answer = Answer::default().numbers([("wal_gib", stored.wal), ("dump_gib", stored.dumps)])?;
    let answer = answer.numbers([("rdb_gib", stored.snapshots), ("total_gib", stored.total())])?;
    answer.number("in_flight_gib", stored.in_flight)?.done()
}

fn sockets(inputs: &Inputs) -> Result<Value, Error> {
    let [connections, tasks, bytes] =
        ["connections", "goroutines_per_conn", "bytes_per_goroutine"].map(|key| inputs.number(key));
    Answer::default().number("bytes", websocket::task_memory(connections?, tasks?, bytes?)?)?.done()
}
