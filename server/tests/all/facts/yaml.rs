//! YAML: each block and each here-document of it parses, and what Kubernetes is given is what its schemas ask for.

use super::block::{Block, blocks};
use super::content::Content;
use super::shell::filled;
use docs::Page;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Names a Python that has PyYAML, jsonschema, kubernetes-validate and python-hcl2, as they are published; `cargo xtask test` makes it.
const PYTHON: &str = "PHAROS_TEST_PYTHON";

/// What no YAML parser reads, and manifests that Kubernetes would refuse.
pub fn problems(content: &Content) -> Vec<String> {
    let texts: Vec<_> = content.meant.library.pages.iter().map(AsRef::as_ref).flat_map(of_page).collect();
    assert!(texts.len() > 40, "the pages hold only {} texts of YAML", texts.len());
    let (manifests, problems) = judged(&texts);
    assert!(
        problems.is_empty() && manifests > 40 || !problems.is_empty(),
        "there are only {manifests} manifests"
    );
    problems
}

/// The places and texts of a page's YAML.
fn of_page(page: &Page) -> Vec<(String, String)> {
    let texts = blocks(&page.markdown).into_iter().flat_map(|block| texts(&block));
    texts.map(|(line, text)| (format!("content/docs/{}:{line}", page.source), filled(&text))).collect()
}

/// The YAML of a block, with its line: the block, or the manifests that its commands hold as here-documents.
fn texts(block: &Block) -> Vec<(usize, String)> {
    match block.language.as_str() {
        "yaml" => vec![(block.line, block.text.clone())],
        "bash" => documents(&block.text).into_iter().map(|(at, text)| (block.line + at, text)).collect(),
        _ => Vec::new(),
    }
}

/// The here-documents of commands that are manifests, each with the line of its command, from 1.
fn documents(commands: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut lines = commands.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some((_, rest)) = line.split_once("<<") else { continue };
        let word = rest.trim_start_matches('-').split_whitespace().next().unwrap_or_default();
        let end = word.trim_matches(['\'', '"']);
        let body: String = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| line.trim() != end)
            .flat_map(|line| [line, "\n"])
            .collect();
        if body.lines().any(|line| line.starts_with("apiVersion:")) {
            found.push((at + 1, body));
        }
    }
    found
}

/// How many of the texts' documents are manifests, and what is wrong.
pub fn judged(texts: &[(String, String)]) -> (u64, Vec<String>) {
    let said = python(include_str!("yaml.py"), &json!(texts).to_string());
    let problems = said["problems"].as_array().unwrap().iter();
    (said["manifests"].as_u64().unwrap(), problems.map(|it| it.as_str().unwrap().to_owned()).collect())
}

/// What a program in Python prints, as JSON, after it was given this to read.
pub fn python(program: &str, input: &str) -> Value {
    let python =
        std::env::var_os(PYTHON).unwrap_or_else(|| panic!("{PYTHON} is not set: cargo xtask test sets it"));
    let mut judge = Command::new(python)
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    judge.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success(), "the judge failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn what_kubernetes_would_refuse_is_told_and_what_is_no_manifest_is_left_alone() {
    let manifest =
        |spec: &str| format!("apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a}}\nspec: {spec}\n");
    let good = "{selector: {matchLabels: {a: b}}, \
                template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}";
    let texts = |texts: &[&str]| -> Vec<_> {
        texts.iter().map(|text| ("x:1".to_owned(), (*text).to_owned())).collect()
    };
    assert_eq!(judged(&texts(&[&manifest(good), "a: 1\n", "apiVersion: 1\n"])), (1, vec![]));
    let wrong = [&manifest("{replicas: many}"), &manifest(&good.replace("image", "imgae")), "a: [\n"];
    let (_, problems) = judged(&texts(&wrong));
    assert_eq!(problems.len(), 3, "{problems:?}");
    let unknown = judged(&texts(&["apiVersion: v1\nkind: Deploymint\nmetadata: {name: a}\n"]));
    assert_eq!(unknown.1.len(), 1, "{unknown:?}");
}

#[test]
fn manifests_within_commands_are_found() {
    let commands = "a <<'EOF' | kubectl apply -f -\napiVersion: v1\nkind: X\nEOF\ncat <<EOF\nno yaml\nEOF\n";
    assert_eq!(documents(commands), [(1, "apiVersion: v1\nkind: X\n".to_owned())]);
}
