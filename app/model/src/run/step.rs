//! The steps of a page as a run keeps them, and the ids by which they are known while the page is edited.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A step of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// 16 hexadecimal digits, unique in the run; stays what it is while the page is edited.
    pub id: String,
    /// What it says first, on one line.
    pub words: String,
    /// The heading under which it stands.
    pub section: String,
    /// In how many other steps it stands.
    pub depth: u8,
    /// What it said before the page was edited, if it says something else.
    #[serde(default)]
    pub was: Option<String>,
    /// Whether the page has it no longer.
    #[serde(default)]
    pub gone: bool,
}

/// The steps of a page, given as words, section and depth in their order, each with an id.
///
/// An id is the FNV-1a hash (64 bits; Fowler, Noll, Vo, draft-eastlake-fnv) of the section's and the step's own words;
/// where that is taken, of the words of the step before too. So it depends on neither the place in the list nor on
/// spaces, case, marks and numbers of steps.
pub fn outline(parts: impl IntoIterator<Item = (String, String, u8)>) -> Vec<Step> {
    let (mut steps, mut taken) = (Vec::<Step>::new(), BTreeSet::new());
    for (words, section, depth) in parts {
        let before = steps.last().map_or("", |step| step.words.as_str());
        let id = free_id([&section, &words, before], &taken);
        taken.insert(id.clone());
        steps.push(Step { id, words, section, depth, was: None, gone: false });
    }
    steps
}

/// The id of a step with this section, words and step before, which none of `taken` has.
pub(super) fn free_id([section, words, before]: [&str; 3], taken: &BTreeSet<String>) -> String {
    let own = format!("{}\n{}", normal(section), normal(words));
    let first = std::iter::once(own.clone());
    let more = (0_u32..).map(|nth| format!("{own}\n{}\n{nth}", normal(before)));
    let ids = first.chain(more).map(|text| format!("{:016x}", hash(text.as_bytes())));
    ids.into_iter().find(|id| !taken.contains(id)).unwrap_or_default()
}

/// Text without what may change and mean the same: case, spaces, marks, and the number of a step before it.
pub(super) fn normal(text: &str) -> String {
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    if words.len() > 2
        && words.first().is_some_and(|word| word == "step")
        && words.get(1).is_some_and(is_number)
    {
        words.drain(..2);
    }
    // What is all marks, such as a command of dots and dashes, is told by them.
    if words.is_empty() { text.trim().to_owned() } else { words.join(" ") }
}

/// FNV-1a with 64 bits.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
