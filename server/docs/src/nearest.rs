//! "Did you mean": the known word that is nearest to an unknown one.

use strsim::normalized_damerau_levenshtein;

/// Below this likeness (0 to 1) a suggestion confuses more than it helps.
const ENOUGH: f64 = 0.6;

/// The candidate most like `wanted`, if any is like it; paths that end in the same name count as alike.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.into_iter().map(|candidate| (likeness(wanted, candidate), candidate));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (best.0 >= ENOUGH).then_some(best.1)
}

fn likeness(wanted: &str, candidate: &str) -> f64 {
    let whole = normalized_damerau_levenshtein(&wanted.to_lowercase(), &candidate.to_lowercase());
    let same_name = wanted.rsplit('/').next() == candidate.rsplit('/').next();
    if same_name { whole.max(0.8) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typos_and_moved_files_but_does_not_guess() {
        let known = ["butterfly/ports", "butterfly/runbooks/disk-full", "jack"];
        assert_eq!(nearest("butterfly/prots", known), Some("butterfly/ports"));
        assert_eq!(nearest("disk-full", known), Some("butterfly/runbooks/disk-full"));
        assert_eq!(nearest("Jack", known), Some("jack"));
        assert_eq!(nearest("zebra", known), None);
        assert_eq!(nearest("x", []), None);
    }
}
