//! Which item of a plan a series is about: by the product that its metric is of, else by what its labels name.

use super::preset::Preset;
use super::series::Series;
use crate::Plan;
use crate::plan::{Item, Kind};

/// Labels that name a workload, the most exact first.
const NAMING: [&str; 11] = [
    "container",
    "deployment",
    "statefulset",
    "app_kubernetes_io_name",
    "app",
    "application",
    "service",
    "job",
    "persistentvolumeclaim",
    "pod",
    "instance",
];

/// The place of that item in the plan; nothing if none is meant, or several could be.
pub(super) fn of(plan: &Plan, preset: &Preset, series: &Series) -> Option<usize> {
    let runs = |item: &Item| item.kind != Kind::Archive;
    let is_candidate = |item: &Item| runs(item) && preset.product.is_none_or(|product| is_of(item, product));
    let candidates: Vec<_> = (0..).zip(&plan.items).filter(|(_, item)| is_candidate(item)).collect();
    match candidates.as_slice() {
        [(only, _)] if preset.product.is_some() => Some(*only),
        several => NAMING.iter().find_map(|label| named(several, series.label(label)?)),
    }
}

/// A model that the plan serves itself is of vLLM, whatever it is called.
fn is_of(item: &Item, product: &str) -> bool {
    item.id.contains(product) || product == "vllm" && item.model.is_some()
}

/// The item whose id stands in the text as whole words; of several the longest.
fn named(items: &[(usize, &Item)], text: &str) -> Option<usize> {
    let words = format!("-{}-", text.to_ascii_lowercase().replace(['.', '_', '/', ':', ' '], "-"));
    let named = items.iter().filter(|(_, item)| words.contains(&format!("-{}-", item.id)));
    named.max_by_key(|(_, item)| item.id.len()).map(|(place, _)| *place)
}
