//! The table of facts: a line for each, with the page and the entry of the estate that carry it.

use super::content::Content;
use super::toml_path;
use std::collections::{BTreeMap, BTreeSet};
use toml::Table;

/// Where the table is, for those who put it right.
const FILE: &str = "server/tests/all/facts/facts.tsv";
const TABLE: &str = include_str!("facts.tsv");
/// The first line of the table.
const COLUMNS: &str = "system\tkind\tfact\tpage\ttext\tentry";

/// A line of the table.
pub struct Fact<'a> {
    /// Its line in the table, from 1.
    pub line: usize,
    /// The system that it is about, as its folder is called.
    pub system: &'a str,
    /// What it is: a port, a variable, a document.
    pub kind: &'a str,
    /// What a guide states, in its own terms.
    pub fact: &'a str,
    /// The file below `content` that shows it.
    pub page: &'a str,
    /// What stands there; blanks and ends of lines do not count.
    pub text: &'a str,
    /// `file path = value` of a TOML file below `content`, or `-` where none has a key for it.
    pub entry: &'a str,
}

/// All facts. A line that cannot be read fails the test.
pub fn facts() -> Vec<Fact<'static>> {
    let mut lines = TABLE.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let (_, columns) = lines.next().expect("the table has a first line");
    assert_eq!(columns, COLUMNS, "{FILE}: the first line names the columns");
    lines.map(|(at, line)| fact(at + 1, line)).collect()
}

fn fact(line: usize, text: &'static str) -> Fact<'static> {
    let cells: Vec<&str> = text.split('\t').collect();
    let [system, kind, fact, page, text, entry] = cells[..] else {
        panic!("{FILE}:{line}: has {} cells and needs 6, with a tab between two", cells.len());
    };
    assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{FILE}:{line}: a cell is empty; write `-`");
    Fact { line, system, kind, fact, page, text, entry }
}

/// Every fact that is missing or different, each with its file and what to do.
pub fn problems(content: &Content) -> Vec<String> {
    let mut read = Read { content, pages: BTreeMap::new(), files: BTreeMap::new() };
    let found = facts().iter().flat_map(|fact| [read.on_page(fact), read.in_entry(fact)]).flatten().collect();
    // A file that cannot be read is told once, not for each of its facts.
    BTreeSet::into_iter(found).collect()
}

/// Files of the content, each read once: many facts have one in common.
struct Read<'a> {
    content: &'a Content,
    pages: BTreeMap<String, Result<String, String>>,
    files: BTreeMap<String, Result<Table, String>>,
}

impl Read<'_> {
    fn on_page(&mut self, fact: &Fact) -> Option<String> {
        let Read { content, pages, .. } = self;
        let page = pages
            .entry(fact.page.to_owned())
            .or_insert_with(|| content.text(fact.page).map(|text| even(&text)));
        match page {
            Ok(text) if holds(text, &even(fact.text)) => None,
            Ok(_) => {
                let problem = format!("content/{}: does not say `{}`; write it there", fact.page, fact.text);
                Some(stated(fact, &problem))
            }
            Err(problem) => Some(problem.clone()),
        }
    }

    fn in_entry(&mut self, fact: &Fact) -> Option<String> {
        if fact.entry == "-" {
            return None;
        }
        let Some((file, path, wanted)) = parts(fact.entry) else {
            return Some(stated(fact, &format!("`{}` is not `file path = value`; write it so", fact.entry)));
        };
        let Read { content, files, .. } = self;
        let table = files.entry(file.to_owned()).or_insert_with(|| {
            let told = |problem| format!("content/{file}: {problem}; correct it");
            toml_path::table(&content.text(file)?).map_err(told)
        });
        match table {
            Ok(table) => {
                let problem = toml_path::compare(table, path, wanted).err()?;
                Some(stated(fact, &format!("content/{file}: {problem}; set it there")))
            }
            Err(problem) => Some(problem.clone()),
        }
    }
}

fn parts(entry: &str) -> Option<(&str, &str, &str)> {
    let (file, rest) = entry.split_once(' ')?;
    let (path, wanted) = rest.split_once(" = ")?;
    Some((file, path, wanted))
}

fn stated(fact: &Fact, problem: &str) -> String {
    let Fact { line, system, kind, fact, .. } = fact;
    format!("{problem} ({system}, {kind}: {fact}; if the fact has changed, change {FILE}:{line})")
}

/// Whether `page` holds `text` in whole words, so that 80 is not found in 8086. Both are [`even`].
fn holds(page: &str, text: &str) -> bool {
    let cuts = |left: &str, right: &str| {
        left.ends_with(char::is_alphanumeric) && right.starts_with(char::is_alphanumeric)
    };
    page.match_indices(text)
        .any(|(at, found)| !cuts(&page[..at], found) && !cuts(found, &page[at + found.len()..]))
}

/// `text` with one blank for many and for ends of lines, and none at the bars of a table.
pub fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" |", "|").replace("| ", "|")
}

#[test]
fn a_text_is_found_in_whole_words_however_the_page_is_laid_out() {
    let page = even("| PLATO   |   8086 |\n\nreplicas:\n  3\n");
    for text in ["| PLATO | 8086 |", "|PLATO|8086|", "replicas: 3", "PLATO |"] {
        assert!(holds(&page, &even(text)), "{text}");
    }
    for text in ["| PLATO | 808", "086 |", "replicas: 30", "| PLATO | 8080 |"] {
        assert!(!holds(&page, &even(text)), "{text}");
    }
}

#[test]
fn an_entry_is_a_file_a_path_and_a_value() {
    let entry = "estate/jack.toml component.gateway.ports = [3000]";
    assert_eq!(parts(entry), Some(("estate/jack.toml", "component.gateway.ports", "[3000]")));
    assert_eq!(parts("component.gateway.ports=[3000]"), None);
}
