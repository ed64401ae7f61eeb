#![allow(clippy::unwrap_used)]
use super::*;
use crate::page::Page;
use crate::status::sample;
use ::capacity::{Plan, Scenario};
use model::time::Day;
use std::sync::Arc;

const PLAN: &str = r#"{
  "id": "shop", "system": "shop", "name": "Shop", "summary": "A gateway and its store.",
  "load": { "name": "requests at the gateway", "rps": "200 rps" },
  "resources": {
    "minimum": { "cpu": "4 cores", "memory": "16 GB", "storage": "100 GB", "network": "1 Gbps" },
    "recommended": { "cpu": "8 cores", "memory": "32 GB", "storage": "1 TB", "network": "10 Gbps" }
  },
  "stages": ["Stores", "Gateway"],
  "item": [
    { "id": "store", "name": "Store", "kind": "store", "stage": 1, "replicas": 3, "visits": 1.0, "cpu": "1 ms",
      "cores": "1 core", "memory": "2 GiB", "storage": "10 GiB", "growth_per_day": "100 MB", "retention": "30 d",
      "network": "4 kB" },
    { "id": "gateway", "name": "Gateway", "kind": "service", "stage": 2,
      "replicas": { "value": 2, "origin": "yours", "source": "guide" }, "visits": 1.0, "cpu": "2 ms",
      "cores": "500m", "memory": "512 MiB", "storage": "1 GiB", "network": "8 kB" },
    { "id": "dumps", "name": "Dumps", "kind": "archive", "stage": 1, "replicas": 1, "visits": 0.0, "cpu": "0 s",
      "cores": "0 cores", "memory": "0 B", "storage": "50 GiB", "network": "0 B" }
  ]
}"#;

fn plan() -> Plan {
    let plan: Plan = serde_json::from_str(PLAN).unwrap();
    assert_eq!(plan.validate(), []);
    plan
}

