//! What stands below the bar of each resource: the minimum and the recommended, from which load each of them is short, on
//! which day it is full if the load grows as expected, and how these figures come about.

use super::pace::{self, Pace};
use super::{Path, crossed, of, path, reasons as dates, short};
use crate::evaluate::{Resource, Verdict, evaluate, limit};
use crate::panel::markup::escape;
use crate::panel::reasons::{self, Reasons};
use crate::panel::when;
use crate::plan::Limits;
use crate::trace::Trace;
use crate::units::Format;
use crate::{Plan, Scenario};

/// The paces of growth that are told: their place among the quantiles of a pace.
const FAST: usize = 0;
const MIDDLE: usize = 1;

/// When one limit of one resource is short.
struct Limit {
    name: &'static str,
    resource: Resource,
    /// The amount for people.
    amount: String,
    /// Times the plan's load from which it is short, with the data of the scenario's days; none within what is looked at.
    load: Option<f64>,
    /// Days until it is full at the fast and at the middle pace; none within five years.
    full: [Option<f64>; 2],
}

/// What is common to all limits of a scenario.
struct Ahead<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
    /// None where the plan states no growth.
    pace: Option<Pace>,
    paths: [Path; 2],
}

/// A piece of a page for each resource, in the order of `Resource::ALL`, with the id `limits-cpu` and so on; none for a
/// scenario without an answer.
pub fn html(plan: &Plan, scenario: &Scenario) -> Vec<String> {
    let Ok(outcome) = evaluate(plan, scenario) else { return Vec::new() };
    let ahead = Ahead::new(plan, scenario);
    outcome.verdicts.iter().map(|verdict| ahead.resource(verdict)).collect()
}

impl<'a> Ahead<'a> {
    fn new(plan: &'a Plan, scenario: &'a Scenario) -> Self {
        let pace = pace::pace(plan, scenario);
        let at = |place: usize| {
            pace.as_ref()
                .and_then(|pace| Some(path(plan, scenario, *pace.quantiles.get(place)?)))
                .unwrap_or_default()
        };
        let paths = [FAST, MIDDLE].map(at);
        Ahead { plan, scenario, pace, paths }
    }

    fn resource(&self, verdict: &Verdict) -> String {
        let resources = &self.plan.resources;
        let limits = [("minimum", &resources.minimum), ("recommended", &resources.recommended)];
        let limits = limits.map(|(name, limits)| self.limit(verdict, name, limits));
        let rows = limits.iter().map(|limit| {
            let (name, amount) = (limit.name, escape(&limit.amount));
            format!("<div><dt>{name} <b>{amount}</b></dt> <dd>{}</dd></div>", escape(&self.says(limit)))
        });
        let (name, rows) = (verdict.resource.name(), rows.collect::<String>());
        let fold = reasons::fold(name, &self.reasons(verdict, &limits));
        format!(
            "<div class=\"capacity-limits\" id=\"limits-{}\" data-limits=\"{name}\"><dl>{rows}</dl>{fold}</div>",
            name.to_ascii_lowercase()
        )
    }

    fn limit(&self, verdict: &Verdict, name: &'static str, limits: &Limits) -> Limit {
        let (resource, there) = (verdict.resource, limit(limits, verdict.resource));
        let share = there / limit(&self.plan.resources.recommended, resource);
        Limit {
            name,
            resource,
            amount: verdict.needed.format.text(there),
            load: short(self.plan, self.scenario, resource, share),
            full: self.paths.each_ref().map(|path| crossed(&of(path, resource), share)),
        }
    }

    fn says(&self, limit: &Limit) -> String {
        let load = self.plan.load.rps.value.si();
        let from = match limit.load {
            None => "enough at any load looked at".to_owned(),
            Some(none) if none <= 0.0 => "short at any load".to_owned(),
            Some(traffic) => {
                let words =
                    if traffic < self.scenario.traffic() { "short, enough up to" } else { "short from" };
                format!("{words} {} ({})", Format::Rate.text(traffic * load), Format::Factor.text(traffic))
            }
        };
        // What grows on disk is counted for the scenario's days there, and until the date here.
        let data = match limit.resource {
            Resource::Storage => format!("with the data of {} days ", self.scenario.days()),
            _ => String::new(),
        };
        format!("{data}{from}; {}", self.date(limit))
    }

