//! Known items in a generated corpus: every page is found by its title, by the start of it, mistyped, and by its
//! words; and the index of so many pages stays small.
#![allow(clippy::unwrap_used)]
use crate::{Body, Document, Index, Section};

const PAGES: usize = 300;
const NOUNS: [&str; 40] = [
    "Node",
    "Pod",
    "Disk",
    "Queue",
    "Leader",
    "Quota",
    "Volume",
    "Ingress",
    "Broker",
    "Replica",
    "Cluster",
    "Shard",
    "Cache",
    "Token",
    "Lease",
    "Route",
    "Gateway",
    "Tenant",
    "Session",
    "Worker",
    "Backup",
    "Certificate",
    "Operator",
    "Scheduler",
    "Kubelet",
    "Compactor",
    "Exporter",
    "Collector",
    "Ruler",
    "Ingester",
    "Proxy",
    "Mirror",
    "Snapshot",
    "Topic",
    "Partition",
    "Index",
    "Region",
    "Bucket",
    "Secret",
    "Webhook",
];
const STATES: [&str; 30] = [
    "Down",
    "Lagging",
    "Missing",
    "Full",
    "Stuck",
    "Slow",
    "Flapping",
    "Rejecting",
    "Expiring",
    "Overcommitted",
    "Degraded",
    "Unreachable",
    "Saturated",
    "Restarting",
    "Failing",
    "Throttled",
    "Pending",
    "Diverged",
    "Corrupt",
    "Unhealthy",
    "Absent",
    "Leaking",
    "Evicting",
    "Misconfigured",
    "Unbalanced",
    "Starving",
    "Crashing",
    "Orphaned",
    "Terminating",
    "Blocked",
];

/// A fixed row of numbers (Knuth, MMIX).
struct Row(u64);

impl Row {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.next(of.len())]
    }

    /// Frequent words more often than rare ones, as people write.
    fn sentence(&mut self, length: usize) -> String {
        let word = |row: &mut Row| {
            let bound = 1 + row.next(4_000);
            format!("word{}", row.next(bound))
        };
        (0..length).map(|_| word(self)).collect::<Vec<_>>().join(" ")
    }
}

fn corpus() -> Vec<Document> {
    let mut row = Row(7);
    let mut names: Vec<String> = Vec::new();
    while names.len() < PAGES {
        let name = format!("{}{}{}", row.one(&NOUNS), row.one(&NOUNS), row.one(&STATES));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut section = |heading: &str| {
        let (prose, commands) =
            (row.sentence(60), format!("kubectl {} --from {}", row.sentence(3), row.next(900)));
        Section { id: heading.to_lowercase(), heading: heading.into(), body: Body { prose, commands } }
    };
    let document = |(at, title): (usize, String)| Document {
        path: format!("runbooks/{at}"),
        title,
        sections: ["Meaning", "Impact", "Diagnosis", "Mitigation"].map(&mut section).into(),
        ..Document::default()
    };
    names.into_iter().enumerate().map(document).collect()
}

/// How many of 100 pages stand first for the query that `ask` makes of their title.
fn first(index: &Index, documents: &[Document], ask: impl Fn(&str) -> String) -> usize {
    let is_first = |document: &&Document| {
        let query = ask(&document.title);
        index.find(&query, 1).first().is_some_and(|hit| hit.path == document.path)
    };
    documents.iter().filter(is_first).count() * 100 / documents.len()
}

fn prefix(title: &str) -> String {
    title.chars().take(title.len() * 7 / 10).collect()
}

/// The title with two neighbours swapped in its middle.
fn mistyped(title: &str) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let at = letters.len() / 2;
    let at = (at..letters.len() - 1).find(|at| letters[*at] != letters[at + 1]).unwrap();
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

fn spoken(title: &str) -> String {
    let spaced: String =
        title.chars().flat_map(|c| [c.is_uppercase().then_some(' '), Some(c)]).flatten().collect();
    spaced.trim().to_lowercase()
}

/// Titles of which 70 % is no more than the start of another title too: nobody can tell which is meant.
fn is_clear(title: &str, documents: &[Document]) -> bool {
    documents.iter().filter(|other| other.title.starts_with(&prefix(title))).count() == 1
}

#[test]
fn all_known_items_are_found_at_once() {
    let documents = corpus();
    let index = Index::build(&documents);
    let clear: Vec<_> = documents.iter().filter(|it| is_clear(&it.title, &documents)).cloned().collect();
    assert!(clear.len() > PAGES * 8 / 10, "{}", clear.len());
    assert_eq!(first(&index, &documents, str::to_owned), 100);
    assert!(first(&index, &clear, prefix) >= 95);
    assert!(first(&index, &documents, mistyped) >= 95);
    assert!(first(&index, &documents, spoken) >= 96);
}

#[test]
fn the_bytes_find_what_the_index_finds() {
    let documents = corpus();
    let index = Index::build(&documents);
    let bytes = index.encode();
    assert!(bytes.len() < PAGES * 500, "{} bytes for {PAGES} pages", bytes.len());
    let read = Index::decode(&bytes).unwrap();
    for document in documents.iter().step_by(7) {
        for query in [&document.title, &document.sections[1].body.commands] {
            assert_eq!(read.find(query, 20), index.find(query, 20));
        }
    }
}
