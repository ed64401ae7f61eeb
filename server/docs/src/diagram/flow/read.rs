//! A flowchart's source to a graph. What it does not understand it refuses, so that no drawing leaves something out; only
//! looks and links of the author's own are passed by.

use super::link::link;
use super::{Edge, Graph, Group, Node, Shape};
use crate::diagram::{MOST_EDGES, MOST_NODES, svg};

/// Openings of shapes with their ends; longer ones first.
const SHAPES: [(&str, &str, Shape); 12] = [
    ("(((", ")))", Shape::Circle),
    ("((", "))", Shape::Circle),
    ("([", "])", Shape::Stadium),
    ("[(", ")]", Shape::Store),
    ("[[", "]]", Shape::Box),
    ("[/", "/]", Shape::Box),
    ("[\\", "\\]", Shape::Box),
    ("{{", "}}", Shape::Stadium),
    ("[", "]", Shape::Box),
    ("(", ")", Shape::Round),
    ("{", "}", Shape::Diamond),
    (">", "]", Shape::Box),
];

/// Statements about looks, and about what a click does.
const PASSED: [&str; 8] =
    ["classDef", "class", "style", "linkStyle", "click", "direction", "accTitle:", "accDescr:"];

/// The graph with this direction and these statements; none if one of them is not understood.
pub(in crate::diagram) fn read(direction: Option<&str>, lines: &[&str]) -> Option<Graph> {
    let (across, turned) = match direction {
        None | Some("TB" | "TD") => (false, false),
        Some("BT") => (false, true),
        Some("LR") => (true, false),
        Some("RL") => (true, true),
        Some(_) => return None,
    };
    let mut reader = Reader { graph: Graph { across, turned, ..Graph::default() }, open: Vec::new() };
    for statement in lines.iter().flat_map(|line| line.split(';')).map(str::trim) {
        reader.statement(statement)?;
    }
    let Reader { graph, open } = reader;
    let fits = graph.nodes.len() <= MOST_NODES && graph.edges.len() <= MOST_EDGES;
    (open.is_empty() && !graph.nodes.is_empty() && fits).then_some(graph)
}

struct Reader {
    graph: Graph,
    /// The groups that are open, the innermost last.
    open: Vec<usize>,
}

impl Reader {
    fn statement(&mut self, text: &str) -> Option<()> {
        match text.split_whitespace().next() {
            None => {}
            Some("end") => drop(self.open.pop()?),
            Some("subgraph") => self.group(text.strip_prefix("subgraph")?.trim()),
            Some(word) if PASSED.contains(&word) => {}
            Some(_) => self.chain(text)?,
        }
        Some(())
    }

    /// `id [title]`, or a title alone.
    fn group(&mut self, text: &str) {
        let title = text.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']')).unwrap_or(text);
        let group = Group { title: svg::lines(title), parent: self.open.last().copied() };
        self.open.push(self.graph.groups.len());
        self.graph.groups.push(group);
    }

    /// Nodes and links in turn: `a & b --> c --> d`.
    fn chain(&mut self, text: &str) -> Option<()> {
        let (mut from, mut rest) = self.nodes(text)?;
        while !rest.is_empty() {
            let (link, after) = link(rest)?;
            let (to, after) = self.nodes(after.trim_start())?;
            let pairs = from.iter().flat_map(|from| to.iter().map(|to| (*from, *to)));
            for (from, to) in pairs.take(MOST_EDGES + 1) {
                // A node that leads to itself has no place in layers.
                (from != to).then_some(())?;
                self.graph.edges.push(Edge { from, to, link: link.clone() });
            }
            (from, rest) = (to, after);
        }
        Some(())
    }

    fn nodes<'a>(&mut self, text: &'a str) -> Option<(Vec<usize>, &'a str)> {
        let (node, mut rest) = self.node(text)?;
        let mut nodes = vec![node];
        while let Some(after) = rest.strip_prefix('&') {
            let (node, after) = self.node(after.trim_start())?;
            nodes.push(node);
            rest = after;
        }
        Some((nodes, rest))
    }

    /// A node by id, with its shape and text where it is the first time or told again.
    fn node<'a>(&mut self, text: &'a str) -> Option<(usize, &'a str)> {
        let (id, rest) = split_id(text)?;
        let (told, rest) = shape(rest)?;
        let rest = match rest.strip_prefix(":::") {
            Some(class) => split_id(class)?.1,
            None => rest,
        };
        let at = self.graph.nodes.iter().position(|node| node.id == id).unwrap_or_else(|| {
            let text = svg::lines(id);
            self.graph.nodes.push(Node { id: id.to_owned(), text, shape: Shape::Box, group: None });
            self.graph.nodes.len() - 1
        });
        let node = self.graph.nodes.get_mut(at)?;
        if let Some((shape, text)) = told {
            (node.shape, node.text) = (shape, text);
        }
        node.group = node.group.or(self.open.last().copied());
        (self.graph.nodes.len() <= MOST_NODES).then_some((at, rest.trim_start()))
    }
}

/// Letters, digits and `_`, with single `-` and `.` between them.
fn split_id(text: &str) -> Option<(&str, &str)> {
    let is_of = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let next = text.get(at + letter.len_utf8()..).and_then(|rest| rest.chars().next());
        let joins = matches!(letter, '-' | '.') && at > 0 && next.is_some_and(is_of);
        if !is_of(letter) && !joins {
            break;
        }
        end = at + letter.len_utf8();
    }
    text.split_at_checked(end).filter(|(id, _)| !id.is_empty())
}

type Told = Option<(Shape, Vec<String>)>;

/// The shape at the start of `text`, if there is one, and what follows it; none if it has no end.
fn shape(text: &str) -> Option<(Told, &str)> {
    let opened = SHAPES.iter().find_map(|(open, end, shape)| Some((text.strip_prefix(open)?, end, *shape)));
    let Some((inside, end, shape)) = opened else { return Some((None, text)) };
    let (words, rest) = match inside.strip_prefix('"') {
        Some(quoted) => {
            let (words, rest) = quoted.split_once('"')?;
            (words, rest.strip_prefix(end)?)
        }
        None => inside.split_once(end)?,
    };
    Some((Some((shape, svg::lines(words))), rest))
}
