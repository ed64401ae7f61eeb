//! Typing errors: how many letters are missing, too many, wrong or swapped with their neighbour.

/// Letters of the longest word that is compared.
const LONGEST: usize = 96;

/// Which letters a word has, a bit each: words far apart in this are far apart in letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    /// The letters of `word`.
    pub fn of(word: &str) -> Letters {
        Letters(word.chars().fold(0, |bits, letter| bits | (1 << place(letter))))
    }

    /// Whether two words can be `most` typing errors apart; one error changes at most two bits.
    pub fn may_be_near(self, other: Letters, most: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * most
    }

    /// Whether every letter of `other` may be among these.
    pub fn holds(self, other: Letters) -> bool {
        other.0 & !self.0 == 0
    }
}

fn place(letter: char) -> u32 {
    match letter {
        'a'..='z' => letter as u32 - 'a' as u32,
        '0'..='9' => 26 + letter as u32 - '0' as u32,
        other => 36 + other as u32 % 28,
    }
}

/// How many typing errors a word of so many letters may have.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Typing errors between two words (optimal string alignment: a swap of neighbours is one); none if above `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > LONGEST {
        return None;
    }
    let mut rows = [[0_u8; LONGEST + 1]; 3];
    let [older, old, row] = &mut rows;
    let (mut older, mut old, mut row) = (older, old, row);
    for (cell, at) in old.iter_mut().zip(0..).take(b.len() + 1) {
        *cell = at;
    }
    let mut above = None;
    for (x, at) in a.iter().zip(1..) {
        row[0] = at;
        let mut least = at;
        let mut left = None;
        for (j, y) in b.iter().enumerate() {
            let mut cell = (old[j] + u8::from(x != y)).min(old[j + 1] + 1).min(row[j] + 1);
            if above == Some(y) && left == Some(x) {
                cell = cell.min(older[j - 1] + 1);
            }
            row[j + 1] = cell;
            least = least.min(cell);
            left = Some(y);
        }
        if usize::from(least) > most {
            return None;
        }
        above = Some(x);
        (older, old, row) = (old, row, older);
    }
    Some(usize::from(old[b.len()])).filter(|errors| *errors <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn apart(a: &str, b: &str) -> Option<usize> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(a), &letters(b), 2)
    }

    #[test]
    fn errors_are_counted_and_a_swap_is_one() {
        let cases = [("leader", "leader", 0), ("laeder", "leader", 1), ("leadr", "leader", 1), ("", "ab", 2)];
        for (a, b, errors) in cases {
            assert_eq!(apart(a, b), Some(errors), "{a} {b}");
        }
        assert_eq!([apart("abc", "xyz"), apart("a", "abcd"), apart("abcd", "badcfe")], [None; 3]);
    }

    proptest! {
        #[test]
        fn it_is_the_same_both_ways_and_letters_never_hide_a_near_word(a in "[abc]{0,7}", b in "[abc]{0,7}") {
            let found = apart(&a, &b);
            prop_assert_eq!(found, apart(&b, &a));
            if let Some(errors) = found {
                prop_assert!(Letters::of(&a).may_be_near(Letters::of(&b), errors));
            }
            prop_assert!(!a.contains(&b) || Letters::of(&a).holds(Letters::of(&b)));
        }
    }
}
