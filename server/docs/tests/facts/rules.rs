//! Rules for Prometheus, as the program that reads them judges them.

use crate::block::blocks;
use crate::content::Content;
use std::io::Write;
use std::process::{Command, Stdio};

/// Blocks of rules that promtool refuses, each with what it says.
pub fn problems(content: &Content) -> Vec<String> {
    let mut problems = Vec::new();
    let mut count = 0;
    for page in &content.library.pages {
        let rules = blocks(&page.markdown).into_iter().filter(|block| block.text.starts_with("groups:"));
        for block in rules.filter(|block| block.language == "yaml") {
            count += 1;
            if let Some(error) = refused(&block.text) {
                let place = format!("content/docs/{}:{}", page.source, block.line);
                problems.push(format!("{place}: promtool refuses it: {error}; correct the rule"));
            }
        }
    }
    assert!(count >= 3, "the pages hold only {count} blocks of rules, and each system has some");
    problems
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
}
