//! pgvector's HNSW index, page by page. Source: pgvector/pgvector, src/hnsw.h and hnswbuild.c
//! (`CreateElementPages`): an element and its neighbours go on one page if they fit on one, and pages are filled
//! in turn.

use super::super::positive;
use crate::Error;

/// pgvector's own bounds.
const MOST_DIMENSIONS: u32 = 2000;
/// A pointer to an item on a page.
const ITEM: f64 = 4.0;
/// Page header and the index's own part at the end.
const AROUND: f64 = 24.0 + 8.0;
/// Levels beyond this, or with a smaller share, have no element in any index.
const LEVELS: u32 = 40;
const RARE: f64 = 1e-12;

pub(super) fn align(bytes: f64) -> f64 {
    libm::ceil(bytes / 8.0) * 8.0
}

/// Element tuple: 72 bytes, then the vector's 8 and 4 for each dimension.
fn element(dimensions: u32) -> f64 {
    align(72.0 + 8.0 + 4.0 * f64::from(dimensions))
}

/// Neighbour tuple of an element on `level`: 4 bytes, then 6 for each of (level + 2) m neighbours.
fn neighbours(level: u32, m: u32) -> f64 {
    align(4.0 + f64::from(level + 2) * f64::from(m) * 6.0)
}

/// The share of elements on exactly this level: m^-l (1 - 1/m).
fn on_level(level: u32, m: u32) -> f64 {
    let m = f64::from(m);
    libm::pow(m, -f64::from(level)) * (1.0 - 1.0 / m)
}

fn check(dimensions: u32, m: u32, block: f64) -> Result<(), Error> {
    let held = (1..=MOST_DIMENSIONS).contains(&dimensions);
    Error::check("dimensions", f64::from(dimensions), "between 1 and 2000", held)?;
    Error::check("m", f64::from(m), "between 2 and 100", (2..=100).contains(&m))?;
    let power = [8192.0, 16_384.0, 32_768.0].contains(&block);
    Error::check("block", block, "8192, 16384 or 32768", power)?;
    Ok(())
}

/// Bytes of the index on `vectors` vectors: a page of its own, and the expected number of pages of elements.
pub fn hnsw_bytes(dimensions: u32, vectors: f64, m: u32, block: f64) -> Result<f64, Error> {
    check(dimensions, m, block)?;
    let whole = (0.0..=1e15).contains(&vectors) && libm::trunc(vectors) == vectors;
    let vectors = Error::check("vectors", vectors, "a whole number between 0 and 1e15", whole)?;
    let room = block - AROUND;
    let sizes: Vec<(f64, f64)> = (0..LEVELS)
        .map(|level| (on_level(level, m), element(dimensions) + neighbours(level, m) + 2.0 * ITEM))
        .take_while(|(share, _)| *share > RARE)
        .collect();
    let least = sizes.first().map_or(room, |(_, size)| *size);
    let pages = if 2.0 * least > room {
        // One element to a page, and a second page for neighbours that do not fit beside it.
        vectors * sizes.iter().map(|(share, size)| share * if *size > room { 2.0 } else { 1.0 }).sum::<f64>()
    } else {
        vectors / per_page(&sizes, least, room)
    };
    Ok(block * (1.0 + libm::ceil(pages * (1.0 - 1e-9)).max(1.0)))
}

/// The mean number of elements that fill a page: the sum over k of the chance that the first k fit. Sizes are
/// multiples of 8, so the chances of each sum are kept in a table of what levels above 0 add.
fn per_page(sizes: &[(f64, f64)], least: f64, room: f64) -> f64 {
    let extra: Vec<(f64, usize)> =
        sizes.iter().map(|(share, size)| (*share, ((size - least) / 8.0) as usize)).collect();
    let mut chances = vec![0.0; (room / 8.0) as usize + 1];
    if let Some(first) = chances.first_mut() {
        *first = 1.0;
    }
    let (mut mean, mut k) = (0.0, 1.0);
    while k * least <= room {
        let mut next = vec![0.0; chances.len()];
        for (sum, chance) in chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            for (share, more) in &extra {
                if let Some(place) = next.get_mut(sum + more) {
                    *place += chance * share;
                }
            }
        }
        let left = ((room - k * least) / 8.0) as usize;
        next.truncate(left + 1);
        mean += next.iter().sum::<f64>();
        chances = next;
        k += 1.0;
    }
    mean
}

/// maintenance_work_mem in bytes with which the index is built in memory: for each vector its element, its
/// neighbour lists of 16 bytes an entry on 1 / (m - 1) levels above 0 on average, and the vector.
pub fn build_memory(dimensions: u32, vectors: f64, m: u32) -> Result<f64, Error> {
    check(dimensions, m, 8192.0)?;
    let levels = 1.0 / (f64::from(m) - 1.0);
    let lists = (levels + 2.0) * f64::from(m) * 16.0 + (levels + 1.0) * 24.0;
    Ok(positive("vectors", vectors)? * (128.0 + lists + 8.0 + 4.0 * f64::from(dimensions)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn pages_hold_what_fits_and_the_largest_vectors_take_two() {
        let pages = |dimensions, vectors| hnsw_bytes(dimensions, vectors, 16, 8192.0).unwrap() / 8192.0 - 1.0;
        assert_eq!(pages(1536, 1000.0), 1000.0);
        assert_eq!(pages(2000, 1000.0), 2000.0);
        assert_eq!(pages(768, 1000.0), 500.0);
        assert_eq!(pages(3, 1.0), 1.0);
        assert!(hnsw_bytes(2001, 1.0, 16, 8192.0).is_err() && hnsw_bytes(3, 1.5, 16, 8192.0).is_err());
    }

    #[test]
    fn chances_of_the_levels_sum_to_one() {
        for m in [2, 16, 100] {
            let sum: f64 = (0..LEVELS).map(|level| on_level(level, m)).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{m}");
        }
    }
}
