//! The index as bytes, for the browser. Made small for a compressor behind it: what is alike stands together.
//!
//! Layout, version 1: `PSX1`; pages (path, title, alerts); places (page by how many each has, id, heading); words of
//! the body (letters shared with the word before, the rest, how many places); places of each word as steps from one to
//! the next, in commands and in prose. Numbers are LEB128, texts end with a zero byte.

mod bytes;

use crate::index::{Field, Index, Page, Place, Posting, Postings, Term};
use bytes::{Reader, number, text};

const MAGIC: &[u8] = b"PSX1";

/// Why bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// They are of another version, or something else altogether.
    #[error("this is no search index of this version")]
    Version,
    /// They end too early, or hold what no index holds.
    #[error("the search index is damaged")]
    Damaged,
}

impl Index {
    /// The index as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        number(&mut out, self.pages.len());
        for page in &self.pages {
            text(&mut out, &page.path);
            text(&mut out, &page.title);
            number(&mut out, page.alerts.len());
            page.alerts.iter().for_each(|alert| text(&mut out, alert));
        }
        self.encode_places(&mut out);
        self.encode_words(&mut out);
        out
    }

    fn encode_places(&self, out: &mut Vec<u8>) {
        let mut counts = vec![0; self.pages.len()];
        for place in &self.places {
            counts.get_mut(place.page as usize).into_iter().for_each(|count| *count += 1);
        }
        counts.into_iter().for_each(|count| number(out, count));
        for place in self.places.iter().filter(|place| !place.id.is_empty()) {
            text(out, &place.heading);
        }
        for place in self.places.iter().filter(|place| !place.id.is_empty()) {
            let id = if place.id == plain_id(&place.heading) { "" } else { &place.id };
            text(out, id);
        }
    }

    /// The words of prose and commands; those of names are made of the names again.
    fn encode_words(&self, out: &mut Vec<u8>) {
        let of_body = |posting: &&Posting| matches!(posting.field, Field::Command | Field::Prose);
        let terms: Vec<_> =
            self.terms.iter().filter(|term| term.postings.iter().any(|it| of_body(&it))).collect();
        number(out, terms.len());
        let (mut before, mut rests) = ("", Vec::new());
        for term in &terms {
            let shared = shared(before, &term.word);
            number(out, shared);
            text(&mut rests, term.word.get(shared..).unwrap_or_default());
            before = &term.word;
        }
        out.extend(rests);
        for field in [Field::Command, Field::Prose] {
            let places = |term: &&Term| {
                let its = term.postings.iter().filter(|posting| posting.field == field);
                its.map(|posting| posting.place as usize).collect::<Vec<_>>()
            };
            let all: Vec<_> = terms.iter().map(places).collect();
            all.iter().for_each(|places| number(out, places.len()));
            for places in all {
                let before = std::iter::once(0).chain(places.iter().map(|place| place + 1));
                places.iter().zip(before).for_each(|(place, before)| number(out, place - before));
            }
        }
    }

    /// The index that [`Index::encode`] wrote. Bytes of anybody may come: what does not fit is refused, and no more
    /// is kept than they hold.
    pub fn decode(bytes: &[u8]) -> Result<Index, Broken> {
        let mut from = Reader(bytes.strip_prefix(MAGIC).ok_or(Broken::Version)?);
        let mut pages = Vec::new();
        for _ in 0..from.count()? {
            let (path, title) = (from.text()?, from.text()?);
            let alerts = (0..from.count()?).map(|_| from.text()).collect::<Result<_, _>>()?;
            pages.push(Page { path, title, alerts });
        }
        let places = decode_places(&mut from, pages.len())?;
        let body = decode_words(&mut from, places.len())?;
        Ok(Index::assemble(pages, places, body))
    }
}

fn decode_places(from: &mut Reader, pages: usize) -> Result<Vec<Place>, Broken> {
    let mut places: Vec<Place> = Vec::new();
    for page in 0..pages {
        let page = u32::try_from(page).map_err(|_| Broken::Damaged)?;
        for at in 0..from.count()? {
            let id = if at == 0 { "" } else { "?" }.to_owned();
            places.push(Place { page, id, heading: String::new() });
        }
    }
    for place in places.iter_mut().filter(|place| !place.id.is_empty()) {
        place.heading = from.text()?;
    }
    for place in places.iter_mut().filter(|place| !place.id.is_empty()) {
        let id = from.text()?;
        place.id = if id.is_empty() { plain_id(&place.heading) } else { id };
    }
    Ok(places)
}

fn decode_words(from: &mut Reader, places: usize) -> Result<Postings, Broken> {
    let shared = (0..from.count()?).map(|_| from.number()).collect::<Result<Vec<_>, _>>()?;
    let (mut words, mut before) = (Vec::with_capacity(shared.len()), String::new());
    for shared in shared {
        before = before.get(..shared).ok_or(Broken::Damaged)?.to_owned() + &from.text()?;
        words.push((before.clone(), Vec::new()));
    }
    for field in [Field::Command, Field::Prose] {
        let counts = words.iter().map(|_| from.number()).collect::<Result<Vec<_>, _>>()?;
        for ((_, postings), count) in words.iter_mut().zip(counts) {
            let mut next = 0_usize;
            for _ in 0..count {
                let place = next.checked_add(from.number()?).filter(|place| *place < places);
                let place = place.ok_or(Broken::Damaged)?;
                let number = u32::try_from(place).map_err(|_| Broken::Damaged)?;
                postings.push(Posting { place: number, field });
                next = place + 1;
            }
        }
    }
    Ok(words.into_iter().collect())
}

/// The id that most headings have, so that it need not be written.
fn plain_id(heading: &str) -> String {
    let stays = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    heading.to_lowercase().chars().filter(stays).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Bytes that two words have in common at their start, up to the end of a letter.
fn shared(a: &str, b: &str) -> usize {
    let same = a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y);
    same.map_or(a.len().min(b.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests;
