//! Traces of the scalability law.

use super::{Point, Usl};
use crate::trace::{Symbol, Trace, symbol};

const GUNTHER: &str = "Gunther, Guerrilla Capacity Planning (2007), chapter 4";
const HOLDS: &str = "one kind of load on one system; not beyond the loads that were measured";

impl Usl {
    fn symbols(&self) -> Vec<Symbol> {
        vec![
            symbol("alpha", "contention", self.alpha()),
            symbol("beta", "coherency", self.beta()),
            symbol("gamma", "throughput of one (1/s)", self.gamma()),
        ]
    }

    /// Throughput at a point.
    pub fn trace_throughput(&self, point: Point) -> Trace {
        let mut symbols = self.symbols();
        symbols.push(symbol("N", "users or machines", point.n));
        let formula = "X = gamma * N / (1 + alpha * (N - 1) + beta * N * (N - 1))";
        Trace::of(formula, &symbols, point.x, GUNTHER, HOLDS)
    }

    /// The peak, and the throughput there; nothing without one.
    pub fn traces(&self) -> Vec<Trace> {
        let peak = self.peak().map(|peak| {
            let formula = "N_peak = sqrt((1 - alpha) / beta)";
            [Trace::of(formula, &self.symbols(), peak.n, GUNTHER, HOLDS), self.trace_throughput(peak)]
        });
        peak.into_iter().flatten().collect()
    }

    /// The users at whom the response time is that of the point.
    pub fn trace_at_latency(&self, point: Point) -> Trace {
        let mut symbols = self.symbols();
        symbols.push(symbol("R", "response time (s)", point.r));
        let formula = "N = 2 * (gamma * R - 1 + alpha) / ((alpha - beta) + sqrt((alpha - beta)^2 \
            + 4 * beta * (gamma * R - 1 + alpha)))";
        Trace::of(formula, &symbols, point.n, "Solved for N from N = X R and the law", HOLDS)
    }

    /// The response time of the stable branch at the throughput of the point.
    pub fn trace_at_throughput(&self, point: Point) -> Trace {
        let mut symbols = self.symbols();
        symbols.push(symbol("X", "throughput (1/s)", point.x));
        symbols.push(symbol(
            "b",
            "gamma + beta X - alpha X",
            self.gamma() + (self.beta() - self.alpha()) * point.x,
        ));
        let formula = "R = 2 * (1 - alpha) / (b + sqrt(b^2 - 4 * beta * X^2 * (1 - alpha)))";
        Trace::of(formula, &symbols, point.r, "Solved for R from N = X R and the law", HOLDS)
    }
}