fn pairs(pairs: &[(&str, &str)]) -> Pairs {
    pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

fn drawn(typed: &[(&str, &str)]) -> String {
    let page = CapacityPage {
        plans: vec![("shop".into(), "Shop".into()), ("bank".into(), "Bank".into())],
        plan: plan(),
        pairs: pairs(typed),
        today: Day(20_779),
        sources: Vec::new(),
        measured: false,
    };
    page_html(&page)
}

fn page_html(page: &CapacityPage) -> String {
    sample::html(&Page::Capacity(Arc::new(page.clone())))
}

/// The names of all fields that the form sends.
fn names(html: &str) -> Vec<String> {
    let form = html.split("<form").nth(1).unwrap().split("</form>").next().unwrap();
    form.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_field_is_a_key_of_the_scenario_and_the_other_way_round() {
    let plan = plan();
    let html = drawn(&[]);
    let keys: Vec<String> = Scenario::base().inputs(&plan).into_iter().map(|input| input.key).collect();
    assert_eq!(names(&html), keys);
    for name in names(&html) {
        assert!(Scenario::base().with(&plan, &name, "").is_ok(), "{name}");
    }
}

#[test]
fn what_the_form_sends_untouched_is_the_plan() {
    let plan = plan();
    let sheet = Sheet::of(&plan, &[]);
    let sent: Pairs =
        sheet.inputs.iter().map(|input| (input.key.clone(), sheet::typed(&[], input))).collect();
    let again = Sheet::of(&plan, &sent);
    assert_eq!(again.problems, []);
    assert!(again.scenario.is_base(), "{:?}", again.scenario.to_pairs());
}

#[test]
fn the_first_answer_is_drawn_on_the_server() {
    let html = drawn(&[]);
    assert!(html.contains("CPU: ") && html.contains("needed, within the minimum (minimum 4 cores"), "{html}");
    assert!(html.contains("is the first to give way"));
    assert!(html.contains("The recommended resources carry up to"));
    assert!(html.contains("Recompute") && html.contains("method=\"get\" action=\"/capacity/shop\""));
}

#[test]
fn more_traffic_gives_another_answer() {
    let headline = |typed: &[(&str, &str)]| verdict::headline(&Sheet::of(&plan(), &pairs(typed)));
    assert_eq!(headline(&[]), "Fits the minimum.");
    assert!(
        headline(&[("traffic", "100")]).starts_with("Does not fit: CPU"),
        "{}",
        headline(&[("traffic", "100")])
    );
    assert_eq!(
        headline(&[("traffic", "4"), ("gateway.replicas", "2")]),
        "Does not hold. Gateway: overloaded. Fits the recommended; more than the minimum of storage."
    );
}

#[test]
fn what_makes_no_sense_is_told_at_its_field_and_above() {
    let html = drawn(&[("gateway.memory", "3 rps"), ("utm", "1")]);
    assert!(html.contains("value=\"3 rps\""), "the field keeps what was typed");
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1);
    assert!(html.contains("<a href=\"#capacity-gateway.memory\">gateway.memory</a>"), "{html}");
    assert!(html.contains("is a rate of requests, in rps, but a size in bytes is wanted"));
    assert!(html.contains("<a>utm</a>"), "an unknown key has no field to lead to");
}

#[test]
fn a_changed_figure_is_yours() {
    let sheet = Sheet::of(&plan(), &pairs(&[("gateway.memory", "1 GiB")]));
    let (before, all) = Sheet::of(&plan(), &[]).assumptions();
    assert_eq!(sheet.assumptions(), (before - 1, all));
    assert!(drawn(&[("gateway.memory", "1 GiB")]).contains("1 changed"));
}

#[test]
fn every_figure_says_how_it_came_about() {
    let html = drawn(&[]);
    assert!(html.contains("rho = a / cores that share the load") && html.contains("Gross and Harris"));
    assert!(html.contains("an archive answers no requests"), "what has no figure says why");
}

#[test]
fn what_can_be_asked_of_a_panel_is_a_key_too_and_dates_are_dates() {
    let (plan, html) = (plan(), drawn(&[("have", "2 x 4 cores 16 GiB"), ("slo", "99.5 %")]));
    let asked =
        html.split(" name=\"").skip(1).filter_map(|rest| rest.split_once("\" form=\"capacity-form\""));
    let names: Vec<_> = asked.map(|(name, _)| name).filter(|name| !name.contains('"')).collect();
    assert!(names.contains(&"have") && names.contains(&"failover"), "{names:?}");
    for name in &names {
        assert!(Scenario::base().with(&plan, name, "").is_ok(), "{name}");
    }
    assert!(html.contains("value=\"2 x 4 cores 16 GiB\"") && html.contains("data-today=\"20779\""));
}

#[test]
fn start_up_is_in_order_and_other_plans_are_linked() {
    let html = drawn(&[]);
    let stages = html.split("Start-up order").nth(1).unwrap();
    assert!(stages.find("Stores").unwrap() < stages.find("<strong>Gateway").unwrap());
    assert!(
        html.contains("href=\"/capacity/bank\"")
            && html.contains("href=\"/capacity/shop\" aria-current=\"page\"")
    );
}

#[test]
fn nothing_on_the_page_needs_more_than_the_policy_allows() {
    let html = drawn(&[]);
    assert!(!html.contains(" style=") && !html.contains(" oninput="), "{html}");
    assert_eq!(
        html.matches("<script type=\"module\"").count(),
        3,
        "the bundle's module, that of the panels, and that of files"
    );
    assert_eq!(html.matches("<script").count(), 4, "those, and data for programs, which no browser runs");
}

#[test]
fn all_plans_are_listed_with_what_each_comes_to() {
    let list = |plans: Vec<Plan>| sample::html(&Page::Plans(PlansPage { plans: Arc::new(plans) }));
    let html = list(vec![plan()]);
    assert!(
        html.contains("<a href=\"/capacity/shop\">Shop</a>") && html.contains("Fits the minimum."),
        "{html}"
    );
    assert!(html.contains("gives way first, at "), "{html}");
    assert!(list(vec![]).contains("No system has a capacity plan yet"));
    assert!(!html.contains("leptos-island"), "it needs no bundle");
}

#[test]
fn panels_and_files_follow_the_scenario() {
    let html = drawn(&[("traffic", "1 to 4"), ("gateway.memory", "1 GiB")]);
    let query = "?traffic=1%20to%204&amp;gateway.memory=1GiB";
    for (file, _) in EXPORTS {
        assert!(html.contains(&format!("href=\"/capacity/shop/export/{file}{query}\"")), "{file}: {html}");
    }
    for id in ["system", "failure", "uncertainty", "sensitivity", "scenarios", "reverse"] {
        assert!(html.contains(&format!("id=\"panel-{id}\"")), "{id}");
    }
    assert!(html.contains(&format!("method=\"post\" action=\"/capacity/shop/import{query}\"")), "{html}");
}
