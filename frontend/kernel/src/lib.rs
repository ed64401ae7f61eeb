//! Browser entry point of the kernel bundle: the planner's mathematics without a page, for workers. Built twice, for browsers
//! with and without instructions for several numbers at a time.

use capacity::evaluate::{Kernel, Spread, evaluate, together};
use capacity::panel::scenarios::kept;
use capacity::panel::{self, figures, limits, spread};
use capacity::scenario::Ask;
use capacity::{Plan, Scenario, export};
use wasm_bindgen::prelude::wasm_bindgen;

/// A plan, and what follows from its scenarios. A scenario is given as JSON: a list of pairs of key and value, as the form
/// of the planner sends them; what makes no sense in them is left out.
#[wasm_bindgen]
pub struct Planner(Plan, i32);

#[wasm_bindgen]
impl Planner {
    /// Reads a plan, for which dates are counted from `today`, in days since 1970-01-01; nothing if it is none.
    pub fn read(json: &str, today: i32) -> Option<Planner> {
        serde_json::from_str(json).ok().map(|plan| Planner(plan, today))
    }

    /// The panels of a scenario, each as HTML.
    pub fn panels(&self, pairs: &str) -> Vec<String> {
        let scenario = self.scenario(pairs);
        panel::all(&self.0, &scenario).iter().map(|its| panel::section(&self.0, &scenario, its)).collect()
    }

    /// The scenarios that are compared and what can be done with each, as HTML.
    pub fn compared(&self, pairs: &str) -> String {
        kept::links(&self.0, &self.scenario(pairs))
    }

    /// What is asked to be kept once this scenario is kept too; nothing if there are as many as there may be.
    pub fn keep(&self, pairs: &str) -> Option<String> {
        kept::keep(&self.0, &self.scenario(pairs))?.ask(Ask::Keep).map(str::to_owned)
    }

    /// The figures of these items in a scenario, each as HTML; empty for those that have none.
    pub fn figures(&self, pairs: &str, items: Vec<String>) -> Vec<String> {
        let outcome = evaluate(&self.0, &self.scenario(pairs)).ok();
        let of = |id: String| outcome.as_ref()?.items.iter().find(|item| item.id == id).map(figures::html);
        items.into_iter().map(|id| of(id).unwrap_or_default()).collect()
    }

    /// What stands below the bar of each resource in a scenario, each as HTML; nothing for one without an answer.
    pub fn limits(&self, pairs: &str) -> Vec<String> {
        limits::html(&self.0, &self.scenario(pairs))
    }

    /// A scenario as the rest of an address after the plan's own: empty, or a question mark and what follows it.
    pub fn query(&self, pairs: &str) -> String {
        let address = export::address(&self.0, &self.scenario(pairs));
        address.strip_prefix(&self.0.id).unwrap_or_default().to_owned()
    }

    /// A simulation of a scenario at `points` points, of which these sets of 16 are to be evaluated here; nothing for one
    /// without an answer.
    pub fn simulate(&self, pairs: &str, points: u32, first: u32, sets: u32) -> Option<Run> {
        let kernel = Kernel::new(&self.0, &self.scenario(pairs)).ok()?;
        Spread::part(kernel, points, spread::SEED, first..first.saturating_add(sets)).ok().map(Run)
    }

    /// The panel of a simulation as HTML, from what its runs have found, in the order of their sets.
    pub fn simulated(&self, pairs: &str, found: &[f64]) -> Option<String> {
        let scenario = self.scenario(pairs);
        let found = spread::shown(&self.0, &scenario, &together(found)?)?;
        Some(panel::section(&self.0, &scenario, &found))
    }
}

impl Planner {
    fn scenario(&self, pairs: &str) -> Scenario {
        let pairs: Vec<(String, String)> = serde_json::from_str(pairs).unwrap_or_default();
        Scenario::parse(&self.0, &pairs).0.on(i64::from(self.1))
    }
}

/// A simulation under way.
#[wasm_bindgen]
pub struct Run(Spread);

#[wasm_bindgen]
impl Run {
    /// Evaluates so many further points; gives what share of all is done.
    pub fn step(&mut self, points: usize) -> f64 {
        self.0.step(points)
    }

    /// What was found; evaluates what is left first.
    pub fn found(self) -> Vec<f64> {
        self.0.found()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PLAN: &str = r#"{
      "id": "shop", "system": "shop", "name": "Shop", "summary": "A gateway.",
      "load": { "name": "requests", "rps": "200 rps" },
      "resources": {
        "minimum": { "cpu": "4 cores", "memory": "16 GB", "storage": "100 GB", "network": "1 Gbps" },
        "recommended": { "cpu": "8 cores", "memory": "32 GB", "storage": "1 TB", "network": "10 Gbps" }
      },
      "stages": ["Gateway"],
      "item": [
        { "id": "gateway", "name": "Gateway", "kind": "service", "stage": 1, "replicas": 2, "visits": 1.0, "cpu": "2 ms",
          "cores": "500m", "memory": "512 MiB", "storage": "1 GiB", "network": "8 kB" }
      ]
    }"#;

    #[test]
    fn two_workers_show_what_one_does() {
        let planner = Planner::read(PLAN, 20_779).unwrap();
        let pairs = r#"[["traffic", "2"]]"#;
        let found = |first, sets| planner.simulate(pairs, 4096, first, sets).unwrap().found();
        let mut whole = planner.simulate(pairs, 4096, 0, 16).unwrap();
        assert_eq!(whole.step(1024), 0.25);
        let panel = planner.simulated(pairs, &whole.found()).unwrap();
        assert!(panel.contains("in 4096 simulated cases"), "{panel}");
        assert_eq!(planner.simulated(pairs, &[found(0, 7), found(7, 9)].concat()), Some(panel.clone()));
        assert!(planner.panels(pairs).contains(&panel), "the server shows as many points");
        assert!(
            planner.simulated(pairs, &found(0, 7)).is_none() && planner.simulate(pairs, 4096, 9, 8).is_none()
        );
    }

    #[test]
    fn a_scenario_is_an_address_and_what_makes_no_sense_is_left_out() {
        let planner = Planner::read(PLAN, 20_779).unwrap();
        assert_eq!(planner.query(r#"[["traffic", "2"], ["nobody.cpu", "1"]]"#), "?traffic=2");
        assert_eq!((planner.query("[]"), planner.query("?")), (String::new(), String::new()));
        assert!(Planner::read("{}", 0).is_none());
    }
}
