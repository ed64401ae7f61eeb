//! What follows from a scenario beside its needs: the panels, and files of it to take along.
//! `public/panels.js` keeps this part right while the island computes, by workers that read the plan from here.

use super::{CapacityPage, bring, goal};
use crate::frame::Assets;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::panel::scenarios::kept;
use ::capacity::panel::{self, Panel, fields};
use ::capacity::{Plan, Scenario, export};
use leptos::prelude::*;

/// Files of a scenario: their names, and what they are for.
pub const EXPORTS: [(&str, &str); 8] = [
    ("plan.json", "JSON"),
    ("plan.csv", "CSV"),
    ("report.md", "Markdown report"),
    ("system.svg", "drawing (SVG)"),
    ("manifests.yaml", "Kubernetes manifests"),
    ("values.yaml", "Helm values"),
    ("terraform.tfvars", "Terraform variables"),
    ("rules.yaml", "Prometheus rules"),
];

/// Panels, exports and what can be brought in for the pairs of the page; what makes no sense in them is told by the form.
pub(super) fn more(assets: &Assets, plan: &Plan, page: &CapacityPage) -> Drawn {
    let (scenario, _) = Scenario::parse(plan, &page.pairs);
    let scenario = scenario.on(page.today.0);
    let panels = panel::all(plan, &scenario);
    let contents = contents(&panels);
    let panels: String = panels.iter().map(|its| shown(plan, &scenario, its)).collect();
    let [kernel, simd] = assets.kernels.clone();
    // A plan that would not be written leaves the panels to the server.
    let json = serde_json::to_string(plan).unwrap_or_default();
    view! {
        <div
            id="capacity-more"
            class="capacity-more"
            data-plan=json
            data-today=page.today.0
            data-kernel=kernel
            data-kernel-simd=simd
        >
            {contents}
            <div class="capacity-panels" inner_html=panels></div>
            {goal::fields(plan, &scenario)}
            {files(plan, &scenario)}
            {bring::bring(plan, &scenario, page)}
            <p class="capacity-source">
                "The functions behind these figures are held against published results: "
                <a href=Route::Golden.path()>"golden cases"</a> "."
            </p>
        </div>
        <script type="module" src="/planner.js"></script>
        <script type="module" src="/files.js"></script>
    }
    .drawn()
}

/// A panel, and below it the fields of what can be asked of it.
fn shown(plan: &Plan, scenario: &Scenario, its: &Panel) -> String {
    let kept = if its.id == "scenarios" { kept::fields(plan, scenario) } else { String::new() };
    panel::section(plan, scenario, its) + &kept + &fields::html(plan, scenario, its.id)
}

/// The way to each panel.
fn contents(panels: &[Panel]) -> impl IntoView + use<> {
    let links = panels
        .iter()
        .map(|panel| view! { <li><a href=format!("#panel-{}", panel.id)>{panel.title}</a></li> });
    view! { <nav class="capacity-contents" aria-label="What follows from it"><ul>{links.collect_view()}</ul></nav> }
}

fn files(plan: &Plan, scenario: &Scenario) -> impl IntoView + use<> {
    let query = query(plan, scenario);
    let base = Route::Capacity(Some(plan.id.clone())).path();
    let links = EXPORTS.map(|(file, name)| {
        view! { <li><a href=format!("{base}/export/{file}{query}") download="">{name}</a></li> }
    });
    view! {
        <section class="capacity-panel" aria-labelledby="capacity-files">
            <h2 id="capacity-files">"Take it along"</h2>
            <p class="capacity-says">
                "Each file holds this scenario, and any of them brings it back. JSON keeps to "
                <a href=Route::PlanSchema.path()>"its schema"</a> "."
            </p>
            <ul class="capacity-exports">{links.collect_view()}</ul>
        </section>
    }
}

/// A scenario as the rest of an address after the plan's own.
pub(super) fn query(plan: &Plan, scenario: &Scenario) -> String {
    let address = export::address(plan, scenario);
    address.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"))
}
