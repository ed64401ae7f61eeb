//! Vector indexes: FAISS' flat arithmetic, and pgvector's pages as PostgreSQL fills them.

mod pages;
mod table;

pub use pages::{build_memory, hnsw_bytes};
pub use table::{Key, table_bytes};

use super::{amount, positive};
use crate::Error;

/// Bytes of an HNSW index in memory: n (4 d + 2 M x 4), a link of 4 bytes for each of 2 M neighbours.
/// Source: FAISS wiki, Guidelines to choose an index.
pub fn faiss_hnsw_bytes(dimensions: f64, m: f64, vectors: f64) -> Result<f64, Error> {
    let each = 4.0 * positive("dimensions", dimensions)? + 8.0 * positive("M", m)?;
    Ok(amount("vectors", vectors)? * each)
}
