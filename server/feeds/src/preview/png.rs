//! Pictures as PNG (W3C PNG, third edition): the colours that there are as a palette, so that a picture of few is small.

use super::canvas::Canvas;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::collections::BTreeMap;
use std::io::Write as _;

/// The picture in its file format.
pub(super) fn encoded(canvas: &Canvas) -> Vec<u8> {
    let (kind, palette, rows) = match indexed(canvas) {
        Some((palette, rows)) => (3, Some(palette), rows),
        None => (2, None, lines(&canvas.pixels, canvas.width as usize * 3)),
    };
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let [width, height] = [canvas.width, canvas.height].map(u32::to_be_bytes);
    chunk(&mut file, b"IHDR", &[&width[..], &height, &[8, kind, 0, 0, 0]].concat());
    if let Some(palette) = palette {
        chunk(&mut file, b"PLTE", &palette);
    }
    chunk(&mut file, b"IDAT", &compressed(&rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

/// The palette, and each pixel's place in it; nothing if there are more colours than a palette holds.
fn indexed(canvas: &Canvas) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut known: BTreeMap<&[u8], u8> = BTreeMap::new();
    let mut palette = Vec::new();
    let mut pixels = Vec::with_capacity(canvas.pixels.len() / 3);
    let mut last: (&[u8], u8) = (&[], 0);
    for color in canvas.pixels.chunks_exact(3) {
        if color != last.0 {
            let next = known.len();
            let place = match known.get(color) {
                Some(place) => *place,
                None => {
                    let place = u8::try_from(next).ok()?;
                    known.insert(color, place);
                    palette.extend_from_slice(color);
                    place
                }
            };
            last = (color, place);
        }
        pixels.push(last.1);
    }
    Some((palette, lines(&pixels, canvas.width as usize)))
}

/// Rows of pixels, each behind the number of its filter, which is none.
fn lines(pixels: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(pixels.len() + pixels.len() / length.max(1) + 1);
    for row in pixels.chunks(length.max(1)) {
        bytes.push(0);
        bytes.extend_from_slice(row);
    }
    bytes
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = writer.write_all(bytes);
    writer.finish().unwrap_or_default()
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    file.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    file.extend(kind);
    file.extend(data);
    file.extend(crc.sum().to_be_bytes());
}
