//! The settings that pgtune would write, in kB. Source: le0pard/pgtune, configurationSlice.js.

use crate::Error;

/// What the server is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Web applications.
    Web,
    /// Many short transactions.
    Oltp,
    /// Data warehouse.
    Dw,
    /// A desktop's own.
    Desktop,
    /// Some of each.
    Mixed,
}

/// The operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux.
    Linux,
    /// Windows.
    Windows,
    /// macOS.
    Mac,
}

/// The machine and what it runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Machine {
    /// Memory in kB.
    pub memory: f64,
    /// What it is for.
    pub kind: Kind,
    /// Processors; from 4 on, queries run in parallel.
    pub cpus: Option<u32>,
    /// Connections; a number that fits the kind where none is given.
    pub connections: Option<u32>,
    /// Operating system.
    pub system: System,
    /// Major version of PostgreSQL.
    pub version: f64,
}

/// Settings; sizes in kB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// max_connections
    pub max_connections: f64,
    /// shared_buffers
    pub shared_buffers: f64,
    /// effective_cache_size
    pub effective_cache_size: f64,
    /// maintenance_work_mem
    pub maintenance_work_mem: f64,
    /// wal_buffers
    pub wal_buffers: f64,
    /// work_mem
    pub work_mem: f64,
    /// min_wal_size
    pub min_wal_size: f64,
    /// max_wal_size
    pub max_wal_size: f64,
    /// default_statistics_target
    pub default_statistics_target: f64,
    /// max_worker_processes
    pub max_worker_processes: f64,
    /// max_parallel_workers_per_gather
    pub max_parallel_workers_per_gather: f64,
}

const MB: f64 = 1024.0;
const GB: f64 = 1024.0 * 1024.0;

/// The settings for a machine. `Domain` for less memory than a megabyte or more than 2^50 kB.
pub fn tune(machine: &Machine) -> Result<Settings, Error> {
    let memory = machine.memory;
    let range = "between 1024 kB and 2^50 kB";
    Error::check("memory (kB)", memory, range, (1024.0..=1_125_899_906_842_624.0).contains(&memory))?;
    Error::check("version", machine.version, "between 9 and 99", (9.0..100.0).contains(&machine.version))?;
    let desktop = machine.kind == Kind::Desktop;
    let max_connections =
        f64::from(machine.connections.filter(|n| *n > 0).unwrap_or(usual_connections(machine.kind)));
    let shared_buffers = shared_buffers(machine);
    let (max_worker_processes, max_parallel_workers_per_gather) = workers(machine);
    Ok(Settings {
        max_connections,
        shared_buffers,
        effective_cache_size: libm::floor(if desktop { memory / 4.0 } else { memory * 3.0 / 4.0 }),
        maintenance_work_mem: maintenance(machine),
        wal_buffers: wal_buffers(shared_buffers),
        work_mem: work_mem(machine, shared_buffers, max_connections + max_worker_processes),
        min_wal_size: wal_size(machine.kind).0 * MB,
        max_wal_size: wal_size(machine.kind).1 * MB,
        default_statistics_target: if machine.kind == Kind::Dw { 500.0 } else { 100.0 },
        max_worker_processes,
        max_parallel_workers_per_gather,
    })
}

fn usual_connections(kind: Kind) -> u32 {
    match kind {
        Kind::Web => 200,
        Kind::Oltp => 300,
        Kind::Dw => 40,
        Kind::Desktop => 20,
        Kind::Mixed => 100,
    }
}

fn shared_buffers(machine: &Machine) -> f64 {
    let part = if machine.kind == Kind::Desktop { 16.0 } else { 4.0 };
    let value = libm::floor(machine.memory / part);
    let old_windows = machine.version < 10.0 && machine.system == System::Windows;
    if old_windows { value.min(512.0 * MB) } else { value }
}

/// Up to version 17, Windows takes less than 2 GB in one piece.
fn small_pieces(machine: &Machine) -> bool {
    machine.system == System::Windows && machine.version <= 17.0
}

fn maintenance(machine: &Machine) -> f64 {
    let part = if machine.kind == Kind::Dw { 8.0 } else { 16.0 };
    let value = libm::floor(machine.memory / part);
    let (limit, at_limit) =
        if small_pieces(machine) { (2.0 * GB, 2.0 * GB - MB) } else { (8.0 * GB, 8.0 * GB) };
    if value >= limit { at_limit } else { value }
}

/// 3 % of the shared buffers, from 32 kB to 16 MB, which what is near becomes.
fn wal_buffers(shared: f64) -> f64 {
    let value = libm::floor(3.0 * shared / 100.0);
    if value > 14.0 * MB { 16.0 * MB } else { value.max(32.0) }
}

fn wal_size(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Web | Kind::Mixed => (1024.0, 4096.0),
        Kind::Oltp => (2048.0, 8192.0),
        Kind::Dw => (4096.0, 16_384.0),
        Kind::Desktop => (100.0, 2048.0),
    }
}

/// Workers in all, and of one query.
fn workers(machine: &Machine) -> (f64, f64) {
    let Some(cpus) = machine.cpus.filter(|cpus| *cpus >= 4).map(f64::from) else { return (8.0, 2.0) };
    let half = libm::ceil(cpus / 2.0);
    (cpus, if machine.kind == Kind::Dw { half } else { half.min(4.0) })
}

/// What the shared buffers leave, over three uses by each of `users`; at least 4 MB.
fn work_mem(machine: &Machine, shared: f64, users: f64) -> f64 {
    let each = (machine.memory - shared) / (users * 3.0);
    let part = match machine.kind {
        Kind::Web | Kind::Oltp => 1.0,
        Kind::Dw | Kind::Mixed => 2.0,
        Kind::Desktop => 6.0,
    };
    let value = libm::floor(each / part).max(4.0 * MB);
    if small_pieces(machine) { value.min(2.0 * GB - MB) } else { value }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MACHINE: Machine = Machine {
        memory: 64.0 * GB,
        kind: Kind::Web,
        cpus: Some(16),
        connections: None,
        system: System::Linux,
        version: 17.0,
    };

    #[test]
    fn limits_hold_where_they_apply() {
        let windows = tune(&Machine { system: System::Windows, ..MACHINE }).unwrap();
        assert_eq!(windows.maintenance_work_mem, 2.0 * GB - MB);
        assert_eq!(
            tune(&Machine { system: System::Windows, version: 18.0, ..MACHINE })
                .unwrap()
                .maintenance_work_mem,
            4.0 * GB
        );
        let large = tune(&Machine { memory: 512.0 * GB, ..MACHINE }).unwrap();
        assert_eq!(large.maintenance_work_mem, 8.0 * GB);
        let small = tune(&Machine { memory: 256.0 * MB, cpus: None, ..MACHINE }).unwrap();
        assert_eq!((small.work_mem, small.max_worker_processes, small.wal_buffers), (4096.0, 8.0, 1966.0));
        assert!(tune(&Machine { memory: 0.0, ..MACHINE }).is_err());
    }
}
