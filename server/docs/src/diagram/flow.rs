//! Flowcharts (mermaid.js.org, "Flowcharts - Basic Syntax"): nodes in layers, edges between them, groups around them.

mod layers;
mod link;
mod read;

use super::svg;

pub(super) use read::read;

/// Space around groups, and above one for its title, in pixels.
const PAD: f64 = 14.0;
const TITLE: f64 = 22.0;

/// What a source says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// From left to right, not from the top down.
    pub across: bool,
    /// From right to left, or from the bottom up.
    pub turned: bool,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// Groups; those within one stand behind it.
    pub groups: Vec<Group>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub id: String,
    pub text: Vec<String>,
    pub shape: Shape,
    /// The innermost group around it.
    pub group: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Box,
    Round,
    Stadium,
    Store,
    Circle,
    Diamond,
}

#[derive(Debug, PartialEq)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    pub link: Link,
}

/// How an edge looks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub text: Vec<String>,
    pub stroke: Stroke,
    /// Whether it has a head at its start and at its end.
    pub heads: (bool, bool),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stroke {
    Solid,
    Dotted,
    Thick,
}

#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub title: Vec<String>,
    pub parent: Option<usize>,
}

impl Node {
    /// Width and height in pixels.
    fn size(&self) -> (f64, f64) {
        let (w, h) = (svg::width(&self.text), svg::height(&self.text));
        match self.shape {
            Shape::Box | Shape::Round | Shape::Stadium => ((w + 30.0).max(60.0), h + 20.0),
            Shape::Store => ((w + 30.0).max(60.0), h + 36.0),
            Shape::Circle => (w.max(h) + 26.0, w.max(h) + 26.0),
            Shape::Diamond => (w + h + 40.0, h + w / 2.0 + 30.0),
        }
    }
}

/// The drawing of a graph; none if its groups cannot be told apart in it.
pub(super) fn draw(graph: &Graph) -> Option<String> {
    let layout = layers::place(graph)?;
    let mut out = String::new();
    for ((x0, y0, x1, y1), group) in layout.groups.iter().zip(&graph.groups) {
        let middle = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        svg::rect(&mut out, "drawn-group", middle, (x1 - x0, y1 - y0), 6.0);
        let left = x0 + 8.0 + svg::width(&group.title) / 2.0;
        svg::text(&mut out, "drawn-title", &group.title, (left, y0 + TITLE / 2.0 + 2.0));
    }
    graph
        .edges
        .iter()
        .zip(&layout.paths)
        .for_each(|(edge, points)| line(&mut out, edge, points, graph.across));
    for (node, at) in graph.nodes.iter().zip(&layout.nodes) {
        outline(&mut out, node, *at);
        svg::text(&mut out, "drawn-text", &node.text, *at);
    }
    graph.edges.iter().zip(&layout.labels).for_each(|(edge, at)| label(&mut out, &edge.link.text, *at));
    svg::whole(layout.size, &words(graph), &out)
}

fn label(out: &mut String, text: &[String], at: (f64, f64)) {
    if !text.is_empty() {
        svg::rect(out, "drawn-label", at, (svg::width(text) + 8.0, svg::height(text)), 3.0);
        svg::text(out, "drawn-words", text, at);
    }
}

fn line(out: &mut String, edge: &Edge, points: &[(f64, f64)], across: bool) {
    let Some(((first, last), second)) = points.first().zip(points.last()).zip(points.get(1)) else { return };
    let mut d = format!("M{:.1} {:.1}", first.0, first.1);
    let mut before = *first;
    for to in points.iter().skip(1) {
        let (a, b) = match across {
            true => (((before.0 + to.0) / 2.0, before.1), ((before.0 + to.0) / 2.0, to.1)),
            false => ((before.0, (before.1 + to.1) / 2.0), (to.0, (before.1 + to.1) / 2.0)),
        };
        d += &format!("C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", a.0, a.1, b.0, b.1, to.0, to.1);
        before = *to;
    }
    let class = match edge.link.stroke {
        Stroke::Solid => "drawn-line",
        Stroke::Dotted => "drawn-line drawn-dotted",
        Stroke::Thick => "drawn-line drawn-thick",
    };
    svg::path(out, class, &d);
    // A curve ends along the layers' axis, towards the next point.
    let along = |at: &(f64, f64), next: &(f64, f64)| match across {
        true => (at.0 + (next.0 - at.0).signum(), at.1),
        false => (at.0, at.1 + (next.1 - at.1).signum()),
    };
    let before_last = points.len().checked_sub(2).and_then(|at| points.get(at)).unwrap_or(first);
    if edge.link.heads.1 {
        svg::head(out, along(last, before_last), *last);
    }
    if edge.link.heads.0 {
        svg::head(out, along(first, second), *first);
    }
}

fn outline(out: &mut String, node: &Node, (x, y): (f64, f64)) {
    let (w, h) = node.size();
    let (left, right, top, bottom) = (x - w / 2.0, x + w / 2.0, y - h / 2.0, y + h / 2.0);
    match node.shape {
        Shape::Box => svg::rect(out, "drawn-node", (x, y), (w, h), 2.0),
        Shape::Round => svg::rect(out, "drawn-node", (x, y), (w, h), 9.0),
        Shape::Stadium | Shape::Circle => svg::rect(out, "drawn-node", (x, y), (w, h), h / 2.0),
        Shape::Diamond => {
            let d = format!("M{x:.1} {top:.1}L{right:.1} {y:.1}L{x:.1} {bottom:.1}L{left:.1} {y:.1}Z");
            svg::path(out, "drawn-node", &d);
        }
        Shape::Store => {
            let (r, over, under) = (w / 2.0, top + 8.0, bottom - 8.0);
            let d = format!(
                "M{left:.1} {over:.1}A{r:.1} 8 0 0 1 {right:.1} {over:.1}V{under:.1}A{r:.1} 8 0 0 1 {left:.1} {under:.1}Z\
                 M{left:.1} {over:.1}A{r:.1} 8 0 0 0 {right:.1} {over:.1}"
            );
            svg::path(out, "drawn-node", &d);
        }
    }
}

/// The graph in words: each edge as a sentence, and nodes without one by name.
fn words(graph: &Graph) -> String {
    let name = |at: usize| graph.nodes.get(at).map_or_else(String::new, |node| node.text.join(" "));
    let sentence = |edge: &Edge| {
        let verb = if edge.link.heads == (false, false) { "is joined to" } else { "leads to" };
        let text = edge.link.text.join(" ");
        let why = if text.is_empty() { text } else { format!(" ({text})") };
        format!("{} {verb} {}{why}.", name(edge.from), name(edge.to))
    };
    let alone =
        (0..graph.nodes.len()).filter(|at| graph.edges.iter().all(|edge| edge.from != *at && edge.to != *at));
    let sentences = graph.edges.iter().map(sentence).chain(alone.map(|at| format!("{}.", name(at))));
    format!("Flowchart. {}", sentences.collect::<Vec<_>>().join(" "))
}
