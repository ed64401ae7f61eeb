//! The metrics of the past: what a listener would have said at each step, as long as its component answered.

use crate::config::demo::{Past, Script};
use crate::demo::behaviour::{Behaviour, behaviour, mix};
use crate::demo::signal::{Quantity, Signal};
use model::estate::{Component, Metric};
use model::metric::Reading;
use model::time::{At, MINUTE};
use std::sync::Arc;

/// Milliseconds from reading to reading; the last day is shown in points of twice that.
const STEP: i64 = 5 * MINUTE;

/// A metric of the past and what was wrong with its component.
pub(super) struct Metered {
    id: Arc<str>,
    signal: Signal,
    quantity: Quantity,
    /// Where on the grid of steps it stands.
    phase: i64,
    faults: Vec<Past>,
    now: At,
}

/// The metrics of `component` under this script, for a demo that starts at `now`.
pub(super) fn metered(component: &Component, script: &Script, now: At) -> impl Iterator<Item = Metered> {
    let own = script.past.iter().filter(|past| past.component == component.id);
    let (signal, faults): (_, Vec<_>) = (Signal::of(&component.id), own.cloned().collect());
    component.metrics.iter().map(move |metric: &Metric| Metered {
        id: metric.id.as_str().into(),
        signal,
        quantity: Quantity::of(&metric.options),
        phase: (metric.id.bytes().fold(0, |seed, byte| mix(seed ^ u64::from(byte))) % STEP as u64) as i64,
        faults: faults.clone(),
        now,
    })
}

impl Metered {
    /// Its readings in `[from, to)`.
    pub fn readings(&self, from: At, to: At) -> impl Iterator<Item = Reading> {
        let at_or_after = |at: At| (at.0 - self.phase + STEP - 1).div_euclid(STEP);
        (at_or_after(from)..at_or_after(to)).filter_map(|number| self.reading(number))
    }

    fn reading(&self, number: i64) -> Option<Reading> {
        let at = At(number * STEP + self.phase);
        let fault = self.faults.iter().find(|past| {
            let (from, to) = past.span(self.now);
            from <= at && at < to
        });
        let slow = match behaviour(fault.map(|past| past.kind), at, number.unsigned_abs()) {
            Behaviour::Well => false,
            Behaviour::Late => true,
            Behaviour::Broken | Behaviour::Absent => return None,
        };
        let value = self.signal.value(self.quantity, at, slow);
        Some(Reading { metric: self.id.clone(), at, value })
    }
}
