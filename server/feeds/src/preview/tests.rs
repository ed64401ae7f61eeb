#![allow(clippy::unwrap_used)]

use super::*;
use crate::sample::{HOSTILE, named, public, source};
use std::io::Read as _;

/// Width, height and the sizes of the chunks, read as a stranger would; each chunk's sum must be right.
fn read(file: &[u8]) -> (u32, u32, Vec<(String, usize)>) {
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
    let (mut at, mut chunks) = (8, Vec::new());
    while at < file.len() {
        let length = number(at) as usize;
        let mut crc = flate2::Crc::new();
        crc.update(&file[at + 4..at + 8 + length]);
        assert_eq!(crc.sum(), number(at + 8 + length));
        chunks.push((String::from_utf8_lossy(&file[at + 4..at + 8]).into_owned(), length));
        at += 12 + length;
    }
    (number(16), number(20), chunks)
}

#[test]
fn it_is_a_picture_of_the_size_that_sites_ask_for() {
    let public = public();
    let file = site(&source(&public, &[]));
    let (width, height, chunks) = read(&file);
    assert_eq!((width, height), (1_200, 630));
    let names: Vec<_> = chunks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["IHDR", "PLTE", "IDAT", "IEND"]);
    assert!(file.len() < 60_000, "{} bytes", file.len());
    let from = 8 + 25 + 12 + chunks[1].1 + 8;
    let mut rows = Vec::new();
    flate2::read::ZlibDecoder::new(&file[from..]).read_to_end(&mut rows).unwrap();
    assert_eq!(rows.len(), 630 * 1_201);
}

#[test]
fn it_changes_with_what_it_tells_of() {
    let mut public = public();
    let first = site(&source(&public, &[]));
    assert_eq!(site(&source(&public, &[])), first, "the same draws the same");
    assert_ne!(system(&source(&public, &[]), &public.systems[0]), first);
    public.systems[0].groups[1].components[0].status = Status::Operational;
    assert_ne!(site(&source(&public, &[])), first);
}

#[test]
fn whatever_a_name_holds_it_can_be_drawn() {
    let long = "Wide ".repeat(200);
    for name in HOSTILE.into_iter().chain(["", "\u{4f60}\u{597d}", &long, "Gr\u{fc}\u{df}e"]) {
        let public = named(name, name);
        let source = Source { name, url: "https://xn--fiqs8s.example/", ..source(&public, &[]) };
        assert_eq!(read(&system(&source, &public.systems[0])).0, 1_200, "{name:?}");
    }
}

#[test]
fn a_long_sentence_is_made_smaller_and_then_cut() {
    let words = |count: usize| "degraded ".repeat(count);
    assert_eq!(fitted("All systems are operational.", 1_040.0).0, SENTENCE[0]);
    assert!(fitted(&words(14), 1_040.0).0 < SENTENCE[0]);
    let (size, lines) = fitted(&words(90), 1_040.0);
    assert_eq!((size, lines.len()), (SENTENCE[2], LINES));
    assert!(lines.iter().all(|line| letters::width(line, size) <= 1_040.0));
    assert!(cut(&words(90), 30.0, 300.0).ends_with("..."));
}
