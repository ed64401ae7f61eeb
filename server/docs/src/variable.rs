//! Names in commands and links that a reader fills in once: where they stand, and how a value is written there.
//!
//! ```text
//! code -- scan --> slots: <pod>, $POD, ${POD}, {{pod}}, each with its place in the quoting of the shell
//! HTML with slots, values -- fill --> HTML
//! ```
//! One name in four spellings: case, `-` and `_` make no difference, so that the label `pod_name` of an alert fills `<pod-name>`.

mod fill;
mod known;
mod name;
mod quote;
mod scan;

pub use fill::{Filled, filled};
pub(crate) use fill::{LINK, tag, tagged_links};
pub(crate) use known::{Known, assigned};
pub use name::key;
pub(crate) use scan::slots;

/// Letters of the longest value.
pub const LONGEST_VALUE: usize = 200;
/// The most names that a page asks for.
pub const MOST_VARIABLES: usize = 30;

/// A name that is to be filled in, in a piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Its first byte.
    pub from: usize,
    /// The byte behind its last.
    pub to: usize,
    /// The name as written.
    pub name: String,
    /// What a value must respect there.
    pub place: Place,
}

/// What stands around a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A word of a shell: what is not plain is quoted.
    Word,
    /// Between `"` of a shell, which are closed around what is not plain.
    Double,
    /// Between `'` of a shell.
    Single,
    /// What another program reads once more, or what is no shell: only plain values are written.
    Bare,
}

impl Place {
    /// As the HTML has it.
    fn word(self) -> &'static str {
        match self {
            Place::Word => "word",
            Place::Double => "double",
            Place::Single => "single",
            Place::Bare => "bare",
        }
    }

    fn named(word: &str) -> Place {
        [Place::Word, Place::Double, Place::Single]
            .into_iter()
            .find(|place| place.word() == word)
            .unwrap_or(Place::Bare)
    }
}
