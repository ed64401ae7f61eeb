//! Start times as ticks of a steady step and what each differs from its tick.
//!
//! A schedule starts its probes at `first + n * step`, give or take a few milliseconds. Differences between
//! neighbours would hold that jitter twice; a difference from the tick holds it once.

use super::bytes::{Reader, put_runs, put_section, put_varint};
use super::{Corrupt, compress, decompress};

/// Appends times, which are in order: first, step, ticks, differences.
pub(crate) fn put(out: &mut Vec<u8>, times: &[i64]) -> Result<(), Corrupt> {
    let first = times.first().copied().unwrap_or(0);
    let offsets: Vec<u64> = times.iter().map(|at| at.wrapping_sub(first) as u64).collect();
    let step = step(&offsets);
    let ticks: Vec<u64> = offsets.iter().map(|offset| nearest(*offset, step)).collect();
    let differences = offsets.iter().zip(&ticks).map(|(offset, tick)| difference(*offset, *tick, step));
    out.extend_from_slice(&first.to_le_bytes());
    put_varint(out, step);
    put_section(out, &compress(&differences.collect::<Vec<i64>>())?);
    let before = std::iter::once(0).chain(ticks.iter().copied());
    put_runs(out, ticks.iter().zip(before).map(|(tick, before)| tick.wrapping_sub(before)));
    Ok(())
}

/// Reads `count` times.
pub(crate) fn take(reader: &mut Reader, count: usize) -> Result<Vec<i64>, Corrupt> {
    let first = reader.bytes(8)?.try_into().map_err(|_| Corrupt("it is cut short"))?;
    let first = i64::from_le_bytes(first);
    let step = reader.varint()?;
    let differences: Vec<i64> = decompress(reader.section()?, count)?;
    let mut tick = 0u64;
    let times = reader.runs(count)?.into_iter().zip(differences).map(|(ticks, difference)| {
        tick = tick.wrapping_add(ticks);
        first.wrapping_add(tick.wrapping_mul(step) as i64).wrapping_add(difference)
    });
    Ok(times.collect())
}

/// The step in milliseconds that fits best: the span by the number of usual steps that fit into it.
fn step(offsets: &[u64]) -> u64 {
    let mut steps: Vec<u64> = offsets.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let Some(span) = offsets.last().filter(|span| **span > 0) else { return 1 };
    let middle = steps.len() / 2;
    let (_, usual, _) = steps.select_nth_unstable(middle);
    let times = nearest(*span, (*usual).max(1)).max(1);
    nearest(*span, times).max(1)
}

/// `offset / step`, to the nearest whole number.
fn nearest(offset: u64, step: u64) -> u64 {
    offset / step + u64::from(offset % step > step / 2)
}

/// What `offset` is after its tick; modulo 2^64, so that it is exact for any two instants.
fn difference(offset: u64, tick: u64, step: u64) -> i64 {
    offset.wrapping_sub(tick.wrapping_mul(step)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_survives_jitter_and_gaps() {
        let ticks = (0u64..1_024).filter(|n| !(300..420).contains(n));
        let offsets: Vec<u64> = ticks.map(|n| n * 60_000 + (n * 7_919) % 23).collect();
        assert_eq!(step(&offsets), 60_000);
    }

    #[test]
    fn no_time_at_all_still_has_a_step() {
        assert_eq!((step(&[]), step(&[0]), step(&[0, 0, 0])), (1, 1, 1));
    }
}
