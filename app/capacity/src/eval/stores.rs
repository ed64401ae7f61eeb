//! `cassandra.*`, `scylla.*`, `clickhouse.*`, `mongo.*`, `redis.*`, `vector.*`: stores.

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::sizing::vector::{self, Key};
use crate::sizing::{cassandra, clickhouse, mongo, redis, scylla};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "cassandra.disk_legacy" => rows(inputs),
        "cassandra.disk" => compacted(inputs),
        "cassandra.usable_disk" => usable_disk(inputs),
        "scylla.disk" => scylla_disk(inputs),
        "clickhouse.nodes" => nodes(inputs),
        "clickhouse.ram" => memory(inputs),
        "mongo.wt_cache" => cache(inputs),
        "redis.string_bytes" => strings(inputs),
        "vector.hnsw_faiss_bytes" => faiss(inputs),
        "vector.pgvector_hnsw_bytes" => index(inputs),
        "vector.pgvector_total_bytes" => table(inputs),
        _ => return None,
    })
}

fn bytes(bytes: f64) -> Result<Value, Error> {
    Answer::default().number("bytes", bytes)?.done()
}

fn rows(inputs: &Inputs) -> Result<Value, Error> {
    let rows = cassandra::Rows {
        rows: inputs.number("rows")?,
        columns: inputs.number("columns")?,
        name: inputs.number("name_bytes")?,
        value: inputs.number("value_bytes")?,
        column_overhead: inputs.optional("col_overhead", Inputs::number)?.unwrap_or(23.0),
        row_overhead: inputs.optional("row_overhead", Inputs::number)?.unwrap_or(23.0),
        key: inputs.number("key_bytes")?,
        key_overhead: inputs.optional("key_overhead", Inputs::number)?.unwrap_or(32.0),
    };
    let disk = cassandra::disk_by_rows(&rows, inputs.count("rf")?, inputs.number("compaction_overhead")?)?;
    Answer::default().numbers([("bytes", disk), ("tib", disk / 1_099_511_627_776.0)])?.done()
}

/// `data_bytes` on all disks under a way of `compaction`: stcs, lcs or twcs.
fn compacted(inputs: &Inputs) -> Result<Value, Error> {
    let compaction = match inputs.optional("compaction", Inputs::text)?.unwrap_or("stcs") {
        "stcs" => cassandra::Compaction::SizeTiered,
        "lcs" => cassandra::Compaction::Leveled,
        "twcs" => cassandra::Compaction::TimeWindow,
        other => return Err(wrong("compaction", other.into(), "stcs, lcs or twcs")),
    };
    let ratio = inputs.optional("ratio", Inputs::number)?.unwrap_or(1.0);
    bytes(cassandra::disk(inputs.number("data_bytes")?, ratio, inputs.count("rf")?, compaction)?)
}

fn usable_disk(inputs: &Inputs) -> Result<Value, Error> {
    let (disk, disks) = (inputs.number("disk_bytes")?, inputs.count("disks")?);
    let file_system = inputs.optional("fs_factor", Inputs::number)?.unwrap_or(0.9);
    bytes(cassandra::usable_disk(disk, disks, file_system, inputs.number("util")?)?)
}

fn scylla_disk(inputs: &Inputs) -> Result<Value, Error> {
    let factor = inputs.optional("factor", Inputs::number)?.unwrap_or(2.0);
    let disk = scylla::disk(inputs.number("data_tb")?, inputs.count("rf")?, factor)?;
    Answer::default().number("tb", disk)?.done()
}

fn nodes(inputs: &Inputs) -> Result<Value, Error> {
    let total = inputs.number("tb_per_month")? * inputs.number("months")?;
    let (shards, nodes) =
        clickhouse::nodes(total, inputs.number("disk_per_node_tb")?, inputs.count("replicas")?)?;
    Answer::default().numbers([("total_tb", total), ("shards", shards), ("nodes", nodes)])?.done()
}

fn memory(inputs: &Inputs) -> Result<Value, Error> {
    let memory = clickhouse::memory(inputs.number("stored_tb")? * 1000.0, inputs.number("ratio")?)?;
    Answer::default().number("gb", memory)?.done()
}

fn cache(inputs: &Inputs) -> Result<Value, Error> {
    const GIB: f64 = 1_073_741_824.0;
    let cache = mongo::cache(inputs.number("ram_gib")? * GIB)?;
    Answer::default().number("gib", cache / GIB)?.done()
}

fn strings(inputs: &Inputs) -> Result<Value, Error> {
    let length = |length: f64| {
        let whole = (0.0..=1e9).contains(&length) && libm::trunc(length) == length;
        crate::Error::check("key_value_len", length, "whole numbers of bytes", whole)
            .map(|length| length as u64)
    };
    let one = |(key, value): (f64, f64)| redis::string_bytes(length(key)?, length(value)?);
    let bytes: Result<Vec<u64>, crate::Error> = inputs.pairs("key_value_len")?.into_iter().map(one).collect();
    Answer::default().value("bytes", bytes?).done()
}

fn faiss(inputs: &Inputs) -> Result<Value, Error> {
    let [dim, m, n] = ["dim", "M", "n"].map(|key| inputs.number(key));
    bytes(vector::faiss_hnsw_bytes(dim?, m?, n?)?)
}

fn links(inputs: &Inputs) -> Result<u32, Error> {
    Ok(inputs.optional("m", Inputs::count)?.unwrap_or(16))
}

fn index(inputs: &Inputs) -> Result<Value, Error> {
    let block = inputs.optional("block", Inputs::number)?.unwrap_or(8192.0);
    bytes(vector::hnsw_bytes(inputs.count("dim")?, inputs.number("n")?, links(inputs)?, block)?)
}

fn table(inputs: &Inputs) -> Result<Value, Error> {
    let key = match inputs.optional("pk", Inputs::text)?.unwrap_or("bigserial") {
        "serial" | "int" | "integer" => Key::Serial,
        "bigserial" | "bigint" => Key::BigSerial,
        "uuid" => Key::Uuid,
        other => return Err(wrong("pk", other.into(), "serial, bigserial or uuid")),
    };
    bytes(vector::table_bytes(inputs.count("dim")?, inputs.number("n")?, links(inputs)?, key)?)
}
