//! Known items in a folder of markdown: `cargo run --release -p docs --example search -- FOLDER [INDEX]` prints how many
//! pages stand first for their title, the start of it, the title mistyped and its words, how long that takes, and how
//! large the index is; it is written to INDEX, to be compressed. Titles that begin as others do are counted by themselves:
//! what is typed of them may mean any of those.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use docs::{File, Library, Search};
use std::path::Path;
use std::time::Duration;

/// Time that this thread has had on a processor: others may be at work on the same machine.
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

fn read(folder: &Path, root: &Path, files: &mut Vec<File>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(&path, root, files);
        } else if path.extension().is_some_and(|it| it == "md") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push(File::new(name, std::fs::read(&path).unwrap()));
        }
    }
}

/// Pages whose titles are asked for, and misses that are shown of each class.
const MOST_ASKED: usize = 1_000;
const MOST_SHOWN: usize = 12;

/// Whether a title begins with what was typed, letters and digits alone.
fn begins(title: &str, typed: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(title).starts_with(&letters(typed))
}

/// Makes queries of a title.
type Ask = fn(&str) -> Vec<String>;

fn prefix(title: &str) -> Vec<String> {
    let letters = title.chars().count();
    vec![title.chars().take((letters * 7).div_ceil(10)).collect()]
}

/// Every third swap of two neighbours that changes anything.
fn mistyped(title: &str) -> Vec<String> {
    let letters: Vec<char> = title.chars().collect();
    let swaps =
        (1..letters.len()).filter(|at| letters[*at] != letters[at - 1] && !letters[*at].is_whitespace());
    swaps
        .step_by(3)
        .map(|at| {
            let mut letters = letters.clone();
            letters.swap(at - 1, at);
            letters.into_iter().collect()
        })
        .collect()
}

fn words(title: &str) -> Vec<String> {
    let letters: Vec<char> = title.chars().collect();
    let mut spaced = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let next_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins = before.is_some_and(|it| it.is_lowercase() || (it.is_uppercase() && next_small));
        if letter.is_uppercase() && begins {
            spaced.push(' ');
        }
        spaced.extend(letter.to_lowercase());
    }
    if spaced == title.to_lowercase() { Vec::new() } else { vec![spaced] }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder");
    let mut files = Vec::new();
    read(Path::new(&folder), Path::new(&folder), &mut files);
    let bytes: usize = files.iter().map(|file| file.content.as_ref().unwrap().len()).sum();
    let library = Library::build(files, &[]);
    let began = worked();
    let search = Search::of(&library);
    println!("{} pages, {bytes} bytes, indexed in {:?}", library.pages.len(), worked() - began);
    let encoded = search.index.encode();
    println!("index: {} bytes", encoded.len());
    if let Some(file) = arguments.next() {
        std::fs::write(file, encoded).unwrap();
    }
    let classes: [(&str, Ask); 4] =
        [("exact", |title| vec![title.to_owned()]), ("prefix", prefix), ("typo", mistyped), ("words", words)];
    for (class, ask) in classes {
        let (mut asked, mut first, mut times, mut missed) = (0, 0, Vec::new(), Vec::new());
        let (mut clear, mut clear_first) = (0, 0);
        let step = (library.pages.len() / MOST_ASKED).max(1);
        for page in library.pages.iter().step_by(step) {
            for query in ask(&page.title) {
                let began = worked();
                let found = search.find(&query, 10);
                times.push(worked() - began);
                asked += 1;
                let hit = found.first().is_some_and(|found| found.title == page.title);
                first += usize::from(hit);
                let meant = library.pages.iter().filter(|other| begins(&other.title, &query));
                let is_clear = meant.map(|other| &other.title).all(|title| *title == page.title);
                clear += usize::from(is_clear);
                clear_first += usize::from(is_clear && hit);
                if !hit {
                    let other = found.first().map(|found| &found.title);
                    missed.push((is_clear, format!("{query:?} of {:?} gave {other:?}", page.title)));
                }
            }
        }
        times.sort();
        let percent = |part: usize, of: usize| 100.0 * f64::from(part as u32) / f64::from(of.max(1) as u32);
        let (share, clear_share) = (percent(first, asked), percent(clear_first, clear));
        let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
        println!("{class}: {asked} asked, {share:.1} % first, mean {mean:?}, p95 {:?}", at(95));
        println!("    of {clear} that begin no other title: {clear_share:.1} % first");
        missed.sort_by_key(|(is_clear, _)| !is_clear);
        missed.iter().take(MOST_SHOWN).for_each(|(is_clear, missed)| {
            println!("    {}{missed}", if *is_clear { "clear: " } else { "" });
        });
    }
}
