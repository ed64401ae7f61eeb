//! The audit log: who changed what, row after row, each holding on to the one before it.
//!
//! A row's hash is over the hash of the row before it and the row itself, so that a row that was changed, taken out or put
//! in breaks the chain there. Here is what is hashed; hashing is the store's.

use crate::member::Actor;
use crate::time::At;

/// SHA-256 of a row and all rows before it; zeros before the first.
pub type Hash = [u8; 32];

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log, from 1 without holes.
    pub number: i64,
    /// When.
    pub at: At,
    /// Who.
    pub actor: Actor,
    /// What was done: `member.role`.
    pub action: String,
    /// To what: a member's name, an incident's id.
    pub subject: String,
    /// What it is, or was, in a few words; never a secret.
    pub detail: String,
}

impl Entry {
    /// The row as bytes, one for each row: `number` and `at` as 8 bytes, then kind and name of the actor, action, subject
    /// and detail, each as the length in 4 bytes and UTF-8. Numbers are big endian.
    pub fn canonical(&self) -> Vec<u8> {
        let (kind, name) = self.actor.parts();
        let mut bytes = [self.number.to_be_bytes(), self.at.0.to_be_bytes()].concat();
        for text in [kind, name, &self.action, &self.subject, &self.detail] {
            bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes
    }
}

/// What a check of the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// The chain holds.
    Whole {
        /// How many rows there are.
        rows: i64,
        /// The hash of the last one; whoever noted it elsewhere sees whether rows were cut off or all were made anew.
        last: Hash,
    },
    /// The chain is broken.
    Broken {
        /// The first row that is not what was written.
        number: i64,
        /// What is wrong with it.
        why: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(texts: [&str; 4]) -> Entry {
        let [name, action, subject, detail] = texts.map(String::from);
        Entry { number: 1, at: At(2), actor: Actor::Member(name), action, subject, detail }
    }

    #[test]
    fn the_bytes_of_a_row_are_fixed() {
        let bytes = entry(["a", "b", "", "cd"]).canonical();
        let wanted =
            b"\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\0\x06member\0\0\0\x01a\0\0\0\x01b\0\0\0\0\0\0\0\x02cd";
        assert_eq!(bytes, wanted);
    }

    proptest! {
        #[test]
        fn two_rows_with_the_same_bytes_are_the_same(a in "[ab]{0,3}", b in "[ab]{0,3}", c in "[ab]{0,3}", d in "[ab]{0,3}") {
            let (one, other) = (entry([&a, &b, &c, &d]), entry([&c, &d, &a, &b]));
            prop_assert_eq!(one == other, one.canonical() == other.canonical());
        }
    }
}
