//! Traces of availability.

use super::Availability;
use crate::trace::{Trace, symbol};

impl Availability {
    /// How `n` equal parts like `each`, of which `k` are needed, give this.
    pub fn trace_k_of_n(&self, k: u32, n: u32, each: Availability) -> Trace {
        let symbols = [
            symbol("k", "parts needed", f64::from(k)),
            symbol("n", "parts", f64::from(n)),
            symbol("a", "availability of each", each.up()),
            symbol("u", "unavailability of each", each.down()),
        ];
        let formula = "A = sum over i from k to n of C(n, i) * a^i * u^(n - i)";
        let source = "Trivedi, Probability and Statistics with Reliability (2002), section 1.10";
        Trace::of(formula, &symbols, self.up, source, "parts fail independently of each other")
    }

    /// How `parts` that are all needed give this.
    pub fn trace_series(&self, parts: &[Availability]) -> Trace {
        let down: f64 = parts.iter().map(Availability::down).sum();
        let symbols = [
            symbol("n", "parts", parts.len() as f64),
            symbol("total", "sum of the parts' unavailabilities", down),
        ];
        let formula = "A = product of a_i over n parts, which is near 1 - total";
        Trace::of(
            formula,
            &symbols,
            self.up,
            "AWS Reliability Pillar",
            "parts fail independently of each other",
        )
    }
}
