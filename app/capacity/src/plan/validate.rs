//! What a plan has to satisfy beyond its types, so that every evaluation of it has an answer.

use std::collections::BTreeSet;

use super::{Item, Kind, Limits, Plan};
use crate::Problem;

/// Larger figures are typing errors, and would overflow in products.
const LARGEST: f64 = 1e18;

impl Plan {
    /// Everything wrong with the plan; empty if it can be evaluated.
    pub fn validate(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut require = |holds: bool, field: String, message: String, remedy: &str| {
            if !holds {
                problems.push(Problem::new(field, message, remedy));
            }
        };
        ids(self, &mut require);
        load_and_limits(self, &mut require);
        for item in &self.items {
            figures(self, item, &mut require);
            storage(item, &mut require);
            connections(item, &mut require);
            #[cfg(feature = "panel")]
            super::model::validate(item, &mut require);
            #[cfg(feature = "panel")]
            super::backup::validate(item, &mut require);
        }
        calls(self, &mut require);
        #[cfg(feature = "panel")]
        measured(self, &mut require);
        #[cfg(feature = "panel")]
        super::shape::validate(self, &mut require);
        #[cfg(feature = "panel")]
        super::named::validate(self, &mut require);
        #[cfg(feature = "panel")]
        super::rates::validate(self, &mut require);
        #[cfg(feature = "panel")]
        super::reliability::validate(self, &mut require);
        #[cfg(feature = "panel")]
        orders(self, &mut require);
        problems
    }
}

#[cfg(feature = "panel")]
fn measured(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let known = crate::Scenario::base().inputs(plan);
    for key in plan.measured.keys() {
        let is_known = known.iter().any(|input| input.key == *key);
        let remedy = "use traffic, or an item's id, a dot and a figure, such as capsule.memory";
        require(is_known, format!("measured.{key}"), format!("`{key}` is no input of the plan"), remedy);
    }
}

fn ids(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let names = "use lower-case letters, digits and hyphens";
    require(is_id(&plan.id), "id".into(), format!("`{}` is no id", plan.id), names);
    require(!plan.items.is_empty(), "item".into(), "the plan has no items".into(), "add an [[item]] table");
    let mut seen = BTreeSet::new();
    for item in &plan.items {
        require(is_id(&item.id), format!("item {}", item.id), format!("`{}` is no id", item.id), names);
        let fresh = seen.insert(item.id.as_str());
        require(fresh, format!("item {}", item.id), "two items have this id".into(), "give each its own");
    }
}

fn load_and_limits(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let rps = &plan.load.rps.value;
    let fits = rps.si() > 0.0 && rps.si() <= 1e9;
    require(
        fits,
        "load.rps".into(),
        format!("{rps} is no load"),
        "write a rate above 0 and up to 1000 M rps",
    );
    #[cfg(feature = "panel")]
    dates(plan, require);
    let (minimum, recommended) = (amounts(&plan.resources.minimum), amounts(&plan.resources.recommended));
    for ((name, least), (_, advised)) in minimum.into_iter().zip(recommended) {
        let field = format!("resources.minimum.{name}");
        let in_range = least > 0.0 && advised <= LARGEST;
        require(in_range, field.clone(), "a limit is zero or beyond 1e18".into(), "write what there is");
        require(
            least <= advised,
            field,
            "the minimum is above the recommended".into(),
            "swap or correct them",
        );
    }
}

#[cfg(feature = "panel")]
fn orders(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let added = plan.resources.order.iter().flat_map(amounts);
    for (name, amount) in added {
        let fits = amount > 0.0 && amount <= LARGEST;
        let field = format!("resources.order.{name}");
        require(fits, field, "an order of zero or beyond 1e18".into(), "write what one order adds");
    }
}

#[cfg(feature = "panel")]
fn dates(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    let growth = plan.load.growth_per_year.as_ref().map_or(0.0, |growth| growth.value.si());
    let message = format!("the load grows by {} %", growth * 100.0);
    require((0.0..=10.0).contains(&growth), "load.growth_per_year".into(), message, "use 0 % to 1000 %");
    let lead = plan.load.lead_time.as_ref().map_or(0.0, |lead| lead.value.si());
    let soon = (0.0..=1825.0 * 86_400.0).contains(&lead);
    require(soon, "load.lead_time".into(), "that is no lead time".into(), "use at most 1825 d");
}

