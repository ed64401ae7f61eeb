//! Ports in addresses, loops and tables against those on which components answer.

use super::lines::{Is, Line};
use super::{ComponentFacts, Facts};

/// Lines that name a component and a port on which it does not answer.
pub(super) fn wrong<'f>(lines: &[Line<'_>], facts: &'f Facts) -> Vec<(usize, &'f ComponentFacts, u16)> {
    let mut found = addressed(lines, facts);
    found.extend(looped(lines, facts));
    found.extend(tabled(lines, facts));
    found
}

/// The host under which commands know a component.
pub(super) fn host(part: &ComponentFacts) -> &str {
    part.id.rsplit('/').next().unwrap_or(&part.id)
}

/// Components of the host `name`, none of which answers on `port`: the first of them.
fn astray<'f>(facts: &'f Facts, name: &str, port: u16) -> Option<&'f ComponentFacts> {
    let name = name.split('.').next().unwrap_or(name);
    let mut same = facts.components.iter().filter(|part| host(part).eq_ignore_ascii_case(name)).peekable();
    let first = *same.peek()?;
    let mut same = same.filter(|part| !part.ports.is_empty()).peekable();
    same.peek()?;
    (!same.any(|part| part.ports.contains(&port))).then_some(first)
}

/// `host:port` of components that do not answer on that port.
fn addressed<'f>(lines: &[Line<'_>], facts: &'f Facts) -> Vec<(usize, &'f ComponentFacts, u16)> {
    let mut found = Vec::new();
    for line in lines {
        let words = line.text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | ':'));
        for pair in words.filter_map(|word| word.split_once(':')) {
            let (name, rest) = pair;
            let digits = rest.split(':').next().unwrap_or_default().trim_end_matches('.');
            let port = digits.parse().ok().filter(|port| *port >= 80);
            found.extend(port.and_then(|port: u16| Some((line.number, astray(facts, name, port)?, port))));
        }
    }
    found
}

/// Loops of a shell over components that ask each on one port: `for s in capsule odyssey; do curl $s:8080`.
fn looped<'f>(lines: &[Line<'_>], facts: &'f Facts) -> Vec<(usize, &'f ComponentFacts, u16)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    for line in lines.iter().filter(|line| line.is_code()) {
        open = begun(line.text).or(open);
        if let Some((name, hosts)) = &open {
            for port in ports_of(line.text, name) {
                let astray = hosts.iter().filter_map(|host| astray(facts, host, port));
                found.extend(astray.map(|part| (line.number, part, port)));
            }
        }
        if line.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "done") {
            open = None;
        }
    }
    found
}

/// The variable and the words of `for variable in words; do`.
fn begun(text: &str) -> Option<(&str, Vec<&str>)> {
    let rest = text.trim_start().strip_prefix("for ")?;
    let (name, rest) = rest.trim_start().split_once(" in ")?;
    let words = rest.split(';').next().unwrap_or(rest);
    Some((name.trim(), words.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect()))
}

/// The ports in `$name:8080`, `${name}:8080` and `"$name":8080`.
fn ports_of<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = u16> + 'a {
    let ends = move |rest: &'a str| {
        let rest = rest.strip_prefix('{').unwrap_or(rest).strip_prefix(name)?;
        let rest = rest.trim_start_matches(['}', '"', '\'']).strip_prefix(':')?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    };
    text.split('$').skip(1).filter_map(ends)
}

/// Rows of tables with a column `Port` whose first cell is the name of a component that answers on none of the ports
/// in that column.
fn tabled<'f>(lines: &[Line<'_>], facts: &'f Facts) -> Vec<(usize, &'f ComponentFacts, u16)> {
    let mut found = Vec::new();
    let mut column = None;
    for line in lines {
        let cells = if line.is == Is::Prose { cells(line.text) } else { Vec::new() };
        if cells.is_empty() {
            column = None;
        } else if column.is_none() {
            let heading =
                cells.iter().position(|cell| matches!(cell.to_lowercase().as_str(), "port" | "ports"));
            column = Some(heading);
        } else if let Some(Some(at)) = column {
            found.extend(row(&cells, at, facts).map(|(part, port)| (line.number, part, port)));
        }
    }
    found
}

fn row<'f>(cells: &[&str], at: usize, facts: &'f Facts) -> Option<(&'f ComponentFacts, u16)> {
    let name = cells.first()?;
    let part = facts.components.iter().find(|part| part.name.eq_ignore_ascii_case(name))?;
    let numbers =
        cells.get(at)?.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let ports: Vec<u16> = numbers.collect();
    let astray = !part.ports.is_empty() && !ports.iter().any(|port| part.ports.contains(port));
    ports.first().filter(|_| astray).map(|port| (part, *port))
}

/// The cells of a line of a table without their marks; none for any other line.
fn cells(text: &str) -> Vec<&str> {
    let Some(inside) = text.trim().strip_prefix('|') else { return Vec::new() };
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    inside
        .split('|')
        .map(|cell| cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`')))
        .collect()
}
