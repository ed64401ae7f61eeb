//! `postgres.*`: settings and connections.

use serde_json::Value;

use super::inputs::wrong;
use super::{Answer, Error, Inputs};
use crate::sizing::postgres::{self, Kind, Machine, System};

pub(super) fn answer(model: &str, inputs: &Inputs) -> Option<Result<Value, Error>> {
    Some(match model {
        "postgres.pgtune" => tune(inputs),
        "postgres.pool" => pool(inputs),
        _ => return None,
    })
}

fn pool(inputs: &Inputs) -> Result<Value, Error> {
    // A solid-state disk counts as one.
    let spindles = inputs.optional("spindles", Inputs::count)?.unwrap_or(1);
    let connections = postgres::pool(inputs.count("cores")?, spindles)?;
    Answer::default().number("connections", connections)?.done()
}

fn tune(inputs: &Inputs) -> Result<Value, Error> {
    let kind = match inputs.optional("type", Inputs::text)?.unwrap_or("web") {
        "web" => Kind::Web,
        "oltp" => Kind::Oltp,
        "dw" => Kind::Dw,
        "desktop" => Kind::Desktop,
        "mixed" => Kind::Mixed,
        other => return Err(wrong("type", other.into(), "web, oltp, dw, desktop or mixed")),
    };
    let system = match inputs.optional("os", Inputs::text)?.unwrap_or("linux") {
        "linux" => System::Linux,
        "windows" => System::Windows,
        "mac" => System::Mac,
        other => return Err(wrong("os", other.into(), "linux, windows or mac")),
    };
    let settings = postgres::tune(&Machine {
        memory: inputs.number("ram_kb")?,
        kind,
        cpus: inputs.optional("cpus", Inputs::count)?,
        connections: inputs.optional("connections", Inputs::count)?,
        system,
        version: inputs.optional("version", Inputs::number)?.unwrap_or(18.0),
    })?;
    Answer::default()
        .numbers([
            ("max_connections", settings.max_connections),
            ("shared_buffers_kb", settings.shared_buffers),
            ("effective_cache_size_kb", settings.effective_cache_size),
            ("maintenance_work_mem_kb", settings.maintenance_work_mem),
            ("work_mem_kb", settings.work_mem),
            ("wal_buffers_kb", settings.wal_buffers),
            ("min_wal_size_kb", settings.min_wal_size),
            ("max_wal_size_kb", settings.max_wal_size),
            ("default_statistics_target", settings.default_statistics_target),
            ("max_worker_processes", settings.max_worker_processes),
            ("max_parallel_workers_per_gather", settings.max_parallel_workers_per_gather),
        ])?
        .done()
}
