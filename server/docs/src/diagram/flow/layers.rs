//! Where nodes stand: in layers along the direction, each edge leading to a later layer, ordered so that few edges cross
//! (Sugiyama, Tagawa, Toda: "Methods for visual understanding of hierarchical system structures", 1981).

mod points;

use super::{Graph, PAD};
use crate::diagram::svg;

/// Space between layers, and between neighbours in one, in pixels.
const BETWEEN_LAYERS: f64 = 46.0;
const BETWEEN_NODES: f64 = 26.0;
/// Rounds of ordering and of moving.
const ROUNDS: usize = 12;
/// Places in all layers of the largest drawing.
const MOST_PLACES: usize = 3_000;

/// Where everything is, in pixels from the upper left corner.
pub(super) struct Layout {
    pub size: (f64, f64),
    /// Middles of nodes.
    pub nodes: Vec<(f64, f64)>,
    /// Points of edges, from the border of one node to that of the other.
    pub paths: Vec<Vec<(f64, f64)>>,
    /// Middles of the texts of edges.
    pub labels: Vec<(f64, f64)>,
    /// Left, top, right and bottom of groups.
    pub groups: Vec<(f64, f64, f64, f64)>,
}

/// A node, or where an edge passes a layer.
struct Place {
    layer: usize,
    /// Extent across the layers' axis and along it.
    size: (f64, f64),
    group: Option<usize>,
    /// Middle across the axis.
    at: f64,
    above: Vec<usize>,
    below: Vec<usize>,
}

/// The layout of a graph; none if it is too large, or its groups overlap.
pub(super) fn place(graph: &Graph) -> Option<Layout> {
    let reversed = reversed(graph);
    let layers = layers(graph, &reversed);
    let mut places: Vec<Place> = graph
        .nodes
        .iter()
        .zip(&layers)
        .map(|(node, layer)| {
            let (w, h) = node.size();
            let size = if graph.across { (h, w) } else { (w, h) };
            Place { layer: *layer, size, group: node.group, at: 0.0, above: Vec::new(), below: Vec::new() }
        })
        .collect();
    let ways = graph.edges.iter().zip(&reversed).map(|(edge, back)| {
        let ends = if *back { (edge.to, edge.from) } else { (edge.from, edge.to) };
        way(graph, &mut places, ends, &edge.link.text)
    });
    let ways = ways.collect::<Option<Vec<Vec<usize>>>>()?;
    let mut rows = rows(&places);
    (0..ROUNDS).for_each(|round| order(&mut rows, &mut places, round % 2 == 0));
    (0..ROUNDS).for_each(|round| shift(&rows, &mut places, round % 2 == 0));
    points::finish(graph, &places, &rows, ways.into_iter().zip(reversed).collect())
}

/// Whether each edge leads back to a node from which it comes, in the order in which nodes are told.
fn reversed(graph: &Graph) -> Vec<bool> {
    fn visit(graph: &Graph, node: usize, state: &mut [u8], reversed: &mut [bool]) {
        state[node] = 1;
        for (at, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.from == node) {
            match state[edge.to] {
                0 => visit(graph, edge.to, state, reversed),
                1 => reversed[at] = true,
                _ => {}
            }
        }
        state[node] = 2;
    }
    let (mut state, mut reversed) = (vec![0; graph.nodes.len()], vec![false; graph.edges.len()]);
    for node in 0..graph.nodes.len() {
        if state[node] == 0 {
            visit(graph, node, &mut state, &mut reversed);
        }
    }
    reversed
}

/// The layer of each node: one behind the last that leads to it. With a layer between for texts of edges, if there are any.
fn layers(graph: &Graph, reversed: &[bool]) -> Vec<usize> {
    let step = if graph.edges.iter().any(|edge| !edge.link.text.is_empty()) { 2 } else { 1 };
    let mut layers = vec![0; graph.nodes.len()];
    for _ in &graph.nodes {
        for (edge, back) in graph.edges.iter().zip(reversed) {
            let (from, to) = if *back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            layers[to] = layers[to].max(layers[from] + step);
        }
    }
    layers
}

