//! Mermaid's flowcharts and sequence diagrams as SVG, drawn here: nothing of the author's runs anywhere, and no reader loads a
//! megabyte for it. What is not understood in whole is not drawn; its source is shown either way.
//!
//! ```text
//! source -- flow::read -----> Graph -- flow::layers::place --> Layout -- flow::draw --> SVG
//!        '- sequence::read -> Row*  ----------------------------- sequence::draw ----> SVG
//! ```

mod flow;
mod sequence;
mod svg;

/// Bytes of the longest source that is drawn.
const LONGEST: usize = 20_000;
/// Nodes or participants, and edges or rows, of the largest diagram that is drawn.
const MOST_NODES: usize = 120;
const MOST_EDGES: usize = 240;
/// Pixels of the widest and highest drawing.
const LARGEST: f64 = 6_000.0;

/// The SVG of a diagram in Mermaid's language, with a description in words; none if it is of another kind, not understood, or
/// too large.
pub(crate) fn draw(source: &str) -> Option<String> {
    if source.len() > LONGEST {
        return None;
    }
    let mut lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("%%"));
    let head = lines.next()?;
    let lines: Vec<&str> = lines.collect();
    let mut words = head.trim_end_matches(';').split_whitespace();
    match words.next()? {
        "graph" | "flowchart" => flow::read(words.next(), &lines).and_then(|graph| flow::draw(&graph)),
        "sequenceDiagram" => sequence::read(&lines).and_then(|diagram| sequence::draw(&diagram)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
