//! A metric as visitors see it: what it is called and how its last day was.

use crate::estate::Component;
use crate::metric::Trace;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A metric as visitors see it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicMetric {
    /// As people write it.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// Its last day.
    pub trace: Arc<Trace>,
}

impl PublicMetric {
    /// The metrics of `component` that visitors may see, in order, with their last days by id.
    pub(crate) fn all(
        component: &Component,
        traces: Option<&BTreeMap<Arc<str>, Arc<Trace>>>,
    ) -> Vec<PublicMetric> {
        let trace = |id: &str| traces.and_then(|traces| traces.get(id)).cloned().unwrap_or_default();
        let public = component.metrics.iter().filter(|metric| metric.public);
        public
            .map(|metric| PublicMetric {
                name: metric.name.clone(),
                unit: metric.unit.clone(),
                trace: trace(&metric.id),
            })
            .collect()
    }
}
