//! A table of vectors with its key and its HNSW index: heap, TOAST, B-trees and the small maps beside them.
//! Source: PostgreSQL, storage page layout, TOAST, and nbtree's fill factor of 90 % for rising keys.

use super::pages::{align, hnsw_bytes};
use crate::Error;

const BLOCK: f64 = 8192.0;
const PAGE_HEADER: f64 = 24.0;
const ITEM: f64 = 4.0;
const TUPLE_HEADER: f64 = 24.0;
/// Rows above this size have their vector stored apart.
const TOAST_FROM: f64 = 2032.0;
/// Bytes of a vector in one piece of TOAST.
const PIECE: f64 = 1996.0;
/// What a piece carries besides: its tuple's header, the value's id, its number, and its length.
const PIECE_HEADER: f64 = TUPLE_HEADER + 12.0;
/// What a row keeps of a vector that is stored apart.
const POINTER: f64 = 18.0;

/// The table's primary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// 4 bytes.
    Serial,
    /// 8 bytes.
    BigSerial,
    /// 16 bytes.
    Uuid,
}

impl Key {
    fn bytes(self) -> f64 {
        match self {
            Key::Serial => 4.0,
            Key::BigSerial => 8.0,
            Key::Uuid => 16.0,
        }
    }
}

/// Bytes of the table as `pg_total_relation_size` counts them, with nothing in a row but its key and its vector.
pub fn table_bytes(dimensions: u32, vectors: f64, m: u32, key: Key) -> Result<f64, Error> {
    let index = hnsw_bytes(dimensions, vectors, m, BLOCK)?;
    let vector = 8.0 + 4.0 * f64::from(dimensions);
    let inline = align(TUPLE_HEADER + align(key.bytes()) + vector);
    let apart = inline > TOAST_FROM;
    let row = if apart { align(TUPLE_HEADER + key.bytes() + POINTER) } else { inline };
    let heap = with_maps(pages(vectors, row));
    let toast = if apart { toast(vector - 4.0, vectors) } else { BLOCK };
    Ok(index + heap + toast + tree(vectors, align(8.0 + key.bytes())))
}

/// Pages of rows of equal size.
fn pages(rows: f64, row: f64) -> f64 {
    libm::ceil(rows / libm::floor((BLOCK - PAGE_HEADER) / (row + ITEM)).max(1.0))
}

/// Bytes of so many pages with the free space map and the visibility map.
fn with_maps(pages: f64) -> f64 {
    if pages > 0.0 { BLOCK * (pages + 3.0 + libm::ceil(pages / 32_672.0)) } else { 0.0 }
}

/// Bytes of values of `bytes` each that are stored in pieces, and of the index on the pieces.
fn toast(bytes: f64, values: f64) -> f64 {
    let whole = libm::floor(bytes / PIECE);
    let rest = bytes - whole * PIECE;
    let room = BLOCK - PAGE_HEADER;
    let piece = align(PIECE_HEADER + PIECE) + ITEM;
    let last = if rest > 0.0 { align(PIECE_HEADER + rest) + ITEM } else { 0.0 };
    let value = whole * piece + last;
    // A page holds whole values where one fits, else pieces in turn, four to a page.
    let per_page = libm::floor(room / value);
    let used = if per_page >= 1.0 {
        libm::ceil(values / per_page)
    } else {
        libm::ceil(values * value / (4.0 * piece))
    };
    let pieces = values * (whole + if rest > 0.0 { 1.0 } else { 0.0 });
    with_maps(used) + tree(pieces, 16.0)
}

/// Bytes of a B-tree on `entries` of `bytes` each: a page of its own, leaves filled to 90 %, and a two-hundredth of
/// them above.
fn tree(entries: f64, bytes: f64) -> f64 {
    let leaves = libm::ceil(entries / libm::floor(0.9 * (BLOCK - 40.0) / (bytes + ITEM)));
    let above = if leaves > 1.0 { libm::ceil(leaves / 200.0) } else { 0.0 };
    BLOCK * (1.0 + leaves + above)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_longer_vector_never_takes_less() {
        let mut before = 0.0;
        for dimensions in (4..=2000).step_by(4) {
            let bytes = table_bytes(dimensions, 5000.0, 16, Key::Uuid).unwrap();
            // Where pieces begin to fill pages better, a table may shrink a little.
            assert!(bytes > 0.75 * before, "{dimensions}: {bytes} {before}");
            before = bytes;
        }
    }
}
