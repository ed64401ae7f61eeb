//! The index: what there is to find, and every word with the places that hold it.

use crate::near::Letters;
use crate::words::{each_word, joined};
use std::collections::HashMap;

/// What is searched. The same documents give the same index, and the same query the same hits, on every machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    pub(crate) pages: Vec<Page>,
    pub(crate) places: Vec<Place>,
    /// Alerts, titles and headings.
    pub(crate) names: Vec<Name>,
    /// Sorted by word.
    pub(crate) terms: Vec<Term>,
}

/// Words, each with the places that hold it and how.
pub(crate) type Postings = HashMap<String, Vec<Posting>>;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub path: String,
    pub title: String,
    pub alerts: Vec<String>,
}

/// Where something is found: a heading of a page, or the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its page, by number.
    pub page: u32,
    /// Its id in the page; "" for the page itself.
    pub id: String,
    /// Its words; "" for the page itself.
    pub heading: String,
}

/// A place by number and how it holds a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    pub place: u32,
    pub field: Field,
}

/// Where in a place a word stands, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Alert,
    Title,
    /// The last part of the page's path: people know pages by their files.
    File,
    Heading,
    Command,
    Prose,
}

/// An alert, title or heading, to be compared as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Letters and digits in lower case.
    pub joined: String,
    pub letters: Letters,
    pub posting: Posting,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub word: String,
    pub letters: Letters,
    pub postings: Vec<Posting>,
}

impl Index {
    /// An index over these; `places` stand in the order of `pages`, and `words` are those of prose and commands.
    pub(crate) fn assemble(pages: Vec<Page>, places: Vec<Place>, mut words: Postings) -> Index {
        let mut names = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let Some(page) = pages.get(place.page as usize) else { continue };
            let called = if place.id.is_empty() {
                named(page)
            } else {
                vec![(Field::Heading, place.heading.as_str())]
            };
            for (field, text) in called {
                let posting = Posting { place: number, field };
                let joined = joined(text);
                names.push(Name { letters: Letters::of(&joined), joined, posting });
                each_word(text, |word| push(&mut words, word, posting));
            }
        }
        names.retain(|name| !name.joined.is_empty());
        let terms = words.into_iter().map(|(word, mut postings)| {
            postings.sort_unstable();
            postings.dedup();
            Term { letters: Letters::of(&word), word, postings }
        });
        let mut terms: Vec<_> = terms.collect();
        terms.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        Index { terms, pages, places, names }
    }
}

/// Adds a posting to a word.
pub(crate) fn push(words: &mut Postings, word: &str, posting: Posting) {
    match words.get_mut(word) {
        Some(postings) => postings.push(posting),
        None => drop(words.insert(word.to_owned(), vec![posting])),
    }
}

/// What a page is called.
fn named(page: &Page) -> Vec<(Field, &str)> {
    let alerts = page.alerts.iter().map(|alert| (Field::Alert, alert.as_str()));
    let file = page.path.rsplit('/').next().unwrap_or_default();
    alerts.chain([(Field::Title, page.title.as_str()), (Field::File, file)]).collect()
}
