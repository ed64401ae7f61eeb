//! The whole query against whole names, letters and digits alone: `etcd no lead` is near `EtcdNoLeader`.

use crate::index::{Field, Index, Name};
use crate::near::{Letters, allowed, distance};

/// What a whole name is worth, of 1,000.
fn worth(field: Field) -> usize {
    match field {
        Field::Alert => 1_000,
        Field::Title => 950,
        Field::File => 900,
        Field::Heading | Field::Command | Field::Prose => 550,
    }
}

/// Letters from which on a query is looked for in the middle of names, and at the start of them with errors.
const LEAST_LETTERS: usize = 4;

/// The query as names are compared with it.
struct Asked<'a> {
    joined: &'a str,
    chars: Vec<char>,
    letters: Letters,
    errors: usize,
}

impl Index {
    /// Adds to `points` what the names of places are worth for the query `joined`.
    pub(super) fn by_name(&self, joined: &str, points: &mut [u32]) {
        if joined.is_empty() {
            return;
        }
        let chars: Vec<char> = joined.chars().collect();
        let asked = Asked { joined, letters: Letters::of(joined), errors: allowed(chars.len()), chars };
        let mut best = vec![0_usize; points.len()];
        for name in &self.names {
            let worth = worth(name.posting.field) * asked.likeness(name) / 1_000;
            if let Some(best) = best.get_mut(name.posting.place as usize) {
                *best = worth.max(*best);
            }
        }
        for (points, best) in points.iter_mut().zip(best) {
            *points += u32::try_from(best).unwrap_or_default();
        }
    }
}

/// How likely a name is meant of which so much is typed, both of 1,000: the start of a name is often that of several.
/// Who stops to look has typed some 70 % of it; from 90 % on only an ending is missing, and the name is as good as typed.
fn completion(typed: usize) -> usize {
    const USUAL: usize = 700;
    const ALL_BUT_ENDING: usize = 900;
    match typed {
        ALL_BUT_ENDING.. => 1_000,
        _ => 1_000 - typed.abs_diff(USUAL) * 1_000 / USUAL,
    }
}

impl Asked<'_> {
    /// How much the name is like the query, of 1,000: the same, a longer one, one with typing errors, one around it.
    fn likeness(&self, name: &Name) -> usize {
        let share = |of: usize| of * self.joined.len() / name.joined.len().max(1);
        if name.joined == self.joined {
            1_000
        } else if name.joined.starts_with(self.joined) {
            400 + 400 * completion(share(1_000)) / 1_000
        } else if let Some(errors) = self.errors_to(name) {
            780 - 80 * errors
        } else if self.may_be_within(name) && name.joined.contains(self.joined) {
            100 + share(300)
        } else {
            0
        }
    }

    fn may_be_within(&self, name: &Name) -> bool {
        self.chars.len() >= LEAST_LETTERS && name.letters.holds(self.letters)
    }

    fn errors_to(&self, name: &Name) -> Option<usize> {
        if self.errors == 0 || !self.letters.may_be_near(name.letters, self.errors) {
            return None;
        }
        distance(&self.chars, &name.joined.chars().collect::<Vec<_>>(), self.errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_names_that_begin_alike_the_one_is_likeliest_of_which_the_usual_share_is_typed() {
        assert_eq!(completion(0), 0);
        assert!(completion(500) < completion(650) && completion(650) < completion(700));
        assert!(completion(840) < completion(690), "a shorter name would be typed nearly to its end by then");
        assert_eq!((completion(700), completion(900), completion(999)), (1_000, 1_000, 1_000));
    }
}
