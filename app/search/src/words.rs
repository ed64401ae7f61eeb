//! Text to words: `kube_pod_info`, `etcd-backup` and `EtcdNoLeader` are compounds, found by their parts and joined.

/// Letters of the longest word that is kept; longer runs are blobs, which would fill an index.
const LONGEST: usize = 40;
/// Bytes of the longest compound whose parts are looked at.
const LONGEST_COMPOUND: usize = 96;

/// A run of letters and digits, perhaps joined by single `_`, `-`, `.` or `'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compound {
    /// Its letters and digits in lower case: `etcdnoleader`.
    pub joined: String,
    /// Its parts in lower case; one that is the same as `joined` where there is nothing to part.
    pub parts: Vec<String>,
}

impl Compound {
    /// Every word by which it is found, each once.
    pub fn words(self) -> impl Iterator<Item = String> {
        let Compound { joined, parts } = self;
        let joined = (parts.len() > 1).then_some(joined);
        parts.into_iter().chain(joined).filter(|word| word.chars().count() <= LONGEST)
    }
}

/// The compounds of `text` in order, without those that are too long to be a name of anything.
pub(crate) fn compounds(text: &str) -> impl Iterator<Item = Compound> {
    runs(text).filter_map(compound)
}

/// Hands every word of `text` to `take`, some more than once. What most text is made of, plain words in small
/// letters, is handed on as it stands there.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    for run in runs(text) {
        match run.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true if run.len() <= LONGEST => take(run),
            true => {}
            false => compound(run).into_iter().flat_map(Compound::words).for_each(|word| take(&word)),
        }
    }
}

/// Runs of letters and digits with single joints between them.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let next = move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut after_joint = false;
        let goes_on = |c: char| {
            let goes_on = c.is_alphanumeric() || (is_joint(c) && !after_joint);
            after_joint = is_joint(c);
            goes_on
        };
        let end = rest.find(not(goes_on)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        (!run.is_empty()).then(|| run.trim_end_matches(is_joint))
    };
    std::iter::from_fn(next).filter(|run| run.len() <= LONGEST_COMPOUND)
}

fn not(mut holds: impl FnMut(char) -> bool) -> impl FnMut(char) -> bool {
    move |c| !holds(c)
}

fn is_joint(c: char) -> bool {
    matches!(c, '_' | '-' | '.' | '\'')
}

fn compound(run: &str) -> Option<Compound> {
    let parts: Vec<String> =
        run.split(is_joint).flat_map(humps).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let joined = parts.concat();
    (!joined.is_empty()).then_some(Compound { joined, parts })
}

/// The letters and digits of `text` in lower case, without anything between them: how names are compared.
pub(crate) fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `KubeAPIDown` gives `Kube`, `API`, `Down`; digits stay with the letters before them.
fn humps(run: &str) -> Vec<&str> {
    let mut humps = Vec::new();
    let (mut start, mut before, mut letters) = (0, None::<char>, run.char_indices().peekable());
    while let Some((at, letter)) = letters.next() {
        let begins = before.is_some_and(|before| {
            let next_is_small = letters.peek().is_some_and(|(_, next)| next.is_lowercase());
            letter.is_uppercase() && (!before.is_uppercase() || next_is_small)
        });
        if begins {
            humps.extend(run.get(start..at));
            start = at;
        }
        before = Some(letter);
    }
    humps.extend(run.get(start..));
    humps
}

/// Words that nearly every text has; they are looked for in names alone.
pub(crate) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 48] = [
        "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but",
        "by", "can", "do", "does", "for", "from", "has", "have", "how", "i", "if", "in", "is", "it", "its",
        "may", "not", "of", "on", "or", "so", "than", "that", "the", "then", "there", "these", "this", "to",
        "was", "which", "will", "with", "you",
    ];
    FILLERS.binary_search(&word).is_ok()
}

/// Whether a word names nothing that anybody types: parts of hashes, long numbers, instants.
pub(crate) fn is_noise(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (digits == word.len() && digits > 6) || (word.len() >= 8 && digits * 2 >= word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        compounds(text).flat_map(|compound| compound.parts).collect()
    }

    #[test]
    fn compounds_are_parted_at_humps_and_joints() {
        assert_eq!(parts("KubeAPIDown"), ["kube", "api", "down"]);
        assert_eq!(parts("etcdNoLeader"), ["etcd", "no", "leader"]);
        assert_eq!(parts("node_filesystem-avail.bytes"), ["node", "filesystem", "avail", "bytes"]);
        assert_eq!(parts("P1, vCPU; k8s"), ["p1", "v", "cpu", "k8s"]);
        assert_eq!(parts("wait...what -- x"), ["wait", "what", "x"]);
        assert_eq!(parts("--json a--b end. -"), ["json", "a", "b", "end"]);
        let joined: Vec<_> = compounds("kubectl get-pods").map(|compound| compound.joined).collect();
        assert_eq!(joined, ["kubectl", "getpods"]);
        assert_eq!(super::joined("Etcd: no Leader!"), "etcdnoleader");
    }

    #[test]
    fn blobs_are_left_out() {
        assert_eq!(parts(&"aB".repeat(5_000)), Vec::<String>::new());
        let word = "x".repeat(LONGEST + 1);
        assert_eq!(compounds(&word).flat_map(Compound::words).count(), 0);
    }

    #[test]
    fn fillers_are_in_order_so_that_they_are_found() {
        assert!(is_filler("a") && is_filler("you") && is_filler("not") && !is_filler("node"));
    }

    #[test]
    fn hashes_are_noise_and_codes_are_not() {
        assert!(is_noise("5a8f9c7d1e") && is_noise("20261121"));
        assert!(!is_noise("12154") && !is_noise("8080") && !is_noise("postgres16") && !is_noise("error500"));
    }
}
