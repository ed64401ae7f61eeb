//! Known items in a folder of markdown: `cargo run --release -p docs --example search -- FOLDER [INDEX]` prints how many
//! pages stand first for their title, the start of it, the title mistyped and its words, how long that takes, and how
//! large the index is; it is written to INDEX, to be compressed.
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
        for page in &library.pages {
            for query in ask(&page.title) {
                let began = worked();
                let found = search.find(&query, 10);
                times.push(worked() - began);
                asked += 1;
                let hit = found.first().is_some_and(|found| found.title == page.title);
                first += usize::from(hit);
                if !hit {
                    missed.push(format!("{query:?} gave {:?}", found.first().map(|found| &found.title)));
                }
            }
        }
        times.sort();
        let share = 100.0 * f64::from(first as u32) / f64::from(asked.max(1) as u32);
        let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
        println!("{class}: {asked} asked, {share:.1} % first, mean {mean:?}, p95 {:?}", at(95));
        missed.iter().take(8).for_each(|missed| println!("    {missed}"));
    }
}
