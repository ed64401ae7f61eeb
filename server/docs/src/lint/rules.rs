//! What a page says of an alert against the rule of that alert, which stands in the code of some page as Prometheus takes it:
//! how long its condition holds, at which value it begins, how bad it is.

use std::collections::BTreeMap;

use super::lines::{Is, Line};
use crate::page::Page;
use crate::problem::{Kind, Problem};

/// The rules of an alert; one that stands in several pages has several.
#[derive(Debug, Default)]
pub(super) struct Rule {
    /// Seconds of `for`.
    holds: Vec<u64>,
    /// Numbers that its expressions compare with.
    limits: Vec<f64>,
    /// The labels `severity`.
    severities: Vec<String>,
}

/// Rules by the name of their alert.
pub(super) type Rules<'a> = BTreeMap<&'a str, Rule>;

/// Adds the rules in the code of a page.
pub(super) fn gather<'a>(lines: &[Line<'a>], rules: &mut Rules<'a>) {
    let mut open: Option<&'a str> = None;
    for line in lines {
        let text = line.text.trim().trim_start_matches("- ");
        if !matches!(line.is, Is::Code("yaml" | "yml")) {
            open = None;
        } else if let Some(name) = text.strip_prefix("alert:") {
            open = Some(name.trim().trim_matches(['"', '\'']));
            rules.entry(open.unwrap_or_default()).or_default();
        } else if let Some(rule) = open.and_then(|name| rules.get_mut(name)) {
            if let Some(holds) = text.strip_prefix("for:") {
                rule.holds.extend(length(holds));
            } else if let Some(severity) = text.strip_prefix("severity:") {
                rule.severities.push(severity.trim().trim_matches(['"', '\'']).to_owned());
            } else if !text.starts_with("summary:") && !text.starts_with("description:") {
                rule.limits.extend(limits(text));
            }
        }
    }
}

/// What `page` says otherwise than the rules.
pub(super) fn check(page: &Page, lines: &[Line<'_>], rules: &Rules<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |line, message: String, remedy: String| {
        problems.push(Problem::new(Kind::WrongThreshold, &page.source, line, message, remedy));
    };
    for line in lines.iter().filter(|line| line.is == Is::Prose) {
        for (name, said) in told(line.text) {
            let Some(rule) = rules.get(name) else { continue };
            if let Some(holds) =
                held(said).filter(|holds| !rule.holds.is_empty() && !rule.holds.contains(holds))
            {
                let wanted: Vec<_> = rule.holds.iter().map(|holds| format!("{holds} s")).collect();
                report(
                    line.number,
                    format!("`{name}` is said to fire after {holds} s"),
                    format!("its rule says {}", wanted.join(" or ")),
                );
            }
            if let Some(share) = compared(said).filter(|share| !rule.agrees(*share)) {
                let wanted: Vec<_> = rule.limits.iter().map(f64::to_string).collect();
                report(
                    line.number,
                    format!("`{name}` is said to begin at {share} %"),
                    format!("its rule compares with {}", wanted.join(", ")),
                );
            }
        }
    }
    let answered: Vec<_> = page.alerts.iter().filter_map(|name| rules.get(name.as_str())).collect();
    let known: Vec<&String> = answered.iter().flat_map(|rule| &rule.severities).collect();
    if let Some(severity) = page.severity.as_ref().filter(|its| !known.is_empty() && !known.contains(its)) {
        let known: Vec<_> = known.iter().map(|its| its.as_str()).collect();
        report(
            1,
            format!("the severity is `{severity}`, and that of its alerts is not"),
            format!("their rules say {}", known.join(", ")),
        );
    }
    problems
}

impl Rule {
    /// Whether one of its limits is this share: `0.9`, `90`, or what is left of it.
    fn agrees(&self, percent: f64) -> bool {
        let is_near = |limit: &f64| {
            [percent, percent / 100.0, 100.0 - percent, 1.0 - percent / 100.0]
                .iter()
                .any(|share| (share - limit).abs() < 1e-9)
        };
        self.limits.is_empty() || self.limits.iter().any(is_near)
    }
}

