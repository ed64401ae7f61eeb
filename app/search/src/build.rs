//! Documents to an index.

use crate::document::{Body, Document};
use crate::index::{Field, Index, Page, Place, Posting, Postings};
use crate::words::{each_word, is_filler, is_noise};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Up to so many places a word is kept wherever it stands: it tells them apart.
const RARE: usize = 4;
/// On how many pages a word that is not rare is kept at most, besides its share of [`SHARE`]: a word that is
/// everywhere tells nothing apart, and such words would be most of the index.
const ENOUGH: usize = 12;
/// One page of so many may hold a word and it is still kept on every one.
const SHARE: usize = 80;

/// Words, each with the places that hold it and how often, in the order of the places.
type Counted = HashMap<String, Vec<(Posting, u32)>>;

impl Index {
    /// An index over `documents`, which are ranked in this order where they are alike.
    pub fn build<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Index {
        let (mut pages, mut places, mut body) = (Vec::new(), Vec::new(), Counted::new());
        for document in documents {
            let page = u32::try_from(pages.len()).unwrap_or(u32::MAX);
            pages.push(Page {
                path: document.path.clone(),
                title: document.title.clone(),
                alerts: document.alerts.clone(),
            });
            let sections = document.sections.iter().map(|it| (it.id.as_str(), it.heading.as_str(), &it.body));
            for (id, heading, text) in std::iter::once(("", "", &document.start)).chain(sections) {
                hold(&mut body, places.len(), text);
                places.push(Place { page, id: id.to_owned(), heading: heading.to_owned() });
            }
        }
        let page_of = |at: u32| places.get(at as usize).map_or(0, |place: &Place| place.page);
        let most = ENOUGH.max(pages.len() / SHARE);
        let words = body.into_iter().map(|(word, counted)| (word, thin(counted, page_of, most)));
        let words: Postings = words.collect();
        Index::assemble(pages, places, words)
    }
}

/// Counts the words of a place: as those of its commands if these hold them, else of its prose.
fn hold(body: &mut Counted, place: usize, text: &Body) {
    let place = u32::try_from(place).unwrap_or(u32::MAX);
    for (text, field) in [(&text.commands, Field::Command), (&text.prose, Field::Prose)] {
        each_word(text, |word| {
            if !is_worth(word) {
                return;
            }
            let first = (Posting { place, field }, 1);
            match body.get_mut(word) {
                None => drop(body.insert(word.to_owned(), vec![first])),
                Some(counted) => match counted.last_mut().filter(|(last, _)| last.place == place) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => counted.push(first),
                },
            }
        });
    }
}

fn is_worth(word: &str) -> bool {
    word.len() > 1 && !is_filler(word) && !is_noise(word)
}

/// Of a word that is not rare, the place of each page that holds it most, on the `most` pages that do so most.
fn thin(mut counted: Vec<(Posting, u32)>, page_of: impl Fn(u32) -> u32, most: usize) -> Vec<Posting> {
    if counted.len() > RARE {
        let by_count = |(posting, count): &(Posting, u32)| (posting.field, Reverse(*count), posting.place);
        counted.sort_unstable_by_key(by_count);
        let mut pages = HashSet::new();
        counted.retain(|(posting, _)| pages.insert(page_of(posting.place)));
        counted.truncate(most);
        counted.sort_unstable();
    }
    counted.into_iter().map(|(posting, _)| posting).collect()
}
