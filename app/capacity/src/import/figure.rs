//! From series to figures of a plan: what was measured, as one would type it, and how it came about.

use super::measuring::{Groups, Measuring, Stage};
use super::owner;
use super::preset::{PRESETS, named_in, of_name};
use super::series::Series;
use crate::{Plan, Scenario};

/// A figure of the plan that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its key in a scenario.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// What was measured, as one would type it.
    pub value: String,
    /// What the scenario has in its place; empty where that is open.
    pub before: String,
    /// How it came about.
    pub how: String,
    /// Seconds since 1970 of the last sample.
    pub at: f64,
}

/// What series say of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What they say, by key.
    pub figures: Vec<Figure>,
    /// What they do not: the name of a metric, and why.
    pub unused: Vec<(String, String)>,
}

/// What `series` say of the plan in this scenario. `query` is what they were asked by, which names the metric where they do
/// not; with `as_load` all of them are requests from outside, whatever their names.
pub fn told(plan: &Plan, scenario: &Scenario, series: &[Series], query: &str, as_load: bool) -> Told {
    let mut told = Told::default();
    let asked = named_in(query).unwrap_or_default();
    let series: Vec<_> = series.iter().map(|one| meant(one, query, asked, as_load)).collect();
    let mut groups = Groups::new();
    for one in &series {
        match of_name(&one.name) {
            _ if as_load || one.name.is_empty() => groups.entry((0, None)).or_default().push(one),
            Some((place, _)) => {
                let item = PRESETS.get(place).and_then(|preset| owner::of(plan, preset, one));
                groups.entry((place, item)).or_default().push(one);
            }
            None => told.leave(&one.name, "no figure of a plan is known by this name"),
        }
    }
    let mut measuring = Measuring::new(plan, scenario, told);
    // Visits are told by the load, and the rest by both.
    for stage in [Stage::Load, Stage::Visits, Stage::Rest] {
        measuring.take(&groups, stage);
    }
    measuring.told()
}

/// A series under the name of what was asked for, if it has none of its own. One that nothing names tells a rate, and so does
/// the answer to a query for one.
fn meant(one: &Series, query: &str, asked: &str, as_load: bool) -> Series {
    let name = if one.name.is_empty() { asked } else { &one.name };
    let counts = of_name(name).is_some() || name.ends_with("_total") || name.ends_with("_count");
    let is_rate = one.is_rate || query.contains("rate(") || !counts && (as_load || name.is_empty());
    Series { name: name.into(), is_rate, ..one.clone() }
}

impl Told {
    /// Notes why a metric tells nothing.
    pub(super) fn leave(&mut self, name: &str, why: impl Into<String>) {
        let entry = (name.to_owned(), why.into());
        if !self.unused.contains(&entry) {
            self.unused.push(entry);
        }
    }
}