/// The places of an edge, with one in each layer that it passes; the middle one has room for its text.
fn way(
    graph: &Graph,
    places: &mut Vec<Place>,
    (from, to): (usize, usize),
    text: &[String],
) -> Option<Vec<usize>> {
    let (first, last) = (places.get(from)?.layer, places.get(to)?.layer);
    let group =
        places.get(from)?.group.filter(|group| places.get(to).is_some_and(|to| to.group == Some(*group)));
    let (w, h) = (svg::width(text) + 12.0, svg::height(text) + 4.0);
    let room = if graph.across { (h, w) } else { (w, h) };
    let mut way = vec![from];
    for layer in first + 1..last {
        let size = if layer == (first + last) / 2 && !text.is_empty() { room } else { (2.0, 0.0) };
        way.push(places.len());
        places.push(Place { layer, size, group, at: 0.0, above: Vec::new(), below: Vec::new() });
    }
    way.push(to);
    for (a, b) in way.iter().zip(way.iter().skip(1)) {
        places.get_mut(*a)?.below.push(*b);
        places.get_mut(*b)?.above.push(*a);
    }
    (places.len() <= MOST_PLACES).then_some(way)
}

fn rows(places: &[Place]) -> Vec<Vec<usize>> {
    let count = places.iter().map(|place| place.layer + 1).max().unwrap_or(0);
    let mut rows = vec![Vec::new(); count];
    places.iter().enumerate().for_each(|(at, place)| rows[place.layer].push(at));
    rows
}

/// Orders each layer by where its neighbours of the layer before stand; those of one group stay together.
fn order(rows: &mut [Vec<usize>], places: &mut [Place], down: bool) {
    let count = rows.len();
    for step in 0..count {
        let row = &mut rows[if down { step } else { count - 1 - step }];
        let wishes: Vec<(usize, f64)> = row.iter().map(|at| (*at, wish(places, *at, down))).collect();
        let of_group = |group: Option<usize>, own: f64| match group {
            None => own,
            Some(_) => {
                let its: Vec<f64> = wishes
                    .iter()
                    .filter(|(at, _)| places[*at].group == group)
                    .map(|(_, wish)| *wish)
                    .collect();
                its.iter().sum::<f64>() / its.len() as f64
            }
        };
        let mut keyed: Vec<_> = wishes
            .iter()
            .map(|(at, wish)| (of_group(places[*at].group, *wish), places[*at].group, *wish, *at))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        *row = keyed.into_iter().map(|(.., at)| at).collect();
        pack(row, places);
    }
}

/// Where a place would best be: below or above its neighbours, and near what is in its group.
fn wish(places: &[Place], at: usize, down: bool) -> f64 {
    let near = if down { &places[at].above } else { &places[at].below };
    let own = match near.len() {
        0 => places[at].at,
        count => near.iter().map(|near| places[*near].at).sum::<f64>() / count as f64,
    };
    let Some(group) = places[at].group else { return own };
    let its: Vec<f64> = places.iter().filter(|it| it.group == Some(group)).map(|it| it.at).collect();
    (own + 3.0 * its.iter().sum::<f64>() / its.len() as f64) / 4.0
}

/// Puts a layer's places side by side, around 0.
fn pack(row: &[usize], places: &mut [Place]) {
    let mut end = 0.0;
    for (index, at) in row.iter().enumerate() {
        let gap = index.checked_sub(1).map_or(0.0, |before| gap(&places[row[before]], &places[*at]));
        places[*at].at = end + gap + places[*at].size.0 / 2.0;
        end = places[*at].at + places[*at].size.0 / 2.0;
    }
    row.iter().for_each(|at| places[*at].at -= end / 2.0);
}

/// Space between neighbours; more where a group ends or begins.
fn gap(a: &Place, b: &Place) -> f64 {
    BETWEEN_NODES + if a.group == b.group { 0.0 } else { 2.0 * PAD }
}

/// Moves the places of each layer towards their neighbours of the one before, as far as those beside them let it.
fn shift(rows: &[Vec<usize>], places: &mut [Place], down: bool) {
    let count = rows.len();
    for step in 0..count {
        let row = &rows[if down { step } else { count - 1 - step }];
        let wishes: Vec<f64> = row.iter().map(|at| wish(places, *at, down)).collect();
        let apart = |a: usize, b: usize| {
            let (a, b) = (&places[row[a]], &places[row[b]]);
            (a.size.0 + b.size.0) / 2.0 + gap(a, b)
        };
        let (mut low, mut high) = (wishes.clone(), wishes);
        for at in 1..row.len() {
            low[at] = low[at].max(low[at - 1] + apart(at - 1, at));
        }
        for at in (1..row.len()).rev() {
            high[at - 1] = high[at - 1].min(high[at] - apart(at - 1, at));
        }
        // Both keep neighbours apart, and so does their mean.
        row.iter()
            .zip(low.iter().zip(&high))
            .for_each(|(at, (low, high))| places[*at].at = (low + high) / 2.0);
    }
}