fn amounts(limits: &Limits) -> [(&'static str, f64); 4] {
    [
        ("cpu", limits.cpu.value.si()),
        ("memory", limits.memory.value.si()),
        ("storage", limits.storage.value.si()),
        ("network", limits.network.value.si()),
    ]
}

fn figures(plan: &Plan, item: &Item, require: &mut impl FnMut(bool, String, String, &str)) {
    let at = |key: &str| format!("item {}: {key}", item.id);
    let stages = plan.stages.len();
    let staged = (1..=stages).contains(&usize::from(item.stage));
    require(
        staged,
        at("stage"),
        format!("there is no stage {}", item.stage),
        "use a number from 1 into `stages`",
    );
    let replicas = item.replicas.value;
    let counted = (1..=1000).contains(&replicas);
    require(counted, at("replicas"), format!("{replicas} replicas"), "use a number from 1 to 1000");
    let visits = item.visits.value;
    let flows = (0.0..=1e6).contains(&visits);
    require(flows, at("visits"), format!("{visits} visits per request"), "use a number from 0 to 1000000");
    let cores = &item.cores.value;
    let sized = item.kind == Kind::Archive || (0.001..=10_000.0).contains(&cores.si());
    require(sized, at("cores"), format!("a replica of {cores}"), "use 1m to 10000 cores");
    let cpu = &item.cpu.value;
    let quick = cpu.si() <= 86_400.0 && (item.kind != Kind::Archive || cpu.si() == 0.0);
    require(quick, at("cpu"), format!("{cpu} per visit"), "use at most 1 d, and 0 s for an archive");
}

/// Calls lead to other items of the plan, and never back.
fn calls(plan: &Plan, require: &mut impl FnMut(bool, String, String, &str)) {
    for (place, item) in plan.items.iter().enumerate() {
        let at = || format!("item {}: calls", item.id);
        for (to, times) in item.calls.iter() {
            let known = plan.item(to).is_some();
            require(known, at(), format!("there is no item `{to}`"), "write the id of an item of this plan");
            let flows = (0.0..=1e6).contains(&times.value);
            let message = format!("{} calls of `{to}` for each visit", times.value);
            require(flows, at(), message, "use a number from 0 to 1000000");
        }
        let remedy = "leave out the call that leads back, and raise the figure of the one that leads there";
        require(!plan.comes_back(place), at(), "its calls lead back to it".into(), remedy);
    }
    let most = plan.visits().into_iter().fold(0.0, f64::max);
    let message = format!("an item is visited {most} times per request");
    require(most <= 1e9, "item".into(), message, "check the calls that lead to it");
}

fn connections(item: &Item, require: &mut impl FnMut(bool, String, String, &str)) {
    let at = |key: &str| format!("item {}: {key}", item.id);
    let held = item.connections.as_ref().map_or(0.0, |held| held.value);
    let counted = (0.0..=1e9).contains(&held);
    require(counted, at("connections"), format!("{held} connections"), "use a number from 0 to 1000000000");
    let each = item.memory_per_connection.as_ref().map_or(0.0, |each| each.value.si());
    let sized = each <= 1e9;
    require(sized, at("memory_per_connection"), "more than 1 GB for each".into(), "check its unit");
    let named = held > 0.0 || each == 0.0;
    let remedy = "say how many there are in `connections`";
    require(named, at("memory_per_connection"), "there are no connections".into(), remedy);
}

fn storage(item: &Item, require: &mut impl FnMut(bool, String, String, &str)) {
    let at = |key: &str| format!("item {}: {key}", item.id);
    let growth = item.growth_per_day.as_ref().map_or(0.0, |growth| growth.value.si());
    let largest = [item.memory.value.si(), item.storage.value.si(), item.network.value.si(), growth];
    let finite = largest.iter().all(|amount| *amount <= LARGEST);
    require(finite, at("memory, storage, network"), "a size is beyond 1e18 bytes".into(), "check its unit");
    let kept = item.retention.as_ref().is_none_or(|time| time.value.si() > 0.0);
    require(kept, at("retention"), "nothing is kept for no time".into(), "write for example \"30 d\"");
    if let Some(copies) = item.copies.as_ref().map(|copies| copies.value) {
        let placed = (1..=item.replicas.value).contains(&copies);
        let remedy = "use a number from 1 to the number of replicas";
        require(placed, at("copies"), format!("{copies} copies"), remedy);
    }
    let overhead = item.overhead.as_ref().map_or(1.0, |overhead| overhead.value);
    let sane = (1.0..=100.0).contains(&overhead);
    require(sane, at("overhead"), format!("{overhead} bytes of disk per byte"), "use a number from 1 to 100");
}

pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
