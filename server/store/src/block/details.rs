//! Details as the distinct texts, deflated, and for each sample the number of its text; 0 is the empty one.

use super::bytes::{Reader, put_runs, put_section, put_varint};
use super::{Corrupt, MOST, Point};
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use std::collections::HashMap;
use std::io::Read;

/// Texts shorter than this in all are kept as they are: deflate has nothing to find in them.
const SMALL: usize = 64;

/// Texts longer than this in all (bytes) are kept as they are, so that reading never unfolds more.
const LARGE: usize = 16 << 20;

/// Appends the details of `points`.
pub(crate) fn put(out: &mut Vec<u8>, points: &[Point]) {
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    let mut texts = Vec::new();
    let mut chosen = Vec::with_capacity(points.len());
    for point in points {
        // Nearly all of them: not worth a look at the map.
        if point.detail.is_empty() {
            chosen.push(0);
            continue;
        }
        let next = numbers.len() as u64 + 1;
        chosen.push(*numbers.entry(&point.detail).or_insert_with(|| {
            put_section(&mut texts, point.detail.as_bytes());
            next
        }));
    }
    put_varint(out, numbers.len() as u64 + 1);
    if !numbers.is_empty() {
        put_texts(out, &texts);
        put_runs(out, chosen.into_iter());
    }
}

fn put_texts(out: &mut Vec<u8>, texts: &[u8]) {
    let mut deflated = Vec::new();
    let wanted = (SMALL..=LARGE).contains(&texts.len());
    let done =
        wanted && DeflateEncoder::new(texts, Compression::default()).read_to_end(&mut deflated).is_ok();
    if done && deflated.len() < texts.len() {
        put_varint(out, texts.len() as u64);
        put_section(out, &deflated);
    } else {
        put_varint(out, 0);
        put_section(out, texts);
    }
}

/// Reads `count` details.
pub(crate) fn take(reader: &mut Reader, count: usize) -> Result<Vec<String>, Corrupt> {
    let distinct = reader.length(MOST + 1)?;
    if distinct <= 1 {
        return Ok(vec![String::new(); count]);
    }
    let inflated = reader.length(LARGE)?;
    let section = reader.section()?;
    let unfolded = if inflated > 0 { inflate(section, inflated)? } else { Vec::new() };
    let texts = texts(if inflated > 0 { &unfolded } else { section }, distinct)?;
    let text = |number: u64| {
        let found = usize::try_from(number).ok().and_then(|number| texts.get(number));
        found.map(|text| (*text).to_owned()).ok_or(Corrupt("a detail is missing"))
    };
    reader.runs(count)?.into_iter().map(text).collect()
}

/// Unfolds to exactly `length` bytes, and never to more than one byte above it.
fn inflate(bytes: &[u8], length: usize) -> Result<Vec<u8>, Corrupt> {
    let mut unfolded = Vec::new();
    let done = DeflateDecoder::new(bytes).take(length as u64 + 1).read_to_end(&mut unfolded);
    match done {
        Ok(read) if read == length => Ok(unfolded),
        _ => Err(Corrupt("its details cannot be inflated")),
    }
}

fn texts(bytes: &[u8], distinct: usize) -> Result<Vec<&str>, Corrupt> {
    let mut reader = Reader(bytes);
    let mut texts = vec![""];
    while texts.len() < distinct {
        let text = str::from_utf8(reader.section()?);
        texts.push(text.map_err(|_| Corrupt("a detail is not UTF-8"))?);
    }
    Ok(texts)
}
