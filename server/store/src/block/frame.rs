//! What every block begins with, whatever its codec: a checksum of the rest (CRC-32, u32, little endian) and a count.

use super::bytes::{Reader, put_varint};
use super::{Corrupt, MOST};

/// The beginning of a block of `count` points; its checksum comes with [`close`].
pub(crate) fn begin(count: usize) -> Result<Vec<u8>, Corrupt> {
    if count > MOST {
        return Err(Corrupt("too many points for one block"));
    }
    let mut out = vec![0; 4];
    put_varint(&mut out, count as u64);
    Ok(out)
}

/// The finished block.
pub(crate) fn close(mut out: Vec<u8>) -> Vec<u8> {
    let crc = crc32fast::hash(&out[4..]);
    out[..4].copy_from_slice(&crc.to_le_bytes());
    out
}

/// What comes after the count, if the checksum is right, and the count.
pub(crate) fn open(bytes: &[u8]) -> Result<(Reader<'_>, usize), Corrupt> {
    let (crc, rest) = bytes.split_first_chunk::<4>().ok_or(Corrupt("it is cut short"))?;
    if u32::from_le_bytes(*crc) != crc32fast::hash(rest) {
        return Err(Corrupt("its checksum does not match"));
    }
    let mut reader = Reader(rest);
    let count = reader.length(MOST)?;
    Ok((reader, count))
}

/// Sees that all of a block was read.
pub(crate) fn end(reader: &Reader) -> Result<(), Corrupt> {
    if reader.0.is_empty() { Ok(()) } else { Err(Corrupt("it has bytes to spare")) }
}
