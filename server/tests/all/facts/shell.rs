//! Commands: each block of bash parses, and what a reader fills in is declared.

use super::block::{Block, blocks};
use super::content::Content;
use docs::Page;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// Blocks that no shell parses, and places to fill in that the front matter does not declare.
pub fn problems(content: &Content) -> Vec<String> {
    let pages = content.meant.library.pages.iter().map(AsRef::as_ref);
    let blocks = pages.flat_map(|page| blocks(&page.markdown).into_iter().map(move |block| (page, block)));
    let commands: Vec<(&Page, Block)> = blocks.filter(|(_, block)| block.language == "bash").collect();
    assert!(commands.len() > 300, "the pages hold only {} blocks of bash", commands.len());
    commands
        .iter()
        .flat_map(|(page, block)| [undeclared(page, block), refused(page, block)])
        .flatten()
        .collect()
}

fn undeclared(page: &Page, block: &Block) -> Option<String> {
    let names = split(&block.text).into_iter().filter_map(|piece| piece.err());
    let missing: BTreeSet<&str> =
        names.filter(|name| !page.variables.iter().any(|known| known.name == *name)).collect();
    let (place, names) = (place(page, block), Vec::from_iter(missing.iter().copied()).join(", "));
    (!missing.is_empty()).then(|| format!("{place}: does not declare {names}; add it to `variables`"))
}

fn refused(page: &Page, block: &Block) -> Option<String> {
    let error = parse(&filled(&block.text))?;
    Some(format!("{}: bash does not parse it: {}; correct the command", place(page, block), error.trim()))
}

/// `text` with a word for each place to fill in.
pub fn filled(text: &str) -> String {
    split(text).into_iter().map(|piece| piece.unwrap_or("word")).collect()
}

fn place(page: &Page, block: &Block) -> String {
    format!("content/docs/{}:{}", page.source, block.line)
}

/// What `bash -n` has to say about `script`, if anything.
fn parse(script: &str) -> Option<String> {
    let mut bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash is there: apt-get install bash");
    bash.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = bash.wait_with_output().unwrap();
    // A here-document without its end is a warning alone, with success.
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success() || !said.is_empty()).then_some(said)
}

/// `text` in pieces: `Ok` is text as it stands, `Err` the name of a place to fill in, written `<name>`.
fn split(text: &str) -> Vec<Result<&str, &str>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('<').map(|found| at + found) {
        at = open + 1;
        let Some(close) = text[at..].find('>').map(|found| at + found) else { break };
        let name = &text[at..close];
        if is_name(name) {
            pieces.extend([Ok(&text[from..open]), Err(name)]);
            (from, at) = (close + 1, close + 1);
        }
    }
    pieces.push(Ok(&text[from..]));
    pieces
}

/// Lower-case words with hyphens; `<(`, `<<EOF` and `<file` with blanks around are the shell's own.
fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

#[test]
fn places_to_fill_in_are_told_from_redirections() {
    let text = "kubectl logs <pod-0> <<EOF\nsort <(a) <in >out\nEOF\n";
    let names: Vec<&str> = split(text).into_iter().filter_map(|piece| piece.err()).collect();
    assert_eq!(names, ["pod-0"]);
    let whole: String =
        split(text).into_iter().map(|piece| piece.unwrap_or("x")).collect::<Vec<_>>().concat();
    assert_eq!(whole, text.replace("<pod-0>", "x"));
}

#[test]
fn a_command_that_no_shell_parses_is_told() {
    assert_eq!(parse("for a in b; do echo \"$a\"; done\n"), None);
    assert!(parse("if true; then\n").is_some());
    assert!(parse("cat <<EOF\nno end\n").is_some());
}
