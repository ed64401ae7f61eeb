//! What gives way first, and how far the recommended resources carry.

use super::explain;
use ::capacity::evaluate::{Bottleneck, Headroom, Limit, Resource};
use ::capacity::units::Format;
use ::capacity::{Outcome, Plan, Scenario};
use leptos::prelude::*;

/// The two sentences, each with its reasons.
pub(super) fn outlook(plan: &Plan, scenario: &Scenario, outcome: &Outcome) -> impl IntoView + use<> {
    let first = outcome.bottleneck.as_ref().map(|bottleneck| {
        let sentence = gives_way(plan, scenario, bottleneck);
        view! { <div><h3>{"First to give way"}</h3> <p>{sentence}</p> {explain::fold("the first to give way", &bottleneck.ceiling)}</div> }
    });
    let room = &outcome.headroom;
    view! {
        <div class="capacity-outlook">
            {first}
            <div>
                <h3>{"Headroom"}</h3>
                <p>{carries(plan, scenario, room)}</p>
                {explain::fold("the headroom", &room.traffic)}
            </div>
        </div>
    }
}

fn gives_way(plan: &Plan, scenario: &Scenario, bottleneck: &Bottleneck) -> String {
    let load = plan.load.rps.value.si() * scenario.traffic();
    let times = Format::Factor.text(bottleneck.ceiling.value / load);
    let (name, ceiling) = (&bottleneck.name, bottleneck.ceiling.text());
    if bottleneck.ceiling.value < load {
        return format!(
            "{name} has given way: at its size here it is full at {ceiling}, {times} this traffic."
        );
    }
    format!(
        "{name} is the first to give way: at its size here it is full at {ceiling}, {times} this traffic."
    )
}

fn carries(plan: &Plan, scenario: &Scenario, room: &Headroom) -> String {
    let largest = room.traffic.text();
    let end = match &room.limited_by {
        Limit::Resource(resource) => format!("beyond it, {} is short", resource_name(*resource)),
        Limit::Item(id) => {
            let name = plan.item(id).map_or(id.as_str(), |item| item.name.as_str());
            format!("beyond it, {name} is too busy with the replicas that are fixed")
        }
        Limit::None => return format!("The recommended resources carry {largest} the plan's load and more."),
    };
    if room.traffic.value <= 0.0 {
        return format!(
            "The recommended resources do not carry this plan at any load: {}.",
            end.replace("beyond it, ", "")
        );
    }
    let asked = if room.traffic.value < scenario.traffic() { ", less than this scenario asks" } else { "" };
    format!("The recommended resources carry up to {largest} the plan's load{asked}; {end}.")
}

fn resource_name(resource: Resource) -> &'static str {
    match resource {
        Resource::Cpu => "CPU",
        Resource::Memory => "memory",
        Resource::Storage => "storage",
        Resource::Network => "network",
    }
}
