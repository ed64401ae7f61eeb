//! Rules and queries for Prometheus, as the program that reads them judges them.

use super::block::blocks;
use super::content::Content;
use std::io::Write;
use std::process::{Command, Stdio};

/// Blocks of rules and of queries that promtool refuses, each with what it says.
pub fn problems(content: &Content) -> Vec<String> {
    let mut problems = Vec::new();
    let (mut rules, mut queries) = (0, 0);
    for page in &content.meant.library.pages {
        for block in blocks(&page.markdown) {
            let text = match block.language.as_str() {
                "yaml" if block.text.starts_with("groups:") => block.text,
                "promql" => recorded(&block.text),
                _ => continue,
            };
            *if block.language == "yaml" { &mut rules } else { &mut queries } += 1;
            if let Some(error) = refused(&text) {
                let place = format!("content/docs/{}:{}", page.source, block.line);
                problems.push(format!("{place}: promtool refuses it: {error}; correct it"));
            }
        }
    }
    assert!(rules >= 3, "the pages hold only {rules} blocks of rules, and each system has some");
    assert!(queries > 50, "the pages hold only {queries} queries");
    problems
}

/// A rule that records what `query` gives: promtool reads rules alone.
fn recorded(query: &str) -> String {
    format!("groups: [{{name: x, rules: [{{record: x, expr: {}}}]}}]\n", serde_json::json!(query))
}

/// Why promtool refuses `rules`, if it does.
fn refused(rules: &str) -> Option<String> {
    let mut promtool = Command::new("promtool")
        .args(["check", "rules", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool is there: apt-get install prometheus");
    promtool.stdin.take().unwrap().write_all(rules.as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    (!output.status.success()).then(|| said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_rule_whose_expression_does_not_parse_is_told() {
    let rules = |expr| format!("groups: [{{name: x, rules: [{{alert: A, expr: '{expr}'}}]}}]\n");
    assert_eq!(refused(&rules("up == 0")), None);
    assert!(refused(&rules("up ==")).is_some_and(|error| error.contains("parse error")));
    assert_eq!(refused(&recorded("sum(\n  up{job=\"a\"})\n")), None);
    assert!(refused(&recorded("sum by (job (up)\n")).is_some());
}
