//! Traces of packings.

use super::pack::{Packing, Pods, Shape};
use crate::trace::{Trace, symbol};

impl Packing {
    /// Why there are not fewer nodes.
    pub fn traces(&self, pods: &[Pods], shape: &Shape) -> Vec<Trace> {
        let share = |resource: usize| {
            let need =
                |pods: &Pods| pods.needs.get(resource).copied().unwrap_or(0.0) * f64::from(pods.replicas);
            let room = shape.allocatable.get(resource).copied().unwrap_or(0.0);
            let total: f64 = pods.iter().map(need).sum();
            if room > 0.0 { total / room } else { 0.0 }
        };
        let apart = pods.iter().filter(|pods| pods.apart).map(|pods| pods.replicas).max().unwrap_or(0);
        let symbols = [
            symbol("cpu", "all pods' cpu over a node's", share(0)),
            symbol("memory", "all pods' memory over a node's", share(1)),
            symbol("apart", "the most replicas that must not share a node", f64::from(apart)),
            symbol("proof", "nodes below which the search found nothing", f64::from(self.at_least)),
        ];
        let source = "Martello, Toth: Knapsack Problems (1990), chapter 8, and a search through all packings";
        let holds = if self.is_optimal() {
            "proven: no packing has fewer nodes"
        } else {
            "not proven: a packing with fewer nodes may exist"
        };
        let nodes = self.nodes.len() as f64;
        vec![Trace::of("nodes = max(cpu, memory, apart, proof), rounded up", &symbols, nodes, source, holds)]
    }
}
