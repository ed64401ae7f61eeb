//! A runbook against the template: its sections and their order, who keeps it right, what each step prints, and that
//! whatever is to be filled in is declared.

use super::SECTIONS;
use super::lines::{Is, Line};
use crate::page::Page;
use crate::problem::{Kind, Problem};
use std::collections::HashSet;

/// What the runbook lacks.
pub(super) fn check(page: &Page, lines: &[Line<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |kind, line, message: String, remedy: &str| {
        problems.push(Problem::new(kind, &page.source, line, message, remedy));
    };
    let has: Vec<(usize, usize)> = lines.iter().filter_map(section).collect();
    for (place, (name, _)) in SECTIONS.iter().enumerate() {
        if !has.iter().any(|(its, _)| *its == place) {
            let remedy = "write the section, or say in it why there is nothing to say";
            report(Kind::MissingSection, 1, format!("the runbook has no section `{name}`"), remedy);
        }
    }
    for pair in has.windows(2) {
        if let [(before, _), (place, line)] = *pair
            && place < before
            && let (Some((name, _)), Some((first, _))) = (SECTIONS.get(place), SECTIONS.get(before))
        {
            let remedy = "keep the order of all runbooks, so that people find their way in each";
            report(Kind::SectionOrder, line, format!("`{name}` stands after `{first}`"), remedy);
        }
    }
    if page.owner.is_none() {
        let remedy = "write `owner:` and a role into the front matter";
        report(Kind::MissingOwner, 1, "nobody keeps this runbook right".into(), remedy);
    }
    if page.severity.is_none() {
        let remedy = "write `severity:` into the front matter";
        report(Kind::MissingSeverity, 1, "the severity of the situation is not said".into(), remedy);
    }
    for (line, heading) in silent_steps(lines) {
        let remedy = "show what a command prints under `Expected output:`, or say that it prints nothing";
        report(Kind::NoExpectedOutput, line, format!("`{heading}` does not say what is expected"), remedy);
    }
    for (line, name) in undeclared(page, lines) {
        let remedy = "name it under `variables:` in the front matter";
        report(
            Kind::UndeclaredVariable,
            line,
            format!("`<{name}>` is to be filled in and not declared"),
            remedy,
        );
    }
    problems
}

/// The place of a section in the template, and its line.
fn section(line: &Line<'_>) -> Option<(usize, usize)> {
    let Is::Heading(2, words) = line.is else { return None };
    let place = SECTIONS.iter().position(|(name, _)| name.eq_ignore_ascii_case(words))?;
    Some((place, line.number))
}

/// Steps of the procedure that have commands and say nowhere what these print.
fn silent_steps<'a>(lines: &[Line<'a>]) -> Vec<(usize, &'a str)> {
    let is_procedure = |line: &Line<'_>| matches!(line.is, Is::Heading(2, words) if words == "Procedure");
    let Some(start) = lines.iter().position(is_procedure) else { return Vec::new() };
    let inside = lines.iter().skip(start + 1).take_while(|line| !matches!(line.is, Is::Heading(1 | 2, _)));
    let inside: Vec<_> = inside.collect();
    let steps = inside.chunk_by(|_, next| !matches!(next.is, Is::Heading(3, _)));
    let silent = steps.filter(|step| {
        let says = |line: &&&Line<'a>| {
            let small = line.text.to_lowercase();
            let words = ["expected", "expect ", "prints", "print nothing", "no output", "shows", "answers"];
            line.is == Is::Prose && words.iter().any(|word| small.contains(word))
        };
        step.iter().any(|line| line.is_shell()) && !step.iter().any(|line| says(&line))
    });
    silent
        .filter_map(|step| match step.first()?.is {
            Is::Heading(3, words) => Some((step.first()?.number, words)),
            _ => None,
        })
        .collect()
}

/// Names in angle brackets in commands that the front matter does not declare, each once with its first line.
fn undeclared<'a>(page: &Page, lines: &[Line<'a>]) -> Vec<(usize, &'a str)> {
    let mut seen: HashSet<&str> = page.variables.iter().map(|variable| variable.name.as_str()).collect();
    let commands = lines.iter().filter(|line| line.is_shell());
    let blanks = commands.flat_map(|line| blanks(line.text).map(|name| (line.number, name)));
    blanks.filter(|(_, name)| seen.insert(name)).collect()
}

/// `<name>` with a small letter first, then small letters, digits, `-` and `_`: not a redirection, and no tag.
fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('>')?;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        (name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)).then_some(name)
    })
}
