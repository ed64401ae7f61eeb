//! Runbooks that nobody wrote, in the proportions of real ones: some 10 kB a page, two blocks of shell code, half of them with
//! prompts and with placeholders, ordered steps, a table in every third page, links to neighbours. The same on every run.

use anyhow::Result;
use std::fs;
use std::path::Path;

/// What somebody types who looks for a title.
type Typed = fn(&str) -> String;

/// How titles are asked for: as they are, the first 70 % of them, with two letters swapped, as separate words.
pub const CLASSES: [(&str, Typed); 4] =
    [("exact", str::to_owned), ("start", start), ("typing error", mistyped), ("as words", spoken)];

const NOUNS: [&str; 24] = [
    "Node",
    "Disk",
    "Queue",
    "Leader",
    "Quota",
    "Volume",
    "Ingress",
    "Broker",
    "Replica",
    "Shard",
    "Cache",
    "Token",
    "Lease",
    "Gateway",
    "Tenant",
    "Session",
    "Worker",
    "Backup",
    "Scheduler",
    "Compactor",
    "Proxy",
    "Snapshot",
    "Topic",
    "Region",
];
const STATES: [&str; 20] = [
    "Down",
    "Lagging",
    "Missing",
    "Full",
    "Stuck",
    "Slow",
    "Flapping",
    "Rejecting",
    "Expiring",
    "Degraded",
    "Saturated",
    "Failing",
    "Throttled",
    "Pending",
    "Corrupt",
    "Absent",
    "Leaking",
    "Evicting",
    "Crashing",
    "Blocked",
];
/// What words are made of.
const PARTS: [&str; 20] = [
    "con", "ter", "al", "pre", "sta", "lo", "ri", "men", "qua", "ver", "bus", "no", "fa", "gel", "ti", "dor",
    "ex", "um", "sil", "pa",
];
/// Different words of prose.
const WORDS: usize = 8_000;

/// Pages with titles of their own.
pub struct Corpus {
    titles: Vec<String>,
}

/// A fixed row of numbers (Knuth, MMIX).
struct Row(u64);

impl Row {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        let at = self.next(of.len());
        of.get(at).copied().unwrap_or_default()
    }

    /// Frequent words more often than rare ones, as people write.
    fn word(&mut self) -> String {
        let bound = 1 + self.next(WORDS);
        let mut number = self.next(bound);
        let mut word = String::new();
        while word.is_empty() || number > 0 {
            word += PARTS.get(number % PARTS.len()).copied().unwrap_or_default();
            number /= PARTS.len();
        }
        word
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

impl Corpus {
    /// So many pages, each named after an alert.
    pub fn generate(pages: usize) -> Corpus {
        let mut row = Row(11);
        let mut known = std::collections::HashSet::new();
        let mut titles = Vec::new();
        while titles.len() < pages {
            let title =
                format!("{}{}{}{}", row.one(&NOUNS), row.one(&NOUNS), row.one(&NOUNS), row.one(&STATES));
            if known.insert(title.clone()) {
                titles.push(title);
            }
        }
        Corpus { titles }
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.titles.len()
    }

    /// The title of a page.
    pub fn title(&self, number: usize) -> &str {
        self.titles.get(number).map_or("", String::as_str)
    }

    /// Its path below the docs: its name is not its title.
    pub fn path(&self, number: usize) -> String {
        format!("team-{:02}/page-{number}", number % 40)
    }

    /// Writes all pages below a folder, and gives their bytes.
    pub fn write(&self, folder: &Path) -> Result<usize> {
        let mut bytes = 0;
        for number in 0..self.len() {
            let path = folder.join(self.path(number) + ".md");
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let text = self.page(number);
            bytes += text.len();
            fs::write(path, text)?;
        }
        Ok(bytes)
    }

    fn page(&self, number: usize) -> String {
        let mut row = Row(number as u64 + 1);
        let title = self.title(number);
        let mut page = format!("---\ntitle: {title}\nalerts: [{title}]\nsummary: {}.\n---\n\n", row.words(8));
        for heading in ["Meaning", "Impact", "Diagnosis", "Mitigation", "Verification", "Escalation"] {
            page += &format!("## {heading}\n\n");
            for _ in 0..3 {
                page += &format!("{}.\n\n", row.words(54));
            }
        }
        page += "## Steps\n\n";
        for step in 1..7 {
            page += &format!("{step}. {}: `{} --{}`\n", row.words(9), row.word(), row.word());
        }
        page += &format!(
            "\n{}{}",
            block(&mut row, number.is_multiple_of(2)),
            block(&mut row, number.is_multiple_of(3))
        );
        if number.is_multiple_of(3) {
            page += "| Service | Port | Owner |\n|---|--:|---|\n";
            (0..6).for_each(|_| {
                page += &format!("| {} | {} | {} |\n", row.word(), row.next(9_000), row.word())
            });
        }
        // The next page of the same folder, or its first.
        let next = if number + 40 < self.len() { number + 40 } else { number % 40 };
        page += &format!(
            "\nSee [{}](page-{next}.md#diagnosis) and https://example.org/{}.\n",
            self.title(next),
            row.word()
        );
        page
    }
}

/// Commands, half of them with a prompt and output.
fn block(row: &mut Row, prompt: bool) -> String {
    let (language, sign) = if prompt { ("console", "$ ") } else { ("bash", "") };
    let mut block = format!("```{language}\n");
    for _ in 0..5 {
        let (what, name) = (row.word(), row.word());
        block += &format!(
            "{sign}kubectl -n <namespace> get {what} \"$NAME\" --selector app={name} | grep -v '{}'\n",
            row.word()
        );
        if prompt {
            block += &format!("{}   {}   Running\n", row.words(2), row.next(500));
        }
    }
    block + "```\n\n"
}

fn start(title: &str) -> String {
    title.chars().take(title.len() * 7 / 10).collect()
}

fn mistyped(title: &str) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let middle = letters.len() / 2;
    let differ = |at: &usize| letters.get(*at) != letters.get(at + 1);
    if let Some(at) = (middle..letters.len().saturating_sub(1)).find(differ) {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn spoken(title: &str) -> String {
    let spaced = title.chars().flat_map(|letter| [letter.is_uppercase().then_some(' '), Some(letter)]);
    spaced.flatten().collect::<String>().trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_as_large_as_real_ones_the_same_each_time_and_without_broken_links() {
        let corpus = Corpus::generate(100);
        let pages: Vec<String> = (0..100).map(|number| corpus.page(number)).collect();
        let size = pages.iter().map(String::len).sum::<usize>() / 100;
        assert!((8_000..12_500).contains(&size), "{size}");
        assert_eq!(Corpus::generate(100).page(7), pages[7]);
        let files = (0..100).map(|at| docs::File::new(corpus.path(at) + ".md", pages[at].clone())).collect();
        assert_eq!(docs::Library::build(files, &[]).problems, []);
    }

    #[test]
    fn titles_are_asked_for_in_four_ways() {
        let asked = CLASSES.map(|(_, ask)| ask("NodeDiskFull"));
        assert_eq!(asked, ["NodeDiskFull", "NodeDisk", "NodeDiksFull", "node disk full"]);
    }
}
