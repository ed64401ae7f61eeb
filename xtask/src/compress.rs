//! Compression at its best setting, done once in the build: brotli 11 and gzip 9, both deterministic.

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// Files smaller than this many bytes gain nothing from compression.
const SMALLEST: usize = 256;

/// File name endings of what compresses.
const ENDINGS: [&str; 11] =
    ["css", "js", "mjs", "wasm", "svg", "html", "txt", "xml", "json", "webmanifest", "map"];

/// Whether a file of this name and content is worth compressing.
pub fn pays(name: &str, content: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    content.len() > SMALLEST && ENDINGS.contains(&ending)
}

/// Brotli, quality 11, with a window of at most 4 MiB.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &params).context("brotli failed")?;
    Ok(out)
}

/// Gzip, level 9, without a time stamp.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Read;

    #[test]
    fn both_give_back_what_they_took_and_are_smaller() {
        let content = "a status page says what is so, ".repeat(100).into_bytes();
        let packed = brotli(&content).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert!(packed.len() < content.len() / 10);

        let packed = gzip(&content).unwrap();
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&*packed).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert_eq!(packed, gzip(&content).unwrap());
    }

    #[test]
    fn only_text_and_wasm_of_some_size_pay() {
        let large = [0; 300];
        assert!(pays("live.wasm", &large));
        assert!(pays("sw.js", &large));
        assert!(!pays("sw.js", &large[..256]));
        assert!(!pays("icon.png", &large));
        assert!(!pays("LICENSE", &large));
    }
}
