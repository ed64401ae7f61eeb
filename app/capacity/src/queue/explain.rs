//! Traces of queues.

use super::{Bounded, Ggc, Mmc};
use crate::Error;
use crate::trace::{Symbol, Trace, symbol};

const ERLANG: &str = "Erlang (1917); Gross, Harris: Fundamentals of Queueing Theory, section 2.4";
const RANDOM: &str = "random (Poisson) arrivals, exponential service, equal servers with one shared line";

impl Mmc {
    /// How often requests wait, and how long on average.
    pub fn traces(&self) -> Vec<Trace> {
        vec![
            self.trace_utilisation(),
            self.trace_waiting(),
            self.trace_mean_wait(),
            self.trace_mean_response(),
        ]
    }

    fn symbols(&self) -> [Symbol; 5] {
        [
            symbol("lambda", "arrivals (1/s)", self.arrival),
            symbol("S", "mean service time (s)", self.service),
            symbol("c", "servers", f64::from(self.servers)),
            symbol("a", "offered load, lambda S (erlangs)", self.offered()),
            symbol("C", "probability of waiting", self.waits),
        ]
    }

    fn trace_utilisation(&self) -> Trace {
        let holds = "any arrivals and any service, while it is below 1";
        Trace::of("rho = lambda * S / c", &self.symbols(), self.utilisation(), "Utilisation law", holds)
    }

    fn trace_waiting(&self) -> Trace {
        // B follows from C without running the recursion again.
        let rho = self.utilisation();
        let lost = self.waits * (1.0 - rho) / (1.0 - self.waits * rho);
        let symbols = [
            symbol("B", "probability of loss without a line (Erlang B)", lost),
            symbol("rho", "utilisation", rho),
        ];
        Trace::of("C = B / (1 - rho * (1 - B))", &symbols, self.waits, ERLANG, RANDOM)
    }

    fn trace_mean_wait(&self) -> Trace {
        Trace::of("Wq = C * S / (c - a)", &self.symbols(), self.mean_wait(), ERLANG, RANDOM)
    }

    fn trace_mean_response(&self) -> Trace {
        let symbols = [
            symbol("Wq", "mean wait (s)", self.mean_wait()),
            symbol("S", "mean service time (s)", self.service),
        ];
        Trace::of("W = Wq + S", &symbols, self.mean_response(), "Mean of a sum", "any queue")
    }

    /// The wait that a share `p` does not exceed.
    pub fn trace_wait_percentile(&self, p: f64) -> Result<Trace, Error> {
        let mut symbols = self.symbols().to_vec();
        symbols.push(symbol("p", "share of requests", p));
        let formula = "w_p = max(0, ln(C / (1 - p)) * S / (c - a))";
        Ok(Trace::of(formula, &symbols, self.wait_percentile(p)?, ERLANG, RANDOM))
    }
}

impl Bounded {
    /// What is lost and carried.
    pub fn traces(&self) -> Vec<Trace> {
        let symbols = [
            symbol("L", "mean number inside", self.mean_inside()),
            symbol("X", "requests served (1/s)", self.throughput()),
        ];
        let source = "Little's law; Gross, Harris: Fundamentals of Queueing Theory, section 2.5";
        let holds = "random arrivals, exponential service, a limited room; X counts those let in";
        vec![Trace::of("R = L / X", &symbols, self.mean_response(), source, holds)]
    }
}

impl Ggc {
    /// What variation makes of the wait.
    pub fn traces(&self) -> Vec<Trace> {
        let symbols = [
            symbol("Wq_random", "mean wait with random arrivals and service (s)", self.random.mean_wait()),
            symbol("ca2", "variation of the times between arrivals", self.arrival_scv),
            symbol("cs2", "variation of service times", self.service_scv),
        ];
        let source = "Allen-Cunneen; for one server and random arrivals Pollaczek-Khinchine, which is exact";
        let holds = "utilisation at least 0.3 and both variations at most 5; otherwise simulate";
        vec![Trace::of("Wq = Wq_random * (ca2 + cs2) / 2", &symbols, self.mean_wait(), source, holds)]
    }
}
