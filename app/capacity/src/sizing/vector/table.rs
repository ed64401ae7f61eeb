//! A table of vectors with its key and its HNSW index: heap, TOAST, B-trees and the small maps beside them.
//! Source: PostgreSQL, storage page layout, TOAST (toast_internals.c, hio.c), and nbtree's fill factor.

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
/// How full the leaves of a B-tree are under rising keys, by PostgreSQL's fill factor, and under random ones, which split
/// them in halves: ln 2 (A. Yao, On random 2-3 trees, 1978).
const RISING: f64 = 0.9;
const RANDOM: f64 = core::f64::consts::LN_2;
/// Values after whose pages the pattern of pieces has come round; a multiple of what small numbers of pages hold.
const SAMPLE: usize = 252;
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

    /// How full it leaves the leaves of its index.
    fn full(self) -> f64 {
        if self == Key::Uuid { RANDOM } else { RISING }
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
    Ok(index + heap + toast + tree(vectors, align(8.0 + key.bytes()), key.full()))
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
    let sized = |bytes: f64| align(PIECE_HEADER + bytes) + ITEM;
    let mut pieces = vec![sized(PIECE); whole as usize];
    pieces.extend(Some(sized(rest)).filter(|_| rest > 0.0));
    with_maps(filled(&pieces, values)) + tree(values * pieces.len() as f64, 16.0, RISING)
}

/// Pages that values of these pieces fill: as many as are filled one by one, and beyond `SAMPLE` values, whose pages
/// come round again, in proportion.
fn filled(pieces: &[f64], values: f64) -> f64 {
    if values <= SAMPLE as f64 {
        return fill(pieces, values as usize);
    }
    let (some, twice) = (fill(pieces, SAMPLE), fill(pieces, 2 * SAMPLE));
    libm::ceil(some + (values - SAMPLE as f64) * (twice - some) / SAMPLE as f64)
}

/// Pages after one value after the other has been written: a piece goes to the last page, else to any that has room by
/// the free space map, which counts in steps of 32 bytes, else to a new one.
fn fill(pieces: &[f64], values: usize) -> f64 {
    const STEP: f64 = 32.0;
    let mut free: Vec<f64> = Vec::new();
    let mut last = 0;
    for piece in (0..values).flat_map(|_| pieces) {
        let roomy = |free: &f64| libm::floor(free / STEP) >= libm::ceil(piece / STEP);
        if free.get(last).is_none_or(|free| free < piece) {
            last = free.iter().position(roomy).unwrap_or_else(|| {
                free.push(BLOCK - PAGE_HEADER);
                free.len() - 1
            });
        }
        if let Some(room) = free.get_mut(last) {
            *room -= piece;
        }
    }
    free.len() as f64
}

/// Bytes of a B-tree on `entries` of `bytes` each: a page of its own, leaves filled to this share, and a two-hundredth of
/// them above.
fn tree(entries: f64, bytes: f64, full: f64) -> f64 {
    let leaves = libm::ceil(entries / libm::floor(full * (BLOCK - 40.0) / (bytes + ITEM)));
    let above = if leaves > 1.0 { libm::ceil(leaves / 200.0) } else { 0.0 };
    BLOCK * (1.0 + leaves + above)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn pieces_fill_pages_as_postgresql_fills_them() {
        // pg_relation_size of the TOAST table of 1000 vectors, on PostgreSQL 16.2 with pgvector 0.6.2.
        let measured = [
            (500, 334.0),
            (600, 334.0),
            (700, 375.0),
            (768, 500.0),
            (1000, 667.0),
            (1024, 667.0),
            (1200, 667.0),
            (1400, 750.0),
            (1500, 1000.0),
            (1536, 1000.0),
            (1995, 1000.0),
            (2000, 1008.0),
        ];
        for (dimensions, pages) in measured {
            let bytes = 4.0 + 4.0 * f64::from(dimensions);
            let got =
                (toast(bytes, 1000.0) - tree(1000.0 * libm::ceil(bytes / PIECE), 16.0, RISING)) / BLOCK - 4.0;
            assert!((got / pages - 1.0).abs() < 0.003, "{dimensions}: {got} pages, measured {pages}");
        }
    }

    #[test]
    fn a_longer_vector_never_takes_less() {
        let mut before = 0.0;
        for dimensions in (4..=2000).step_by(4) {
            let bytes = table_bytes(dimensions, 5000.0, 16, Key::Uuid).unwrap();
            // Where pieces begin to fill pages better, a table may shrink a little.
            assert!(bytes > 0.9 * before, "{dimensions}: {bytes} {before}");
            before = bytes;
        }
    }
}
