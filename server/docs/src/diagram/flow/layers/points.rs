//! From places in layers to points on the page: middles of nodes, ways of edges, frames of groups.

use super::{BETWEEN_LAYERS, Layout, Place};
use crate::diagram::flow::{Graph, PAD, TITLE};
use crate::diagram::svg;

/// From places to points on the page.
pub(super) fn finish(
    graph: &Graph,
    places: &[Place],
    rows: &[Vec<usize>],
    ways: Vec<(Vec<usize>, bool)>,
) -> Option<Layout> {
    let mut middles = Vec::new();
    let mut end = 0.0;
    let has_texts = graph.edges.iter().any(|edge| !edge.link.text.is_empty());
    for row in rows {
        let deep = row.iter().map(|at| places[*at].size.1).fold(0.0, f64::max);
        middles.push(end + deep / 2.0);
        end += deep + if has_texts { BETWEEN_LAYERS / 2.0 } else { BETWEEN_LAYERS };
    }
    let whole = |at: f64| if graph.turned { -at } else { at };
    let point = |place: &Place, offset: f64| {
        let (across, along) = (place.at, whole(middles[place.layer] + offset));
        if graph.across { (along, across) } else { (across, along) }
    };
    let nodes: Vec<_> = places.iter().take(graph.nodes.len()).map(|place| point(place, 0.0)).collect();
    let (mut paths, mut labels) = (Vec::new(), Vec::new());
    for (way, back) in ways {
        let last = way.len() - 1;
        let mut points: Vec<_> = way
            .iter()
            .enumerate()
            .map(|(index, at)| {
                let place = &places[*at];
                let border = if index == 0 {
                    place.size.1 / 2.0
                } else if index == last {
                    -place.size.1 / 2.0
                } else {
                    0.0
                };
                point(place, border)
            })
            .collect();
        if back {
            points.reverse();
        }
        let middle = (places[way[0]].layer + places[way[last]].layer) / 2;
        labels.push(
            way.iter()
                .find(|at| places[**at].layer == middle)
                .map_or((0.0, 0.0), |at| point(&places[*at], 0.0)),
        );
        paths.push(points);
    }
    let groups = around(graph, &nodes)?;
    Some(cornered(Layout { size: (0.0, 0.0), nodes, paths, labels, groups }, graph))
}

/// The frames of groups; none if one holds what is not in it, or nothing.
fn around(graph: &Graph, nodes: &[(f64, f64)]) -> Option<Vec<(f64, f64, f64, f64)>> {
    let frame = |at: usize| {
        let (w, h) = graph.nodes[at].size();
        (nodes[at].0 - w / 2.0, nodes[at].1 - h / 2.0, nodes[at].0 + w / 2.0, nodes[at].1 + h / 2.0)
    };
    let within = |group: Option<usize>, outer: usize| {
        std::iter::successors(group, |group| graph.groups[*group].parent).any(|group| group == outer)
    };
    let mut frames = vec![(f64::MAX, f64::MAX, f64::MIN, f64::MIN); graph.groups.len()];
    for group in (0..frames.len()).rev() {
        let own = (0..nodes.len()).filter(|at| graph.nodes[*at].group == Some(group)).map(frame);
        let inner = (group + 1..frames.len())
            .filter(|at| graph.groups[*at].parent == Some(group))
            .map(|at| frames[at]);
        let parts: Vec<_> = own.chain(inner).collect();
        let edge = |of: fn(f64, f64) -> f64, from: f64, pick: fn(&(f64, f64, f64, f64)) -> f64| {
            parts.iter().map(pick).fold(from, of)
        };
        frames[group] = (
            edge(f64::min, f64::MAX, |it| it.0) - PAD,
            edge(f64::min, f64::MAX, |it| it.1) - TITLE,
            edge(f64::max, f64::MIN, |it| it.2) + PAD,
            edge(f64::max, f64::MIN, |it| it.3) + PAD * 0.7,
        );
        let meets = |it: (f64, f64, f64, f64)| {
            let own = frames[group];
            it.0 < own.2 && it.2 > own.0 && it.1 < own.3 && it.3 > own.1
        };
        let foreign =
            (0..nodes.len()).filter(|at| !within(graph.nodes[*at].group, group)).any(|at| meets(frame(at)));
        let beside =
            (group + 1..frames.len()).filter(|at| !within(Some(*at), group)).any(|at| meets(frames[at]));
        if parts.is_empty() || foreign || beside {
            return None;
        }
    }
    Some(frames)
}

/// The same with its upper left corner at 0, and its size.
fn cornered(mut layout: Layout, graph: &Graph) -> Layout {
    let boxes = layout.nodes.iter().zip(&graph.nodes).map(|(at, node)| {
        let (w, h) = node.size();
        (at.0 - w / 2.0, at.1 - h / 2.0, at.0 + w / 2.0, at.1 + h / 2.0)
    });
    let texts = layout.labels.iter().zip(&graph.edges).map(|(at, edge)| {
        let (w, h) = (svg::width(&edge.link.text) + 8.0, svg::height(&edge.link.text));
        (at.0 - w / 2.0, at.1 - h / 2.0, at.0 + w / 2.0, at.1 + h / 2.0)
    });
    let points = layout.paths.iter().flatten().map(|(x, y)| (*x, *y, *x, *y));
    let all = boxes.chain(texts).chain(points).chain(layout.groups.iter().copied());
    let (x0, y0, x1, y1) = all.fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |a, b| {
        (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3))
    });
    let (left, top) = (x0 - PAD, y0 - PAD);
    let moved = |at: &mut (f64, f64)| *at = (at.0 - left, at.1 - top);
    layout.nodes.iter_mut().for_each(moved);
    layout.labels.iter_mut().for_each(moved);
    layout.paths.iter_mut().flatten().for_each(moved);
    for frame in &mut layout.groups {
        *frame = (frame.0 - left, frame.1 - top, frame.2 - left, frame.3 - top);
    }
    layout.size = (x1 - x0 + 2.0 * PAD, y1 - y0 + 2.0 * PAD);
    layout
}
