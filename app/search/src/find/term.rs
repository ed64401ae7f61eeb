//! The words of the query against the words of places: each as it is, as the start of a word, with typing errors.

use crate::index::{Field, Index, Term};
use crate::near::{Letters, allowed, distance};
use crate::words::{Compound, is_filler};

/// The most that all words together are worth.
const MOST: u64 = 400;
/// Words that one word of the query may stand for.
const MOST_MEANT: usize = 64;

/// What a word of the query finds: points of 1,000 by place, those that a page lends its places, and its weight.
struct Found {
    by_place: Vec<u32>,
    by_page: Vec<u32>,
    weight: u64,
}

/// What the words of a query find in one place.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Points of each word times its weight.
    worth: u64,
    /// The weight of the words that were found.
    covered: u64,
    /// Whether any was found in the place itself.
    own: bool,
}

impl Sum {
    fn add(&mut self, (points, own): (u32, u32), weight: u64) {
        if points > 0 {
            self.worth += weight * u64::from(points);
            self.covered += weight;
            self.own |= own > 0;
        }
    }
}

/// How much of what a word is worth in a field it is worth to the other places of the page, in tenths: its names are
/// those of all its sections, its text is near them at least.
fn lent(field: Field) -> u32 {
    match field {
        Field::Alert | Field::Title | Field::File => 9,
        Field::Heading | Field::Command | Field::Prose => 4,
    }
}

impl Index {
    /// Adds to `points` what the words of places are worth for the compounds `asked`.
    pub(super) fn by_term(&self, asked: &[Compound], points: &mut [u32]) {
        let mut sums = vec![Sum::default(); points.len()];
        let mut whole = 0;
        for compound in asked {
            let joined = (compound.parts.len() > 1).then(|| self.found(&compound.joined));
            for part in &compound.parts {
                let found = self.found(part);
                whole += found.weight;
                for (sum, at) in sums.iter_mut().zip(0..) {
                    let whole = joined.as_ref().map_or((0, 0), |joined| self.at(joined, at));
                    sum.add(self.at(&found, at).max(whole), found.weight);
                }
            }
        }
        let whole = whole.max(1);
        // A section that holds none of the words itself is no better an answer than its page.
        for (points, sum) in points.iter_mut().zip(sums).filter(|(_, sum)| sum.own) {
            // A place that holds half of what is asked for is worth a quarter.
            let worth = MOST * sum.worth * sum.covered / (1_000 * whole * whole);
            *points += u32::try_from(worth.max(1)).unwrap_or_default();
        }
    }

    /// What `found` gives a place with all that its page lends it, and what its own words give.
    fn at(&self, found: &Found, place: usize) -> (u32, u32) {
        let own = found.by_place.get(place).copied().unwrap_or_default();
        let page = self.places.get(place).and_then(|place| found.by_page.get(place.page as usize));
        (own.max(page.copied().unwrap_or_default()), own)
    }

    fn found(&self, word: &str) -> Found {
        let mut found =
            Found { by_place: vec![0; self.places.len()], by_page: vec![0; self.pages.len()], weight: 1 };
        let meant = self.meant(word);
        if !is_filler(word) {
            // A word that somebody wrote weighs what it is, whatever else begins with it.
            let own =
                meant.iter().find(|(_, likeness)| *likeness == 1_000).map(|(term, _)| self.rarity(term));
            let most = || meant.iter().map(|(term, _)| self.rarity(term)).max();
            found.weight = own.or_else(most).unwrap_or(1);
        }
        for (term, likeness) in meant {
            for posting in &term.postings {
                let its = likeness * posting.field.weight() / 1_000;
                let page = self.places.get(posting.place as usize).map(|place| place.page as usize);
                if let Some(best) = found.by_place.get_mut(posting.place as usize) {
                    *best = its.max(*best);
                }
                if let Some(best) = page.and_then(|page| found.by_page.get_mut(page)) {
                    *best = (its * lent(posting.field) / 10).max(*best);
                }
            }
        }
        if found.by_place.iter().all(|its| *its == 0) {
            // What nobody wrote is as telling as the rarest word, so that no place seems to hold all.
            found.weight = self.most_rarity();
        }
        found
    }

    /// How telling a word is: four times the binary logarithm of places over those that hold it, and one.
    fn rarity(&self, term: &Term) -> u64 {
        let share = (self.places.len() as u64 + 1) / (term.postings.len() as u64).max(1);
        1 + u64::from((share.max(1).pow(2)).ilog2()) * 2
    }

    fn most_rarity(&self) -> u64 {
        1 + u64::from((self.places.len() as u64 + 1).pow(2).ilog2()) * 2
    }

    /// The words that `word` may mean, each with its likeness of 1,000: itself and longer ones, else near ones.
    fn meant(&self, word: &str) -> Vec<(&Term, u32)> {
        let from = self.terms.partition_point(|term| term.word.as_str() < word);
        let longer = self.terms.iter().skip(from).take_while(|term| term.word.starts_with(word));
        let letters = word.chars().count();
        let likeness = |term: &Term| match term.word.len() - word.len() {
            0 => 1_000,
            _ => 500 + 300 * word.len() as u32 / term.word.len() as u32,
        };
        let least = if letters < 2 { 0 } else { MOST_MEANT };
        let mut meant: Vec<_> =
            longer.filter(|term| term.word == word || least > 0).map(|term| (term, likeness(term))).collect();
        meant.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
        meant.truncate(MOST_MEANT);
        if meant.is_empty() { self.near(word, letters) } else { meant }
    }

    fn near(&self, word: &str, letters: usize) -> Vec<(&Term, u32)> {
        let (errors, has) = (allowed(letters), Letters::of(word));
        if errors == 0 {
            return Vec::new();
        }
        let chars: Vec<char> = word.chars().collect();
        let near = self.terms.iter().filter(|term| has.may_be_near(term.letters, errors));
        let mut meant: Vec<_> = near
            .filter_map(|term| {
                Some((distance(&chars, &term.word.chars().collect::<Vec<_>>(), errors)?, term))
            })
            .collect();
        let least = meant.iter().map(|(errors, _)| *errors).min().unwrap_or_default();
        meant.retain(|(errors, _)| *errors == least);
        meant.truncate(MOST_MEANT);
        meant.into_iter().map(|(errors, term)| (term, if errors == 1 { 600 } else { 400 })).collect()
    }
}
