//! What follows from a scenario beside its needs: the panels, and files of it to take along and to bring back.
//! `public/planner.js` keeps this part right while the island computes, by workers that read the plan from here.

use super::Pairs;
use crate::frame::Assets;
use crate::route::Route;
use crate::ui::drawn::{Draw, Drawn};
use ::capacity::panel::{self, markup};
use ::capacity::{Plan, Scenario, export};
use leptos::prelude::*;

/// Files of a scenario: their names, and what they are for.
pub const EXPORTS: [(&str, &str); 6] = [
    ("plan.json", "JSON"),
    ("plan.csv", "CSV"),
    ("report.md", "Markdown report"),
    ("system.svg", "drawing (SVG)"),
    ("manifests.yaml", "Kubernetes manifests"),
    ("rules.yaml", "Prometheus rules"),
];

/// Panels, exports and the import for `pairs`; what makes no sense in them is told by the form.
pub(super) fn more(assets: &Assets, plan: &Plan, pairs: &Pairs) -> Drawn {
    let (scenario, _) = Scenario::parse(plan, pairs);
    let panels: String = panel::all(plan, &scenario).iter().map(markup::html).collect();
    let [kernel, simd] = assets.kernels.clone();
    // A plan that would not be written leaves the panels to the server.
    let json = serde_json::to_string(plan).unwrap_or_default();
    view! {
        <div
            id="capacity-more"
            class="capacity-more"
            data-plan=json
            data-kernel=kernel
            data-kernel-simd=simd
        >
            <div class="capacity-panels" inner_html=panels></div>
            {files(plan, &scenario)}
            <p class="capacity-source">
                "The functions behind these figures are held against published results: "
                <a href=Route::Golden.path()>"golden cases"</a> "."
            </p>
        </div>
        <script type="module" src="/planner.js"></script>
    }
    .drawn()
}

fn files(plan: &Plan, scenario: &Scenario) -> impl IntoView + use<> {
    let address = export::address(plan, scenario);
    let query = address.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    let base = Route::Capacity(Some(plan.id.clone())).path();
    let links = EXPORTS.map(|(file, name)| {
        view! { <li><a href=format!("{base}/export/{file}{query}") download="">{name}</a></li> }
    });
    let measured = (!plan.measured.is_empty()).then(|| {
        let address = format!("{base}/measured{query}");
        view! {
            <p class="capacity-measured">
                <a href=address>"Use what Pharos has measured"</a>
                ": the most of the last day, in the place of what the plan assumes."
            </p>
        }
    });
    view! {
        <section class="capacity-panel" aria-labelledby="capacity-files">
            <h2 id="capacity-files">"Take it along, bring it back"</h2>
            <p class="capacity-says">"Each file holds this scenario, and any of them brings it back."</p>
            <ul class="capacity-exports">{links.collect_view()}</ul>
            {measured}
            <form class="capacity-import" method="post" action=format!("{base}/import")>
                <label for="capacity-import">
                    "An exported file, a range query of Prometheus in JSON, or lines of time and requests per second"
                </label>
                <textarea id="capacity-import" name="file" rows="4" required spellcheck="false" autocomplete="off"></textarea>
                <button type="submit">"Bring back"</button>
            </form>
        </section>
    }
}
