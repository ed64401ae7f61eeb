//! The other way round: what given resources carry, and what ends it.

use super::outlook;
use super::reasons::{Reasons, named, told};
use super::rows::Row;
use super::{Panel, Table, words};
use crate::evaluate::{LARGEST_TRAFFIC, Resource, limit, size, sums};
use crate::plan::Limits;
use crate::trace::Law;
use crate::units::Format;
use crate::{Plan, Scenario};

/// Halvings of the search: to a share of 1e-9 of the largest traffic.
const HALVINGS: u32 = 30;

/// What is asked how much it carries.
fn sizes(plan: &Plan) -> [(&'static str, &Limits); 2] {
    [("the minimum", &plan.resources.minimum), ("the recommended", &plan.resources.recommended)]
}

pub(super) fn panel(plan: &Plan, scenario: &Scenario) -> Option<Panel> {
    let load = plan.load.rps.value.si();
    let sizes = sizes(plan);
    let mut rows = Vec::new();
    let mut carried = Vec::new();
    for (name, limits) in sizes {
        let most = Resource::ALL.map(|resource| (resource, carries(plan, scenario, limits, resource)));
        let (first, least) = most.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
        carried.push(format!("{name} {} ({} ends it)", Format::Rate.text(least * load), first.name()));
        rows.extend(
            most.map(|(resource, traffic)| row(name, limits, resource, traffic, load, resource == first)),
        );
    }
    Some(Panel {
        id: "reverse",
        title: "What given resources carry",
        says: format!("At the sizes of this scenario {}.", carried.join(" and ")).replacen(
            "scenario the",
            "scenario, the",
            1,
        ),
        drawing: None,
        table: Table {
            head: words([
                "Size",
                "Resource",
                "There is",
                "Carries, times the plan's load",
                "Carries",
                "Ends it first",
            ]),
            rows,
        },
        source: "The largest traffic whose need of the resource does not exceed it, by bisection",
    })
}

/// What the resource of a row carries, and what is needed of it then.
pub(super) fn reasons(plan: &Plan, scenario: &Scenario, row: Row<'_>) -> Option<Reasons> {
    let each =
        sizes(plan).into_iter().flat_map(|(_, limits)| Resource::ALL.map(|resource| (limits, resource)));
    let (limits, resource) = each.collect::<Vec<_>>().get(row.place).copied()?;
    let traffic = carries(plan, scenario, limits, resource);
    let need = sums(&size::all(plan, scenario, traffic).ok()?).get(resource as usize).copied()?;
    let there = limit(limits, resource);
    let needed = Law {
        formula: "t = the largest traffic with need(t) <= there",
        symbols: &[
            ("need", "needed at that traffic, in base units"),
            ("there", "what there is, in base units"),
        ],
        source: "Bisection, each step a whole evaluation",
        validity: "needs that never fall as traffic rises, with the data of the scenario's days",
    };
    let mut needed = needed.trace(&[need, there], traffic);
    let of = (need / there * 100.0).clamp(0.0, 1e6);
    needed.substituted = format!("need(t) is {of:.2} % of {}; t = {traffic:.6}", there_is(limits, resource));
    let mut all = vec![(named(row.name, "times the plan's load"), needed)];
    if traffic < LARGEST_TRAFFIC {
        all.push((named(row.name, "carries"), told(resource.name(), outlook::loaded(plan, traffic))));
    }
    Some(all)
}

/// What there is of a resource, as the plan writes it.
pub(super) fn there_is(limits: &Limits, resource: Resource) -> String {
    match resource {
        Resource::Cpu => limits.cpu.value.to_string(),
        Resource::Memory => limits.memory.value.to_string(),
        Resource::Storage => limits.storage.value.to_string(),
        Resource::Network => limits.network.value.to_string(),
    }
}

fn row(name: &str, limits: &Limits, resource: Resource, traffic: f64, load: f64, first: bool) -> Vec<String> {
    let there = there_is(limits, resource);
    let (times, carries) = match traffic {
        most if most >= LARGEST_TRAFFIC => ("more than any load looked at".to_owned(), "-".to_owned()),
        traffic => (Format::Factor.text(traffic), Format::Rate.text(traffic * load)),
    };
    let ends = if first { "yes" } else { "no" };
    vec![name.to_owned(), resource.name().to_owned(), there, times, carries, ends.to_owned()]
}

/// The largest traffic at which `resource` is enough.
fn carries(plan: &Plan, scenario: &Scenario, limits: &Limits, resource: Resource) -> f64 {
    let most = limit(limits, resource);
    let fits = |traffic: f64| {
        let sizings = size::all(plan, scenario, traffic);
        sizings.is_ok_and(|sizings| sums(&sizings).get(resource as usize).is_some_and(|sum| *sum <= most))
    };
    if fits(LARGEST_TRAFFIC) {
        return LARGEST_TRAFFIC;
    }
    let (mut low, mut high) = (0.0, LARGEST_TRAFFIC);
    for _ in 0..HALVINGS {
        // Loads differ by their factor, so near the plan's own the search is as fine as far away.
        let middle = if low > 0.0 { libm::sqrt(low * high) } else { high / 1024.0 };
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
        if high < 1e-6 {
            return 0.0;
        }
    }
    low
}
