//! Redis: bytes of a key with a string, as `MEMORY USAGE` counts them, and what the process needs around them.
//! Source: redis.io, MEMORY USAGE; object.c and sds.h of Redis 7.2; jemalloc's size classes with 8-byte steps.

use super::{amount, share};
use crate::Error;

/// Longest string that is allocated together with its object.
const EMBEDDED: u64 = 44;
/// A key's entry in the table.
const ENTRY: u64 = 24;
/// A value's object.
const OBJECT: u64 = 16;

/// Bytes of a key of `key` bytes with a string of `value` bytes: 24 for the entry, the key's allocation, and the
/// value's, which is one with its object up to 44 bytes. Lengths up to 512 MiB, Redis' own limit.
pub fn string_bytes(key: u64, value: u64) -> Result<u64, Error> {
    for (field, length) in [("key length", key), ("value length", value)] {
        Error::check(field, length as f64, "at most 536870912 bytes", length <= 1 << 29)?;
    }
    let value = if value <= EMBEDDED {
        class(OBJECT + 3 + value + 1)
    } else {
        OBJECT + class(header(value) + value + 1)
    };
    Ok(ENTRY + class(header(key) + key + 1) + value)
}

/// Bytes before a string: the shortest form has one, which the next ones have three, five and nine of.
fn header(length: u64) -> u64 {
    match length {
        0..32 => 1,
        32..256 => 3,
        256..65_536 => 5,
        _ => 9,
    }
}

/// The allocation that so many bytes get: steps of 8 up to 64, then four steps to each doubling.
fn class(bytes: u64) -> u64 {
    let step = if bytes <= 64 { 8 } else { bytes.next_power_of_two() / 8 };
    bytes.div_ceil(step).max(1) * step
}

/// Bytes of the hash table for `keys`: a pointer for each of the next power of two, and half as much again while
/// it grows into the next one, key by key.
pub fn table_bytes(keys: u64) -> Result<f64, Error> {
    Error::check("keys", keys as f64, "at most 2^48", keys <= 1 << 48)?;
    Ok(8.0 * keys.max(4).next_power_of_two() as f64)
}

/// Memory of a process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// What to set as maxmemory: data, table and client buffers.
    pub maxmemory: f64,
    /// What to give to the machine: maxmemory, fragmentation, and the pages that are copied while a fork saves.
    pub ram: f64,
}

/// For `data` bytes of keys and values, a `table`, `clients` with buffers of `buffer` bytes, a `fragmentation` of 0.1
/// or so, and a share of pages that is `dirtied` while a snapshot is written (0.3 to 1).
pub fn memory(
    data: f64,
    table: f64,
    clients: f64,
    buffer: f64,
    fragmentation: f64,
    dirtied: f64,
) -> Result<Memory, Error> {
    let buffers = amount("clients", clients)? * amount("client buffer", buffer)?;
    let maxmemory = amount("data", data)? + amount("table", table)? + buffers;
    let copied = if dirtied == 0.0 { 0.0 } else { share("dirtied share", dirtied)? };
    let ram = maxmemory * (1.0 + amount("fragmentation", fragmentation)? + copied);
    Ok(Memory { maxmemory, ram })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn allocations_are_jemallocs_size_classes() {
        let pairs = [(1, 8), (8, 8), (9, 16), (64, 64), (65, 80), (80, 80), (81, 96), (128, 128), (129, 160)];
        let large = [(161, 192), (256, 256), (257, 320), (1000, 1024), (1025, 1280), (4097, 5120)];
        for (bytes, want) in pairs.into_iter().chain(large) {
            assert_eq!(class(bytes), want, "{bytes}");
        }
    }

    #[test]
    fn a_longer_value_never_takes_less() {
        let mut before = 0;
        for value in 0..5000 {
            let bytes = string_bytes(10, value).unwrap();
            assert!(bytes >= before, "{value}");
            before = bytes;
        }
        assert!(string_bytes(1 << 30, 0).is_err());
    }

    #[test]
    fn a_fork_that_dirties_everything_doubles_the_memory() {
        let memory = memory(1e9, 0.0, 0.0, 0.0, 0.0, 1.0).unwrap();
        assert_eq!((memory.maxmemory, memory.ram), (1e9, 2e9));
        assert_eq!(table_bytes(1000).unwrap(), 8192.0);
    }
}
