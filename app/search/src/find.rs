//! A query to places, the best first.
//!
//! Points of a place are those of its name against the whole query (up to 1,000) and of its words against the words
//! of the query (up to 400). Alert names weigh more than titles, these than headings, commands and prose. All is
//! integer arithmetic over postings in a fixed order, and ties go to the place that comes first.

mod name;
mod term;

use crate::index::{Field, Index, Place};
use crate::words::{Compound, compounds};
use std::collections::HashMap;

/// Letters of a query that are looked at.
pub const MOST_QUERY: usize = 200;
/// Compounds of a query that are looked at.
const MOST_COMPOUNDS: usize = 16;
/// Places of one page that are given at most.
const MOST_OF_PAGE: usize = 3;

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The address of its page below `/docs`.
    pub path: &'a str,
    /// The title of its page.
    pub title: &'a str,
    /// The id of the heading; "" for the page itself.
    pub id: &'a str,
    /// The words of the heading; "" for the page itself.
    pub heading: &'a str,
    /// Its points, from 1 to 1,400.
    pub score: u32,
}

impl Field {
    /// What a word in this field is worth, of 1,000.
    fn weight(self) -> u32 {
        match self {
            Field::Alert => 1_000,
            Field::Title => 850,
            Field::File => 800,
            Field::Heading => 600,
            Field::Command => 400,
            Field::Prose => 250,
        }
    }
}

impl Index {
    /// The best `most` places for `query`, at most three of a page; none for a query without a letter or digit.
    pub fn find(&self, query: &str, most: usize) -> Vec<Hit<'_>> {
        let query: String = query.chars().take(MOST_QUERY).collect();
        let asked: Vec<Compound> = compounds(&query).take(MOST_COMPOUNDS).collect();
        let mut points = vec![0_u32; self.places.len()];
        self.by_term(&asked, &mut points);
        self.by_name(&crate::words::joined(&query), &mut points);
        let mut found: Vec<(u32, usize)> = points
            .into_iter()
            .enumerate()
            .filter(|(_, points)| *points > 0)
            .map(|(at, it)| (it, at))
            .collect();
        found.sort_unstable_by_key(|(points, at)| (std::cmp::Reverse(*points), *at));
        let mut of_page: HashMap<u32, usize> = HashMap::new();
        let hits = found.into_iter().filter_map(|(score, at)| {
            let place = self.places.get(at)?;
            let taken = of_page.entry(place.page).or_default();
            *taken += 1;
            if *taken > MOST_OF_PAGE { None } else { self.hit(place, score) }
        });
        hits.take(most).collect()
    }

    fn hit<'a>(&'a self, place: &'a Place, score: u32) -> Option<Hit<'a>> {
        let page = self.pages.get(place.page as usize)?;
        let (path, title) = (page.path.as_str(), page.title.as_str());
        Some(Hit { path, title, id: &place.id, heading: &place.heading, score })
    }
}

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;