/// Each name in backticks, and what is said behind it up to the next one.
fn told(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts: Vec<&str> = text.split('`').collect();
    let pairs: Vec<_> =
        parts.iter().skip(1).step_by(2).copied().zip(parts.iter().skip(2).step_by(2).copied()).collect();
    pairs.into_iter()
}

/// Seconds in `for 3 minutes`.
fn held(text: &str) -> Option<u64> {
    let mut words = text.split_once(" for ")?.1.split_whitespace();
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let first = first.trim_end_matches(|c: char| c.is_ascii_punctuation());
    match first.parse::<u64>() {
        Ok(count) => Some(count * unit(second.trim_end_matches(|c: char| c.is_ascii_punctuation()))?),
        Err(_) => length(first),
    }
}

fn unit(word: &str) -> Option<u64> {
    Some(match word {
        "s" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3_600,
        "d" | "day" | "days" => 86_400,
        _ => return None,
    })
}

/// Seconds of a length as Prometheus writes it: `3m`, `1h`.
fn length(text: &str) -> Option<u64> {
    let text = text.trim().trim_matches(['"', '\'']);
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    text.get(..end)?.parse::<u64>().ok()?.checked_mul(unit(text.get(end..)?)?)
}

/// The share in `above 90 %`.
fn compared(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words
        .iter()
        .position(|word| matches!(*word, "above" | "over" | "below" | "under" | "exceeds" | "than"))?;
    let number = words.get(at + 1)?;
    let rest = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_share = number.get(rest.len()..)?.starts_with('%')
        || words.get(at + 2).is_some_and(|word| word.starts_with('%'));
    rest.parse().ok().filter(|_| is_share)
}

/// Numbers behind `<`, `>`, `<=`, `>=` and `==` of an expression, products of them too: `> 0.9`, `> 100 * 1.5`.
fn limits(text: &str) -> Vec<f64> {
    let behind = text.split(['<', '>']).skip(1);
    let number = |part: &str| {
        let part = part.trim_start_matches(['=', ' ']);
        let part = part.strip_prefix("bool ").unwrap_or(part);
        let end = part.find(|c: char| !c.is_ascii_digit() && c != '.' && c != 'e').unwrap_or(part.len());
        part.get(..end)?.parse::<f64>().ok()
    };
    behind.filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lint;
    use crate::file::File;
    use crate::library::Library;
    use crate::problem::Kind;

    const RULES: &str = "# Rules\n\n```yaml\n- alert: DiskFull\n  expr: used / size > 0.9\n  for: 5m\n  labels:\n    severity: P2\n- alert: NodeDown\n  expr: up == 0\n```\n";

    fn found(page: &str) -> Vec<(usize, String)> {
        let files = vec![File::new("rules.md", RULES), File::new("page.md", page)];
        let problems = lint(&Library::build(files, &[]), None).into_iter();
        let ours = problems.filter(|problem| problem.kind == Kind::WrongThreshold);
        ours.map(|problem| (problem.line, format!("{}; {}", problem.message, problem.remedy))).collect()
    }

    #[test]
    fn a_page_that_says_otherwise_than_the_rule_is_told() {
        let found = found(
            "---\nalerts: [DiskFull]\nseverity: P1\n---\n# Disk\n\n`DiskFull` fires when more than 80 % are used for 10 minutes.\n",
        );
        let wanted = [
            (1, "the severity is `P1`, and that of its alerts is not; their rules say P2"),
            (7, "`DiskFull` is said to begin at 80 %; its rule compares with 0.9"),
            (7, "`DiskFull` is said to fire after 600 s; its rule says 300 s"),
        ];
        assert_eq!(found, wanted.map(|(line, words)| (line, words.to_owned())));
    }

    #[test]
    fn what_agrees_or_cannot_be_told_is_right() {
        for right in [
            "---\nalerts: [DiskFull]\nseverity: P2\n---\n# D\n\n`DiskFull` fires when above 90% for 5m, `NodeDown` when one is away for 3 minutes.\n",
            "`DiskFull`: less than 10 % are free for 300 seconds.\n",
            "`DiskFull` is silent for 3 of them; more than 7 are fine.\n\n`Other` fires for 9 minutes.\n",
        ] {
            assert_eq!(found(right), [], "{right}");
        }
    }
}
