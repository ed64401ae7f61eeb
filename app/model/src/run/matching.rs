//! Which step of a page as it is edited is which step of a run: what is done stays with the step that it was done for.

use super::Step;
use super::step::{free_id, normal};
use std::collections::BTreeSet;

/// Thousandths of its words that a step keeps at least to be the same step.
const ALIKE: u32 = 500;
/// What standing under the same heading counts for, in thousandths.
const SECTION: u32 = 200;
/// What following the same step counts for, in thousandths.
const NEIGHBOUR: u32 = 300;

/// The steps of a run that had the steps `before`, where its page has the steps `page`: in the page's order, each with the
/// id that it had. A step whose words changed is found by what is left of them and by what stands near it; one that the
/// page has no longer stays behind the step that it followed, and is marked.
pub fn matched(before: &[Step], page: &[Step]) -> Vec<Step> {
    let (old, new) = (texts(before), texts(page));
    let mut pairs = Pairs { of_new: vec![None; new.len()], of_old: vec![None; old.len()] };
    pairs.all_where(&old, &new, |a, b| a.words == b.words && a.section == b.section);
    pairs.all_where(&old, &new, |a, b| a.words == b.words);
    pairs.alike(&old, &new);
    put_together(before, page, &pairs)
}

/// What of a step is compared.
struct Text {
    section: String,
    words: String,
    gone: bool,
}

fn texts(steps: &[Step]) -> Vec<Text> {
    let text =
        |step: &Step| Text { section: normal(&step.section), words: normal(&step.words), gone: step.gone };
    steps.iter().map(text).collect()
}

/// Which is which, by place.
struct Pairs {
    of_new: Vec<Option<usize>>,
    of_old: Vec<Option<usize>>,
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        if let (Some(its), Some(other)) = (self.of_old.get_mut(old), self.of_new.get_mut(new)) {
            (*its, *other) = (Some(new), Some(old));
        }
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.of_old.get(old) == Some(&None) && self.of_new.get(new) == Some(&None)
    }

    /// Joins each step with the first that is the same by `same`; with one that was gone only if there is no other.
    fn all_where(&mut self, old: &[Text], new: &[Text], same: impl Fn(&Text, &Text) -> bool) {
        for (at, text) in new.iter().enumerate() {
            let free =
                old.iter().enumerate().filter(|(from, other)| self.is_free(*from, at) && same(other, text));
            if let Some((from, _)) = free.min_by_key(|(from, other)| (other.gone, *from)) {
                self.join(from, at);
            }
        }
    }

    /// Joins what is left and alike, the best first; of what is equally good, what moved least.
    fn alike(&mut self, old: &[Text], new: &[Text]) {
        let mut all = Vec::new();
        for (from, a) in old.iter().enumerate() {
            for (at, b) in new.iter().enumerate().filter(|(at, _)| self.is_free(from, *at)) {
                let alike = alike(&a.words, &b.words);
                if alike >= ALIKE {
                    let section = if a.section == b.section { SECTION } else { 0 };
                    let neighbour = if self.follow(from, at) { NEIGHBOUR } else { 0 };
                    all.push((
                        std::cmp::Reverse(alike + section + neighbour),
                        a.gone,
                        from.abs_diff(at),
                        from,
                        at,
                    ));
                }
            }
        }
        all.sort_unstable();
        for (.., from, at) in all {
            if self.is_free(from, at) {
                self.join(from, at);
            }
        }
    }

    /// Whether both are the first, or what stands before one is what stands before the other.
    fn follow(&self, old: usize, new: usize) -> bool {
        match (old.checked_sub(1), new.checked_sub(1)) {
            (None, None) => true,
            (Some(old), Some(new)) => self.of_old.get(old) == Some(&Some(new)),
            _ => false,
        }
    }
}

/// Thousandths of the words that two texts share: the coefficient of Dice (1945) over their words.
fn alike(a: &str, b: &str) -> u32 {
    let (a, mut b): (Vec<_>, Vec<_>) = (a.split(' ').collect(), b.split(' ').collect());
    let all = a.len() + b.len();
    let shared = a.iter().filter(|word| {
        let found = b.iter().position(|other| other == *word);
        found.map(|at| b.swap_remove(at)).is_some()
    });
    u32::try_from(2_000 * shared.count() / all.max(1)).unwrap_or(0)
}

fn put_together(before: &[Step], page: &[Step], pairs: &Pairs) -> Vec<Step> {
    let mut taken: BTreeSet<String> = before.iter().map(|step| step.id.clone()).collect();
    let mut all: Vec<Step> = Vec::with_capacity(page.len());
    for (at, step) in page.iter().enumerate() {
        let old = pairs.of_new.get(at).copied().flatten().and_then(|from| before.get(from));
        let follows = all.last().map_or("", |step| step.words.as_str());
        let (id, was) = match old {
            Some(old) => (old.id.clone(), was(old, step)),
            None => (free_id([&step.section, &step.words, follows], &taken), None),
        };
        taken.insert(id.clone());
        all.push(Step { id, was, gone: false, ..step.clone() });
    }
    let lost = before.iter().enumerate().filter(|(from, _)| pairs.of_old.get(*from) == Some(&None));
    for (from, step) in lost {
        let follows = from.checked_sub(1).and_then(|from| before.get(from));
        let after = follows.and_then(|its| all.iter().position(|other| other.id == its.id));
        all.insert(after.map_or(0, |at| at + 1), Step { gone: true, ..step.clone() });
    }
    all
}

/// What a step said before, if it says something else.
fn was(old: &Step, step: &Step) -> Option<String> {
    let first = old.was.as_ref().unwrap_or(&old.words);
    (normal(first) != normal(&step.words)).then(|| first.clone())
}
