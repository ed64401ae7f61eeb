//! Includes of other files of the docs folder: `{{#include a.sh:2:10}}` (mdBook), `--8<-- "a.sh"` (MkDocs) and
//! `<!--@include: ./a.md{2,10}-->` (VitePress).
//!
//! SECURITY: a file is looked up by its path below the docs root among the files that were read, so nothing outside can be
//! named. Depth, number and size are limited.

use super::scan::Scan;
use crate::file::PAGE_LIMIT;
use crate::frontmatter;
use crate::link;
use crate::problem::Kind;
use crate::render::text;

/// How deep includes may stand in each other.
const DEPTH: usize = 8;
/// How many includes a page may have.
const MOST: usize = 200;

/// Gives the text of a file by its path below the docs root.
pub(crate) type Includes<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// Whether a line may be an include; cheap, because it is asked of every line.
pub(super) fn is_include(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("{{#") || line.starts_with("--8<--") || line.starts_with("<!--")
}

/// What a line asks for.
#[derive(Debug, PartialEq, Eq)]
struct Wanted<'a> {
    path: &'a str,
    part: Part<'a>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    /// Lines from and to these numbers.
    Lines(usize, usize),
    /// Between two lines that hold this name.
    Named(&'a str),
}

fn read(line: &str) -> Option<Wanted<'_>> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}")) {
        return colons(rest.trim());
    }
    if let Some(rest) = line.strip_prefix("--8<-- ") {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return colons(rest.strip_prefix(quote)?.strip_suffix(quote)?);
    }
    let rest = line.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    braces(rest.strip_prefix("@include:")?.trim())
}

/// `path`, `path:2`, `path:2:10`, `path::10`, `path:2:`, `path:name`
fn colons(text: &str) -> Option<Wanted<'_>> {
    let (path, part) = text.split_once(':').unwrap_or((text, ""));
    let number = |text: &str, none: usize| if text.is_empty() { Some(none) } else { text.parse().ok() };
    let part = match part.split_once(':') {
        Some((from, to)) => Part::Lines(number(from, 1)?, number(to, usize::MAX)?),
        None if part.is_empty() => Part::Lines(1, usize::MAX),
        None => part.parse().map_or(Part::Named(part), |line| Part::Lines(line, line)),
    };
    (!path.is_empty()).then_some(Wanted { path, part })
}

/// `path`, `path{2,10}`, `path{,10}`, `path{2,}`, `path#name`
fn braces(text: &str) -> Option<Wanted<'_>> {
    if let Some((path, lines)) = text.strip_suffix('}').and_then(|text| text.split_once('{')) {
        let (from, to) = lines.split_once(',')?;
        let to = if to.is_empty() { usize::MAX } else { to.parse().ok()? };
        let from = if from.is_empty() { 1 } else { from.parse().ok()? };
        return Some(Wanted { path, part: Part::Lines(from, to) });
    }
    let (path, name) = text.split_once('#').map_or((text, None), |(path, name)| (path, Some(name)));
    Some(Wanted { path, part: name.map_or(Part::Lines(1, usize::MAX), Part::Named) })
}

impl<'a> Scan<'a> {
    /// Puts in what `line` asks for; false if it asks for nothing, or for what is not there. `outer` is the line with the
    /// indent of the blocks that it is in.
    pub(super) fn include(&mut self, line: &str, outer: &str, depth: usize) -> bool {
        let Some(wanted) = read(line) else { return false };
        let Some((path, text)) = self.look_up(wanted.path) else {
            let message = format!("include of `{}`: there is no such file", text::first_words(wanted.path));
            self.wrong(Kind::MissingInclude, message, "name a file below the docs folder");
            return false;
        };
        self.included += 1;
        let is_page = path.ends_with(".md");
        let text = text::normal(text);
        let body = if is_page { frontmatter::split(&path, &text).body } else { text.as_str() };
        if depth >= DEPTH || self.included > MOST || self.blocks.text.len() + body.len() > PAGE_LIMIT {
            let message = format!("include of `{}` is shown as text: there are too many", wanted.path);
            self.wrong(Kind::MissingInclude, message, "include less: 8 deep, 200 in all, 1 MiB together");
            return false;
        }
        let lines = part(body, &wanted.part);
        if self.fence.is_some() {
            lines.iter().for_each(|included| self.push(&format!("{}{included}", indent(line))));
            return true;
        }
        let mut rest = lines.as_slice();
        while let Some((included, below)) = rest.split_first() {
            rest = &below[self.line(&format!("{}{included}", indent(outer)), below, depth + 1)..];
        }
        true
    }

    /// The file beside this one, or else the one below the root.
    fn look_up(&self, path: &str) -> Option<(String, &'a str)> {
        let folder = self.source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = path.strip_prefix("@/").unwrap_or(path);
        [folder, ""].into_iter().find_map(|base| {
            let joined = link::join(base, path)?;
            let text = (self.includes)(&joined)?;
            Some((joined, text))
        })
    }
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// The lines asked for, without those that only name a part.
fn part<'t>(text: &'t str, part: &Part<'_>) -> Vec<&'t str> {
    match part {
        Part::Lines(from, to) => {
            let most = to.saturating_sub(from.saturating_sub(1));
            text.lines().skip(from.saturating_sub(1)).take(most).filter(|line| !names_part(line)).collect()
        }
        Part::Named(name) => {
            let starts = [format!("ANCHOR: {name}"), format!("[start:{name}]"), format!("#region {name}")];
            let ends = [format!("ANCHOR_END: {name}"), format!("[end:{name}]"), format!("#endregion {name}")];
            let holds = |line: &str, marks: &[String]| marks.iter().any(|mark| line.contains(mark));
            let inside = text.lines().skip_while(|line| !holds(line, &starts)).skip(1);
            inside.take_while(|line| !holds(line, &ends)).filter(|line| !names_part(line)).collect()
        }
    }
}

fn names_part(line: &str) -> bool {
    line.contains("ANCHOR: ") || line.contains("ANCHOR_END: ") || line.contains("--8<-- [")
}
