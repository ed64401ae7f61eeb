//! Numbers over time: a reading as it was taken, the rate of a counter, and the last day in few points.
//!
//! What is kept is what was read, also of a counter, so that its rate can be found anew.

use crate::estate::Metric;
use crate::time::At;
use std::sync::Arc;

mod rate;
mod trace;

pub use rate::Rate;
pub use trace::{DAY_POINTS, Extent, POINT, Trace};

/// One number of one metric, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The metric's id: `butterfly/capsule/cpu`.
    pub metric: Arc<str>,
    /// When it was asked for.
    pub at: At,
    /// The number, in the metric's unit; of a metric with a rate, its counter.
    pub value: f64,
}

/// What a metric shows: its readings, or the rates between them.
#[derive(Clone, Debug, Default)]
pub struct Gauge {
    rate: Option<Rate>,
    /// Its last day.
    pub trace: Arc<Trace>,
}

impl Gauge {
    /// The gauge of `metric` before its first reading.
    pub fn new(metric: &Metric) -> Gauge {
        Gauge { rate: metric.rate.then(|| Rate::new(metric.gap())), trace: Arc::default() }
    }

    /// Takes the next reading: its value and when it was read.
    pub fn take(&mut self, at: At, value: f64) {
        let shown = match &mut self.rate {
            Some(rate) => rate.step(at, value),
            None => Some(value),
        };
        if let Some(shown) = shown {
            Arc::make_mut(&mut self.trace).add(at, shown);
        }
    }
}