    /// On which day it is full.
    fn date(&self, limit: &Limit) -> String {
        let on = if self.scenario.today().is_some() { "on" } else { "in" };
        let by = if self.scenario.today().is_some() { "by" } else { "within" };
        let day = |days: f64| when::day(self.scenario, days);
        match (&self.pace, limit.full) {
            (None, _) => "no growth is stated, so it has no date".into(),
            (_, [_, Some(0.0)]) => "full today".into(),
            (_, [Some(fast), Some(middle)]) => {
                format!("full {on} {}, with a chance of one in ten {by} {}", day(middle), day(fast))
            }
            (_, [Some(fast), None]) => {
                format!("not full within five years, but with a chance of one in ten {by} {}", day(fast))
            }
            (_, [None, _]) => "not full within five years".into(),
        }
    }

    /// How the day comes about on which a limit is full at the middle pace.
    fn full(&self, limit: &Limit) -> Option<Trace> {
        let growth = *self.pace.as_ref()?.quantiles.get(MIDDLE)?;
        Some(dates::full(self.plan, self.scenario, growth, limit.full[MIDDLE]?))
    }

    fn reasons(&self, verdict: &Verdict, limits: &[Limit; 2]) -> Reasons {
        let mut all = vec![("Needed".to_owned(), verdict.needed.trace.clone())];
        for limit in limits {
            let from = limit.load.map(|traffic| dates::short(self.plan, traffic));
            all.extend(from.map(|trace| (reasons::named(title(limit), "short from"), trace)));
            all.extend(self.full(limit).map(|trace| (reasons::named(title(limit), "full"), trace)));
        }
        all
    }
}

/// The name of a limit as a sentence begins with it.
fn title(limit: &Limit) -> &'static str {
    if limit.name == "minimum" { "Minimum" } else { "Recommended" }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PLAN: &str = r#"{
      "id": "shop", "system": "shop", "name": "Shop", "summary": "A store.",
      "load": { "name": "requests", "rps": "100 rps", "growth_per_year": "40 %" },
      "resources": {
        "minimum": { "cpu": "2 cores", "memory": "4 GB", "storage": "20 GB", "network": "1 Gbps" },
        "recommended": { "cpu": "8 cores", "memory": "8 GB", "storage": "1 TB", "network": "10 Gbps" }
      },
      "stages": ["Stores"],
      "item": [
        { "id": "store", "name": "Store", "kind": "store", "stage": 1, "replicas": 1, "visits": 1.0, "cpu": "6 ms",
          "cores": "1 core", "memory": "5 GB", "storage": "1 GB", "growth_per_day": "100 MB", "network": "4 kB" }
      ]
    }"#;

    fn limits(resource: Resource, pairs: &[(&str, &str)]) -> String {
        let plan: Plan = serde_json::from_str(PLAN).unwrap();
        let with =
            |scenario: Scenario, (key, value): &(&str, &str)| scenario.with(&plan, key, value).unwrap();
        let scenario = pairs.iter().fold(Scenario::base(), with).on(20_779);
        html(&plan, &scenario).swap_remove(resource as usize)
    }

    #[test]
    fn each_limit_says_from_which_load_and_when_it_is_short() {
        // A core is 60 % busy at 100 rps; two hold 200 rps, eight hold 800.
        let cpu = limits(Resource::Cpu, &[]);
        assert!(
            cpu.contains("<dt>minimum <b>2 cores</b></dt> <dd>short from 200 rps (2x); full on 2028-"),
            "{cpu}"
        );
        assert!(
            cpu.contains("<dt>recommended <b>8 cores</b></dt> <dd>short from 800 rps (8x); not full within"),
            "{cpu}"
        );
        assert!(cpu.contains("<code>load = X * t</code>") && cpu.contains("load = 100 * 2 = 200"), "{cpu}");
        // 19 GB are 190 days of 100 MB, and fewer where the load has grown by 15 % until then.
        let storage = limits(Resource::Storage, &[]);
        assert!(
            storage.contains(
                "<dd>with the data of 365 days short, enough up to 52.1 rps (0.521x); full on 2027-04-"
            ),
            "{storage}"
        );
    }

    #[test]
    fn what_is_short_already_or_never_says_so() {
        let memory = limits(Resource::Memory, &[]);
        assert!(memory.contains("4 GB</b></dt> <dd>short at any load; full today"), "{memory}");
        assert!(
            limits(Resource::Cpu, &[("traffic", "3")])
                .contains("short, enough up to 200 rps (2x); full today")
        );
        let network = limits(Resource::Network, &[]);
        assert!(network.contains("not full within five years"), "{network}");
    }
}
