//! How load flows through the graph: it enters by `visits`, and each item passes it on by its `calls`.

use super::{Item, Plan};

/// Sums are rounded to this share of a visit, so that those of figures as typed read as typed.
const GRAIN: f64 = 1e9;

/// What one item sends on to another: their places in the plan, and how often for each of its own visits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The item that calls.
    pub from: usize,
    /// The item that is called.
    pub to: usize,
    /// Calls for each visit of the caller.
    pub times: f64,
}

impl Plan {
    /// All calls between items, in the plan's order; calls to what the plan does not have are left out.
    pub fn edges(&self) -> Vec<Edge> {
        let place = |id: &str| self.items.iter().position(|item| item.id == *id);
        let calls = self.items.iter().enumerate().flat_map(|(from, item)| {
            item.calls.iter().filter_map(move |(to, times)| Some((from, place(to)?, times.value)))
        });
        calls.map(|(from, to, times)| Edge { from, to, times }).collect()
    }

    /// Visits of each item per request from outside, in the plan's order: V_k = v_k + sum of V_j c_jk over its
    /// callers j. Source: traffic equations, Lazowska et al., Quantitative System Performance (1984), ch. 7.
    pub fn visits(&self) -> Vec<f64> {
        self.flow(|_| None)
    }

    /// The visits of the item with this id; 0 if the plan does not have it.
    pub fn visits_of(&self, id: &str) -> f64 {
        let place = self.items.iter().position(|item| item.id == id);
        place.and_then(|place| self.visits().get(place).copied()).unwrap_or(0.0)
    }

    /// The same where `fixed` gives the visits of some items, which those send on instead.
    pub(crate) fn flow(&self, fixed: impl Fn(&Item) -> Option<f64>) -> Vec<f64> {
        let edges = self.edges();
        let entering: Vec<f64> = self.items.iter().map(|item| item.visits.value).collect();
        let fixed: Vec<Option<f64>> = self.items.iter().map(fixed).collect();
        let mut visits = settled(&entering, &fixed);
        // Each round carries load one call further, and without circles no way is longer than there are items.
        for _ in 0..self.items.len() {
            let mut next = entering.clone();
            for edge in &edges {
                let sent = visits.get(edge.from).copied().unwrap_or(0.0) * edge.times;
                if let Some(sum) = next.get_mut(edge.to) {
                    *sum += sent;
                }
            }
            let next = settled(&next, &fixed);
            if next == visits {
                break;
            }
            visits = next;
        }
        visits
    }

    /// Whether load that reaches this item comes back to it.
    pub(super) fn comes_back(&self, item: usize) -> bool {
        let edges = self.edges();
        let mut reached = vec![false; self.items.len()];
        let mut ahead = vec![item];
        while let Some(at) = ahead.pop() {
            for edge in edges.iter().filter(|edge| edge.from == at) {
                match reached.get_mut(edge.to) {
                    Some(seen) if !*seen => {
                        *seen = true;
                        ahead.push(edge.to);
                    }
                    _ => {}
                }
            }
        }
        reached.get(item).copied().unwrap_or(false)
    }
}

fn settled(sums: &[f64], fixed: &[Option<f64>]) -> Vec<f64> {
    sums.iter().zip(fixed).map(|(sum, fixed)| fixed.unwrap_or(rounded(*sum))).collect()
}

/// Large sums have no digits to round.
fn rounded(sum: f64) -> f64 {
    if sum < 1e6 { libm::round(sum * GRAIN) / GRAIN } else { sum }
}
