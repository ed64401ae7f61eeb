//! What a page says of ports, severities and components against what the estate says.

use super::lines::Line;
use super::ports::{self, host};
use super::{ComponentFacts, Facts};
use crate::page::Page;
use crate::problem::{Kind, Problem};
use std::collections::HashSet;
use strsim::damerau_levenshtein;

/// Letters of the shortest name in which a typing error is told from another word.
const LEAST_LETTERS: usize = 6;

/// What disagrees.
pub(super) fn check(page: &Page, lines: &[Line<'_>], facts: &Facts) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |kind, line, message: String, remedy: String| {
        problems.push(Problem::new(kind, &page.source, line, message, remedy));
    };
    for (line, part, port) in ports::wrong(lines, facts) {
        let is_of_another = |other: &ComponentFacts| other.id != part.id && other.ports.contains(&port);
        let kind = match facts.components.iter().any(is_of_another) {
            true => Kind::WrongPort,
            false => Kind::UnknownPort,
        };
        let message =
            format!("port {port} of `{}`: the estate does not know {} there", host(part), part.name);
        report(kind, line, message, format!("it answers on {}", listed(&part.ports)));
    }
    let known = |word: &str| facts.severities.iter().any(|its| its == word);
    let stated = page.severity.iter().filter(|its| !known(its));
    let told = lines.iter().filter(|line| !line.is_code()).flat_map(|line| {
        let words = line.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        words.filter(|word| is_severity(word) && !known(word)).map(|word| (line.number, word))
    });
    let told: Vec<_> = stated.map(|its| (1, its.as_str())).chain(told).collect();
    for (line, word) in told {
        let remedy = format!("incidents are {}", facts.severities.join(", "));
        report(Kind::UnknownSeverity, line, format!("there is no severity `{word}`"), remedy);
    }
    for (line, word, part) in misspelt(lines, facts) {
        report(
            Kind::MisspeltComponent,
            line,
            format!("there is no component `{word}`"),
            format!("did you mean `{}`?", part.name),
        );
    }
    problems
}

fn listed(ports: &[u16]) -> String {
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// `P1` to `P9`, `SEV1`, `SEV-1`.
fn is_severity(word: &str) -> bool {
    let digits =
        word.strip_prefix("SEV-").or_else(|| word.strip_prefix("SEV")).or_else(|| word.strip_prefix('P'));
    digits.is_some_and(|digits| digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Words of prose one typing error away from the name of a component, and written as names are.
fn misspelt<'a, 'f>(lines: &[Line<'a>], facts: &'f Facts) -> Vec<(usize, &'a str, &'f ComponentFacts)> {
    let parts: Vec<_> = facts.components.iter().filter(|part| is_word(&part.name)).collect();
    let known: HashSet<String> = facts
        .components
        .iter()
        .flat_map(|part| [part.name.to_lowercase(), host(part).to_lowercase()])
        .collect();
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| !line.is_code()) {
        for word in line.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= LEAST_LETTERS)
        {
            let small = word.to_lowercase();
            let is_name = word.starts_with(char::is_uppercase) && !known.contains(&small);
            let near = |part: &&&ComponentFacts| {
                let name = part.name.to_lowercase();
                name.len().abs_diff(small.len()) <= 1
                    && small.strip_suffix('s') != Some(&name)
                    && damerau_levenshtein(&small, &name) == 1
            };
            let part = is_name.then(|| parts.iter().find(near)).flatten();
            found.extend(part.map(|part| (line.number, word, *part)));
        }
    }
    found
}

/// Whether a name is one long word: others are near words that mean something else.
fn is_word(name: &str) -> bool {
    name.len() >= LEAST_LETTERS && name.chars().all(char::is_alphanumeric)
}
