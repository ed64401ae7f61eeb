//! Cassandra: disk with compaction's own needs, nodes by density and by work, memory, and hours to repair.

use super::{amount, ceil, count, multiple, positive, share};
use crate::Error;

const GIB: f64 = 1_073_741_824.0;

/// Sizes of the row-by-column estimate of Cassandra up to 2.x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// Rows.
    pub rows: f64,
    /// Columns in each.
    pub columns: f64,
    /// Bytes of a column's name.
    pub name: f64,
    /// Bytes of its value.
    pub value: f64,
    /// Bytes that each column costs besides.
    pub column_overhead: f64,
    /// Bytes that each row costs besides.
    pub row_overhead: f64,
    /// Bytes of a key.
    pub key: f64,
    /// Bytes that each key costs besides.
    pub key_overhead: f64,
}

/// Bytes on all disks: rows (columns (name + value + 23) + 23) + rows (key + 32), times replicas, times
/// 1 + compaction. Source: DataStax, Planning user data; the overheads are inputs.
pub fn disk_by_rows(rows: &Rows, replicas: u32, compaction: f64) -> Result<f64, Error> {
    let column = amount("name bytes", rows.name)?
        + amount("value bytes", rows.value)?
        + amount("column overhead", rows.column_overhead)?;
    let row = amount("columns", rows.columns)? * column + amount("row overhead", rows.row_overhead)?;
    let key = amount("key bytes", rows.key)? + amount("key overhead", rows.key_overhead)?;
    let copies = count("replicas", replicas)? * (1.0 + amount("compaction overhead", compaction)?);
    Ok(amount("rows", rows.rows)? * (row + key) * copies)
}

/// Bytes of a node that may hold data: raw disks less the file system's part, up to a utilisation of 0.5 to 0.8.
/// Source: DataStax, Planning disk capacity (file system factor 0.9).
pub fn usable_disk(disk: f64, disks: u32, file_system: f64, utilisation: f64) -> Result<f64, Error> {
    let raw = amount("disk bytes", disk)? * count("disks", disks)?;
    Ok(raw * share("file system factor", file_system)? * share("utilisation", utilisation)?)
}

/// How tables are compacted, which needs free disk of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compaction {
    /// By size: half of the data again.
    SizeTiered,
    /// By level: a tenth (an assumption to measure).
    Leveled,
    /// By time: a tenth (an assumption to measure).
    TimeWindow,
}

impl Compaction {
    /// Free disk as a share of the data.
    pub fn overhead(self) -> f64 {
        match self {
            Compaction::SizeTiered => 0.5,
            Compaction::Leveled | Compaction::TimeWindow => 0.1,
        }
    }
}

/// Bytes on all disks: data / ratio x replicas x (1 + compaction).
pub fn disk(data: f64, ratio: f64, replicas: u32, compaction: Compaction) -> Result<f64, Error> {
    let stored = amount("data", data)? / positive("compression ratio", ratio)?;
    Ok(stored * count("replicas", replicas)? * (1.0 + compaction.overhead()))
}

/// What a cluster is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Bytes on all disks, from `disk`.
    pub disk: f64,
    /// Bytes that one node may hold; 2 TB is usual.
    pub density: f64,
    /// Operations per second of clients that every replica takes part in.
    pub operations: f64,
    /// Processor seconds of one operation on one replica.
    pub cpu: f64,
    /// Copies of each row.
    pub replicas: u32,
    /// Bytes per second that are written, before replication.
    pub written: f64,
}

/// What the cluster needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Nodes, a multiple of the zones.
    pub nodes: f64,
    /// Cores of all nodes: (a + sqrt a) x 2, square-root staffing with room for compaction and repair.
    pub cores: f64,
    /// Bytes that all nodes buffer before an hourly flush of 16 segments: written x 3600 / 16 (Netflix).
    pub write_buffer: f64,
    /// Bytes per second between clients and nodes: 900 + 1.42 times the payload of each operation (Netflix).
    pub wire: f64,
}

/// Nodes with `cores` each over `zones`.
pub fn cluster(load: &Load, cores: u32, zones: u32) -> Result<Cluster, Error> {
    let (zones, replicas) = (count("zones", zones)?, count("replicas", load.replicas)?);
    let offered = amount("operations", load.operations)? * amount("cpu (s)", load.cpu)? * replicas;
    let needed = 2.0 * ceil(offered + libm::sqrt(offered));
    let by_disk = amount("disk", load.disk)? / positive("density", load.density)?;
    let nodes = by_disk.max(needed / count("cores", cores)?).max(replicas);
    let written = amount("written", load.written)?;
    Ok(Cluster {
        nodes: multiple(nodes, zones),
        cores: needed,
        write_buffer: written * replicas * 3600.0 / 16.0,
        wire: 900.0 * load.operations + 1.42 * written,
    })
}

/// Heap and page cache of a node with this much memory: min(max(4 GiB, RAM / 2), 30 GiB), and what is left up to
/// 28 GiB. `Infeasible` where the heap alone does not fit.
pub fn memory(ram: f64) -> Result<(f64, f64), Error> {
    let ram = amount("memory", ram)?;
    let heap = (ram / 2.0).clamp(4.0 * GIB, 30.0 * GIB);
    if heap > ram {
        return Err(Error::infeasible("memory (bytes)", ram, heap));
    }
    Ok((heap, (ram - heap).min(28.0 * GIB)))
}

/// Seconds to stream a node's `bytes` at `rate` bytes per second: a bootstrap, or the most of a repair.
pub fn streaming(bytes: f64, rate: f64) -> Result<f64, Error> {
    Ok(amount("bytes", bytes)? / positive("stream rate", rate)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LOAD: Load =
        Load { disk: 30e12, density: 2e12, operations: 20_000.0, cpu: 0.0004, replicas: 3, written: 10e6 };

    #[test]
    fn the_scarcer_of_disk_and_work_sets_the_nodes() {
        assert_eq!(cluster(&LOAD, 8, 3).unwrap().nodes, 15.0);
        assert_eq!(cluster(&Load { operations: 80_000.0, ..LOAD }, 8, 3).unwrap().nodes, 27.0);
        assert_eq!(cluster(&Load { disk: 0.0, operations: 0.0, ..LOAD }, 8, 3).unwrap().nodes, 3.0);
    }

    #[test]
    fn memory_is_split_and_too_little_is_told() {
        assert_eq!(memory(16.0 * GIB).unwrap(), (8.0 * GIB, 8.0 * GIB));
        assert_eq!(memory(128.0 * GIB).unwrap(), (30.0 * GIB, 28.0 * GIB));
        assert!(matches!(memory(2.0 * GIB), Err(Error::Infeasible { .. })));
        assert_eq!(disk(1e12, 2.0, 3, Compaction::SizeTiered).unwrap(), 2.25e12);
    }
}
